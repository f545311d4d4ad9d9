"""The sheet of one automation, and the explanation of one figure."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from retour.assessment.result import Sheet
from retour.report.explain import nearest
from retour.report.explain_more import sheet_of
from retour.report.explain_page import explanation, title_of
from retour.report.html import Html
from retour.report.node import View, figure_node
from retour.report.promise_block import promise_block
from retour.report.sheet_page import raised, sheet_parts
from retour.review import log
from retour.web.frame.context import language
from retour.web.pilot.history import Past, journal_of, past_of
from retour.web.pilot.kept import Kept
from retour.web.pilot.noting import form_of, lines_of
from retour.web.pilot.standing import figures_of, standing_of
from retour.web.pilot.using import answers_of
from retour.web.pilot.views import nothing_yet
from retour.web.portfolio.decisions import entries_of
from retour.web.portfolio.leading import served
from retour.web.portfolio.models import Document
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording.headline import headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a sheet shows that only its snapshot decides."""

    headline: str
    name: str
    facts: tuple[tuple[str, str], ...]
    body: Html
    past: tuple[Past, ...]
    before: Sheet | None
    after: Sheet | None


_sheets: Kept[Shown] = Kept(400)
_explained: Kept[tuple[str, Html, Html]] = Kept(1000)


@seated(Role.VIEWER)
def sheet(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse:
    """Everything about one automation."""
    now = standing_of(seat.workspace)
    if now.empty or now.assessment is None or now.snapshot is None:
        return nothing_yet(request, now)
    found = sheet_of(now.assessment, automation)
    if found is None:
        raise Http404
    view = View.of(now.assessment, language(), served(seat.workspace.key))
    kept = _sheets.get((now.snapshot.pk, view.lang, automation), lambda: _made(seat, view, found))
    about = {
        "section": "home",
        "now": now,
        "shown": kept,
        "automation": found.automation,
        "document": _document(seat, automation),
        "before": _neighbour(view, kept.before),
        "after": _neighbour(view, kept.after),
        "journal": journal_of(seat.workspace, view, found),
        "noting": form_of(seat),
        "answers": answers_of(seat, found),
        "waiting": _waiting(seat, view, automation),
        **_signed(seat, view, automation),
    }
    return render(request, "pilot/sheet.html", about)


def _waiting(seat: Seat, view: View, automation: str) -> list[tuple[date, str, str]]:
    """Lines of the field journal that the assessment does not hold yet: day, mood, what."""
    counted = view.assessment.dossier.register.journal
    lines = (line for line in lines_of(seat.workspace, automation) if line not in counted)
    return [(o.at, view.label(f"ground.mood_{o.mood}"), o.what.in_(view.lang)) for o in lines]


def _signed(seat: Seat, view: View, automation: str) -> dict[str, object]:
    """The last signed review, and the promise that was made, beside what happened."""
    entries = entries_of(seat.workspace)
    reviews = log.of(entries, automation, log.Kind.REVIEW)
    return {
        "signed": reviews[-1] if reviews else None,
        "promise": promise_block(view, entries, automation),
    }


def _document(seat: Seat, automation: str) -> str:
    """The path of what declares an automation, where somebody may change it; empty elsewhere."""
    path = f"automations/{automation}.yaml"
    there = seat.edits and Document.objects.filter(workspace=seat.workspace, path=path).exists()
    return path if there else ""


def _made(seat: Seat, view: View, sheet: Sheet) -> Shown:
    sheets = view.assessment.sheets
    place = sheets.index(sheet)
    return Shown(
        headline=headline(sheet, view.lang, view.names.register),
        name=view.names.automation(sheet.automation),
        facts=_facts(view, sheet),
        body=raised(sheet_parts(view, sheet)),
        past=past_of(seat.workspace, view, sheet),
        before=sheets[place - 1] if place else None,
        after=sheets[place + 1] if place + 1 < len(sheets) else None,
    )


def _neighbour(view: View, sheet: Sheet | None) -> dict[str, str] | None:
    if sheet is None:
        return None
    name = view.names.automation(sheet.automation)
    return {"key": sheet.automation.key, "name": name}


def _facts(view: View, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    automation, names = sheet.automation, view.names
    since = view.label("pilot.sheet_day", day=automation.go_live) if automation.go_live else ""
    said = {
        "process": names.process(automation.process),
        "tools": names.tools(automation),
        "owner": automation.owner or view.label("not_said"),
        "status": view.label(automation.status),
        "since": since or view.label("not_said"),
        "follow_up": view.label(automation.follow_up or "not_said"),
    }
    return tuple((view.label(f"pilot.sheet_{code}"), value) for code, value in said.items())


@seated(Role.VIEWER)
def explain(request: HttpRequest, seat: Seat, figure: str) -> HttpResponse:
    """Where one figure comes from."""
    snapshot, assessment = figures_of(seat.workspace)
    view = View.of(assessment, language(), served(seat.workspace.key))
    figures = view.assessment.figures
    if figure not in figures:
        return _unknown(request, view, figure)
    key = (snapshot.pk, view.lang, figure)
    title, node, body = _explained.get(key, lambda: _explanation(view, figure, snapshot.version))
    of = _neighbour(view, sheet_of(assessment, figure.partition("/")[0]))
    about = {"section": "home", "title": title, "figure": node, "body": body, "of": of}
    return render(request, "pilot/explain.html", about)


def _explanation(view: View, key: str, version: str) -> tuple[str, Html, Html]:
    alone = View(view.assessment, view.names)
    return (
        title_of(view, key),
        figure_node(alone, view.assessment.figures[key]),
        explanation(view, key, version),
    )


def _unknown(request: HttpRequest, view: View, key: str) -> HttpResponse:
    close = [(other, title_of(view, other)) for other in nearest(key, view.assessment.figures)]
    about = {"section": "home", "key": key, "close": close}
    return render(request, "pilot/explain_missing.html", about, status=404)
