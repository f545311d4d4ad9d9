"""Times as people and tools write them, read a column at a time into µs since 1970 UTC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import IntEnum
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from retour.events.layout import Layout, Where, layout_of, shape_of

DAY = 86_400_000_000  # µs
FIRST_YEAR, LAST_YEAR = 1990, 2100  # plausible: [1990, 2100)
LONGEST = 48  # characters; nothing longer is a time
BLANK = frozenset({"", "-", "--", "null", "none", "n/a", "nan", "nat", "0000-00-00", "0000-00-00 00:00:00"})
_FEW_SHAPES = 8  # of one column: told one after the other, which is quickest for them
_MANY_SHAPES = 200  # after so many shapes in one column, the rest is not times
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_UNTIDY = ("  ", "\n ", " \n", *"\t\r\v\f\x1c\x1d\x1e\x1f")  # among plain characters, one value a line
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\t", " "))

Ints = NDArray[np.int64]


class Read(IntEnum):
    """How the reading of one value went."""

    FINE = 0
    MISSING = 1
    UNREADABLE = 2
    IMPOSSIBLE = 3  # written like a time, but no such day or hour exists
    OUT_OF_RANGE = 4
    TWICE = 5  # read: the clock showed it twice (clocks went back), the first is taken
    NEVER = 6  # read: the clock never showed it (clocks went forward)

    @property
    def kept(self) -> bool:
        """True when a time came out."""
        return self in {Read.FINE, Read.TWICE, Read.NEVER}

    @property
    def rule(self) -> str:
        """The problem rule that says it, such as ``time.unreadable``."""
        return f"time.{self.name.lower()}"


@dataclass(frozen=True, slots=True)
class Moments:
    """Times of a column: `at` in µs since 1970 UTC (0 where not read) and `read`, codes of `Read`."""

    at: Ints
    read: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a column of times says of itself: how many values have each form.

    `first_over_12` counts 25/05/2026, `second_over_12` counts 05/25/2026, `either` all written so;
    `offset` counts times that carry their own offset, `read` all that look like times.
    """

    values: int = 0
    read: int = 0
    either: int = 0
    first_over_12: int = 0
    second_over_12: int = 0
    offset: int = 0

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(*(getattr(self, f) + getattr(other, f) for f in self.__slots__))


def read_moment(value: str, *, zone: tzinfo, day_first: bool = True) -> int | str:
    """One written time in µs since 1970 UTC, or the rule that it breaks (``time.unreadable``…)."""
    plain = read_plain_moment(value, zone)
    if plain is not None:
        return plain
    moments = read_moments([value], zone=zone, day_first=day_first)
    read = Read(int(moments.read[0]))
    return int(moments.at[0]) if read.kept else read.rule


def read_plain_moment(value: str, zone: tzinfo) -> int | None:
    """The quick way for one plain ISO time of these years that the clocks neither skip nor repeat.

    Returns:
        µs since 1970 UTC, or None: it must then be read the slow way.
    """
    if len(value) < 19 or not value.startswith("20") or value[10] not in " T":
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
        if moment.utcoffset() != moment.replace(fold=1).utcoffset():
            return None
    return (moment - _EPOCH) // _MICROSECOND


def read_moments(values: Sequence[str], *, zone: tzinfo, day_first: bool = True) -> Moments:
    """Read a column of written times; those without an offset are wall-clock times of `zone`.

    Args:
        values: n strings in any mixture of the layouts of `retour.events.layout`.
        zone: where naive times were written.
        day_first: whether 05/06/2026 is the fifth of June.

    Returns:
        Moments of n values. Days are counted by H. Hinnant's civil-day algorithm.
    """
    at = np.zeros(len(values), np.int64)
    read = np.full(len(values), Read.UNREADABLE, np.int8)
    _read_into(at, read, values, (zone, day_first))
    failed = np.flatnonzero((read == Read.UNREADABLE) | (read == Read.IMPOSSIBLE))
    if failed.size:
        tidy = [" ".join(values[i].translate(_SPACES).split()) for i in failed.tolist()]
        again, codes = np.zeros(failed.size, np.int64), np.full(failed.size, Read.UNREADABLE, np.int8)
        _read_into(again, codes, tidy, (zone, day_first))
        codes[[v.lower() in BLANK for v in tidy]] = Read.MISSING
        at[failed], read[failed] = again, codes
    return Moments(at, read)


def evidence(values: Sequence[str]) -> Evidence:
    """What a column of written times tells about day order and offsets. Blanks are not counted."""
    tidy = [v for v in _tidy(values) if v.lower() not in BLANK]
    total = Evidence(values=len(tidy))
    for rows, digits, layout in _shapes(tidy):
        found = Evidence(read=rows.size, offset=rows.size if layout.zone is not None or layout.epoch else 0)
        if layout.either:
            first, second = (_number(digits, where) for where in layout.either)
            found += Evidence(
                either=rows.size,
                first_over_12=int(np.count_nonzero((first > 12) & (second <= 12))),
                second_over_12=int(np.count_nonzero((second > 12) & (first <= 12))),
            )
        total += found
    return total


def _tidy(values: Sequence[str]) -> Sequence[str]:
    """The values with single spaces inside and none around; looked at together, for most need nothing."""
    text = "\n".join(["", *values, ""])
    if text.isascii() and text.count("\n") == len(values) + 1 and not any(bad in text for bad in _UNTIDY):
        return values
    return [" ".join(v.translate(_SPACES).split()) for v in values]


def _read_into(at: Ints, read: NDArray[np.int8], values: Sequence[str], how: tuple[tzinfo, bool]) -> None:
    zone, day_first = how
    for rows, digits, layout in _shapes(values):
        if layout.epoch:
            at[rows], read[rows] = _since_1970(digits, layout)
            continue
        local, codes = _local(digits, layout, day_first=day_first)
        if layout.zone is None:
            local, codes = _from_wall_clock(local, codes, zone)
        at[rows], read[rows] = local, codes
    at[~np.isin(read, (Read.FINE, Read.TWICE, Read.NEVER))] = 0


def _shapes(values: Sequence[str]) -> Iterator[tuple[Ints, Ints, Layout]]:
    """Rows that share a shape, their characters as numbers (0–9 for digits), and its layout."""
    if not values:
        return
    if max(map(len, values)) > LONGEST:
        values = [v if len(v) <= LONGEST else "" for v in values]
    texts = np.array(values, dtype=np.str_)
    width = texts.dtype.itemsize // 4
    codes = texts.view(np.uint32).reshape(len(values), width)
    for rows in islice(_groups(codes), _MANY_SHAPES):
        layout = layout_of(shape_of(str(texts[rows[0]])))
        if layout:
            yield rows, codes[rows].astype(np.int64) - 48, layout


def _groups(codes: NDArray[np.uint32]) -> Iterator[Ints]:
    """Rows that share a shape, in the order of their first; blank ones left out."""
    left = np.flatnonzero(codes[:, 0] != 0)
    for _ in range(_FEW_SHAPES):
        if not left.size:
            return
        alike = _alike(codes[left], codes[left[0]])
        yield left[alike]
        left = left[~alike]
    if left.size:
        yield from _sorted_groups(codes[left], left)


def _sorted_groups(codes: NDArray[np.uint32], rows: Ints) -> Iterator[Ints]:
    """The same, for columns of many shapes: one sort tells them all."""
    shapes = np.where((codes - np.uint32(48)) <= 9, np.uint32(48), codes)
    whole = np.ascontiguousarray(shapes).view(f"V{shapes.shape[1] * 4}").ravel()
    _, firsts, which = np.unique(whole, return_index=True, return_inverse=True)
    by_shape = np.split(rows[np.argsort(which, kind="stable")], np.cumsum(np.bincount(which))[:-1])
    yield from (by_shape[group] for group in np.argsort(firsts).tolist())


def _alike(codes: NDArray[np.uint32], first: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which rows have digits where `first` has, and its other characters elsewhere."""
    alike = np.ones(len(codes), np.bool_)
    for column, character in enumerate(first):
        if 48 <= character <= 57:
            alike &= (codes[:, column] - np.uint32(48)) <= 9
        else:
            alike &= codes[:, column] == character
    return alike


def _number(digits: Ints, where: Where | None) -> Ints:
    total = np.zeros(len(digits), np.int64)
    if where:
        for column in range(*where):
            total = total * 10 + digits[:, column]
    return total


def _since_1970(digits: Ints, layout: Layout) -> tuple[Ints, NDArray[np.int8]]:
    at = _number(digits, layout.year) * (layout.epoch or 1) + _number(digits, layout.fraction)
    low, high = (_days(np.array([y]), np.array([1]), np.array([1]))[0] * DAY for y in (FIRST_YEAR, LAST_YEAR))
    return at, np.where((at >= low) & (at < high), Read.FINE, Read.OUT_OF_RANGE).astype(np.int8)


def _local(digits: Ints, layout: Layout, *, day_first: bool) -> tuple[Ints, NDArray[np.int8]]:
    """µs as written (less a written offset), and codes."""
    year, month, day = _date(digits, layout, day_first=day_first)
    hour, hour_fine = _hour(digits, layout)
    minute, second = _number(digits, layout.minute), _number(digits, layout.second)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    length = _MONTH_DAYS[np.where((month >= 1) & (month <= 12), month, 0)] + (leap & (month == 2))
    fine = hour_fine & (day >= 1) & (day <= length) & (minute < 60) & (second <= 60)
    fraction = _number(digits, layout.fraction)
    if layout.fraction:
        places = layout.fraction[1] - layout.fraction[0]
        fraction = fraction * 10 ** (6 - places) if places <= 6 else fraction // 10 ** (places - 6)
    hours, minutes = _number(digits, layout.offset_hours), _number(digits, layout.offset_minutes)
    fine &= (hours < 24) & (minutes < 60)
    shift = (layout.zone or 0) + layout.sign * (60 * hours + minutes)
    seconds = hour * 3600 + minute * 60 + second - shift * 60
    at = _days(year, np.where(fine, month, 1), day) * DAY + seconds * 1_000_000 + fraction
    plausible = (year >= FIRST_YEAR) & (year < LAST_YEAR)
    codes = np.where(fine, np.where(plausible, Read.FINE, Read.OUT_OF_RANGE), Read.IMPOSSIBLE)
    return at, codes.astype(np.int8)


def _date(digits: Ints, layout: Layout, *, day_first: bool) -> tuple[Ints, Ints, Ints]:
    year = _number(digits, layout.year)
    if layout.year and layout.year[1] - layout.year[0] == 2:
        year += 2000
    if layout.either:
        first, second = (_number(digits, where) for where in layout.either)
        return (year, second, first) if day_first else (year, first, second)
    month = np.full_like(year, layout.month) if layout.month else _number(digits, layout.month_at)
    return year, month, _number(digits, layout.day)


def _hour(digits: Ints, layout: Layout) -> tuple[Ints, NDArray[np.bool_]]:
    hour = _number(digits, layout.hour)
    if layout.noon is None:
        return hour, hour < 24
    fine = (hour >= 1) & (hour <= 12)
    return hour % 12 + (12 if layout.noon == "p" else 0), fine


def _days(year: Ints, month: Ints, day: Ints) -> Ints:
    """Days since 1970 of a civil date (H. Hinnant, chrono-compatible low-level date algorithms)."""
    year = year - (month <= 2)
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    days: Ints = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    return days


def _from_wall_clock(local: Ints, codes: NDArray[np.int8], zone: tzinfo) -> tuple[Ints, NDArray[np.int8]]:
    """UTC of wall-clock µs. A day whose offset is the same at both ends has that one offset throughout."""
    days, which = np.unique(np.where(codes == Read.FINE, local // DAY, 0), return_inverse=True)
    starts = np.array([_offset(zone, int(day) * DAY, 0) for day in days], np.int64)
    ends = np.array([_offset(zone, int(day + 1) * DAY, 0) for day in days], np.int64)
    at = local - starts[which]
    for row in np.flatnonzero((starts != ends)[which] & (codes == Read.FINE)):
        first, second = (_offset(zone, int(local[row]), fold) for fold in (0, 1))
        at[row] = local[row] - first
        if first != second:
            codes[row] = Read.TWICE if first > second else Read.NEVER
    return at, codes


@lru_cache(maxsize=65_536)
def _offset(zone: tzinfo, local: int, fold: int) -> int:
    wall = (_EPOCH + timedelta(microseconds=local)).replace(tzinfo=zone, fold=fold)
    return (wall.utcoffset() or timedelta()) // timedelta(microseconds=1)
