"""Published values and a peer library for effects by segment."""

import warnings

import numpy as np
import pytest

from retour.effect.segments.shrink import heterogeneity

# Thirteen trials of the BCG vaccine (Colditz et al. 1994, JAMA 271, 698-702): cases and others,
# vaccinated then not. The log risk ratios are the field's standard example.
BCG = np.array(
    [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ],
    dtype=float,
)


def log_risk_ratios():
    a, b, c, d = BCG.T
    return np.log(a / (a + b)) - np.log(c / (c + d)), np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def test_the_thirteen_bcg_trials_differ_as_published():
    # Viechtbauer (2010), Journal of Statistical Software 36(3): Q = 152.23, DerSimonian-Laird tau² = 0.3088.
    found = heterogeneity(*log_risk_ratios())
    assert found.q == pytest.approx(152.233, abs=1e-3)
    assert found.spread**2 == pytest.approx(0.3088, abs=1e-4)
    assert found.p < 1e-20


def test_tau_is_the_one_of_statsmodels():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from statsmodels.stats.meta_analysis import combine_effects

        values, errors = log_risk_ratios()
        peer = combine_effects(values, errors**2, method_re="dl")
    found = heterogeneity(values, errors)
    assert found.spread**2 == pytest.approx(peer.tau2, rel=1e-9)
    assert found.q == pytest.approx(peer.q, rel=1e-9)
