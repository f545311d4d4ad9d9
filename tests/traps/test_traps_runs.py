"""Traps about runs and cases: what failed, was dropped, was chained or was done twice."""

import json
from datetime import date, timedelta

import pytest

from retour.quantity import Exact, Grade
from retour.report.as_json import as_json
from retour.verdict.result import Decision
from traps.folders import FIRSTS, audited, json_value, lines, plain, reminders, said

HOURS = "reminders/worth/hours"
LEADS = """\
process: lead
activities: {form_submitted: , lead_created: }
files:
  - {path: events/webhook.csv, shape: long, time: at, case: lead, activity: what}
  - {path: events/crm.csv, shape: long, time: at, case: lead, activity: what}
"""
INTAKE = """\
name: Lead intake
process: lead
rollout: {kind: date, at: 2026-04-01}
watch:
  reconcile:
    - {of: form_submitted, needs: lead_created, within: 15min}
"""


def lead_files(submitted, created):
    """Submissions as the webhook logged them (all answered 200) and leads as the CRM has them."""
    return {
        "processes/lead.yaml": LEADS,
        "automations/intake.yaml": INTAKE,
        "events/webhook.csv": lines(
            "lead,at,what", [f"{k},2026-06-1{n} 09:00,form_submitted" for n, k in enumerate(submitted)]
        ),
        "events/crm.csv": lines(
            "lead,at,what",
            [f"{k},2026-06-1{submitted.index(k)} 09:05,lead_created" for k in created],
        ),
    }


def test_t07_an_error_handler_that_fires_100_times_saves_nothing(tmp_path):
    worth = reminders("{role: clerk, before: 42 min/run, after: 0 min/run}")
    good = [f"r{n},{day} 08:00,success,production" for n, day in enumerate(FIRSTS)]
    handler = [f"h{n},2026-06-{1 + n % 28:02} 09:00,success,error" for n in range(100)]
    found = audited(
        tmp_path, worth | {"runs/reminders.csv": lines("id,started,status,trigger", good + handler)}
    )
    # One real run a month x 42 min = 42 min; with the handlers the field shows 42 + 4 200 / 3 = 1 442 min.
    assert json_value(found, HOURS) == pytest.approx(42 / 60)
    assert said(found, HOURS) == "0.7 h a month (declared)"
    assert found.figures["reminders/runs/success"].n == 3


def test_t07_an_error_handler_alone_is_not_a_volume(tmp_path):
    worth = reminders("{role: clerk, before: 42 min/run, after: 0 min/run}")
    handler = [f"h{n},2026-06-{1 + n % 28:02} 09:00,success,error" for n in range(100)]
    found = audited(tmp_path, worth | {"runs/reminders.csv": lines("id,started,status,trigger", handler)})
    assert json_value(found, HOURS) is None  # not +4 200 min
    assert said(found, HOURS) == "Unknown: no case and no run to count"


def test_t10_a_dropped_record_of_a_successful_run_is_a_lost_case(tmp_path):
    runs = {
        "runs/intake.csv": lines(
            "id,started,status,items,ignored",
            [
                "a,2026-06-10 09:01,success,1,0",
                "b,2026-06-11 09:01,success,1,1",
                "c,2026-06-12 09:01,success,1,0",
            ],
        )
    }
    found = audited(tmp_path, lead_files(["L1", "L2", "L3"], ["L1", "L3"]) | runs)
    assert found.figures["intake/lost"].value == Exact(1)
    assert [lost["case"] for lost in as_json(found, "en")["automations"][0]["lost"]] == ["L2"]
    # The platform says 3 successes of 3; one of them dropped its only record.
    assert json_value(found, "intake/runs/success") == pytest.approx(2 / 3)
    assert found.figures["intake/runs/ignored"].value == Exact(1)


def execution(number, *, error):
    """One execution as n8n exports it: the CRM node is told to go on when it fails."""
    put_out = {"error": {"message": "invalid e-mail"}} if error else {"id": number}
    return {
        "id": str(number),
        "workflowId": "w1",
        "workflowData": {
            "name": "Intake",
            "nodes": [{"name": "Form"}, {"name": "CRM", "onError": "continueRegularOutput"}],
        },
        "startedAt": f"2026-06-1{number}T09:01:00Z",
        "stoppedAt": f"2026-06-1{number}T09:01:02Z",
        "status": "success",
        "mode": "webhook",
        "data": {
            "resultData": {
                "runData": {
                    "Form": [{"executionIndex": 0, "data": {"main": [[{"json": {}}]]}}],
                    "CRM": [
                        {
                            "executionIndex": 1,
                            "source": [{"previousNode": "Form"}],
                            "data": {"main": [[{"json": put_out}]]},
                        }
                    ],
                }
            }
        },
    }


def test_t10_an_error_that_the_platform_was_told_to_ignore_is_not_a_success(tmp_path):
    executions = [execution(n, error=n == 1) for n in range(3)]
    runs = {"runs/intake.json": json.dumps({"data": executions})}
    found = audited(tmp_path, lead_files(["L1", "L2", "L3"], ["L1", "L3"]) | runs)
    assert [e["status"] for e in executions] == ["success"] * 3  # what the platform says
    assert json_value(found, "intake/runs/success") == pytest.approx(2 / 3)
    assert said(found, "intake/runs/ignored") == said(found, "intake/lost") == "1 case"


def test_t10_a_dropped_record_saves_no_time(tmp_path):
    worth = reminders("{role: clerk, before: 6 min/item, after: 0 min/item}")
    rows = [f"r{n},{day} 08:00,success,10,1" for n, day in enumerate(FIRSTS)]
    found = audited(tmp_path, worth | {"runs/reminders.csv": lines("id,started,status,items,ignored", rows)})
    assert json_value(found, HOURS) == pytest.approx(9 * 6 / 60)  # not 10 x 6


def test_t17_a_webhook_answered_200_without_a_run_is_a_lost_case(tmp_path):
    runs = {
        "runs/intake.csv": lines(
            "id,started,status",
            [f"{k},2026-06-1{n} 09:01,success" for n, k in ((0, "a"), (2, "c"), (3, "d"))],
        )
    }
    found = audited(tmp_path, lead_files(["L1", "L2", "L3", "L4"], ["L1", "L3", "L4"]) | runs)
    # The runs alone look perfect (3 of 3): only what came in says that L2 never arrived.
    # L4 came in last: its 15 minutes are not over in these data, so 3 leads were due.
    assert json_value(found, "intake/runs/success") == pytest.approx(1.0)
    lost = found.figures["intake/lost"]
    assert (lost.value, lost.grade, lost.n) == (Exact(1), Grade.A, 3)
    assert said(found, "intake/lost") == "1 case"
    assert [(row.file, row.line) for row in lost.rows] == [("events/webhook.csv", 3)]
    assert found.figures["totals/lost"].value == Exact(1)


def chained(per):
    """Three automations one after the other on the same cases, each said to save 10 minutes."""
    after = {"first": "", "second": "upstream: first\n", "third": "upstream: second\n"}
    return {
        f"automations/{key}.yaml": f"name: {key}\n{upstream}worth:\n"
        f"  - time: {{role: clerk, before: 10 min/{per}, after: 0 min/{per}}}\n"
        "costs: {supervision: {money: 0}}\n"
        for key, upstream in after.items()
    }


@pytest.mark.parametrize("per", ["run", "item"])
def test_t18_a_case_through_three_chained_automations_is_saved_once(per, tmp_path):
    runs = {
        f"runs/{key}.csv": lines(
            "id,started,status,cases", [f"{key}{n},{day} 08:00,success,Q{n}" for n, day in enumerate(FIRSTS)]
        )
        for key in ("first", "second", "third")
    }
    found = audited(tmp_path, chained(per) | runs)
    hours = [json_value(found, f"{key}/worth/hours") for key in ("first", "second", "third")]
    assert hours == pytest.approx([10 / 60, 0, 0])  # 10 min a month in all, not 30
    # 1/6 h at 60 an hour is 10; unknown use realises 25 to 90 % of it: 3 x would be above 10.
    assert 0 < json_value(found, "totals/net/D") < 10


def test_t18_a_link_whose_saving_is_counted_upstream_is_not_told_to_stop(tmp_path):
    """Half a year of daily runs, 5 a month to supervise each link: the chain as a whole is worth its cost."""
    days = [date(2026, 1, 5) + timedelta(days=n) for n in range(176)]
    runs = {
        f"runs/{key}.csv": lines(
            "id,started,status,cases", [f"{key}{n},{day} 08:00,success,Q{n}" for n, day in enumerate(days)]
        )
        for key in ("first", "second", "third")
    }
    chain = {name: text.replace("money: 0", "money: 5") for name, text in chained("run").items()}
    found = audited(tmp_path, chain | runs)
    # 30.4 runs a month x 10 min = 5.07 h, counted at the first link; the others show their 5 of cost.
    hours = [json_value(found, f"{key}/worth/hours") for key in ("first", "second", "third")]
    assert hours == pytest.approx([365 / 12 / 6, 0, 0], rel=0.02)
    assert json_value(found, "second/worth/net") == pytest.approx(-5)
    assert "second/worth/p_positive" not in found.figures
    assert Decision.STOP not in {sheet.verdict.decision for sheet in found.sheets}


def test_t18_a_run_started_by_the_run_before_it_is_not_saved_again(tmp_path):
    """The same chain without case numbers: the tool says which run started which."""
    before = {"first": "", "second": "first", "third": "second"}
    runs = {
        f"runs/{key}.csv": lines(
            "id,started,status,parent",
            [
                f"{key}{n},{day} 08:0{step},success,{parent and f'{parent}{n}'}"
                for n, day in enumerate(FIRSTS)
            ],
        )
        for step, (key, parent) in enumerate(before.items())
    }
    found = audited(tmp_path, chained("run") | runs)
    hours = [json_value(found, f"{key}/worth/hours") for key in before]
    assert hours == pytest.approx([10 / 60, 0, 0])


@pytest.mark.parametrize("trigger", ["production", "manual", "retry"])
def test_t19_a_successful_run_run_again_is_saved_once(trigger, tmp_path):
    worth = reminders("{role: clerk, before: 30 min/run, after: 0 min/run}")
    rows = [f"r{n},{day} 08:00,success,production," for n, day in enumerate(FIRSTS)]
    again = [f"s{n},{day} 18:00,success,{trigger},r{n}" for n, day in enumerate(FIRSTS)]
    found = audited(
        tmp_path,
        worth | {"runs/reminders.csv": lines("id,started,status,trigger,retry_of", rows + again)},
    )
    assert json_value(found, HOURS) == pytest.approx(0.5)  # 30 min a month, not 60
    assert found.figures["reminders/runs/success"].n == 3


def test_t19_the_same_case_handled_again_by_hand_is_saved_once(tmp_path):
    """The tool does not say what a run repeats, but both runs name the same quote."""
    worth = reminders("{role: clerk, before: 30 min/run, after: 0 min/run}")
    rows = [
        f"{k}{n},{day} {h}:00,success,Q{n}" for n, day in enumerate(FIRSTS) for k, h in (("r", 10), ("s", 18))
    ]
    found = audited(tmp_path, worth | {"runs/reminders.csv": lines("id,started,status,cases", rows)})
    assert json_value(found, HOURS) == pytest.approx(0.5)


def test_t19_a_failure_repaired_by_a_retry_is_saved_once_and_is_not_redone(tmp_path):
    worth = reminders(
        "{role: clerk, before: 30 min/run, after: 0 min/run, exceptions: {share: 0, minutes: 45}}"
    )
    rows = [f"r{n},{day} 08:00,failed,production," for n, day in enumerate(FIRSTS)]
    again = [f"s{n},{day} 18:00,success,manual,r{n}" for n, day in enumerate(FIRSTS)]
    found = audited(
        tmp_path,
        worth | {"runs/reminders.csv": lines("id,started,status,trigger,retry_of", rows + again)},
    )
    assert json_value(found, HOURS) == pytest.approx(0.5)
    assert json_value(found, "reminders/runs/success") == 0  # the first execution failed each time


def test_t11_an_automation_stopped_nine_days_ago_is_silent_not_green(tmp_path):
    days = [date(2026, 4, 1) + timedelta(days=n) for n in range(82)]  # every day to 21 June
    rows = [f"r{day}{n},{day} 1{n}:00,success" for day in days for n in range(2)]
    found = audited(
        tmp_path,
        {"automations/intake.yaml": "name: Intake\n", "runs/intake.csv": lines("id,started,status", rows)},
        today=date(2026, 6, 30),
    )
    silence = found.sheets[0].watched.silence
    assert silence.silent is True
    # Last seen on Sunday 21 June. Quiet working days before 30 June: Mon 22 to Fri 26 and Mon 29, so 6.
    # The past brought 2 runs on each of 82 days, 58 of them working days: 164 / 58 x 6 = 17 runs missing.
    assert found.figures["intake/silence"].value == Exact(6 * 86_400)
    assert silence.expected == pytest.approx(164 / 58 * 6)
    told = as_json(found, "en")["automations"][0]["certainties"]
    alerts = [plain(line["said"]) for line in told if line["alert"]]
    assert alerts == ["Nothing since 21 June 2026: 17 events were expected, 0 seen."]
