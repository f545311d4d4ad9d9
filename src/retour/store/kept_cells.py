"""Cells that are kept and moved: what the cases of a new day said is taken away, what they say is added.

Exact, for every statistic of a cell is a sum of integers. Concerned are the cases with new events and the
young ones: those whose anchor is within the indicator's own delay of what was known until then, for they
ripen. A cell that is kept also counts its cases, so that it goes with the last of them. Texts are DuckDB's.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from retour.kpi.plan import Plan, indicator_columns, micros
from retour.register.indicator import Count, Duration, Indicator, Rate, Sum
from retour.store.cells_query import Slices, cells_query, is_working, lifetimes_query

SUMS = ("cases", "n", "total", "square", "pending", "missing", "amount", "amount_n")
FINE, COARSE = 2**12, 2**18  # seconds up to which durations are looked up by the second, by 64, then by 4096
CELL = (
    f"b.cell = CASE WHEN c.lasted < {FINE} THEN c.lasted WHEN c.lasted < {COARSE} "
    f"THEN {FINE} + (c.lasted >> 6) ELSE {2 * FINE} + (c.lasted >> 12) END"
)
EVER = 10**17  # µs, three thousand years
LIVES = ("ended", "censored", "spent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one indicator: its cells, or their lifetimes. `sums` are added, `keys` are not."""

    plan: Plan
    indicator: Indicator
    slices: Slices
    lives: bool = False

    @classmethod
    def all_of(cls, plan: Plan, indicator: Indicator, slices: Slices) -> tuple[Self, ...]:
        """Cells, and lifetimes for a duration."""
        cells = cls(plan=plan, indicator=indicator, slices=slices)
        lived = cls(plan=plan, indicator=indicator, slices=slices, lives=True)
        return (cells, lived) if isinstance(indicator.measure, Duration) else (cells,)

    @property
    def keys(self) -> tuple[str, ...]:
        """What rows are told apart by."""
        return (*self.slices.keys, "bin") if self.lives else self.slices.keys

    @property
    def sums(self) -> tuple[str, ...]:
        """What is added."""
        return LIVES if self.lives else SUMS

    @property
    def digest(self) -> str:
        """What tells it apart from others of the same plan, in the name of no language."""
        told = repr([self.indicator.measure, self.slices, self.lives])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def anchor(self) -> str:
        """The state's column that tells a case's anchor."""
        return self.plan.name(indicator_columns(self.indicator)[0])

    @property
    def delay(self) -> int:
        """µs after its anchor at which nothing more of a case depends on what is known until when.

        Working days may be any number of days apart: such an indicator's cases all count as young.
        """
        match self.indicator.measure:
            case Rate(by=by) | Count(by=by) | Sum(by=by):
                span = by
            case Duration(horizon=horizon):
                span = horizon
            case _:
                return 0
        return EVER if is_working(self.indicator) else micros(span)

    def query(self, until: int) -> str:
        """The rows of the cases of a table or view named ``state``, as known until a moment (µs)."""
        if self.lives:
            told = lifetimes_query(self.plan, self.indicator, self.slices, until)
            before, _, after = told.rpartition("JOIN bounds AS b ON ")
            told = f"{before}JOIN bounds AS b ON {CELL} AND {after}"
        else:
            told = cells_query(self.plan, self.indicator, self.slices, until)
            told = f"SELECT COUNT(*) AS cases, {told.removeprefix('SELECT ')}"
        return self._select([_whole(s, s) for s in self.sums], told.rpartition(" ORDER BY ")[0])

    def added(self, parts: Sequence[str], *, signed: bool = False) -> str:
        """Rows with the same keys added; those of no case left out, but for differences (`signed`)."""
        sums = [_whole(f"SUM({s})", s) for s in self.sums]
        some = "SUM(ended) > 0 OR SUM(censored) > 0" if self.lives else "SUM(cases) > 0"
        query = f"{self._select(sums, ' UNION ALL '.join(parts))} GROUP BY {', '.join(self.keys)}"
        return query if signed else f"{query} HAVING {some}"

    def taken(self, query: str) -> str:
        """The same rows, to be taken away."""
        return self._select([f"-{s} AS {s}" for s in self.sums], query)

    def read(self, name: str) -> str:
        """The rows of a table of them."""
        return f"SELECT {', '.join((*self.keys, *self.sums))} FROM {name}"

    def _select(self, values: Sequence[str], source: str) -> str:
        return f"SELECT {', '.join((*self.keys, *values))} FROM ({source}) AS told"


def _whole(value: str, name: str) -> str:
    """An integer that a file can hold: squares are larger than 64 bits."""
    return f"CAST({value} AS {'DECIMAL(38, 0)' if name == 'square' else 'BIGINT'}) AS {name}"


def _cell(lasted: int) -> int:
    if lasted < FINE:
        return lasted
    return FINE + lasted // 64 if lasted < COARSE else 2 * FINE + lasted // 4096


def bounds_by_cell(bounds: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Bins of durations (cell, bin, low, high), a line for each cell that they touch.

    A duration is in a bin when low < it ≤ high; its cell spares comparing it to them all.
    """
    for i, (low, high) in enumerate(zip((-1, *bounds[:-1]), bounds, strict=True)):
        for cell in sorted({_cell(low + 1), *_between(low + 1, high), _cell(high)}):
            yield cell, i, low, high


def _between(first: int, last: int) -> Iterator[int]:
    """The cells of whole seconds from `first` to `last`."""
    for start, stop, step in ((0, FINE, 1), (FINE, COARSE, 64), (COARSE, last + 1, 4096)):
        for lasted in range(max(first, start) // step * step, min(last + 1, stop), step):
            yield _cell(max(lasted, start))
