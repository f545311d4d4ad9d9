"""The events of a process as a log, for programs that may write (it holds what the data files hold)."""

from django.http import HttpRequest, HttpResponse

from retour.web.api.answers import Refusal
from retour.web.api.assessments import under_way
from retour.web.frame.downloads import attached
from retour.web.portfolio import logs_out
from retour.web.workspaces.access import Seat


def log(request: HttpRequest, seat: Seat, process: str, form: str) -> HttpResponse:
    """The log in a format, made in the background: 202 first, the file once the work is done."""
    if not seat.edits:
        raise Refusal(403, "scope")
    if form not in logs_out.FORMS:
        raise Refusal(404, "no_such_export", known=", ".join(logs_out.FORMS))
    if not logs_out.is_declared(seat.workspace, process):
        raise Refusal(404, "missing")
    found = logs_out.kept(seat.workspace, process, form)
    if found is None:
        return under_way(logs_out.ask(seat, process, form))
    return attached(found)
