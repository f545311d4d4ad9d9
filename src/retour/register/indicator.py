"""Indicators (KPIs) as declared: what is measured over the cases of a process."""

from dataclasses import dataclass
from enum import StrEnum

from retour.quantity import Better, Span, Text, Unit


class Statistic(StrEnum):
    """How durations are summarised. The mean of finished cases only does not exist here."""

    RMST = "rmst"  # restricted mean up to the horizon, unfinished cases included
    DONE = "done"  # share done within the horizon
    MEDIAN = "median"  # Kaplan-Meier median


class Actor(StrEnum):
    """Kinds of actor."""

    HUMAN = "human"
    ROBOT = "robot"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Share of the cases with `of` that reach `reaching` within `by` of `of`.

    With `open_at`, only cases that have not reached it yet at that age are exposed (a reminder at day 7
    is judged on quotes still unsigned at day 7).
    """

    of: str
    reaching: str
    by: Span
    open_at: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Time from the first `start` to the first `end` after it, censored at `horizon`."""

    start: str
    end: str
    horizon: Span
    statistic: Statistic = Statistic.RMST
    working_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Number of events per case within `by` of `of`: of one `activity`, or of one kind of actor."""

    of: str
    by: Span
    activity: str | None = None
    actor_kind: Actor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Amount (or minutes) per case, on `activity` events within `by` of `of`."""

    of: str
    by: Span
    activity: str
    field: str = "amount"  # amount (money) or minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Share of the cases with `of` whose `attribute` equals `value`."""

    of: str
    attribute: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Mean of a survey `item` (answers files), on its own scale."""

    item: str
    low: float
    high: float


Measure = Rate | Duration | Count | Sum | Share | Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One declared KPI of an automation."""

    key: str
    name: Text
    measure: Measure
    better: Better
    main: bool = False
    target: float | None = None
    guardrails: tuple[str, ...] = ()  # keys of other indicators of the same automation
    controls: tuple[str, ...] = ()  # the same, of indicators that the automation cannot touch
    margin: float | None = None  # as a guardrail: how much worse is tolerated, in the measure's unit
    smallest_effect: float | None = None  # smallest effect worth having, in the measure's unit

    @property
    def unit(self) -> Unit:
        """Unit of the indicator's level."""
        return level_unit(self.measure)

    @property
    def effect_unit(self) -> Unit:
        """Unit of a difference of two levels."""
        return Unit.POINTS if self.unit is Unit.SHARE else self.unit


def level_unit(measure: Measure) -> Unit:
    """Unit in which a measure's level is expressed."""
    match measure:
        case Rate() | Share():
            return Unit.SHARE
        case Duration(statistic=Statistic.DONE):
            return Unit.SHARE
        case Duration():
            return Unit.DURATION
        case Count():
            return Unit.PER_CASE
        case Sum(field="minutes"):
            return Unit.MINUTES
        case Sum():
            return Unit.MONEY_PER_CASE
        case Score():
            return Unit.SCORE
