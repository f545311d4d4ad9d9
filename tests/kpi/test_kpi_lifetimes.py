import warnings

import numpy as np
import pytest
from scipy import stats

from retour.kpi.cells import Lifetimes
from retour.kpi.lifetimes import median, rmst, survival

# Freireich et al. (1963): weeks in remission of 42 children, "+" still in remission (0)
TREATED = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1)]
TREATED += [(17, 0), (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]
PLACEBO = [(t, 1) for t in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)]
MONTH = 30 * 86_400


def binned(cases, bounds=None):
    bounds = np.arange(1, 36) if bounds is None else bounds
    time, ended = np.array([t for t, _ in cases]), np.array([e for _, e in cases])
    return Lifetimes(
        bounds=bounds,
        cell=np.zeros(len(time), int),
        bin=np.searchsorted(bounds, time),
        ended=ended,
        censored=1 - ended,
        spent=time * ended,
    )


def logarithmic(horizon, bins=384):
    raw = np.unique(np.ceil(np.geomspace(1, horizon, bins)).astype(int))
    return np.concatenate([[0], raw[raw < horizon], [horizon]])


def observed(rng, n, *, ages):
    """Log-normal delays seen up to each case's age or 30 days: (seconds, finished)."""
    lasts = np.exp(rng.normal(np.log(6 * 86_400), 1.0, n)).astype(int)
    seen = np.minimum(np.broadcast_to(ages, n), MONTH).astype(int)
    return [(int(min(t, a)), int(t <= a)) for t, a in zip(lasts, seen, strict=True)], np.minimum(lasts, MONTH)


def peer_of(cases):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import KaplanMeierFitter

        return KaplanMeierFitter(alpha=0.10).fit([t for t, _ in cases], [e for _, e in cases])


def test_the_published_leukaemia_medians_are_23_and_8_weeks():
    assert median(survival(binned(TREATED))).value == 23
    assert median(survival(binned(PLACEBO))).value == 8


def test_the_published_restricted_means_over_20_weeks():
    assert rmst(survival(binned(TREATED)), 20).value == pytest.approx(16.117, abs=5e-4)
    assert rmst(survival(binned(PLACEBO)), 20).value == pytest.approx(8.429, abs=5e-4)


def test_the_curve_the_restricted_mean_and_the_median_s_interval_are_lifelines():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines.utils import median_survival_times, restricted_mean_survival_time

        peer = peer_of(TREATED)
        mean = restricted_mean_survival_time(peer, t=20)
        low, high = median_survival_times(peer_of(PLACEBO).confidence_interval_).to_numpy()[0]
    curve = survival(binned(TREATED))
    for week in (6, 10, 16, 22, 35):
        assert curve.survival[week - 1] == pytest.approx(float(peer.predict(week)), abs=1e-12)
    assert rmst(curve, 20).value == pytest.approx(mean, abs=1e-9)
    found = median(survival(binned(PLACEBO)))
    assert (found.low, found.high) == (low, high)


def test_unfinished_cases_in_fine_bins_give_lifelines_figures_within_half_a_bin():
    from lifelines.utils import restricted_mean_survival_time

    rng = np.random.default_rng(4)
    cases, _ = observed(rng, 3000, ages=rng.uniform(0, 60 * 86_400, 3000))
    curve, peer = survival(binned(cases, logarithmic(MONTH))), peer_of(cases)
    mean = restricted_mean_survival_time(peer, t=MONTH)
    assert rmst(curve).value == pytest.approx(mean, rel=0.005)
    assert median(curve).value == pytest.approx(peer.median_survival_time_, rel=0.02)


def test_the_mean_of_the_finished_cases_is_too_short_and_the_curve_is_not():
    rng = np.random.default_rng(8)
    cases, truth = observed(rng, 4000, ages=rng.uniform(0, 45 * 86_400, 4000))
    finished = np.mean([t for t, ended in cases if ended])
    found = rmst(survival(binned(cases, logarithmic(MONTH))))
    assert finished < 0.8 * truth.mean()
    assert found.low <= truth.mean() <= found.high


def test_without_unfinished_cases_it_is_the_mean_and_students_interval():
    rng = np.random.default_rng(6)
    cases, truth = observed(rng, 40, ages=MONTH)
    found = rmst(survival(binned(cases, logarithmic(MONTH))))
    low, high = stats.t.interval(0.9, 39, truth.mean(), stats.sem(truth))
    assert found.value == pytest.approx(truth.mean(), abs=1e-6)
    assert (found.low, found.high) == (pytest.approx(low, rel=1e-3), pytest.approx(high, rel=1e-3))


def test_greenwood_s_error_of_the_restricted_mean_is_the_bootstrap_s():
    rng = np.random.default_rng(2)
    cases = np.array(TREATED)
    means = [rmst(survival(binned(cases[rng.integers(0, 21, 21)])), 20).value for _ in range(800)]
    error = rmst(survival(binned(TREATED)), 20).half_width / stats.t.ppf(0.95, 20)
    assert error == pytest.approx(np.std(means), rel=0.12)


def test_nine_intervals_in_ten_hold_the_restricted_mean_and_the_median():
    rng = np.random.default_rng(11)
    _, truth = observed(rng, 400_000, ages=MONTH)
    held = np.zeros(2)
    for _ in range(300):
        cases, _ = observed(rng, 80, ages=rng.uniform(0, 90 * 86_400, 80))
        curve = survival(binned(cases, logarithmic(MONTH)))
        found = rmst(curve), median(curve)
        held += [e.low <= t <= e.high for e, t in zip(found, (truth.mean(), np.median(truth)), strict=True)]
    assert (held / 300 >= 0.86).all()
    assert (held / 300 <= 0.95).all()


def test_nothing_finished_has_no_median_and_lasts_the_whole_horizon():
    curve = survival(binned([(5, 0), (9, 0)]))
    assert (median(curve), curve.done) == (None, 0)
    assert rmst(curve, 20).value == 20


def test_without_the_times_a_bin_ends_at_its_bound():
    kept = binned(PLACEBO, np.array([10, 35]))
    rough = Lifetimes(
        bounds=kept.bounds, cell=kept.cell, bin=kept.bin, ended=kept.ended, censored=kept.censored
    )
    assert survival(rough).times.tolist() == [10, 35]
    assert rmst(survival(kept)).value == pytest.approx(np.mean([t for t, _ in PLACEBO]))
