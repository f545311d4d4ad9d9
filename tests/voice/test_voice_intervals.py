"""Intervals of small samples: published values, a peer library, and coverage by simulation."""

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from retour.voice.intervals import adjusted_wald_nps, manski, ordinal_mean, t_mean, t_summary, wilson

SEVEN = np.arange(1, 8, dtype=float)


@pytest.mark.parametrize(("x", "n"), [(0, 5), (4, 5), (5, 5), (9, 12), (31, 50)])
def test_wilson_is_the_peer_librarys(x, n):
    low, high = proportion_confint(x, n, alpha=0.1, method="wilson")
    found = wilson(x, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-12)
    assert found.level == 0.9


@pytest.mark.parametrize(("n", "published"), [(5, 0.958), (12, 0.959), (50, 0.955)])
def test_wilson_covers_as_published_over_all_shares(n, published):
    """Mean over shares of the exact coverage at 95 % (spec voice, Statistics)."""
    from scipy.stats import binom

    shares = np.linspace(0.02, 0.98, 97)
    intervals = [wilson(x, n, 0.95) for x in range(n + 1)]
    covered = np.array([[i.low <= p <= i.high for i in intervals] for p in shares])
    exact = np.array([binom.pmf(np.arange(n + 1), n, p) for p in shares])
    assert (covered * exact).sum(axis=1).mean() == pytest.approx(published, abs=0.01)


@pytest.mark.parametrize(("n", "half"), [(5, 22), (8, 15), (12, 12), (20, 9)])
def test_the_half_width_of_a_0_100_score_is_the_published_one(n, half):
    """Spec voice: SUS or UMUX-Lite at 95 %, with the usual standard deviation of 18."""
    found = t_summary(50, 18, n, scale=(0, 100), level=0.95)
    assert found.half_width == pytest.approx(half, abs=1)


def test_a_mean_is_students_and_never_leaves_its_scale():
    found = t_mean([80, 90, 100, 95, 100], 0, 100)
    sd, mean = np.std([80, 90, 100, 95, 100], ddof=1), 93
    assert found.low == pytest.approx(mean - 2.131847 * sd / np.sqrt(5), abs=1e-4)
    assert found.high == 100


@pytest.mark.parametrize(("n", "halves"), [(20, (28, 31)), (50, (18, 21))])
def test_the_half_width_of_a_net_promoter_score_is_the_published_one(n, halves):
    up, down = round(0.4 * n), round(0.25 * n)
    found = adjusted_wald_nps(up, n - up - down, down, 0.95)
    assert halves[0] <= found.half_width <= halves[1] + 2


def test_a_net_promoter_score_covers_its_truth():
    rng = np.random.default_rng(1)
    chances = (0.5, 0.3, 0.2)
    counts = rng.multinomial(8, chances, 3000)
    found = [adjusted_wald_nps(int(p), int(n), int(d), 0.95) for p, n, d in counts]
    assert np.mean([f.low <= 30 <= f.high for f in found]) == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize(
    "chances",
    [
        (0.02, 0.03, 0.05, 0.15, 0.3, 0.3, 0.15),
        (0, 0, 0, 0, 0.05, 0.25, 0.7),
        (0, 0, 0, 0, 0.02, 0.08, 0.9),  # a ceiling, where a uniform prior covers half of the time
    ],
)
def test_a_single_ordinal_item_is_covered_even_at_the_ceiling(chances):
    rng = np.random.default_rng(2)
    truth = float(np.dot(SEVEN, chances))
    hits = 0
    for _ in range(400):
        found = ordinal_mean(list(rng.choice(SEVEN, 8, p=chances)), SEVEN, rng, 0.95)
        hits += found.low <= truth <= found.high
    assert 0.90 <= hits / 400 <= 0.99


def test_five_equal_answers_are_not_a_certainty():
    found = ordinal_mean([7.0] * 5, SEVEN, np.random.default_rng(3))
    assert found.value == found.high == 7
    assert found.low < 6.9


def test_silent_people_could_all_be_happy_or_unhappy():
    assert manski(48, 60, 100) == pytest.approx((0.48, 0.88))
