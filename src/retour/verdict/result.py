"""A verdict, why, what would change it, and the measurement that would be worth its cost."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retour.quantity import Grade


class Decision(StrEnum):
    """Live automations: keep to question. Planned ones: launch, pilot, do not launch."""

    KEEP = "keep"
    FIX = "fix"
    EXTEND = "extend"
    STOP = "stop"
    MEASURE = "measure"
    QUESTION = "question"
    LAUNCH = "launch"
    PILOT = "pilot"
    DO_NOT_LAUNCH = "do_not_launch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason: a code that `wording` says, its numbers, and the figures that it rests on."""

    code: str
    details: dict[str, object] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The next best measurement: a design with its size, time, cost and resulting interval here."""

    design: str  # hold_out | wait | spot_check | time_cases | answer_realisation | none
    input: str  # what it would settle
    n: int | None = None
    share: float | None = None
    weeks: float | None = None
    cost: float | None = None  # money
    half_width: float | None = None  # of the 90 % interval that it would give
    gain: float | None = None  # expected value of the information minus its cost
    removed: float | None = None  # share of its input's variance that it would remove
    minutes: float | None = None  # somebody's time to do it, in all
    narrows: float | None = None  # width of the net's interval that would be left, as a share of today's
    may_turn: bool | None = None  # whether what it finds could turn the choice between keep and stop
    lifts_to: Grade | None = None
    useful: bool = True
    ready_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The first rule that fires, with its reasons."""

    decision: Decision
    rule: str  # stop.legal, fix.lost_cases, keep.effect_established, question.nothing_proven, ...
    reasons: tuple[Reason, ...]
    would_change: tuple[Reason, ...] = ()  # flip test
    measurement: Measurement | None = None
