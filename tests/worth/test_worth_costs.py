"""Every cost netted; cash and capacity apart; hours and FTE on a printed basis."""

from datetime import date

import pytest

from retour.kpi.cells import day_number
from retour.quantity import DeclaredRange, Unknown
from retour.register.automation import Plan, Rollout, RolloutKind, Status
from retour.register.worth_lines import (
    Costs,
    Effort,
    Failures,
    Per,
    SpendLine,
    Subscription,
    Use,
)


def line(found, code):
    return next(x for x in found.lines if x.code == code)


def a_day(cases, start=date(2026, 1, 1), end=date(2026, 7, 1)):
    return {"quote": dict.fromkeys(range(day_number(start), day_number(end)), cases)}


@pytest.mark.parametrize(
    ("use", "code", "ends"),
    [
        (Use.AVOIDED, "time_cash", (0.7, 1.0)),
        (Use.REDEPLOYED, "time_capacity", (0.4, 0.9)),
        (Use.ABSORBED, "time_capacity", (0.05, 0.5)),
        (Use.UNKNOWN, "time_capacity", (0.25, 0.9)),
    ],
)
def test_freed_time_is_realised_in_the_share_that_its_use_says(use, code, ends, minutes, automation, worth):
    found = worth(automation(minutes(60, per=Per.MONTH, use=use)))
    draws = line(found, code).draws
    assert 60 * ends[0] <= draws.min() <= draws.max() <= 60 * ends[1]
    assert found.hours.mode == 1


def test_capacity_is_never_cash(minutes, automation, worth):
    found = worth(automation(minutes(60, per=Per.MONTH, use=Use.REDEPLOYED)))
    assert found.cash.mode == -10
    assert found.capacity.mode == pytest.approx(found.net.mode + 10)


def test_without_capacity_there_is_no_capacity(minutes, automation, worth):
    assert worth(automation(minutes(60, per=Per.MONTH))).capacity == Unknown("not_applicable")


@pytest.mark.parametrize(
    ("per", "hours"), [(Per.WORKING_DAY, 19.1), (Per.WEEK, 1607 / 35 / 12), (Per.MONTH, 1)]
)
def test_an_hour_a_day_week_or_month_counts_the_days_worked_and_the_people(
    per, hours, minutes, automation, worth
):
    found = worth(automation(minutes(60, per=per, people=3)))
    assert found.hours.mode == pytest.approx(3 * hours)
    assert found.fte.mode == pytest.approx(12 * 3 * hours / 1607)
    assert found.details["hours_per_year"] == 1607


def test_supervision_costs_money_and_hours(minutes, automation, worth, fixed):
    costs = Costs(supervision=Effort(hours=fixed(2), role="clerk"))
    found = worth(automation(minutes(600, per=Per.MONTH), costs=costs))
    assert found.hours.mode == 8
    assert found.running_cost.mode == 120
    assert line(found, "supervision").value.mode == -120


def test_a_role_without_an_hourly_cost_gives_hours_but_no_money(minutes, automation, worth, fixed):
    costs = Costs(supervision=Effort(hours=fixed(2), role="ghost"), upkeep=Effort(money=fixed(1)))
    found = worth(automation(minutes(600, per=Per.MONTH, role="ghost"), costs=costs))
    assert found.hours.mode == 10
    why = {"code": "time_cash", "reason": "role_not_said", "role": "ghost"}
    assert found.net == Unknown("benefit_unknown", why)
    assert line(found, "supervision").value == Unknown("role_not_said", {"role": "ghost"})


@pytest.mark.parametrize(("side", "reason"), [("before", "before_not_said"), ("after", "after_not_said")])
def test_minutes_never_said_are_not_zero_minutes(side, reason, minutes, automation, worth):
    found = worth(automation(minutes(5, **{side: ()})))
    assert found.lines[0].value.reason == reason
    assert found.hours.reason == reason


def test_case_lines_count_the_cases_seen_since_go_live(minutes, automation, worth):
    found = worth(automation(minutes(3, per=Per.CASE)), cases_per_day=a_day(4))
    assert found.volume == pytest.approx(4 * 91 / 3)
    assert found.hours.mode == pytest.approx(4 * 91 / 3 * 3 / 60)


def test_cases_left_aside_at_random_save_nothing(minutes, automation, worth):
    for share, kept in ((0.8, 0.8), (None, 1.0)):
        drawn = Rollout(kind=RolloutKind.RANDOM, at=date(2026, 4, 1), assigned="arm", treated_share=share)
        found = worth(automation(minutes(3, per=Per.CASE), rollout=drawn), cases_per_day=a_day(4))
        assert found.volume == pytest.approx(kept * 4 * 91 / 3)


def test_a_process_rarer_than_monthly_is_counted_over_a_year(minutes, automation, worth):
    daily = {"quote": {day_number(date(2025, 11, 3)): 2, day_number(date(2024, 11, 3)): 2}}
    live = Rollout(kind=RolloutKind.DATE, at=date(2024, 1, 1))
    found = worth(automation(minutes(3, per=Per.CASE), rollout=live), cases_per_day=daily)
    assert 12 * found.volume == pytest.approx(2)


def test_no_case_since_go_live_is_no_volume(minutes, automation, worth):
    daily = a_day(4, end=date(2026, 3, 1))
    found = worth(automation(minutes(3, per=Per.CASE)), cases_per_day=daily)
    assert found.lines[0].value == Unknown("no_volume", {"per": "case"})


def test_three_days_are_not_carried_to_a_month(minutes, automation, worth, run):
    live = Rollout(kind=RolloutKind.DATE, at=date(2026, 6, 28))
    by_case = worth(automation(minutes(3, per=Per.CASE), rollout=live), cases_per_day=a_day(4))
    runs = {"reminders": (run("a", date(2026, 6, 28)), run("b", date(2026, 6, 29)))}
    by_item = worth(automation(minutes(3), rollout=live), runs=runs)
    assert by_case.lines[0].value == Unknown("window_too_short", {"days": 3})
    assert by_item.lines[0].value.reason == "window_too_short"


def test_a_single_run_and_no_go_live_is_no_volume(minutes, automation, worth, run):
    unknown = automation(minutes(3), rollout=Rollout(kind=RolloutKind.NONE))
    assert worth(unknown, runs={"reminders": (run("a", date(2026, 6, 1)),)}).lines[0].value == Unknown(
        "too_few_runs", {"n": 1, "days": 0}
    )
    assert worth(unknown).lines[0].value == Unknown("no_volume", {"per": "item"})


def test_a_run_line_counts_runs_not_items(minutes, automation, worth, run):
    runs = {"reminders": tuple(run(f"r{m}", date(2026, m, 1), items=50) for m in (4, 5, 6))}
    assert worth(automation(minutes(6, per=Per.RUN)), runs=runs).hours.mode == pytest.approx(0.1)


def test_exceptions_cost_the_larger_of_the_declared_share_and_the_failures_seen(
    minutes, automation, worth, run, fixed
):
    runs = {"reminders": tuple(run(f"r{m}", date(2026, m, 1), items=100) for m in (4, 5, 6))}
    said = minutes(6, exception_share=fixed(0.1), exception_minutes=fixed(30))
    found = worth(automation(said), runs=runs)
    assert found.hours.mode == pytest.approx((600 - 300) / 60)


def test_exceptions_nobody_counted_are_listed(minutes, automation, worth):
    assert "exceptions" in worth(automation(minutes(6, per=Per.MONTH))).not_said


def test_a_subscription_is_a_share_of_its_tool_and_is_not_saved_by_stopping(
    minutes, automation, worth, fixed
):
    costs = Costs(subscriptions=(Subscription(tool="make", share=fixed(0.5)),))
    found = worth(automation(minutes(5, per=Per.MONTH), costs=costs))
    assert line(found, "subscription").value.mode == -10
    assert found.p_positive == 0  # 5 minutes a month never pay 10
    assert found.p_avoidable_negative == 0  # but stopping would not save the plan either


def test_a_tool_without_a_price_is_not_said(minutes, automation, worth, fixed):
    costs = Costs(subscriptions=(Subscription(tool="ghost", share=fixed(1)),), upkeep=Effort(money=fixed(1)))
    found = worth(automation(minutes(5, per=Per.MONTH), costs=costs))
    assert line(found, "subscription").value == Unknown("not_said", {"tool": "ghost"})


def test_an_upkeep_nobody_gave_is_what_vendors_say_of_the_build(minutes, automation, worth, fixed):
    found = worth(automation(minutes(60, per=Per.MONTH), costs=Costs(build=Effort(money=fixed(1200)))))
    upkeep = line(found, "upkeep")
    assert -30 <= upkeep.value.low <= upkeep.value.high <= -10
    assert upkeep.details["default"] == "vendor_claims"
    assert "upkeep" in found.not_said


def test_the_build_pays_back_and_returns(minutes, automation, worth, fixed):
    costs = Costs(build=Effort(hours=fixed(2), role="clerk"), upkeep=Effort(money=fixed(0)))
    found = worth(automation(minutes(60, per=Per.MONTH), costs=costs))
    assert found.build.mode == 120
    assert found.payback_months == pytest.approx(120 / 53, rel=0.1)
    assert found.details["roi"] == pytest.approx(found.npv.mode / 120)
    assert "build" not in {driver.code for driver in found.drivers}


def test_ai_is_counted_per_case_and_per_month(minutes, automation, worth, fixed):
    costs = Costs(ai_per_case=fixed(0.01), ai_per_month=fixed(3))
    found = worth(automation(minutes(5, per=Per.CASE), costs=costs), cases_per_day=a_day(10))
    assert found.running_cost.mode == pytest.approx(3 + 0.01 * 910 / 3)


def test_ai_per_case_without_any_case_is_unknown(minutes, automation, worth, fixed):
    found = worth(automation(minutes(5, per=Per.MONTH), costs=Costs(ai_per_case=fixed(0.01))))
    assert line(found, "ai").value.reason == "no_volume"


def test_ai_is_asked_only_of_those_that_use_it(minutes, automation, worth):
    assert "ai" not in worth(automation(minutes(5, per=Per.MONTH))).not_said
    writer = automation(minutes(5, per=Per.MONTH), tools=("make", "chatgpt"))
    assert "ai" in worth(writer).not_said


@pytest.mark.parametrize(
    ("detection", "a_year"), [(0.05, 726), (0.73, 1624), (2, 3300), (7, 9900), (14, 19140)]
)
def test_late_detection_costs_the_published_amount(detection, a_year, minutes, automation, worth, fixed):
    """Spec worth: 5 leads a day, 11 % signed, 600 a margin, 4 incidents a year, half a day of repair."""
    failures = Failures(
        per_year=fixed(4),
        detection_days=fixed(detection),
        repair_days=fixed(0.5),
        loss_share=fixed(0.11),
        cost_each=fixed(600),
    )
    plan = Plan(cases_per_month=fixed(5 * 365 / 12))
    planned = automation(
        minutes(1, per=Per.CASE), status=Status.PLANNED, plan=plan, costs=Costs(failures=failures)
    )
    cost = -line(worth(planned), "failures").value.mode
    assert 12 * 12 * cost == pytest.approx(12 * a_year, rel=1e-3)


def test_failures_without_a_volume_are_unknown(minutes, automation, worth, fixed):
    failures = Failures(
        per_year=fixed(4),
        detection_days=fixed(1),
        repair_days=fixed(1),
        loss_share=fixed(1),
        cost_each=fixed(1),
    )
    costs = Costs(failures=failures, upkeep=Effort(money=fixed(1)))
    assert (
        line(worth(automation(minutes(5, per=Per.MONTH), costs=costs)), "failures").value.reason
        == "no_volume"
    )


def test_a_planned_line_without_a_plan_has_no_volume(minutes, automation, worth):
    for per in (Per.CASE, Per.ITEM):
        planned = automation(minutes(5, per=per), status=Status.PLANNED)
        assert worth(planned).lines[0].value == Unknown("no_volume", {"per": per.value})


def test_costs_alone_are_not_a_negative_worth(automation, worth):
    assert worth(automation()).net == Unknown("no_benefit_declared")


def test_without_one_running_cost_there_is_no_net(minutes, automation, worth):
    found = worth(automation(minutes(60, per=Per.MONTH), costs=Costs()))
    assert found.net.reason == "costs_not_said"
    assert found.net.details["not_said"] == ["upkeep", "supervision", "subscription", "failures"]
    assert found.lines[0].value.mode > 0


def test_spending_that_disappeared_is_cash(automation, worth):
    found = worth(automation(SpendLine(label="old tool", per_month=DeclaredRange(80, 100, 120))))
    assert found.cash.mode == pytest.approx(90, abs=1)
    assert found.lines[0].details["label"] == "old tool"
    assert {d.code for d in found.drivers} == {"spend"}


def test_two_lines_of_one_role_share_its_hourly_cost(minutes, automation, worth):
    found = worth(automation(minutes(5, per=Per.MONTH), minutes(9, per=Per.MONTH)))
    inputs = [x.inputs for x in found.lines[:2]]
    assert "rate:clerk" in inputs[0]
    assert "rate:clerk" in inputs[1]
    assert inputs[1][0] == "minutes_before#2"


def test_the_same_seed_gives_the_same_worth(minutes, automation, worth):
    one, two = (worth(automation(minutes(60, per=Per.MONTH))) for _ in range(2))
    assert (one.net_draws == two.net_draws).all()
    assert one.dots == two.dots


def test_a_loop_of_upstream_automations_ends(minutes, automation, worth, run):
    first = automation(minutes(5), key="first", upstream="reminders")
    second = automation(minutes(5), upstream="first")
    runs = {"reminders": tuple(run(f"r{m}", date(2026, m, 1)) for m in (4, 5, 6))}
    assert worth(second, others=[first], runs=runs).hours.mode == pytest.approx(5 / 60)


def test_an_upstream_that_nobody_declared_counts_nothing(minutes, automation, worth):
    found = worth(automation(minutes(5, per=Per.CASE), upstream="ghost"), cases_per_day=a_day(3))
    assert found.hours.mode > 0
