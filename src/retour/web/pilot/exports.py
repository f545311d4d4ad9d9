"""The shown figures as files: the same snapshot, in the reader's language."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify

from retour.report.explain_more import sheet_of
from retour.report.page import sheet_page
from retour.web.frame.context import language
from retour.web.pilot.standing import figures_of
from retour.web.portfolio import exported
from retour.web.portfolio.exported import KINDS
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role


@seated(Role.VIEWER)
def export(request: HttpRequest, seat: Seat, kind: str) -> HttpResponse:
    """Everything, as a page, a table, a workbook or an object; a large file is made in the background."""
    if kind not in KINDS:
        raise Http404
    snapshot, assessment = figures_of(seat.workspace)
    lang, name = language(), safe_name(seat.workspace.name, assessment.today, kind)
    if exported.is_quick(assessment, kind):
        return attached(exported.written(assessment, kind, lang), kind, name)
    found = exported.kept(snapshot, kind, lang)
    if found is not None:
        return attached(found, kind, name)
    return redirect("portfolio:job", seat.workspace.key, exported.ask(seat, snapshot, kind, lang).key)


@seated(Role.VIEWER)
def sheet_export(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse:
    """One sheet as a page of its own."""
    _, assessment = figures_of(seat.workspace)
    found = sheet_of(assessment, automation)
    if found is None:
        raise Http404
    body = sheet_page(assessment, found, language()).encode()
    return attached(body, "html", safe_name(seat.workspace.name, assessment.today, "html", automation))


def safe_name(workspace: str, today: date, kind: str, part: str = "") -> str:
    """A file name of plain letters, whatever the workspace is called."""
    words = (slugify(workspace)[:60], slugify(part)[:60], today.isoformat())
    return "-".join(["retour", *(word for word in words if word)]) + f".{kind}"


def attached(body: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep; the browser neither shows it nor guesses what it is."""
    response = HttpResponse(body, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
