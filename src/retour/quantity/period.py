"""Periods of days, half-open [start, end), and spans of time."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` (included) to `end` (excluded)."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("period.end_before_start")

    @property
    def days(self) -> int:
        """Number of days in the period."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: elapsed seconds, or working days when `working` (never both)."""

    seconds: int = 0
    working_days: int = 0

    def __post_init__(self) -> None:
        if self.seconds < 0 or self.working_days < 0 or (self.seconds and self.working_days):
            raise ValueError("span.invalid")

    @property
    def elapsed(self) -> timedelta:
        """Elapsed time at most needed: a working day counts for up to 7/5 of a day, plus a weekend."""
        if self.working_days:
            return timedelta(days=self.working_days + 2 * (1 + self.working_days // 5))
        return timedelta(seconds=self.seconds)
