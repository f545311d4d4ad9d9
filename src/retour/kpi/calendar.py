"""The calendar dimension: local days as µs ranges, with the working days that precede each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from retour.kpi.cells import day_number
from retour.register.workspace import WorkCalendar

MICROS = 1_000_000


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A local day: `start` and `end` are µs UTC, `worked` counts the working days before it."""

    number: int  # days since 1970-01-01
    start: int
    end: int
    working: bool
    worked: int


def calendar_days(
    first: date, last: date, zone: tzinfo, calendar: WorkCalendar, holidays: Collection[date]
) -> tuple[CalendarDay, ...]:
    """Every local day of [first, last), 23 or 25 hours long where the clocks change."""
    days: list[CalendarDay] = []
    worked = 0
    day, start = first, local_midnight(first, zone)
    while day < last:
        after = day + timedelta(days=1)
        end = local_midnight(after, zone)
        working = day.weekday() in calendar.working_days and day not in holidays
        days.append(CalendarDay(day_number(day), start, end, working, worked))
        worked += working
        day, start = after, end
    return tuple(days)


def local_midnight(day: date, zone: tzinfo) -> int:
    """µs UTC at which a local day begins."""
    return int(datetime.combine(day, time(), zone).timestamp()) * MICROS
