"""A folder whose events came through the door is audited as one whose events came in files."""

from datetime import UTC, date, datetime
from pathlib import Path

import retour
from retour.events.received import Received, ReceivedRun
from retour.events.run import Run, RunStatus
from retour.events.told_run import received_run
from retour.quantity import Place
from retour.store.durable.hot import Appended
from retour.store.durable.log import opened

TODAY = date(2026, 11, 23)
RETOUR = "format: 1\nname: Lumen\nlocale: en\ntimezone: Europe/Paris\n"
PROCESS = "process: quote\nattributes: [client]\nactivities:\n  sent: {}\n  signed: {}\n"
AUTOMATION = """
automation: follow-up
name: Follow-up
process: quote
status: live
rollout: {kind: date, at: 2026-06-01}
kpis:
  signed: {main: true, rate: {of: sent, reaching: signed, by: 10d}, better: higher}
"""


def micros(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def folder_with(folder: Path, files: str = "") -> Path:
    (folder / "processes").mkdir()
    (folder / "automations").mkdir()
    (folder / "retour.yaml").write_text(RETOUR)
    (folder / "processes" / "quote.yaml").write_text(PROCESS + files)
    (folder / "automations" / "follow-up.yaml").write_text(AUTOMATION)
    return folder


def event(id_: str, case: str, activity: str, at: str, **more: object) -> Received:
    given = {"source": "crm", "process": "quote"} | more
    return Received(event_id=id_, case=case, activity=activity, at=micros(at), **given)  # type: ignore[arg-type]


def told(folder: Path, *events: Received, runs: tuple[ReceivedRun, ...] = ()) -> None:
    with opened(folder) as log:
        answer = log.hot.append(events, runs).result(30)
        assert isinstance(answer, Appended), answer


def sealed(folder: Path) -> None:
    with opened(folder) as log:
        _, problems = log.seal(lambda _: ("client",))
        assert problems == ()


def test_events_of_the_log_are_counted_without_any_file_before_and_after_they_are_sealed(
    tmp_path: Path,
) -> None:
    folder = folder_with(tmp_path)
    told(
        folder,
        event("1", "Q-1", "sent", "2026-05-02 09:00", attributes='{"client":"B2B"}'),
        event("2", "Q-1", "signed", "2026-05-04 09:00"),
        event("3", "Q-2", "sent", "2026-05-05 09:00"),
        event("4", "Q-3", "sent", "2026-06-20 09:00"),
    )
    before = retour.open(folder).audit(today=TODAY).dossier
    sealed(folder)
    after = retour.open(folder).audit(today=TODAY).dossier
    assert before.events == after.events == {"quote": 4}
    assert before.digest == after.digest
    cells = after.cells["follow-up", "signed"]
    assert (cells.n.sum(), cells.total.sum()) == (2, 1)


def test_an_audit_as_known_on_a_day_does_not_know_what_was_told_later(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(folder, event("1", "Q-1", "sent", "2026-05-02 09:00"))
    now = retour.open(folder).audit(today=TODAY).dossier
    past = retour.open(folder).audit(today=TODAY, as_known_on=date(2020, 1, 1)).dossier
    assert (now.events, past.events) == ({"quote": 1}, {})
    assert now.digest != past.digest


def test_a_correction_told_after_the_seal_replaces_what_was_said(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(folder, event("1", "Q-1", "sent", "2026-05-02 09:00"))
    sealed(folder)
    told(folder, event("1", "Q-2", "sent", "2026-05-03 09:00"))
    for _ in range(2):
        found = retour.open(folder).audit(today=TODAY).dossier
        assert found.cases_per_day["quote"] == {(date(2026, 5, 3) - date(1970, 1, 1)).days: 1}
        sealed(folder)


def test_events_of_a_process_that_nobody_declared_are_said_with_their_count(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(folder, event("1", "L-1", "created", "2026-05-02 09:00", process="lead"))
    problems = retour.open(folder).audit(today=TODAY).dossier.problems
    assert [(p.value, p.details["count"]) for p in problems if p.rule == "log.process_undeclared"] == [
        ("lead", 1)
    ]


def test_an_event_that_the_log_and_a_file_both_tell_is_said(tmp_path: Path) -> None:
    files = "files:\n  - {path: events/q.csv, time: time, case: case, activity: activity}\n"
    folder = folder_with(tmp_path, files)
    (folder / "events").mkdir()
    (folder / "events" / "q.csv").write_text("time,case,activity\n2026-05-02T09:00:00Z,Q-1,sent\n")
    told(
        folder,
        event("1", "Q-1", "sent", "2026-05-02 09:00"),
        event("2", "Q-2", "sent", "2026-05-03 09:00"),
    )
    found = retour.open(folder).audit(today=TODAY).dossier
    assert found.events == {"quote": 3}
    assert [p.details["count"] for p in found.problems if p.rule == "log.told_twice"] == [1]


def test_a_run_told_by_the_log_counts_once_beside_its_file_and_keeps_its_end(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / "runs").mkdir()
    (folder / "runs" / "follow-up.csv").write_text("id,started,status\nr1,2026-06-02T08:00:00Z,running\n")
    started = datetime(2026, 6, 2, 8, tzinfo=UTC)
    ended = started.replace(minute=5)
    run = Run(
        id="r1",
        automation="follow-up",
        started=started,
        ended=ended,
        status=RunStatus.SUCCESS,
        place=Place("n8n"),
    )
    told(folder, runs=(received_run(run, "n8n"),))
    for _ in range(2):
        runs = retour.open(folder).audit(today=TODAY).dossier.runs["follow-up"]
        assert [(r.id, r.status) for r in runs] == [("r1", RunStatus.SUCCESS)]
        sealed(folder)
