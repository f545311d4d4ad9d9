"""`retour export`, `retour import --object` and what `retour check --verbose` says of a log."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from connectors.ocel_logs import LOG, as_json
from retour.cli.exporting_verb import FORMS
from retour.cli.main import main
from retour.store.exports import Form


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"])


def overview(folder: Path) -> list[str]:
    """The two lines that a check says of the first log."""
    return run("check", folder, "--verbose").stdout.replace("\xa0", " ").splitlines()[:2]


def firm(folder: Path, *processes: str) -> Path:
    """A folder with a process for each name, and the same three events in each."""
    (folder / "events").mkdir(parents=True)
    (folder / "processes").mkdir()
    (folder / "retour.yaml").write_text("format: 1\nname: Atelier\ntimezone: Europe/Paris\nlocale: en\n")
    for name in processes:
        (folder / "events" / f"{name}.csv").write_text(
            "case,activity,time,amount\nQ1,sent,2026-05-11 09:00,12.50\nQ1,signed,2026-05-13 09:00,\n"
            "Q2,sent,2026-05-12 09:00,3.00\n"
        )
        (folder / "processes" / f"{name}.yaml").write_text(
            f"process: {name}\nfiles: [{{path: events/{name}.csv}}]\n"
        )
    return folder


def test_the_formats_of_the_command_are_those_of_the_store():
    assert tuple(form.value for form in Form) == FORMS


@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_imported_in_another_workspace_and_says_the_same(tmp_path: Path, form: str):
    here, there = firm(tmp_path / "here", "quote"), firm(tmp_path / "there")
    out = tmp_path / f"quote.{Form(form).extension}"
    assert run("export", here, "--format", form, "--out", out).exit_code == 0
    brought = run("import", out, "--into", there, "--process", "quote")
    assert brought.exit_code == 0, brought.output
    told = [overview(folder) for folder in (here, there)]
    assert told[0] == told[1]
    assert "quote: 2 cases, 3 events, 2 activities, 2 ways through." in told[0][0]


def test_with_several_processes_the_one_to_export_is_asked(tmp_path: Path):
    folder = firm(tmp_path / "here", "quote", "order")
    said = run("export", folder, "--format", "csv", "--out", tmp_path / "x.csv")
    assert (said.exit_code, (tmp_path / "x.csv").exists()) == (2, False)
    assert "Which process? Those declared: order, quote." in said.stderr
    wrong = run("export", folder, "--process", "invoice", "--format", "csv", "--out", tmp_path / "x.csv")
    assert wrong.exit_code == 2


def test_a_process_without_events_is_said_and_nothing_is_written(tmp_path: Path):
    folder = firm(tmp_path / "here")
    (folder / "processes" / "quote.yaml").write_text("process: quote\nactivities: {sent: }\n")
    said = run("export", folder, "--format", "xes", "--out", tmp_path / "x.xes")
    assert (said.exit_code, (tmp_path / "x.xes").exists()) == (3, False)
    assert "has no event to export" in said.stderr


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path):
    said = run(
        "export", firm(tmp_path / "here", "quote"), "--format", "csv", "--out", tmp_path / "no" / "x.csv"
    )
    assert said.exit_code == 2
    assert "cannot be written" in said.stderr


def test_an_object_log_is_imported_by_the_type_that_is_the_case(tmp_path: Path):
    folder = firm(tmp_path / "here")
    log = as_json(LOG, tmp_path / "orders.jsonocel")
    asked = run("import", log, "--into", folder)
    assert asked.exit_code == 3
    assert "which one is the case? Order, Parcel." in asked.stderr
    assert run("import", log, "--into", folder, "--object", "Order").exit_code == 0
    assert "orders: 2 cases, 3 events" in overview(folder)[0]


def test_an_export_warns_that_it_names_people(tmp_path: Path):
    folder = firm(tmp_path / "here", "quote")
    (folder / "events" / "quote.csv").write_text(
        "case,activity,time,email\nQ1,sent,2026-05-11 09:00,a@b.fr\n"
    )
    (folder / "processes" / "quote.yaml").write_text(
        "process: quote\nattributes: [email]\nfiles: [{path: events/quote.csv}]\n"
    )
    out = tmp_path / "quote.jsonocel"
    said = run("export", folder, "--format", "ocel-json", "--out", out)
    assert "This file names people (email)" in said.stderr
    assert json.loads(out.read_text())["events"][0]["attributes"] == [{"name": "email", "value": "a@b.fr"}]
