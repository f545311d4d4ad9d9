"""`retour.yaml`, `changes.yaml`, `journal.yaml` and `reviews/*.yaml` as they are written."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from retour.register.wire import DatedRanges, Range, Wire, listed, named
from retour.register.wire_engine import EngineValue
from retour.register.wire_retention import RetentionMap
from retour.register.wire_values import Day, Flag, Number, TextValue, Whole, Word, member, refuse, words_of
from retour.register.workspace import Billed


class Weekday(StrEnum):
    """Days of the week; Monday comes first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Locale(StrEnum):
    """Languages of the reports."""

    FR = "fr"
    EN = "en"


class Decided(StrEnum):
    """Verdicts that a review may record."""

    KEEP = "keep"
    FIX = "fix"
    EXTEND = "extend"
    STOP = "stop"
    MEASURE = "measure"
    QUESTION = "question"
    LAUNCH = "launch"
    PILOT = "pilot"
    DO_NOT_LAUNCH = "do_not_launch"


class Answered(StrEnum):
    """What a person answers to a check."""

    PASS = "pass"  # noqa: S105  an outcome, not a password
    PARTIAL = "partial"
    FAIL = "fail"


class Outcome(StrEnum):
    """What somebody found when reading a case."""

    RIGHT = "right"
    WRONG = "wrong"
    UNEXPECTED = "unexpected"


class Mood(StrEnum):
    """How a line of the field journal reads."""

    GOOD = "good"
    BAD = "bad"
    UNEXPECTED = "unexpected"


def _format(value: object) -> int:
    return 1 if value == 1 and not isinstance(value, bool) else refuse("format.unsupported", supported=[1])


class CalendarMap(Wire):
    """Working days and hours."""

    country: Word | None = None
    working_days: (
        Annotated[
            dict[int, Annotated[Weekday, PlainValidator(member(Weekday)), words_of(Weekday)]], listed(Weekday)
        ]
        | None
    ) = None
    hours_per_year: Number | None = None
    days_per_month: Number | None = None


class ObjectiveMap(Wire):
    """An objective; a name alone is enough."""

    name: TextValue | None = None
    reviewed: Day | None = None
    active: Flag = True


class RoleMap(Wire):
    """A function and the loaded cost of one of its hours."""

    name: TextValue | None = None
    card: Word | None = None
    hourly_cost: Range | None = None


class CardMap(Wire):
    """A rate card of the workspace's own: what an hour costs, from a date on."""

    name: TextValue | None = None
    hourly_cost: DatedRanges
    year: Whole | None = None


class ExchangeMap(Wire):
    """What one unit of another currency is in the workspace's own, on a day."""

    low: Number
    mode: Number
    high: Number
    at: Day
    source: Word = ""


class LowerPlanMap(Wire):
    """The plan just below."""

    price: Range
    includes: Number


class ToolPlanMap(Wire):
    """A plan as it is billed: a price a month for a number of units."""

    price: Range
    includes: Number
    unit: Annotated[Billed, PlainValidator(member(Billed)), words_of(Billed)]
    lower: LowerPlanMap | None = None
    at: Day
    source: Word = ""


class ToolMap(Wire):
    """A tool; a name alone is enough."""

    name: TextValue | None = None
    per_month: Range | None = None
    plan: ToolPlanMap | None = None


class ThresholdsMap(Wire):
    """The verdict's thresholds that somebody changed; those left out are the method's own."""

    stop_net: Number | None = None
    stop_harm: Number | None = None
    fix_harm: Number | None = None
    sure_harm: Number | None = None
    extend_net: Number | None = None
    extend_comparison: Number | None = None
    extend_observation: Number | None = None
    extend_addressable: Number | None = None
    measure_low: Number | None = None
    measure_high: Number | None = None
    measure_coverage: Number | None = None
    keep_net: Number | None = None
    satisfied: Number | None = None
    little_loss: Number | None = None
    least_gain: Number | None = None
    launch_net: Number | None = None
    pilot_net: Number | None = None


class WorkspaceMap(Wire):
    """`retour.yaml`."""

    format: Annotated[int, PlainValidator(_format), WithJsonSchema({"const": 1})] = 1
    name: Word
    currency: Word = "EUR"
    locale: Annotated[Locale, PlainValidator(member(Locale)), words_of(Locale)] = Locale.FR
    timezone: Word = "Europe/Paris"
    calendar: CalendarMap = CalendarMap()
    retention: RetentionMap = RetentionMap()
    engine: EngineValue | None = None
    exchange: dict[str, ExchangeMap] = Field(default_factory=dict)
    cards: dict[str, CardMap] = Field(default_factory=dict)
    objectives: dict[str, Annotated[ObjectiveMap, named(ObjectiveMap)]] = Field(default_factory=dict)
    roles: dict[str, RoleMap] = Field(default_factory=dict)
    tools: dict[str, Annotated[ToolMap, named(ToolMap)]] = Field(default_factory=dict)
    thresholds: ThresholdsMap = ThresholdsMap()


class ChangeMap(Wire):
    """A dated thing that happened, or a new version."""

    at: Day
    what: TextValue


Changes = Annotated[dict[int, ChangeMap], listed(ChangeMap)]


class ChangesMap(Wire):
    """`changes.yaml`."""

    changes: Changes = Field(default_factory=dict)


class JournalMap(Wire):
    """One line of the field journal: what somebody saw, good, bad or unexpected."""

    at: Day
    automation: Word
    mood: Annotated[Mood, PlainValidator(member(Mood)), words_of(Mood)]
    what: TextValue
    by: Word = ""


class JournalsMap(Wire):
    """`journal.yaml`."""

    journal: Annotated[dict[int, JournalMap], listed(JournalMap)] = Field(default_factory=dict)


class SpotMap(Wire):
    """One case of a spot check."""

    case: Word
    found: Annotated[Outcome, PlainValidator(member(Outcome)), words_of(Outcome)]
    note: Word = ""


CheckCode = Literal[
    "A1", "A2", "A3", "A4", "A5", "M1", "M2", "M3", "M4", "M5",
    "O1", "O2", "O3", "O4", "O5", "R1", "R2", "R3", "R4", "R5",
]  # fmt: skip
Verdict = Annotated[Decided, PlainValidator(member(Decided)), words_of(Decided)]


class ReviewMap(Wire):
    """One review."""

    automation: Word
    at: Day
    by: Word
    answers: dict[CheckCode, Annotated[Answered, PlainValidator(member(Answered)), words_of(Answered)]] = (
        Field(default_factory=dict)
    )
    proposed: Verdict | None = None
    taken: Verdict | None = None
    reason: Word = ""
    note: Word = ""
    notes: dict[CheckCode, Word] = Field(default_factory=dict)
    spot_check: Annotated[dict[int, SpotMap], listed(SpotMap)] = Field(default_factory=dict)
