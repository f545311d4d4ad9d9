"""Texts, times and numbers as tools write them in JSON."""

import re
from datetime import tzinfo

from retour.connectors.files.findings import shortened
from retour.connectors.pushed.told import Refused
from retour.events.moment import FIRST_YEAR, LAST_YEAR, Read, evidence, read_moments
from retour.events.number import LARGEST, decimal_evidence, read_number

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?")


def tidy(value: str | int | None, column: str, longest: int) -> str:
    """A text without spaces around; Refused when it is empty, too long, or holds control characters."""
    text = ("" if value is None else str(value)).strip()
    if not text.isprintable():
        text = " ".join(text.split())
        if _CONTROL.search(text):
            raise Refused("text.control", column, shortened(_CONTROL.sub("?", text)))
    if not text:
        raise Refused("field.missing", column)
    if len(text) > longest:
        raise Refused("text.too_long", column, shortened(text), limit=longest)
    return text


def read_time(value: str | float | None, zone: tzinfo, column: str = "time") -> tuple[int, str]:
    """A written time in µs since 1970 UTC, and the rule of a doubt about it; Refused when it is none."""
    text = _time_text(value)
    if not text.strip():
        raise Refused("field.missing", column)
    seen = evidence([text])
    if seen.either and not seen.first_over_12 and not seen.second_over_12:
        raise Refused("time.ambiguous", column, shortened(text), "iso_time")
    moments = read_moments([text], zone=zone, day_first=not seen.second_over_12)
    read = Read(int(moments.read[0]))
    if not read.kept:
        more = {"from": FIRST_YEAR, "to": LAST_YEAR} if read is Read.OUT_OF_RANGE else {}
        raise Refused(read.rule, column, shortened(text), "iso_time", **more)
    return int(moments.at[0]), "" if read is Read.FINE else read.rule


def _time_text(value: str | float | None) -> str:
    """The text of a time; a count of seconds since 1970 as `retour.events.layout` knows it."""
    if not isinstance(value, float):
        return "" if value is None else str(value)
    whole = value.is_integer() or abs(value) >= 1e10
    return str(int(value)) if abs(value) < 1e17 and whole else f"{value:.6f}"


def read_scaled(value: str | float, places: int) -> int | str | None:
    """A number of JSON, or the text of one, in units of 10^-places; or what is wrong with it.

    Returns:
        As `retour.events.number.read_number`; also ``ambiguous`` for a text such as ``1,234``, which is
        twelve hundred for some and a little more than one for others.
    """
    if isinstance(value, int):
        scaled = value * 10**places
        return scaled if abs(scaled) < LARGEST else "too_large"
    if isinstance(value, float):
        return read_number(repr(value), places=places, comma=False)
    text = str(value)
    if not _PLAIN.fullmatch(text) and decimal_evidence([text]).either:
        return "ambiguous"
    return read_number(text, places=places, comma=False)
