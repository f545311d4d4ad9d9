"""Randomised designs against tea-tasting, lifelines and plain arithmetic."""

import warnings

import numpy as np
import pytest

from retour.effect.intervals import Difference
from retour.effect.trial.delays import difference_done, difference_of_means, log_rank
from retour.effect.trial.ratio import Level, Ratio, cuped, difference, level_of, relative_lift
from retour.effect.trial.sample import sample_of_sums, samples_of
from retour.effect.trial.sample_ratio import sample_ratio_p
from retour.kpi.cells import Lifetimes
from retour.kpi.lifetimes import restricted, survival

EXACT = 1e-9  # both compute the same closed form in double precision


def people(n=4000, seed=0):
    """Sessions, orders, and the same people's orders before; 0.1 more orders with the treatment."""
    rng = np.random.default_rng(seed)
    arm = rng.integers(0, 2, n)
    liking = rng.gamma(2.0, 1.0, n)
    sessions = 1.0 + rng.poisson(3, n)
    orders = rng.poisson(liking) + 0.1 * arm * sessions
    return arm, sessions, orders, rng.poisson(liking).astype(float), 1.0 + rng.poisson(3, n)


ARM, SESSIONS, ORDERS, PAST_ORDERS, PAST_SESSIONS = people()
COLUMNS = (ORDERS, SESSIONS, PAST_ORDERS, PAST_SESSIONS)


def peer(metric):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pyarrow as pa
        import tea_tasting

        names = ("orders", "sessions", "past_orders", "past_sessions")
        table = pa.table({"variant": ARM, **dict(zip(names, COLUMNS, strict=True))})
        return tea_tasting.Experiment(m=metric(tea_tasting)).analyze(table)["m"]


def figures(found: Difference) -> tuple[float, ...]:
    """Value and ends of the 95 % interval, as the peer gives them."""
    interval = found.interval(0.95)
    return found.value, interval.low, interval.high


def peer_figures(metric) -> object:
    found = peer(metric)
    ends = found.effect_size, found.effect_size_ci_lower, found.effect_size_ci_upper
    return pytest.approx(ends, rel=EXACT)


def test_a_difference_of_means_is_tea_tasting():
    control, treated = samples_of(ARM, COLUMNS)
    found = difference(level_of(treated, Ratio(0)), level_of(control, Ratio(0)))
    assert figures(found) == peer_figures(lambda tt: tt.Mean("orders"))


def test_a_difference_of_ratios_of_means_is_tea_tasting():
    control, treated = samples_of(ARM, COLUMNS)
    found = difference(level_of(treated, Ratio(0, 1)), level_of(control, Ratio(0, 1)))
    assert figures(found) == peer_figures(lambda tt: tt.RatioOfMeans("orders", "sessions"))


def test_a_mean_adjusted_by_the_past_is_tea_tasting():
    control, treated = samples_of(ARM, COLUMNS)
    found = difference(*cuped(treated, control, outcome=Ratio(0), before=Ratio(2)))
    assert figures(found) == peer_figures(lambda tt: tt.Mean("orders", covariate="past_orders"))


def test_a_ratio_adjusted_by_the_past_is_tea_tasting():
    control, treated = samples_of(ARM, COLUMNS)
    found = difference(*cuped(treated, control, outcome=Ratio(0, 1), before=Ratio(2, 3)))
    assert figures(found) == peer_figures(
        lambda tt: tt.RatioOfMeans("orders", "sessions", "past_orders", "past_sessions")
    )


def test_the_sample_ratio_is_tea_tasting_s_normal_approximation_without_its_correction():
    theirs = peer(lambda tt: tt.SampleRatio(method="norm", correction=False))
    control, treated = samples_of(ARM, COLUMNS)
    assert sample_ratio_p([control.n, treated.n], [1, 1]) == pytest.approx(theirs.pvalue, rel=EXACT)


def test_the_sample_ratio_of_three_arms_is_pearson_s():
    from scipy.stats import chisquare

    theirs = chisquare([480, 520, 1010], np.array([0.25, 0.25, 0.5]) * 2010).pvalue
    assert sample_ratio_p([480, 520, 1010], [1, 1, 2]) == pytest.approx(theirs, rel=EXACT)
    assert sample_ratio_p([0, 0], [1, 1]) is None


def test_sums_from_a_query_and_rows_give_the_same_moments_and_pieces_add_up():
    whole = samples_of(ARM, COLUMNS)[1]
    rows = np.stack([c[ARM == 1] for c in COLUMNS])
    sums = sample_of_sums(rows.shape[1], rows.sum(axis=1), rows @ rows.T)
    one, two = (
        samples_of(ARM[part], tuple(c[part] for c in COLUMNS))[1] for part in np.split(np.arange(4000), 2)
    )
    for found in (sums, one + two):
        assert found.n == whole.n
        np.testing.assert_allclose(found.mean, whole.mean, rtol=1e-12)
        np.testing.assert_allclose(found.cross, whole.cross, rtol=1e-9, atol=1e-7)
    np.testing.assert_allclose(whole.covariance, np.cov(rows), rtol=1e-9)


def test_a_million_does_not_eat_the_variance_of_one():
    rng = np.random.default_rng(3)
    value = 1e9 + rng.normal(0, 1, 100_000)
    (found,) = samples_of(np.zeros(len(value), int), (value,), arms=1)
    assert found.covariance[0, 0] == pytest.approx(np.var(value, ddof=1), rel=1e-6)


def test_a_relative_lift_s_interval_is_fieller_s_by_brute_force():
    treated, control = Level(11.0, 40.0, 100), Level(10.0, 60.0, 90)
    lift = relative_lift(treated, control)
    gap = difference(treated, control)
    reach = gap.interval().half_width / gap.error
    ratios = np.linspace(0.5, 2, 1_500_001)
    kept = ratios[np.abs(11 - ratios * 10) <= reach * np.hypot(treated.error, ratios * control.error)]
    assert (lift.low + 1, lift.high + 1) == pytest.approx((kept.min(), kept.max()), abs=2e-6)
    assert relative_lift(treated, Level(0.1, 60.0, 90)) is None


def survived(n, seed):
    """Delays in whole hours, some not finished when last seen: (hours, finished)."""
    rng = np.random.default_rng(seed)
    lasts, seen = np.ceil(rng.exponential(20, n)), np.ceil(rng.uniform(0, 60, n))
    return np.minimum(lasts, seen).astype(int), (lasts <= seen).astype(int)


def lifetimes(hours, ended):
    return Lifetimes(
        bounds=np.arange(0, 61),
        cell=np.zeros(len(hours), int),
        bin=hours,
        ended=ended,
        censored=1 - ended,
        spent=hours * ended,
    )


def test_restricted_means_shares_done_and_the_log_rank_are_lifelines():
    one, two = survived(300, 1), survived(280, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import KaplanMeierFitter
        from lifelines.statistics import logrank_test
        from lifelines.utils import restricted_mean_survival_time

        fits = [KaplanMeierFitter().fit(*data) for data in (one, two)]
        means = [restricted_mean_survival_time(fit, t=40) for fit in fits]
        done = [1 - float(fit.predict(40)) for fit in fits]
        test = logrank_test(one[0], two[0], one[1], two[1])
    first, second = lifetimes(*one), lifetimes(*two)
    curves = survival(first), survival(second)
    assert difference_of_means(*curves, by=40).value == pytest.approx(means[0] - means[1], rel=EXACT)
    assert difference_done(*curves, by=40).value == pytest.approx(done[0] - done[1], rel=EXACT)
    found = log_rank(first, second)
    assert (found.chi_square, found.p) == pytest.approx((test.test_statistic, test.p_value), rel=EXACT)


def test_without_unfinished_cases_the_restricted_mean_is_a_mean_and_its_error_a_mean_s():
    hours = np.minimum(survived(200, 4)[0] + 1, 60)
    mean, variance = restricted(survival(lifetimes(hours, np.ones(200, int))), 60)
    assert mean == pytest.approx(hours.mean())
    assert variance == pytest.approx(hours.var(ddof=1) / 200)
