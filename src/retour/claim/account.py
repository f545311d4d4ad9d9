"""What a claim's arithmetic gives before it is attached to an automation, and the figures it is said in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from retour.claim.result import Term
from retour.quantity import DeclaredRange, Estimate, Exact, Unit
from retour.register.workspace import WorkCalendar

HOURS_PER_WEEK = 35.0  # legal full time, France
STATED_DAYS = 20.0  # working days a month as most claims count them
DECLARED_DAYS = 212 / 12  # days a year that full-timers say they work (INSEE), by month

Numbers = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Terms of a claim, what it proves and what is missing (codes)."""

    says: str
    terms: tuple[Term, ...]
    proves: tuple[str, ...]
    missing: tuple[str, ...]
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The working time that every FTE and every month is counted on."""

    calendar: WorkCalendar

    @property
    def hours_per_year(self) -> float:
        """Hours of a full-time year."""
        return self.calendar.hours_per_year

    @property
    def legal_days(self) -> float:
        """Working days a month by law: hours a year / 7 / 12 (1,607 h: 19.1)."""
        return self.hours_per_year / 7 / 12

    @property
    def weeks(self) -> float:
        """Weeks worked a year: hours a year / 35 (1,607 h: 45.9)."""
        return self.hours_per_year / HOURS_PER_WEEK

    def fte(self, hours_per_month: float) -> float:
        """Full-time equivalents of hours a month."""
        return 12 * hours_per_month / self.hours_per_year

    @property
    def details(self) -> dict[str, object]:
        """What must be printed next to every FTE."""
        return {
            "hours_per_year": self.hours_per_year,
            "days_legal": self.legal_days,
            "days_declared": DECLARED_DAYS,
        }


def stated(code: str, value: float, unit: Unit, formula: str = "stated") -> Term:
    """A figure of the claim itself."""
    return Term(code=code, value=Exact(value), unit=unit, formula=formula, stated=True)


def added(code: str, value: float | Estimate | DeclaredRange, unit: Unit, formula: str) -> Term:
    """A figure that follows from the claim, or what can honestly be said of it."""
    known = Exact(value) if isinstance(value, int | float) else value
    return Term(code=code, value=known, unit=unit, formula=formula)
