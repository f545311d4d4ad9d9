"""From a parsed JSON value to the scenarios that it holds."""

from collections.abc import Iterator, Mapping

from retour.scenario.make import is_blueprint, read_blueprint
from retour.scenario.n8n import is_workflow, read_workflow
from retour.scenario.scenario import Scenario
from retour.scenario.untrusted import mapping

_WRAPPERS = (
    "response",
    "data",
    "blueprint",
    "workflow",
    "workflows",
    "scenario",
    "scenarios",
    "items",
    "json",
)
_DEEPEST = 5  # wrappers inside wrappers


def read_scenarios(value: object) -> tuple[Scenario, ...]:
    """Every Make blueprint and n8n workflow of a value: one, a list of them, or an API's answer.

    Never raises, whatever the value; empty when it holds neither.
    """
    return tuple(
        read_workflow(wire, around) if is_workflow(wire) else read_blueprint(wire, around)
        for wire, around in _candidates(value)
    )


def _candidates(value: object) -> Iterator[tuple[Mapping[str, object], Mapping[str, object]]]:
    """The mappings that may be a scenario, each with the one that it was wrapped in."""
    waiting: list[tuple[object, Mapping[str, object], int]] = [(value, {}, 0)]
    while waiting:
        found, around, depth = waiting.pop()
        if isinstance(found, list) and depth <= _DEEPEST:
            waiting += [(item, around, depth + 1) for item in reversed(found)]
        elif isinstance(found, dict):
            if is_workflow(found) or is_blueprint(found):
                yield found, around
            elif depth <= _DEEPEST:
                inner = [found[key] for key in _WRAPPERS if key in found]
                waiting += [(item, mapping(found), depth + 1) for item in reversed(inner)]
