"""What every rule looks at, and how it says what it found."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from retour.scenario.graph import Graph
from retour.scenario.result import At, Finding, Level
from retour.scenario.scenario import Module, Scenario, Starts


@dataclass(frozen=True)
class Seen:
    """A scenario and its graph."""

    scenario: Scenario
    graph: Graph

    @property
    def watched(self) -> bool:
        """Somebody, or another scenario, hears when it fails."""
        starts = self.scenario.starts
        return starts is not None and starts.watched

    @property
    def told(self) -> bool:
        """Another scenario is started when this one fails."""
        return self.scenario.settings.error_scenario is True

    @property
    def brings_cases(self) -> bool:
        """Each start is a case that came in."""
        starts = self.scenario.starts
        return starts is not None and starts.brings_cases

    @cached_property
    def looked_at(self) -> frozenset[str]:
        """The modules whose error another one reads, naming them."""
        return frozenset().union(*(m.looks_at for m in self.scenario.working if m.reads_errors))

    @cached_property
    def outside(self) -> tuple[Module, ...]:
        """Modules that are on, that need another app; without triggers and error routes."""
        return tuple(
            m
            for m in self.scenario.working
            if m.outside and m.starts in {None, Starts.CLOCK} and not m.in_error_route
        )


def found(rule: str, level: Level, modules: Iterable[Module] = (), **details: object) -> Finding:
    """A finding on some modules."""
    at = tuple(At(m.id, m.name) for m in modules)
    return Finding(rule=rule, level=level, at=at, details={"n": len(at), **details})


def at_levels(rule: str, modules: Iterable[tuple[Module, Level]]) -> list[Finding]:
    """One finding a level, so that what is serious is not lost among the rest."""
    by_level: dict[Level, list[Module]] = {}
    for module, level in modules:
        by_level.setdefault(level, []).append(module)
    return [found(rule, level, by_level[level]) for level in Level if level in by_level]
