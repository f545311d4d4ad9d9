"""The layouts that a written time may have, told from its shape: every digit read as a nought."""

import re
from dataclasses import dataclass
from functools import lru_cache

Where = tuple[int, int]  # the characters [start, end) that hold a number

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb février févr fév fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug août aout",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec décembre déc decembre",
        ),
        start=1,
    )
    for name in names.split()
}
ZONES = {"z": 0, "utc": 0, "gmt": 0, "cet": 60, "cest": 120}
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-zé]*\.?,? )?"
_DATES = (
    r"(?P<y>0000)(?P<s>[-/.])(?P<m>00?)(?P=s)(?P<d>00?)",
    r"(?P<a>00?)(?P<s>[-/.])(?P<b>00?)(?P=s)(?P<y>0000|00)",
    r"(?P<y>0000)(?P<m>00)(?P<d>00)",
    _WEEKDAY + r"(?P<d>00?)(?:er|st|nd|rd|th)?[ -](?P<name>[a-zéû]+)\.?,?[ -](?P<y>0000)",
    _WEEKDAY + r"(?P<name>[a-zéû]+)\.? (?P<d>00?)(?:st|nd|rd|th)?,? (?P<y>0000)",
)
_CLOCK = (
    r"(?:(?:t| |, | à | at )(?P<H>00?)(?:h|[:h](?P<M>00)(?:[:m](?P<S>00)(?:[.,](?P<f>0{1,9}))?s?)?)"
    r"(?: ?(?P<noon>am|pm|a\.m\.|p\.m\.))?)?"
)
_ZONE = r"(?: ?(?P<zone>z|utc|gmt|cest|cet))?(?: ?(?P<sign>[-+−])(?P<oh>00?)(?::?(?P<om>00))?)?"
_WRITTEN = tuple(re.compile(date + _CLOCK + _ZONE) for date in _DATES)
_STAMP = re.compile(r"(?P<y>0000)(?P<m>00)(?P<d>00)t?(?P<H>00)(?P<M>00)(?P<S>00)?(?P<zone>z)?")
_EPOCHS = {10: 1_000_000, 13: 1_000, 16: 1}  # digits since 1970 -> µs a unit
_SLACK = re.compile(r"0{10}\.0{6}")
_DIGITS = str.maketrans("123456789", "000000000")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the parts of a written time stand. None: that part is not written.

    `either` holds the two numbers of a 12/05 whose order the shape does not tell. `month` is the month
    written as a word. `zone` is the fixed part of the offset in minutes (None: no offset is written).
    `epoch` is the µs a unit of a bare count since 1970.
    """

    year: Where | None = None
    month_at: Where | None = None
    day: Where | None = None
    either: tuple[Where, Where] | None = None
    month: int | None = None
    hour: Where | None = None
    minute: Where | None = None
    second: Where | None = None
    fraction: Where | None = None
    noon: str | None = None
    zone: int | None = None
    sign: int = 1
    offset_hours: Where | None = None
    offset_minutes: Where | None = None
    epoch: int | None = None


def shape_of(value: str) -> str:
    """The shape of a written time: its characters in lower case, every digit a nought."""
    low = value.lower()
    return (low if len(low) == len(value) else value).translate(_DIGITS)


@lru_cache(maxsize=4096)
def layout_of(shape: str) -> Layout | None:
    """The layout of a shape, or None when no time is written so."""
    if set(shape) == {"0"} and len(shape) in _EPOCHS:
        return Layout(epoch=_EPOCHS[len(shape)], year=(0, len(shape)))
    if _SLACK.fullmatch(shape):
        return Layout(epoch=1_000_000, year=(0, 10), fraction=(11, 17))
    found = _STAMP.fullmatch(shape)
    if found:
        return _written(found)
    return next((lay for p in _WRITTEN if (m := p.fullmatch(shape)) and (lay := _written(m))), None)


def _written(found: re.Match[str]) -> Layout | None:
    groups = found.groupdict()
    month = MONTHS.get(groups.get("name") or "")
    if groups.get("name") and month is None:
        return None
    first, second = _where(found, "a"), _where(found, "b")
    zone, sign = groups.get("zone"), groups.get("sign")
    return Layout(
        year=_where(found, "y"),
        month_at=_where(found, "m"),
        day=_where(found, "d"),
        either=(first, second) if first and second else None,
        month=month,
        hour=_where(found, "H"),
        minute=_where(found, "M"),
        second=_where(found, "S"),
        fraction=_where(found, "f"),
        noon=(groups.get("noon") or "")[:1] or None,
        zone=ZONES[zone] if zone else (0 if sign else None),
        sign=1 if sign in {None, "+"} else -1,
        offset_hours=_where(found, "oh"),
        offset_minutes=_where(found, "om"),
    )


def _where(found: re.Match[str], name: str) -> Where | None:
    if name not in found.re.groupindex or found[name] is None:
        return None
    return found.span(name)
