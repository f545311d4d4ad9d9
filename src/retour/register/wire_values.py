"""Values as people write them (spans, dates, numbers with units, bilingual labels), read at the wire."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, NoReturn, TypeVar

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from retour.quantity import Span, Text
from retour.register.keys import nearest

SPAN_UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LONGEST = 50 * 366 * 86_400
_SPAN = re.compile(r"(?P<n>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\W\d]*)\.?", re.IGNORECASE)
_OTHER_SPAN_WORDS = {
    **dict.fromkeys(("j", "jour", "jours", "day", "days"), "d"),
    **dict.fromkeys(("m", "mn", "minute", "minutes", "mins"), "min"),
    **dict.fromkeys(("hour", "hours", "heure", "heures", "hr", "hrs"), "h"),
    **dict.fromkeys(("sem", "semaine", "semaines", "week", "weeks"), "w"),
    **dict.fromkeys(("sec", "second", "seconds", "seconde", "secondes"), "s"),
    **dict.fromkeys(("jo", "bd"), "wd"),
}
_SWITCHES = {"on": True, "true": True, "off": False, "false": False}
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_QUANTITY = re.compile(rf"(?P<n>{_NUMBER.pattern})\s*(?P<percent>%)?\s*(?P<unit>[^\d%+.,-][^\d]*)?")
_TWO_ENDS = re.compile(r"(\d+(?:\.\d+)?%?)\s*(?:-|–|à|to)\s*(\d+(?:\.\d+)?%?)[^\d]*")

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and the unit written after it (empty when none was)."""

    number: float
    unit: str = ""


def refuse(rule: str, **context: object) -> NoReturn:
    """Refuse a value: `rule` is the problem's code, the context its value, hint and details."""
    raise PydanticCustomError(rule, "{rule}", {"rule": rule, **context})


def _refuse_type(expected: str) -> NoReturn:
    refuse("value.type", expected=expected)


def parse_text(value: object) -> Text:
    """A label: one text for both languages, or a map of ``fr`` and ``en`` (one may be left out)."""
    if not isinstance(value, Mapping):
        return Text.same(parse_word(value))
    known = ["fr", "en"]
    for key, words in value.items():
        if key not in known and words is None:
            refuse("text.unquoted", value=key, hint=f'"… {key}"')
        if key not in known:
            refuse("key.unknown", value=key, hint=nearest(str(key), known), known=known)
    words = {k: parse_word(v) for k, v in value.items() if v is not None}
    if not words:
        refuse("text.empty")
    spare = next(iter(words.values()))
    return Text(fr=words.get("fr", spare), en=words.get("en", spare))


def parse_word(value: object) -> str:
    """A non-empty text; a number is taken as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        _refuse_type("text")
    words = str(value).strip()
    return words or refuse("text.empty")


def parse_flag(value: object) -> bool:
    """True or false, written so (YAML 1.2: yes and no are texts)."""
    if isinstance(value, bool):
        return value
    words = str(value).strip().lower()
    hint = {"yes": "true", "oui": "true", "on": "true", "no": "false", "non": "false", "off": "false"}
    return refuse("value.type", expected="boolean", hint=hint.get(words, ""))


def parse_switch(value: object) -> bool:
    """On or off: a text in YAML 1.2, so true and false are taken too, as texts or not."""
    words = str(value).strip().lower() if isinstance(value, bool | str) else ""
    if words not in _SWITCHES:
        hint = {"yes": "on", "oui": "on", "no": "off", "non": "off"}.get(words, "")
        refuse("value.unknown", hint=hint, known=["on", "off"])
    return _SWITCHES[words]


def parse_date(value: object) -> date:
    """A day written year-month-day, between 1970 and 2200."""
    day = value if isinstance(value, date) else _iso_day(value)
    if not 1970 <= day.year <= 2200:
        refuse("date.out_of_range")
    return date(day.year, day.month, day.day)


def _iso_day(value: object) -> date:
    words = str(value).strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
            return date.fromisoformat(words)
    except ValueError:
        pass
    other = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", words)
    guess = other and f"{other[3]}-{int(other[2]):02}-{int(other[1]):02}"
    return refuse("date.unreadable", hint=guess if guess and _exists(guess) else "2026-05-11")


def _exists(words: str) -> bool:
    try:
        return bool(date.fromisoformat(words))
    except ValueError:
        return False


def parse_span(value: object) -> Span:
    """A length of time: ``30s``, ``15min``, ``4h``, ``7d``, ``2w``, or ``2wd`` (working days)."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        refuse("span.unreadable", units=[*SPAN_UNITS, "wd"])
    match = _SPAN.fullmatch(str(value).strip())
    if match is None:
        refuse("span.unreadable", units=[*SPAN_UNITS, "wd"])
    number, unit = match["n"], match["unit"].lower()
    if not unit:
        refuse("span.unit_missing", hint=f"{number}d")
    if "," in number or (unit not in SPAN_UNITS and unit != "wd"):
        likely = _OTHER_SPAN_WORDS.get(unit, unit if unit in SPAN_UNITS else "")
        hint = number.replace(",", ".") + likely if likely else ""
        refuse("span.unreadable", hint=hint, units=[*SPAN_UNITS, "wd"])
    return _span(float(number), unit)


def _span(number: float, unit: str) -> Span:
    if number == 0:
        refuse("span.zero")
    if number * SPAN_UNITS.get(unit, 86_400) > _LONGEST:
        refuse("span.too_long")
    if unit != "wd":
        return Span(seconds=round(number * SPAN_UNITS[unit]))
    return (
        Span(working_days=int(number)) if number == int(number) else refuse("span.unreadable", units=["wd"])
    )


def parse_quantity(value: object) -> Quantity:
    """A number with or without a unit: ``0.25``, ``25%``, ``5 min/case``, ``1240.50 EUR``."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        _refuse_type("number")
    if isinstance(value, int | float):
        return Quantity(_finite(float(value)))
    match = _QUANTITY.fullmatch(value.strip())
    if match is None:
        refuse("number.unreadable", hint=_better_written(value))
    number = _finite(float(match["n"]))
    return Quantity(number / 100 if match["percent"] else number, (match["unit"] or "").strip())


def parse_number(value: object) -> float:
    """A finite number; a percentage is a share (``25%`` is 0.25)."""
    quantity = parse_quantity(value)
    if quantity.unit:
        refuse("number.unreadable", hint=f"{quantity.number:g}")
    return quantity.number


def _finite(number: float) -> float:
    return number if math.isfinite(number) else refuse("number.not_finite")


def _better_written(words: str) -> str:
    """`1 240,50` is written 1240.50 here, and `3-8` as a range; otherwise nothing is suggested."""
    ends = _TWO_ENDS.fullmatch(words.strip())
    if ends:
        return f"{{low: {ends[1]}, mode: …, high: {ends[2]}}}"
    plain = re.sub(r"[\s  ']", "", words).replace(",", ".")
    return plain if re.fullmatch(rf"{_NUMBER.pattern}%?", plain) else ""


def parse_whole(value: object) -> int:
    """A whole number from 1 on."""
    if isinstance(value, bool) or not isinstance(value, int):
        _refuse_type("whole_number")
    return value if value >= 1 else refuse("number.outside", low="1", high="∞")


def member(kind: type[E]) -> Callable[[object], E]:
    """A reader of one of the words of an enumeration."""
    known = [m.value for m in kind]

    def parse(value: object) -> E:
        words = str(value).strip() if isinstance(value, str) else ""
        if words not in known:
            refuse("value.unknown", hint=nearest(str(value), known), known=known)
        return kind(words)

    return parse


def words_of(kind: type[StrEnum]) -> WithJsonSchema:
    """JSON Schema of an enumeration."""
    return WithJsonSchema({"enum": [m.value for m in kind]})


_NUMERIC = [{"type": "number"}, {"type": "string", "pattern": r"^[-+]?[0-9.]+ ?(%|[^0-9]+.*)?$"}]
TextValue = Annotated[
    Text,
    PlainValidator(parse_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": {"fr": {"type": "string"}, "en": {"type": "string"}},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }
    ),
]
Word = Annotated[
    str, PlainValidator(parse_word), WithJsonSchema({"type": ["string", "number"], "minLength": 1})
]
Flag = Annotated[bool, PlainValidator(parse_flag), WithJsonSchema({"type": "boolean"})]
Switch = Annotated[
    bool,
    PlainValidator(parse_switch),
    WithJsonSchema({"anyOf": [{"type": "string", "enum": ["on", "off"]}, {"type": "boolean"}]}),
]
Day = Annotated[date, PlainValidator(parse_date), WithJsonSchema({"type": "string", "format": "date"})]
SpanValue = Annotated[
    Span,
    PlainValidator(parse_span),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? ?(s|min|h|d|w|wd)$"}),
]
Number = Annotated[float, PlainValidator(parse_number), WithJsonSchema({"anyOf": _NUMERIC})]
QuantityValue = Annotated[Quantity, PlainValidator(parse_quantity), WithJsonSchema({"anyOf": _NUMERIC})]
Whole = Annotated[int, PlainValidator(parse_whole), WithJsonSchema({"type": "integer", "minimum": 1})]
