"""`automations/*.yaml` as they are written."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator

from retour.quantity import Better
from retour.register.automation import Comparison, FollowUp, Match, RolloutKind, Status
from retour.register.indicator import Statistic
from retour.register.wire import Range, Wire, listed
from retour.register.wire_process import ActorValue
from retour.register.wire_values import (
    Day,
    Flag,
    Number,
    QuantityValue,
    SpanValue,
    Switch,
    TextValue,
    Whole,
    Word,
    member,
    words_of,
)
from retour.register.wire_workspace import Changes
from retour.register.wire_worth import CostsMap, WorthMap


class SumField(StrEnum):
    """What a sum adds up."""

    AMOUNT = "amount"
    MINUTES = "minutes"


class ClaimKind(StrEnum):
    """What a claim is about (the kinds of `retour.claim`)."""

    TIME_SAVED = "time_saved"
    TREATED_RATE = "treated_rate"
    CONVERSION_UPLIFT = "conversion_uplift"
    SEGMENT_UPLIFT = "segment_uplift"
    RELATIVE_LIFT = "relative_lift"
    BEFORE_AFTER_DELAY = "before_after_delay"
    DELAY_RATIO = "delay_ratio"
    COVERAGE = "coverage"
    SATISFACTION = "satisfaction"
    STEPS_REMOVED = "steps_removed"
    TIME_PER_PERSON = "time_per_person"
    STATED = "stated"


class RateMap(Wire):
    """Share of the cases with `of` that reach `reaching` within `by`."""

    of: Word
    reaching: Word
    by: SpanValue
    open_at: SpanValue | None = None


class DurationMap(Wire):
    """Time from one activity to another, followed until the horizon."""

    start: Word = Field(alias="from")
    end: Word = Field(alias="to")
    horizon: SpanValue
    statistic: Annotated[Statistic, PlainValidator(member(Statistic)), words_of(Statistic)] = Statistic.RMST
    working_time: Flag = False


class CountMap(Wire):
    """Events per case."""

    of: Word
    by: SpanValue
    activity: Word | None = None
    actor_kind: ActorValue | None = None


class SumMap(Wire):
    """Amount or minutes per case."""

    of: Word
    by: SpanValue
    activity: Word
    field: Annotated[SumField, PlainValidator(member(SumField)), words_of(SumField)] = SumField.AMOUNT


class ShareMap(Wire):
    """Share of the cases with an attribute's value."""

    of: Word
    attribute: Word
    value: Word


class ScoreMap(Wire):
    """Mean of a survey item."""

    item: Word
    low: Number
    high: Number


class KpiMap(Wire):
    """One KPI: exactly one of its six measures."""

    name: TextValue | None = None
    main: Flag = False
    better: Annotated[Better, PlainValidator(member(Better)), words_of(Better)]
    rate: RateMap | None = None
    duration: DurationMap | None = None
    count: CountMap | None = None
    sum: SumMap | None = None
    share: ShareMap | None = None
    score: ScoreMap | None = None
    target: QuantityValue | None = None
    guardrails: tuple[Word, ...] = ()
    controls: tuple[Word, ...] = ()
    margin: QuantityValue | None = None
    smallest_effect: QuantityValue | None = None


def _rollout(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


class RolloutMap(Wire):
    """How it was switched on."""

    kind: Annotated[RolloutKind, PlainValidator(member(RolloutKind)), words_of(RolloutKind)]
    at: Day | None = None
    assigned: Word | None = None
    treated_arm: Word = "treated"
    treated_share: Number | None = None
    treatment: Word | None = None
    treatment_after: SpanValue | None = None
    treatment_by: SpanValue | None = None
    unit: Word | None = None
    units: dict[Word, Day] = Field(default_factory=dict)
    confounders: tuple[Word, ...] = ()
    schedule: dict[Day, Switch] = Field(default_factory=dict)


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


class ReconcileMap(Wire):
    """Every case with `of` needs `needs` within `within`, unless one of `unless` comes first."""

    of: Word
    needs: Word
    within: SpanValue
    unless: tuple[Word, ...] = ()
    match: Annotated[Match, PlainValidator(member(Match)), words_of(Match)] = Match.CASE
    in_process: Word | None = None


class WatchMap(Wire):
    """What is watched besides the KPIs."""

    success_target: Number | None = None
    reconcile: Annotated[dict[int, ReconcileMap], listed(ReconcileMap)] = Field(default_factory=dict)


class LegalMap(Wire):
    """Legal flags; left out is not said."""

    basis_recorded: Flag | None = None
    ai_label: Flag | None = None
    red: Flag = False


class PlanMap(Wire):
    """What is expected before go-live."""

    cases_per_month: Range | None = None
    expected_effect: Range | None = None
    comparison: Annotated[Comparison, PlainValidator(member(Comparison)), words_of(Comparison)] | None = None
    design: TextValue | None = None
    go_live: Day | None = None
    stop_date: Day | None = None
    risk: TextValue | None = None
    who_notices: Word | None = None


class FailureModeMap(Wire):
    """A way in which it can go wrong, and who would notice."""

    what: TextValue
    who_notices: Word | None = None


class ClaimMap(Wire):
    """What somebody says of it."""

    kind: Annotated[ClaimKind, PlainValidator(member(ClaimKind)), words_of(ClaimKind)]
    sentence: TextValue
    numbers: dict[str, Number] = Field(default_factory=dict)


class AutomationMap(Wire):
    """`automations/*.yaml`."""

    automation: Word | None = None
    name: TextValue
    process: Word | None = None
    objective: Word | None = None
    tools: tuple[Word, ...] = ()
    owner: Word | None = None
    team: Word | None = None
    follow_up: Annotated[FollowUp, PlainValidator(member(FollowUp)), words_of(FollowUp)] | None = None
    key: Flag = False
    status: Annotated[Status, PlainValidator(member(Status)), words_of(Status)] = Status.LIVE
    rollout: Annotated[
        RolloutMap, BeforeValidator(_rollout, json_schema_input_type=RolloutMap | RolloutKind)
    ] = Field(default_factory=lambda: RolloutMap(kind=RolloutKind.NONE))
    changes: Changes = Field(default_factory=dict)
    kpi_in_words: TextValue | None = None
    kpis: dict[str, KpiMap] = Field(default_factory=dict)
    worth: Annotated[dict[int, WorthMap], listed(WorthMap)] = Field(default_factory=dict)
    costs: CostsMap = CostsMap()
    watch: WatchMap = WatchMap()
    segments: tuple[Word, ...] = ()
    upstream: Word | None = None
    addressable: Number | None = None
    maintainers: Whole | None = None
    scenario: Annotated[
        tuple[Word, ...], BeforeValidator(_one_or_more, json_schema_input_type=Word | tuple[Word, ...])
    ] = ()
    legal: LegalMap = LegalMap()
    plan: PlanMap | None = None
    failure_modes: Annotated[dict[int, FailureModeMap], listed(FailureModeMap)] = Field(default_factory=dict)
    claims: dict[str, ClaimMap] = Field(default_factory=dict)
