"""Four ways of knowing a number: exactly, by estimation, by somebody's word, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from retour.quantity.problem import Place

READER_LEVEL = 0.90  # every interval shown to a person is at 90 %


@dataclass(frozen=True, slots=True)
class Exact:
    """A number counted or computed exactly from rows (lost cases, declared arithmetic)."""

    value: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A point with an interval at `level`. For money the point is a mean: means add up."""

    value: float
    low: float
    high: float
    level: float = READER_LEVEL

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError("estimate.bounds_reversed")
        if not 0 < self.level < 1:
            raise ValueError("estimate.level")

    @property
    def half_width(self) -> float:
        """Half of the interval's width."""
        return (self.high - self.low) / 2

    @property
    def excludes_zero(self) -> bool:
        """True when the interval lies wholly on one side of zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class DeclaredRange:
    """Somebody's low, likely and high: their range, not an interval. Always grade D.

    `place` is where it was written and `source` where its author says that it comes from; two ranges with
    the same numbers are equal, wherever they were written.
    """

    low: float
    mode: float
    high: float
    place: Place | None = field(default=None, compare=False, repr=False, kw_only=True)
    source: str = field(default="", compare=False, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        if not self.low <= self.mode <= self.high:
            raise ValueError("range.not_ordered")


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not known, and why: a code that `wording` says, with the numbers that its sentence needs."""

    reason: str
    details: Mapping[str, object] = field(default_factory=dict)
