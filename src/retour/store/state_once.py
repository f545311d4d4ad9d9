"""The state of a whole bucket in two statements: the anchors of its cases, then every column at once.

The rows are those of `state_steps`. What a log is known not to hold is not looked for (`Carried`).
The trees are dialect-neutral, but for attributes with few values: DuckDB compares their places in a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from retour.kpi.plan import AmountOf, Attribute, Column, First, FirstAfter, Last, Tally
from retour.store.schema import attribute_column
from retour.store.state_steps import (
    Keyed,
    case_when_any,
    every,
    is_activity,
    named,
    spent_since,
    table,
)
from retour.store.tree import case_when, column, number, text, total

FEW = 32  # values of an attribute up to which their places are compared instead of their texts


@dataclass(frozen=True, slots=True)
class Carried:
    """What a log holds: by column (``amount``…) the activities that have it; values of attributes.

    Of an attribute whose values are told, in their order, the state has the place of the smallest, from 1.
    """

    activities: Mapping[str, frozenset[str]] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def nowhere(self, wanted: Column) -> bool:
        """True when no event has what a column is made from."""
        carried = carried_column(wanted)
        if carried is None or carried not in self.activities:
            return False
        activity = wanted.activity if isinstance(wanted, AmountOf | Tally) else None
        having = self.activities[carried]
        return not having if activity is None else activity not in having


def carried_column(wanted: Column) -> str | None:
    """The log's column without which an event makes no difference to a column of the state."""
    match wanted:
        case AmountOf():
            return "amount"
        case Tally():
            return wanted.carried
        case _:
            return None


def anchors_query(keyed: Keyed, log: str) -> exp.Select:
    """One row a case that has an anchor: its key, its anchors."""
    query = exp.select(column(keyed.key)).from_(exp.to_table(log))
    tests = [is_activity(anchor.activity) for anchor in keyed.anchors]
    for anchor, test in zip(keyed.anchors, tests, strict=True):
        value = column("ts") if len(tests) == 1 else case_when_any(test, column("ts"))
        query = query.select(named(exp.Min(this=value), keyed.plan.name(anchor)), copy=False)
    wanted = [test for test in tests if test is not None]
    if len(wanted) == len(tests):
        query = query.where(exp.or_(*wanted), copy=False)
    return query.group_by(column(keyed.key), copy=False)


def once_query(keyed: Keyed, log: str, anchors: str, carried: Carried) -> exp.Select:
    """One row a case with every column that some event tells; `anchors` is a table of `anchors_query`."""
    once = _Once(keyed, carried)
    wanted = (c for c in keyed.plan.columns if not carried.nowhere(c))
    values = [named(once.value(c), keyed.plan.name(c)) for c in wanted]
    query = exp.select(column(keyed.key)).from_(once.source(log, anchors).subquery("told"))
    query = query.select(*(named(exp.Min(this=column(n)), n) for n in keyed.also), copy=False)
    return query.select(*values, copy=False).group_by(column(keyed.key), copy=False)


class _Once:
    """Names what events are looked at for, once each: tests, times since an anchor, times at or after it."""

    def __init__(self, keyed: Keyed, carried: Carried) -> None:
        self.keyed, self.carried = keyed, carried
        self.extra: dict[str, tuple[str, exp.Expr]] = {}  # by what is told: its name, and what it is
        self.raw = dict.fromkeys((keyed.key, "ts", *keyed.also))

    def source(self, log: str, anchors: str) -> exp.Select:
        """The events with all that the values looked at."""
        query = exp.select(*(column(name, "l") for name in self.raw)).from_(table(log, "l"))
        if self.keyed.anchors:
            same = column(self.keyed.key, "l").eq(column(self.keyed.key, "r"))
            query = query.join(table(anchors, "r"), on=same, join_type="left", copy=False)
        names = [self.keyed.plan.name(anchor) for anchor in self.keyed.anchors]
        query = query.select(*(column(name, "r") for name in names), copy=False)
        return query.select(*(named(value, name) for name, value in self.extra.values()), copy=False)

    def _told(self, value: exp.Expr) -> exp.Column:
        name, _ = self.extra.setdefault(value.sql(), (f"e{len(self.extra)}", value))
        return column(name)

    def _column(self, name: str) -> exp.Column:
        self.raw[name] = None
        return column(name)

    def _is(self, activity: str | None) -> exp.Expr | None:
        test = is_activity(activity, "l")
        return None if test is None else self._told(test)

    def value(self, wanted: Column) -> exp.Expr:
        """The aggregate of a column of the plan."""
        match wanted:
            case First():
                return self._first(wanted)
            case Last():
                return exp.Max(this=column("ts"))
            case AmountOf(activity=activity):
                return exp.Max(this=case_when_any(self._is(activity), self._column("amount")))
            case Attribute(name=name):
                return self._attribute(name)
            case FirstAfter():
                return self._first_after(wanted)
            case Tally():
                return self._tally(wanted)

    def _first(self, wanted: First) -> exp.Expr:
        if wanted in self.keyed.anchors:
            return exp.AnyValue(this=column(self.keyed.plan.name(wanted)))  # the same for all of a case
        return exp.Min(this=case_when_any(self._is(wanted.activity), column("ts")))

    def _attribute(self, name: str) -> exp.Expr:
        values = self.carried.values.get(name)
        if values is None:
            return exp.Min(this=self._column(attribute_column(name)))
        listed = exp.array(*(text(value) for value in values), copy=False)
        place = exp.func("list_position", listed, column(attribute_column(name), "l"))
        return exp.Min(this=self._told(place))

    def _spent(self, anchor: First) -> exp.Expr:
        return spent_since(column(self.keyed.plan.name(anchor), "r"))

    def _first_after(self, wanted: FirstAfter) -> exp.Expr:
        since = self._told(case_when(self._spent(wanted.anchor) >= number(wanted.delay), column("ts", "l")))
        return exp.Min(this=case_when_any(self._is(wanted.activity), since))

    def _tally(self, wanted: Tally) -> exp.Expr:
        kind = column("actor_kind", "l")
        tests = (
            self._is(wanted.activity),
            self._told(kind.eq(text(str(wanted.actor_kind)))) if wanted.actor_kind else None,
            self._told(kind.is_(exp.null())) if wanted.unknown_actor else None,
            exp.Between(this=self._told(self._spent(wanted.anchor)), low=number(0), high=number(wanted.by)),
        )
        carried = carried_column(wanted)
        counted = case_when_any(every(tests), self._column(carried) if carried else number(1))
        return exp.Count(this=counted) if wanted.field in ("events", "valued") else total(counted)
