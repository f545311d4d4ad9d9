from dataclasses import replace
from datetime import date, timedelta
from math import log

import numpy as np
import pytest

from retour.effect.intervals import per_arm
from retour.effect.outlook import hold_out_cases
from retour.effect.result import Design
from retour.quantity import Better, Grade, Span, Unknown
from retour.register.automation import Plan, Rollout, RolloutKind, Status
from retour.register.indicator import Count

TODAY = date(2026, 9, 1)
NONE = Rollout(kind=RolloutKind.NONE)
DAY = 86_400


def found_in(draw, n, worlds=4000):
    """How often the two-sided 5 % test (normal, unpooled) finds the effect, worlds drawn at once."""
    (one, one_variance), (two, two_variance) = draw(n, worlds)
    z = (one - two) / np.sqrt((one_variance + two_variance) / n)
    return np.mean(np.abs(z) > 1.959964)


def shares(p, q):
    def draw(n, worlds):
        rng = np.random.default_rng(1)
        rates = [rng.binomial(n, share, worlds) / n for share in (p, q)]
        return [(rate, rate * (1 - rate)) for rate in rates]

    return draw


def test_eight_to_eleven_per_cent_needs_fifteen_hundred_leads_an_arm_as_the_article_says():
    n = hold_out_cases((0.11 * 0.89, 0.08 * 0.92), 0.03, 0.5) // 2
    assert n == pytest.approx(1500, rel=0.01)
    assert found_in(shares(0.11, 0.08), n) == pytest.approx(0.80, abs=0.02)


def test_four_hours_to_forty_five_minutes_needs_six_to_ten_leads_an_arm_as_the_article_says():
    assert 6 <= per_arm(1.0, log(240 / 45)) <= 10
    assert hold_out_cases((1.0, 1.0), log(240 / 45), 0.5) == 60  # thirty an arm is the least that is graded A


def test_arms_of_unequal_size_are_counted_as_such():
    total = hold_out_cases((0.25, 0.16), 0.05, 0.8)
    treated, control = round(total * 0.8), round(total * 0.2)
    error = np.sqrt(0.25 / treated + 0.16 / control)
    assert 0.05 / error == pytest.approx(1.959964 + 0.841621, rel=1e-3)


def planned(firm, cells, **said):
    said = {"rollout": NONE, "status": Status.PLANNED, **said}
    return {o.design: o for o in firm.asked(firm.automation(**said), TODAY, cells).of("all").outlook}


@pytest.fixture
def signed(firm):
    return {"signed": firm.drawn(lambda _: 0.2, start=date(2025, 9, 1), end=TODAY, seed=3)}


def test_a_planned_automation_says_what_each_design_would_show(firm, signed):
    wanted = replace(firm.signed, smallest_effect=0.05)
    plan = Plan(go_live=date(2026, 10, 1))
    found = planned(firm, signed, indicators=(wanted, firm.complaint), plan=plan)
    drawn, alone = found[Design.RANDOMISED], found[Design.SINGLE_SERIES]
    assert (drawn.grade, alone.grade) == (Grade.A, Grade.C)
    assert sum(drawn.cases) == pytest.approx(7.849 * 2 * (0.25 * 0.75 + 0.2 * 0.8) / 0.05**2, rel=0.05)
    assert drawn.days == pytest.approx(sum(drawn.cases) / 20, rel=0.05)
    assert drawn.answer_date == plan.go_live + timedelta(days=182 if drawn.days > 90 else 90) + timedelta(
        days=10
    )
    assert [days for days, _ in alone.detectable] == [28, 90]
    assert all(small > 0 for _, small in alone.detectable)


def test_what_is_called_detectable_in_a_window_is_found_in_four_worlds_of_five(firm, signed):
    level = signed["signed"].moments.mean
    per_day = signed["signed"].moments.n / 365
    for days, effect in planned(firm, signed)[Design.RANDOMISED].detectable[:3]:
        n = round(per_day * days / 2)
        assert found_in(shares(level + effect, level), n) == pytest.approx(0.80, abs=0.04)


def test_an_effect_that_two_years_cannot_show_is_unknown_with_the_cases_it_would_take(firm):
    few = {"signed": firm.drawn(lambda _: 0.2, start=date(2025, 9, 1), end=TODAY, per_day=0.3)}
    drawn = planned(firm, few, indicators=(replace(firm.signed, smallest_effect=0.01),))[Design.RANDOMISED]
    assert drawn.days.reason == "undetectable_in_two_years"
    assert drawn.days.details["days"] > 730
    assert drawn.answer_date is None


def test_a_month_of_past_leaves_a_date_alone_without_any_outlook(firm):
    short = {"signed": firm.drawn(lambda _: 0.2, start=TODAY - timedelta(days=30), end=TODAY)}
    alone = planned(firm, short)[Design.SINGLE_SERIES]
    assert (alone.detectable, alone.days) == ((), Unknown("too_little_past_for_date"))


def test_the_work_on_a_case_has_its_outlook_too(firm):
    rng = np.random.default_rng(0)
    days = [date(2025, 9, 1) + timedelta(days=i) for i in range(300)]
    tasks = rng.poisson(4, (300, 10))
    cells = firm.cells(days, [10] * 300, tasks.sum(1).tolist(), square=(tasks**2).sum(1).astype(float))
    count = replace(
        firm.signed,
        measure=Count(of="quote", by=Span(seconds=30 * DAY)),
        better=Better.LOWER,
        smallest_effect=1,
    )
    drawn = planned(firm, {"signed": cells}, indicators=(count,))[Design.RANDOMISED]
    assert sum(drawn.cases) == pytest.approx(7.849 * 4 * 4, rel=0.1)
    assert drawn.half_width < 1


def test_a_declared_share_is_that_of_the_arms(firm, signed):
    rollout = Rollout(kind=RolloutKind.RANDOM, at=date(2026, 10, 1), treated_share=0.8, assigned="arm")
    wanted = (replace(firm.signed, smallest_effect=0.05),)
    treated, control = planned(firm, signed, rollout=rollout, indicators=wanted)[Design.RANDOMISED].cases
    assert treated == pytest.approx(4 * control, rel=0.01)


def test_without_a_known_outcome_nothing_is_foreseen(firm):
    assert planned(firm, {}) == {}
