"""From what value it pays: cases a month first, folded behind the sentence that says how many."""

from collections.abc import Iterator

from retour.assessment.money import input_key
from retour.assessment.result import Sheet
from retour.quantity import Exact, Figure, Unknown
from retour.report.html import Child, Html, details, grid, tag
from retour.report.node import View, figure_node
from retour.wording.values import say_quantity
from retour.worth.result import BreakEven
from retour.worth.value import LIFE_MONTHS

CASES = "worth/break_even/cases"
PRIVATE = "rate"  # what an hour of somebody costs, on a page for strangers


def break_even_said(view: View, sheet: Sheet) -> str:
    """« Il faut au moins 41 dossiers par mois pour que cela rapporte. »; empty where no number does."""
    figure = view.figure(sheet, CASES)
    told = next((each for each in sheet.worth.break_even if each.code == "cases"), None)
    if figure is None or not figure.known or told is None or not told.at_least:
        return ""
    per = view.names.handled_as(told)
    return view.label(
        "break_even.first_per" if per else "break_even.first", value=view.value(figure), per=per
    )


def break_even_shown(view: View, sheet: Sheet) -> list[BreakEven]:
    """Those that tell something to whoever reads."""
    return [each for each in sheet.worth.break_even if _tells(view, each)]


def crossings(view: View, sheet: Sheet, told: BreakEven) -> list[Figure | None]:
    """Its two figures: of a month, and of the life."""
    return [view.figure(sheet, f"worth/{sort}/{told.code}") for sort in ("break_even", "break_even_npv")]


def break_even_head(view: View) -> list[str]:
    """The titles of its two figures."""
    return [view.label("break_even.column_net"), view.label("break_even.column_npv", months=LIFE_MONTHS)]


def break_even_block(view: View, sheet: Sheet) -> Html | None:
    """Every break-even beside what the number is today; nothing where there is no net."""
    rows = [_row(view, sheet, each) for each in break_even_shown(view, sheet)]
    if not rows:
        return None
    head = [view.label("column_what"), view.label("break_even.column_now"), *break_even_head(view)]
    table = grid(head, rows, view.label("break_even.title"), "data loose")
    note = tag("p", view.label("break_even.note"), class_="note")
    summary = break_even_said(view, sheet) or view.label("break_even.first_alone")
    return details(summary, note, table, paper=True)


def _tells(view: View, told: BreakEven) -> bool:
    """False for a price or a cost that turns nothing, and for what an hour costs on a page for strangers."""
    if told.kind == PRIVATE and not view.manner.people:
        return False
    known = not (isinstance(told.net, Unknown) and isinstance(told.npv, Unknown))
    return known or told.kind not in (PRIVATE, "cost")


def _row(view: View, sheet: Sheet, told: BreakEven) -> tuple[Child, ...]:
    name = view.names.break_even(sheet.automation, told)
    found = crossings(view, sheet, told)
    cells = ("" if figure is None else figure_node(view, figure, bare=True) for figure in found)
    return name, next(_now(view, sheet, told), ""), *cells


def _now(view: View, sheet: Sheet, told: BreakEven) -> Iterator[Child]:
    """What it is today, by its own figure."""
    if told.kind == "minutes_saved":
        yield say_quantity(Exact(told.now), told.unit, view.names.voice)
        return
    key = f"{sheet.automation.key}/worth/{'line/' * (told.kind == 'cost')}{told.code.removeprefix('cost:')}"
    keys = [
        key,
        *(input_key(sheet.automation.key, i) for c in told.inputs if (i := sheet.worth.inputs.get(c))),
    ]
    if view.manner.people or told.kind in ("cost", "build"):
        yield from (figure_node(view, sheet.figures[k], bare=True) for k in keys if k in sheet.figures)
