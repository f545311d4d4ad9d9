import warnings

import numpy as np
import pytest

from retour.effect.lifetimes import rmst, survival
from retour.kpi.cells import Lifetimes

# Freireich et al. (1963): weeks in remission of 42 children, "+" still in remission (0)
TREATED = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1)]
TREATED += [(17, 0), (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]
PLACEBO = [(t, 1) for t in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)]


def binned(cases):
    bounds = np.arange(1, 36)
    time = np.array([t for t, _ in cases])
    ended = np.array([e for _, e in cases])
    return Lifetimes(
        bounds=bounds, cell=np.zeros(len(time), int), bin=time - 1, ended=ended, censored=1 - ended
    )


def test_the_published_leukaemia_medians_are_23_and_8_weeks():
    assert survival(binned(TREATED)).median == 23
    assert survival(binned(PLACEBO)).median == 8


def test_the_published_restricted_means_over_20_weeks():
    assert rmst(survival(binned(TREATED)), 20).value == pytest.approx(16.117, abs=5e-4)
    assert rmst(survival(binned(PLACEBO)), 20).value == pytest.approx(8.429, abs=5e-4)


def test_the_curve_and_its_interval_are_lifelines():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import KaplanMeierFitter
        from lifelines.utils import restricted_mean_survival_time

        peer = KaplanMeierFitter(alpha=0.10).fit([t for t, _ in TREATED], [e for _, e in TREATED])
        mean, variance = restricted_mean_survival_time(peer, t=20, return_variance=True)
    curve = survival(binned(TREATED))
    for week in (6, 10, 16, 22, 35):
        assert 1 - curve.done(week).value == pytest.approx(float(peer.predict(week)), abs=1e-12)
    low, high = peer.confidence_interval_.loc[16].to_numpy()
    found = curve.done(16)
    assert (1 - found.high, 1 - found.low) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))
    assert rmst(curve, 20).value == pytest.approx(mean, abs=1e-9)
    assert variance > 0


def test_greenwood_s_error_of_the_restricted_mean_is_the_bootstrap_s():
    rng = np.random.default_rng(2)
    cases = np.array(TREATED)
    means = [rmst(survival(binned(cases[rng.integers(0, 21, 21)])), 20).value for _ in range(800)]
    error = rmst(survival(binned(TREATED)), 20).half_width / 1.6449
    assert error == pytest.approx(np.std(means), rel=0.12)


def test_nothing_finished_has_no_median_and_lasts_the_whole_horizon():
    curve = survival(binned([(5, 0), (9, 0)]))
    assert curve.median is None
    assert rmst(curve, 20).value == 20
    assert curve.done(0).value == 0
