"""What one scan of a process must keep of each case: the columns of its state, deduplicated.

The plan knows no engine. `store` compiles it to one query; every indicator, case frame, certainty and
volume of the process is then computed from the resulting rows, one a case.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from retour.quantity import Span
from retour.register.automation import Automation, Match, Reconcile, Rollout
from retour.register.indicator import Actor, Count, Duration, Indicator, Measure, Rate, Share, Sum
from retour.register.process import Process

MICROS = 1_000_000
TOLERANCE = 3600 * MICROS  # clocks of two tools disagree: a target an hour early is the same case
TOUCH_WINDOW = Span(seconds=30 * 86_400)  # human work is counted over the first 30 days of every case


@dataclass(frozen=True, slots=True)
class First:
    """Time of the case's first event of an activity; the case's very first event when None."""

    activity: str | None


@dataclass(frozen=True, slots=True)
class FirstAfter:
    """Time of the first event of an activity at or after `anchor` + `delay` µs."""

    activity: str
    anchor: First
    delay: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Σ over the events within `by` µs of `anchor`: 1 each, or a column.

    Restricted to an activity, to a kind of actor, or to events whose kind of actor is unknown.
    `field` is ``events``, ``amount``, ``minutes`` or ``valued`` (events that carry `valued_field`).
    """

    anchor: First
    by: int
    field: str = "events"
    activity: str | None = None
    actor_kind: Actor | None = None
    unknown_actor: bool = False
    valued_field: str = "amount"

    @property
    def carried(self) -> str | None:
        """The column of the log without which an event does not count; None where every one does."""
        return {"events": None, "valued": self.valued_field}.get(self.field, self.field)


@dataclass(frozen=True, slots=True)
class Last:
    """Time of the case's last event."""


@dataclass(frozen=True, slots=True)
class AmountOf:
    """The largest amount recorded on the case's events of one activity (minor units)."""

    activity: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """One declared attribute of the case (the smallest value where events disagree)."""

    name: str


Column = First | FirstAfter | Last | Tally | AmountOf | Attribute


@dataclass(frozen=True, slots=True)
class Plan:
    """The state columns of one process, in a stable order."""

    process: str
    columns: tuple[Column, ...]

    def name(self, column: Column) -> str:
        """The column's name in the state table."""
        return f"c{self.columns.index(column)}"


def micros(span: Span) -> int:
    """A span as elapsed µs (working days at their longest elapsed length)."""
    return int(span.elapsed.total_seconds()) * MICROS


def plan_of(process: Process, automations: Iterable[Automation]) -> Plan:
    """Every state column that the process's automations need."""
    wanted: dict[Column, None] = dict.fromkeys(_always(process))
    for automation in automations:
        wanted |= dict.fromkeys(_of_automation(automation))
    return Plan(process.key, tuple(wanted))


def _always(process: Process) -> list[Column]:
    start = First(None)
    window = micros(TOUCH_WINDOW)
    return [
        start,
        Last(),
        Tally(start, window, actor_kind=Actor.HUMAN),
        Tally(start, window, unknown_actor=True),
        Tally(start, window, field="minutes", actor_kind=Actor.HUMAN),
        Tally(start, window, field="valued", actor_kind=Actor.HUMAN, valued_field="minutes"),
        *(Attribute(name) for name in process.attributes),
    ]


def _of_automation(automation: Automation) -> list[Column]:
    columns = [c for i in automation.indicators for c in indicator_columns(i)]
    columns += [c for i in automation.indicators for c in treatment_columns(automation, i)]
    for rule in automation.watch.reconcile:
        columns += [First(rule.of), *excusing_columns(rule)]
        if rule.match is Match.CASE:
            columns += target_columns(rule)
    columns += [Attribute(name) for name in (*_of_rollout(automation.rollout), *automation.segments)]
    return columns


def _of_rollout(rollout: Rollout) -> list[str]:
    """The attributes that tell how a case met the automation."""
    named = (rollout.assigned, rollout.unit, *rollout.confounders)
    return [name for name in named if name is not None]


def target_columns(rule: Reconcile) -> tuple[FirstAfter, First]:
    """The target of a source case, up to an hour early; and any target that it ever had."""
    return FirstAfter(rule.needs, First(rule.of), -TOLERANCE), First(rule.needs)


def excusing_columns(rule: Reconcile) -> tuple[FirstAfter, ...]:
    """What frees a source case from needing its target, once it has begun."""
    return tuple(FirstAfter(activity, First(rule.of)) for activity in rule.unless)


def indicator_columns(indicator: Indicator) -> list[Column]:
    """The state columns of one indicator, its anchor first."""
    match indicator.measure:
        case Rate(of=of, reaching=reaching):
            return [First(of), FirstAfter(reaching, First(of)), *amount_columns(indicator.measure)]
        case Duration(start=start, end=end):
            return [First(start), FirstAfter(end, First(start))]
        case Count(of=of, by=by, activity=activity, actor_kind=kind):
            counted = Tally(First(of), micros(by), activity=activity, actor_kind=kind)
            unknown = Tally(First(of), micros(by), activity=activity, unknown_actor=True)
            return [First(of), counted, *([] if kind is None else [unknown])]
        case Sum(of=of, by=by, activity=activity, field=field):
            anchor, within = First(of), micros(by)
            return [
                anchor,
                Tally(anchor, within, field=field, activity=activity),
                Tally(anchor, within, activity=activity),
                Tally(anchor, within, field="valued", activity=activity, valued_field=field),
            ]
        case Share(of=of, attribute=attribute):
            return [First(of), Attribute(attribute)]
        case _:
            return []


def amount_columns(rate: Rate) -> tuple[Tally, Tally, AmountOf]:
    """What a success is worth: the amounts recorded on it within the window, else that of the anchor."""
    anchor, within = First(rate.of), micros(rate.by)
    return (
        Tally(anchor, within, field="amount", activity=rate.reaching),
        Tally(anchor, within, field="valued", activity=rate.reaching),
        AmountOf(rate.of),
    )


def activities_of(measure: Measure) -> tuple[str, ...]:
    """The activities that a measure looks at."""
    match measure:
        case Rate(of=of, reaching=other) | Duration(start=of, end=other):
            return of, other
        case Count(of=of, activity=activity):
            return (of,) if activity is None else (of, activity)
        case Sum(of=of, activity=activity):
            return of, activity
        case Share(of=of):
            return (of,)
        case _:
            return ()


def treatment_columns(automation: Automation, indicator: Indicator) -> list[FirstAfter]:
    """When the case was treated, where the rollout names the activity that says so."""
    rollout = automation.rollout
    anchors = [c for c in indicator_columns(indicator) if isinstance(c, First)]
    if rollout.treatment is None or not anchors:
        return []
    delay = micros(rollout.treatment_after) if rollout.treatment_after else 0
    return [FirstAfter(rollout.treatment, anchors[0], delay)]
