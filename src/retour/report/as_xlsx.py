"""The audit as a workbook: the table, every figure, and what to check. Text stays text, never a formula."""

import io
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from retour.assessment.result import Assessment, Sheet
from retour.kpi.cells import day_of
from retour.quantity import Figure
from retour.report.as_csv import raw_bounds
from retour.report.explain import worked_said
from retour.report.node import View
from retour.report.portfolio_rows import portfolio_rows
from retour.report.sheet_effect import main_curve
from retour.report.style import tokens
from retour.report.table import SIX, THEN, steering_table
from retour.wording.headline import main_figure
from retour.wording.numbers import day
from retour.wording.problems import say_hint, say_rule
from retour.wording.sentence import place
from retour.wording.values import say_comparator, say_period

_NUMBERS = ("point", "low", "high", "n", "grade", "unit")
FIRST_VALUE = 3  # column of the first value of a series
Cells = Sequence[str | float | int | None]


def as_xlsx(assessment: Assessment, lang: str) -> bytes:
    """The workbook as bytes; the same assessment gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415  only this face needs it

    view, out = View.of(assessment, lang), io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {
            "title": assessment.dossier.register.name,
            "created": datetime.combine(assessment.today, time(), UTC).replace(tzinfo=None),
        }
    )
    table = _write(book, view.label("sheet_table"), _table(view))
    _write(book, view.label("sheet_figures"), _figures(view))
    _write(book, view.label("sheet_problems"), _problems(view))
    _write(book, view.label("pdf.series_title"), _series(view))
    _write(book, view.label("portfolio.sheet"), portfolio_rows(view) if view.assessment.sheets else [])
    _sparklines(table, view)
    book.close()
    return out.getvalue()


def _write(book: Any, name: str, rows: Iterable[Cells]) -> Any:  # noqa: ANN401
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(name)
    page.freeze_panes(1, 1)
    page.set_column(0, 30, 22)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            _put(page, (r, c), cell, body if r else head)
    return page


def _sparklines(page: Any, view: View) -> None:  # noqa: ANN401
    """The weekly series of each main indicator, drawn in the last column of the table."""
    column, title = len(SIX) + len(_NUMBERS) + len(THEN), view.label("pdf.series_title")
    for row, values in enumerate((_values(view, sheet) for sheet in view.assessment.sheets), 1):
        if values:
            last = _column(FIRST_VALUE + len(values) - 1)
            cells = f"'{title}'!{_column(FIRST_VALUE)}{row + 1}:{last}{row + 1}"
            page.add_sparkline(
                row, column, {"range": cells, "last_point": True, "series_color": tokens()["ink"]}
            )


def _series(view: View) -> Iterable[Cells]:
    """An automation a row: the indicator, the first day of the series, then a value a step."""
    yield [view.label(f"column_{c}") for c in ("process", "kpi", "since")] + [view.label("pdf.series_note")]
    for sheet in view.assessment.sheets:
        curve, effect = main_curve(view, sheet), sheet.main_effect
        name = view.names.automation(sheet.automation)
        if curve is None or effect is None:
            yield [name]
            continue
        since = day(day_of(int(curve.path.days[0])), view.lang)
        yield [name, view.names.indicator(sheet.automation, effect.indicator), since, *_values(view, sheet)]


def _column(number: int) -> str:
    """The letters of a column, from 0."""
    before, letter = divmod(number, 26)
    return ("" if before == 0 else _column(before - 1)) + chr(ord("A") + letter)


def _values(view: View, sheet: Sheet) -> list[float | None]:
    curve = main_curve(view, sheet)
    if curve is None:
        return []
    return [float(v) if math.isfinite(v) else None for v in curve.path.observed]


def _put(page: Any, at: tuple[int, int], cell: str | float | None, look: Any) -> None:  # noqa: ANN401
    if cell is None:
        page.write_blank(*at, None, look)
    elif isinstance(cell, str):
        page.write_string(*at, cell, look)
    else:
        page.write_number(*at, cell, look)


def _table(view: View) -> Iterable[Cells]:
    table = steering_table(view.assessment, view.lang)
    yield [
        *(table.columns[c] for c in SIX),
        *(view.label(f"column_{c}") for c in _NUMBERS),
        *(table.columns[c] for c in THEN),
        view.label("pdf.trend"),
    ]
    for row in table.rows:
        yield [*(row.cells[c].text for c in SIX), *_numbers(row.sheet), *(row.cells[c].text for c in THEN)]


def _numbers(sheet: Sheet) -> Cells:
    figure = main_figure(sheet)
    return _raw(figure) if figure is not None else [None] * len(_NUMBERS)


def _raw(figure: Figure) -> Cells:
    return [*raw_bounds(figure), figure.n, figure.grade.value, figure.unit.value]


def _figures(view: View) -> Iterable[Cells]:
    yield [view.label(f"column_{c}") for c in ("key", "said", *_NUMBERS, "comparator", "period")] + [
        view.label("pilot.explain_formula_title")
    ]
    if not view.assessment.sheets:
        return
    figures = view.assessment.figures
    for key, figure in figures.items():
        period = say_period(figure.period, view.lang) if figure.period else None
        against = say_comparator(figure.comparator, view.lang)
        formula = " ".join(worked_said(view, figure, figures))
        yield [key, view.value(figure), *_raw(figure), against, period, formula]


def _problems(view: View) -> Iterable[Cells]:
    yield [view.label(f"column_{c}") for c in ("place", "what", "hint", "severity")]
    for problem in view.assessment.dossier.problems:
        severity = view.label(f"severity_{problem.severity}")
        yield [
            place(problem.place, view.lang),
            say_rule(problem, view.lang),
            say_hint(problem, view.lang),
            severity,
        ]
