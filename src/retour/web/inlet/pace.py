"""How much a source may bring in: so many things a second, and a reserve for a burst."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """Things a second, and how many may come at once after a rest."""

    steady: float
    burst: float


@dataclass(slots=True)
class Pace:
    """What one source may still bring in; times are seconds of any one clock."""

    rate: Rate
    left: float
    since: float

    @classmethod
    def begun(cls, rate: Rate, now: float) -> "Pace":
        """Rested."""
        return cls(rate, rate.burst, now)

    def wait(self, now: float) -> int:
        """Whole seconds to wait before anything more is taken; 0 when it is now."""
        self.left = min(self.rate.burst, self.left + (now - self.since) * self.rate.steady)
        self.since = now
        return 0 if self.left > 0 else 1 + int(-self.left / self.rate.steady)

    def took(self, count: int) -> None:
        """So many things came. More than was left makes the next ones wait."""
        self.left -= count
