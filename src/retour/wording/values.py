"""A figure in words: its value, its interval, and what defends it (n, grade, comparator, period)."""

from dataclasses import dataclass
from datetime import date, timedelta

from retour.quantity import (
    Comparator,
    DeclaredRange,
    Estimate,
    Exact,
    Figure,
    Grade,
    Period,
    Unit,
    Unknown,
)
from retour.quantity.interval import READER_LEVEL
from retour.quantity.unit import Better
from retour.wording import numbers
from retour.wording.catalogue import find
from retour.wording.sentence import Voice, chances, fill, label, say
from retour.wording.typography import set_type

_NOT_DECLARED = {"input.default": "usual", "input.card": "card"}
SIGNED = frozenset({"effect", "naive", "complier", "any_day", "drift", "segment"})
SIGNED_WORTH = frozenset({"net", "cash", "capacity", "npv", "line", "volume_handled"})
MONEY = frozenset({Unit.MONEY, Unit.MONEY_PER_MONTH, Unit.MONEY_PER_CASE, Unit.MONEY_PER_HOUR})
NO_SUCH_VALUE = ("never_pays_", "pays_anyway_", "break_even_")  # nothing is unknown: there is none
_FINEST = {  # decimals that a person can use, when the interval would allow more
    Unit.SHARE: 1,
    Unit.POINTS: 1,
    Unit.RATIO: 1,
    Unit.MINUTES: 1,
    Unit.PER_CASE: 1,
    Unit.DURATION: 1,
    Unit.SCORE: 1,
    Unit.TIMES: 1,
}
_PERCENT = frozenset({Unit.SHARE, Unit.POINTS, Unit.RATIO, Unit.PROBABILITY})


def is_signed(key: str) -> bool:
    """True for a difference or a balance: its sign is written even when it is a plus."""
    parts = key.split("/")
    kind, item = (*parts, "", "")[1:3]
    balance = parts[0] == "totals" and kind in ("net", "taken")
    return kind in SIGNED or (kind == "worth" and item in SIGNED_WORTH) or balance


def needs_defence(figure: Figure) -> bool:
    """True for an effect or money: never shown without interval, n, grade and comparator."""
    return figure.unit in MONEY or figure.comparator is not Comparator.NONE


def say_value(figure: Figure, lang: str, currency: str = "EUR") -> str:
    """The value and its interval: « +3,7 points (entre 2,3 et 5,3) », or why it is not known."""
    voice = Voice(lang, currency)
    if figure.formula in _NOT_DECLARED and isinstance(figure.value, DeclaredRange):
        return _usual(_NOT_DECLARED[figure.formula], figure.value, figure.unit, voice)
    said = say_quantity(figure.value, figure.unit, voice, signed=is_signed(figure.key))
    if figure.basis is None or not figure.known:
        return said
    return label("portfolio.fte_basis", lang, said=said, hours=figure.basis)


def _usual(code: str, value: DeclaredRange, unit: Unit, voice: Voice) -> str:
    """A range that nobody here declared: the method's own, or that of a rate card."""
    scale = Scale(unit, voice, value.mode, value.low, value.high)
    words = {"point": scale.said(value.mode), "low": scale.bound(value.low), "high": scale.bound(value.high)}
    return label(f"{code}_{'point' if value.low == value.high else 'range'}", voice.lang, **words)


def say_quantity(
    value: Exact | Estimate | DeclaredRange | Unknown, unit: Unit, voice: Voice, *, signed: bool = False
) -> str:
    """A value of any kind in its unit; durations are in seconds, shares between 0 and 1."""
    match value:
        case Unknown(reason, details):
            return say_unknown(reason, dict(details), voice)
        case Exact(point):
            return Scale(unit, voice, point).said(point, signed=signed)
        case Estimate(point, low, high, level):
            return _estimated(point, (low, high), level, Scale(unit, voice, point, low, high), signed=signed)
        case DeclaredRange(low, mode, high):
            return _declared(low, mode, high, Scale(unit, voice, mode, low, high), signed=signed)


def say_point(figure: Figure, lang: str, currency: str = "EUR") -> str:
    """The point alone, rounded as its interval allows; only for places where the interval is beside it."""
    voice, signed = Voice(lang, currency), is_signed(figure.key)
    match figure.value:
        case Unknown():
            return label("unknown", lang)
        case Exact(point):
            return Scale(figure.unit, voice, point).said(point, signed=signed)
        case Estimate(point, low, high):
            return Scale(figure.unit, voice, point, low, high).said(point, signed=signed)
        case DeclaredRange(low, mode, high):
            return Scale(figure.unit, voice, mode, low, high).said(mode, signed=signed)


def say_unknown(reason: str, details: dict[str, object], voice: Voice) -> str:
    """Why a figure is not known."""
    why = say(reason, details, voice.lang, family="unknown", currency=voice.currency)
    if find(reason, "unknown", voice.lang) is None:
        why = set_type(label("reason_code", voice.lang, code=reason), voice.lang)
    known = reason.startswith(NO_SUCH_VALUE)
    return label("break_even.none" if known else "unknown_because", voice.lang, why=why)


def _estimated(
    point: float, bounds: tuple[float, float], level: float, scale: "Scale", *, signed: bool
) -> str:
    if bounds[0] == bounds[1]:
        return scale.said(point, signed=signed)
    words = {
        "point": scale.said(point, signed=signed),
        "low": scale.bound(bounds[0]),
        "high": scale.bound(bounds[1]),
    }
    if abs(level - READER_LEVEL) < 1e-9:
        return label("estimate", scale.voice.lang, **words)
    return label("estimate_level", scale.voice.lang, level=level, **words)


def _declared(low: float, mode: float, high: float, scale: "Scale", *, signed: bool) -> str:
    point = scale.said(mode, signed=signed)
    if low == high:
        return label("declared_point", scale.voice.lang, point=point)
    return label(
        "declared_range", scale.voice.lang, point=point, low=scale.bound(low), high=scale.bound(high)
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """How one figure is written: its multiplier, its decimals and its words, from its point and bounds."""

    unit: Unit
    voice: Voice
    point: float
    low: float | None = None
    high: float | None = None

    @property
    def size(self) -> float:
        """What the raw value is divided by."""
        if self.unit is Unit.DURATION:
            largest = max((abs(v) for v in (self.point, self.low, self.high) if v is not None), default=0.0)
            return numbers.duration_size(self.point or largest)
        return 0.01 if self.unit in _PERCENT else 1.0

    @property
    def decimals(self) -> int | None:
        """Two significant digits of the half-width; None (three of the value) when there is no interval."""
        if self.low is None or self.high is None:
            return None
        low, high = self.low / self.size, self.high / self.size
        places = numbers.decimals_for((high - low) / 2)
        finest = _FINEST.get(self.unit)
        if places is None or finest is None or places <= finest:
            return places
        return next((p for p in range(finest, places) if round(low, p) != round(high, p)), places)

    def digits(self, value: float, *, signed: bool = False) -> str:
        """The number without its unit."""
        if self.unit in {Unit.CASES, Unit.COUNT} and self.low is None:
            return numbers.number(value, self.voice.lang, None, signed=signed)
        places, shown = self.decimals, value / self.size
        strip = places is None and self.unit in _FINEST and abs(shown) >= 1
        if strip or (places is None and self.unit in _PERCENT):
            places, strip = 1, True
        if self.unit in MONEY:
            places = _cents(places, shown)
        return numbers.number(shown, self.voice.lang, places, signed=signed, strip=strip)

    def bound(self, value: float) -> str:
        """One end of the interval: in the same unit as the point, so the unit is not repeated."""
        return self.digits(value)

    def said(self, value: float, *, signed: bool = False) -> str:
        """The number with its unit."""
        return _in_unit(self, value, self.digits(value, signed=signed))


def _cents(places: int | None, shown: float) -> int | None:
    """Money is written with two decimals or none: 6,40 € and not 6,4 €."""
    if places is None:
        return None if shown == round(shown) else 2 if abs(shown) < 100 else 0
    return 2 if places == 1 else places


def _in_unit(scale: Scale, value: float, text: str) -> str:
    voice, shown = scale.voice, value / scale.size
    if scale.decimals is not None:
        shown = round(shown, scale.decimals)  # the noun agrees with the number as it is written
    match scale.unit:
        case Unit.SHARE | Unit.RATIO:
            return numbers.percent(text, voice.lang)
        case unit if unit in MONEY:
            return _money(scale.unit, numbers.money(text, voice.lang, voice.currency), voice)
        case Unit.DURATION:
            return f"{text}{numbers.NBSP}{numbers.duration_unit(scale.size, shown, voice.lang)}"
        case Unit.PROBABILITY:
            return chances(value, voice)
        case _:
            form = "one" if numbers.is_one(shown, voice.lang) else "many"
            said = fill(label(f"unit_{scale.unit}_{form}", voice.lang), {}, voice).replace("#", text)
            return set_type(said, voice.lang)


def _money(unit: Unit, text: str, voice: Voice) -> str:
    if unit is Unit.MONEY:
        return text
    return label(f"unit_{unit}", voice.lang).replace("#", text)


def say_grade(grade: Grade, lang: str) -> str:
    """« Preuve : moyenne »."""
    return label("evidence_is", lang, word=grade_word(grade, lang))


def grade_word(grade: Grade, lang: str) -> str:
    """« moyenne »: it qualifies the proof, not the automation."""
    return label(f"grade_{grade}", lang)


def say_comparator(comparator: Comparator, lang: str) -> str:
    """What the figure is compared with; empty for a level or a count."""
    return "" if comparator is Comparator.NONE else label(f"comparator_{comparator}", lang)


def say_period(period: Period, lang: str) -> str:
    """« du 11 mai 2026 au 22 novembre 2026 », last day included."""
    return label("period", lang, start=period.start, end=last_day(period))


def last_day(period: Period) -> date:
    """The last day of a period; its start when it is empty."""
    return max(period.start, period.end - timedelta(days=1))


def say_sample(figure: Figure, lang: str) -> str:
    """« n = 984 », with the number before where there is one; says so when nothing was counted."""
    if figure.key.startswith(("totals/net", "totals/taken")) and figure.n is not None:
        return label("n_automations", lang, n=figure.n)
    if figure.formula == "any_day":
        return label("n_so_far", lang)
    if figure.formula.startswith("input.") and not figure.n:
        return ""
    if not figure.n and not figure.n_before:
        counted = figure.n is None and figure.grade <= Grade.C and figure.comparator is Comparator.NOTHING
        return label("n_of_effect" if counted else "n_unknown", lang)
    if figure.n_before is None:
        return label("n", lang, n=figure.n)
    arms = figure.comparator in (Comparator.HOLD_OUT, Comparator.UNTREATED)
    return label("n_arms" if arms else "n_both", lang, n=figure.n, before=figure.n_before)


def say_proof(figure: Figure, lang: str) -> str:
    """The grade of the evidence; a level that was counted proves nothing and claims nothing.

    Money always has its grade beside it, even an average amount that was counted.
    """
    counted = figure.comparator is Comparator.NONE and figure.grade is Grade.A and figure.unit not in MONEY
    return label("counted", lang) if counted else say_grade(figure.grade, lang)


def defence(figure: Figure, lang: str) -> list[str]:
    """Everything that must stand beside an effect or money: level, n, grade, comparator, period."""
    parts = []
    if isinstance(figure.value, Estimate):
        parts.append(label("level", lang, level=figure.value.level))
    parts += [say_sample(figure, lang), say_proof(figure, lang)]
    parts += [say_comparator(figure.comparator, lang)]
    if figure.period is not None:
        parts.append(say_period(figure.period, lang))
    return [part for part in parts if part]


def say_defence(figure: Figure, lang: str) -> str:
    """The same, on one line."""
    return " · ".join(defence(figure, lang))


def tone(figure: Figure) -> str:
    """gain, loss or none: the side of zero of the whole interval, in the good direction."""
    if not isinstance(figure.value, Estimate) or not figure.value.excludes_zero:
        return "none"
    up = figure.value.low > 0
    return "gain" if up is (figure.better is not Better.LOWER) else "loss"


def say_direction(figure: Figure, lang: str) -> str:
    """« mieux », « moins bien » or « pas d’effet visible »: never by colour alone."""
    if not isinstance(figure.value, Estimate):
        return ""
    return label(f"direction_{tone(figure)}", lang)
