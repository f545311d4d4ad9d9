"""What a file becomes: modules, links, settings, dates; and nothing at all of what it is not."""

import json
from datetime import date
from pathlib import Path

import pytest

from retour.scenario import Builder, lint, read_scenarios
from retour.scenario.actions import of_action
from retour.scenario.conditions import covers, said_test
from retour.scenario.scenario import Does, Joins, Link, OnError, Starts
from scenario.builders import HOOK, WEBHOOK, alert_then, blueprint, module, node, passing, workflow

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"


def one(value):
    (scenario,) = read_scenarios(value)
    return scenario


def example(name):
    return one(json.loads((EXAMPLES / name).read_text(encoding="utf-8")))


def rules(scenario):
    return [finding.rule for finding in lint(scenario).findings]


def test_the_fragile_example_of_make_loses_leads_and_its_mended_twin_does_not():
    assert rules(example("make-fragile.json")) == ["errors_ignored", "branch_drops", "failed_not_kept"]
    assert rules(example("make-mended.json")) == []


def test_the_fragile_example_of_n8n_loses_leads_and_its_mended_twin_does_not():
    assert rules(example("n8n-fragile.json")) == ["errors_ignored", "no_error_route", "branch_drops"]
    assert rules(example("n8n-mended.json")) == []


def test_the_example_files_are_those_that_their_script_writes(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    import build

    assert json.loads((EXAMPLES / "make-mended.json").read_text()) == build.make_mended()
    assert json.loads((EXAMPLES / "n8n-fragile.json").read_text()) == build.n8n_fragile()


def test_a_make_flow_is_read_with_its_routes_and_its_error_routes():
    scenario = example("make-mended.json")
    fiche = scenario.by_id["2"]
    assert (scenario.builder, scenario.starts, scenario.name) == (
        Builder.MAKE,
        Starts.INSTANT,
        "Demandes du site vers Pipedrive (réparé)",
    )
    assert (fiche.does, fiche.on_error, fiche.account, fiche.position) == (
        Does.CREATE,
        OnError.KEEP,
        "11",
        (600.0, 0.0),
    )
    assert [way.test for way in scenario.by_id["3"].ways] == [
        "{{1.type}} == pro",
        "{{1.type}} == particulier",
        "",
    ]
    assert Link("2", "200", Joins.ERROR) in scenario.links


def test_an_n8n_workflow_says_whether_it_is_on_and_when_it_was_written():
    scenario = example("n8n-mended.json")
    assert (scenario.active, scenario.created, scenario.edited) == (True, date(2026, 3, 2), date(2026, 9, 14))
    assert scenario.apps == ("pipedrive", "slack", "gmail")


def test_a_router_that_names_its_modules_by_number_is_read_as_if_they_were_inside():
    routes = [
        {"flow": [3, 4], "filter": passing("{{1.score}}", "number:greaterequal", "50")},
        {"flow": [5], "filter": passing("{{1.score}}", "number:less", "50")},
    ]
    scenario = one(
        blueprint(
            WEBHOOK,
            module(2, "builtin:BasicRouter", {"routes": routes}),
            module(3, "notion:createPage"),
            module(4, "slack:CreateMessage"),
            module(5, "google-sheets:addRow"),
        )
    )
    assert [way.to for way in scenario.by_id["2"].ways] == [("3",), ("5",)]
    assert {(k.source, k.target) for k in scenario.links} == {("1", "2"), ("2", "3"), ("3", "4"), ("2", "5")}
    assert "branch_drops" not in rules(scenario)  # 50 or more, and less than 50, leave nothing out


def test_routers_that_name_one_another_do_not_turn_for_ever():
    mutual = [module(n, "builtin:BasicRouter", {"routes": [{"flow": [5 - n]}]}) for n in (2, 3)]
    assert len(one(blueprint(WEBHOOK, *mutual)).modules) == 3


@pytest.mark.parametrize(
    "wrap",
    [
        lambda value: value,
        lambda value: [value],
        lambda value: {"data": [value], "nextCursor": None},
        lambda value: {"workflows": [value]},
        lambda value: {"code": "OK", "response": {"blueprint": value}},
        lambda value: {"workflow": {"workflow": value}},
    ],
)
@pytest.mark.parametrize("value", [blueprint(WEBHOOK), workflow(HOOK)])
def test_a_scenario_is_found_in_a_list_and_in_the_answer_of_an_api(wrap, value):
    assert len(read_scenarios(wrap(value))) == 1


def test_an_export_of_many_gives_as_many():
    assert len(read_scenarios([workflow(HOOK), workflow(HOOK), blueprint(WEBHOOK)])) == 3


@pytest.mark.parametrize(
    "value", [None, 3, "flow", [], {}, {"flow": 3}, {"nodes": "x"}, {"nodes": [1]}, {"flow": []}]
)
def test_what_is_neither_gives_nothing(value):
    assert read_scenarios(value) == ()


def test_the_settings_that_a_file_does_not_hold_are_not_held_against_it():
    bare = workflow(HOOK, node("CRM", "pipedrive", {"operation": "create"}), links=("Formulaire > CRM",))
    del bare["settings"]
    found = lint(one(bare))
    assert "no_error_route" not in [f.rule for f in found.findings]
    assert "n8n_settings" in found.unseen


def test_a_scenario_that_somebody_watches_needs_no_error_route():
    by_hand = node("À la main", "manualTrigger")
    crm = node("CRM", "pipedrive", {"operation": "create"})
    watched = workflow(by_hand, crm, links=("À la main > CRM",), settings={"executionOrder": "v1"})
    assert rules(one(watched)) == []


def test_the_score_is_the_sum_that_is_shown_and_never_more_than_a_hundred():
    found = lint(example("n8n-fragile.json")).fragility
    assert (found.score, [p.points for p in found.parts], found.level) == (60, [25, 25, 10], "fragile")
    many = [node(f"n{i}", "emailSend", {"text": "x"}, continueOnFail=True) for i in range(9)]
    worst = workflow(
        HOOK, *many, links=[f"Formulaire > n{i}" for i in range(9)], settings={"executionOrder": "v1"}
    )
    assert lint(one(worst)).fragility.score == 75  # 25 + 5 × 5, and 25


def test_a_scenario_without_any_module_has_no_score():
    empty = {"name": "vide", "flow": [], "metadata": {}}
    assert lint(one(empty)).fragility is None


def test_an_alert_route_that_only_breaks_is_a_note_since_make_may_write_by_itself():
    silent = blueprint(WEBHOOK, {**module(2, "notion:updatePage"), "onerror": [module(9, "builtin:Break")]})
    told = blueprint(WEBHOOK, {**module(2, "notion:updatePage"), "onerror": alert_then("Break")})
    assert [(f.rule, f.level.value) for f in lint(one(silent)).findings] == [("no_alert", "note")]
    assert rules(one(told)) == []


@pytest.mark.parametrize(
    ("app", "action", "does"),
    [
        ("google-sheets", "addRow", Does.CREATE),
        ("google-sheets", "searchRows", Does.READ),
        ("airtable", "upsertRecord", Does.UPDATE),
        ("googleSheets", "appendOrUpdate", Does.UPDATE),
        ("email", "ActionSendEmail", Does.SEND),
        ("slack", "CreateMessage", Does.SEND),
        ("stripe", "createCharge", Does.PAY),
        ("stripe", "createCustomer", Does.PAY),
        ("mystery", "frobnicate", Does.READ),
    ],
)
def test_what_a_module_does_is_told_by_its_name_and_doubt_accuses_nobody(app, action, does):
    assert of_action(app, action) is does


@pytest.mark.parametrize(
    ("module_", "does", "writes"),
    [
        (module(2, "kintone:makeAPICall", {"method": "GET"}), Does.READ, False),
        (module(2, "kintone:makeAPICall", {"method": "POST"}), Does.CREATE, True),
        (module(2, "telegram:UniversalAPICall", {"method": "POST"}), Does.SEND, True),
        (module(2, "kintone:makeAPICall", {"method": "DELETE"}), Does.UPDATE, True),
        (
            module(2, "http:ActionSendData", {"method": "post", "url": "https://api.openai.com/v1"}),
            Does.ASK,
            False,
        ),
        (
            module(2, "http:ActionSendData", {"method": "post", "url": "https://x.example/search"}),
            Does.READ,
            False,
        ),
        (module(2, "http:ActionSendData", {"method": "get", "url": "https://x.example/"}), Does.CALL, False),
        (module(2, "code:ExecuteCode"), Does.CODE, False),
    ],
)
def test_a_raw_call_does_what_its_method_and_its_address_say(module_, does, writes):
    read = one(blueprint(WEBHOOK, module_)).by_id["2"]
    assert (read.does, read.writes) == (does, writes)


ERRORS_AFTER = (
    node("Fusion", "merge"),
    node("Bilan", "code", {"jsCode": "return $('CRM').first().json.error ? 'down' : 'up'"}),
)


def test_an_error_that_a_later_node_reads_by_name_or_behind_a_merge_is_not_ignored():
    crm = node("CRM", "pipedrive", {"operation": "create"}, onError="continueRegularOutput")
    other = node("Autre", "slack", {"text": "x"})
    named = workflow(
        HOOK, crm, other, *ERRORS_AFTER, links=("Formulaire > CRM", "CRM > Autre", "Autre > Bilan")
    )
    merged = workflow(HOOK, crm, *ERRORS_AFTER, links=("Formulaire > CRM", "CRM > Fusion", "Fusion > Bilan"))
    unread = workflow(HOOK, crm, other, links=("Formulaire > CRM", "CRM > Autre"))
    assert ["errors_ignored" in rules(one(w)) for w in (named, merged, unread)] == [False, False, True]


@pytest.mark.parametrize(
    ("kind", "parameters", "output"),
    [
        ("slack", {}, 1),
        ("if", {}, 2),
        ("switch", {"rules": {"values": [{}, {}]}}, 2),
        ("switch", {"rules": {"values": [{}, {}]}, "options": {"fallbackOutput": "extra"}}, 3),
        ("@n8n/n8n-nodes-langchain.textClassifier", {"categories": {"categories": [{}, {}]}}, 2),
        (
            "@n8n/n8n-nodes-langchain.textClassifier",
            {"categories": {"categories": [{}]}, "options": {"fallback": "other"}},
            2,
        ),
    ],
)
def test_the_error_output_of_a_node_is_its_last_one(kind, parameters, output):
    failing = node("A", kind, parameters, onError="continueErrorOutput")
    tell = node("Prévenir", "telegram", {"text": "x"})
    scenario = one(workflow(HOOK, failing, tell, links=("Formulaire > A", f"A {output}> Prévenir")))
    assert Link("id-A", "id-Prévenir", Joins.ERROR) in scenario.links
    assert scenario.by_id["id-Prévenir"].in_error_route


def test_an_old_switch_names_the_output_that_takes_the_rest_by_its_number():
    rules_ = {"rules": {"rules": [{"value2": "a"}, {"value2": "b"}]}, "fallbackOutput": 1}
    tail = [node("x", "slack"), node("y", "slack")]
    links = ("Formulaire > Tri", "Tri > x", "Tri 1> y")
    scenario = one(workflow(HOOK, node("Tri", "switch", rules_), *tail, links=links))
    assert [(w.name, w.to) for w in scenario.by_id["id-Tri"].ways][-1] == ("fallback", ("id-y",))


def test_two_opposite_tests_leave_nothing_out_and_unreadable_ones_prove_nothing():
    assert covers(["a > 3", "a <= 3"])
    assert covers(["x == true", "x == false"])
    assert covers(["id exist", "id notexist"])
    assert not covers(["a > 3", "a < 3"])
    assert not covers(["a > 3 and b > 2", "a <= 3"])
    assert not covers(["a between b", "what"])
    assert said_test("{{8.score >= 70}}") == "8.score >= 70"
    assert said_test("{{8.hot = true}}") == "8.hot == true"
    assert said_test("anything at all") == "anything at all"


def test_an_alert_that_is_off_tells_nobody():
    crm = node("CRM", "pipedrive", {"operation": "create"}, onError="continueErrorOutput")
    off = node("Prévenir", "slack", {"text": "x"}, disabled=True)
    found = lint(
        one(workflow(HOOK, crm, off, links=("Formulaire > CRM", "CRM 1> Prévenir"), settings={"a": 1}))
    )
    assert {(f.rule, f.level.value) for f in found.findings} == {
        ("no_alert", "warning"),
        ("disabled_module", "warning"),
    }


def test_a_scenario_inside_too_many_envelopes_is_not_looked_for():
    value = workflow(HOOK)
    for _ in range(9):
        value = {"data": value}
    assert read_scenarios(value) == ()


def test_the_tools_of_an_agent_are_its_parts():
    tool = {"name": "Envoyer", "flow": [module(3, "slack:CreateMessage"), module(4, "slack:CreateMessage")]}
    scenario = one(blueprint(WEBHOOK, module(2, "ai-local-agent:RunLocalAIAgent", tools=[tool])))
    assert Link("3", "2", Joins.PART) in scenario.links
    assert "unlinked" not in rules(scenario)


def test_an_error_route_written_as_a_flow_is_read_like_any_other():
    bare = {**module(2, "notion:updatePage"), "onerror": [{"flow": alert_then("Break")}]}
    assert one(blueprint(WEBHOOK, bare)).by_id["2"].on_error is OnError.KEEP
