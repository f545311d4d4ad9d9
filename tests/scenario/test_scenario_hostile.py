"""Any JSON gives an answer: never a crash, never a wait, never a secret."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retour.report.scenario_json import scenario_json
from retour.report.scenario_text import scenario_text
from retour.scenario import lint, read_scenarios
from scenario.builders import HOOK, WEBHOOK, blueprint, module, node, workflow

SHARED = Path(__file__).parents[3] / "shared" / "data" / "scenarios"
OWN = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[2] / "examples" / "scenarios").glob("*.json"))
]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
OUR_WORDS = """
    flow nodes connections module type id name onerror routes branches filter conditions mapper parameters
    metadata scenario settings dlq main node data options rules values credentials pinData position
"""
OUR_KINDS = """
    builtin:BasicRouter builtin:Break http:ActionSendData gateway:CustomWebHook n8n-nodes-base.if
    n8n-nodes-base.switch n8n-nodes-base.httpRequest n8n-nodes-base.webhook
"""
KEYS = st.sampled_from(OUR_WORDS.split()) | st.text(max_size=8)
KINDS = st.sampled_from(OUR_KINDS.split())
JSON = st.recursive(
    SCALARS | KINDS, lambda x: st.lists(x, max_size=4) | st.dictionaries(KEYS, x, max_size=5), max_leaves=40
)


def said(value):
    """Everything that is said of a value, in both languages."""
    read = [("f.json", lint(scenario)) for scenario in read_scenarios(value)]
    assert json.loads(json.dumps(scenario_json(read, (), "en")))["schema"] == "retour-lint/1"
    assert all(0 <= linted.fragility.score <= 100 for _, linted in read if linted.fragility)
    return "\n".join(scenario_text(file, linted, "fr") for file, linted in read)


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_arbitrary_json_never_crashes(value):
    assert isinstance(said(value), str)


@given(JSON, JSON)
@settings(max_examples=300, deadline=None)
def test_arbitrary_modules_and_nodes_never_crash(one, other):
    call = {"module": "http:ActionSendData", "mapper": one, "onerror": other}
    switch = {"type": "n8n-nodes-base.switch", "name": "a", "parameters": one}
    assert said({"flow": [call, one], "metadata": other})
    assert said({"nodes": [switch, other], "connections": {"a": one}})


def places(value, path=()):
    """Every path inside a value."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, found in inside:
        yield from places(found, (*path, key))


def replaced(value, path, by):
    """A copy of the value with something else at a path."""
    if not path:
        return by
    key, *rest = path
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = replaced(copy[key], rest, by)
    return copy


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_our_own_files_with_something_else_anywhere_never_crash(data):
    value = data.draw(st.sampled_from(OWN))
    path = data.draw(st.sampled_from(list(places(value))))
    assert isinstance(said(replaced(value, path, data.draw(JSON))), str)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared scenario files are not here")
def test_real_files_with_a_part_taken_out_never_crash():
    for path in sorted(SHARED.glob("*/*.json"))[::6]:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
        paths = [p for p in places(value) if 0 < len(p) <= 4]
        for cut in paths[:: max(1, len(paths) // 12)]:
            assert isinstance(said(replaced(value, cut, None)), str)
            assert isinstance(said(replaced(value, cut, [{"x": 1}])), str)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared scenario files are not here")
def test_every_shared_file_is_read_and_judged():
    for path in sorted(SHARED.glob("*/*.json")):
        (scenario,) = read_scenarios(json.loads(path.read_bytes().decode("utf-8-sig")))
        assert 0 < lint(scenario).counts.modules <= len(scenario.modules), path.name


def deep(levels, flow=None):
    """A flow with routers inside routers."""
    inner = flow or [module(0, "slack:CreateMessage")]
    for number in range(1, levels):
        inner = [module(number, "builtin:BasicRouter", routes=[{"flow": inner}])]
    return inner


def test_ten_thousand_routers_one_inside_the_other_are_read():
    (scenario,) = read_scenarios(blueprint(*deep(10_000)))
    assert lint(scenario).counts.modules == len(scenario.modules) == 10_000


def test_deep_values_in_a_mapper_are_read():
    value = "sk"
    for _ in range(50_000):
        value = [value]
    (scenario,) = read_scenarios(blueprint(module(1, "http:ActionSendData", {"data": value})))
    assert lint(scenario).counts.modules == 1


def test_nodes_in_a_circle_do_not_turn_for_ever():
    nodes = [node(n, "slack", {"text": "x"}) for n in "abc"]
    links = ("Formulaire > a", "a > b", "b > c", "c > a", "c > c")
    (scenario,) = read_scenarios(workflow(HOOK, *nodes, links=links))
    assert lint(scenario).counts.modules == 4


def test_five_thousand_nodes_are_judged():
    nodes = [node(f"n{i}", "slack", {"text": "x" * 800}) for i in range(5_000)]
    links = [f"n{i} > n{i + 1}" for i in range(4_999)]
    (scenario,) = read_scenarios(workflow(HOOK, *nodes, links=("Formulaire > n0", *links)))
    assert lint(scenario).counts.modules == 5_001


def test_names_that_are_missing_or_taken_still_make_distinct_modules():
    twins = [node("Envoi", "slack", id="same"), node("Envoi", "slack", id="same")]
    nameless = [{"type": "n8n-nodes-base.slack"}, {"type": "n8n-nodes-base.slack", "name": None, "id": 3}]
    (scenario,) = read_scenarios(workflow(HOOK, *twins, *nameless))
    assert len({m.id for m in scenario.modules}) == 5


def test_names_cannot_move_the_cursor_and_stay_names():
    hostile = "\x1b[31m<script>alert(1)</script>\u202eété\r\n" + "x" * 200
    (scenario,) = read_scenarios(blueprint(WEBHOOK, module(2, "slack:CreateMessage"), name=hostile))
    assert scenario.name.startswith("[31m<script>alert(1)</script> été x")
    assert len(scenario.name) == 80


def test_no_secret_is_said_in_any_language():
    secret = "xo" + "xb-998877665544-" + "aBcDeFgHiJkLmNoPqR"
    call = module(
        2, "http:ActionSendData", {"headers": [{"name": "Authorization", "value": f"Bearer {secret}"}]}
    )
    read = [("f.json", lint(s)) for s in read_scenarios(blueprint(WEBHOOK, call))]
    told = (
        scenario_text(*read[0], "fr")
        + scenario_text(*read[0], "en")
        + json.dumps(scenario_json(read, (), "en"))
    )
    assert "xoxb… (" in told
    assert secret[5:] not in told
    assert secret not in repr(read)


def test_an_address_is_never_said_whole():
    label = {"restore": {"parameters": {"account": {"label": "Gmail (jeanne.morel@firm.example)"}}}}
    mail = module(2, "google-email:ActionSendEmail", parameters={"account": 4}, metadata=label)
    told = said(blueprint(WEBHOOK, mail))
    assert "je…@firm.example" in told
    assert "jeanne" not in told
