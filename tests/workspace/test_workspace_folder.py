"""A folder becomes an assessment: what is read, what is kept, what is said."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import retour
from retour.quantity import Grade, Severity, Unknown
from retour.workspace.folder import UnusableWorkspace

TODAY = date(2026, 11, 23)
FILES = {
    "retour.yaml": "name: Atelier\nlocale: fr\n",
    "processes/lead.yaml": """
process: lead
activities: {form: {actor_kind: customer}, card: {actor_kind: robot}, called: {actor_kind: human, minutes: 5}}
files: [{path: "events/*.csv", shape: long, time: when, case: lead, activity: what, actor: who}]
""",
    "automations/intake.yaml": """
automation: intake
name: Leads
process: lead
rollout: {kind: date, at: 2026-05-11}
kpis:
  delay: {main: true, duration: {from: form, to: called, horizon: 2d}, better: lower}
  trust: {score: {item: trust, low: 1, high: 7}, better: higher}
watch: {reconcile: [{of: form, needs: card, within: 1h}]}
""",
    "events/log.csv": "when,lead,what,who\n"
    + "".join(
        f"2026-{month:02}-{day:02} 09:00,{month}-{day},form,\n"
        + (f"2026-{month:02}-{day:02} 09:05,{month}-{day},card,\n" if (month, day) != (6, 9) else "")
        + f"2026-{month:02}-{day:02} 11:00,{month}-{day},called,Anna Martin\n"
        for month in range(3, 8)
        for day in range(1, 28)
    ),
    "runs/intake.csv": "id,status,started,ended\n1,success,2026-06-01 09:00,2026-06-01 09:01\n",
    "answers/team.csv": "automation,audience,wave,item,value\n"
    "intake,team,2026-07-01,trust,6\nnobody,team,2026-07-01,trust,6\n",
    "readings/typed.csv": "automation,kpi,period,value\nintake,delay,2026-03,3\n",
}


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "firm" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "firm"


def test_the_lost_case_is_named_with_the_line_of_its_file(firm: Path):
    audit = retour.open(firm).audit(today=TODAY)
    figure = audit.figures["intake/lost"]
    assert (figure.point, figure.grade, figure.row_count) == (1, Grade.A, 1)
    (lost,) = audit.sheet("intake").watched.reconciliations[0].lost
    assert lost.case == "6-9"
    lines = (firm / lost.place.file).read_text().splitlines()
    assert "6-9,form" in lines[lost.place.line - 1]


def test_what_a_person_did_is_kept_without_the_persons_name(firm: Path):
    retour.open(firm).audit(today=TODAY)
    kept = b"".join(p.read_bytes() for p in (firm / ".retour").rglob("*") if p.is_file())
    assert b"Anna" not in kept


def test_manual_tasks_and_minutes_come_from_the_events(firm: Path):
    figures = retour.open(firm).audit(today=TODAY).figures
    assert figures["intake/manual_tasks/after"].point == pytest.approx(1.0)
    assert (figures["intake/minutes/after"].point, figures["intake/minutes/after"].grade) == (5.0, Grade.D)


def test_a_second_audit_reads_nothing_again_and_says_the_same(firm: Path):
    first = retour.open(firm).audit(today=TODAY)
    before = {p: p.stat().st_mtime_ns for p in (firm / ".retour").rglob("*") if p.is_file()}
    again = retour.open(firm).audit(today=TODAY)
    assert {p: p.stat().st_mtime_ns for p in (firm / ".retour").rglob("*") if p.is_file()} == before
    assert again.digest == first.digest
    assert again.figures == first.figures


def test_the_same_export_under_two_names_changes_no_figure(firm: Path):
    before = retour.open(firm).audit(today=TODAY).figures
    shutil.copy(firm / "events/log.csv", firm / "events/log-again.csv")
    assert retour.open(firm).audit(today=TODAY).figures == before


def test_an_automation_that_nobody_declared_is_said_and_not_counted(firm: Path):
    problems = retour.open(firm).audit(today=TODAY).dossier.problems
    strangers = [p for p in problems if p.rule == "automation.not_declared"]
    assert [(p.value, p.severity) for p in strangers] == [("nobody", Severity.WARNING)]


def test_a_file_that_no_process_mentions_is_said(firm: Path):
    (firm / "events/stray.xlsx").write_bytes(b"PK")
    problems = retour.open(firm).audit(today=TODAY).dossier.problems
    assert [p.place.file for p in problems if p.rule == "events.file_unmapped"] == ["events/stray.xlsx"]


def test_a_declared_file_that_is_not_there_is_said(firm: Path):
    shutil.rmtree(firm / "events")
    audit = retour.open(firm).audit(today=TODAY)
    assert "events.file_missing" in {p.rule for p in audit.dossier.problems}
    assert isinstance(audit.sheet("intake").effects[0].estimate, Unknown)
    assert audit.sheet("intake").watched.lost_total is None


def test_an_audit_of_a_past_day_knows_nothing_later(firm: Path):
    audit = retour.open(firm).audit(today=date(2026, 6, 8))
    assert audit.figures["intake/lost"].point == 0
    assert "events.in_future" in {p.rule for p in audit.dossier.problems}


def test_a_workspace_that_cannot_be_written_in_is_read_all_the_same(
    firm: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (firm / ".retour").write_text("a file where the cache should be")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert retour.open(firm).audit(today=TODAY).figures["intake/lost"].point == 1


def test_adding_an_automation_changes_no_figure_of_the_others(firm: Path):
    before = retour.open(firm).audit(today=TODAY).sheet("intake").figures
    text = FILES["automations/intake.yaml"].replace("automation: intake", "automation: other")
    (firm / "automations/other.yaml").write_text(text, encoding="utf-8")
    after = retour.open(firm).audit(today=TODAY).sheet("intake").figures
    same = [k for k in before if "/effect/" not in k]
    assert {k: before[k] for k in same} == {k: after[k] for k in same}


def test_no_register_is_an_error_with_its_problems(tmp_path: Path):
    with pytest.raises(UnusableWorkspace) as caught:
        retour.open(tmp_path)
    assert caught.value.problems[0].rule == "workspace.missing"
