"""Answers to surveys, and readings typed by hand."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from retour.quantity import Period, Place


class Audience(StrEnum):
    """Who answered."""

    TEAM = "team"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of one person to one item. `respondent` is a pairing code or None, never a name."""

    automation: str
    audience: Audience
    wave: date
    item: str
    value: float | None  # None: the person was invited and did not answer this item
    place: Place
    respondent: str | None = None
    after: bool | None = None  # before/after waves: True after go-live
    comment: str | None = None

    def is_known_on(self, today: date) -> bool:
        """True when its wave has begun."""
        return self.wave <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A value typed by hand for one indicator over a period (grade D at most)."""

    automation: str
    indicator: str
    period: Period
    value: float
    place: Place
    n: int | None = None
    source: str = ""

    def is_known_on(self, today: date) -> bool:
        """True when its period's last day has come."""
        return self.period.end <= today + timedelta(days=1)
