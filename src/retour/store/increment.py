"""How the state of cases moves with new events: rows of before, and new events, give the rows of after.

Every column is a minimum, a maximum, a sum or a count over events chosen by an anchor, so new events add to
it as long as the anchor stays. Events of a case without the anchor count as if all came after it: when it
comes, they stay if all do, and go if none does. Else, or where an anchor moved, the case must be read again
from all of its events: `again_query` names them. All of it is dialect-neutral trees.
"""

from dataclasses import replace

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


def again_query(keyed: Keyed, news: str, before: str) -> exp.Select:
    """Keys of known cases whose columns the new events do not just add to."""
    moved = [_is_moved(keyed, anchor) for anchor in keyed.anchors]
    query = _with_before(keyed, news, before).where(column(keyed.key, "o").is_(exp.null()).not_())
    return query.where(exp.or_(*moved) if moved else exp.false(), copy=False)


def _is_moved(keyed: Keyed, anchor: First) -> exp.Expr:
    """An anchor is earlier than it was; or it is new, and only some of the older events count since."""
    name = keyed.plan.name(anchor)
    earlier = column(name, "n") < column(name, "o")
    plain = _all_before(keyed, anchor).or_(_all_within(keyed, anchor))
    return earlier.or_(_came(keyed, anchor).and_(plain.not_()))


def _came(keyed: Keyed, anchor: First) -> exp.Expr:
    """An anchor that was not there is."""
    name = keyed.plan.name(anchor)
    return column(name, "o").is_(exp.null()).and_(column(name, "n").is_(exp.null()).not_())


def _all_before(keyed: Keyed, anchor: First) -> exp.Expr:
    """No older event can count since a new anchor."""
    since = column(keyed.plan.name(anchor), "n") + number(min([0, *_delays(keyed, anchor)]))
    last = Last()
    if last not in keyed.plan.columns:
        return exp.false()
    return column(keyed.plan.name(last), "o") < since


def _all_within(keyed: Keyed, anchor: First) -> exp.Expr:
    """Older events all count since a new anchor, as they did without it."""
    first = First(None)
    if max([0, *_delays(keyed, anchor)]) > 0 or first not in keyed.plan.columns:
        return exp.false()
    began = column(keyed.plan.name(first), "o") >= column(keyed.plan.name(anchor), "n")
    tallies = (c for c in keyed.after if isinstance(c, Tally) and c.anchor == anchor)
    return exp.and_(began, *(_in_time(keyed, tally) for tally in tallies))


def _in_time(keyed: Keyed, tally: Tally) -> exp.Expr:
    """No older event of a tally came too late: none did, or it has counted none."""
    name = tally.carried
    counted = tally if name is None else replace(tally, field="valued", valued_field=name)
    tests: list[exp.Expr] = []
    if Last() in keyed.plan.columns:
        due = column(keyed.plan.name(tally.anchor), "n") + number(tally.by)
        tests.append(column(keyed.plan.name(Last()), "o") <= due)
    if counted in keyed.plan.columns:
        tests.append(column(keyed.plan.name(counted), "o").eq(number(0)))
    return exp.or_(*tests) if tests else exp.false()


def _delays(keyed: Keyed, anchor: First) -> list[int]:
    return [c.delay for c in keyed.after if isinstance(c, FirstAfter) and c.anchor == anchor]


def moved_query(keyed: Keyed, before: str, news: str, followed: str) -> exp.Select:
    """The rows of after: those of before, and both steps of the new events, column by column."""
    parts = exp.union(
        exp.union(_standing(keyed, before, news), _part(keyed, news, _free_names(keyed)), distinct=False),
        _part(keyed, followed, tuple(keyed.plan.name(c) for c in keyed.after)),
        distinct=False,
    )
    query = exp.select(column(keyed.key)).from_(parts.subquery("parts"))
    query = query.select(*(named(exp.Min(this=column(n)), n) for n in keyed.also), copy=False)
    for wanted in keyed.plan.columns:
        name = keyed.plan.name(wanted)
        query = query.select(named(_merged(wanted, column(name)), name), copy=False)
    return query.group_by(column(keyed.key), copy=False)


def _standing(keyed: Keyed, before: str, news: str) -> exp.Select:
    """The rows of before, without what stands before an anchor that came."""
    same = column(keyed.key, "n").eq(column(keyed.key, "o"))
    query = exp.select(column(keyed.key, "o"), *(column(n, "o") for n in keyed.also)).from_(
        table(before, "o")
    )
    for wanted in keyed.plan.columns:
        name = keyed.plan.name(wanted)
        told: exp.Expr = column(name, "o")
        if isinstance(wanted, FirstAfter | Tally):
            gone = _came(keyed, wanted.anchor).and_(_all_before(keyed, wanted.anchor))
            told = exp.Case().when(gone, exp.null()).else_(told)
        query = query.select(named(told, name), copy=False)
    return query.join(table(news, "n"), on=same, join_type="left", copy=False)


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
