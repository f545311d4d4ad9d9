"""From a code and its numbers to a sentence."""

import math
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from retour.quantity import Place, Span, Text
from retour.wording import numbers
from retour.wording.catalogue import catalogue, find
from retour.wording.typography import set_type

MISSING = "…"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is speaking: a language, and the currency of the workspace."""

    lang: str
    currency: str = "EUR"


def say(
    code: str, details: Mapping[str, object], lang: str, *, family: str = "", currency: str = "EUR"
) -> str:
    """The sentence of a code in `lang` (``fr`` or ``en``), with its numbers.

    An unsaid code falls back to a plain sentence that names it; a missing number is shown as « … ».
    """
    template = find(code, family, lang)
    if template is None:
        template, details = catalogue(lang)["label"]["unsaid"], {"code": code}
    return fill(template, details, Voice(lang, currency))


def label(code: str, lang: str, /, **details: object) -> str:
    """A title, a column name or a fixed sentence of a face; `cli.written` is one of the command line."""
    family, _, rest = code.rpartition(".")
    return say(rest, details, lang, family=family or "label")


def fill(template: str, details: Mapping[str, object], voice: Voice) -> str:
    """A template with its slots filled and its spaces set."""
    return set_type(_Writer(voice, details).vformat(template, (), details), voice.lang)


def slots(template: str) -> tuple[str, ...]:
    """The names of the numbers that a template needs."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name)


def knows(code: str, lang: str, family: str = "") -> bool:
    """True when the code has a sentence of its own."""
    return find(code, family, lang) is not None


class _Writer(string.Formatter):
    """Fills `{name}` and `{name:how}`.

    How: int, num, pct, points, money, days, duration, date, chance, atmost,
    `noun a|b`, `pick a|b`, `say family`.
    """

    def __init__(self, voice: Voice, details: Mapping[str, object]) -> None:
        self.voice, self.details = voice, details

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:  # noqa: ANN401, ARG002
        """A detail by its name; a name that was not given is not an error."""
        return kwargs.get(field_name), field_name

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401
        """One slot."""
        how, _, rest = format_spec.partition(" ")
        if value is None:
            return MISSING
        if how == "say":
            return _nested(value, rest, self.voice, self.details)
        try:
            return _HOW[how](value, rest, self.voice)
        except (KeyError, TypeError, ValueError):
            return plain(value, self.voice)


def plain(value: object, voice: Voice) -> str:
    """A detail of any type, as a person would write it."""
    lang = voice.lang
    match value:
        case bool():
            return label("yes" if value else "no", lang)
        case Enum():
            return plain(value.value, voice)
        case int() | float():
            return numbers.number(value, lang)
        case date() | Span():
            return _time(value, lang)
        case Text():
            return value.in_(lang)
        case Place():
            return place(value, lang)
        case list() | tuple() | set() | frozenset():
            return numbers.listed([plain(v, voice) for v in value], lang)
        case _:
            return str(value)


def _time(value: date | Span, lang: str) -> str:
    if isinstance(value, Span):
        return span(value, lang)
    return numbers.moment(value, lang) if isinstance(value, datetime) else numbers.day(value, lang)


def span(value: Span, lang: str) -> str:
    """A length of time, in working days when it is counted so."""
    if value.working_days:
        return label("working_days", lang, n=value.working_days)
    return numbers.duration(value.seconds, lang)


def place(value: Place, lang: str) -> str:
    """A file, its line and its column."""
    code = f"place_{'column' if value.column else 'line'}"
    if not value.line:
        code = "place_column_file" if value.column else "place_file"
    return label(code, lang, file=value.file, line=str(value.line), column=value.column)


def _noun(value: Any, words: str, voice: Voice) -> str:  # noqa: ANN401
    one, many = words.split("|")
    return numbers.noun(value, voice.lang, one, many)


def _pick(value: Any, words: str, voice: Voice) -> str:  # noqa: ANN401
    one, many = words.split("|")
    return one if numbers.is_one(value, voice.lang) else many


def _nested(value: Any, family: str, voice: Voice, details: Mapping[str, object]) -> str:  # noqa: ANN401
    """The sentence of a code inside a sentence: it may use the same details."""
    if isinstance(value, list | tuple):
        return numbers.listed([_nested(v, family, voice, details) for v in value], voice.lang)
    code = str(value.value if isinstance(value, Enum) else value)
    template = find(code, family, voice.lang) or find(stem(code), family, voice.lang)
    return code if template is None else fill(template, details, voice)


def stem(code: str) -> str:
    """A code without its subject nor its rank: `rate:sales` is said as `rate`, `margin#2` as `margin`."""
    return code.partition(":")[0].partition("#")[0]


def chances(probability: float, voice: Voice) -> str:
    """« 97 chances sur 100 »; never nought nor a hundred."""
    if probability > 0.99:
        return label("chances_most", voice.lang)
    if probability < 0.01:
        return label("chances_least", voice.lang)
    return label("chances", voice.lang, n=round(100 * probability))


def _at_most(value: Any, voice: Voice) -> str:  # noqa: ANN401
    """An upper bound in money, rounded up: never nought."""
    return numbers.money(numbers.integer(max(1, math.ceil(value)), voice.lang), voice.lang, voice.currency)


def _points(value: Any, rest: str, voice: Voice) -> str:  # noqa: ANN401
    points = round(100 * value, 1)
    return numbers.number(points, voice.lang, signed=rest == "signed") + (
        f"{numbers.NBSP}point" if numbers.is_one(points, voice.lang) else f"{numbers.NBSP}points"
    )


_DAY = {"fr": ("jour", "jours"), "en": ("day", "days")}
_HOW: dict[str, Callable[[Any, str, Voice], str]] = {
    "raw": lambda value, _rest, _voice: str(value),
    "": lambda v, _, s: plain(v, s),
    "int": lambda v, _, s: numbers.integer(v, s.lang),
    "num": lambda v, d, s: numbers.number(v, s.lang, int(d) if d else None),
    "pct": lambda v, _, s: numbers.percent(numbers.number(round(100 * v, 1), s.lang), s.lang),
    "points": _points,
    "money": lambda v, _, s: numbers.money(numbers.rounded(v, s.lang), s.lang, s.currency),
    "chance": lambda v, _, s: chances(v, s),
    "atmost": lambda v, _, s: _at_most(v, s),
    "days": lambda v, _, s: numbers.noun(
        v, s.lang, *(("jour", "jours") if s.lang == "fr" else ("day", "days"))
    ),
    "duration": lambda v, _, s: numbers.duration(v, s.lang),
    "date": lambda v, _, s: numbers.day(v, s.lang),
    "noun": _noun,
    "pick": _pick,
}
