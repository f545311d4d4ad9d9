"""How much of a tool's plan each automation used: the shares of its price."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from retour.quantity import Period, Unknown
from retour.register.workspace import ToolPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanUse:
    """Units a month of a plan by automation, over the same months for all; those not known, with why.

    `shares` is what declared shares of the same tool sum to: they are charged whatever was used.
    """

    plan: ToolPlan
    period: Period | None = None
    units: Mapping[str, float] = field(default_factory=dict)
    unknown: Mapping[str, Unknown] = field(default_factory=dict)
    shares: float = 0.0

    @property
    def total(self) -> float:
        """Units a month that are known to be used."""
        return sum(self.units.values())

    def charge(self, automation: str) -> float:
        """Share of the price for what one automation used: u / Q, Q being what was used where it is more."""
        return self.units[automation] / max(self.plan.includes, self.total)

    @property
    def unused(self) -> float | Unknown:
        """Share of the price that nobody used: 1 - charges; unknown while one use is."""
        if self.unknown:
            return next(iter(self.unknown.values()))
        return max(0.0, 1.0 - sum(map(self.charge, self.units)) - self.shares)

    def absorbed(self, automation: str) -> float | Unknown:
        """Share of the whole price, unused units included: u / sum of u."""
        if self.unknown:
            return next(iter(self.unknown.values()))
        rest = max(0.0, 1.0 - self.shares)
        return rest * self.units[automation] / self.total if self.total else Unknown("nothing_used")

    def drops(self, automation: str) -> bool:
        """True when the plan below is enough without this automation, and is not with it."""
        lower = self.plan.lower
        if lower is None or self.unknown or self.shares or automation not in self.units:
            return False
        return self.total - self.units[automation] <= lower.includes < self.total

    @property
    def lower_suffices(self) -> bool:
        """True when what is used already fits in the plan below: nothing has to be stopped to take it."""
        lower = self.plan.lower
        return lower is not None and not self.unknown and not self.shares and self.total <= lower.includes
