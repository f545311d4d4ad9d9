"""The decision log: every signed line, whether the chain holds, and the file of it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from retour.register.workspace import Register
from retour.review import log
from retour.web.frame.context import language
from retour.web.portfolio import decisions, snapshots
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label, say
from retour.wording.limits import say_moved
from retour.wording.problems import say_problem
from retour.wording.sentence import Voice

A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the log, in words."""

    entry: log.Entry
    name: str
    said: str
    reason: str
    changed: tuple[str, ...]


@seated(Role.VIEWER)
def journal(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every decision, latest first."""
    entries = decisions.entries_of(seat.workspace)
    snapshot = snapshots.latest(seat.workspace)
    assessment = snapshots.shown(snapshot) if snapshot else None
    register = assessment.dossier.register if assessment else Register(name="")
    page = Paginator(entries[::-1], A_PAGE).get_page(request.GET.get("page"))
    about = {
        "section": "reviews",
        "page": page,
        "entries": [_line(entry, register) for entry in page],
        "total": len(entries),
        "head": entries[-1] if entries else None,
        "problems": [say_problem(p, language()) for p in decisions.problems_of(seat.workspace)],
    }
    return render(request, "audits/log.html", about)


def _line(entry: log.Entry, register: Register) -> Line:
    lang, said = language(), entry.statement.said
    found = register.automation(entry.statement.automation)
    words = {key: say(str(said.get(key, "")), {}, lang, family="decision") for key in ("taken", "proposed")}
    code = "same" if said.get("taken") == said.get("proposed") else "other"
    kind = entry.statement.kind
    everywhere = label("review.log_everywhere", lang)
    return Line(
        entry=entry,
        name=found.name.in_(lang) if found else entry.statement.automation or everywhere,
        said=label(
            f"review.log_{code}" if kind is log.Kind.REVIEW else f"review.log_{kind.value}", lang, **words
        ),
        reason=str(said.get("reason", "")),
        changed=say_moved(entry, Voice(lang, register.currency)),
    )


@seated(Role.VIEWER)
def log_file(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The log as a file: one line an entry, to be checked by anybody."""
    del request
    answer = HttpResponse(decisions.text_of(seat.workspace), content_type="application/x-ndjson")
    answer["Content-Disposition"] = 'attachment; filename="decisions.jsonl"'
    return answer
