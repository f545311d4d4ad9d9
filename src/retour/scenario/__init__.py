"""What a Make blueprint or an n8n export shows: its modules, its weak points, how fragile it is."""

from retour.scenario.lint import CODES, lint
from retour.scenario.reading import read_scenarios
from retour.scenario.result import At, Counts, Finding, Fragility, Level, Linted
from retour.scenario.scenario import Builder, Module, Scenario

__all__ = [
    "CODES",
    "At",
    "Builder",
    "Counts",
    "Finding",
    "Fragility",
    "Level",
    "Linted",
    "Module",
    "Scenario",
    "lint",
    "read_scenarios",
]
