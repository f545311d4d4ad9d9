"""An automation switched on and off by drawn periods."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect.result import Design
from retour.quantity import Comparator, Grade, Span, Text
from retour.register.automation import Change, Rollout, RolloutKind
from retour.register.indicator import Rate

START = date(2026, 5, 11)
TODAY = date(2026, 9, 1)
SHORT = 2  # days until an outcome is known


def schedule(seed=0, *, weeks=16, on=8, days=7):
    """One state a week, `on` of them on, in a drawn order."""
    rng = np.random.default_rng(seed)
    states = rng.permutation(np.arange(weeks) < on)
    return {START + timedelta(days=days * i): bool(state) for i, state in enumerate(states)}


def state_of(plan, day):
    return plan[max(at for at in plan if at <= day)]


def found(firm, plan, *, effect=0.1, seed=0, drift=0.0, today=TODAY, per_day=20.0, guard=True, **said):
    measure = Rate(of="quote", reaching="signed", by=Span(seconds=SHORT * 86_400))
    indicator = replace(firm.signed, measure=measure)
    rng = np.random.default_rng(seed)
    week = np.cumsum(rng.normal(0, drift, 60))

    def share(day):
        level = 0.3 + week[(day - START).days // 7]
        return float(np.clip(level + effect * state_of(plan, day), 0.01, 0.99))

    cells = firm.drawn(share, start=START, end=today, per_day=per_day, seed=seed)
    complaints = firm.drawn(lambda _: 0.01, start=START, end=today)
    subject = firm.automation(
        rollout=Rollout(kind=RolloutKind.SWITCHBACK, schedule=plan),
        indicators=(indicator, firm.complaint),
        **said,
    )
    return firm.asked(subject, today, {"signed": cells} | ({"complaint": complaints} if guard else {}))


def test_weeks_on_against_weeks_off_is_graded_a(firm):
    answer = found(firm, schedule(weeks=13, on=6))
    effect = answer.of("all")
    assert (effect.design, effect.grade, effect.comparator) == (
        Design.SWITCHBACK,
        Grade.A,
        Comparator.HOLD_OUT,
    ), effect.rules
    assert effect.estimate.low <= 0.1 <= effect.estimate.high
    assert effect.level - effect.counterfactual == pytest.approx(effect.estimate.value)
    assert effect.after.days == 90
    assert answer.rule("washed_out").details == {"washout_days": SHORT}
    assert {e.version for e in answer.effects} == {"all"}


def test_nine_intervals_in_ten_hold_the_truth_though_neighbouring_weeks_are_alike(firm):
    held, naive = [], []
    for seed in range(100):
        effect = found(firm, schedule(seed, weeks=13, on=6), seed=seed, drift=0.06, per_day=30).of("all")
        held.append(effect.estimate.low <= 0.1 <= effect.estimate.high)
        error = np.sqrt(0.3 * 0.7 * (1 / effect.n + 1 / effect.n_before))
        naive.append(abs(effect.estimate.value - 0.1) <= 1.645 * error)
    assert np.mean(held) >= 0.90 - 0.06  # two standard errors of 100 answers
    assert np.mean(naive) < 0.7  # cases counted one by one would be far too sure


def test_cases_that_the_next_state_can_reach_are_on_neither_side(firm):
    plan = schedule(weeks=13, on=6)
    changes = sum(
        plan[day] != plan[day + timedelta(days=7)] for day in plan if day + timedelta(days=7) in plan
    )
    effect = found(firm, plan, per_day=100).of("all")
    days = (effect.n + effect.n_before) / 100
    assert days == pytest.approx(90 - SHORT * changes, rel=0.03)


def test_on_and_off_in_turn_was_not_drawn(firm):
    plan = {START + timedelta(days=7 * i): i % 2 == 0 for i in range(13)}
    answer = found(firm, plan)
    assert answer.rule("periods_drawn").passed is False
    assert answer.of("all").grade is Grade.C


def test_fewer_than_six_periods_of_a_kind_are_refused(firm):
    refusal = found(firm, schedule(weeks=13, on=4)).of("all").estimate
    assert refusal.reason == "too_few_periods"
    assert (refusal.details["on"], refusal.details["off"], refusal.details["needed"]) == (4, 9, 6)


def test_days_switched_too_fast_for_their_outcomes_leave_nothing(firm):
    plan = {START + timedelta(days=i): i % 2 == 0 for i in range(60)}
    assert found(firm, plan).of("all").estimate.details["on"] == 0


def test_two_weeks_of_a_switchback_are_too_early(firm):
    refusal = found(firm, schedule(), today=START + timedelta(days=15)).of("all").estimate
    assert refusal.reason == "too_early"


def test_a_switchback_without_a_guardrail_s_data_is_graded_c_at_most(firm):
    assert found(firm, schedule(weeks=13, on=6), guard=False).of("all").grade is Grade.C


def test_a_schedule_that_has_not_begun_is_not_live_yet(firm):
    plan = {TODAY + timedelta(days=30 + 7 * i): i % 3 == 0 for i in range(20)}
    subject = firm.automation(rollout=Rollout(kind=RolloutKind.SWITCHBACK, schedule=plan))
    cells = firm.drawn(lambda _: 0.3, start=START, end=TODAY)
    refusal = firm.asked(subject, TODAY, {"signed": cells}).of("all").estimate
    assert refusal.reason == "not_live_yet"


def test_a_new_version_is_read_on_its_own_periods(firm):
    change = Change(at=START + timedelta(days=14), what=Text.same("v2"))
    answer = found(firm, schedule(weeks=16, on=8), changes=(change,))
    effect = answer.of("all")
    assert effect.after.start == change.at
    assert effect.estimate.low <= 0.1 <= effect.estimate.high
