"""The state of cases in steps that need no order and no window, for bounded memory and for increments.

First what depends on no anchor, the anchors among it (`begun`); then, with the anchors at hand, what happened
after them (`followed`); both are one row a case, joined at the end. The rows are those of `tree.state_query`,
but where a case has no such anchor: its events then count as if all of them came after it in time, for it may
come late (`increment`); `since_anchor` leaves that out. Each step is a dialect-neutral tree over tables whose
names are given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from retour.kpi.plan import AmountOf, Attribute, Column, First, FirstAfter, Last, Plan, Tally
from retour.store.schema import attribute_column
from retour.store.tree import case_when, column, number, text, total


@dataclass(frozen=True, slots=True)
class Keyed:
    """A plan whose cases go by the log's column `key`; the smallest value of `also` is kept beside."""

    plan: Plan
    key: str = "case_key"
    also: tuple[str, ...] = ()

    @property
    def anchors(self) -> tuple[First, ...]:
        """The anchors that other columns depend on."""
        return tuple(dict.fromkeys(c.anchor for c in self.after))

    @property
    def free(self) -> tuple[Column, ...]:
        """The columns that depend on no anchor."""
        return tuple(c for c in self.plan.columns if not isinstance(c, FirstAfter | Tally))

    @property
    def after(self) -> tuple[FirstAfter | Tally, ...]:
        """The columns that depend on an anchor."""
        return tuple(c for c in self.plan.columns if isinstance(c, FirstAfter | Tally))

    @property
    def inputs(self) -> tuple[str, ...]:
        """The columns of the log that a state is made from."""
        found = [begun_query(self, "log"), followed_query(self, "log", "log")]
        anchors = {self.plan.name(a) for a in self.anchors}
        names = {c.name for query in found for c in query.find_all(exp.Column)}
        return tuple(sorted(names - anchors))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of a state, in their order."""
        return (self.key, *self.also, *(self.plan.name(c) for c in self.plan.columns))


def named(value: exp.Expr, name: str) -> exp.Expr:
    """A value under a quoted name."""
    return exp.alias_(value, name, quoted=True)


def table(name: str, alias: str) -> exp.Expr:
    """A table under another name."""
    return exp.alias_(exp.to_table(name), alias, table=True)


def begun_query(keyed: Keyed, log: str) -> exp.Select:
    """One row a case: its key, what is kept beside, and the columns that depend on no anchor."""
    query = exp.select(column(keyed.key)).from_(exp.to_table(log))
    query = query.select(*(named(exp.Min(this=column(n)), n) for n in keyed.also), copy=False)
    for wanted in keyed.free:
        query = query.select(named(_free(wanted), keyed.plan.name(wanted)), copy=False)
    return query.group_by(column(keyed.key), copy=False)


def followed_query(keyed: Keyed, log: str, anchors: str) -> exp.Select:
    """One row a case that has such events: its key, and the columns that depend on an anchor.

    `anchors` is a table with the anchors of the cases, under their names in the plan.
    """
    same = column(keyed.key, "l").eq(column(keyed.key, "r"))
    query = exp.select(named(column(keyed.key, "l"), keyed.key)).from_(table(log, "l"))
    query = query.join(table(anchors, "r"), on=same, copy=False)
    for wanted in keyed.after:
        query = query.select(named(_after(wanted, keyed.plan), keyed.plan.name(wanted)), copy=False)
    tests = {test.sql(): test for wanted in keyed.after if (test := _concerned(wanted)) is not None}
    if tests and all(_concerned(wanted) is not None for wanted in keyed.after):
        query = query.where(exp.or_(*tests.values()), copy=False)
    return query.group_by(column(keyed.key, "l"), copy=False)


def whole_query(keyed: Keyed, begun: str, followed: str) -> exp.Select:
    """The rows of the two steps put together: every column of the plan."""
    plan, key = keyed.plan, keyed.key
    query = exp.select(named(column(key, "b"), key), *(named(column(n, "b"), n) for n in keyed.also))
    query = query.from_(table(begun, "b"))
    for wanted in plan.columns:
        query = query.select(named(_of_step(wanted, plan.name(wanted)), plan.name(wanted)), copy=False)
    same = column(key, "b").eq(column(key, "f"))
    return query.join(table(followed, "f"), on=same, join_type="left", copy=False)


def _of_step(wanted: Column, name: str) -> exp.Expr:
    """A case without any event of the kind has no row in the second step."""
    if isinstance(wanted, Tally):
        return exp.Coalesce(this=column(name, "f"), expressions=[number(0)])
    return column(name, "f" if isinstance(wanted, FirstAfter) else "b")


def _free(wanted: Column) -> exp.Expr:
    match wanted:
        case First(activity=activity):
            return exp.Min(this=case_when_any(is_activity(activity), column("ts")))
        case Last():
            return exp.Max(this=column("ts"))
        case AmountOf(activity=activity):
            return exp.Max(this=case_when_any(is_activity(activity), column("amount")))
        case Attribute(name=name):
            return exp.Min(this=column(attribute_column(name)))
        case _:
            raise TypeError("state.depends_on_an_anchor")


def spent_since(anchor: exp.Column) -> exp.Expr:
    """µs from an anchor to an event of ``l``; none where the anchor is not there."""
    return exp.Coalesce(this=exp.paren(column("ts", "l") - anchor), expressions=[number(0)])


def since_anchor(keyed: Keyed, wanted: FirstAfter | Tally) -> exp.Expr:
    """What a column of such rows is worth: nothing where its anchor is not there."""
    name = column(keyed.plan.name(wanted))
    there = column(keyed.plan.name(wanted.anchor)).is_(exp.null()).not_()
    return case_when(there, name).else_(nothing(wanted))


def nothing(wanted: Column) -> exp.Expr:
    """What a column is where no event makes a difference to it."""
    return exp.cast(number(0) if isinstance(wanted, Tally) else exp.null(), "BIGINT")


def _after(wanted: FirstAfter | Tally, plan: Plan) -> exp.Expr:
    spent, concerned = spent_since(column(plan.name(wanted.anchor), "r")), _concerned(wanted)
    if isinstance(wanted, FirstAfter):
        return exp.Min(
            this=case_when_any(every((concerned, spent >= number(wanted.delay))), column("ts", "l"))
        )
    test = every((concerned, exp.Between(this=spent, low=number(0), high=number(wanted.by))))
    if wanted.field in ("events", "valued"):
        return exp.Count(this=case_when_any(test, number(1)))
    return total(case_when_any(test, column(wanted.field, "l")))


def _concerned(wanted: FirstAfter | Tally) -> exp.Expr | None:
    """The events that make a difference to a column, whenever they come; None for all of them."""
    if isinstance(wanted, FirstAfter):
        return is_activity(wanted.activity, "l")
    tests: Sequence[exp.Expr | None] = (
        is_activity(wanted.activity, "l"),
        column("actor_kind", "l").eq(text(str(wanted.actor_kind))) if wanted.actor_kind else None,
        column("actor_kind", "l").is_(exp.null()) if wanted.unknown_actor else None,
        column(wanted.carried, "l").is_(exp.null()).not_() if wanted.carried else None,
    )
    return every(tests)


def is_activity(activity: str | None, of: str | None = None) -> exp.Expr | None:
    """The test of an activity; None for any."""
    return None if activity is None else column("activity", of).eq(text(activity))


def case_when_any(condition: exp.Expr | None, value: exp.Expr) -> exp.Expr:
    """``CASE WHEN condition THEN value END``; the value itself without a condition."""
    return value if condition is None else case_when(condition, value)


def every(tests: Iterable[exp.Expr | None]) -> exp.Expr | None:
    """All of some tests; None where there are none."""
    kept = [test for test in tests if test is not None]
    return exp.and_(*kept) if kept else None
