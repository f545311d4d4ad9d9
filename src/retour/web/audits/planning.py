"""Before go-live in the browser: the eight questions on one page, then what they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from retour.assessment.result import Sheet
from retour.connectors.declared.rewriting import Unreadable, rewritten
from retour.quantity import Problem, Unit
from retour.register.automation import Status
from retour.register.indicator import Indicator
from retour.report.plan_block import plan_block
from retour.report.promise_block import promise_block
from retour.review.planning import Edit, key_of, planned, shown
from retour.review.promise import Card
from retour.review.questions import Wrong, answered
from retour.verdict.planned import unanswered
from retour.web.audits import asking
from retour.web.audits.standing import Table, table_of
from retour.web.frame.context import language
from retour.web.frame.waiting import looking_again
from retour.web.portfolio.decisions import entries_of
from retour.web.portfolio.documents import Conflict, Draft, is_refused, problems_of, save
from retour.web.portfolio.models import Document
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label
from retour.wording.problems import say_rule
from retour.wording.prospect import drawn_outlook
from retour.wording.verdicts import say_decision

EIGHT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody sent: the texts of the fields, and what is wrong with them or with what they make."""

    values: Mapping[str, str]
    wrong: tuple[Wrong, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A planned automation in the list."""

    key: str
    name: str
    decision: str
    answered: str


@seated(Role.VIEWER)
def plan(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is planned, and the eight questions for something new."""
    register = asking.register_around(seat.workspace, "retour.yaml")
    attempt = Attempt(values=asking.values_of(None))
    if request.method == "POST":
        made = _taken(request, seat, "")
        if isinstance(made, HttpResponse):
            return made
        attempt = made
    firm = asking.firm_in(seat.workspace, register) if register else None
    table = table_of(seat)
    about = {
        "section": "reviews",
        "lines": _lines(table) if table else [],
        "questions": asking.drawn(attempt.values, firm, attempt.wrong) if firm and seat.edits else [],
        "problems": [say_rule(p, language()) for p in attempt.problems],
        "wrong": asking.refused(attempt.wrong),
    }
    return render(request, "audits/plan.html", about)


def _lines(table: Table) -> list[Line]:
    lang, dossier = table.view.lang, table.assessment.dossier
    found = [s for s in table.assessment.sheets if s.automation.status is Status.PLANNED]
    return [
        Line(
            key=s.automation.key,
            name=table.view.names.automation(s.automation),
            decision=say_decision(s, lang),
            answered=label("plan.answered", lang, n=EIGHT - len(list(unanswered(s.automation, dossier)))),
        )
        for s in found
    ]


@seated(Role.VIEWER)
def plan_of(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse:
    """What the answers give for one automation: verdict, worth, what could be seen, what to prepare."""
    path = f"automations/{automation}.yaml"
    document = Document.objects.filter(workspace=seat.workspace, path=path).first()
    table = table_of(seat)
    sheet = _sheet(table, automation)
    if document is None and (sheet is None or request.method == "POST"):
        raise Http404
    attempt = None
    if request.method == "POST":
        made = _taken(request, seat, automation)
        if isinstance(made, HttpResponse):
            return made
        attempt = made
    page = _page(request, seat, document, automation, attempt)
    computing = sheet is None and table is not None and table.job is not None
    return looking_again(request, page, seconds=2) if computing and attempt is None else page


def _sheet(table: Table | None, automation: str) -> Sheet | None:
    sheets = table.assessment.sheets if table else ()
    return next((s for s in sheets if s.automation.key == automation), None)


def _page(
    request: HttpRequest, seat: Seat, document: Document | None, automation: str, attempt: Attempt | None
) -> HttpResponse:
    path = f"automations/{automation}.yaml"
    register = asking.register_around(seat.workspace, path)
    declared = register.automation(automation) if register else None
    table = table_of(seat)
    sheet = _sheet(table, automation)
    known = declared or (sheet.automation if sheet else None)
    asks = seat.edits and document is not None and register is not None and declared is not None
    about: dict[str, object] = {
        "section": "reviews",
        "automation": automation,
        "name": known.name.in_(language()) if known else automation,
        "table": table,
        "computing": table is not None and table.job is not None,
        "planned": known is not None and known.status is Status.PLANNED,
        "seen": document.number if document else 0,
        "opened": attempt is not None,
        "problems": [say_rule(p, language()) for p in attempt.problems] if attempt else [],
        "wrong": asking.refused(attempt.wrong) if attempt else [],
    }
    if asks and register is not None:
        values = attempt.values if attempt else asking.values_of(declared)
        firm = asking.firm_in(seat.workspace, register)
        about["questions"] = asking.drawn(values, firm, attempt.wrong if attempt else ())
    if table is not None and sheet is not None:
        entries = entries_of(seat.workspace)
        if sheet.automation.status is Status.PLANNED:
            about |= {"body": plan_block(table.view, sheet), "card": _card(seat, table, sheet)}
        about["promises"] = promise_block(table.view, entries, automation)
    return render(request, "audits/plan_of.html", about)


def _card(seat: Seat, table: Table, sheet: Sheet) -> dict[str, object]:
    """The promise card's fields as they begin: what the answers already say."""
    held = asking.values_of(sheet.automation)
    lang, main = language(), sheet.automation.main
    unit = label(f"plan.unit_{_unit_of(main)}", lang)
    gain = label("plan.promise_gain", lang, indicator=main.name.in_(lang), unit=unit) if main else ""
    first = Card(by=str(seat.user or ""), due=comes_back(sheet) or table.assessment.today)
    due = first.due if first.due > table.assessment.today else None
    return {"by": first.by, "gain": gain, "expected": held.get("expected", ""), "due": shown(due, lang)}


def _unit_of(main: Indicator | None) -> str:
    units = {Unit.POINTS: "points", Unit.DURATION: "hours"}
    return units.get(main.effect_unit, "other") if main else "other"


def comes_back(sheet: Sheet) -> date | None:
    """The day on which a promise can be judged: the earliest answer foreseen, else the stop date."""
    drawn, said = drawn_outlook(sheet), sheet.automation.plan
    return (drawn.answer_date if drawn else None) or (said.stop_date if said else None)


def _taken(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse | Attempt:
    """Save the answers: where to go then, or what is wrong with them."""
    if not seat.edits:
        raise PermissionDenied
    lang, workspace = language(), seat.workspace
    typed = asking.typed_in(request.POST, {"tools": request.POST.getlist("tools")})
    register = asking.register_around(workspace, f"automations/{automation}.yaml")
    if register is None:
        raise Http404
    firm = asking.firm_in(workspace, register)
    found, wrong = answered(typed, firm, lang)
    made = planned(found, firm, register.automation(automation))
    if wrong or made.wrong:
        return Attempt(values=typed, wrong=(*wrong, *made.wrong))
    return _saved(request, seat, automation or key_of(found), made.edits, typed, fresh=not automation)


def _saved(
    request: HttpRequest,
    seat: Seat,
    key: str,
    edits: tuple[Edit, ...],
    typed: Mapping[str, str],
    *,
    fresh: bool,
) -> HttpResponse | Attempt:
    path = f"automations/{key}.yaml"
    here = Document.objects.filter(workspace=seat.workspace, path=path).first()
    if here is not None and here.keeper == Document.Keeper.FILES and not fresh:
        raise PermissionDenied
    try:
        text = rewritten("" if fresh or here is None else here.text, edits)
    except Unreadable:
        raise Http404 from None
    seen = request.POST.get("seen", "")
    draft = Draft(path=path, text=text, seen=0 if fresh else int(seen) if seen.isdecimal() else None)
    problems = () if here is not None and fresh else problems_of(seat.workspace, [draft])
    if is_refused(problems):
        return Attempt(values=typed, problems=problems)
    try:
        changed = save(seat, [draft])
    except Conflict:
        code = "plan.exists" if fresh else "editing.changed_meanwhile"
        messages.error(request, label(code, language(), key=key))
        return Attempt(values=typed)
    messages.success(request, label("plan.saved" if changed else "plan.unchanged", language()))
    return redirect("audits:plan_of", seat.workspace.key, key)
