"""Cells of several indicators in one pass over the state, where they count from the same anchor.

The day of an anchor is looked up once, and rows are grouped once by the finest slices; the cells of each are
then read from that small table. What a case is worth is told by `reckoning`, as for one indicator at a time.
Texts are DuckDB's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlglot import exp

from retour.kpi.plan import MICROS, indicator_columns
from retour.register.indicator import Count, Duration, Rate, Share, Statistic
from retour.store.cells_query import (
    DAY_SECONDS,
    Reckoning,
    amount_sql,
    attribute_sql,
    is_working,
    opens_working,
    reckoning,
    segment_sql,
    tree,
)
from retour.store.kept_cells import SUMS, Kept

NONE = "''"  # what stands for no segment, arm or unit


@dataclass(frozen=True, slots=True)
class Together:
    """Cells that are made in one pass; `finest` are the SQL expressions that any of them is cut by."""

    kept: tuple[Kept, ...]
    finest: tuple[str, ...]

    def query(self, untils: Sequence[int]) -> str:
        """The sums of all of them over a table or view named ``state``, by day and finest slices."""
        first = self.kept[0]
        keys = "".join(f", {key} AS g{i}" for i, key in enumerate(self.finest))
        seconds = (
            f"SELECT *, {first.anchor} // {MICROS} AS began{keys} FROM state WHERE {first.anchor} IS NOT NULL"
        )
        dated = (
            f"SELECT s.*, a.number AS day FROM ({seconds}) AS s JOIN calendar AS a "
            f"ON a.utc_day = s.began // {DAY_SECONDS} "
            f"AND s.{first.anchor} >= a.start AND s.{first.anchor} < a.finish"
        )
        members = [
            _Member(one, i, until) for i, (one, until) in enumerate(zip(self.kept, untils, strict=True))
        ]
        taken = ", ".join(text for m in members for text in m.taken())
        told = ", ".join(text for m in members for text in m.told())
        sums = ", ".join(text for m in members for text in m.sums())
        by = ", ".join(("day", *(f"g{i}" for i in range(len(self.finest)))))
        return (
            f"SELECT {by}, COUNT(*) AS cases, {sums} FROM (SELECT {by}, {told} FROM "
            f"(SELECT *, {taken} FROM ({dated}) AS dated) AS taken) AS told GROUP BY {by}"
        )

    def rows(self, one: Kept, table: str) -> str:
        """The cells of one of them, from a table that `query` made."""
        at = self.kept.index(one)
        told = [f"{s if s == 'cases' else s + str(at)} AS {s}" for s in SUMS]
        keys = [f"{self._key(key)} AS {name}" for key, name in zip(_cuts(one), _NAMES, strict=True)]
        keys = [text for text, name in zip(keys, _NAMES, strict=True) if name in one.keys]
        return one.added([f"SELECT day, {', '.join([*keys, *told])} FROM {table}"])

    def _key(self, cut: str) -> str:
        return NONE if cut == NONE else f"g{self.finest.index(cut)}"


_NAMES = ("segment", "arm", "unit")


def _cuts(one: Kept) -> tuple[str, str, str]:
    return (
        segment_sql(one.plan, one.slices),
        attribute_sql(one.plan, one.slices.arm),
        attribute_sql(one.plan, one.slices.unit),
    )


def together(kept: Sequence[Kept]) -> tuple[list[Together], list[Kept]]:
    """Cells that are made in one pass, and those that are made each alone: lifetimes, working clocks.

    Cells join others only when these are cut by all that they are cut by: slices are never multiplied.
    """
    alone = [one for one in kept if one.lives or is_working(one.indicator) or opens_working(one.indicator)]
    groups: list[list[Kept]] = []
    for one in sorted((k for k in kept if k not in alone), key=lambda k: -len(_finest(k))):
        for group in groups:
            if group[0].anchor == one.anchor and set(_finest(one)) <= set(_finest(group[0])):
                group.append(one)
                break
        else:
            groups.append([one])
    return [Together(tuple(group), _finest(group[0])) for group in groups], alone


def _finest(one: Kept) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cut for cut in _cuts(one) if cut != NONE))


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
            reached = self.one.plan.name(indicator_columns(indicator)[1])
            yield f"{reached} // {MICROS} - began AS took_{i}"
        yield f"{self.age} AS age_{i}"
        yield f"{amount_sql(self.one.plan, indicator)} AS amount_{i}"

    def told(self) -> Iterator[str]:
        """What the case counts for."""
        r, i = self.reckoning, self.number
        yield f"{self._of(f'{r.known} AND {r.eligible} AND NOT ({r.missing})')} AS ok_{i}"
        yield f"{self._of(r.value)} AS value_{i}"
        yield f"{self._of(f'NOT ({r.known}) AND {r.eligible}')} AS pends_{i}"
        yield f"{self._of(f'{r.known} AND {r.eligible} AND ({r.missing})')} AS misses_{i}"
        if r.success != "FALSE":
            yield f"CASE WHEN {self._of(r.success)} THEN amount_{i} END AS paid_{i}"

    def sums(self) -> Iterator[str]:
        """The sums of a cell."""
        r, i = self.reckoning, self.number
        yield f"{_count(f'ok_{i}')} AS n{i}"
        yield f"{_sum(f'ok_{i}', f'value_{i}')} AS total{i}"
        yield f"{_sum(f'ok_{i}', self._square())} AS square{i}"
        yield f"{_count(f'pends_{i}')} AS pending{i}"
        yield f"{'0' if r.missing == 'FALSE' else _count(f'misses_{i}')} AS missing{i}"
        paid = r.success != "FALSE"
        yield f"{_sum(f'ok_{i}', f'paid_{i}') if paid else '0'} AS amount{i}"
        yield f"{_count(f'ok_{i}', f'paid_{i}') if paid else '0'} AS amount_n{i}"

    def _square(self) -> str:
        """The square of what a case counts for, in 64 bits wherever it fits them."""
        value = f"value_{self.number}"
        match self.one.indicator.measure:
            case Rate() | Share() | Duration(statistic=Statistic.DONE):  # 0 or 1
                return value
            case Duration() | Count():  # seconds up to a horizon, events of a case
                return f"{value} * {value}"
            case _:
                return f"CAST({value} AS DECIMAL(19, 0)) * {value}"

    def _of(self, text: str) -> str:
        """A text of the reckoning over the columns of this pass."""
        return tree(text).transform(self._named).sql(dialect="duckdb")

    def _named(self, node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column):
            return node
        name = node.name
        if name.startswith("x"):
            return exp.column(self.one.plan.name(indicator_columns(self.one.indicator)[int(name[1:])]))
        return exp.column(f"{'took' if name == 'open_took' else name}_{self.number}")


def _count(test: str, value: str = "1") -> str:
    return f"COUNT(CASE WHEN {test} THEN {value} END)"


def _sum(test: str, value: str) -> str:
    return f"COALESCE(SUM(CASE WHEN {test} THEN {value} END), 0)"
