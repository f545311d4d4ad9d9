"""The decisions of the quarter: what is proposed, what is taken, why when they differ, and the signature."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from retour.assessment.result import Sheet
from retour.register.automation import Review, Status
from retour.report.html import Html
from retour.report.sheet_audit import amor_cells
from retour.report.sheet_page import decision_chip
from retour.review import log
from retour.review.difference import difference
from retour.review.limits import thresholds_statement
from retour.review.rhythm import next_slot
from retour.review.statement import Document, review_statement, unsigned_because
from retour.web.audits.drafts import Begun, decided
from retour.web.audits.standing import Table, table_of
from retour.web.frame.context import language
from retour.web.portfolio import decisions
from retour.web.portfolio.documents import Conflict, Draft, save
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label, say
from retour.wording.differences import said_of_difference
from retour.wording.verdicts import say_reason
from retour.workspace.reviewing import document_of

A_PAGE = 50
LIVE = ("keep", "fix", "extend", "measure", "question", "stop")
PLANNED = ("launch", "pilot", "do_not_launch", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One automation to decide on."""

    key: str
    name: str
    letters: Html
    proposed: Html
    reasons: tuple[str, ...]
    moved: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    taken: str
    reason: str
    counted: bool  # the answers given are in what is proposed
    signed: log.Entry | None  # today's, if any
    wrong: tuple[str, ...] = ()


@seated(Role.VIEWER)
def decide(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is proposed for each automation; those that are ticked are signed together."""
    table = table_of(seat)
    if table is None:
        return render(request, "audits/empty.html", {"section": "reviews"})
    page = Paginator(table.sheets, A_PAGE).get_page(request.GET.get("page"))
    wrong: dict[str, tuple[str, ...]] = {}
    if request.method == "POST":
        if not seat.edits:
            raise PermissionDenied
        wrong = _sign(request, table, list(page))
        if not wrong:
            return redirect("audits:decide", seat.workspace.key)
    about = {
        "section": "reviews",
        "table": table,
        "page": page,
        "lines": [line_of(table, sheet, request, wrong) for sheet in page],
        "wrong": len(wrong),
    }
    return render(request, "audits/decide.html", about, status=422 if wrong else 200)


def line_of(table: Table, sheet: Sheet, request: HttpRequest, wrong: dict[str, tuple[str, ...]]) -> Line:
    """An automation as the decisions show it; what was typed and refused is still there."""
    key, view = sheet.automation.key, table.view
    begun, last = table.desk.begun(key, ""), table.desk.last(key)
    reasons = [say_reason(sheet, r, view.names) for r in sheet.verdict.reasons]
    moved = said_of_difference(view.assessment, sheet, difference(sheet, last), view.names) if last else ()
    proposed = sheet.verdict.decision.value
    return Line(
        key=key,
        name=view.names.automation(sheet.automation),
        letters=amor_cells(view, sheet),
        proposed=decision_chip(view, sheet),
        reasons=tuple(reasons),
        moved=moved,
        choices=choices_of(sheet),
        taken=request.POST.get(f"{key}:taken", proposed),
        reason=request.POST.get(f"{key}:reason", begun.review.reason),
        counted=table.counts(begun.review),
        signed=last if last is not None and last.statement.at == table.desk.day else None,
        wrong=wrong.get(key, ()),
    )


def choices_of(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """The decisions that may be taken, with their words."""
    codes = PLANNED if sheet.automation.status is Status.PLANNED else LIVE
    return tuple((code, say(code, {}, language(), family="decision")) for code in codes)


def _sign(request: HttpRequest, table: Table, sheets: Iterable[Sheet]) -> dict[str, tuple[str, ...]]:
    """Sign what is ticked, all or nothing; what is missing, by automation."""
    ticked = [s for s in sheets if request.POST.get(f"{s.automation.key}:sign")]
    if not ticked:
        messages.info(request, label("review.nothing_ticked", language()))
        return {}
    wanted = [(sheet, *_wanted(request, table, sheet)) for sheet in ticked]
    wrong = {s.automation.key: why for s, _, review in wanted if (why := tuple(_missing(table, s, review)))}
    if wrong:
        return wrong
    try:
        with transaction.atomic():
            for sheet, begun, review in wanted:
                seal(table, sheet, begun, review)
    except Conflict:
        messages.error(request, label("editing.changed_meanwhile", language()))
        return {}
    messages.success(request, label("review.signed_many", language(), n=len(wanted)))
    return {}


def _wanted(request: HttpRequest, table: Table, sheet: Sheet) -> tuple[Begun, Review]:
    key, by = sheet.automation.key, str(table.seat.user or "")
    begun = table.desk.begun(key, by)
    taken = request.POST.get(f"{key}:taken", "")
    known = {code for code, _ in choices_of(sheet)}
    review = decided(
        begun,
        by=by,
        taken=taken if taken in known else "",
        reason=request.POST.get(f"{key}:reason", "").strip()[:2000],
        note=request.POST.get(f"{key}:note", "").strip()[:2000],
        proposed=sheet.verdict.decision.value,
    )
    return begun, review


def _missing(table: Table, sheet: Sheet, review: Review) -> Iterator[str]:
    lang = language()
    if not table.counts(review):
        yield label("review.not_counted", lang)
    for code in unsigned_because(review, sheet):
        yield label(f"review.{code}", lang)


def seal(table: Table, sheet: Sheet, begun: Begun, review: Review) -> log.Entry:
    """Save a review as its document, and seal it in the log."""
    text = document_of(review)
    save(table.seat, [Draft(path=begun.path, text=text, seen=begun.number)])
    statement = review_statement(
        review,
        sheet,
        table.assessment,
        document=Document(path=begun.path, sha256=log.digest_of(text)),
        next_review=next_slot(table.assessment, review),
    )
    limits = table.assessment.dossier.register.thresholds
    changed = thresholds_statement(review, decisions.entries_of(table.seat.workspace), limits)
    if changed is not None:
        decisions.sign(table.seat, changed)
    return decisions.sign(table.seat, statement)
