"""Runs and cases counted over months."""

from datetime import date, datetime, timedelta

import pytest

from retour.events.run import RunStatus, Trigger
from retour.kpi.caseload import cases_period, months_back, months_in
from retour.kpi.cells import day_number
from retour.quantity import Period
from retour.register.worth_lines import Per
from retour.worth import run_volume
from retour.worth.benefits import dated_shares
from retour.worth.quantity import Quantity
from retour.worth.volume import observed_period, run_period

JUNE = Period(date(2026, 6, 1), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
    ],
)
def test_months_back_keep_the_day_or_end_the_month(day, months, earlier):
    assert months_back(day, months) == earlier


def test_a_period_from_a_day_to_the_same_day_is_whole_months():
    assert months_in(Period(date(2026, 4, 1), date(2026, 6, 1))) == 2
    assert months_in(Period(date(2026, 4, 1), date(2026, 4, 16))) == pytest.approx(15 * 12 / 365)


def test_a_monthly_run_speaks_for_its_month():
    days = [date(2026, m, 1) for m in (3, 4, 5, 6)]
    assert observed_period(days, None, date(2026, 6, 20)).end == date(2026, 6, 20)
    assert observed_period(days, None, date(2026, 9, 20)).end == date(2026, 7, 2)


def test_runs_after_today_are_not_known_yet(run):
    runs = [run("a", date(2026, 6, 1)), run("b", date(2026, 6, 8)), run("c", date(2026, 8, 1))]
    assert run_period(runs, None, date(2026, 6, 10)).end == date(2026, 6, 10)


def test_no_production_run_is_no_period(run):
    assert run_period([run("a", date(2026, 6, 1), trigger=Trigger.TEST)], None, date(2026, 7, 1)) is None


def test_a_single_day_with_a_known_go_live_counts_until_today():
    period = observed_period([date(2026, 5, 1)], date(2026, 4, 20), date(2026, 7, 1))
    assert period == Period(date(2026, 4, 20), date(2026, 7, 1))


def test_cases_without_a_go_live_count_from_the_first_one():
    daily = {day_number(date(2026, 6, 1 + i)): 1 for i in range(20)}
    assert cases_period(daily, None, date(2026, 6, 21)) == Period(date(2026, 6, 1), date(2026, 6, 21))


def test_test_runs_and_runs_still_running_save_nothing(run):
    runs = [
        run("a", date(2026, 6, 1), trigger=Trigger.TEST),
        run("b", date(2026, 6, 2), status=RunStatus.RUNNING, ended=None),
        run("c", date(2026, 6, 3), trigger=Trigger.MANUAL),
    ]
    volume = run_volume(runs, JUNE)
    assert (volume.runs, volume.failed_runs, volume.machine_minutes) == (0, 0, 0)


def test_machine_time_is_what_the_tool_says_else_the_clock(run):
    runs = [
        run("a", date(2026, 6, 1), machine_seconds=30.0),
        run("b", date(2026, 6, 2), ended=datetime(2026, 6, 2, 9) + timedelta(minutes=2)),
    ]
    assert run_volume(runs, JUNE).machine_minutes == 2.5


def test_the_same_case_seen_twice_counts_once(run):
    runs = [run("a", date(2026, 6, 1), cases=("q1",)), run("b", date(2026, 6, 2), cases=("q1",))]
    assert run_volume(runs, JUNE).items == 1


def test_a_retry_whose_origin_is_not_in_the_export_counts_once(run):
    runs = [run("b", date(2026, 6, 1), retry_of="a"), run("c", date(2026, 6, 2), retry_of="a")]
    assert run_volume(runs, JUNE).runs == 1


def test_children_of_a_run_elsewhere_are_runs_of_their_own(run):
    runs = [run(f"c{i}", date(2026, 6, 1), parent="elsewhere") for i in range(3)]
    assert run_volume(runs, JUNE).items == 3


def test_retries_that_point_at_each_other_end(run):
    runs = [run("a", date(2026, 6, 1), retry_of="b"), run("b", date(2026, 6, 2), retry_of="a")]
    assert run_volume(runs, JUNE).runs >= 1


def test_a_volume_outside_the_period_is_left_out(run):
    assert run_volume([run("a", date(2026, 5, 31))], JUNE).runs == 0


def test_minutes_dated_after_the_whole_volume_fall_back_on_the_first(at_date):
    late = [at_date(10, date(2026, 7, 1)), at_date(4, date(2026, 8, 1))]
    quantity = Quantity(per_month=1, weights={day_number(date(2026, 6, 1)): 1.0})
    assert [(r.mode, s) for r, s in dated_shares(late, quantity)] == [(10, 1.0)]


def test_without_a_volume_the_latest_minutes_hold(at_date):
    two = [at_date(10), at_date(4, date(2026, 6, 1))]
    assert [r.mode for r, _ in dated_shares(two, Quantity(per_month=1))] == [4]


def test_minutes_a_month_are_weighted_by_days(minutes, automation, worth, at_date):
    before = (at_date(60), at_date(0, date(2026, 6, 1)))
    found = worth(automation(minutes(0, before=before, per=Per.MONTH)))
    assert found.hours.mode == pytest.approx(61 / 91)
