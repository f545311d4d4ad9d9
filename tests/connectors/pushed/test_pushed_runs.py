from dataclasses import replace
from datetime import UTC, datetime

import pytest

from connectors.pushed.posting import MAY_12, POLICY, post_runs, wrong
from retour.events.run import RunStatus, Trigger
from retour.events.told_run import received_run, run_told, the_run_that_counts

RAN = {
    "id": 815,
    "automation": "quote-follow-up",
    "started": "2026-05-12T10:00:00Z",
    "ended": "2026-05-12T10:00:07Z",
    "status": "success",
}


def only(pushed):
    assert pushed.problems == ()
    (run,) = pushed.runs
    return run_told(run)


def test_a_run_becomes_what_the_log_keeps_and_back():
    told = {
        **RAN,
        "items": "3",
        "trigger": "webhook",
        "cases": ["4711", 4712],
        "cost_units": 12,
        "parent": "p",
    }
    (received,) = post_runs(told).runs
    run = run_told(received)
    assert (received.source, received.run_id, received.started) == ("crm", "815", MAY_12)
    assert (run.automation, run.status, run.items, run.trigger) == (
        "quote-follow-up",
        RunStatus.SUCCESS,
        3,
        Trigger.PRODUCTION,
    )
    assert (run.cases, run.cost_units, run.parent, run.machine_seconds) == (("4711", "4712"), 12.0, "p", 7.0)
    assert received_run(run, "crm") == received


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("succeeded", "success"),
        ("réussi", "success"),
        ("error", "failed"),
        (1, "success"),
        ("waiting", "running"),
    ],
)
def test_tools_say_how_a_run_ended_in_their_own_words(word, status):
    assert only(post_runs({**RAN, "status": word})).status == status


def test_a_success_that_ignored_records_is_a_partial_one():
    assert only(post_runs({**RAN, "ignored": 2})).status is RunStatus.PARTIAL


def test_a_run_told_while_it_runs_gives_way_to_its_end_whichever_comes_first():
    began = {**RAN, "status": "running"}
    tellings = [run_told(run) for run in post_runs([began, RAN]).runs]
    assert the_run_that_counts(tellings).status is RunStatus.SUCCESS
    assert the_run_that_counts(reversed(tellings)).status is RunStatus.SUCCESS
    assert tellings[0].ended is None
    assert the_run_that_counts(tellings[:1]).status is RunStatus.RUNNING


def test_a_later_end_corrects_an_earlier_one():
    tellings = [run_told(run) for run in post_runs([RAN, {**RAN, "status": "failed"}]).runs]
    assert the_run_that_counts(tellings).status is RunStatus.FAILED


def test_a_run_of_no_declared_automation_is_refused_with_the_nearest():
    pushed = post_runs([{**RAN, "automation": "quote-folow-up"}, RAN])
    assert wrong(pushed) == [(1, "run.automation_unknown", "automation", "quote-follow-up")]
    assert len(pushed.runs) == 1


def test_the_only_automation_needs_no_name():
    alone = replace(POLICY, automations={"other": "other"})
    told = {k: v for k, v in RAN.items() if k != "automation"}
    assert only(post_runs(told, policy=alone)).automation == "other"
    assert wrong(post_runs(told)) == [(1, "field.missing", "automation", "")]


@pytest.mark.parametrize("key", ["id", "started", "status"])
def test_an_id_a_start_and_a_status_are_needed(key):
    assert wrong(post_runs({**RAN, key: None}))[0][1:3] == ("field.missing", key)


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("items", "many", "run.items_unreadable"),
        ("items", -1, "run.items_unreadable"),
        ("ignored", "x", "run.ignored_unreadable"),
        ("cost_units", "x", "run.cost_units_unreadable"),
        ("machine_seconds", -3, "run.machine_seconds_unreadable"),
        ("trigger", "moon", "run.trigger_unknown"),
        ("ended", "2026-05-12T09:00:00Z", "run.ended_before_started"),
    ],
)
def test_what_cannot_be_read_beside_a_run_is_said_and_the_run_kept(key, value, rule):
    pushed = post_runs({**RAN, key: value})
    assert [(p.rule, p.severity) for p in pushed.problems] == [(rule, "warning")]
    assert len(pushed.runs) == 1


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"status": "moonlit"}, "run.status_unknown"),
        ({"ended": "31/02/2026"}, "time.impossible"),
        ({"started": "2027-05-12T09:00:00Z"}, "time.in_future"),
        ({"cases": [True]}, "field.wrong_kind"),
        ({"cases": ["1"] * 1001}, "run.too_many_cases"),
        ({"colour": 1}, "field.unknown"),
    ],
)
def test_a_run_that_says_nothing_for_sure_is_refused(more, rule):
    pushed = post_runs([{**RAN, **more}])
    assert [p.rule for p in pushed.problems] == [rule]
    assert (pushed.runs, pushed.refused) == ((), 1)


def test_cases_may_be_one_text_and_count_once_each():
    assert only(post_runs({**RAN, "cases": "4711; 4712;4711;"})).cases == ("4711", "4712")


def test_runs_come_in_the_four_shapes_of_events():
    assert len(post_runs({"runs": [RAN, {**RAN, "id": 816}]}).runs) == 2
    assert wrong(post_runs(b"[", "application/json")) == [(0, "body.not_json", "", "")]


def test_a_run_in_summer_time_is_kept_in_universal_time():
    run = only(post_runs({**RAN, "started": "2026-05-12 12:00:00", "ended": None}))
    assert run.started == datetime(2026, 5, 12, 10, tzinfo=UTC)
