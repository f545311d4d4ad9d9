"""What a sheet says of the ground: cases read by a person, the field journal, how fragile it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from retour.assessment.ground import read_figures
from retour.assessment.result import Sheet
from retour.audit.evidence import FRESH
from retour.audit.observation import OFTEN_WRONG
from retour.audit.spot_check import FOUND, TEN, SpotCheck, spot_check
from retour.quantity import Figure, Unit, Unknown
from retour.register.automation import Review
from retour.report.html import Child, Html, grid, listing, tag
from retour.report.node import View, figure_node

FRAGILE = (
    "tools",
    "maintainers",
    "changes_per_month",
    "change_failure",
    "time_to_detect",
    "time_to_restore",
    "open_failures",
    "modules",
    "branches",
    "swallowing",
    "findings_serious",
    "findings_warning",
    "findings_note",
)
SAID_ONCE = frozenset(FRAGILE[-5:])  # as unknown as the modules, for the same reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The cases read in the quarter, and their figures."""

    check: SpotCheck
    figures: dict[str, Figure]  # by the end of their key


def reading_of(automation: str, reviews: Iterable[Review], *, today: date) -> Reading:
    """What some reviews of an automation read in the last 100 days."""
    check = spot_check(r for r in reviews if r.at <= today <= r.at + FRESH)
    figures = {f.key.rpartition("/")[2]: f for f in read_figures(automation, check)}
    return Reading(check=check, figures=figures)


def read_block(view: View, reading: Reading, *, few: int | None = None) -> Html | None:
    """What the cases read say, in figures and in words; nothing before one was read.

    `few`: how many cases there are to read, where fewer than ten can never answer.
    """
    if not reading.check.read:
        return None
    alone = View(view.assessment, view.names)  # the figures are not those of the kept assessment yet
    rows = [_row(alone, f"ground.{found}", reading.figures[found]) for found in FOUND]
    rows.append(_row(alone, "ground.rate", reading.figures["error_rate"]))
    title = view.label("ground.result_title")
    head = [view.label("column_what"), view.label("column_point")]
    said = listing([*said_of_reading(view, reading.check, few)], "plain")
    return tag("section", tag("h2", title), said, grid(head, rows, title, "data loose"), class_="blk")


def _row(view: View, code: str, figure: Figure) -> tuple[Child, ...]:
    return view.label(code), figure_node(view, figure, bare=True)


def said_of_reading(view: View, check: SpotCheck, few: int | None = None) -> Iterator[str]:
    """What ten cases show, and what they do not."""
    rate = check.rate
    if isinstance(rate, Unknown):
        short = few is not None and few < TEN and check.read >= few
        yield view.label("ground.only_few", n=few) if short else view.label("ground.too_few", read=check.read)
    else:
        code = "some_wrong" if check.wrong else "none_wrong"
        code = "often_wrong" if rate.low > OFTEN_WRONG else code
        ends = {"low": round(rate.low, 2), "high": round(rate.high, 2)}  # as the figure says them
        yield view.label(f"ground.{code}", wrong=check.wrong, read=check.read, **ends)
    if check.unexpected:
        yield view.label("ground.unexpected_apart", n=check.unexpected)


def fragile_figures(view: View, sheet: Sheet) -> list[tuple[str, Figure]]:
    """How fragile it is: each figure with its name; what nobody knows is there, with why.

    Where no scenario file was counted, one line says so for all that it would give.
    """
    found = ((name, view.figure(sheet, f"ground/{name}")) for name in FRAGILE)
    return [
        (view.label(f"ground.{name}"), figure)
        for name, figure in found
        if figure is not None and (figure.known or name not in SAID_ONCE)
    ]


def ground_block(view: View, sheet: Sheet) -> Html | None:
    """What the ground says, on the automation's sheet."""
    found = _parts(view, sheet, sheet_reading(view, sheet))
    return tag("section", tag("h3", view.label("ground.title")), *found, class_="blk") if found else None


def evidence_block(view: View, sheet: Sheet, reading: Reading, *, cases_at: str) -> Html | None:
    """What the ground brings to a review: the cases read (O5), how fragile it is (R3, R4).

    `cases_at`: the address where its cases are read; empty where there are none.
    """
    found = _parts(view, sheet, reading)
    if not found:
        return None
    link = tag("a", view.label("ground.read_ten"), href=cases_at, class_="btn second") if cases_at else None
    title = tag("h2", view.label("ground.evidence_title"))
    return tag("section", title, *found, tag("p", link) if link else None, class_="blk")


def sheet_reading(view: View, sheet: Sheet) -> Reading:
    """The cases read that the assessment counts."""
    key, assessment = sheet.automation.key, view.assessment
    mine = (r for r in assessment.dossier.register.reviews if r.automation == key)
    return reading_of(key, mine, today=assessment.today)


def _parts(view: View, sheet: Sheet, reading: Reading) -> list[Html]:
    found = fragile_figures(view, sheet)
    head = [view.label("column_what"), view.label("column_point")]
    rows = [(name, figure_node(view, figure, bare=is_plain(figure))) for name, figure in found]
    said = listing([*said_of_reading(view, reading.check)], "plain") if reading.check.read else None
    table = grid(head, rows, view.label("ground.fragile_title"), "data loose") if rows else None
    parts = [part for part in (said, table) if part]
    return [tag("p", view.label("ground.fragile_note"), class_="note"), *parts] if parts else []


def is_plain(figure: Figure) -> bool:
    """A number that the register says: nothing was counted."""
    return figure.unit is Unit.COUNT and figure.n is None and not figure.rows
