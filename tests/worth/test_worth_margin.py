"""Margin and errors avoided: from cells and an effect to money."""

from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect.result import Design, Effect
from retour.kpi.cells import CaseFrame, CaseRow, Cells, day_number
from retour.quantity import Better, DeclaredRange, Estimate, Grade, Period, Span, Text, Unknown
from retour.register.automation import Plan, Rollout, RolloutKind, Status
from retour.register.indicator import Count, Duration, Indicator, Rate
from retour.register.worth_lines import Costs, Effort, ErrorLine, MarginLine, Per, SpendLine

APRIL_TO_JUNE = Period(date(2026, 4, 1), date(2026, 7, 1))
SIGNED = Rate(of="sent", reaching="signed", by=Span(seconds=86_400))


def indicator(key="signed", *, better=Better.HIGHER, measure=SIGNED, main=True):
    return Indicator(key=key, name=Text.same(key), measure=measure, better=better, main=main)


def effect(value=0.04, half=0.01, grade=Grade.C, **said):
    usual = {
        "automation": "reminders",
        "indicator": "signed",
        "version": "all",
        "design": Design.SINGLE_SERIES,
        "estimate": Estimate(value, value - half, value + half),
        "grade": grade,
        "after": APRIL_TO_JUNE,
    }
    return Effect(**(usual | said))


def daily_cells(n=10, paid=2, amount=100_000, pending_from=None, arm=""):
    """Cells of 1 April to 30 June: n cases a day, `paid` of them for `amount` minor units each."""
    days = np.arange(day_number(date(2026, 4, 1)), day_number(date(2026, 7, 1)))
    size = len(days)
    late = days >= day_number(pending_from) if pending_from else np.zeros(size, bool)
    known = np.where(late, 0, 1)
    return Cells(
        day=days,
        segment=("",) * size,
        arm=(arm,) * size,
        n=n * known,
        total=paid * known,
        square=(paid * known).astype(float),
        pending=n * (1 - known),
        missing=np.zeros(size, np.int64),
        amount=paid * amount * known,
        amount_n=paid * known,
    )


def joined(one, other):
    arrays = {
        name: np.concatenate([getattr(one, name), getattr(other, name)])
        for name in ("day", "n", "total", "square", "pending", "missing", "amount", "amount_n")
    }
    return Cells(segment=one.segment + other.segment, arm=one.arm + other.arm, **arrays)


def margin(fixed, **said):
    return MarginLine(**({"indicator": "signed", "amount": fixed(1000), "margin_rate": fixed(0.5)} | said))


KEY = ("reminders", "signed")


def test_margin_is_cases_times_effect_times_amount_times_margin_and_turnover_is_apart(
    automation, worth, fixed
):
    found = worth(
        automation(margin(fixed), indicators=(indicator(),)),
        effect(),
        cells={KEY: daily_cells()},
        draws=20_000,
    )
    exposed = 910 / 3
    assert found.volume == pytest.approx(exposed)
    assert found.turnover.value == pytest.approx(exposed * 0.04 * 1000, rel=0.01)
    assert found.lines[0].value.value == pytest.approx(exposed * 0.04 * 1000 * 0.5, rel=0.01)
    assert found.net.value == pytest.approx(exposed * 20 - 10, rel=0.01)
    assert isinstance(found.net, Estimate)
    assert found.grade is Grade.C
    assert "cannibalised" in found.not_said


def test_the_interval_of_the_net_is_the_interval_of_the_effect_when_all_else_is_sure(
    automation, worth, fixed
):
    found = worth(
        automation(margin(fixed), indicators=(indicator(),)),
        effect(),
        cells={KEY: daily_cells()},
        draws=20_000,
    )
    unit = 910 / 3 * 500
    assert (found.net.low, found.net.high) == pytest.approx((unit * 0.03 - 10, unit * 0.05 - 10), rel=0.01)


def test_sales_taken_from_elsewhere_are_not_a_gain(automation, worth, fixed):
    line = margin(fixed, cannibalised=fixed(0.25))
    found = worth(automation(line), effect(), cells={KEY: daily_cells()})
    assert found.lines[0].value.value == pytest.approx(0.5 * 0.75 * found.turnover.value)


def test_the_amount_is_measured_from_the_events_when_nobody_gives_it(automation, worth, fixed):
    found = worth(automation(margin(fixed, amount=None)), effect(), cells={KEY: daily_cells(amount=123_400)})
    assert found.turnover.value == pytest.approx(910 / 3 * 0.04 * 1234, rel=0.02)


def test_a_measured_amount_carries_its_sampling_error(automation, worth, fixed):
    cells = daily_cells()
    rng = np.random.default_rng(1)
    amounts = rng.integers(0, 400_000, len(cells))
    wobbly = Cells(
        **{f: getattr(cells, f) for f in ("day", "segment", "arm", "n", "total", "square", "pending")},
        missing=cells.missing,
        amount=amounts,
        amount_n=np.ones(len(cells), np.int64),
    )
    sure_effect = effect(draws=np.full(4000, 0.04))
    found = worth(automation(margin(fixed, amount=None)), sure_effect, cells={KEY: wobbly}, draws=20_000)
    expected = amounts.std(ddof=1) / 100 / np.sqrt(len(amounts)) * 910 / 3 * 0.04
    assert found.turnover.half_width == pytest.approx(1.645 * expected, rel=0.05)


def test_no_amount_anywhere_is_unknown(automation, worth, fixed):
    found = worth(automation(margin(fixed, amount=None)), effect(), cells={KEY: daily_cells(paid=0)})
    assert found.lines[0].value == Unknown("amount_unknown", {"indicator": "signed"})


def test_days_whose_outcome_is_not_known_yet_do_not_dilute_the_volume(automation, worth, fixed):
    cells = daily_cells(pending_from=date(2026, 6, 1))
    found = worth(automation(margin(fixed)), effect(), cells={KEY: cells})
    assert found.volume == pytest.approx(610 / 2)


def test_only_the_drawn_treated_arm_is_counted(automation, worth, fixed):
    live = Rollout(kind=RolloutKind.RANDOM, at=date(2026, 4, 1), assigned="arm", treated_arm="yes")
    cells = joined(daily_cells(n=9, arm="yes"), daily_cells(n=1, arm="no"))
    found = worth(automation(margin(fixed), rollout=live), effect(), cells={KEY: cells})
    assert found.volume == pytest.approx(9 * 91 / 3)


def test_minutes_per_case_are_freed_on_the_cases_drawn_to_get_it_even_when_nobody_declared_their_share(
    automation, worth, minutes
):
    live = Rollout(kind=RolloutKind.RANDOM, at=date(2026, 4, 1), assigned="arm", treated_arm="yes")
    known = automation(minutes(10, per=Per.CASE), indicators=(indicator(),), rollout=live)
    daily = {"quote": {day_number(date(2026, 4, 1)) + i: 10 for i in range(91)}}
    cells = joined(daily_cells(n=7, arm="yes"), daily_cells(n=3, arm="no"))
    assert worth(known, cases_per_day=daily, cells={KEY: cells}).volume == pytest.approx(0.7 * 910 / 3)
    # Nobody recorded an arm: every case counts.
    assert worth(known, cases_per_day=daily, cells={KEY: daily_cells()}).volume == pytest.approx(910 / 3)


def frame(days=90, a_day=10, treated=1, total=None):
    """Cases from 1 April on, each watched for two days, `treated` of them a day by the automation."""
    rows = tuple(
        CaseRow(
            case=f"{day}-{i}",
            anchor_day=date(2026, 4, 1) + timedelta(days=day),
            treated_at=3600 if i < treated else None,
            reached_at=None,
            observed_for=2 * 86_400,
        )
        for day in range(days)
        for i in range(a_day)
    )
    return CaseFrame(rows=rows, total=len(rows) if total is None else total)


SEEN = Rollout(kind=RolloutKind.OBSERVED, at=date(2026, 4, 1), treatment="reminded")
LANDMARK = {"design": Design.LANDMARK, "grade": Grade.D, "after": None, "n": 60}


def test_where_some_cases_only_were_treated_the_margin_counts_those_treated_still_open(
    automation, worth, fixed
):
    known = automation(margin(fixed), indicators=(indicator(),), rollout=SEEN)
    found = worth(known, effect(**LANDMARK), frames={KEY: frame()}, cells={KEY: daily_cells()})
    assert found.volume == pytest.approx(60 / (90 * 12 / 365))


@pytest.mark.parametrize(
    ("frames", "reason"),
    [
        ({}, "no_case_frame"),
        ({KEY: frame(total=10_000)}, "no_case_frame"),
        ({KEY: frame(days=3)}, "window_too_short"),
        ({KEY: frame(days=0)}, "no_volume"),
    ],
)
def test_treated_cases_that_cannot_be_counted_make_the_margin_unknown(
    frames, reason, automation, worth, fixed
):
    known = automation(margin(fixed), indicators=(indicator(),), rollout=SEEN)
    found = worth(known, effect(**LANDMARK), frames=frames, cells={KEY: daily_cells()})
    assert found.lines[0].value.reason == reason


def test_minutes_per_case_are_freed_on_the_treated_share_of_the_cases(automation, worth, minutes):
    line = minutes(10, per=Per.CASE)
    daily = {"quote": {day_number(date(2026, 4, 1)) + i: 10 for i in range(91)}}
    known = automation(line, indicators=(indicator(),), rollout=SEEN)
    assert worth(known, cases_per_day=daily, frames={KEY: frame()}).volume == pytest.approx(91 / 3)
    unknown = worth(known, cases_per_day=daily)
    assert unknown.lines[0].value == Unknown("no_case_frame")


def test_without_cells_the_effect_says_how_many_cases_it_saw(automation, worth, fixed):
    assert worth(automation(margin(fixed)), effect(n=900)).volume == pytest.approx(300)


def test_without_cells_nor_count_the_volume_is_unknown(automation, worth, fixed):
    found = worth(automation(margin(fixed)), effect())
    assert found.lines[0].value == Unknown("no_volume", {"per": "case"})


def test_an_effect_that_does_not_say_its_days_counts_from_go_live_to_the_last_day_observed(
    automation, worth, fixed
):
    found = worth(automation(margin(fixed)), effect(after=None), cells={KEY: daily_cells()})
    assert found.volume == pytest.approx(910 / 3)


def test_when_every_day_is_pending_the_volume_is_unknown(automation, worth, fixed):
    cells = daily_cells(pending_from=date(2026, 4, 1))
    found = worth(automation(margin(fixed)), effect(), cells={KEY: cells})
    assert found.lines[0].value.reason == "no_volume"


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (effect(estimate=Unknown("too_early"), grade=Grade.E), "too_early"),
        (effect(estimate=Unknown("no_window"), grade=Grade.D), "no_window"),
        (effect(grade=Grade.E), "no_evidence"),
        (None, "not_measured"),
    ],
)
def test_a_refused_effect_makes_the_net_unknown_but_the_costs_stay(refused, reason, automation, worth, fixed):
    effects = () if refused is None else (refused,)
    found = worth(automation(margin(fixed), indicators=(indicator(),)), *effects, cells={KEY: daily_cells()})
    assert found.lines[0].value.details["effect_reason"] == reason
    why = {"code": "margin", "reason": "effect_unknown"}
    assert found.net == Unknown("benefit_unknown", {"indicator": "signed", "effect_reason": reason, **why})
    assert found.turnover.reason == "effect_unknown"
    assert found.running_cost.mode == 10
    assert found.p_positive is None
    assert found.grade is Grade.E


def test_an_unknown_main_benefit_is_not_saved_by_a_small_known_one(automation, worth, fixed):
    lines = (SpendLine(label="old tool", per_month=fixed(5)), margin(fixed))
    found = worth(automation(*lines, indicators=(indicator(),)))
    assert found.net.reason == "benefit_unknown"


def test_an_unknown_secondary_benefit_is_listed(automation, worth, fixed):
    lines = (SpendLine(label="old tool", per_month=fixed(50)), margin(fixed))
    found = worth(automation(*lines))
    assert found.net.mode == pytest.approx(40)
    assert "benefit:margin" in found.not_said


def test_a_margin_needs_a_rate(automation, worth, fixed):
    slow = indicator(
        "signed",
        measure=Duration(start="sent", end="signed", horizon=Span(seconds=86_400)),
        better=Better.LOWER,
    )
    found = worth(automation(margin(fixed), indicators=(slow,)), effect(), cells={KEY: daily_cells()})
    assert found.lines[0].value == Unknown("indicator_not_a_share", {"indicator": "signed"})


def test_fewer_errors_are_a_gain(automation, worth, fixed):
    errors = indicator(
        "errors", measure=Count(of="sent", by=Span(seconds=86_400), activity="redone"), better=Better.LOWER
    )
    line = ErrorLine(indicator="errors", cost_each=fixed(20))
    fewer = effect(-0.1, indicator="errors", n=900)
    found = worth(automation(line, indicators=(errors,)), fewer, draws=20_000)
    assert found.lines[0].value.value == pytest.approx(300 * 0.1 * 20, rel=0.01)
    refused = worth(automation(line, indicators=(errors,)))
    assert refused.net.reason == "benefit_unknown"


def test_two_lines_on_one_effect_move_together(automation, worth, fixed):
    found = worth(automation(margin(fixed), margin(fixed)), effect(n=900), draws=500)
    assert (found.lines[0].draws == found.lines[1].draws).all()


def test_the_whole_automation_is_valued_not_its_last_version(automation, worth, fixed):
    second = effect(0.01, version="v2", n=900)
    whole = effect(0.04, n=900)
    found = worth(automation(margin(fixed)), second, whole, draws=20_000)
    assert found.turnover.value == pytest.approx(300 * 0.04 * 1000, rel=0.02)


def test_an_effect_of_grade_d_gives_somebodys_range_not_an_interval(automation, worth, fixed):
    found = worth(automation(margin(fixed)), effect(grade=Grade.D, n=900))
    assert isinstance(found.net, DeclaredRange)
    assert isinstance(found.turnover, DeclaredRange)


def test_draws_of_the_effect_are_used_as_they_are(automation, worth, fixed):
    skewed = np.random.default_rng(2).exponential(0.04, 500)
    same = worth(automation(margin(fixed)), effect(n=900, draws=skewed), draws=500)
    more = worth(automation(margin(fixed)), effect(n=900, draws=skewed), draws=4000)
    assert same.turnover.value == pytest.approx(300_000 * skewed.mean())
    assert more.turnover.value == pytest.approx(same.turnover.value, rel=0.1)


def test_a_planned_automation_is_valued_from_its_plan_at_grade_d(automation, worth, fixed):
    plan = Plan(cases_per_month=fixed(200), expected_effect=DeclaredRange(0.0, 0.02, 0.06))
    costs = Costs(build=Effort(money=fixed(500)), upkeep=Effort(money=fixed(10)), ai_per_case=fixed(0.1))
    planned = automation(
        margin(fixed), indicators=(indicator(),), status=Status.PLANNED, plan=plan, costs=costs
    )
    found = worth(planned, draws=20_000)
    mean_effect = (4 * 0.02 + 0.06) / 6
    assert found.grade is Grade.D
    assert found.net.mode == pytest.approx(200 * mean_effect * 500 - 10 - 20, rel=0.01)
    assert found.evpi >= 0


@pytest.mark.parametrize(
    ("plan", "reason"),
    [(None, "effect_unknown"), (Plan(expected_effect=DeclaredRange(0, 0.1, 0.2)), "no_volume")],
)
def test_a_plan_without_answers_has_no_worth(plan, reason, automation, worth, fixed):
    planned = automation(margin(fixed), indicators=(indicator(),), status=Status.PLANNED, plan=plan)
    assert worth(planned).net.details["reason"] == reason


def test_the_worth_covers_its_truth_nine_times_in_ten(automation, worth, fixed):
    rng = np.random.default_rng(11)
    truth = 300 * 0.04 * 1000 * 0.5 - 10
    hits = 0
    for _ in range(300):
        seen = 0.04 + 0.01 * rng.standard_normal()
        half = 1.645 * 0.01
        found = worth(automation(margin(fixed)), effect(seen, half, n=900), draws=500)
        hits += found.net.low <= truth <= found.net.high
    assert 0.85 <= hits / 300 <= 0.95
