"""What the scenario files of an automation say of it: numbers only, nothing of what is written in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptScenario:
    """Counts of one scenario, or of several together (`+`).

    `swallowing` are the modules whose error looks like a success, or goes nowhere; `serious`, `warnings` and
    `notes` are the findings of the lint by level, one a rule and a level, however many modules it is on.
    """

    modules: int
    branches: int = 0  # ways out of routers, tests and switches
    swallowing: int = 0
    serious: int = 0
    warnings: int = 0
    notes: int = 0

    def __add__(self, other: "KeptScenario") -> "KeptScenario":
        return KeptScenario(
            modules=self.modules + other.modules,
            branches=self.branches + other.branches,
            swallowing=self.swallowing + other.swallowing,
            serious=self.serious + other.serious,
            warnings=self.warnings + other.warnings,
            notes=self.notes + other.notes,
        )
