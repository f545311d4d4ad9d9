"""An audit of a past day is the audit that would have been made that day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import retour
from retour.events.run import RunStatus
from retour.quantity import Severity

DAY = date(2026, 6, 20)
FIRM = {
    "retour.yaml": "name: Atelier\nlocale: en\ntimezone: Europe/Paris\n",
    "processes/lead.yaml": """
activities: {form: , reply: }
files: [{path: events/a.csv, time: when, case: lead, activity: what}]
""",
    "automations/intake.yaml": """
name: Leads
process: lead
rollout: {kind: date, at: 2026-02-01}
kpis:
  replied: {main: true, rate: {of: form, reaching: reply, by: 2d}, better: higher}
  trust: {score: {item: trust, low: 1, high: 7}, better: higher}
""",
}
FIRST = date(2026, 1, 5)
DAYS = [FIRST + timedelta(days=i) for i in range(250)]
EVENTS = [(day, f"{day} 09:00,c{day},form") for day in DAYS]
RUNS = [(day, f"{day},success,{day}T09:00:00Z,{day}T09:01:00Z") for day in DAYS]
ANSWERS = [(day, f"intake,team,{day},trust,6") for day in (date(2026, 6, 20), date(2026, 6, 21))]
READINGS = [
    (date(2026, 5, 31), "intake,replied,2026-05,0.2"),
    (date(2026, 6, 30), "intake,replied,2026-06,0.9"),
]


def firm(folder: Path, *, until: date = date.max) -> Path:
    tables = {
        "events/a.csv": ("when,lead,what", EVENTS),
        "runs/intake.csv": ("id,status,started,ended", RUNS),
        "answers/team.csv": ("automation,audience,wave,item,value", ANSWERS),
        "readings/typed.csv": ("automation,kpi,period,value", READINGS),
    }
    texts = {
        name: "\n".join([head, *(line for day, line in rows if day <= until), ""])
        for name, (head, rows) in tables.items()
    }
    for name, text in (FIRM | texts).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_files_that_go_on_after_the_day_give_the_same_audit_as_files_that_end_on_it(tmp_path: Path):
    whole = retour.open(firm(tmp_path / "whole")).audit(today=DAY)
    cut = retour.open(firm(tmp_path / "cut", until=DAY)).audit(today=DAY)
    assert whole.figures == cut.figures
    assert (whole.dossier.runs, whole.dossier.flows) == (cut.dossier.runs, cut.dossier.flows)
    assert (whole.dossier.answers, whole.dossier.readings) == (cut.dossier.answers, cut.dossier.readings)


def test_what_came_later_is_counted_file_by_file(tmp_path: Path):
    problems = retour.open(firm(tmp_path)).audit(today=DAY).dossier.problems
    later = sum(day > DAY for day in DAYS)
    said = {p.rule: (p.place.file, p.details["count"], p.severity) for p in problems if "count" in p.details}
    assert said == {
        "runs.in_future": ("runs/intake.csv", later, Severity.WARNING),
        "answers.in_future": ("answers/team.csv", 1, Severity.WARNING),
        "readings.in_future": ("readings/typed.csv", 1, Severity.WARNING),
    }


def test_a_run_that_crosses_local_midnight_was_running_that_day(tmp_path: Path):
    folder = firm(tmp_path)
    rows = [
        "id,status,started,ended",
        "1,failed,2026-06-20 23:59,2026-06-21 00:01",
        "2,success,2026-06-21 00:00,",
    ]
    (folder / "runs/intake.csv").write_text("\n".join(rows), encoding="utf-8")
    runs = retour.open(folder).audit(today=DAY).dossier.runs["intake"]
    assert [(r.id, r.status, r.ended) for r in runs] == [("1", RunStatus.RUNNING, None)]


def test_an_automation_whose_runs_are_all_later_has_no_run(tmp_path: Path):
    assert retour.open(firm(tmp_path)).audit(today=date(2026, 1, 1)).dossier.runs == {}


@pytest.mark.parametrize("today", [date.min, date(1989, 12, 31), date(2100, 1, 1), date.max])
def test_a_day_that_no_event_can_have_is_refused(tmp_path: Path, today: date):
    with pytest.raises(ValueError, match=r"^today\.out_of_range$"):
        retour.open(firm(tmp_path)).audit(today=today)
