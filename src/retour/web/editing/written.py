"""Values between a field and a document: shown in the reader's way, taken as they are usually typed."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum

from pydantic_core import PydanticCustomError

from retour.register.wire_values import SPAN_UNITS, parse_span

Plain = str | int | float | bool | date | list[str] | None
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AMOUNT = re.compile(r"(?P<n>[-+−]?\d[\d\s.,'’]*)(?P<unit>.*)", re.DOTALL)
_GROUPS = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)")
_SPACES = re.compile(r"[\s'’]")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(\w+)")
_FRENCH_UNITS = {"d": "j", "w": "sem", "wd": "jo"}
_DOT = re.compile(r"(?<=\d)\.(?=\d)")


class Kind(StrEnum):
    """What a field holds."""

    WORD = "word"
    DAY = "day"
    SPAN = "span"
    NUMBER = "number"
    QUANTITY = "quantity"
    WHOLE = "whole"
    FLAG = "flag"
    CHOICE = "choice"
    WORDS = "words"


def shown(raw: object, kind: Kind, lang: str) -> str:
    """A document's value as a field shows it; empty when the key is left out."""
    match raw:
        case None:
            return ""
        case bool():
            return "true" if raw else "false"
        case list() | tuple():
            return ", ".join(str(one) for one in raw)
        case date():
            return f"{raw.day:02}/{raw.month:02}/{raw.year}"
    words = str(raw)
    if kind is Kind.DAY:
        return _shown_day(words)
    return _FRENCH[kind](words) if lang == "fr" and kind in _FRENCH else words


def _shown_number(words: str) -> str:
    return _DOT.sub(",", words).replace("%", " %")


def _shown_span(words: str) -> str:
    found = _LENGTH.fullmatch(words)
    if found is None:
        return _shown_number(words)
    return f"{found[1].replace('.', ',')}\u00a0{_FRENCH_UNITS.get(found[2], found[2])}"


def _shown_day(words: str) -> str:
    found = _ISO.fullmatch(words)
    return f"{found[3]}/{found[2]}/{found[1]}" if found else words


def taken(words: str, kind: Kind, lang: str) -> Plain:
    """What was typed, as a document writes it; None when nothing was.

    What is not understood stays as it was typed: the document's own rules then say what is wrong with it.
    """
    words = words.strip()
    return _TAKEN.get(kind, _word)(words, lang) if words else None


def _word(words: str, _lang: str) -> Plain:
    return words


def _words(words: str, _lang: str) -> Plain:
    return [one for part in words.split(",") if (one := part.strip())] or None


def _day(words: str, _lang: str) -> Plain:
    day = understood_day(words)
    return words if day is None else day


def understood_day(words: str) -> date | None:
    """A day written day first or year first; None when it is neither, or no day of the calendar."""
    first, iso = _DAY.fullmatch(words), _ISO.fullmatch(words)
    parts = [first[3], first[2], first[1]] if first else list(iso.groups()) if iso else []
    with suppress(ValueError):
        return date(*map(int, parts)) if parts else None
    return None


def _flag(words: str, _lang: str) -> Plain:
    return {"true": True, "false": False}.get(words, words)


def _whole(words: str, lang: str) -> Plain:
    number = _number(words, lang)
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _number(words: str, lang: str) -> Plain:
    quantity = _quantity(words, lang)
    return quantity if not isinstance(quantity, str) or quantity.endswith("%") else words


def _quantity(words: str, lang: str) -> Plain:
    length = _span(words, lang)
    if _is_span(str(length)):
        return length
    found = _AMOUNT.fullmatch(words)
    number = _figure(found["n"], lang) if found else None
    if found is None or number is None:
        return words
    unit = found["unit"].strip()
    if not unit:
        return int(number) if re.fullmatch(r"[-+]?\d+", number) else float(number)
    return number + unit if unit == "%" else f"{number} {unit}"


def _figure(words: str, lang: str) -> str | None:
    """Digits as a document writes them: no separator between thousands, a point before decimals."""
    plain = _SPACES.sub("", words.replace("−", "-"))
    if lang == "en" and _GROUPS.fullmatch(plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    return plain if _PLAIN.fullmatch(plain) else None


def _span(words: str, _lang: str) -> Plain:
    """A length of time; « 7 jours » and « 0,5 h » are written 7d and 0.5h."""
    written = re.sub(r"(?<=\d),(?=\d)", ".", words)
    try:
        parse_span(written)
    except PydanticCustomError as refused:
        likely = (refused.context or {}).get("hint", "")
        return str(likely) if refused.type == "span.unreadable" and likely else words
    return written.replace(" ", "")


def _is_span(words: str) -> bool:
    found = _LENGTH.fullmatch(words)
    return found is not None and found[2] in (*SPAN_UNITS, "wd")


_FRENCH: Mapping[Kind, Callable[[str], str]] = {
    Kind.NUMBER: _shown_number,
    Kind.QUANTITY: _shown_span,
    Kind.SPAN: _shown_span,
}
_TAKEN: Mapping[Kind, Callable[[str, str], Plain]] = {
    Kind.DAY: _day,
    Kind.SPAN: _span,
    Kind.NUMBER: _number,
    Kind.QUANTITY: _quantity,
    Kind.WHOLE: _whole,
    Kind.FLAG: _flag,
    Kind.WORDS: _words,
}
