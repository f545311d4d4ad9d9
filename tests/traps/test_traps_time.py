"""Traps about time and its price: minutes, volumes, roundings, corrections."""

from datetime import date, timedelta

import pytest

from retour.quantity import DeclaredRange, Exact, Grade, Unknown
from retour.report.as_json import as_json
from traps.folders import FIRSTS, audited, json_value, lines, money_said, reminders, said

HOURS = "reminders/worth/hours"


def runs(rows, header="id,started,status,items"):
    return {"runs/reminders.csv": lines(header, rows)}


def monthly(items=1, status="success"):
    return runs([f"r{n},{day} 08:00,{status},{items}" for n, day in enumerate(FIRSTS)])


def test_t01_one_run_of_600_items_counts_600_times(tmp_path):
    worth = reminders("{role: clerk, before: 2 min/item, after: 0 min/item}")
    found = audited(tmp_path, worth | monthly(items=600))
    # 1 run a month x 600 items x 2 min = 1 200 min = 20 h, not 2 min = 0.033 h.
    assert json_value(found, HOURS) == pytest.approx(20.0)
    assert said(found, HOURS) == "20 h a month (declared)"
    assert found.figures[HOURS].grade is Grade.D


def test_t02_a_yearly_process_counts_once_its_cost(tmp_path):
    worth = reminders(
        "{role: clerk, before: 120 min/run, after: 0 min/run}", "rollout: {kind: date, at: 2024-01-01}\n"
    )
    found = audited(tmp_path, worth | runs(f"r{y},{y}-03-31 08:00,success,1" for y in (2024, 2025, 2026)))
    # 1 run a year x 120 min = 2 h a year = 0.1667 h a month: neither 0 nor three times as much.
    assert 12 * json_value(found, HOURS) == pytest.approx(2.0)
    assert said(found, HOURS) == "0.167 h a month (declared)"


def test_t02_a_single_run_without_a_go_live_is_unknown_not_zero(tmp_path):
    worth = reminders("{role: clerk, before: 120 min/run, after: 0 min/run}")
    found = audited(tmp_path, worth | runs(["r,2026-03-31 08:00,success,1"]))
    assert isinstance(found.figures[HOURS].value, Unknown)


def test_t02_a_yearly_process_seen_in_its_cases_counts_once(tmp_path):
    worth = reminders(
        "{role: clerk, before: 120 min/case, after: 0 min/case}",
        "process: closing\nrollout: {kind: date, at: 2024-01-01}\n",
    )
    process = {
        "processes/closing.yaml": "process: closing\nactivities: {closed: }\nfiles:\n"
        "  - {path: events/closing.csv, shape: long, time: at, case: case, activity: what}\n",
        "events/closing.csv": lines(
            "case,at,what", [f"C{y},{y}-03-31 08:00,closed" for y in (2024, 2025, 2026)]
        ),
    }
    # The data end on 31 March 2026; the twelve months before hold one closing: 2 h a year.
    found = audited(tmp_path, worth | process)
    assert 12 * json_value(found, HOURS) == pytest.approx(2.0, rel=0.01)


@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_t03_a_failed_run_saves_nothing_and_costs_its_rework(status, tmp_path):
    worth = reminders(
        "{role: clerk, before: 6 min/item, after: 0 min/item, exceptions: {share: 0, minutes: 9}}"
    )
    found = audited(tmp_path, worth | monthly(items=10, status=status))
    # 10 items a month fail: 10 x 6 min are not saved (not +1 h) and 10 x 9 min are spent again: -90 min.
    assert json_value(found, HOURS) == pytest.approx(-1.5)
    assert said(found, HOURS).startswith("−1.5 h")
    assert json_value(found, "reminders/worth/line/time_capacity") < 0


def test_t03_rework_that_nobody_timed_is_listed_not_zero(tmp_path):
    worth = reminders("{role: clerk, before: 6 min/item, after: 0 min/item}")
    found = audited(tmp_path, worth | monthly(items=10, status="failed"))
    assert json_value(found, HOURS) == 0
    assert "rework" in as_json(found, "en")["automations"][0]["not_said"]


def test_t03_failed_runs_among_good_ones_are_taken_off(tmp_path):
    worth = reminders(
        "{role: clerk, before: 6 min/item, after: 0 min/item, exceptions: {share: 0, minutes: 9}}"
    )
    good = [f"g{n},{day} 08:00,success,10" for n, day in enumerate(FIRSTS)]
    bad = [f"b{n},{day} 09:00,error,10" for n, day in enumerate(FIRSTS)]
    found = audited(tmp_path, worth | runs([*good, *bad]))
    # 10 x 6 min saved, 10 x 9 min redone: -30 min a month; the field shows 20 x 6 = +120 min.
    assert json_value(found, HOURS) == pytest.approx(-0.5)


def test_t04_the_saving_is_net_of_residual_time_and_run_cost(tmp_path):
    worth = reminders(
        "{role: clerk, before: 5 min/item, after: 2 min/item, realisation: avoided}",
        "costs: {ai: {per_case: 0.5}}\n",
    )
    found = audited(tmp_path, worth | monthly(items=100))
    # As it was: 100 x 5 min at 60 an hour = 500. Residual: 100 x 2 min = 200. Runs: 100 x 0.5 = 50.
    # 300 of time freed, of which 70 to 100 % (PERT mean 53/60) becomes money: 265; minus 50 = 215.
    assert json_value(found, HOURS) == pytest.approx(5.0)
    assert json_value(found, "reminders/worth/running_cost") == pytest.approx(50)
    assert json_value(found, "reminders/worth/net") == pytest.approx(300 * 53 / 60 - 50, abs=2)
    assert all(amount < 300 for amount in money_said(found))  # the 500 of the as-is cost is nowhere


def test_t05_75_minutes_at_1_an_hour_cost_1_25(tmp_path):
    worth = reminders("{role: cheap, before: 75 min/case, after: 0 min/case}")
    found = audited(tmp_path, worth)
    assert json_value(found, "reminders/cost_per_case/before") == pytest.approx(1.25)  # 75/60 h, not 1 h
    assert said(found, "reminders/cost_per_case/before") == "€1.25 per case (declared)"


def test_t05_75_minutes_a_run_are_1_25_hours_in_money_too(tmp_path):
    worth = reminders("{role: cheap, before: 75 min/run, after: 0 min/run, realisation: avoided}")
    found = audited(tmp_path, worth | monthly())
    assert json_value(found, HOURS) == pytest.approx(1.25)
    # 1.25 h x 1 an hour x 53/60 realised = 1.104; on whole hours it would be 0.883.
    assert json_value(found, "reminders/worth/line/time_cash") == pytest.approx(1.25 * 53 / 60, abs=0.01)


def test_t06_nothing_is_rounded_run_by_run(tmp_path):
    worth = reminders("{role: clerk, before: 0.4 min/run, after: 0 min/run}")
    days = [date(2026, 4, 1) + timedelta(days=n % 91) for n in range(3000)]
    found = audited(tmp_path, worth | runs(f"r{n},{day} 08:00,success,1" for n, day in enumerate(days)))
    # 3 000 runs in three months x 0.4 min = 400 min a month = 6.67 h, not 0.
    assert json_value(found, HOURS) == pytest.approx(400 / 60)
    assert said(found, HOURS) == "6.67 h a month (declared)"


def test_t08_a_robot_slower_than_the_human_saves_the_human_minutes(tmp_path):
    worth = reminders("{role: clerk, before: 20 min/run, after: 0 min/run}")
    rows = [f"r{n},{day} 08:00,{day} 08:30,success" for n, day in enumerate(FIRSTS)]
    found = audited(tmp_path, worth | runs(rows, "id,started,ended,status"))
    # A month: 20 human minutes freed (not 20 - 30 = -10), and 30 machine minutes beside them.
    assert json_value(found, HOURS) == pytest.approx(20 / 60)
    assert found.figures["reminders/worth/machine_hours"].value == Exact(0.5)
    assert said(found, "reminders/worth/machine_hours") == "0.5 h a month"


def test_t09_one_run_that_handles_37_files_counts_37(tmp_path):
    worth = reminders("{role: clerk, before: 3 min/item, after: 0 min/item}")
    rows = [f"r{n},{day} 08:00,success,37" for n, day in enumerate(FIRSTS)]
    found = audited(tmp_path, worth | runs(rows, "id,started,status,files"))
    assert json_value(found, HOURS) == pytest.approx(37 * 3 / 60)  # 1.85 h, not 0.05


def test_t12_a_guess_typed_as_measured_stays_declared(tmp_path):
    worth = reminders(
        "{role: clerk, before: {low: 5, mode: 5, high: 5, unit: min/run, source: measured}, after: 0}",
        "costs: {supervision: {money: 1}}\n"
        "claims: {said: {kind: time_saved, sentence: We measured 1 h a day, numbers: {hours_per_day: 1}}}\n",
    )
    found = audited(tmp_path, worth | monthly())
    shown = {key: f for key, f in found.figures.items() if "/worth/" in key or "/claim/" in key}
    known = {key: f for key, f in shown.items() if not isinstance(f.value, Unknown)}
    assert {HOURS, "reminders/worth/net", "reminders/claim/said/hours_per_month"} <= known.keys()
    counted = {key for key, f in known.items() if f.grade is not Grade.D}
    assert counted == {"reminders/worth/input/volume:run"}  # the runs seen: nobody typed how many
    assert found.totals.by_grade.keys() == {Grade.D}  # and so in no total of what is established
    assert isinstance(known["reminders/worth/net"].value, DeclaredRange)
    assert said(found, HOURS) == "0.0833 h a month (declared)"


def test_t12_a_typed_monthly_reading_is_no_measure_either(tmp_path):
    kpi = (
        "name: Reminders\nprocess: quote\nrollout: {kind: date, at: 2026-04-01}\n"
        "kpis: {signed: {better: higher, rate: {of: sent, reaching: signed, by: 5d}}}\n"
    )
    readings = lines(
        "automation,indicator,period,value,n",
        [
            f"reminders,signed,2026-0{m},{v},100"
            for m, v in ((1, 0.2), (2, 0.2), (3, 0.2), (4, 0.4), (5, 0.4))
        ],
    )
    process = "process: quote\nactivities: {sent: , signed: }\n"
    files = {
        "automations/reminders.yaml": kpi,
        "processes/quote.yaml": process,
        "readings/typed.csv": readings,
    }
    found = audited(tmp_path, files)
    assert found.figures["reminders/effect/signed/all"].grade >= Grade.D


def test_t16_the_actual_volume_is_counted_not_the_possible_one(tmp_path):
    worth = reminders("{role: clerk, before: 25 min/run, after: 0 min/run}", "plan: {cases_per_month: 10}\n")
    rows = [f"r{m}{n},2026-0{m}-0{n} 08:00,success,1" for m in (4, 5, 6) for n in range(1, 6)]
    found = audited(tmp_path, worth | runs(rows))
    # 5 runs a month x 25 min = 125 min; 10 possible x 5 actual x 25 = 1 250 min is nowhere.
    assert json_value(found, HOURS) == pytest.approx(125 / 60)


def test_t20_minutes_corrected_in_june_hold_from_june_and_both_figures_are_kept(tmp_path):
    worth = reminders(
        "{role: clerk, before: [{mode: 10, low: 10, high: 10, unit: min/run}, "
        "{from: 2026-06-01, mode: 4, low: 4, high: 4, unit: min/run}], after: 0 min/run}"
    )
    found = audited(tmp_path, worth | runs(f"r{n},{day} 08:00,success,60" for n, day in enumerate(FIRSTS)))
    # As dated: (10 + 10 + 4) / 3 = 8 min a month. Restated with June's minutes: 4. The frozen 10 is nowhere.
    assert json_value(found, HOURS) == pytest.approx(8 / 60)
    assert json_value(found, "reminders/worth/hours_restated") == pytest.approx(4 / 60)
    assert found.figures["reminders/worth/hours_restated"].grade is Grade.D


def test_t20_a_correction_that_is_not_in_force_yet_restates_nothing(tmp_path):
    worth = reminders(
        "{role: clerk, before: [{mode: 10, low: 10, high: 10, unit: min/run}, "
        "{from: 2026-08-01, mode: 4, low: 4, high: 4, unit: min/run}], after: 0 min/run}"
    )
    found = audited(tmp_path, worth | monthly())
    assert json_value(found, HOURS) == pytest.approx(10 / 60)
    assert "reminders/worth/hours_restated" not in found.figures


def test_t20_minutes_never_corrected_are_not_restated(tmp_path):
    worth = reminders("{role: clerk, before: 10 min/run, after: 0 min/run}")
    assert "reminders/worth/hours_restated" not in audited(tmp_path, worth | monthly()).figures
