"""What the lint of a scenario says: findings, what the file cannot show, a fragility score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from retour.scenario.scenario import Scenario


class Level(StrEnum):
    """How much a finding weighs."""

    SERIOUS = "serious"  # a case can be lost, or a secret taken
    WARNING = "warning"  # it should be mended
    NOTE = "note"  # good to know


@dataclass(frozen=True, slots=True)
class At:
    """A module, by its id and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One weak point. `rule` is a code that `wording` says; `at` are the modules (none: all of it)."""

    rule: str
    level: Level
    at: tuple[At, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """What one finding adds to the score."""

    rule: str
    points: int


@dataclass(frozen=True, slots=True)
class Fragility:
    """0 (nothing found) to 100: the sum of the parts, never more than 100."""

    score: int
    parts: tuple[Part, ...]

    @property
    def level(self) -> str:
        """``sound`` under 20, ``to_strengthen`` under 50, ``fragile`` from there."""
        if self.score < 20:
            return "sound"
        return "to_strengthen" if self.score < 50 else "fragile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How big the scenario is; notes, and parts of other modules, are not modules."""

    modules: int
    apps: int
    calls: int  # modules that need an outside app


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """A scenario and all that its file lets one say. `unseen` are codes of what the file cannot show."""

    scenario: Scenario
    findings: tuple[Finding, ...]
    unseen: tuple[str, ...]
    counts: Counts
    fragility: Fragility | None  # None: there is no module to judge
