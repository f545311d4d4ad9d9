"""Texts, times and numbers as tools write them in JSON."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from retour.connectors.files.findings import shortened
from retour.connectors.pushed.told import Refused
from retour.events.layout import layout_of, shape_of
from retour.events.moment import (
    BLANK,
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    Evidence,
    Read,
    evidence,
    read_moments,
    read_plain_moment,
)
from retour.events.number import LARGEST, decimal_evidence, read_number

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # but tabs and new lines
_EXACT = 1e12  # below it, a float of few decimals and its scaled integer name each other
_COUNT = re.compile(r"[0-9]{10}|[0-9]{13}|[0-9]{16}")
_EPOCHS = {10: 1_000_000, 13: 1_000, 16: 1}  # digits since 1970 -> µs a unit
_FIRST, _LAST = (
    int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000 for year in (FIRST_YEAR, LAST_YEAR)
)
_WRITTEN = re.compile(
    r"(?:(?P<y>20[0-9]{2})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"
    r"|(?P<a>[0-9]{2})/(?P<b>[0-9]{2})/(?P<y2>20[0-9]{2}))"
    r"(?:[ T](?P<H>[0-9]{2}):(?P<M>[0-9]{2})(?::(?P<S>[0-9]{2}))?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_MAIL = re.compile(
    r"(?:[A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} 20[0-9]{2} [0-9]{2}:[0-9]{2}(?::[0-9]{2})? [+-][0-9]{4}"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?")


def tidy(value: str | int | None, column: str, longest: int) -> str:
    """A text without spaces around; Refused when it is empty, too long, or holds control characters."""
    text = ("" if value is None else str(value)).strip()
    if not text.isprintable():
        text = " ".join(text.split())
        if CONTROL.search(text):
            raise Refused("text.control", column, shortened(CONTROL.sub("?", text)))
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
    quick = _usual_time(text, zone)
    if quick is not None:
        return quick, ""
    layout = layout_of(shape_of(" ".join(text.split()))) if len(text) <= 2 * LONGEST else None
    if layout is None and text.strip().lower() not in BLANK:
        raise Refused("time.unreadable", column, shortened(text), "iso_time")
    seen = evidence([text]) if layout and layout.either else Evidence()
    if seen.either and not seen.first_over_12 and not seen.second_over_12:
        raise Refused("time.ambiguous", column, shortened(text), "iso_time")
    moments = read_moments([text], zone=zone, day_first=not seen.second_over_12)
    read = Read(int(moments.read[0]))
    if not read.kept:
        more = {"from": FIRST_YEAR, "to": LAST_YEAR} if read is Read.OUT_OF_RANGE else {}
        raise Refused(read.rule, column, shortened(text), "iso_time", **more)
    return int(moments.at[0]), "" if read is Read.FINE else read.rule


def _usual_time(text: str, zone: tzinfo) -> int | None:
    """The quick way for what tools write most: a count since 1970, 26/05/2026 12:00, the date of a mail."""
    if _COUNT.fullmatch(text):
        at = int(text) * _EPOCHS[len(text)]
        return at if _FIRST <= at < _LAST else None
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return _mail_time(text)
    year, month, day = found["y"] or found["y2"], found["m"] or found["b"], found["d"] or found["a"]
    if found["a"] and found["a"] <= "12" < found["b"]:
        month, day = day, month
    elif found["a"] and found["a"] <= "12" and found["a"] != found["b"]:
        return None  # either may be the day
    clock = f"{found['H'] or '00'}:{found['M'] or '00'}:{found['S'] or '00'}"
    return read_plain_moment(f"{year}-{month}-{day}T{clock}{found['zone'] or ''}", zone)


def _mail_time(text: str) -> int | None:
    """`Tue, 12 May 2026 10:00:00 +0200` (RFC 5322)."""
    if not _MAIL.fullmatch(text):
        return None
    try:
        return (parsedate_to_datetime(text) - _EPOCH) // timedelta(microseconds=1)
    except (ValueError, TypeError):  # no such day; or -0000, which is read without an offset
        return None


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
        units = 10**places
        scaled = round(value * units) if abs(value) < _EXACT else 0
        return scaled if scaled / units == value else read_number(repr(value), places=places, comma=False)
    text = str(value)
    if not _PLAIN.fullmatch(text) and decimal_evidence([text]).either:
        return "ambiguous"
    return read_number(text, places=places, comma=False)
