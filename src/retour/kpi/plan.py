"""What one scan of a process must keep of each case: the columns of its state, deduplicated.

The plan knows no engine. `store` compiles it to one query; every indicator, case frame, certainty and
volume of the process is then computed from the resulting rows, one a case.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from retour.quantity import Span
from retour.register.automation import Automation, Match
from retour.register.indicator import Actor, Count, Duration, Indicator, Rate, Share, Sum
from retour.register.process import Process

MICROS = 1_000_000
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


@dataclass(frozen=True, slots=True)
class Last:
    """Time of the case's last event."""


@dataclass(frozen=True, slots=True)
class AmountOf:
    """The case's amount: the largest recorded on its events (minor units)."""


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
        AmountOf(),
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
        columns.append(First(rule.of))
        if rule.match is Match.CASE:
            columns.append(FirstAfter(rule.needs, First(rule.of)))
    if automation.rollout.assigned:
        columns.append(Attribute(automation.rollout.assigned))
    columns += [Attribute(name) for name in automation.segments]
    return columns


def indicator_columns(indicator: Indicator) -> list[Column]:
    """The state columns of one indicator, its anchor first."""
    match indicator.measure:
        case Rate(of=of, reaching=reaching):
            return [First(of), FirstAfter(reaching, First(of))]
        case Duration(start=start, end=end):
            return [First(start), FirstAfter(end, First(start))]
        case Count(of=of, by=by, activity=activity, actor_kind=kind):
            return [First(of), Tally(First(of), micros(by), activity=activity, actor_kind=kind)]
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


def treatment_columns(automation: Automation, indicator: Indicator) -> list[FirstAfter]:
    """When the case was treated, where the rollout names the activity that says so."""
    rollout = automation.rollout
    anchors = [c for c in indicator_columns(indicator) if isinstance(c, First)]
    if rollout.treatment is None or not anchors:
        return []
    delay = micros(rollout.treatment_after) if rollout.treatment_after else 0
    return [FirstAfter(rollout.treatment, anchors[0], delay)]
