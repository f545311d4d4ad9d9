from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect.result import Course, Design
from retour.effect.series.single import drift_of
from retour.quantity import Estimate, Grade
from retour.register.indicator import Count

START, LIVE, TODAY = date(2025, 5, 5), date(2026, 5, 11), date(2026, 10, 1)
DAYS = (TODAY - START).days
NAMES = ("east", "west", "north", "south")


def shared_wander(rng, *, size=0.25):
    """What moves every region at once: a slow wander of the logarithm of the level."""
    return np.cumsum(rng.normal(0, size / 10, DAYS))


def counted(firm, level):
    """Cells of a number per case: 30 cases a day whose mean follows `level`, Poisson."""
    rng = np.random.default_rng(int(abs(level[:5].sum()) * 1e6) % 2**32)
    days = [START + timedelta(days=i) for i in range(DAYS)]
    total = rng.poisson(30 * level)
    square = total + total**2 / 30
    return firm.cells(days, [30] * DAYS, total.tolist(), square=square.astype(float))


def steps_of(firm, key, **said):
    measure = Count(of="quote", by=firm.signed.measure.by, activity="call")
    return replace(firm.signed, key=key, measure=measure, main=False, guardrails=(), **said)


def world(firm, *, seed, effect=0.0, controls=4, alike=True):
    """A count per case with a true effect, beside series that share its wander (or have their own)."""
    rng = np.random.default_rng(seed)
    wander = shared_wander(rng)
    live = np.array([START + timedelta(days=i) >= LIVE for i in range(DAYS)])
    names = NAMES[:controls]
    own = [wander if alike else shared_wander(rng) for _ in names]
    cells = {"calls": counted(firm, 2 * np.exp(wander) * np.where(live, 1 + effect, 1.0))}
    cells |= {
        n: counted(firm, 3 * np.exp(w + 0.02 * rng.normal(size=DAYS)))
        for n, w in zip(names, own, strict=True)
    }
    cells["complaint"] = firm.drawn(lambda _: 0.02, start=START, end=TODAY, seed=2)
    calls = replace(steps_of(firm, "calls", controls=names), main=True, guardrails=("complaint",))
    rails = [replace(firm.signed, key="complaint", main=False, guardrails=())]
    return calls, [*rails, *(steps_of(firm, n) for n in names)], cells


def asked(firm, calls, others, cells):
    automation = firm.automation(indicators=(calls, *others))
    return firm.asked(automation, TODAY, cells).of("all", "calls")


def rule(effect, code):
    return next(r for r in effect.rules if r.code == code)


def test_three_quiet_series_beside_it_make_a_strong_proof_and_a_narrower_one(firm):
    calls, others, cells = world(firm, seed=1, effect=0.25)
    beside = asked(firm, calls, others, cells)
    alone = asked(firm, replace(calls, controls=()), others, cells)
    assert (beside.design, beside.grade) == (Design.COMPARED_SERIES, Grade.B), [
        r for r in beside.rules if r.passed is not True
    ]
    assert alone.design is Design.SINGLE_SERIES
    assert alone.grade >= Grade.C
    assert beside.estimate.half_width < 0.6 * alone.estimate.half_width
    truth = 0.25 * beside.counterfactual
    assert beside.estimate.low <= truth <= beside.estimate.high
    assert beside.estimate.excludes_zero


def test_where_nothing_happened_nine_intervals_in_ten_hold_zero_beside_controls(firm):
    held = []
    for seed in range(60):
        effect = asked(firm, *world(firm, seed=100 + seed))
        held.append(effect.estimate.low <= 0 <= effect.estimate.high)
    assert np.mean(held) >= 0.85


def test_series_that_have_nothing_to_do_with_it_lift_no_grade(firm):
    lifted = []
    for seed in range(12):
        calls, others, cells = world(firm, seed=300 + seed, alike=False)
        effect = asked(firm, calls, others, cells)
        lifted.append(effect.grade < Grade.C)
        assert rule(effect, "controls_follow").details["ratio"] > 0.7
    assert np.mean(lifted) <= 0.1


def test_two_series_beside_it_are_not_enough_for_a_strong_proof(firm):
    calls, others, cells = world(firm, seed=3, effect=0.25, controls=2)
    effect = asked(firm, calls, others, cells)
    assert (effect.design, effect.grade) == (Design.COMPARED_SERIES, Grade.C)
    assert rule(effect, "comparison_series").details == {"controls": 2, "needed": 3}
    assert rule(effect, "comparison_series").lifts_to is Grade.B


def test_controls_that_moved_at_the_start_are_no_comparison(firm):
    calls, others, cells = world(firm, seed=4, effect=0.25)
    live = np.array([START + timedelta(days=i) >= LIVE for i in range(DAYS)])
    rng = np.random.default_rng(4)
    wander = shared_wander(rng)
    for place, name in enumerate(NAMES[:3]):
        cells[name] = counted(firm, 3 * np.exp(wander) * np.where(live, (0.5, 1.6, 2.2)[place], 1.0))
    effect = asked(firm, calls, others, cells)
    found = rule(effect, "controls_untouched")
    assert found.passed is False, found.details
    assert effect.grade is Grade.C


def test_a_control_with_holes_is_left_out_and_named(firm):
    calls, others, cells = world(firm, seed=5)
    cells["east"] = cells["east"].where(np.arange(DAYS) % 3 != 0)
    effect = asked(firm, calls, others, cells)
    assert rule(effect, "controls_recorded").details == {"declared": 4, "used": 3, "missing": ("east",)}


def test_a_control_whose_data_stop_at_the_start_is_left_out(firm):
    calls, others, cells = world(firm, seed=6)
    cells["west"] = cells["west"].where(np.arange(DAYS) < (LIVE - START).days)
    effect = asked(firm, calls, others, cells)
    assert rule(effect, "controls_recorded").details["missing"] == ("west",)


def test_holidays_before_are_expected_after(firm):
    days = [START + timedelta(days=i) for i in range(DAYS)]
    holidays = frozenset(days[i] for i in range(10, DAYS, 23))
    rng = np.random.default_rng(9)
    level = np.array([0.4 if day in holidays else 2.0 for day in days])
    total = rng.poisson(30 * level)
    cells = {
        "calls": firm.cells(days, [30] * DAYS, total.tolist(), square=(total + total**2 / 30).astype(float)),
        "complaint": firm.drawn(lambda _: 0.02, start=START, end=TODAY, seed=2),
    }
    calls = replace(steps_of(firm, "calls"), main=True, guardrails=("complaint",))
    rail = replace(firm.signed, key="complaint", main=False, guardrails=())
    automation = firm.automation(indicators=(calls, rail))
    said = firm.asked(automation, TODAY, cells, holidays=holidays).of("all", "calls")
    unsaid = firm.asked(automation, TODAY, cells).of("all", "calls")
    assert said.estimate.half_width < unsaid.estimate.half_width
    path = said.path
    off = np.isin(path.days, [(day - date(1970, 1, 1)).days for day in holidays])[path.go_live :]
    expected = path.counterfactual[path.go_live :]
    assert expected[off].mean() == pytest.approx(0.4, abs=0.25)
    assert expected[~off].mean() == pytest.approx(2.0, abs=0.25)


@pytest.mark.parametrize(
    ("effect", "change", "half", "course"),
    [
        (Estimate(10, 6, 14), 5, 3, Course.GROWING),
        (Estimate(10, 6, 14), -5, 3, Course.FADING),
        (Estimate(-10, -14, -6), -5, 3, Course.GROWING),
        (Estimate(10, 6, 14), 0.2, 0.6, Course.STEADY),
        (Estimate(10, 6, 14), 2, 3, Course.UNCLEAR),
    ],
)
def test_what_an_effect_does_over_its_window_is_said(effect, change, half, course):
    assert drift_of(effect, change, half).course is course


def test_nothing_is_said_of_the_course_of_an_effect_that_does_not_stand_out():
    assert drift_of(Estimate(1, -3, 5), 5, 1) is None


def test_a_gain_that_fades_is_seen_to_fade(firm):
    calls, others, cells = world(firm, seed=12)
    gone = np.array([max(0.0, 1 - (i - (LIVE - START).days) / 80) for i in range(DAYS)])
    live = np.array([START + timedelta(days=i) >= LIVE for i in range(DAYS)])
    rng = np.random.default_rng(12)
    cells["calls"] = counted(firm, 2 * np.exp(shared_wander(rng)) * np.where(live, 1 + 1.5 * gone, 1.0))
    assert asked(firm, calls, others, cells).drift.course is Course.FADING
