"""From what value it pays: cases a month first, folded behind the sentence that says how many."""

from collections.abc import Iterator

from retour.assessment.money import input_key
from retour.assessment.result import Sheet
from retour.quantity import DeclaredRange, Estimate, Figure, Unit, Unknown
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
    cells = ("" if figure is None else figure_node(view, figure) for figure in found)
    return name, next(_now(view, sheet, told), ""), *cells


def _now(view: View, sheet: Sheet, told: BreakEven) -> Iterator[Child]:
    """What it is today, by its own figure."""
    automation = sheet.automation.key
    if told.kind == "cost":
        yield _positive(view, sheet.figures.get(f"{automation}/worth/line/{told.code.removeprefix('cost:')}"))
    elif told.kind == "build":
        build = sheet.figures.get(f"{automation}/worth/build")
        yield "" if build is None else figure_node(view, build, bare=True)
    elif view.manner.people and told.today is not None:
        yield say_quantity(told.today, told.unit, view.names.voice)
    elif view.manner.people:
        keys = (input_key(automation, i) for c in told.inputs if (i := sheet.worth.inputs.get(c)))
        yield from (figure_node(view, sheet.figures[k], bare=True) for k in keys if k in sheet.figures)


def _positive(view: View, figure: Figure | None) -> Child:
    """A cost as what is paid: its line is negative, its break-even is not."""
    match figure.value if figure else None:
        case DeclaredRange(low, mode, high):
            return say_quantity(DeclaredRange(-high, -mode, -low), Unit.MONEY_PER_MONTH, view.names.voice)
        case Estimate(value, low, high):
            return say_quantity(Estimate(-value, -high, -low), Unit.MONEY_PER_MONTH, view.names.voice)
        case _:
            return ""
