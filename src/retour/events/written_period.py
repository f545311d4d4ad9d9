"""Periods as people write them in a table: a month, a quarter, a week, a year, a day, or two dates."""

import re
from datetime import UTC, date, datetime, timedelta

from retour.events.layout import MONTHS
from retour.events.moment import Read, read_moments
from retour.quantity import Period

_MONTH = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})|(?P<m2>\d{1,2})/(?P<y2>\d{4})")
_NAMED = re.compile(r"(?P<name>[a-zéû]+)\.? (?P<y>\d{4})")
_QUARTER = re.compile(r"(?P<y>\d{4})[- ]?[qt](?P<q>[1-4])|[qt](?P<q2>[1-4])[- /]?(?P<y2>\d{4})")
_HALF = re.compile(r"(?P<y>\d{4})[- ]?[sh](?P<h>[12])|[sh](?P<h2>[12])[- /](?P<y2>\d{4})")
_WEEK = re.compile(
    r"(?P<y>\d{4})[- ]?(?:w(?P<w>\d{1,2})|s(?P<s>\d\d))|(?:w(?P<w2>\d{1,2})|s(?P<s2>\d\d))[- /](?P<y2>\d{4})"
)


def read_period(written: str) -> Period | None:
    """A written period as days [start, end), or None when it is not one.

    ``2026-05``, ``05/2026``, ``mai 2026``, ``2026-Q2``, ``T2 2026``, ``2026-W20``, ``2026-S20``,
    ``S1 2026`` (a half-year), ``2026``, ``2026-05-12`` (one day) and
    ``2026-05-01/2026-06-01`` (the end is not in it) are read.
    """
    text = " ".join(written.lower().split())
    try:
        return _two_dates(text) or _named_period(text) or _one_day(text)
    except ValueError:
        return None


def read_day(written: str) -> date | None:
    """A written date as a day; None when it cannot be read."""
    moments = read_moments([written], zone=UTC)
    if not Read(int(moments.read[0])).kept:
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(moments.at[0]))).date()


def _two_dates(text: str) -> Period | None:
    for mark in ("/", " - ", " au ", " to ", ".."):
        first, found, second = text.partition(mark)
        start, end = (read_day(first), read_day(second)) if found else (None, None)
        if start and end and len(first.strip()) >= 8 and len(second.strip()) >= 8:
            return Period(start, end)
    return None


def _named_period(text: str) -> Period | None:
    if re.fullmatch(r"\d{4}", text):
        return _months(int(text), 1, 12)
    if found := _MONTH.fullmatch(text):
        return _months(int(found["y"] or found["y2"]), int(found["m"] or found["m2"]), 1)
    if found := _QUARTER.fullmatch(text):
        return _months(int(found["y"] or found["y2"]), 3 * int(found["q"] or found["q2"]) - 2, 3)
    if found := _HALF.fullmatch(text):
        return _months(int(found["y"] or found["y2"]), 6 * int(found["h"] or found["h2"]) - 5, 6)
    if found := _WEEK.fullmatch(text):
        week = found["w"] or found["s"] or found["w2"] or found["s2"]
        start = date.fromisocalendar(int(found["y"] or found["y2"]), int(week), 1)
        return _plausible(Period(start, start + timedelta(days=7)))
    found = _NAMED.fullmatch(text)
    month = MONTHS.get(found["name"]) if found else None
    return _months(int(found["y"]), month, 1) if found and month else None


def _months(year: int, month: int, count: int) -> Period | None:
    after = month + count - 1
    return _plausible(Period(date(year, month, 1), date(year + after // 12, after % 12 + 1, 1)))


def _plausible(period: Period) -> Period | None:
    return period if 1990 <= period.start.year < 2100 else None


def _one_day(text: str) -> Period | None:
    day = read_day(text)
    return Period(day, day + timedelta(days=1)) if day else None
