"""What the money rests on, one record an input: its value, who said it, when, and where it is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from retour.effect.result import Effect
from retour.quantity import DeclaredRange, Estimate, Exact, Grade, Place, Unit, Unknown
from retour.register.worth_lines import DatedRange, Source

Value = Exact | Estimate | DeclaredRange
_UNITS = {
    "minutes_before": Unit.MINUTES,
    "minutes_after": Unit.MINUTES,
    "exception_minutes": Unit.MINUTES,
    "exceptions": Unit.SHARE,
    "realisation": Unit.SHARE,
    "margin_rate": Unit.SHARE,
    "cannibalised": Unit.SHARE,
    "subscription_share": Unit.SHARE,
    "upkeep_share": Unit.SHARE,
    "loss_share": Unit.SHARE,
    "rate": Unit.MONEY_PER_HOUR,
    "price": Unit.MONEY_PER_MONTH,
    "subscription": Unit.MONEY_PER_MONTH,
    "spend": Unit.MONEY_PER_MONTH,
    "supervision": Unit.HOURS_PER_MONTH,
    "upkeep": Unit.HOURS_PER_MONTH,
    "build": Unit.HOURS,
    "amount": Unit.MONEY,
    "error_cost": Unit.MONEY,
    "lost_case_cost": Unit.MONEY,
    "failures": Unit.MONEY_PER_CASE,
    "failures_per_year": Unit.PER_YEAR,
    "detection_days": Unit.DAYS,
    "repair_days": Unit.DAYS,
    "volume": Unit.CASES_PER_MONTH,
}


class Origin(StrEnum):
    """Where an input comes from. Only what events or an effect give is more than somebody's word."""

    DECLARED = "declared"
    TIMED = "timed"  # timed by somebody, then typed: still declared
    COUNTED = "counted"  # from the events or the runs
    EFFECT = "effect"  # an effect of the same automation, on the indicator `subject`
    CARD = "card"  # a rate card chosen by its key: published, dated, sourced
    DEFAULT = "default"  # nobody said it: the method's own
    DERIVED = "derived"  # computed from its `parts`


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of the worth of an automation.

    `subject` is the role, tool, indicator, use or counting basis that it belongs to; `parts` are codes of the
    inputs that it was computed from; `valid_from` is the date that it was declared from.
    """

    code: str
    value: Value
    unit: Unit
    origin: Origin
    grade: Grade
    subject: str = ""
    source: str = ""
    valid_from: date | None = None
    place: Place | None = None
    parts: tuple[str, ...] = ()
    version: str = ""  # of the effect

    @property
    def stem(self) -> str:
        """The code without its subject nor its rank."""
        return stem_of(self.code)


@lru_cache(maxsize=4096)
def stem_of(code: str) -> str:
    """`rate:sales` is `rate`, `minutes_before#2` is `minutes_before`."""
    return code.partition(":")[0].partition("#")[0]


def declared(
    code: str,
    said: DeclaredRange,
    *,
    subject: str = "",
    source: str = "",
    origin: Origin = Origin.DECLARED,
    unit: Unit | None = None,
) -> Input:
    """A range that somebody wrote (or the method's default), in the unit that its code has."""
    return Input(
        code=code,
        value=said,
        unit=unit or _UNITS.get(stem_of(code), Unit.COUNT),
        origin=origin,
        grade=Grade.D,
        subject=subject,
        source=source or said.source,
        place=None if said.place is None else Place(said.place.file, said.place.line),
    )


def minutes(
    code: str, ranges: Sequence[DatedRange], weighted: Iterable[tuple[DeclaredRange, float]], role: str
) -> Input:
    """Minutes that changed over time: the mean of the ranges in force, weighted by the volume of each."""
    latest = max(ranges, key=lambda r: r.valid_from or date.min)
    shares = list(weighted)
    low, mode, high = (
        sum(share * getattr(each, end) for each, share in shares) for end in ("low", "mode", "high")
    )
    value = DeclaredRange(min(low, mode), mode, max(mode, high))
    timed = latest.source is Source.MEASURED
    made = declared(code, value, subject=role, origin=Origin.TIMED if timed else Origin.DECLARED)
    written = declared(code, latest.value).place
    return replace(made, place=written, valid_from=latest.valid_from)


def of_effect(code: str, effect: Effect, unit: Unit) -> Input | None:
    """An effect that was measured; None when it was refused."""
    if isinstance(effect.estimate, Unknown):
        return None
    return Input(
        code=code,
        value=effect.estimate,
        unit=unit,
        origin=Origin.EFFECT,
        grade=effect.grade,
        subject=effect.indicator,
        version=effect.version,
    )


def counted(code: str, number: float, unit: Unit, *, subject: str = "") -> Input:
    """What was counted in the events or in the runs."""
    return Input(
        code=code, value=Exact(number), unit=unit, origin=Origin.COUNTED, grade=Grade.A, subject=subject
    )


def derived(code: str, value: Value, unit: Unit, parts: tuple[str, ...], *, subject: str = "") -> Input:
    """What was computed from other inputs."""
    return Input(
        code=code,
        value=value,
        unit=unit,
        origin=Origin.DERIVED,
        grade=Grade.D,
        subject=subject,
        parts=parts,
    )
