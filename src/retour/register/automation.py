"""Automations as declared: objective, process, tools, owner, rollout, indicators, costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retour.quantity import DeclaredRange, Span, Text
from retour.register.indicator import Indicator
from retour.register.worth_lines import Costs, WorthLine


class Status(StrEnum):
    """Life of an automation."""

    PLANNED = "planned"
    LIVE = "live"
    PAUSED = "paused"
    RETIRED = "retired"


class FollowUp(StrEnum):
    """How often the main indicator is read (the article's column)."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class RolloutKind(StrEnum):
    """How the automation was switched on."""

    DATE = "date"
    RANDOM = "random"
    STAGGERED = "staggered"
    SWITCHBACK = "switchback"  # on and off by periods that were drawn
    OBSERVED = "observed"  # some cases got it, some did not, nobody drew lots
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollout:
    """How and when the automation was switched on.

    RANDOM: `assigned` is the case attribute that holds the drawn arm, `treated_arm` its treated value,
    `treated_share` the intended share. OBSERVED: `treatment` is the activity that marks a treated case,
    received between `treatment_after` and `treatment_by` of the indicator's anchor; `confounders` are case
    attributes that may drive both treatment and outcome. STAGGERED: `unit` is the case attribute that names
    the team, site or client, `units` the day each was switched on (absent: never). RANDOM with `unit`: whole
    units were drawn. SWITCHBACK: `schedule` says from which day the automation was on or off.
    """

    kind: RolloutKind
    at: date | None = None
    assigned: str | None = None
    treated_arm: str = "treated"
    treated_share: float | None = None
    treatment: str | None = None
    treatment_after: Span | None = None
    treatment_by: Span | None = None
    units: Mapping[str, date] = field(default_factory=dict)
    unit: str | None = None
    confounders: tuple[str, ...] = ()
    schedule: Mapping[date, bool] = field(default_factory=dict)

    @property
    def first_on(self) -> date | None:
        """The first day that it was on for anybody: its date, its first unit's, its first day on."""
        days = {
            RolloutKind.STAGGERED: list(self.units.values()),
            RolloutKind.SWITCHBACK: [day for day, on in self.schedule.items() if on],
        }
        return min(days.get(self.kind, ()), default=None) or self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A dated evolution of an automation, or a dated thing that happened to its process."""

    at: date
    what: Text


class Match(StrEnum):
    """How a source case is found at the target."""

    CASE = "case"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconcile:
    """Every case with `of` needs `needs` within `within`; else it is late, then lost.

    A case in which one of `unless` comes first, before the deadline, needs nothing any more: a quote signed
    before its reminder. With `match` EMAIL the target is searched in `in_process` by normalised e-mail
    attribute.
    """

    of: str
    needs: str
    within: Span
    match: Match = Match.CASE
    in_process: str | None = None
    unless: tuple[str, ...] = ()  # activities of the source's own process


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is watched besides the indicators."""

    reconcile: tuple[Reconcile, ...] = ()
    success_target: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Legal:
    """Legal flags; None is not said (unknown)."""

    basis_recorded: bool | None = None
    ai_label: bool | None = None
    red: bool = False  # somebody in charge declared that it must stop


class Comparison(StrEnum):
    """Comparison possible before go-live (spec amor: eight questions)."""

    HOLD_OUT = "hold_out"
    UNITS = "units"
    CONTROLS = "controls"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The eight questions answered before go-live; None is not answered."""

    cases_per_month: DeclaredRange | None = None
    expected_effect: DeclaredRange | None = None  # on the main indicator, in its unit
    comparison: Comparison | None = None
    design: Text | None = None  # the comparison in its own words: who is drawn, by what
    go_live: date | None = None
    stop_date: date | None = None
    risk: Text | None = None
    who_notices: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureMode:
    """A way in which an automation can go wrong, and who would notice."""

    what: Text
    who_notices: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence or a piece of arithmetic that somebody states about the automation (always grade D).

    `kind` is one of the kinds of `retour.claim`; `numbers` are its terms.
    """

    key: str
    kind: str
    sentence: Text
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCase:
    """One case that somebody read: right, wrong or unexpected."""

    case: str
    found: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One dated line of the field journal of an automation: good, bad or unexpected."""

    at: date
    automation: str
    mood: str
    what: Text
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A past AMOR review, from `reviews/`: answers of a person to the *ask* checks, and the verdict."""

    automation: str
    at: date
    by: str
    answers: Mapping[str, str] = field(default_factory=dict)  # check -> pass | partial | fail
    proposed: str = ""
    taken: str = ""
    reason: str = ""  # why the verdict taken is not the one proposed
    note: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)  # check -> note
    spot_check: tuple[SpotCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Automation:
    """One deployed (or planned) piece of automation."""

    key: str
    name: Text
    process: str | None
    objective: str | None = None
    tools: tuple[str, ...] = ()
    owner: str | None = None
    team: str | None = None
    follow_up: FollowUp | None = None
    key_automation: bool = False
    status: Status = Status.LIVE
    rollout: Rollout = Rollout(kind=RolloutKind.NONE)
    changes: tuple[Change, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    worth: tuple[WorthLine, ...] = ()
    costs: Costs = Costs()
    watch: Watch = Watch()
    segments: tuple[str, ...] = ()
    upstream: str | None = None  # chained after this automation on the same cases: the saving counts once
    addressable: float | None = None  # share of the volume not covered yet
    maintainers: int | None = None
    scenarios: tuple[str, ...] = ()  # its scenario files, by their path in the folder
    legal: Legal = Legal()
    plan: Plan | None = None
    failure_modes: tuple[FailureMode, ...] = ()
    claims: tuple[Claim, ...] = ()
    kpi_in_words: Text | None = None  # the main KPI as its owner says it, until it is defined as an indicator

    @property
    def main(self) -> Indicator | None:
        """The main indicator: the one marked so, else the only one."""
        marked = [i for i in self.indicators if i.main]
        return marked[0] if marked else (self.indicators[0] if len(self.indicators) == 1 else None)

    @property
    def go_live(self) -> date | None:
        """The day it was switched on (its first unit's, unit by unit); None when not said or not live yet."""
        return None if self.status is Status.PLANNED else self.rollout.first_on

    def indicator(self, key: str) -> Indicator | None:
        """The indicator with this key, if declared."""
        return next((i for i in self.indicators if i.key == key), None)
