from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect import effects_of
from retour.effect.result import Design
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier
from retour.quantity import Comparator, Grade, Text, Unknown
from retour.register.automation import Change, Rollout, RolloutKind
from retour.register.workspace import Register

FIRST = date(2025, 1, 1)
START = date(2025, 9, 1)
TODAY = date(2026, 5, 1)


def weeks(k, days=0):
    return START + timedelta(weeks=k, days=days)


def shares(rng, starts, *, effect=0.0, per_day=6.0, unlike=0.4, days=485, trend=0.0):
    """Cells of a rate by site: a common season, each site's own level and weekly drift, its own volume."""
    sites, steps = len(starts), days // 7 + 1
    level, drift = rng.normal(size=sites), []
    for _ in range(steps):
        level = 0.7 * level + 0.7 * rng.normal(size=sites)
        drift.append(0.04 * level)
    season = 0.05 * np.sin(2 * np.pi * np.arange(steps) / 52)
    share = (rng.uniform(0.2, 0.4, (sites, 1)) + np.array(drift).T + season)[:, np.arange(days) // 7]
    for site, start in enumerate(starts):
        if start is not None:
            since = (start - FIRST).days
            share[site, since:] += effect
            share[site, :since] += trend * (np.arange(since) - since) / 365
    volume = per_day * np.exp(rng.normal(0, unlike, sites))
    n = rng.poisson(volume[:, None], (sites, days))
    return by_site(n, rng.binomial(n, np.clip(share, 0.01, 0.99)))


def by_site(n, total, names=None):
    sites, days = n.shape
    some = n.ravel() > 0
    names = names or [f"site {i:02d}" for i in range(sites)]
    zero = np.zeros(int(some.sum()), np.int64)
    return Cells(
        day=np.tile(np.arange(days) + day_number(FIRST), sites)[some],
        segment=("",) * len(zero),
        arm=("",) * len(zero),
        n=n.ravel()[some],
        total=total.ravel()[some],
        square=total.ravel()[some].astype(np.float64),
        pending=zero,
        missing=zero,
        amount=zero,
        amount_n=zero,
        unit=tuple(np.repeat(names, days)[some].tolist()),
    )


def units_of(starts):
    return {f"site {i:02d}": start for i, start in enumerate(starts) if start is not None}


def ask(firm, cells, starts, *, today=TODAY, changes=(), complaint=None, **said):
    subject = firm.automation(rollout=Rollout(kind=RolloutKind.STAGGERED, unit="site", units=starts), **said)
    found = {(subject.key, "signed"): cells}
    if complaint is not None:
        found[(subject.key, "complaint")] = complaint
    dossier = Dossier(register=Register(name="Firm", automations=(subject,), changes=changes), cells=found)
    return effects_of(subject, dossier, today=today, rng=np.random.default_rng(1))[0]


def rule(effect, code):
    return next(r for r in effect.rules if r.code == code)


WAVES = [weeks(0)] * 5 + [weeks(6)] * 5 + [None] * 10
TWO_OF_TEN = [weeks(0)] * 2 + [None] * 8


@pytest.fixture
def waves(firm):
    rng = np.random.default_rng(5)
    cells = shares(rng, WAVES, effect=0.10)
    return ask(firm, cells, units_of(WAVES), complaint=shares(rng, WAVES))


def test_sites_switched_on_in_waves_give_an_effect_of_grade_b(waves):
    assert (waves.design, waves.grade) == (Design.STAGGERED, Grade.B), waves.rules
    assert waves.estimate.value == pytest.approx(0.10, abs=2 * waves.estimate.half_width)
    assert waves.estimate.excludes_zero
    assert waves.estimate.level == 0.90
    assert waves.level - waves.counterfactual == pytest.approx(waves.estimate.value)
    assert waves.comparator is Comparator.COUNTERFACTUAL
    assert waves.method == "group-time-1"
    assert waves.after.start == START


def test_draws_and_path_agree_with_the_interval(waves):
    low, high = np.quantile(waves.draws, [0.05, 0.95])
    assert (low, high) == pytest.approx((waves.estimate.low, waves.estimate.high), abs=1e-3)
    path, after = waves.path, slice(waves.path.go_live, None)
    assert np.isnan(path.counterfactual[: path.go_live]).all()
    assert (path.low[after] <= path.counterfactual[after]).all()
    gap = (path.observed[after] - path.counterfactual[after]).mean()
    assert gap == pytest.approx(waves.estimate.value, abs=1e-9)


def test_n_counts_the_cases_of_the_treated_sites_in_their_windows(firm):
    starts = [weeks(0)] * 4 + [weeks(2)] * 4 + [None] * 4
    n = np.full((12, 485), 5)
    total = np.random.default_rng(0).binomial(5, 0.3, n.shape)
    effect = ask(firm, by_site(n, total), units_of(starts))
    assert effect.n == effect.n_before == 8 * 90 * 5
    assert effect.path.step == "D"


def coverage(firm, starts, truth, seeds=80, **said):
    found = [
        ask(firm, shares(np.random.default_rng(seed), starts, effect=truth, **said), units_of(starts))
        for seed in range(seeds)
    ]
    known = [one for one in found if not isinstance(one.estimate, Unknown)]
    assert len(known) > 0.9 * seeds
    held = np.mean([one.estimate.low <= truth <= one.estimate.high for one in known])
    return held, {one.design for one in known}


@pytest.mark.parametrize("truth", [0.0, 0.08])
@pytest.mark.parametrize(
    ("starts", "design"),
    [
        ([weeks(0)] * 3 + [weeks(6, days=3)] * 3 + [None] * 6, Design.STAGGERED),
        (TWO_OF_TEN, Design.SYNTHETIC),
    ],
)
def test_nine_intervals_in_ten_hold_the_truth(firm, starts, design, truth):
    held, designs = coverage(firm, starts, truth)
    assert designs == {design}
    assert 0.83 <= held <= 0.96


def test_when_every_site_ends_up_switched_on_the_later_ones_are_compared_until_their_turn(firm):
    starts = [weeks(2 * k) for k in range(14)]
    effect = ask(firm, shares(np.random.default_rng(2), starts, effect=0.1), units_of(starts))
    assert effect.design is Design.STAGGERED
    assert effect.estimate.low <= 0.1 <= effect.estimate.high
    assert rule(effect, "enough_units").details["starts"] > 3


def test_the_effect_is_that_on_the_average_case_not_on_the_average_site(firm):
    """Four large sites gain 20 points, four small ones nothing: by cases, most of the 20."""
    rng = np.random.default_rng(3)
    starts = [weeks(0)] * 4 + [weeks(4)] * 4 + [None] * 8
    gain = np.zeros((16, 485))
    for site in (0, 1, 4, 5):
        gain[site, (starts[site] - FIRST).days :] = 0.2
    n = rng.poisson(np.where(np.isin(np.arange(16), [0, 1, 4, 5]), 90, 10)[:, None], (16, 485))
    effect = ask(firm, by_site(n, rng.binomial(n, 0.3 + gain)), units_of(starts))
    assert effect.estimate.value == pytest.approx(0.18, abs=0.01)


def test_a_few_sites_among_others_are_set_against_a_weighted_mean_of_them(firm):
    rng = np.random.default_rng(9)
    effect = ask(
        firm, shares(rng, TWO_OF_TEN, effect=0.15), units_of(TWO_OF_TEN), complaint=shares(rng, TWO_OF_TEN)
    )
    assert (effect.design, effect.grade) == (Design.SYNTHETIC, Grade.B), effect.rules
    assert effect.estimate.low <= 0.15 <= effect.estimate.high
    assert rule(effect, "placebo_rank").details["controls"] == 8
    assert rule(effect, "fit_before").passed


def test_sites_that_were_already_drifting_apart_are_not_believed(firm):
    cells = shares(np.random.default_rng(1), WAVES, trend=-0.5)
    effect = ask(firm, cells, units_of(WAVES))
    assert rule(effect, "parallel_before").passed is False
    assert effect.grade is Grade.D


def test_without_a_window_before_the_base_nothing_says_that_they_ran_in_parallel(firm):
    start = FIRST + timedelta(days=60)
    starts = [start] * 5 + [start + timedelta(weeks=2)] * 5 + [None] * 10
    effect = ask(firm, shares(np.random.default_rng(1), starts, per_day=30), units_of(starts))
    assert rule(effect, "parallel_before").passed is None
    assert effect.grade is Grade.C


def test_another_change_near_one_of_the_starts_caps_the_grade(firm):
    cells = shares(np.random.default_rng(5), WAVES, effect=0.1)
    change = Change(at=weeks(6, days=5), what=Text.same("prices"))
    effect = ask(firm, cells, units_of(WAVES), changes=(change,), complaint=cells)
    assert rule(effect, "no_concurrent_change").passed is False
    assert effect.grade is Grade.C


def test_sites_too_small_or_never_seen_are_left_out_and_named(firm):
    rng = np.random.default_rng(5)
    cells = shares(rng, WAVES, effect=0.1)
    closed = cells.of_unit(lambda unit: unit == "site 19").within(replace_end(START))
    kept = cells.of_unit(lambda unit: unit != "site 19")
    both = joined_units(kept, closed)
    effect = ask(firm, both, {**units_of(WAVES), "nowhere": weeks(0)})
    named = {r.details["reason"]: r.details["units"] for r in effect.rules if r.code == "units_left_out"}
    assert named == {"never_seen": ("nowhere",), "too_few_cases": ("site 19",)}


def replace_end(end):
    from retour.quantity import Period

    return Period(FIRST, end)


def joined_units(one, two):
    arrays = {
        name: np.concatenate([getattr(one, name), getattr(two, name)])
        for name in ("day", "n", "total", "square", "pending", "missing", "amount", "amount_n")
    }
    return Cells(segment=one.segment + two.segment, arm=one.arm + two.arm, unit=one.unit + two.unit, **arrays)


def test_cases_without_a_site_cap_the_grade_when_they_are_many(firm):
    cells = shares(np.random.default_rng(5), WAVES, effect=0.1)
    lost = replace(cells, unit=tuple("" if i % 5 == 0 else u for i, u in enumerate(cells.unit)))
    effect = ask(firm, lost, units_of(WAVES))
    assert rule(effect, "unit_recorded").passed is False
    assert effect.grade >= Grade.C


@pytest.mark.parametrize(
    ("starts", "today", "reason"),
    [
        (WAVES, weeks(3), "too_early"),
        ([FIRST + timedelta(days=9)] * 6 + [None] * 6, TODAY, "no_before"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_reason(firm, starts, today, reason):
    cells = shares(np.random.default_rng(0), starts)
    if today < TODAY:
        cells = cells.within(replace_end(today))
    effect = ask(firm, cells, units_of(starts), today=today)
    assert (effect.design, effect.grade) == (Design.REFUSED, Grade.E)
    assert effect.estimate.reason == reason


def test_a_site_switched_on_that_the_data_never_saw_is_refused(firm):
    cells = shares(np.random.default_rng(0), TWO_OF_TEN)
    effect = ask(firm, cells, {"nowhere": weeks(0)})
    assert effect.estimate.reason == "no_treated_unit_seen"
    assert effect.estimate.details == {"declared": 1, "seen": 10}


@pytest.mark.parametrize(
    ("starts", "reason", "design"),
    [
        ([weeks(0)], "one_unit", Design.SINGLE_SERIES),
        ([weeks(0)] * 12, "no_comparison_unit", Design.SINGLE_SERIES),
        ([weeks(0)] * 2 + [None] * 2, "too_few_comparison_units", Design.COMPARED_SERIES),
        ([weeks(0)] * 6 + [weeks(2)] * 6, "no_window_for_units", Design.SINGLE_SERIES),
    ],
)
def test_where_too_few_sites_can_be_compared_the_first_ones_are_read_against_their_own_past(
    firm, starts, reason, design
):
    effect = ask(firm, shares(np.random.default_rng(0), starts), units_of(starts))
    assert effect.design is design
    assert effect.grade >= Grade.C
    assert rule(effect, "other_units").details["reason"] == reason
    assert effect.estimate.low <= 0 <= effect.estimate.high


def test_sites_with_a_case_now_and_then_are_read_together(firm):
    cells = shares(np.random.default_rng(0), WAVES, per_day=0.02)
    effect = ask(firm, cells, units_of(WAVES))
    assert rule(effect, "other_units").details["reason"] == "no_window_for_units"
    assert effect.grade >= Grade.D


@pytest.mark.parametrize("starts", [TWO_OF_TEN, WAVES])
def test_sites_that_never_differ_are_refused_rather_than_certain(firm, starts):
    n = np.full((len(starts), 485), 5)
    effect = ask(firm, by_site(n, np.full(n.shape, 2)), units_of(starts))
    assert effect.estimate.reason == "units_without_spread"


def test_one_large_treated_site_among_small_ones_is_read_as_the_one_that_it_is(firm):
    rng = np.random.default_rng(4)
    n = rng.poisson(np.where(np.arange(20) == 0, 800, 6)[:, None], (20, 485))
    effect = ask(firm, by_site(n, rng.binomial(n, 0.3)), units_of(WAVES))
    assert effect.design is Design.SYNTHETIC
    gone = next(r.details for r in effect.rules if r.code == "units_left_out")
    assert (gone["reason"], gone["count"]) == ("another_start", 5)


def test_a_site_to_be_switched_on_later_is_compared_until_then(firm):
    cells = shares(np.random.default_rng(5), WAVES, effect=0.1)
    later = ask(firm, cells, {**units_of(WAVES), "site 19": weeks(200)})
    never = ask(firm, cells, units_of(WAVES))
    assert later.estimate == never.estimate


def test_a_few_sites_without_a_window_before_the_base_cannot_tell(firm):
    starts = [FIRST + timedelta(days=60)] * 2 + [None] * 8
    effect = ask(firm, shares(np.random.default_rng(1), starts, per_day=30), units_of(starts))
    assert effect.design is Design.SYNTHETIC
    assert rule(effect, "nothing_before").passed is None
    assert effect.grade is Grade.C
