"""Cells that are kept and moved: what the cases concerned by a new day said is taken away, what they say is added.

Exact, for every statistic of a cell is a sum of integers. Concerned are the cases with new events, and the young
ones: those whose anchor is within the indicator's own delay of what was known until then, for they ripen.
A cell that is kept also counts its cases, so that it goes when the last of them does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from sqlglot import exp

from retour.kpi.plan import Plan, indicator_columns, micros
from retour.register.indicator import Count, Duration, Indicator, Rate, Sum
from retour.store.cells_query import Slices, cells_query, is_working, lifetimes_query, tree
from retour.store.state_steps import named, table
from retour.store.tree import column

SUMS = ("cases", "n", "total", "square", "pending", "missing", "amount", "amount_n")
FINE, COARSE = 2**12, 2**18  # seconds up to which durations are looked up by the second, by 64, then by 4096
CELL = tree(
    f"b.cell = CASE WHEN c.lasted < {FINE} THEN c.lasted WHEN c.lasted < {COARSE} "
    f"THEN {FINE} + c.lasted // 64 ELSE {2 * FINE} + c.lasted // 4096 END"
)
EVER = 10**17  # µs, three thousand years
LIVES = ("ended", "censored", "spent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one indicator: its cells, or the lifetimes of its cells. `sums` are added, `keys` are not."""

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

    def query(self, state: str, until: int) -> exp.Select:
        """The rows of some cases, over a table or view of states, as known until a moment (µs)."""
        made = lifetimes_query if self.lives else cells_query
        told = tree(made(self.plan, self.indicator, self.slices, until))
        for found in told.find_all(exp.Table):
            if found.name == "state":
                found.set("this", exp.to_identifier(state))
        told.set("order", None)
        for join in told.find_all(exp.Join):
            if self.lives and join.this.name == "bounds":
                join.set("on", exp.and_(join.args["on"], CELL))
        if not self.lives:
            told.set("expressions", [*told.expressions, named(exp.Count(this=exp.Star()), "cases")])
        inner = exp.alias_(exp.paren(told), "told", table=True)
        columns = [*(column(key) for key in self.keys), *(named(_whole(s), s) for s in self.sums)]
        return exp.select(*columns).from_(inner)

    def added(self, parts: list[exp.Select], *, signed: bool = False) -> exp.Select:
        """Rows with the same keys added; those of no case left out, but for differences (`signed`)."""
        rows = parts[0] if len(parts) == 1 else exp.union(*parts, distinct=False)
        sums = [named(_whole_of(exp.Sum(this=column(s)), s), s) for s in self.sums]
        query = exp.select(*(column(k) for k in self.keys), *sums).from_(rows.subquery("parts"))
        query = query.group_by(*(column(k) for k in self.keys))
        if signed:
            return query
        some = [exp.Sum(this=column(s)) for s in (("ended", "censored") if self.lives else ("cases",))]
        known = exp.or_(*(each > exp.Literal.number(0) for each in some))
        return query.having(known)

    def taken(self, query: exp.Select) -> exp.Select:
        """The same rows, to be taken away."""
        minus = [named(exp.Neg(this=column(s)), s) for s in self.sums]
        return exp.select(*(column(k) for k in self.keys), *minus).from_(query.subquery("taken"))

    def read(self, name: str) -> exp.Select:
        """The rows of a table of them."""
        return exp.select(*(column(c) for c in (*self.keys, *self.sums))).from_(table(name, "kept"))


def _whole(name: str) -> exp.Expr:
    return _whole_of(column(name), name)


def _whole_of(value: exp.Expr, name: str) -> exp.Expr:
    """An integer that a file can hold: squares are larger than 64 bits."""
    return exp.cast(value, "DECIMAL(38, 0)" if name == "square" else "BIGINT")


def _cell(lasted: int) -> int:
    if lasted < FINE:
        return lasted
    return FINE + lasted // 64 if lasted < COARSE else 2 * FINE + lasted // 4096


def bounds_by_cell(bounds: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Bins of durations (cell, bin, low, high), a line for each cell that they touch.

    A duration is in a bin when low < it ≤ high; its cell, found by two divisions, spares comparing it to them all.
    """
    for i, (low, high) in enumerate(zip((-1, *bounds[:-1]), bounds, strict=True)):
        for cell in sorted({_cell(low + 1), *_between(low + 1, high), _cell(high)}):
            yield cell, i, low, high


def _between(first: int, last: int) -> Iterator[int]:
    """The cells of whole seconds from `first` to `last`."""
    for start, stop, step in ((0, FINE, 1), (FINE, COARSE, 64), (COARSE, last + 1, 4096)):
        for lasted in range(max(first, start) // step * step, min(last + 1, stop), step):
            yield _cell(max(lasted, start))
