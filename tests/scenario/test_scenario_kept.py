"""What is kept of a scenario is its counts, those that the lint shows, and nothing that is written in it."""

import json

from retour.kpi.kept_scenario import KeptScenario
from retour.scenario import lint, read_scenarios
from retour.scenario.kept import kept_of, shows_secrets
from scenario.builders import HOOK, WEBHOOK, alert_then, blueprint, module, node, passing, workflow

KEY = "sk" + "_live_" + "9aQ2rT7uV1wX4yZ6bC8d"  # it opens nothing


def only(value):
    (scenario,) = read_scenarios(value)
    return scenario


def routed():
    """A form, an ignored CRM, a router of two ways: five modules, two ways, one that swallows."""
    ignored = module(2, "pipedrive:createDeal", onerror=[module(9, "builtin:Ignore")])
    ways = [
        {"flow": [module(4, "slack:CreateMessage", filter=passing("{{1.type}}", "text:equal", "pro"))]},
        {"flow": [module(5, "google-sheets:addRow")]},
    ]
    return blueprint(WEBHOOK, ignored, module(3, "builtin:BasicRouter", routes=ways))


def test_modules_ways_and_swallowed_errors_are_counted_directives_are_no_modules():
    kept = kept_of(only(routed()))
    assert (kept.modules, kept.branches, kept.swallowing) == (5, 2, 1)


def test_an_error_that_somebody_is_told_of_is_not_swallowed():
    told = module(2, "pipedrive:createDeal", onerror=alert_then("Ignore"))
    assert kept_of(only(blueprint(WEBHOOK, told))).swallowing == 0


def test_a_node_that_goes_on_after_its_error_swallows_it_and_a_test_has_two_ways():
    crm = node("CRM", "pipedrive", {"operation": "create"}, onError="continueRegularOutput")
    found = only(workflow(HOOK, crm, node("Test", "if"), links=["Formulaire > CRM", "CRM > Test"]))
    kept = kept_of(found)
    assert (kept.modules, kept.branches, kept.swallowing) == (3, 2, 1)


def test_findings_are_those_of_the_lint_by_level():
    scenario = only(routed())
    levels = [finding.level.value for finding in lint(scenario).findings]
    kept = kept_of(scenario)
    assert (kept.serious, kept.warnings, kept.notes) == tuple(
        levels.count(one) for one in ("serious", "warning", "note")
    )
    assert kept.serious >= 1


def test_scenarios_add_up():
    once = kept_of(only(routed()))
    twice = once + once
    assert twice == KeptScenario(
        modules=10,
        branches=4,
        swallowing=2,
        serious=2 * once.serious,
        warnings=2 * once.warnings,
        notes=2 * once.notes,
    )


def test_a_secret_is_seen_and_goes_nowhere():
    scenario = only(blueprint(WEBHOOK, module(2, "http:ActionSendData", {"headers": [{"apiKey": KEY}]})))
    assert shows_secrets(scenario)
    assert KEY[:4] not in json.dumps(repr(kept_of(scenario)))
    assert not shows_secrets(only(routed()))
