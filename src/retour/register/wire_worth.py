"""The `worth` and `costs` of an automation as they are written."""

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator

from retour.register.wire import DatedRanges, Range, RangeMap, Wire, listed
from retour.register.wire_values import Day, Number, QuantityValue, Whole, Word, member, words_of
from retour.register.worth_lines import AiPer, Use


class ExceptionsMap(Wire):
    """The share of cases that come back to a person, and the minutes each takes."""

    share: Range
    minutes: Range


class TimeMap(Wire):
    """Human minutes before and after."""

    role: Word
    before: DatedRanges
    after: DatedRanges = Field(default_factory=dict)
    people: Whole = 1
    exceptions: ExceptionsMap | None = None
    realisation: Annotated[Use, PlainValidator(member(Use)), words_of(Use)] = Use.UNKNOWN
    shared_with: tuple[Word, ...] = ()
    split: dict[Word, Number] = Field(default_factory=dict)


def _unless_events(value: object) -> object:
    return None if value == "events" else value


AmountOrEvents = Annotated[
    Range | None, BeforeValidator(_unless_events, json_schema_input_type=RangeMap | QuantityValue | None)
]


class MarginMap(Wire):
    """Margin from an effect on a rate; `amount: events` (or left out) is measured."""

    kpi: Word
    amount: AmountOrEvents = None
    margin_rate: Range
    cannibalised: Range | None = None


class ErrorsMap(Wire):
    """Money from an effect on errors or omissions."""

    kpi: Word
    cost_each: Range


class SpendMap(Wire):
    """Money per month that went away with the go-live."""

    label: Word
    per_month: Range


class SpeedMap(Wire):
    """Money that comes in sooner: from a duration KPI, or from days before and after."""

    kpi: Word | None = None
    days_before: Range | None = None
    days_after: Range | None = None
    annual_turnover: Range
    cost_of_capital: Range


class WatchingMap(Wire):
    """Incidents that are noticed sooner; without `detection_days_after`, at the deadlines of `watch`."""

    per_year: Range
    detection_days_before: Range
    detection_days_after: Range | None = None
    repair_days: Range
    loss_share: Range
    cost_each: Range


class WorthMap(Wire):
    """One line: exactly one of its keys."""

    time: TimeMap | None = None
    margin: MarginMap | None = None
    errors: ErrorsMap | None = None
    spend: SpendMap | None = None
    speed: SpeedMap | None = None
    watching: WatchingMap | None = None


class EffortMap(Wire):
    """Hours of a role, or money."""

    hours: Range | None = None
    role: Word | None = None
    money: Range | None = None


class SubscriptionMap(Wire):
    """A share of a tool's price; without a share, by the use made of its plan."""

    tool: Word
    share: Range | None = None
    seats: Range | None = None


class AiPriceMap(Wire):
    """What a model costs on a day: per million tokens, per minute of audio."""

    input: Range | None = None
    cached: Range | None = None
    output: Range | None = None
    minute: Range | None = None
    at: Day
    source: Word = ""


class AiMap(Wire):
    """What the AI services cost: money outright, or tokens and minutes of a model."""

    per_case: Range | None = None
    per_month: Range | None = None
    model: Word | None = None
    per: Annotated[AiPer, PlainValidator(member(AiPer)), words_of(AiPer)] = AiPer.CASE
    tokens_in: Range | None = None
    tokens_cached: Range | None = None
    tokens_out: Range | None = None
    audio_minutes: Range | None = None
    retries: Range | None = None
    price: AiPriceMap | None = None


class FailuresMap(Wire):
    """Silent failures, expected."""

    per_year: Range
    detection_days: Range
    repair_days: Range
    loss_share: Range
    cost_each: Range


class CostsMap(Wire):
    """Every cost; what is left out is not said."""

    build: EffortMap | None = None
    upkeep: EffortMap | None = None
    supervision: EffortMap | None = None
    subscriptions: Annotated[dict[int, SubscriptionMap], listed(SubscriptionMap)] = Field(
        default_factory=dict
    )
    ai: AiMap | None = None
    failures: FailuresMap | None = None
