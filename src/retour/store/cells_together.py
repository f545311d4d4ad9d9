"""Cells of several indicators in one pass over the state, where they count from the same anchor.

The day of an anchor is looked up once, and rows are grouped once by the finest slices; the cells of each are
then read from that small table. What a case is worth is told by `reckoning`, as for one indicator at a time.
Texts are DuckDB's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from retour.kpi.plan import MICROS, Attribute, Plan, indicator_columns
from retour.register.indicator import Count, Duration, Rate, Share, Statistic
from retour.store.cells_query import (
    DAY_SECONDS,
    Reckoning,
    amount_sql,
    attribute_sql,
    is_working,
    literal,
    opens_working,
    reckoning,
    segment_sql,
    tree,
)
from retour.store.kept_cells import CELL, Kept

NONE = "''"  # what stands for no segment, arm or unit
Values = Mapping[str, tuple[str, ...]]  # by attribute that the state holds the place of, from 1: its values


@dataclass(frozen=True, slots=True)
class Cuts:
    """What cases are cut by: SQL expressions over the state, or the places of values."""

    plan: Plan
    told: tuple[str, ...]
    values: Values

    def keys(self) -> Iterator[str]:
        """Their values for a case, under the names ``g0``, ``g1``."""
        for i, cut in enumerate(self.told):
            name = self._listed(cut)
            if name is None:
                yield f"{cut} AS g{i}"
            else:
                place = self.plan.name(Attribute(name))
                some = f"NULLIF({place}, 1)" if self.values[name][0] == "" else place  # as if there were none
                yield f"COALESCE({some}, 0) AS g{i}"

    def slices(self, one: Kept) -> list[str]:
        """The slices of an indicator, from these."""
        found = {name: cut for name, cut in _cuts(one).items() if name in one.keys}
        return [f"{NONE if cut == NONE else self._text(cut)} AS {name}" for name, cut in found.items()]

    def _text(self, cut: str) -> str:
        name, key = self._listed(cut), f"g{self.told.index(cut)}"
        return key if name is None else f"list_extract({array(('', *self.values[name]))}, {key} + 1)"

    def _listed(self, cut: str) -> str | None:
        found = (name for name in self.values if cut == attribute_sql(self.plan, name))
        return next(found, None)


def array(values: Sequence[str]) -> str:
    """A list of texts."""
    return f"[{', '.join(literal(value) for value in values)}]"


@dataclass(frozen=True, slots=True)
class Together:
    """Cells that are made in one pass; `cuts` are all that any of them is cut by."""

    kept: tuple[Kept, ...]
    cuts: Cuts

    def query(self, untils: Sequence[int]) -> str:
        """The sums of all of them over a table or view named ``state``, by day and finest slices."""
        dated = _dated(self.kept[0].anchor, self.cuts)
        members = [_Member(one, i, untils[i]) for i, one in enumerate(self.kept)]
        taken = ", ".join(text for m in members for text in m.taken())
        told = ", ".join(text for m in members for text in m.told())
        sums = ", ".join(text for m in members for text in m.sums())
        by = ", ".join(("day", *(f"g{i}" for i in range(len(self.cuts.told)))))
        return (
            f"SELECT {by}, COUNT(*) AS cases, {sums} FROM (SELECT {by}, {told} FROM "
            f"(SELECT *, {taken} FROM {dated}) AS taken) AS told GROUP BY {by}"
        )

    def rows(self, one: Kept, table: str) -> str:
        """The cells of one of them, from a table that `query` made; some may have to be added yet."""
        keys = self.cuts.slices(one)
        sums = _Member(one, self.kept.index(one), 0).cell()
        return f"SELECT day, {', '.join([*keys, *sums])} FROM {table}"


def alone_query(one: Kept, until: int, values: Values) -> str:
    """What is kept of one indicator, over a table or view named ``state``."""
    return lives_query(one, until, values) if one.lives and is_plain(one) else one.query(until)


def lives_query(one: Kept, until: int, values: Values) -> str:
    """Binned durations of an indicator on the plain clock, over a table or view named ``state``."""
    cuts, limit = Cuts(one.plan, _finest(one), values), one.delay // MICROS
    reached = one.plan.name(indicator_columns(one.indicator)[1])
    by = ", ".join(("c.day", *(f"c.g{i}" for i in range(len(cuts.told))), "b.bin"))
    took, seen = f"{reached} // {MICROS} - began", f"LEAST({until} // {MICROS} - began, {limit})"
    seen = f"SELECT *, {took} AS took, {seen} AS seen FROM {_dated(one.anchor, cuts)}"
    ended = f"SELECT *, CASE WHEN took <= seen THEN took END AS done FROM ({seen}) AS seen"
    lasted = f"SELECT *, COALESCE(done, seen) AS lasted FROM ({ended}) AS ended"
    binned = (
        f"SELECT {by}, COUNT(c.done) AS ended, COUNT(*) AS cases, SUM(c.done) AS spent FROM ({lasted}) AS c "
        f"JOIN bounds AS b ON {CELL} AND c.lasted > b.low AND c.lasted <= b.high GROUP BY {by}"
    )
    sums = "bin, ended, cases - ended AS censored, CAST(COALESCE(spent, 0) AS BIGINT) AS spent"
    return f"SELECT day, {', '.join([*cuts.slices(one), sums])} FROM ({binned}) AS binned"


def _dated(anchor: str, cuts: Cuts) -> str:
    """The cases that have the anchor, with its second and its day, and what they are cut by."""
    told = ", ".join(("*", f"{anchor} // {MICROS} AS began", *cuts.keys()))
    began = f"SELECT {told} FROM state WHERE {anchor} IS NOT NULL"
    within = f"s.{anchor} >= a.start AND s.{anchor} < a.finish"
    return (
        f"(SELECT s.*, a.number AS day FROM ({began}) AS s JOIN calendar AS a "
        f"ON a.utc_day = s.began // {DAY_SECONDS} AND {within}) AS dated"
    )


def _cuts(one: Kept) -> dict[str, str]:
    return {
        "segment": segment_sql(one.plan, one.slices),
        "arm": attribute_sql(one.plan, one.slices.arm),
        "unit": attribute_sql(one.plan, one.slices.unit),
    }


def is_plain(one: Kept) -> bool:
    """True when no clock of an indicator is a working one."""
    return not (is_working(one.indicator) or opens_working(one.indicator))


def reads_places(one: Kept) -> bool:
    """True when cells can be made from the places of values: no attribute is looked at but to cut by it."""
    looks = isinstance(one.indicator.measure, Share) or len(one.slices.segments) > 1
    return is_plain(one) and not looks


def together(kept: Sequence[Kept], values: Values) -> tuple[list[Together], list[Kept]]:
    """Cells that are made in one pass, and what is made each alone: lifetimes, and what has a working clock.

    Cells join others only when these are cut by all that they are cut by: slices are never multiplied.
    """
    alone = [one for one in kept if one.lives or not is_plain(one)]
    groups: list[list[Kept]] = []
    for one in sorted((k for k in kept if k not in alone), key=lambda k: -len(_finest(k))):
        for group in groups:
            if group[0].anchor == one.anchor and set(_finest(one)) <= set(_finest(group[0])):
                group.append(one)
                break
        else:
            groups.append([one])
    cuts = [Cuts(group[0].plan, _finest(group[0]), values) for group in groups]
    return [Together(tuple(g), c) for g, c in zip(groups, cuts, strict=True)], alone


def _finest(one: Kept) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cut for cut in _cuts(one).values() if cut != NONE))


class _Member:
    """What one indicator adds to the pass: names end with its number."""

    def __init__(self, one: Kept, number: int, until: int) -> None:
        self.one, self.number = one, number
        self.reckoning: Reckoning = reckoning(one.indicator)
        self.age = f"{until} // {MICROS} - began"

    def taken(self) -> Iterator[str]:
        """Seconds taken and observed, and the amount of a success."""
        indicator, i = self.one.indicator, self.number
        if isinstance(indicator.measure, Rate | Duration):
            yield f"{self._input(1)} // {MICROS} - began AS took_{i}"
        yield f"{self.age} AS age_{i}"
        yield f"{amount_sql(self.one.plan, indicator)} AS amount_{i}"

    def told(self) -> Iterator[str]:
        """What the case counts for; nothing where it does not count."""
        r, i = self.reckoning, self.number
        counts = self._of(f"{r.known} AND {r.eligible} AND NOT ({r.missing})")
        yield f"CASE WHEN {counts} THEN {self._of(r.value)} END AS value_{i}"
        if self.pays:
            yield f"CASE WHEN {counts} AND {self._of(r.success)} THEN amount_{i} END AS paid_{i}"
        if self.misses:
            yield f"{self._of(f'{r.known} AND {r.eligible} AND ({r.missing})')} AS misses_{i}"
        if self.chooses:
            yield f"{self._of(f'NOT ({r.known}) AND {r.eligible}')} AS pends_{i}"

    def sums(self) -> Iterator[str]:
        """The sums of a cell that no other tells."""
        i = self.number
        yield f"COUNT(value_{i}) AS n{i}"
        yield f"SUM(value_{i}) AS total{i}"
        if not self.binary:
            yield f"SUM({self._square()}) AS square{i}"
        if self.pays:
            yield f"SUM(paid_{i}) AS amount{i}, COUNT(paid_{i}) AS amount_n{i}"
        if self.misses:
            yield f"COUNT(CASE WHEN misses_{i} THEN 1 END) AS missing{i}"
        if self.chooses:
            yield f"COUNT(CASE WHEN pends_{i} THEN 1 END) AS pending{i}"

    def cell(self) -> Iterator[str]:
        """The sums of a cell, as they are kept."""
        i = self.number
        missing = f"missing{i}" if self.misses else "0"
        yield f"cases, n{i} AS n, COALESCE(total{i}, 0) AS total"
        yield f"COALESCE({'total' if self.binary else 'square'}{i}, 0) AS square"
        yield f"{f'pending{i}' if self.chooses else f'cases - n{i} - {missing}'} AS pending"
        yield f"{missing} AS missing"
        yield (
            f"COALESCE(amount{i}, 0) AS amount, amount_n{i} AS amount_n"
            if self.pays
            else "0 AS amount, 0 AS amount_n"
        )

    @property
    def pays(self) -> bool:
        """True when a success is worth an amount."""
        return self.reckoning.success != "FALSE"

    @property
    def misses(self) -> bool:
        """True when what a case is worth may be missing."""
        return self.reckoning.missing != "FALSE"

    @property
    def chooses(self) -> bool:
        """True when some cases are never counted: else those not known yet are all the others."""
        return self.reckoning.eligible != "TRUE"

    @property
    def binary(self) -> bool:
        """True when a case counts for 0 or 1, which are their squares."""
        match self.one.indicator.measure:
            case Rate() | Share() | Duration(statistic=Statistic.DONE):
                return True
            case _:
                return False

    def _square(self) -> str:
        """The square of what a case counts for: 64 bits are enough for seconds and for events."""
        value = f"value_{self.number}"
        if isinstance(self.one.indicator.measure, Duration | Count):
            return f"{value} * {value}"
        return f"CAST({value} AS DECIMAL(19, 0)) * {value}"

    def _of(self, text: str) -> str:
        """A text of the reckoning over the columns of this pass."""
        return tree(text).transform(self._named).sql(dialect="duckdb")

    def _named(self, node: exp.Expr) -> exp.Expr:
        if node.this == exp.column("took"):  # what can be told without the division that says how many
            match node:
                case exp.LTE():
                    return self._within(int(node.expression.name))
                case exp.Is():
                    return exp.column(self._input(1)).is_(node.expression)
        if not isinstance(node, exp.Column):
            return node
        name = node.name
        if name.startswith("x"):
            return exp.column(self._input(int(name[1:])))
        return exp.column(f"{'took' if name == 'open_took' else name}_{self.number}")

    def _within(self, limit: int) -> exp.Expr:
        """Seconds taken are at most so many."""
        due = (exp.column("began") + exp.Literal.number(limit + 1)) * exp.Literal.number(MICROS)
        return exp.column(self._input(1)) < due

    def _input(self, place: int) -> str:
        return self.one.plan.name(indicator_columns(self.one.indicator)[place])
