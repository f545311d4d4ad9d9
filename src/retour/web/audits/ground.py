"""The spot check: ten cases drawn at random, shown one by one, each found right, wrong or unexpected."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from retour.assessment.result import Sheet
from retour.audit.spot_check import FOUND
from retour.connectors.declared.rewriting import Edit
from retour.register.automation import Review, SpotCase
from retour.report.sheet_ground import Reading, read_block, reading_of
from retour.web.audits.drafts import Begun
from retour.web.audits.standing import Table, table_of
from retour.web.frame.context import language
from retour.web.portfolio.documents import Conflict, save
from retour.web.portfolio.folder import folder_of
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label
from retour.workspace.ground import Ten, fields_of, in_words, ten_of, told_of

LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of the cases: its place, what was found, whether it is the one being read."""

    number: int
    case: str
    found: str  # in words; empty before it was read
    note: str
    here: bool


@seated(Role.VIEWER)
def ground(request: HttpRequest, seat: Seat, automation: str) -> HttpResponse:
    """The cases of one automation, and what those that were read say."""
    table = table_of(seat)
    if table is None:
        return render(request, "audits/empty.html", {"section": "reviews"})
    sheet = table.sheet(automation)
    begun = table.desk.begun(automation, str(seat.user or ""))
    ten = _ten(table, sheet, begun.review)
    if request.method == "POST":
        return _kept(request, table, begun, ten)
    read = {one.case: one for one in begun.review.spot_check}
    place = _place(request, ten.cases if ten else (), read)
    about = {
        "section": "reviews",
        "table": table,
        "automation": automation,
        "name": table.view.names.automation(sheet.automation),
        "ten": ten,
        "drawn_by": label(f"ground.drawn_by_{ten.by}", language()) if ten else "",
        "lines": _lines(ten.cases if ten else (), read, place),
        "result": read_block(table.view, reading(table, automation), few=len(ten.cases) if ten else None),
        **(_shown(table, sheet, ten, place) if ten and place is not None else {}),
        "place": place,
        "said": read.get(ten.cases[place]) if ten and place is not None else None,
        "answers": [(code, label(f"ground.{code}", language())) for code in FOUND],
    }
    return render(request, "audits/ground.html", about)


def reading(table: Table, automation: str) -> Reading:
    """What the cases read at the reviews of the quarter say, those of the review under way included."""
    begun = table.desk.begun(automation, "").review
    others = (b.review for b in table.desk.reviews if b.review.automation == automation)
    return reading_of(automation, (*others, begun), today=table.desk.day)


def _ten(table: Table, sheet: Sheet, review: Review) -> Ten | None:
    assessment = table.assessment
    folder = folder_of(table.seat.workspace)
    return ten_of(folder, sheet.automation, review, assessment.dossier, seed=assessment.seed)


def _place(request: HttpRequest, cases: tuple[str, ...], read: dict[str, SpotCase]) -> int | None:
    """The case to show: the one asked for, else the first that was not read; None when all were."""
    asked = request.GET.get("case", "")
    if asked.isdecimal() and 1 <= int(asked) <= len(cases):
        return int(asked) - 1
    return next((i for i, case in enumerate(cases) if case not in read), None)


def _lines(cases: tuple[str, ...], read: dict[str, SpotCase], place: int | None) -> list[Line]:
    return [
        Line(
            number=i + 1,
            case=case,
            found=label(f"ground.{read[case].found}", language()) if case in read else "",
            note=read[case].note if case in read else "",
            here=i == place,
        )
        for i, case in enumerate(cases)
    ]


def _shown(table: Table, sheet: Sheet, ten: Ten, place: int) -> dict[str, object]:
    """What the data say of one case."""
    process = table.assessment.dossier.register.process(sheet.automation.process)
    events = told_of(ten, ten.cases[place], process, table.assessment.dossier) if process else ()
    names = table.view.names
    fields = fields_of(events).items()
    return {
        "case": ten.cases[place],
        "number": place + 1,
        "fields": [(names.attribute(sheet.automation.process, key), values) for key, values in fields],
        "events": [in_words(table.view, sheet.automation, event) for event in events],
    }


def _kept(request: HttpRequest, table: Table, begun: Begun, ten: Ten | None) -> HttpResponse:
    if not table.seat.edits:
        raise PermissionDenied
    address = reverse("audits:ground", args=[table.seat.workspace.key, begun.review.automation])
    case, found = request.POST.get("case", ""), request.POST.get("found", "")
    if ten is None or case not in ten.cases:
        return redirect(address)
    if found not in FOUND:
        messages.error(request, label("ground.refused", language()))
        return redirect(f"{address}?case={ten.cases.index(case) + 1}")
    note = request.POST.get("note", "").strip()[:LONGEST]
    draft = begun.saying([_edit(begun.review, SpotCase(case=case, found=found, note=note))])
    try:
        save(table.seat, [draft] if draft else [])
    except Conflict:
        messages.error(request, label("editing.changed_meanwhile", language()))
    return redirect(address)


def _edit(review: Review, said: SpotCase) -> Edit:
    """The cases read, this one among them, in the order they were first read."""
    read = {one.case: one for one in review.spot_check} | {said.case: said}
    return ("spot_check",), [
        {"case": one.case, "found": one.found} | ({"note": one.note} if one.note else {})
        for one in read.values()
    ]
