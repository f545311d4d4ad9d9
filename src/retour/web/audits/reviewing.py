"""The review of one automation: the twenty questions, what moved, the answers and notes of a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from retour.assessment.result import Sheet
from retour.audit.answers import ASKED
from retour.connectors.declared.rewriting import Edit
from retour.register.automation import Review
from retour.report.sheet_audit import amor_block, decision_block
from retour.report.sheet_ground import evidence_block
from retour.report.sheet_page import raised
from retour.review.difference import difference
from retour.web.audits.grid import ANSWERS, Question, is_readable, question_of
from retour.web.audits.ground import reading
from retour.web.audits.standing import Table, table_of
from retour.web.frame.context import language
from retour.web.portfolio.documents import Conflict, save
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label
from retour.wording.differences import said_of_difference

LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Question):
    """A question with the note that goes with it."""

    note: str


@seated(Role.VIEWER)
def review(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse:
    """One automation, before the decision is taken."""
    table = table_of(seat)
    if table is None:
        return render(request, "audits/empty.html", {"section": "reviews"})
    sheet = table.sheet(automation)
    if request.method == "POST":
        return _kept(request, table, automation)
    view, last, begun = table.view, table.desk.last(automation), table.desk.begun(automation, "")
    before = table.desk.before(automation)
    asked = [question_of(table, sheet, code, begun.review, before) for code in ASKED]
    name = view.names.automation(sheet.automation)
    about = {
        "section": "reviews",
        "table": table,
        "automation": automation,
        "name": name,
        "title": label("review.heading", view.lang, name=name, day=table.desk.day),
        "last": last,
        "decision": raised(decision_block(view, sheet)),
        "amor": raised(amor_block(view, sheet)),
        "ground": evidence_block(view, sheet, reading(table, automation), cases_at=_cases_at(table, sheet)),
        "moved": said_of_difference(view.assessment, sheet, difference(sheet, last), view.names)
        if last
        else (),
        "questions": [_noted(question, begun.review) for question in asked],
        "answers": [(code, label(f"status_{code}", view.lang)) for code in ANSWERS],
        "note": begun.review.note,
    }
    return render(request, "audits/review.html", about)


def _cases_at(table: Table, sheet: Sheet) -> str:
    """Where the cases of an automation are read; empty where there are none."""
    where = [table.seat.workspace.key, sheet.automation.key]
    return reverse("audits:ground", args=where) if is_readable(sheet) else ""


def _noted(question: Question, review: Review) -> Noted:
    return Noted(
        field=question.field,
        code=question.code,
        text=question.text,
        said=question.said,
        before=question.before,
        settled=question.settled,
        note=review.notes.get(question.code, ""),
    )


def _kept(request: HttpRequest, table: Table, automation: str) -> HttpResponse:
    if not table.seat.edits:
        raise PermissionDenied
    begun = table.desk.begun(automation, str(table.seat.user or ""))
    draft = begun.saying(_edits(request, automation, begun.review))
    try:
        save(table.seat, [draft] if draft else [])
    except Conflict:
        messages.error(request, label("editing.changed_meanwhile", language()))
        return redirect(request.get_full_path())
    return redirect("audits:decide", table.seat.workspace.key)


def _edits(request: HttpRequest, automation: str, review: Review) -> Iterator[Edit]:
    for code in ASKED:
        answer = request.POST.get(f"{automation}:{code}")
        if answer in ("", *ANSWERS) and answer != review.answers.get(code, ""):
            yield ("answers", code), answer or None
        note = request.POST.get(f"note:{code}")
        if note is not None and note.strip() != review.notes.get(code, ""):
            yield ("notes", code), note.strip()[:LONGEST] or None
    note = request.POST.get("note")
    if note is not None and note.strip() != review.note:
        yield ("note",), note.strip()[:LONGEST] or None
