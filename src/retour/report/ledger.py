"""The ledger month by month: in the terminal, as JSON, and in rows for a page: the same words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retour.report.terminal import wrapped
from retour.wording.ledger import (
    name_of,
    say_amount,
    say_history,
    say_line,
    say_month,
    say_not_counted,
    say_range,
    say_total,
    say_unknown,
)
from retour.wording.names import Names
from retour.wording.sentence import label
from retour.wording.values import grade_word
from retour.worth.ledger.book import Key, Told, Total, by_month, total_of
from retour.worth.ledger.entry import Amount, Entry
from retour.worth.ledger.month import Month
from retour.worth.result import Nature

SCHEMA = "retour-ledger/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of one automation in a month, in words; `history` has every figure recorded."""

    name: str
    line: str
    amount: str
    range: str
    grade: str
    unknown: str
    history: tuple[str, ...]
    restated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A month: the totals of each nature, never added together, and its lines by nature."""

    month: Month
    title: str
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    rows: Mapping[str, tuple[Row, ...]]  # by the name of the nature


def pages(book: Mapping[Key, Told], names: Names) -> tuple[Page, ...]:
    """Every closed month, latest first."""
    return tuple(_page(month, lines, names) for month, lines in by_month(book).items())


def _page(month: Month, lines: Sequence[Told], names: Names) -> Page:
    totals = _totals(lines)
    currency = lines[0].stands.amount.currency
    return Page(
        month=month,
        title=say_month(month, names.lang),
        totals=tuple(say_total(total, names.lang, currency) for total in totals),
        notes=tuple(note for total in totals if (note := say_not_counted(total, names.lang))),
        rows={
            label(f"ledger.{total.nature.value}", names.lang): tuple(
                _row(each, names) for each in lines if each.stands.amount.nature is total.nature
            )
            for total in totals
        },
    )


def _totals(lines: Sequence[Told]) -> list[Total]:
    amounts = [each.stands.amount for each in lines]
    here = {amount.nature for amount in amounts}
    return [total_of(amounts, nature) for nature in Nature if nature in here]


def _row(told: Told, names: Names) -> Row:
    amount = told.stands.amount
    return Row(
        name=name_of(amount, names),
        line=say_line(amount, names),
        amount=say_amount(amount, names.lang),
        range=say_range(amount.low, amount.high, names.lang, amount.currency),
        grade=grade_word(amount.grade, names.lang),
        unknown=say_unknown(amount, names.lang) if amount.unknown else "",
        history=tuple(say_history(told, names.lang)) if len(told.entries) > 1 else (),
        restated=told.restated,
    )


def ledger_text(book: Mapping[Key, Told], names: Names, width: int) -> str:
    """The ledger in `width` columns: a month, its totals, its lines, both figures where one was restated."""
    lines = [line for page in pages(book, names) for line in (*_text(page, names, width), "")]
    return "\n".join(lines[:-1]) if lines else label("ledger.empty", names.lang)


def _text(page: Page, names: Names, width: int) -> Iterator[str]:
    yield page.title
    yield "─" * len(page.title)
    for said in (*page.totals, *page.notes):
        yield from wrapped(said, width)
    for nature, rows in page.rows.items():
        yield ""
        yield f"{nature} :" if names.lang == "fr" else f"{nature}:"
        for row in rows:
            yield from _row_text(row, names, width)


def _row_text(row: Row, names: Names, width: int) -> Iterator[str]:
    code = "line_unknown" if row.unknown else "line"
    said = label(f"ledger.{code}", names.lang, **_slots(row))
    yield from wrapped(f"{said}, {row.range}" if row.range else said, width, "  ")
    for figure in row.history:
        yield from wrapped(f"· {figure}", width, "      ")


def _slots(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "line": row.line,
        "amount": row.amount,
        "grade": row.grade,
        "unknown": row.unknown,
    }


def ledger_json(book: Mapping[Key, Told], entries: Sequence[Entry]) -> dict[str, object]:
    """One object: the months, their totals by nature in hundredths, and every figure of every line."""
    return {
        "schema": SCHEMA,
        "entries": len(entries),
        "seal": entries[-1].seal if entries else None,
        "months": [_month_json(month, lines) for month, lines in by_month(book).items()],
    }


def _month_json(month: Month, lines: Sequence[Told]) -> dict[str, object]:
    return {
        "month": str(month),
        "totals": {
            total.nature.value: {
                "amount": total.value,
                "low": total.low,
                "high": total.high,
                "grade": total.grade.value,
                "unknown": total.unknown,
            }
            for total in _totals(lines)
        },
        "lines": [_line_json(each) for each in lines],
    }


def _line_json(told: Told) -> dict[str, object]:
    amount = told.stands.amount
    return {
        "automation": amount.automation,
        "line": amount.line,
        "nature": amount.nature.value,
        "restated": told.restated,
        "figures": [_figure_json(entry) for entry in told.entries],
    }


def _figure_json(entry: Entry) -> dict[str, object]:
    amount: Amount = entry.amount
    return {
        "n": entry.number,
        "recorded": entry.recorded.isoformat(),
        "amount": amount.value,
        "low": amount.low,
        "high": amount.high,
        "grade": amount.grade.value,
        "unknown": amount.unknown or None,
        "restates": entry.restates,
        "because": entry.because,
    }
