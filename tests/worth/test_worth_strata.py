"""Stratified draws have exactly the distribution that a range says, and owe nothing to each other."""

import numpy as np
import pytest
from scipy.special import betaincinv

from retour.quantity import DeclaredRange
from retour.worth.bins import bins_by_rank, bins_of
from retour.worth.chance import pert, ranked_pert
from retour.worth.quantiles import quantiles_of
from retour.worth.strata import an_order, levels, normal_quantiles, pert_quantiles
from retour.worth.value import information_of

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
    found = bins_of(known, 20)
    assert found.counts.sum() == N
    assert found.sums(utility).sum() == pytest.approx(utility.sum())
    assert len(found.counts) >= 15
    assert bins_of(np.ones(N), 20).counts.tolist() == [N]


@pytest.mark.parametrize("draws", [7, 20, 1010])
def test_bins_of_known_ranks_are_those_of_the_values_put_in_order(draws):
    rng = np.random.default_rng(7)
    utility, ranks = rng.normal(size=draws), an_order(draws, rng)
    found = bins_by_rank(ranks, 20)
    ordered = utility[np.argsort(ranks)]
    groups = [ordered[np.arange(draws) * len(found.counts) // draws == i] for i in range(len(found.counts))]
    assert found.sums(utility) == pytest.approx([group.sum() for group in groups])
    assert found.counts.tolist() == [len(group) for group in groups]
    assert max(found.counts) - min(found.counts) <= 1


def test_an_input_of_known_ranks_tells_what_its_values_tell():
    """Bins of equal count and bins of fine cells: the same information, to what the cells' width leaves."""
    rng, said = np.random.default_rng(8), DeclaredRange(0, 2, 10)
    drawn = ranked_pert(said, rng, N)
    utility = drawn.sample - 3.5 + rng.normal(size=N)
    both = (bins_of(drawn.sample), bins_by_rank(drawn.ranks))
    by_value, by_rank = (information_of(utility, {"x": each})[0] for each in both)
    assert by_rank.perfect == pytest.approx(by_value.perfect, rel=0.02)
    assert by_rank.explained == pytest.approx(by_value.explained, rel=0.005)


@pytest.mark.parametrize("draws", [10, 1000, 4000])
def test_an_order_holds_every_draw_once(draws):
    rng = np.random.default_rng(5)
    for _ in range(50):
        assert np.array_equal(np.sort(an_order(draws, rng)), np.arange(draws))


def test_orders_drawn_apart_owe_each_other_nothing():
    """200 orders of 2,000: their 19,900 rank correlations are those of independent permutations.

    Spearman's has mean 0 and deviation 1 / sqrt(n - 1); the cells of a 4 x 4 table of ranks are even.
    """
    n, rng = 2000, np.random.default_rng(11)
    ranks = np.array([an_order(n, rng) for _ in range(200)], float)
    found = np.corrcoef(ranks)[np.triu_indices(200, 1)] * np.sqrt(n - 1)
    assert abs(found.mean()) < 4 / np.sqrt(len(found))
    assert abs(found.std() - 1) < 0.05
    assert np.abs(found).max() < 6
    quarter = (ranks * 4 // n).astype(int)
    cells = np.array([np.bincount(quarter[i] * 4 + quarter[i + 1], minlength=16) for i in range(0, 200, 2)])
    chi = ((cells - n / 16) ** 2 / (n / 16)).sum(axis=1)  # 9 degrees of freedom: margins are exact
    assert abs(chi.mean() - 9) < 4 * np.sqrt(18 / 100)


def test_the_same_seed_gives_the_same_orders():
    again = [an_order(500, np.random.default_rng(3)) for _ in range(2)]
    assert np.array_equal(*again)


SAMPLES = {
    "even": np.random.default_rng(1).random(4000),
    "a heavy tail": np.random.default_rng(2).standard_cauchy(4000),
    "few values": np.random.default_rng(3).integers(0, 3, 4000).astype(float),
    "mostly one end": np.concatenate((np.zeros(3990), np.arange(10.0))),
    "one value": np.full(100, 7.0),
    "two draws": np.array([2.0, 1.0]),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_quantiles_are_those_of_a_sort_of_all(name):
    wanted = (0.0, 0.05, 0.1, 0.5, 0.9, 0.95, 1.0)
    expected = np.quantile(SAMPLES[name], wanted)
    assert quantiles_of(SAMPLES[name], wanted) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_quantiles_beside_what_never_comes_are_read_all_the_same():
    assert quantiles_of(np.array([np.inf, 2.0, 1.0, np.inf]), (0.0, 1.0)) == (1.0, np.inf)


def test_many_quantiles_at_once_are_those_that_numpy_reads():
    sample, wanted = np.random.default_rng(9).lognormal(size=N), tuple((i + 0.5) / 50 for i in range(50))
    assert quantiles_of(sample, wanted) == pytest.approx(np.quantile(sample, wanted), rel=1e-12)
