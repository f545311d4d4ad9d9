"""A calendar month as the ledger names it."""

from dataclasses import dataclass
from datetime import date

from retour.quantity import Period


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, by its first day."""

    first: date

    def __post_init__(self) -> None:
        if self.first.day != 1:
            raise ValueError("month.not_a_first_day")

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that a day is in."""
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, said: str) -> "Month":
        """``2026-10``; ValueError("month.unreadable") when it is none."""
        if len(said) != 7:
            raise ValueError("month.unreadable")
        try:
            return cls(date.fromisoformat(f"{said}-01"))
        except ValueError:
            raise ValueError("month.unreadable") from None

    @property
    def next(self) -> "Month":
        """The month after."""
        year, month = divmod(self.first.year * 12 + self.first.month, 12)
        return Month(date(year, month + 1, 1))

    @property
    def period(self) -> Period:
        """Its days, half-open."""
        return Period(self.first, self.next.first)

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


def months_between(first: date, end: date) -> tuple[Month, ...]:
    """The months from the one that `first` is in to the last one that is over on `end` (excluded)."""
    found, month = [], Month.of(first)
    while month.period.end <= end:
        found.append(month)
        month = month.next
    return tuple(found)
