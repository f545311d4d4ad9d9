"""The dialect-neutral tree: a plan becomes SQL syntax that every engine can be given.

Only the portable subset of spec events: int64 µs subtracted as integers, `min` and `sum` over CASE,
aliased subqueries, no date function, a calendar table instead of time zones.
"""

from sqlglot import exp

from retour.kpi.plan import AmountOf, Attribute, Column, First, FirstAfter, Last, Plan, Tally
from retour.store.schema import attribute_column


def column(name: str, table: str | None = None) -> exp.Column:
    """A quoted column."""
    return exp.column(name, table=table, quoted=True)


def text(value: str) -> exp.Literal:
    """A string literal, escaped by the dialect."""
    return exp.Literal.string(value)


def number(value: int) -> exp.Expr:
    """An integer literal."""
    return exp.Literal.number(value)


def case_when(condition: exp.Expr, value: exp.Expr) -> exp.Case:
    """``CASE WHEN condition THEN value END``."""
    return exp.Case().when(condition, value)


def total(value: exp.Expr) -> exp.Expr:
    """``COALESCE(SUM(value), 0)`` as a 64-bit integer."""
    zero = exp.Coalesce(this=exp.Sum(this=value), expressions=[number(0)])
    return exp.cast(zero, "BIGINT")


def state_query(plan: Plan, log: str = "log") -> exp.Select:
    """One row a case with every column of the plan, from one pass over the log.

    Anchors are window minima so that *first B at or after A* needs no second scan.
    """
    anchors = [c for c in plan.columns if isinstance(c, First)]
    inner = exp.select(exp.Star()).from_(log)
    for anchor in anchors:
        inner = inner.select(exp.alias_(_anchor(anchor), plan.name(anchor), quoted=True), copy=False)
    query = exp.select(exp.alias_(column("case_id"), "case_id", quoted=True)).from_(
        exp.alias_(inner.subquery(copy=False), "anchored", copy=False)
    )
    for wanted in plan.columns:
        query = query.select(exp.alias_(_aggregate(wanted, plan), plan.name(wanted), quoted=True), copy=False)
    return query.group_by(column("case_id"), copy=False)


def _anchor(anchor: First) -> exp.Window:
    at = column("ts")
    value = at if anchor.activity is None else case_when(_is_activity(anchor.activity), at)
    return exp.Window(this=exp.Min(this=value), partition_by=[column("case_id")])


def _is_activity(activity: str) -> exp.Expr:
    return column("activity").eq(text(activity))


def _aggregate(wanted: Column, plan: Plan) -> exp.Expr:
    match wanted:
        case First():
            return exp.Min(this=column(plan.name(wanted)))
        case FirstAfter(activity=activity, anchor=anchor, delay=delay):
            due = column(plan.name(anchor)) + number(delay)
            return exp.Min(this=case_when(_is_activity(activity).and_(column("ts") >= due), column("ts")))
        case Last():
            return exp.Max(this=column("ts"))
        case Tally():
            return total(case_when(_counted(wanted, plan), _tallied(wanted)))
        case AmountOf(activity=activity):
            return exp.Max(this=case_when(_is_activity(activity), column("amount")))
        case Attribute(name=name):
            return exp.Min(this=column(attribute_column(name)))


def _tallied(tally: Tally) -> exp.Expr:
    return number(1) if tally.field in ("events", "valued") else column(tally.field)


def _counted(tally: Tally, plan: Plan) -> exp.Expr:
    start = column(plan.name(tally.anchor))
    test = (column("ts") >= start).and_(column("ts") <= start + number(tally.by))
    if tally.activity is not None:
        test = test.and_(_is_activity(tally.activity))
    if tally.actor_kind is not None:
        test = test.and_(column("actor_kind").eq(text(str(tally.actor_kind))))
    if tally.unknown_actor:
        test = test.and_(column("actor_kind").is_(exp.null()))
    if tally.field == "valued":
        test = test.and_(column(tally.valued_field).is_(exp.null()).not_())
    return test
