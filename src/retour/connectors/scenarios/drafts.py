"""Drafts of automations, from what scenario files show."""

from collections.abc import Iterable, Iterator

from retour.connectors.declared import Draft
from retour.connectors.scenarios.files import Found
from retour.register.automation import Status
from retour.scenario import Builder, Module, Scenario
from retour.scenario.names import spelled

_NAMES = {Builder.MAKE: "Make", Builder.N8N: "n8n"}


def drafts_of(found: Iterable[Found]) -> tuple[Draft, ...]:
    """One draft a scenario, for `connectors.declared.write_drafts`.

    The status is `live` only where the file says that the scenario is on; the trigger and the dates that the
    file shows are notes: a date of creation is not yet a date of go-live.
    """
    return tuple(_draft(one) for one in found)


def _draft(found: Found) -> Draft:
    scenario = found.scenario
    return Draft(
        name=scenario.name or found.place.file.partition(".")[0],
        place=found.place,
        tools=tools_of(scenario),
        status=Status.LIVE if scenario.active else None,
        notes=tuple(_notes(scenario)),
    )


def tools_of(scenario: Scenario) -> tuple[str, ...]:
    """The tool of the scenario, then the apps that it uses, as people write them."""
    apps = (spelled(app) for app in scenario.apps)
    return tuple(dict.fromkeys((_NAMES[scenario.builder], *apps)))


def _notes(scenario: Scenario) -> Iterator[str]:
    if scenario.trigger is not None:
        yield f"trigger: {_trigger(scenario.trigger)}"
    if scenario.created is not None:
        yield f"rollout: {{kind: date, at: {scenario.created}}}"
    if scenario.edited is not None:
        yield f"last_edit: {scenario.edited}"


def _trigger(trigger: Module) -> str:
    kind = trigger.starts.value if trigger.starts else ""
    return f"{trigger.name} ({spelled(trigger.app)}, {kind})"
