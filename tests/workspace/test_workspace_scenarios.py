"""From a scenario file in the folder to the figures of a sheet, what is unknown and why."""

import json
from datetime import date
from pathlib import Path

import pytest

import retour
from retour.quantity import Exact, Figure, Grade, Unknown
from retour.report.node import View
from retour.report.sheet_ground import fragile_figures
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY
from scenario.builders import WEBHOOK, blueprint, module

DAY = date(2026, 6, 30)
NAMES = ("modules", "branches", "swallowing", "findings_serious", "findings_warning", "findings_note")
IGNORED = module(2, "pipedrive:createDeal", onerror=[module(9, "builtin:Ignore")])


def audited(path: Path, automation: str, **files: str):
    (path / "retour.yaml").write_text("name: Atelier\n", encoding="utf-8")
    for name in ("automations", "scenarios"):
        (path / name).mkdir(exist_ok=True)
    (path / "automations/leads.yaml").write_text(f"name: Leads\n{automation}", encoding="utf-8")
    for name, text in files.items():
        (path / f"scenarios/{name}.json").write_text(text, encoding="utf-8")
    return retour.open(path).audit(today=DAY)


def figures(found) -> dict[str, Figure]:
    return {name: found.figures[f"leads/ground/{name}"] for name in NAMES}


@pytest.mark.parametrize("told", ["scenarios/a.json", "[scenarios/a.json]"])
def test_a_file_alone_or_in_a_list_is_counted_with_the_grade_of_what_is_counted(tmp_path: Path, told: str):
    found = figures(
        audited(tmp_path, f"scenario: {told}\n", a=json.dumps(blueprint(WEBHOOK, IGNORED, dlq=True)))
    )
    assert found["modules"].value == Exact(2)
    assert (found["swallowing"].value, found["swallowing"].n) == (Exact(0.5), 2)
    assert found["findings_serious"].value == Exact(1)
    assert {figure.grade for figure in found.values()} == {Grade.A}
    assert {row.file for figure in found.values() for row in figure.rows} == {"scenarios/a.json"}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("", "scenario_not_kept"),
        ("scenario: scenarios/none.json\n", "scenario_unread"),
        ("scenario: scenarios/cut.json\n", "scenario_unread"),
    ],
)
def test_without_a_file_that_is_read_nothing_is_zero(tmp_path: Path, told: str, why: str):
    found = figures(audited(tmp_path, told, cut='{"flow": ['))
    assert [figure.value for figure in found.values()] == [Unknown(why)] * len(NAMES)
    assert {figure.grade for figure in found.values()} == {Grade.E}


def test_a_planned_automation_without_a_file_is_told_nothing_of_it(tmp_path: Path):
    found = audited(tmp_path, "status: planned\n")
    assert not [key for key in found.figures if key.startswith("leads/ground/")]


def test_another_scenario_is_another_digest(tmp_path: Path):
    one, two = (
        audited(tmp_path, "scenario: scenarios/a.json\n", a=json.dumps(blueprint(WEBHOOK, *more))).digest
        for more in ((), (IGNORED,))
    )
    assert one != two


def test_a_path_out_of_the_folder_is_refused_on_its_line(tmp_path: Path):
    audited(tmp_path, "", a="{}")
    (tmp_path / "automations/leads.yaml").write_text("name: Leads\nscenario: ../a.json\n", encoding="utf-8")
    problems = [(p.rule, p.place.line) for p in retour.open(tmp_path).problems if p.rule == "path.outside"]
    assert problems == [("path.outside", 2)]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_example_shows_a_sheet_with_its_file_and_one_where_one_line_says_that_there_is_none(lang: str):
    found = retour.open(EXAMPLE).audit(today=EXAMPLE_DAY)
    view = View.of(found, lang)
    shown = {
        key: [figure for _, figure in fragile_figures(view, found.sheet(key)) if figure.key.endswith(NAMES)]
        for key in ("lead-intake", "booking")
    }
    assert [figure.value for figure in shown["lead-intake"]] == [
        Exact(8), Exact(3), Exact(1 / 8), Exact(0), Exact(1), Exact(0),
    ]  # fmt: skip
    assert [figure.value for figure in shown["booking"]] == [Unknown("scenario_not_kept")]
