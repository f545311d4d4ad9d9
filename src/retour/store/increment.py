"""How the state of cases moves with new events: rows of before, and new events, give the rows of after.

Every column is a minimum, a maximum, a sum or a count over events chosen by an anchor, so new events add to
it as long as the anchor stays. A case must be read again from all of its events where an anchor moved, or
came while older events could stand after it: `again_query` names them. All of it is dialect-neutral trees.
"""

from sqlglot import exp

from retour.kpi.plan import AmountOf, Column, First, FirstAfter, Last, Tally
from retour.store.state_steps import Keyed, named, table
from retour.store.tree import column, number, total


def _with_before(keyed: Keyed, news: str, before: str) -> exp.Select:
    same = column(keyed.key, "n").eq(column(keyed.key, "o"))
    query = exp.select(named(column(keyed.key, "n"), keyed.key)).from_(table(news, "n"))
    return query.join(table(before, "o"), on=same, join_type="left", copy=False)


def starts_query(keyed: Keyed, news: str, before: str) -> exp.Select:
    """The anchors of the cases with new events (`news` is their `begun` step), old events included."""
    query = _with_before(keyed, news, before)
    for anchor in keyed.anchors:
        name = keyed.plan.name(anchor)
        old, new = column(name, "o"), column(name, "n")
        earlier = exp.Case().when(old.is_(exp.null()).or_(new < old), new).else_(old)
        query = query.select(named(earlier, name), copy=False)
    return query


def again_query(keyed: Keyed, news: str, before: str, last: str) -> exp.Select:
    """Keys of known cases whose columns the new events do not just add to (`last` names their last event)."""
    moved = [_moved(keyed, anchor, last) for anchor in keyed.anchors]
    query = _with_before(keyed, news, before).where(column(keyed.key, "o").is_(exp.null()).not_())
    return query.where(exp.or_(*moved) if moved else exp.false(), copy=False)


def _moved(keyed: Keyed, anchor: First, last: str) -> exp.Expr:
    """An anchor is earlier than it was, or it is new and an older event may stand after it."""
    name = keyed.plan.name(anchor)
    old, new = column(name, "o"), column(name, "n")
    delays = [c.delay for c in keyed.after if isinstance(c, FirstAfter) and c.anchor == anchor]
    since = new + number(min([0, *delays]))
    came = old.is_(exp.null()).and_(new.is_(exp.null()).not_(), column(last, "o") >= since)
    return (new < old).or_(came)


def moved_query(keyed: Keyed, before: str, news: str, followed: str) -> exp.Select:
    """The rows of after: those of before, and both steps of the new events, column by column."""
    parts = exp.union(
        exp.union(_part(keyed, before, keyed.names), _part(keyed, news, _free_names(keyed)), distinct=False),
        _part(keyed, followed, tuple(keyed.plan.name(c) for c in keyed.after)),
        distinct=False,
    )
    query = exp.select(column(keyed.key)).from_(parts.subquery("parts"))
    query = query.select(*(named(exp.Min(this=column(n)), n) for n in keyed.also), copy=False)
    for wanted in keyed.plan.columns:
        name = keyed.plan.name(wanted)
        query = query.select(named(_merged(wanted, column(name)), name), copy=False)
    return query.group_by(column(keyed.key), copy=False)


def _free_names(keyed: Keyed) -> tuple[str, ...]:
    return (*keyed.also, *(keyed.plan.name(c) for c in keyed.free))


def _part(keyed: Keyed, source: str, has: tuple[str, ...]) -> exp.Select:
    """The rows of one source, with nothing in the columns that it does not have."""
    columns = [column(n) if n in has else named(exp.null(), n) for n in keyed.names if n != keyed.key]
    return exp.select(column(keyed.key), *columns).from_(source)


def _merged(wanted: Column, value: exp.Expr) -> exp.Expr:
    match wanted:
        case Tally():
            return total(value)
        case AmountOf() | Last():
            return exp.Max(this=value)
        case _:
            return exp.Min(this=value)
