"""What an automation is declared to bring and to cost: the lines that `worth` turns into money."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retour.quantity import DeclaredRange


class Source(StrEnum):
    """Where a typed number comes from. Typing never raises a grade: both are grade D until events say."""

    DECLARED = "declared"
    MEASURED = "measured"  # timed by somebody: still typed, still grade D


class Use(StrEnum):
    """What freed time becomes (spec worth: the realisation question)."""

    UNKNOWN = "unknown"
    AVOIDED = "avoided"  # avoided hire, overtime or contractor: cash
    REDEPLOYED = "redeployed"  # more billable or sales work: capacity
    ABSORBED = "absorbed"  # swallowed by other tasks: capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRange:
    """A range valid from a date on (None: from the beginning). Corrections restate, nothing is erased."""

    value: DeclaredRange
    valid_from: date | None = None
    source: Source = Source.DECLARED


class Per(StrEnum):
    """What a time saving is counted on."""

    CASE = "case"  # cases of the process
    ITEM = "item"  # items handled by successful runs
    RUN = "run"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Human minutes before and after, per case, item, run, day, week or month, for one role.

    `after` includes residual review; None means it was never said (unknown, not zero).
    """

    role: str
    per: Per
    before: tuple[DatedRange, ...]  # minutes
    after: tuple[DatedRange, ...] = ()  # minutes
    people: int = 1  # per week or month *and per person* lines
    exception_share: DeclaredRange | None = None
    exception_minutes: DeclaredRange | None = None
    use: Use = Use.UNKNOWN
    shared: "Sharing | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """The other automations that save the same minutes of the same cases, and how the saving is split.

    `weights` maps automations, this one included, to their part; those left out have the part 1.
    """

    others: tuple[str, ...]
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginLine:
    """Margin from an effect on a conversion: N x effect x amount x margin rate x (1 - cannibalised)."""

    indicator: str
    amount: DeclaredRange | None  # average amount per success; None: measured from event amounts
    margin_rate: DeclaredRange
    cannibalised: DeclaredRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorLine:
    """Money from an effect on an error or omission rate: N x effect x cost of one error."""

    indicator: str
    cost_each: DeclaredRange


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendLine:
    """Money per month that disappeared with the go-live (a supplier, a licence): cash."""

    label: str
    per_month: DeclaredRange


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedLine:
    """Cost of waiting for money avoided: days gained / 365 x annual turnover x cost of capital / 12.

    The days come from the effect on the duration `indicator`, else from two declared ranges of days.
    """

    annual_turnover: DeclaredRange
    cost_of_capital: DeclaredRange  # a year, share
    indicator: str | None = None
    days_before: DeclaredRange | None = None
    days_after: DeclaredRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchingLine:
    """Loss avoided because incidents are noticed sooner; `days_after` None: at the watch's own deadlines."""

    per_year: DeclaredRange
    days_before: DeclaredRange
    days_after: DeclaredRange | None
    repair_days: DeclaredRange
    loss_share: DeclaredRange
    cost_each: DeclaredRange  # money lost per lost case


WorthLine = TimeLine | MarginLine | ErrorLine | SpendLine | SpeedLine | WatchingLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Work: hours by a role (money comes from the role), or money outright. Ranges are declared."""

    hours: DeclaredRange | None = None
    role: str | None = None
    money: DeclaredRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A part of a tool's monthly price: `share` of it, or what was used of its plan where no share is said.

    `seats` is money a month for seats kept for this automation, beside the plan.
    """

    tool: str
    share: DeclaredRange | None = None
    seats: DeclaredRange | None = None


class AiPer(StrEnum):
    """What the tokens and the minutes of a model are counted on."""

    CASE = "case"  # what the automation handles
    RUN = "run"  # every execution, failed ones too


@dataclass(frozen=True, slots=True, kw_only=True)
class AiPrice:
    """What a model costs: `currency` per million tokens, per minute of audio. None: it has no such price.

    `at` is None for the list of a library, whose version is in `source`.
    """

    input: DeclaredRange | None = None
    cached: DeclaredRange | None = None
    output: DeclaredRange | None = None
    minute: DeclaredRange | None = None
    currency: str = ""  # empty: the workspace's
    at: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AiUse:
    """Tokens and minutes of a model per case or per run; `retries` is the share of calls made again."""

    model: str
    per: AiPer = AiPer.CASE
    tokens_in: DeclaredRange | None = None  # those that no cache held
    tokens_cached: DeclaredRange | None = None
    tokens_out: DeclaredRange | None = None
    audio_minutes: DeclaredRange | None = None
    retries: DeclaredRange | None = None
    price: AiPrice | None = None  # None: neither written nor known to the price list


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """Expected cost of silent failures (spec worth, L_fail)."""

    per_year: DeclaredRange
    detection_days: DeclaredRange
    repair_days: DeclaredRange
    loss_share: DeclaredRange
    cost_each: DeclaredRange  # money lost per lost case


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Every cost of an automation. None is *not said*: counted as unknown, listed, never as zero."""

    build: Effort | None = None
    upkeep: Effort | None = None  # per month
    supervision: Effort | None = None  # per month
    subscriptions: tuple[Subscription, ...] = ()
    ai_per_case: DeclaredRange | None = None  # money
    ai_per_month: DeclaredRange | None = None  # money
    ai_use: AiUse | None = None
    failures: Failures | None = None
