"""The steering table as CSV: the six columns first, then evidence, then the numbers of the main effect."""

import csv
import io

from retour.assessment.result import Assessment, Sheet
from retour.quantity import DeclaredRange, Estimate, Exact, Figure
from retour.report.node import View
from retour.report.table import SIX, THEN, steering_table
from retour.wording.headline import main_figure

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def as_csv(assessment: Assessment, lang: str) -> str:
    """Rows for a spreadsheet of that language: semicolons and decimal commas in French, commas in English.

    A cell that a spreadsheet could take for a formula is prefixed by an apostrophe.
    """
    view, table = View.of(assessment, lang), steering_table(assessment, lang)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    numbers = [view.label(f"column_{code}") for code in ("point", "low", "high", "n", "unit")]
    writer.writerow([safe(name) for name in (*table.columns.values(), *numbers)])
    for row in table.rows:
        said = [safe(row.cells[code].text) for code in (*SIX, *THEN)]
        writer.writerow(said + [safe(cell) for cell in _numbers(view, row.sheet)])
    return out.getvalue()


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _numbers(view: View, sheet: Sheet) -> list[str]:
    figure = main_figure(sheet)
    if figure is None:
        return [""] * 5
    point, low, high = raw_bounds(figure)
    told = ["" if v is None else _plain(v, view.lang) for v in (point, low, high)]
    return [*told, "" if figure.n is None else str(figure.n), figure.unit.value]


def _plain(value: float, lang: str) -> str:
    text = repr(float(value))
    return text.replace(".", ",") if lang == "fr" else text


def raw_bounds(figure: Figure) -> tuple[float | None, float | None, float | None]:
    """Point, low and high as they are; None where there is none."""
    match figure.value:
        case Exact(value):
            return value, None, None
        case Estimate(value, low, high):
            return value, low, high
        case DeclaredRange(low, mode, high):
            return mode, low, high
        case _:
            return None, None, None
