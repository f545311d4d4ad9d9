"""One line of `retour.yaml` chooses the engine: `retour audit` then prints the same bytes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from retour.register.engine import EngineKind

EXAMPLE = Path(__file__).parents[3] / "examples" / "firm"
OF_THE_FILES = "digest"  # of everything read, retour.yaml with its line included


def audited(folder: Path, line: str, *options: str):
    """What `retour audit` does with one more line in retour.yaml."""
    said = (EXAMPLE / "retour.yaml").read_text("utf-8")
    (folder / "retour.yaml").write_text(f"{said}\n{line}\n", "utf-8")
    command = [sys.executable, "-m", "retour", "audit", folder, "--today", "2026-11-23", *options]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, env=os.environ, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    """The example's folder, copied."""
    folder = tmp_path_factory.mktemp("engines") / "firm"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".retour", "*.py"))
    return folder


@pytest.fixture(scope="module")
def wanted(firm):
    """What DuckDB gives, as a table and as JSON."""
    return [audited(firm, "engine: duckdb", *options).stdout for options in ((), ("--json",))]


def line_of(choice) -> str:
    where = {
        EngineKind.POSTGRESQL: f", url_env: {choice.url_env}",
        EngineKind.SPARK: f", master: '{choice.master}'",
    }
    return f"engine: {{kind: {choice.kind}{where.get(choice.kind, '')}}}"


def without_digests(told: str) -> str:
    kept = {key: value for key, value in json.loads(told).items() if OF_THE_FILES not in key}
    return json.dumps(kept)


@pytest.mark.parametrize("choice", ["clickhouse", "postgresql"], indirect=True)
def test_the_steering_table_is_the_same_to_the_byte(choice, firm, wanted):
    found = audited(firm, line_of(choice))
    assert (found.returncode, found.stdout) == (0, wanted[0])


@pytest.mark.parametrize("choice", ["clickhouse", "postgresql"], indirect=True)
def test_the_figures_in_json_are_the_same_to_the_byte(choice, firm, wanted):
    found = audited(firm, line_of(choice), "--json")
    assert without_digests(found.stdout) == without_digests(wanted[1])


@pytest.mark.parametrize("choice", ["spark"], indirect=True)
def test_a_cluster_of_two_workers_prints_the_same_steering_table(choice, firm, wanted):
    found = audited(firm, line_of(choice))
    assert (found.returncode, found.stdout) == (0, wanted[0])


WRONG = {
    "engine: duckdbb": "duckdb",
    "engine: {kind: postgresql}": "url_env: RETOUR_PG",
    "engine: {kind: postgresql, url_env: 'postgres://anne:secret@host/db'}": "RETOUR_PG",
    "engine: {kind: clickhouse, master: local}": "master",
    "engine: {kind: postgresql, url_env: RETOUR_PG_NOWHERE}": "RETOUR_PG_NOWHERE",
}


@pytest.mark.parametrize("line", WRONG)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_engine_that_cannot_be_had_is_said_and_nothing_is_printed(firm, line, lang):
    found = audited(firm, line, "--lang", lang)
    assert (found.returncode, found.stdout) == (3, "")
    assert WRONG[line] in found.stderr
    assert "secret" not in found.stderr
    assert "Traceback" not in found.stderr


def test_a_database_that_does_not_answer_leaves_the_files_to_duckdb_and_says_so(firm, wanted, monkeypatch):
    monkeypatch.setenv("RETOUR_PG_DEAF", "postgresql://anne:secret@127.0.0.1:1/db")
    found = audited(firm, "engine: {kind: postgresql, url_env: RETOUR_PG_DEAF}", "--json")
    told, same = json.loads(found.stdout), json.loads(wanted[1])
    assert told["automations"] == same["automations"]
    said = [p for p in told["problems"] if p["rule"] == "engine.instead"]
    assert [(p["value"], p["severity"]) for p in said] == [("postgresql", "warning")]
    assert "secret" not in found.stdout + found.stderr


def test_where_engines_are_listed_another_is_refused_in_words(firm, monkeypatch):
    monkeypatch.setenv("RETOUR_ENGINES", "duckdb, postgresql")
    refused = audited(firm, "engine: clickhouse", "--lang", "en")
    allowed = audited(firm, "engine: duckdb", "--lang", "en")
    assert (refused.returncode, "clickhouse is not allowed" in refused.stderr) == (3, True)
    assert allowed.returncode == 0
