"""Stratified draws have exactly the distribution that a range says, and owe nothing to each other."""

import numpy as np
import pytest
from scipy.special import betaincinv

from retour.quantity import DeclaredRange
from retour.worth.chance import pert, quantiles_of
from retour.worth.strata import levels, normal_quantiles, pert_quantiles
from retour.worth.value import binned

N = 10_000


@pytest.mark.parametrize("mode", [0.0, 0.01, 0.3, 0.5, 0.9, 1.0])
def test_the_quantiles_of_a_range_are_those_of_the_beta_of_a_peer_library(mode: float):
    peer = betaincinv(1 + 4 * mode, 5 - 4 * mode, levels(N))
    assert pert_quantiles(DeclaredRange(0, mode, 1), N) == pytest.approx(peer, abs=3e-6)


def test_the_mean_of_the_draws_is_the_published_one_to_a_millionth_of_the_width():
    drawn = pert(DeclaredRange(2, 5, 14), np.random.default_rng(4), N)
    assert drawn.mean() == pytest.approx((2 + 4 * 5 + 14) / 6, abs=12e-6)


def test_two_inputs_are_shuffled_apart():
    rng, said = np.random.default_rng(8), DeclaredRange(0, 2, 10)
    pairs = [np.corrcoef(pert(said, rng, 400), pert(said, rng, 400))[0, 1] for _ in range(400)]
    assert np.mean(pairs) == pytest.approx(0, abs=3 / np.sqrt(400 * 400))
    assert np.std(pairs) == pytest.approx(1 / np.sqrt(399), rel=0.15)


def test_the_spread_of_a_sum_is_that_of_independent_inputs():
    rng = np.random.default_rng(3)
    parts = [pert(DeclaredRange(0, 1, 4), rng, N) for _ in range(6)]
    assert np.sum(parts, axis=0).std() == pytest.approx(np.sqrt(sum(p.var() for p in parts)), rel=0.03)


def test_the_quantiles_of_the_normal_are_symmetric_and_have_its_standard_deviation():
    found = normal_quantiles(N)
    assert found + found[::-1] == pytest.approx(np.zeros(N), abs=1e-12)
    assert found.std() == pytest.approx(1, abs=1e-3)


def test_a_quantile_is_the_one_that_numpy_reads():
    sample = np.random.default_rng(5).normal(size=N)
    assert quantiles_of(sample, (0.0, 0.05, 0.5, 0.95, 1.0)) == pytest.approx(
        np.quantile(sample, (0.0, 0.05, 0.5, 0.95, 1.0)), abs=1e-12
    )


def test_bins_hold_about_as_many_draws_each_and_lose_none():
    rng = np.random.default_rng(6)
    known, utility = rng.lognormal(size=N), rng.normal(size=N)
    sums, counts = binned(utility, known, 20)
    assert counts.sum() == N
    assert sums.sum() == pytest.approx(utility.sum())
    assert len(counts) >= 15
    assert binned(utility, np.ones(N), 20)[1].tolist() == [N]
