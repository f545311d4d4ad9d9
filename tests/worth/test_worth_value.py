"""NPV, payback, information and the tornado, against spec worth (example A) and brute force."""

from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest

from retour.quantity import DeclaredRange, Estimate
from retour.worth.bins import bins_of
from retour.worth.chance import pert, ranked_mix, ranked_pert, spread
from retour.worth.value import (
    annuity,
    dots_of,
    drivers_of,
    information_of,
    months_to_repay,
    net_present_value,
    partial_information,
    payback,
    perfect_information,
)

N = 200_000


def quotes_example(rng):
    """Example A of the spec: a firm's quotes, 1 h a day, every input a declared range."""

    def draw(low, mode, high):
        return pert(DeclaredRange(low, mode, high), rng, N)

    hours = draw(0.5, 1, 1.25) * draw(17, 19.1, 20)
    gross, realisation = hours * 30, draw(0.25, 0.5, 0.9)
    rate = draw(26, 32, 40)
    running = draw(0.5, 1.5, 4) * rate + draw(0.3, 1, 3) * draw(40, 55, 80)
    running += draw(9, 16, 35) * draw(0.2, 0.5, 1)
    running += draw(0, 0.01, 0.05) * draw(60, 90, 140) * draw(5, 20, 80)
    build = draw(6, 14, 30) * draw(45, 60, 90)
    return gross, hours * realisation * rate, running, build, realisation


def test_the_quotes_example_gives_the_published_table():
    gross, benefit, running, _, _ = quotes_example(np.random.default_rng(3))
    published = {
        "gross": (gross, [404, 548, 666]),
        "benefit": (benefit, [178, 299, 467]),
        "running": (running, [104, 169, 260]),
        "net": (benefit - running, [-20, 128, 307]),
    }
    for sample, wanted in published.values():
        assert np.quantile(sample, [0.05, 0.5, 0.95]) == pytest.approx(wanted, abs=2.5)


def test_the_quotes_example_is_worth_keeping_and_not_worth_measuring():
    _, benefit, running, build, realisation = quotes_example(np.random.default_rng(3))
    net = benefit - running
    npv = net_present_value(net, build, months=36)
    assert np.quantile(npv, [0.05, 0.5, 0.95]) == pytest.approx([-1602, 3039, 8636], rel=0.02)
    assert (npv > 0).mean() == pytest.approx(0.85, abs=0.005)
    assert perfect_information(npv) == pytest.approx(205, rel=0.05)
    assert perfect_information(annuity(36) * net) == pytest.approx(95, rel=0.05)
    assert partial_information(npv, realisation, bins=60) == pytest.approx(36, abs=6)


def test_the_median_payback_of_the_quotes_that_ever_pay_back_is_the_published_6_8_months():
    _, benefit, running, build, _ = quotes_example(np.random.default_rng(3))
    net = benefit - running
    _, median, _ = payback(months_to_repay(net[net > 0], build[net > 0]))
    assert median == pytest.approx(6.8, abs=0.1)


def test_a_payback_that_never_comes_for_half_of_the_draws_is_none():
    assert payback(months_to_repay(np.array([-1.0, -1.0, 5.0]), np.full(3, 10.0))) is None
    assert payback(months_to_repay(np.array([5.0, 5.0, -1.0]), np.full(3, 10.0))) == (2, 2, 2)


def test_a_payback_beyond_the_life_is_none():
    assert payback(months_to_repay(np.full(3, 10.0), np.full(3, 240.0))) == (24, 24, 24)
    assert payback(months_to_repay(np.full(3, 10.0), np.full(3, 241.0))) is None


def test_perfect_information_of_a_normal_utility_is_the_closed_form():
    mu, sigma = 1.0, 2.0
    sample = mu + sigma * np.random.default_rng(1).standard_normal(N)
    u = mu / sigma
    density, below = np.exp(-u * u / 2) / np.sqrt(2 * np.pi), 0.3085375
    assert perfect_information(sample) == pytest.approx(sigma * (density - u * below), rel=0.02)


def test_information_on_an_input_that_does_not_matter_is_worth_next_to_nothing():
    rng = np.random.default_rng(2)
    utility = 1 + rng.standard_normal(N)
    assert partial_information(utility, rng.standard_normal(N)) == pytest.approx(0, abs=1e-3)
    assert partial_information(utility, utility, bins=400) == pytest.approx(
        perfect_information(utility), rel=0.05
    )


def test_the_tornado_moves_one_input_at_a_time_and_ranks_the_widest_first():
    inputs = {"small": np.linspace(0, 1, 101), "upkeep": np.linspace(0, 10, 101), "still": np.ones(101)}
    found = drivers_of(inputs, lambda x: x["small"] - x["upkeep"] + x["still"])
    assert [d.code for d in found] == ["upkeep", "small"]
    assert (found[0].at_low, found[0].at_high) == pytest.approx((0.5, -7.5))
    assert (found[0].controllable, found[1].controllable) == (True, False)


def test_fifty_dots_are_fifty_quantiles():
    dots = dots_of(np.linspace(0, 1, 10_001))
    assert len(dots) == 50
    assert dots[:2] == pytest.approx((0.01, 0.03))


def test_a_pert_has_its_published_mean_and_stays_within_its_ends():
    sample = pert(DeclaredRange(2, 5, 14), np.random.default_rng(4), N)
    assert sample.mean() == pytest.approx((2 + 4 * 5 + 14) / 6, abs=0.02)
    assert 2 <= sample.min() <= sample.max() <= 14


def test_a_range_without_width_is_a_constant():
    assert set(pert(DeclaredRange(3, 3, 3), np.random.default_rng(4), 10)) == {3.0}


def test_two_estimates_by_one_person_are_wrong_together():
    one = DeclaredRange(0, 5, 10)
    rng = np.random.default_rng(5)
    mixed = ranked_mix([(one, 0.5), (one, 0.5)], rng, N).sample
    assert mixed.std() == pytest.approx(pert(one, rng, N).std(), rel=0.02)


def test_draws_of_an_interval_have_that_interval_even_when_it_leans():
    sample = spread(Estimate(2.0, 1.0, 5.0, 0.9), np.random.default_rng(6), N).sample
    assert np.quantile(sample, [0.05, 0.5, 0.95]) == pytest.approx([1, 2, 5], abs=0.05)


def test_a_sample_of_a_normal_input_is_worth_its_closed_form():
    """EVSI of a normal mean: s [phi(u) - u Phi(-u)], s the preposterior deviation, u = |mu| / s (Raiffa)."""
    rng = np.random.default_rng(12)
    theta = rng.standard_normal(200_000)
    utility = 0.4 + theta + 0.3 * rng.standard_normal(200_000)
    (known,) = information_of(utility, {"x": bins_of(theta, 100)})
    for removed in (0.1, 0.5, 1.0):
        u = 0.4 / sqrt(removed)
        closed = sqrt(removed) * (NormalDist().pdf(u) - u * NormalDist().cdf(-u))
        assert known.of_sample(removed) == pytest.approx(closed, rel=0.04)
    assert known.of_sample(0.0) == 0.0


def test_what_an_input_explains_of_the_net_says_how_much_narrower_it_would_get():
    rng = np.random.default_rng(13)
    theta, rest = rng.standard_normal(N), rng.standard_normal(N)
    (known,) = information_of(3 + theta + rest, {"x": bins_of(theta)})
    assert known.explained == pytest.approx(0.5, abs=0.02)
    assert known.narrowed(1.0) == pytest.approx(sqrt(0.5), abs=0.02)
    assert information_of(theta, {"y": bins_of(rest)})[0].explained == pytest.approx(0, abs=2e-3)


def test_a_sample_may_turn_a_choice_that_is_near_and_not_one_that_is_far():
    theta = np.random.default_rng(14).standard_normal(N)
    assert information_of(0.5 + theta, {"x": bins_of(theta)})[0].may_turn(0.5)
    assert not information_of(5 + theta, {"x": bins_of(theta)})[0].may_turn(1.0)


def test_an_input_that_hardly_moves_tells_nothing():
    known = np.where(np.arange(N) % 2, 5e-324, 0.0)
    assert information_of(np.random.default_rng(15).normal(size=N), {"x": bins_of(known)}) == ()


@pytest.mark.parametrize(
    "drawn",
    [
        ranked_pert(DeclaredRange(3, 3, 3), np.random.default_rng(16), N),
        ranked_mix([(DeclaredRange(3, 3, 3), 1.0)], np.random.default_rng(16), N),
        spread(Estimate(3, 3, 3), np.random.default_rng(16), N),
    ],
)
def test_what_does_not_vary_has_no_ranks_to_learn_from(drawn):
    assert set(drawn.sample) == {3.0}
    assert drawn.ranks is None
    assert drawn.tornado == (3, 3, 3)


def test_the_ends_known_before_the_shuffle_are_those_of_the_draws():
    rng, said = np.random.default_rng(17), DeclaredRange(2, 5, 14)
    for drawn in (
        ranked_pert(said, rng, N),
        ranked_mix([(said, 0.3), (DeclaredRange(1, 2, 3), 0.7)], rng, N),
        spread(Estimate(2.0, 1.0, 5.0, 0.9), rng, N),
    ):
        assert drawn.tornado == pytest.approx(np.quantile(drawn.sample, (0.1, 0.5, 0.9)))
        assert np.array_equal(np.argsort(np.argsort(drawn.sample, kind="stable")), drawn.ranks)
