"""The grid: every automation, its four letters, and the few questions that only a person can answer.

One select a question: Tab goes to the next one, a letter chooses. Enter keeps everything and goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from retour.assessment.result import Sheet
from retour.audit.answers import ASKED
from retour.audit.result import Check, Status
from retour.register.automation import Review
from retour.register.automation import Status as Life
from retour.report.html import Html
from retour.report.sheet_audit import amor_cells
from retour.report.sheet_page import decision_chip
from retour.review import log
from retour.web.audits.standing import Table, table_of
from retour.web.frame.context import language
from retour.web.portfolio.documents import Conflict, Draft, save
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label, say

A_PAGE = 50
READ = ("read_right", "read_some_wrong", "read_wrong")  # ten cases: no bare answer stands before them
ANSWERS = ("pass", "partial", "fail")
SETTLED = ("not_live_yet", "objective_closed", "legal_red", "drifting", "voice_falling", "voice_bad", *READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about one automation: what was answered, or what the data already say."""

    field: str
    code: str
    text: str
    said: str  # the answer under way
    before: str  # what was answered last time, in words
    settled: str  # what the data say, in words; empty where a person answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One automation of the grid."""

    key: str
    name: str
    letters: Html
    decision: Html
    questions: tuple[Question, ...]
    signed: log.Entry | None
    ground: bool  # whether there may be cases to read


@seated(Role.VIEWER)
def grid(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The reviews of the quarter."""
    table = table_of(seat)
    if table is None:
        return render(request, "audits/empty.html", {"section": "reviews"})
    page = Paginator(table.sheets, A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        return _kept(request, table, list(page))
    about = {
        "section": "reviews",
        "table": table,
        "page": page,
        "rows": [row_of(table, sheet) for sheet in page],
        "asked": [(code, say(code, {}, language(), family="check")) for code in ASKED],
        "answers": [(code, label(f"status_{code}", language())) for code in ANSWERS],
        "head": table.desk.entries[-1] if table.desk.entries else None,
    }
    return render(request, "audits/grid.html", about)


def row_of(table: Table, sheet: Sheet) -> Row:
    """An automation as the grid shows it."""
    key = sheet.automation.key
    begun = table.desk.begun(key, "")
    before = table.desk.before(key)
    return Row(
        key=key,
        name=table.view.names.automation(sheet.automation),
        letters=amor_cells(table.view, sheet),
        decision=decision_chip(table.view, sheet),
        questions=tuple(question_of(table, sheet, code, begun.review, before) for code in ASKED),
        signed=table.desk.last(key),
        ground=is_readable(sheet),
    )


def is_readable(sheet: Sheet) -> bool:
    """Whether there may be cases to read: it runs, and its process is known."""
    return sheet.automation.process is not None and sheet.automation.status is not Life.PLANNED


def question_of(table: Table, sheet: Sheet, code: str, review: Review, before: Review | None) -> Question:
    """A question of the grid; where the data settle it, nobody is asked."""
    check = next((c for c in sheet.audit.checks if c.code == code), None)
    lang = table.view.lang
    last = before.answers.get(code, "") if before else ""
    return Question(
        field=f"{sheet.automation.key}:{code}",
        code=code,
        text=say(code, {}, lang, family="check"),
        said=review.answers.get(code, ""),
        before=label(f"status_{last}", lang) if last and code not in review.answers else "",
        settled=why(table, sheet, check) if check is not None and settled(check) else "",
    )


def settled(check: Check) -> bool:
    """True when the data already answer: an answer of a person would not change it."""
    return check.reason in SETTLED or (check.code == "A1" and check.status is Status.FAIL and not check.asked)


def why(table: Table, sheet: Sheet, check: Check) -> str:
    """Why a check is what it is, in words."""
    return table.view.names.say(check.reason, sheet.automation, check.details, "check_reason")


def _kept(request: HttpRequest, table: Table, sheets: list[Sheet]) -> HttpResponse:
    if not table.seat.edits:
        raise PermissionDenied
    drafts = list(_changed(request, table, sheets))
    try:
        save(table.seat, drafts)
    except Conflict:
        messages.error(request, label("editing.changed_meanwhile", language()))
        return redirect(request.get_full_path())
    return redirect("audits:decide", table.seat.workspace.key)


def _changed(request: HttpRequest, table: Table, sheets: list[Sheet]) -> Iterator[Draft]:
    by = str(table.seat.user or "")
    for sheet in sheets:
        begun = table.desk.begun(sheet.automation.key, by)
        said = {code: request.POST.get(f"{sheet.automation.key}:{code}") for code in ASKED}
        edits = [
            (("answers", code), value or None)
            for code, value in said.items()
            if value in ("", *ANSWERS) and value != begun.review.answers.get(code, "")
        ]
        draft = begun.saying(edits)
        if draft is not None:
            yield draft
