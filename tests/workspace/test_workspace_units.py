"""A rollout by site or by client: what the folder's files make of it, and what is refused."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import retour
from retour.kpi.dossier import Dossier

TODAY = date(2026, 7, 1)
START = date(2026, 3, 2)
PROCESS = """\
attributes: [site, source]
activities: {sent: , called: , signed: }
files: [{path: events/log.csv, shape: long, time: when, case: quote, activity: what}]
"""
RATE = "kpis: {signed: {better: higher, rate: {of: sent, reaching: signed, by: 20d}}}\n"
STAGGERED = "{kind: staggered, unit: site, units: {lyon: 2026-04-06, paris: 2026-05-04}}"


def told(
    folder: Path, rollout: str, sites: list[str], process: str = PROCESS, header: str = "site"
) -> Dossier:
    """The dossier of a folder with one quote a day, of each site of the list in turn, half of them signed."""
    rows = [f"when,quote,what,{header},source"]
    for n in range(100):
        at, tail = START + timedelta(days=n), f"{sites[n % len(sites)]},{('web', 'shop')[n % 2]}"
        rows.append(f"{at} 09:00,Q{n},sent,{tail}")
        if n % 2:
            rows.append(f"{at + timedelta(days=3)} 09:00,Q{n},signed,{tail}")
    files = {
        "retour.yaml": "name: Firm\ntimezone: Europe/Paris\n",
        "processes/quote.yaml": process,
        "automations/a.yaml": f"name: A\nprocess: quote\nrollout: {rollout}\n{RATE}",
        "events/log.csv": "\n".join([*rows, ""]),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return retour.open(folder).dossier(today=TODAY)


def rules(dossier: Dossier) -> list[tuple[str, str, str]]:
    return [(p.rule, p.value, p.hint) for p in dossier.problems]


def test_cells_carry_the_site_and_the_automation_is_live_from_the_first_one(tmp_path: Path):
    dossier = told(tmp_path, STAGGERED, ["lyon", "paris", "nantes"])
    assert rules(dossier) == []
    assert set(dossier.cells["a", "signed"].unit) == {"lyon", "paris", "nantes"}
    assert dossier.register.automations[0].go_live == date(2026, 4, 6)


def test_cases_without_a_site_are_kept_apart_and_counted(tmp_path: Path):
    dossier = told(tmp_path, STAGGERED, ["lyon", "paris", ""])
    assert rules(dossier) == [("rollout.unit_empty", "site", "")]
    assert dossier.problems[0].details == {"cases": 33}
    assert dossier.cells["a", "signed"].of_unit(lambda unit: unit == "").moments.n > 0


def test_a_site_that_no_case_names_is_said_with_the_nearest_one_unless_it_is_still_to_come(tmp_path: Path):
    rollout = "{kind: staggered, unit: site, units: {Nante: 2026-04-06, lille: 2027-01-04}}"
    dossier = told(tmp_path, rollout, ["lyon", "nantes"])
    assert rules(dossier) == [("rollout.unit_unseen", "Nante", "nantes")]


def test_a_name_for_each_case_is_no_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("retour.workspace.cuts.MANY_UNITS", 50)
    few = told(tmp_path / "few", STAGGERED, ["lyon", "paris"])
    many = told(tmp_path / "many", STAGGERED, [f"S{n}" for n in range(100)])
    assert set(few.cells["a", "signed"].unit) == {"lyon", "paris"}
    assert rules(many) == [("rollout.units_too_many", "site", "")]
    assert many.problems[0].details == {"found": 100, "limit": 50}
    assert many.cells["a", "signed"].unit == ()


def test_addresses_are_people_whatever_their_column_is_called(tmp_path: Path):
    sites = ["Anna@example.org", "bruno@example.org"]
    dossier = told(tmp_path, "{kind: random, at: 2026-05-04, assigned: source, unit: site}", sites)
    assert rules(dossier) == [("rollout.names_people", "site", "")]
    assert dossier.cells["a", "signed"].unit == ()


def test_a_column_that_is_also_read_as_the_actor_is_people(tmp_path: Path):
    process = PROCESS.replace("[site, source]", "[owner, source]")
    rollout = "{kind: observed, treatment: called, confounders: [owner, source]}"
    dossier = told(tmp_path, rollout, ["a1", "b2"], process, header="owner")
    assert rules(dossier) == [("rollout.names_people", "owner", "")]
    assert {row.confounders for row in dossier.frames["a", "signed"].rows} == {()}


def test_confounders_reach_the_case_rows(tmp_path: Path):
    rollout = "{kind: observed, treatment: called, confounders: [source]}"
    rows = told(tmp_path, rollout, ["lyon"]).frames["a", "signed"].rows
    assert {row.confounders for row in rows} == {("web",), ("shop",)}


@pytest.mark.parametrize(
    "rollout",
    [
        "{kind: staggered, unit: site, units: {lyon: 2026-04-07, paris: 2026-05-04}}",
        "{kind: staggered, unit: source, units: {lyon: 2026-04-06, paris: 2026-05-04}}",
        "{kind: switchback, schedule: {2026-04-06: on, 2026-05-04: off}}",
        "{kind: switchback, schedule: {2026-04-06: off, 2026-05-04: on}}",
        "{kind: observed, treatment: called, confounders: [source]}",
        "{kind: observed, treatment: called, confounders: [site]}",
    ],
)
def test_another_rollout_is_another_dossier_read_from_the_same_log(tmp_path: Path, rollout: str):
    first = told(tmp_path, STAGGERED, ["lyon", "paris"])
    logs = sorted((tmp_path / ".retour").rglob("*.parquet"))
    again = told(tmp_path, rollout, ["lyon", "paris"])
    assert sorted((tmp_path / ".retour").rglob("*.parquet")) == logs
    assert again.digest != first.digest
    assert again.register.revision != first.register.revision
