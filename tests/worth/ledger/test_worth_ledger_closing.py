"""Closing a month: each line on what that month really handled, by the rules of each of its days."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from retour.effect.result import Design, Effect
from retour.kpi.cells import Cells, day_number
from retour.quantity import Better, DeclaredRange, Estimate, Grade, Period, Span, Text, Unknown
from retour.register.automation import Rollout, RolloutKind, Status
from retour.register.cards import Card
from retour.register.indicator import Duration, Indicator, Rate
from retour.register.worth_lines import (
    Costs,
    Effort,
    ErrorLine,
    Failures,
    MarginLine,
    Per,
    SpeedLine,
    SpendLine,
    Subscription,
    Use,
    WatchingLine,
)
from retour.worth.ledger.closing import Account, amounts_of, months_of
from retour.worth.ledger.month import Month
from retour.worth.volume import run_volume

TODAY = date(2026, 7, 1)
APRIL, MAY, JUNE = (Month(date(2026, month, 1)) for month in (4, 5, 6))
RATE = Rate(of="sent", reaching="signed", by=Span(seconds=86_400))


@pytest.fixture
def closed(dossier, worth):
    """The lines of a month, by name, of an automation as known on 1 July."""

    def make(automation, month, *effects, latest=False, **said):
        known = {"today": TODAY} | {k: said.pop(k) for k in ("others",) if k in said}
        found = Account(
            automation=automation,
            dossier=dossier(automation, *known.get("others", ()), **said),
            effects=effects,
            worth=worth(automation, *effects, **known, **said),
            today=TODAY,
            latest=latest,
        )
        return {amount.line: amount for amount in amounts_of(found, month)}

    return make


def ten_a_day(run, **said):
    """Runs of ten items every day from 1 April to 30 June."""
    days = [date(2026, 4, 1) + timedelta(days=n) for n in range(91)]
    return {"runs": {"reminders": tuple(run(f"r{n}", day, items=10, **said) for n, day in enumerate(days))}}


def seen(daily=None):
    """A process observed from January to the end of June, one case a day unless said."""
    days = {day_number(date(2026, 1, 1)) + n: 1 for n in range(181)}
    return {
        "cases_per_day": {"quote": days if daily is None else daily},
        "first_seen": {"quote": datetime(2026, 1, 1, 9, tzinfo=UTC)},
        "watermark": {"quote": datetime(2026, 6, 30, 18, tzinfo=UTC)},
    }


def test_a_month_is_worth_its_own_items(automation, minutes, run, closed):
    found = closed(automation(minutes(6)), APRIL, **ten_a_day(run))["time_cash"]
    # 300 items x 6 minutes at 60 an hour, of which (0.7 + 4 x 0.9 + 1) / 6 is avoided: 1 a minute.
    assert found.value == round(300 * 6 * 100 * 5.3 / 6)
    assert found.parts[0].inputs["quantity"] == "300"
    assert (found.low < found.value < found.high, found.grade) == (True, Grade.D)


def test_a_rule_that_begins_in_mid_month_holds_from_its_day_on(automation, minutes, run, at_date, closed):
    line = minutes(0, before=(at_date(6), at_date(2, date(2026, 5, 11))))
    before, after = closed(automation(line), MAY, **ten_a_day(run))["time_cash"].parts
    assert (before.inputs["quantity"], before.inputs["before"]) == ("100", "6")
    assert (after.inputs["quantity"], after.inputs["before"]) == ("210", "2")
    assert (before.end, after.start, after.end) == (date(2026, 5, 11), date(2026, 5, 11), date(2026, 6, 1))
    assert after.rule["before"] == {"from": "2026-05-11", "source": "declared"}
    (latest,) = closed(automation(line), MAY, latest=True, **ten_a_day(run))["time_cash"].parts
    assert (latest.inputs["quantity"], latest.inputs["before"]) == ("310", "2")


def test_the_first_rule_also_covers_what_came_before_it(automation, minutes, run, at_date, closed):
    line = minutes(0, before=(at_date(6, date(2026, 5, 1)), at_date(2, date(2026, 6, 1))))
    (part,) = closed(automation(line), APRIL, **ten_a_day(run))["time_cash"].parts
    assert part.inputs["before"] == "6"


def test_the_months_add_up_to_the_whole_period(automation, minutes, run, closed):
    said = ten_a_day(run)
    runs = said["runs"]["reminders"]
    cased = tuple(replace(r, cases=(f"C{n % 40}",), items=1) for n, r in enumerate(runs))
    said = {"runs": {"reminders": cased}}
    parts = [closed(automation(minutes(6)), m, **said)["time_cash"].parts[0] for m in (APRIL, MAY, JUNE)]
    whole = run_volume(cased, Period(date(2026, 4, 1), date(2026, 7, 1)))
    # 91 runs on forty cases: each case counts once, in the month that handled it first.
    assert [part.inputs["quantity"] for part in parts] == ["30", "10", "0"]
    assert sum(int(part.inputs["quantity"]) for part in parts) == whole.items == 40


def test_a_month_is_counted_since_go_live_and_costs_only_its_days(automation, minutes, run, closed):
    begun = replace(automation(minutes(6)), rollout=Rollout(kind=RolloutKind.DATE, at=date(2026, 4, 21)))
    found = closed(begun, APRIL, **ten_a_day(run))
    assert found["time_cash"].parts[0].inputs["quantity"] == "100"
    assert found["upkeep"].value == -round(1000 * 10 / 30)


def test_a_case_is_counted_with_the_share_that_gets_the_automation(automation, minutes, closed):
    drawn = Rollout(kind=RolloutKind.RANDOM, at=date(2026, 4, 1), assigned="arm", treated_share=0.8)
    made = automation(minutes(5, per=Per.CASE), rollout=drawn)
    (part,) = closed(made, MAY, **seen())["time_cash"].parts
    assert (part.inputs["quantity"], part.inputs["treated"]) == ("31", "0.8")
    assert part.amount == round(31 * 0.8 * 5 * 100 * 5.3 / 6)


def test_a_month_that_the_events_do_not_reach_is_unknown(automation, minutes, closed):
    known = seen() | {"watermark": {"quote": datetime(2026, 6, 20, 18, tzinfo=UTC)}}
    found = closed(automation(minutes(5, per=Per.CASE)), JUNE, **known)["time_cash"]
    assert (found.value, found.low, found.parts, found.unknown) == (None, None, (), "month_not_observed")
    assert (found.grade, found.about["until"]) == (Grade.E, "2026-06-21")
    assert closed(automation(minutes(5, per=Per.CASE)), MAY, **known)["time_cash"].value is not None


def test_a_month_before_the_events_begin_is_unknown_and_the_first_one_is_counted_from_there(
    automation, minutes, closed
):
    known = seen({day_number(date(2026, 5, 11)) + n: 1 for n in range(51)})
    known["first_seen"] = {"quote": datetime(2026, 5, 11, 9, tzinfo=UTC)}
    made = automation(minutes(5, per=Per.CASE))
    assert closed(made, APRIL, **known)["time_cash"].unknown == "month_not_observed"
    (part,) = closed(made, MAY, **known)["time_cash"].parts
    assert (part.start, part.inputs["quantity"]) == (date(2026, 5, 11), "21")


def test_working_days_are_spread_over_the_calendar_month(automation, minutes, closed):
    half = Rollout(kind=RolloutKind.DATE, at=date(2026, 4, 16))
    made = automation(minutes(60, per=Per.WORKING_DAY, people=2), rollout=half)
    (part,) = closed(made, APRIL)["time_cash"].parts
    assert float(part.inputs["quantity"]) == pytest.approx(19.1)  # half of 2 x 19.1
    whole = closed(made, MAY)["time_cash"].parts[0]
    assert float(whole.inputs["quantity"]) == pytest.approx(38.2)


def test_a_role_that_nobody_priced_leaves_its_time_unknown(automation, minutes, run, closed):
    found = closed(automation(minutes(6, role="nobody")), APRIL, **ten_a_day(run))["time_cash"]
    assert (found.value, found.unknown) == (None, "role_not_said")


@pytest.mark.parametrize("share", [0.05, 0.5, None])
def test_minutes_spent_again_are_those_of_the_larger_of_what_was_said_and_seen(
    share, automation, minutes, run, fixed, closed
):
    formula, quantity = ("exceptions", "240") if share == 0.5 else ("redone", "60")
    good = ten_a_day(run)["runs"]["reminders"]
    failed = [replace(r, status=type(r.status).FAILED) if r.started.day % 5 == 0 else r for r in good]
    line = minutes(6, exception_minutes=fixed(9), exception_share=share and fixed(share))
    found = closed(automation(line), APRIL, runs={"reminders": tuple(failed)})["time_cash"]
    time, again = found.parts
    # 24 good runs and 6 failed ones in April, ten items each.
    assert time.inputs["quantity"] == "240"
    assert (again.formula, again.inputs["quantity"]) == (formula, quantity)
    often = 60 if formula == "redone" else 240 * share
    assert found.value == pytest.approx((240 * 6 - often * 9) * 100 * 5.3 / 6, abs=1)


def test_cases_counted_upstream_are_not_counted_twice(automation, minutes, closed):
    up = replace(automation(minutes(5, per=Per.CASE)), key="first")
    down = automation(minutes(5, per=Per.CASE), upstream="first")
    found = closed(down, MAY, others=(up,), **seen())["time_cash"]
    assert (found.value, found.about["counted_in"]) == (0, "first")


def cells(pending=0):
    days = np.arange(day_number(date(2026, 4, 1)), day_number(date(2026, 7, 1)))
    late = np.where(days >= day_number(date(2026, 6, 25)), pending, 0)
    return Cells(
        day=days,
        segment=("",) * len(days),
        arm=("",) * len(days),
        n=10 - late,
        total=np.full(len(days), 2),
        square=np.full(len(days), 2.0),
        pending=late,
        missing=np.zeros(len(days), np.int64),
        amount=np.full(len(days), 200_000),
        amount_n=np.full(len(days), 2),
    )


def effect(value=0.04, **said):
    usual = {
        "automation": "reminders",
        "indicator": "signed",
        "version": "all",
        "design": Design.SINGLE_SERIES,
        "estimate": Estimate(value, value - 0.01, value + 0.02),
        "grade": Grade.C,
        "after": Period(date(2026, 4, 1), date(2026, 7, 1)),
        "method": "cut",
    }
    return Effect(**(usual | said))


@pytest.fixture
def measured(automation, fixed):
    """An automation worth margin on its main indicator."""

    def make(line=None, better=Better.HIGHER, **said):
        main = Indicator(key="signed", name=Text.same("signed"), measure=RATE, better=better, main=True)
        usual = MarginLine(indicator="signed", amount=None, margin_rate=fixed(0.4))
        return automation(line or usual, indicators=(main,), **said)

    return make


def test_margin_is_the_cases_of_the_month_times_the_effect(measured, closed):
    known = seen() | {"cells": {("reminders", "signed"): cells()}}
    found = closed(measured(), MAY, effect(), **known)["margin"]
    # 310 cases x 0.04 x 1000 (measured, always the same) x 0.4
    assert (found.value, found.grade) == (round(310 * 0.04 * 1000 * 0.4 * 100), Grade.C)
    assert found.parts[0].inputs["amount"] == {"at": "1000", "low": "1000", "high": "1000"}
    assert found.low < found.value < found.high


def test_margin_waits_for_the_outcomes_of_its_month(measured, closed):
    known = seen() | {"cells": {("reminders", "signed"): cells(pending=3)}}
    found = closed(measured(), JUNE, effect(), **known)["margin"]
    assert (found.value, found.unknown, found.about["n"]) == (None, "outcomes_pending", 18)
    assert closed(measured(), MAY, effect(), **known)["margin"].value is not None


def test_errors_that_fall_are_money_and_errors_that_rise_are_a_loss(measured, fixed, closed):
    line = ErrorLine(indicator="signed", cost_each=fixed(50))
    known = seen() | {"cells": {("reminders", "signed"): cells()}}
    fall, rise = (
        closed(measured(line, better=Better.LOWER), MAY, effect(value), **known)["errors"].value
        for value in (-0.04, 0.04)
    )
    assert (fall, rise) == (62_000, -62_000)


def test_an_effect_at_a_landmark_and_one_without_cells_are_carried_over_as_the_audit_had_them(
    measured, closed, worth
):
    known = seen() | {"cells": {("reminders", "signed"): cells()}}
    late = Effect(
        automation="reminders",
        indicator="signed",
        version="all",
        design=Design.LANDMARK,
        estimate=Estimate(0.1, 0.05, 0.15),
        grade=Grade.B,
        n=300,
    )
    found = closed(measured(), MAY, late, **known)["margin"]
    assert found.unknown == "no_case_frame"  # as the audit says: nobody knows how many were still open


def test_an_amount_that_nobody_can_measure_leaves_the_margin_unknown(measured, closed):
    none = replace(cells(), amount_n=np.zeros(91, np.int64))
    found = closed(measured(), MAY, effect(), **seen(), cells={("reminders", "signed"): none})["margin"]
    assert (found.value, found.unknown) == (None, "amount_unknown")


def test_spending_that_disappeared_is_counted_by_days(automation, fixed, closed):
    made = automation(SpendLine(label="agency", per_month=fixed(90)))
    begun = replace(made, rollout=Rollout(kind=RolloutKind.DATE, at=date(2026, 4, 21)))
    assert closed(begun, APRIL)["spend"].value == 3000
    assert closed(begun, MAY)["spend"].value == 9000


def test_every_cost_is_made_from_its_own_inputs(automation, fixed, closed):
    costs = Costs(
        build=Effort(hours=fixed(10), role="clerk"),
        supervision=Effort(hours=fixed(2), role="clerk"),
        subscriptions=(Subscription(tool="make", share=fixed(0.25)),),
        ai_per_month=fixed(7),
        ai_per_case=fixed(0.1),
        failures=Failures(
            per_year=fixed(73),
            detection_days=fixed(1),
            repair_days=fixed(4),
            loss_share=fixed(0.5),
            cost_each=fixed(2),
        ),
    )
    found = closed(automation(costs=costs), MAY, **seen())
    # the build's 600 x (0.10 + 4 x 0.18 + 0.30) / 6 a year, by twelfths
    assert found["upkeep"].value == -round(600 * 1.12 / 6 / 12 * 100)
    assert found["supervision"].value == -12_000
    assert found["subscription"].value == -500
    assert (found["ai"].value, found["ai#2"].value) == (-700, -310)
    assert found["failures"].value == -round(31 * 73 * 5 / 365 * 0.5 * 2 * 100)
    assert found["supervision"].parts[0].shared == {"hourly_cost": "role:clerk"}
    assert found["subscription"].parts[0].shared == {"price": "tool:make"}


def test_a_build_in_money_gives_its_usual_upkeep(automation, fixed, closed):
    found = closed(automation(costs=Costs(build=Effort(money=fixed(1200)))), MAY)
    assert found["upkeep"].value == -round(100 * 1.12 / 6 * 100)


def test_costs_that_nobody_said_are_unknown_never_zero(automation, closed):
    found = closed(automation(costs=Costs()), MAY)
    assert {(a.value, a.unknown) for a in found.values()} == {(None, "not_said")}
    assert set(found) == {"upkeep", "supervision", "subscription", "failures"}


def test_costs_by_case_are_unknown_in_a_month_that_nobody_observed(automation, fixed, closed):
    known = seen() | {"watermark": {"quote": datetime(2026, 6, 20, 18, tzinfo=UTC)}}
    found = closed(automation(costs=Costs(ai_per_case=fixed(0.1))), JUNE, **known)
    assert (found["ai"].value, found["ai"].unknown) == (None, "month_not_observed")


def test_a_tool_named_twice_is_carried_over(automation, fixed, closed):
    twice = tuple(Subscription(tool="make", share=fixed(share)) for share in (0.25, 0.5))
    found = closed(automation(costs=Costs(subscriptions=twice)), MAY)
    assert [found[name].value for name in ("subscription", "subscription#2")] == [-500, -1000]
    assert found["subscription"].parts[0].formula == "carried"


@pytest.mark.parametrize("status", [Status.PLANNED, Status.PAUSED])
def test_what_is_not_live_yet_or_any_more_has_no_months_to_close(status, automation, dossier, worth):
    def months(made):
        account = Account(
            automation=made, dossier=dossier(made), effects=(), worth=worth(made), today=date(2026, 6, 30)
        )
        return months_of(account)

    assert months(automation()) == (APRIL, MAY)  # June is not over yet
    assert months(automation(status=status)) == ()
    assert months(automation(rollout=Rollout(kind=RolloutKind.NONE))) == ()


def test_the_mean_of_a_usual_month_is_that_of_the_audit(automation, run, minutes, worth, closed):
    line = replace(
        minutes(0),
        before=(replace(minutes(0).before[0], value=DeclaredRange(3, 5, 8)),),
        use=Use.ABSORBED,
    )
    said = ten_a_day(run)
    audit = worth(automation(line), draws=4000, **said).lines[0].value
    months = [closed(automation(line), m, **said)["time_capacity"] for m in (APRIL, MAY, JUNE)]
    mean = sum(m.value for m in months) / 300
    assert mean == pytest.approx(audit.mode, rel=0.01)
    assert sum(m.low for m in months) / 300 == pytest.approx(audit.low, rel=0.04)
    assert sum(m.high for m in months) / 300 == pytest.approx(audit.high, rel=0.04)


def test_a_benefit_that_has_no_effect_yet_is_unknown_for_the_reason_that_the_audit_gives(measured, closed):
    refused = effect(estimate=Unknown("too_few"), grade=Grade.E)
    found = closed(measured(), MAY, refused, **seen(), cells={("reminders", "signed"): cells()})["margin"]
    assert (found.value, found.unknown) == (None, "effect_unknown")


def test_an_hour_costs_what_its_card_says_on_each_day(automation, minutes, run, fixed, dossier, worth):
    cards = tuple(
        Card(key="own", hourly_cost=fixed(cost), year=since.year, source=str(cost), valid_from=since)
        for cost, since in ((60, date(2026, 1, 1)), (90, date(2026, 5, 11)))
    )
    made = automation(minutes(6), costs=Costs(supervision=Effort(hours=fixed(3.1), role="clerk")))
    said = dossier(made, **ten_a_day(run))
    roles = tuple(replace(role, cards=cards) for role in said.register.roles)
    said = replace(said, register=replace(said.register, roles=roles))
    account = Account(
        automation=made, dossier=said, effects=(), worth=worth(made, **ten_a_day(run)), today=TODAY
    )
    found = {amount.line: amount for amount in amounts_of(account, MAY)}
    before, after = found["time_cash"].parts
    assert [p.inputs["hourly_cost"] for p in (before, after)] == ["60", "90"]
    assert [p.inputs["quantity"] for p in (before, after)] == ["100", "210"]
    assert after.rule["hourly_cost"] == {"from": "2026-05-11", "source": "90"}
    # 3.1 hours spread over 31 days: a tenth an hour a day, ten days at 60 and twenty-one at 90.
    assert found["supervision"].value == -round(100 * (10 * 0.1 * 60 + 21 * 0.1 * 90))


def test_money_that_comes_in_sooner_is_counted_by_days(automation, fixed, closed):
    line = SpeedLine(
        annual_turnover=fixed(730_000),
        cost_of_capital=fixed(0.06),
        days_before=fixed(30),
        days_after=fixed(20),
    )
    begun = replace(automation(line), rollout=Rollout(kind=RolloutKind.DATE, at=date(2026, 4, 21)))
    # 10 days / 365 x 730 000 x 6 % / 12 = 100 a month, a third of April.
    assert closed(begun, MAY)["speed"].value == 10_000
    assert closed(begun, APRIL)["speed"].value == 3_333


def test_days_that_an_effect_measured_are_gained_where_the_delay_is_shorter(automation, fixed, closed):
    line = SpeedLine(annual_turnover=fixed(730_000), cost_of_capital=fixed(0.06), indicator="signed")
    delay = Duration(start="sent", end="paid", horizon=Span(seconds=90 * 86_400))
    main = Indicator(key="signed", name=Text.same("paid"), measure=delay, better=Better.LOWER, main=True)
    shorter = effect(estimate=Estimate(-10 * 86_400.0, -15 * 86_400.0, -6 * 86_400.0))
    found = closed(automation(line, indicators=(main,)), MAY, shorter)["speed"]
    assert (found.value, found.grade) == (10_000, Grade.C)
    assert found.parts[0].inputs["days_gained"] == {"at": "10", "low": "6", "high": "15"}


def test_incidents_noticed_sooner_are_counted_on_the_cases_of_the_month(automation, fixed, closed):
    line = WatchingLine(
        per_year=fixed(73),
        days_before=fixed(6),
        days_after=fixed(1),
        repair_days=fixed(2),
        loss_share=fixed(0.5),
        cost_each=fixed(2),
    )
    found = closed(automation(line), MAY, **seen())["watching"]
    assert found.value == round(31 * 73 * 5 / 365 * 0.5 * 2 * 100)
    known = seen() | {"watermark": {"quote": datetime(2026, 6, 20, 18, tzinfo=UTC)}}
    assert closed(automation(line), JUNE, **known)["watching"].unknown == "month_not_observed"


def test_margin_says_what_would_have_come_later_and_a_declared_amount(measured, fixed, closed):
    line = MarginLine(indicator="signed", amount=fixed(500), margin_rate=fixed(0.4), cannibalised=fixed(0.25))
    known = seen() | {"cells": {("reminders", "signed"): cells()}}
    found = closed(measured(line), MAY, effect(), **known)["margin"]
    assert found.value == round(310 * 0.04 * 500 * 0.4 * 0.75 * 100)


def test_margin_is_unknown_in_a_month_that_the_events_do_not_reach(measured, closed):
    known = seen() | {"cells": {("reminders", "signed"): cells()}}
    known["watermark"] = {"quote": datetime(2026, 6, 20, 18, tzinfo=UTC)}
    assert closed(measured(), JUNE, effect(), **known)["margin"].unknown == "month_not_observed"


def test_costs_by_role_that_nobody_priced_are_unknown(automation, fixed, closed):
    costs = Costs(
        supervision=Effort(hours=fixed(2), role="nobody"), build=Effort(hours=fixed(2), role="nobody")
    )
    found = closed(automation(costs=costs), MAY)
    assert {found[name].value for name in ("supervision", "upkeep")} == {None}


def test_failures_are_unknown_in_a_month_that_the_events_do_not_reach(automation, fixed, closed):
    five = {
        name: fixed(1) for name in ("per_year", "detection_days", "repair_days", "loss_share", "cost_each")
    }
    known = seen() | {"watermark": {"quote": datetime(2026, 6, 20, 18, tzinfo=UTC)}}
    found = closed(automation(costs=Costs(failures=Failures(**five))), JUNE, **known)["failures"]
    assert (found.value, found.unknown) == (None, "month_not_observed")


def retired_in_may(run, dossier, worth, automation, minutes):
    """Ten items a day until 10 May, then retired; it costs 31 a month."""
    days = [date(2026, 4, 1) + timedelta(days=n) for n in range(40)]
    said = {"runs": {"reminders": tuple(run(f"r{n}", day, items=10) for n, day in enumerate(days))}}
    costs = Costs(upkeep=Effort(money=DeclaredRange(31, 31, 31)))
    each = automation(minutes(3), status=Status.RETIRED, costs=costs)
    return Account(
        automation=each, dossier=dossier(each, **said), effects=(), worth=worth(each, **said), today=TODAY
    )


def test_a_month_that_a_retired_automation_ran_in_is_closed_up_to_its_last_run(
    run, dossier, worth, automation, minutes
):
    account = retired_in_may(run, dossier, worth, automation, minutes)
    assert months_of(account) == (APRIL, MAY)
    lines = {amount.line: amount for amount in amounts_of(account, MAY)}
    # 100 items x 3 min / 60 x 60 an hour x (0.7 + 4 x 0.9 + 1) / 6; 10 of the 31 days.
    assert lines["time_cash"].value == 26500
    assert lines["upkeep"].value == -1000
    part = lines["upkeep"].parts[0]
    assert (part.start, part.end) == (date(2026, 5, 1), date(2026, 5, 11))


def test_a_retired_automation_without_runs_has_no_month_nobody_knows_when_it_stopped(
    automation, dossier, worth, minutes
):
    each = automation(minutes(3), status=Status.RETIRED)
    account = Account(automation=each, dossier=dossier(each), effects=(), worth=worth(each), today=TODAY)
    assert months_of(account) == ()


def test_an_automation_whose_last_run_is_before_its_go_live_has_no_month(
    run, dossier, worth, automation, minutes
):
    """Tried on 3 April, to be live from the 20th, retired before: nothing was ever in production."""
    said = {"runs": {"reminders": (run("r1", date(2026, 4, 3), items=10),)}}
    each = automation(minutes(3), status=Status.RETIRED)
    late = replace(each, rollout=replace(each.rollout, at=date(2026, 4, 20)))
    account = Account(
        automation=late, dossier=dossier(late, **said), effects=(), worth=worth(late, **said), today=TODAY
    )
    assert months_of(account) == ()
