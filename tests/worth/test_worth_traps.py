"""Figures that the field gets wrong (spec traps), from runs or cells to the worth."""

from datetime import date, timedelta

import pytest

from retour.events.run import RunStatus, Trigger
from retour.quantity import DeclaredRange, Grade, Period, Unknown
from retour.register.automation import Plan, Rollout, RolloutKind
from retour.register.worth_lines import Costs, DatedRange, Effort, MarginLine, Per, Source
from retour.worth import run_volume

JUNE = Period(date(2026, 6, 1), date(2026, 7, 1))


def freed_minutes(found):
    """Minutes freed a month: at 60 an hour with nothing else, hours times 60."""
    return found.hours.mode * 60


def line(found, code):
    return next(x for x in found.lines if x.code == code)


def firsts(run, *months, **said):
    return tuple(run(f"r{m}", date(2026, m, 1), **said) for m in months)


def test_t01_a_monthly_run_of_600_items_at_2_minutes_saves_1200_minutes(run, minutes, automation, worth):
    runs = firsts(run, 4, 5, 6, items=600)
    found = worth(automation(minutes(2)), runs={"reminders": runs})
    assert freed_minutes(found) == pytest.approx(1200)
    assert found.grade is Grade.D


def test_t02_a_yearly_process_is_worth_once_its_cost_a_year(run, minutes, automation, worth):
    live = Rollout(kind=RolloutKind.DATE, at=date(2024, 1, 1))
    runs = tuple(run(f"r{y}", date(y, 3, 31)) for y in (2024, 2025, 2026))
    found = worth(automation(minutes(120), rollout=live), runs={"reminders": runs})
    assert 12 * freed_minutes(found) == pytest.approx(120)


def test_t02_a_single_yearly_run_counts_when_go_live_is_known(run, minutes, automation, worth):
    live = Rollout(kind=RolloutKind.DATE, at=date(2024, 1, 1))
    runs = (run("r", date(2026, 3, 31)),)
    found = worth(automation(minutes(120), rollout=live), runs={"reminders": runs})
    assert 12 * freed_minutes(found) == pytest.approx(120)


@pytest.mark.parametrize("status", [RunStatus.FAILED, RunStatus.CANCELLED])
def test_t03_failed_and_cancelled_runs_save_nothing_and_cost_rework(
    status, run, minutes, automation, worth, fixed
):
    runs = firsts(run, 4, 5, 6, items=10, status=status)
    found = worth(automation(minutes(6, exception_minutes=fixed(9))), runs={"reminders": runs})
    assert freed_minutes(found) == pytest.approx(-90)


def test_t03_rework_nobody_timed_is_listed_not_zero(run, minutes, automation, worth):
    runs = firsts(run, 4, 5, 6, status=RunStatus.FAILED)
    found = worth(automation(minutes(6)), runs={"reminders": runs})
    assert freed_minutes(found) == 0
    assert "rework" in found.not_said


def test_t04_the_saving_is_net_of_residual_time_and_run_cost(run, minutes, automation, worth, fixed):
    costs = Costs(ai_per_case=fixed(0.5))
    runs = firsts(run, 4, 5, 6, items=100)
    found = worth(automation(minutes(5, 2), costs=costs), runs={"reminders": runs})
    realised = float(line(found, "time_cash").draws.mean())
    assert freed_minutes(found) == pytest.approx(300)  # not the 500 of the as-is cost
    assert found.net.mode == pytest.approx(realised - 50)


def test_t05_75_minutes_at_1_an_hour_is_1_25(run, minutes, automation, worth):
    runs = firsts(run, 4, 5, 6)
    found = worth(automation(minutes(75)), runs={"reminders": runs})
    assert found.hours.mode * 1.0 == pytest.approx(1.25)


def test_t06_nothing_is_rounded_per_run(run, minutes, automation, worth):
    runs = tuple(run(f"r{i}", date(2026, 4, 1) + timedelta(days=i % 91)) for i in range(3000))
    found = worth(automation(minutes(0.4)), runs={"reminders": runs})
    assert freed_minutes(found) == pytest.approx(400)


def test_t07_an_error_handler_saves_nothing(run, minutes, automation, worth):
    good = firsts(run, 4, 5, 6)
    handlers = tuple(
        run(f"h{i}", date(2026, 6, 1 + i % 28), trigger=Trigger.ERROR_HANDLER) for i in range(100)
    )
    with_them = worth(automation(minutes(42)), runs={"reminders": good + handlers})
    without = worth(automation(minutes(42)), runs={"reminders": good})
    assert freed_minutes(with_them) == freed_minutes(without) == pytest.approx(42)


def test_t08_an_unattended_robot_slower_than_the_human_saves_the_human_minutes(
    run, minutes, automation, worth
):
    runs = firsts(run, 4, 5, 6, machine_seconds=30 * 60)
    found = worth(automation(minutes(20)), runs={"reminders": runs})
    assert freed_minutes(found) == pytest.approx(20)
    assert line(found, "time_cash").details["machine_minutes"] == pytest.approx(30)
    assert found.running_cost.mode == pytest.approx(10)  # machine minutes have no price here


def test_t09_one_run_that_handles_many_files_counts_them_all(run):
    assert run_volume([run("r", date(2026, 6, 3), items=37)], JUNE).items == 37


def test_t10_ignored_records_are_not_handled(run):
    volume = run_volume([run("r", date(2026, 6, 3), items=10, ignored=3, status=RunStatus.PARTIAL)], JUNE)
    assert (volume.items, volume.ignored) == (7, 3)


def test_t12_minutes_typed_as_measured_stay_grade_d(run, minutes, automation, worth, fixed):
    typed = (DatedRange(value=fixed(5), source=Source.MEASURED),)
    runs = {"reminders": firsts(run, 4, 5, 6)}
    found = worth(automation(minutes(5, before=typed)), runs=runs)
    assert found.grade is line(found, "time_cash").grade is Grade.D
    assert isinstance(found.net, DeclaredRange)


def test_t13_one_run_in_30_days_on_a_revenue_automation_is_unknown(run, automation, worth, fixed):
    margin = MarginLine(indicator="signed", amount=fixed(1000), margin_rate=fixed(0.5))
    found = worth(automation(margin), runs={"reminders": (run("r", date(2026, 6, 10)),)})
    assert found.lines[0].value == Unknown("too_few_runs", {"n": 1, "days": 30})
    assert isinstance(found.net, Unknown)
    assert found.p_positive is None


def test_t15_nothing_entered_gives_no_number(automation, worth):
    found = worth(automation(costs=Costs()))
    assert found.net == Unknown("nothing_entered")
    assert all(isinstance(x.value, Unknown) for x in found.lines)
    for value in (found.cash, found.capacity, found.running_cost, found.hours, found.fte, found.build):
        assert isinstance(value, Unknown)


def test_t16_the_actual_volume_is_valued_not_the_possible_one(run, minutes, automation, worth, fixed):
    runs = tuple(run(f"r{m}{i}", date(2026, m, 1 + i)) for m in (4, 5, 6) for i in range(5))
    plan = Plan(cases_per_month=fixed(10))
    found = worth(automation(minutes(25), plan=plan), runs={"reminders": runs})
    assert found.volume == pytest.approx(5)
    assert freed_minutes(found) == pytest.approx(5 * 25)


def test_t18_a_case_through_three_chained_automations_is_saved_once(run, minutes, automation, worth):
    chain = [
        automation(minutes(10), key=key, upstream=before)
        for key, before in (("first", None), ("second", "first"), ("third", "second"))
    ]
    runs = {
        a.key: tuple(
            run(f"{a.key}{m}", date(2026, m, 1), automation=a.key, cases=(f"q{m}",)) for m in (4, 5, 6)
        )
        for a in chain
    }
    freed = [freed_minutes(worth(a, others=[b for b in chain if b is not a], runs=runs)) for a in chain]
    assert freed == pytest.approx([10, 0, 0])


def test_t18_a_case_line_counted_upstream_says_where(minutes, automation, worth):
    first = automation(minutes(10, per=Per.CASE), key="first")
    second = automation(minutes(10, per=Per.CASE), key="second", upstream="first")
    found = worth(second, others=[first])
    assert freed_minutes(found) == 0
    assert line(found, "time_cash").details["counted_in"] == "first"


def test_t18_a_run_triggered_by_an_upstream_run_is_not_counted_again(run, minutes, automation, worth):
    first, second = automation(minutes(10), key="first"), automation(minutes(10), upstream="first")
    runs = {
        "first": tuple(run(f"f{m}", date(2026, m, 1), automation="first") for m in (4, 5, 6)),
        "reminders": tuple(run(f"r{m}", date(2026, m, 1), parent=f"f{m}") for m in (4, 5, 6)),
    }
    assert freed_minutes(worth(second, others=[first], runs=runs)) == 0


def test_t18_a_nested_run_is_counted_with_its_parent(run):
    runs = [run("outer", date(2026, 6, 3), items=4), run("inner", date(2026, 6, 3), parent="outer", items=4)]
    assert run_volume(runs, JUNE).items == 4


@pytest.mark.parametrize("trigger", [Trigger.PRODUCTION, Trigger.MANUAL])
def test_t19_a_successful_run_run_again_is_saved_once(trigger, run):
    again = run("b", date(2026, 6, 4), retry_of="a", trigger=trigger)
    volume = run_volume([run("a", date(2026, 6, 3)), again], JUNE)
    assert (volume.runs, volume.items) == (1, 1)


def test_t19_a_failure_repaired_by_hand_is_saved_once(run):
    failed = run("a", date(2026, 6, 3), status=RunStatus.FAILED)
    again = run("b", date(2026, 6, 4), retry_of="a", trigger=Trigger.MANUAL)
    volume = run_volume([failed, again], JUNE)
    assert (volume.runs, volume.failed_runs) == (1, 0)


def test_t20_minutes_corrected_in_june_hold_from_june_and_both_figures_are_kept(
    run, minutes, automation, worth, at_date
):
    before = (at_date(10), at_date(4, date(2026, 6, 1)))
    runs = firsts(run, 4, 5, 6)
    found = worth(automation(minutes(10, before=before)), runs={"reminders": runs})
    details = line(found, "time_cash").details
    assert freed_minutes(found) == pytest.approx((10 + 10 + 4) / 3)
    assert details["as_dated"] == pytest.approx(8)
    assert details["restated"] == pytest.approx(4)


def test_a_cost_that_nobody_gave_is_listed(run, minutes, automation, worth, fixed):
    costs = Costs(supervision=Effort(hours=fixed(1), role="clerk"))
    found = worth(automation(minutes(60), costs=costs), runs={"reminders": firsts(run, 4, 5, 6)})
    assert {"build", "upkeep", "subscription", "failures"} <= set(found.not_said)
    assert line(found, "upkeep").value == Unknown("not_said")
    assert found.npv == Unknown("build_not_said")
