"""Runs as Make, n8n and people write them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retour.connectors.files import read_runs
from retour.events.run import RunStatus, Trigger
from retour.quantity import Severity

N8N = Path(__file__).parents[2].parent / "shared" / "data" / "n8n"
needs_n8n = pytest.mark.skipif(not N8N.exists(), reason="../shared/data/n8n is not there")


def write(tmp_path: Path, content: str, name: str = "runs.csv") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


OWN = "id,automation,started,ended,status,items,ignored,trigger,retry_of,parent,cases,cost_units\n"


def test_our_own_columns_are_all_read(tmp_path: Path) -> None:
    when = "2026-05-12T10:00:00Z,2026-05-12T10:00:30Z"
    rows = f'r1,quote-follow-up,{when},success,600,2,production,r0,p1,"a;b",1.5\n'
    (run,), problems = read_runs(write(tmp_path, OWN + rows), automations=["quote-follow-up"])
    assert problems == ()
    assert (run.id, run.automation, run.items, run.ignored) == ("r1", "quote-follow-up", 600, 2)
    assert run.started == datetime(2026, 5, 12, 10, tzinfo=UTC)
    assert (run.machine_seconds, run.cost_units, run.cases) == (30.0, 1.5, ("a", "b"))
    assert (run.retry_of, run.parent, run.trigger) == ("r0", "p1", Trigger.PRODUCTION)
    assert run.status is RunStatus.PARTIAL
    assert (run.place.file, run.place.line) == ("runs.csv", 2)


def test_make_history_says_1_2_3_in_milliseconds(tmp_path: Path) -> None:
    logs = [
        {
            "imtId": "a",
            "status": 1,
            "duration": 1500,
            "operations": 7,
            "type": "auto",
            "timestamp": "2026-05-12T10:00:00.000Z",
        },
        {
            "imtId": "b",
            "status": 2,
            "duration": 10,
            "operations": 1,
            "type": "manual",
            "timestamp": 1778580000000,
        },
        {
            "imtId": "c",
            "status": 3,
            "duration": 10,
            "centicredits": 250,
            "type": "auto",
            "timestamp": 1778580001,
        },
    ]
    path = write(tmp_path, json.dumps({"scenarioLogs": logs}), "quote-follow-up.json")
    runs, problems = read_runs(path, automations=["quote-follow-up", "other"])
    assert problems == ()
    assert [(r.id, r.status, r.trigger, r.cost_units) for r in runs] == [
        ("a", RunStatus.SUCCESS, Trigger.PRODUCTION, 7.0),
        ("b", RunStatus.PARTIAL, Trigger.MANUAL, 1.0),
        ("c", RunStatus.FAILED, Trigger.PRODUCTION, 2.5),
    ]
    assert runs[0].machine_seconds == 1.5


def test_a_make_history_in_csv_is_read(tmp_path: Path) -> None:
    text = "imtId,status,duration,operations,timestamp\na,1,1500,7,2026-05-12T10:00:00Z\n"
    (run,), _ = read_runs(
        write(tmp_path, text, "quote-follow-up_2026-05.csv"), automations=["quote-follow-up"]
    )
    assert (run.status, run.machine_seconds, run.cost_units) == (RunStatus.SUCCESS, 1.5, 7.0)


def test_an_error_handler_and_a_test_are_not_production(tmp_path: Path) -> None:
    rows = "".join(
        f"r{n},a,2026-05-12,,success,,,{t},,,,\n" for n, t in enumerate(["error_handler", "test", "zzz"])
    )
    runs, problems = read_runs(write(tmp_path, OWN + rows), automations=["a"])
    assert [r.trigger for r in runs] == [Trigger.ERROR_HANDLER, Trigger.TEST, Trigger.PRODUCTION]
    assert [p.rule for p in problems] == ["run.trigger_unknown"]
    assert runs[0].items == 1


def test_one_run_twice_counts_once_and_two_contents_are_a_problem(tmp_path: Path) -> None:
    rows = [
        "r1,a,2026-05-12,2026-05-13,success",
        "r1,a,2026-05-12,2026-05-13,success",
        "r1,a,2026-05-12,2026-05-13,error",
    ]
    runs, problems = read_runs(
        write(tmp_path, "id,automation,started,ended,status\n" + "\n".join(rows) + "\n"), automations=["a"]
    )
    assert [r.status for r in runs] == [RunStatus.SUCCESS]
    assert [(p.rule, p.value, p.place.line) for p in problems] == [("run.conflict", "r1", 4)]


def test_a_running_run_gives_way_to_its_end_whatever_the_order(tmp_path: Path) -> None:
    rows = ["r1,a,2026-05-12,,running", "r1,a,2026-05-12,2026-05-13,success", "r1,a,2026-05-12,,running"]
    runs, problems = read_runs(
        write(tmp_path, "id,automation,started,ended,status\n" + "\n".join(rows) + "\n"), automations=["a"]
    )
    assert ([r.status for r in runs], problems) == ([RunStatus.SUCCESS], ())


def test_bad_rows_are_problems_and_the_others_stay(tmp_path: Path) -> None:
    rows = [
        ",a,2026-05-12,,success,1", "r2,b,2026-05-12,,success,1", "r3,a,soon,,success,1",
        "r4,a,2026-05-12,,weird,1",
        "r5,a,2026-05-12 10:00,2026-05-12 09:00,success,x", "r6,a,2026-05-12,later,success,1",
    ]  # fmt: skip
    runs, problems = read_runs(
        write(tmp_path, "id,automation,started,ended,status,items\n" + "\n".join(rows) + "\n"),
        automations=["a", "bb"],
    )
    assert [r.id for r in runs] == ["r6", "r5"]
    assert runs[1].ended is None
    assert [p.rule for p in problems] == [
        "run.id_missing", "run.automation_unknown", "time.unreadable", "run.status_unknown",
        "run.items_unreadable", "run.ended_before_started", "time.unreadable",
    ]  # fmt: skip
    assert problems[1].hint == "bb"


def test_json_that_is_no_list_of_runs_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, '[{"name": "a workflow"}]', "export.json")
    assert [p.rule for p in read_runs(path, automations=["a"])[1]] == ["runs.unrecognised"]


def test_json_lines_may_be_runs_or_pages_of_runs(tmp_path: Path) -> None:
    run = {
        "id": "r1",
        "automation": "a",
        "started": "2026-05-12T10:00:00Z",
        "status": "ok",
        "cases": ["x", "y"],
    }
    lines = [json.dumps(run), json.dumps({"data": [run | {"id": "r2"}]}), "oops"]
    runs, problems = read_runs(write(tmp_path, "\n".join(lines), "runs.jsonl"), automations=["a"])
    assert [(r.id, r.cases) for r in runs] == [("r1", ("x", "y")), ("r2", ("x", "y"))]
    assert [p.rule for p in problems] == ["line.not_json"]


@needs_n8n
def test_an_error_that_n8n_was_told_to_ignore_is_an_ignored_item() -> None:
    runs, problems = read_runs(N8N / "executions_silent.json", automations=["lead-to-crm-silent"])
    assert problems == ()
    assert [(r.id, r.status, r.ignored) for r in runs] == [
        ("1216", RunStatus.SUCCESS, 0),
        ("1217", RunStatus.PARTIAL, 1),
        ("1218", RunStatus.SUCCESS, 0),
    ]
    assert runs[1].started == datetime(2026, 11, 23, 1, 22, 5, 364_000, tzinfo=UTC)
    assert runs[1].machine_seconds == pytest.approx(0.356)


@needs_n8n
def test_every_answer_of_the_n8n_api_is_read(tmp_path: Path) -> None:
    known = {}
    for name in ("p1", "p2", "error", "running", "after_crash"):
        path = tmp_path / "lead.json"
        path.write_bytes((N8N / f"executions_{name}.json").read_bytes())
        runs, problems = read_runs(path, automations=["lead"])
        assert problems == ()
        known[name] = {r.id: r.status for r in runs}
    assert known["running"]["1221"] is RunStatus.RUNNING
    assert known["after_crash"]["1221"] is RunStatus.FAILED
    assert known["error"] == {"3": RunStatus.FAILED}
    assert known["p1"] == {"4": RunStatus.SUCCESS, "5": RunStatus.SUCCESS}


@needs_n8n
def test_one_execution_with_its_data_is_read() -> None:
    runs, problems = read_runs(N8N / "execution_error_data.json", automations=["lead-to-crm"])
    assert [(r.id, r.status, r.items) for r in runs] == [("3", RunStatus.FAILED, 1)]
    assert problems == ()


@needs_n8n
def test_an_unknown_workflow_is_named_with_the_nearest() -> None:
    runs, problems = read_runs(N8N / "executions_silent.json", automations=["lead-to-crm", "other"])
    assert runs == ()
    assert {(p.rule, p.value, p.hint) for p in problems} == {
        ("run.automation_unknown", "lead-to-crm-silent", "lead-to-crm")
    }


def test_a_file_of_the_only_automation_needs_no_name(tmp_path: Path) -> None:
    path = write(tmp_path, "id,started,status,cost_units\nr1,2026-05-12,ok,lots\n")
    (run,), problems = read_runs(path, automations=["relance"])
    assert (run.automation, run.cost_units) == ("relance", None)
    assert [p.rule for p in problems] == ["run.cost_units_unreadable"]


def test_an_empty_page_is_no_run_and_no_error(tmp_path: Path) -> None:
    runs, problems = read_runs(
        write(tmp_path, '{"data": [], "nextCursor": null}', "a.json"), automations=["a"]
    )
    assert runs == ()
    assert [p.severity for p in problems] == [Severity.NOTE]
