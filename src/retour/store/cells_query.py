"""Cells of an indicator from the state table: one small grouped query each, in portable SQL.

The texts are DuckDB's and run there as they are; `tree` makes each a dialect-neutral tree for any other
engine. Names inside are ours (``c0``, integers); what a user wrote goes through `literal`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from retour.kpi.plan import MICROS, Attribute, Column, Plan, amount_columns, indicator_columns
from retour.quantity import Span
from retour.register.indicator import Count, Duration, Indicator, Rate, Share, Statistic, Sum

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Slices:
    """How cells are cut: by segment (the values of some attributes), drawn arm, and team, site or client."""

    segments: tuple[str, ...] = ()
    arm: str | None = None
    unit: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that cells are grouped by."""
        return ("day", "segment", "arm", *(("unit",) if self.unit else ()))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How one measure turns a case into a number. SQL over the columns of `cases_sql`."""

    known: str
    eligible: str
    value: str
    success: str = "FALSE"
    missing: str = "FALSE"


def literal(value: str) -> str:
    """A string literal."""
    return exp.Literal.string(value).sql(dialect="duckdb")


def tree(sql: str) -> exp.Expr:
    """Portable SQL text as a dialect-neutral tree."""
    return sqlglot.parse_one(sql, read="duckdb")


def cases_sql(
    plan: Plan, indicator: Indicator, slices: Slices, watermark: int, also: Sequence[Column] = ()
) -> str:
    """One row a case that has the anchor: day, slices, seconds taken and seconds observed.

    Seconds run on the plain clock, or on the working clock (working days of 24 h, others of none).
    The indicator's state columns follow as ``x0``, ``x1``…, then those of `also`.
    """
    columns = [plan.name(c) for c in (*indicator_columns(indicator), *also)]
    anchor, reached = columns[0], columns[1] if _is_timed(indicator) else "CAST(NULL AS BIGINT)"
    extra = "".join(f", {name} AS x{i}" for i, name in enumerate(columns))
    source = (
        f"SELECT {anchor} AS anchor, {reached} AS reached, {amount_sql(plan, indicator)} AS amount, "
        f"{segment_sql(plan, slices)} AS segment, {attribute_sql(plan, slices.arm)} AS arm, "
        f"{attribute_sql(plan, slices.unit)} AS unit{extra} "
        f"FROM state WHERE {anchor} IS NOT NULL"
    )
    inputs = "".join(f", s.x{i}" for i in range(len(columns)))
    clocks = {"took": is_working(indicator), "open_took": opens_working(indicator)}
    taken = ", ".join(f"{_took(working)} AS {name}" for name, working in clocks.items())
    return (
        f"SELECT a.number AS day, s.segment, s.arm, s.unit, s.amount, {taken}, "
        f"{_age(watermark, is_working(indicator))} AS age{inputs} "
        f"FROM ({source}) AS s {_days('s.anchor', 'a', 'JOIN')}"
        + (
            f" {_days('s.reached', 'r', 'LEFT JOIN')} {_days(str(watermark), 'w', 'JOIN')}"
            if any(clocks.values())
            else ""
        )
    )


def _took(working: bool) -> str:  # noqa: FBT001  two clocks, private
    return _clock("s.reached", "r", working) + " - " + _clock("s.anchor", "a", working)


def _age(watermark: int, working: bool) -> str:  # noqa: FBT001  the same
    return _clock(str(watermark), "w", working) + " - " + _clock("s.anchor", "a", working)


def amount_sql(plan: Plan, indicator: Indicator) -> str:
    """What a success is worth, in minor units; nothing but for rates."""
    if not isinstance(indicator.measure, Rate):
        return "CAST(NULL AS BIGINT)"
    paid, valued, anchor = (plan.name(c) for c in amount_columns(indicator.measure))
    return f"CASE WHEN {valued} > 0 THEN {paid} ELSE {anchor} END"


def _is_timed(indicator: Indicator) -> bool:
    return isinstance(indicator.measure, Rate | Duration)


def is_working(indicator: Indicator) -> bool:
    """True when the indicator's clock counts working days only (a horizon in days then counts those)."""
    match indicator.measure:
        case Duration(working_time=working, horizon=horizon):
            return working or bool(horizon.working_days)
        case Rate(by=by):
            return bool(by.working_days)
        case _:
            return False


def opens_working(indicator: Indicator) -> bool:
    """True when a rate's exposure counts working days only: `by` and `open_at` each keep their own clock."""
    measure = indicator.measure
    return isinstance(measure, Rate) and measure.open_at is not None and bool(measure.open_at.working_days)


def _clock(moment: str, day: str, working: bool) -> str:  # noqa: FBT001  two clocks, private
    if not working:
        return f"({moment} // {MICROS})"
    within = f"CASE WHEN {day}.working > 0 THEN ({moment} - {day}.start) // {MICROS} ELSE 0 END"
    return f"({day}.worked * {DAY_SECONDS} + {within})"


def _days(moment: str, name: str, join: str) -> str:
    return (
        f"{join} calendar AS {name} ON {name}.utc_day = {moment} // {DAY_SECONDS * MICROS} "
        f"AND {moment} >= {name}.start AND {moment} < {name}.finish"
    )


def segment_sql(plan: Plan, slices: Slices) -> str:
    """The segment of a case: its segment attributes, joined."""
    names = [attribute_sql(plan, s) for s in slices.segments]
    return " || ' · ' || ".join(names) if names else "''"


def attribute_sql(plan: Plan, name: str | None) -> str:
    """The value of an attribute of a case; an empty text where it has none, or where none is asked."""
    return f"COALESCE({plan.name(Attribute(name))}, '')" if name else "''"


def seconds(span: Span) -> int:
    """A span in seconds of its own clock."""
    return span.seconds + span.working_days * DAY_SECONDS


def reckoning(indicator: Indicator) -> Reckoning:
    """What counts, what it is worth and what is not known yet, for each kind of measure."""
    match indicator.measure:
        case Rate(by=by, open_at=open_at):
            reached = f"(took IS NOT NULL AND took <= {seconds(by)})"
            open_ = f"(open_took IS NULL OR open_took > {seconds(open_at)})" if open_at else "TRUE"
            return Reckoning(f"age >= {seconds(by)}", open_, _one(reached), success=reached)
        case Duration(horizon=horizon, statistic=Statistic.DONE):
            done = f"(took IS NOT NULL AND took <= {seconds(horizon)})"
            return Reckoning(f"age >= {seconds(horizon)}", "TRUE", _one(done))
        case Duration(horizon=horizon):
            limit = seconds(horizon)
            return Reckoning(f"age >= {limit}", "TRUE", f"LEAST(COALESCE(took, {limit}), {limit})")
        case Count(by=by, actor_kind=kind):
            unknown = "FALSE" if kind is None else "x2 > 0"
            return Reckoning(f"age >= {seconds_elapsed(by)}", "TRUE", "x1", missing=unknown)
        case Sum(by=by):
            return Reckoning(f"age >= {seconds_elapsed(by)}", "TRUE", "x1", missing="(x2 > 0 AND x3 = 0)")
        case Share(value=value):
            return Reckoning("TRUE", "TRUE", _one(f"x1 = {literal(value)}"), missing="x1 IS NULL")
        case _:
            raise TypeError("score.has_no_cells")


def seconds_elapsed(span: Span) -> int:
    """A span as elapsed seconds, working days at their longest."""
    return int(span.elapsed.total_seconds())


def _one(test: str) -> str:
    return f"CASE WHEN {test} THEN 1 ELSE 0 END"


def cells_query(plan: Plan, indicator: Indicator, slices: Slices, watermark: int) -> str:
    """Cells (the keys of the slices, n, total, square, pending, missing, amount, amount_n)."""
    r = reckoning(indicator)
    counted = f"{r.known} AND {r.eligible} AND NOT ({r.missing})"
    paid = f"{counted} AND {r.success} AND amount IS NOT NULL"
    keys = ", ".join(slices.keys)
    return (
        f"SELECT {keys}, {_sum(counted, '1')} AS n, {_sum(counted, r.value)} AS total, "
        f"{_sum(counted, f'CAST({r.value} AS DECIMAL(19, 0)) * ({r.value})')} AS square, "
        f"{_sum(f'NOT ({r.known}) AND {r.eligible}', '1')} AS pending, "
        f"{_sum(f'{r.known} AND {r.eligible} AND ({r.missing})', '1')} AS missing, "
        f"{_sum(paid, 'amount')} AS amount, {_sum(paid, '1')} AS amount_n "
        f"FROM ({cases_sql(plan, indicator, slices, watermark)}) AS cases "
        f"GROUP BY {keys} ORDER BY {keys}"
    )


def _sum(test: str, value: str) -> str:
    return f"COALESCE(SUM(CASE WHEN {test} THEN {value} END), 0)"


def received_query(
    plan: Plan, indicator: Indicator, slices: Slices, watermark: int, treatment: Column, since: int
) -> str:
    """(arm, cases that got the treatment, cases), over the mature eligible cases since a day number."""
    r = reckoning(indicator)
    got = f"x{len(indicator_columns(indicator))}"
    cases = cases_sql(plan, indicator, slices, watermark, [treatment])
    return (
        f"SELECT arm, COUNT({got}) AS got, COUNT(*) AS n FROM ({cases}) AS cases "
        f"WHERE {r.known} AND {r.eligible} AND day >= {int(since)} GROUP BY arm ORDER BY arm"
    )


def lifetimes_query(plan: Plan, indicator: Indicator, slices: Slices, watermark: int) -> str:
    """Binned durations, unfinished ones censored: (the keys, bin, ended, censored, spent)."""
    measure = indicator.measure
    limit = seconds(measure.horizon) if isinstance(measure, Duration) else 0
    lasted = f"LEAST(COALESCE(took, age), age, {limit})"
    ended = f"took IS NOT NULL AND took <= {limit} AND took <= age"
    keys, of_cell = ", ".join(slices.keys), ", ".join(f"c.{key}" for key in slices.keys)
    return (
        f"SELECT {of_cell}, b.bin, {_sum('c.ended', '1')} AS ended, "
        f"{_sum('NOT c.ended', '1')} AS censored, {_sum('c.ended', 'c.lasted')} AS spent FROM "
        f"(SELECT {keys}, {lasted} AS lasted, ({ended}) AS ended "
        f"FROM ({cases_sql(plan, indicator, slices, watermark)}) AS cases) AS c "
        "JOIN bounds AS b ON c.lasted > b.low AND c.lasted <= b.high "
        f"GROUP BY {of_cell}, b.bin ORDER BY {of_cell}, b.bin"
    )
