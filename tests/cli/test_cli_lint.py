import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from retour.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"
FRAGILE, MENDED = str(EXAMPLES / "make-fragile.json"), str(EXAMPLES / "make-mended.json")


def run(*args):
    return CliRunner().invoke(main, ["lint", *args])


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_each_weak_point_is_said_with_its_place_its_reason_and_its_remedy():
    told = plain(run(FRAGILE, "--lang", "fr").stdout)
    assert "Demandes du site vers Pipedrive (Make)" in told
    assert "Fragilité : 45 sur 100 (à renforcer)" in told
    assert "Grave : Des erreurs sont ignorées\n    Où : Créer l’affaire (2)" in told
    assert "une demande peut se perdre sans que personne ne l’apprenne" in told
    assert "remplacez-la par « Break »" in told
    assert "Ce que ce fichier ne peut pas montrer\n    - Qui reçoit les e-mails d’erreur de Make" in told


def test_the_words_are_those_of_the_tool_and_of_the_language():
    told = run(str(EXAMPLES / "n8n-fragile.json"), "--lang", "en").stdout
    assert "Continue (using error output)" in told
    assert "Serious: Errors are ignored" in told


def test_a_mended_scenario_has_nothing_to_report_and_still_says_what_is_not_seen():
    told = run(MENDED, "--lang", "en")
    assert told.exit_code == 0
    assert "Nothing to report in what the file shows." in told.stdout
    assert "Whether the scenario is on" in told.stdout


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ([FRAGILE], 0),
        ([FRAGILE, "--fail"], 10),
        ([MENDED, "--fail"], 0),
        ([__file__], 3),
        ([MENDED, __file__], 3),
        ([FRAGILE, __file__, "--fail"], 10),
        ([], 2),
        (["nowhere.json"], 2),
    ],
)
def test_the_exit_code_says_whether_it_could_be_read_and_whether_it_is_serious(args, code):
    assert run(*args).exit_code == code


def test_json_is_one_object_with_its_schema():
    told = json.loads(run(FRAGILE, __file__, "--json", "--lang", "en").stdout)
    (scenario,) = told["scenarios"]
    assert (told["schema"], scenario["builder"], scenario["fragility"]["score"]) == (
        "retour-lint/1",
        "make",
        45,
    )
    assert scenario["findings"][0]["rule"] == "errors_ignored"
    assert scenario["findings"][0]["modules"] == [{"id": "2", "name": "Créer l’affaire"}]
    assert scenario["trigger"] == {"name": "Formulaire du site", "starts": "instant"}
    assert sum(part["points"] for part in scenario["fragility"]["parts"]) == 45
    assert told["problems"][0]["rule"] == "scenario.not_json"


def test_a_folder_is_all_its_json_files():
    told = json.loads(run(str(EXAMPLES), "--json").stdout)
    assert [s["file"] for s in told["scenarios"]] == [
        "make-fragile.json",
        "make-mended.json",
        "n8n-fragile.json",
        "n8n-mended.json",
    ]


def test_drafts_are_written_into_a_workspace(tmp_path):
    told = run(FRAGILE, "--drafts", str(tmp_path), "--lang", "fr")
    written = (tmp_path / "automations" / "demandes-du-site-vers-pipedrive.yaml").read_text(encoding="utf-8")
    assert told.exit_code == 0
    assert "tools: [make, pipedrive, slack, gmail]" in written
    assert "# trigger: Formulaire du site (Webhooks, instant)" in written
