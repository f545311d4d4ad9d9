import codecs
import json
from pathlib import Path

import pytest

from retour.connectors.declared import read_folder, write_drafts
from retour.connectors.scenarios import drafts_of, read_scenario_bytes, read_scenario_files
from retour.connectors.scenarios.limits import LARGEST
from retour.quantity import Severity
from retour.register.automation import Status
from retour.wording import say_problem
from scenario.builders import HOOK, WEBHOOK, blueprint, module, node, workflow

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"
GOOD = json.dumps(blueprint(WEBHOOK, name="Relance été"), ensure_ascii=False)


def rules(answer):
    return [problem.rule for problem in answer[1]]


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.encode(),
        codecs.BOM_UTF8 + GOOD.encode(),
        GOOD.encode("utf-16"),
        b"\r\n  " + GOOD.encode() + b"\n\n",
    ],
)
def test_a_file_is_read_whatever_mark_its_encoding_has(raw):
    found, problems = read_scenario_bytes(raw, "a.json")
    assert ([one.scenario.name for one in found], problems) == (["Relance été"], ())


def test_a_windows_file_is_read_and_said():
    found, problems = read_scenario_bytes(GOOD.encode("cp1252"), "a.json")
    assert found[0].scenario.name == "Relance été"
    assert [(p.rule, p.severity) for p in problems] == [("scenario.encoding", Severity.WARNING)]


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"", "file.empty"),
        (b" \x00\n", "file.empty"),
        (b"PK\x03\x04rest", "scenario.packed"),
        (b"\x1f\x8brest", "scenario.packed"),
        (GOOD.encode()[:-30], "scenario.cut"),
        (GOOD.encode()[:40], "scenario.cut"),
        (b"name,flow\na,b", "scenario.not_json"),
        (b'{"flow": [nope]}', "scenario.not_json"),
        (b"<html><body>Sign in</body></html>", "scenario.not_json"),
        (b"1" * 5_000, "scenario.not_json"),
        (b"[" * 200_000, "scenario.too_deep"),
        (b'{"name": "x"}', "scenario.neither"),
        (b"[1, 2, 3]", "scenario.neither"),
        (b"null", "scenario.neither"),
        (b'{"flow": [], "metadata": {}}', "scenario.no_module"),
        (b"x" * (LARGEST + 1), "file.too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_gives_no_scenario_says_why(raw, rule):
    found, problems = read_scenario_bytes(raw, "mine.json")
    assert (found, [p.rule for p in problems]) == ((), [rule])
    for lang in ("fr", "en"):
        assert "mine.json" in say_problem(problems[0], lang)


def test_a_file_of_something_else_is_named_by_its_keys_and_says_how_to_export():
    (problem,) = read_scenario_bytes(b'{"invoices": [{"amount": 3}], "next": null}', "x.json")[1]
    said = say_problem(problem, "en")
    assert "“invoices, next”" in said
    assert "Export blueprint" in said


def test_a_missing_file_and_a_folder_are_problems_and_the_others_are_read(tmp_path):
    good = tmp_path / "good.json"
    good.write_text(GOOD, encoding="utf-8")
    answer = read_scenario_files([tmp_path / "none.json", tmp_path, good])
    assert len(answer[0]) == 1
    assert rules(answer) == ["scenario.unreadable", "scenario.unreadable"]


def test_an_export_of_many_gives_each_of_them():
    raw = json.dumps([workflow(HOOK, name="un"), workflow(HOOK, name="deux")]).encode()
    assert [one.scenario.name for one in read_scenario_bytes(raw, "all.json")[0]] == ["un", "deux"]


def test_a_blueprint_that_an_api_gives_as_text_is_read():
    raw = json.dumps({"response": {"blueprint": GOOD, "created": "2026-03-02T08:00:00Z"}}).encode()
    (found,) = read_scenario_bytes(raw, "api.json")[0]
    assert (found.scenario.name, str(found.scenario.created)) == ("Relance été", "2026-03-02")


def test_a_scenario_gives_a_draft_with_its_tools_and_a_status_only_when_it_is_known():
    found, _ = read_scenario_files([EXAMPLES / "n8n-fragile.json", EXAMPLES / "make-fragile.json"])
    n8n, make = drafts_of(found)
    assert (n8n.name, n8n.tools, n8n.status) == (
        "Demandes du site vers Pipedrive",
        ("n8n", "Pipedrive", "Slack"),
        Status.LIVE,
    )
    assert make.tools == ("Make", "Pipedrive", "Slack", "Gmail")
    assert make.status is None
    assert n8n.notes == (
        "trigger: Formulaire du site (Webhook, instant)",
        "rollout: {kind: date, at: 2026-03-02}",
        "last_edit: 2026-09-14",
    )


def test_the_drafts_are_valid_files_of_the_workspace(tmp_path):
    (tmp_path / "retour.yaml").write_text("name: Agence\n", encoding="utf-8")
    found, _ = read_scenario_files([EXAMPLES / "n8n-mended.json", EXAMPLES / "make-mended.json"])
    written, problems = write_drafts(tmp_path, drafts_of(found))
    assert [p.name for p in written] == [
        "demandes-du-site-vers-pipedrive-repare.yaml",
        "demandes-du-site-vers-pipedrive-repare-2.yaml",
    ]
    assert "# status: planned | live | paused | retired" in written[1].read_text(encoding="utf-8")
    documents, problems = read_folder(tmp_path)
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    assert len(documents) >= 3


def test_a_hostile_name_stays_a_comment_and_a_quoted_text(tmp_path):
    hostile = "x\nstatus: retired\n# \u2028objective: y"
    bad = workflow(node("t\n- x: 1", "webhook"), module(1, "x"), name=hostile)
    found, _ = read_scenario_bytes(json.dumps(bad).encode(), "bad.json")
    (path,), _ = write_drafts(tmp_path, drafts_of(found))
    written = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert "status: retired" not in written
    assert [line for line in written if line.startswith("objective")] == []


def test_a_text_that_is_no_blueprint_and_a_scenario_without_a_trigger_are_taken_as_they_are():
    assert rules(read_scenario_bytes(b'{"blueprint": "nope {"}', "a.json")) == ["scenario.neither"]
    fragment = json.dumps(workflow(node("CRM", "pipedrive"), name="Morceau")).encode()
    (draft,) = drafts_of(read_scenario_bytes(fragment, "b.json")[0])
    assert (draft.name, draft.notes) == ("Morceau", ())
