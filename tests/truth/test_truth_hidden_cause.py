"""E-values: published figures, and hidden causes whose strength is known."""

import numpy as np
import pytest

from retour.effect.intervals import Group, newcombe
from retour.effect.observational.confounders import Factor
from retour.effect.observational.hidden_cause import (
    bias_factor,
    e_value,
    hidden_cause,
    strength_for,
    strongest,
)
from retour.quantity import Estimate


@pytest.mark.parametrize(
    ("ratio", "published"),
    [
        (3.9, 7.26),  # VanderWeele & Ding (2017), table 2: breastfeeding and respiratory death ...
        (1.8, 3.0),  # ... and the lower end of its interval
        (0.80, 1.81),  # the same: fat and leukaemia ...
        (0.91, 1.43),  # ... and the end nearer to 1
        (1.0, 1.0),
    ],
)
def test_the_e_values_are_those_of_the_paper(ratio, published):
    assert e_value(ratio) == pytest.approx(published, abs=0.005)


def test_the_bias_that_two_links_make_is_the_one_of_ding_and_vanderweele():
    # Ding & VanderWeele (2016): links of 2 and 2 make at most 4/3; of equal strength they give it back.
    assert bias_factor(2, 2) == pytest.approx(4 / 3)
    for strength in (1.0, 1.5, 3.0, 10.0):
        assert strength_for(bias_factor(strength, strength)) == pytest.approx(strength)


def test_no_hidden_cause_makes_a_larger_ratio_than_its_bias_factor():
    rng = np.random.default_rng(0)
    for _ in range(2000):
        one, two = rng.uniform(0.05, 0.95, 2)  # how often the cause is there among treated and others
        without, with_cause = sorted(rng.uniform(0.05, 0.95, 2))
        one, two = max(one, two), min(one, two)
        made = (one * with_cause + (1 - one) * without) / (two * with_cause + (1 - two) * without)
        assert made <= bias_factor(one / two, with_cause / without) + 1e-12


def told(treated, others):
    gap = newcombe(treated, others)
    shares = treated.share, others.share
    variances = tuple(g.share * (1 - g.share) / g.n for g in (treated, others))
    return gap, hidden_cause(gap, shares, variances, None)


def test_the_bound_agrees_with_the_usual_interval_of_a_risk_ratio():
    treated, others = Group(400, 1000), Group(250, 1000)
    _, found = told(treated, others)
    error = np.sqrt(1 / 400 - 1 / 1000 + 1 / 250 - 1 / 1000)
    assert found.strength == pytest.approx(e_value(1.6))
    assert found.strength_of_bound == pytest.approx(e_value(1.6 * np.exp(-1.645 * error)), rel=0.01)


def test_the_bound_is_one_where_the_interval_holds_zero_and_nothing_is_said_of_a_share_of_none():
    _, found = told(Group(26, 100), Group(25, 100))
    assert found.strength_of_bound == 1
    assert found.strength > 1
    assert hidden_cause(Estimate(0.1, 0.05, 0.15), (0.1, 0.0), (0.001, 0.0), None) is None


def test_a_harm_needs_as_strong_a_cause_as_the_gain_that_mirrors_it():
    _, gain = told(Group(400, 1000), Group(250, 1000))
    _, harm = told(Group(250, 1000), Group(400, 1000))
    assert harm.strength == pytest.approx(gain.strength)
    assert harm.strength_of_bound == pytest.approx(gain.strength_of_bound)


def hidden(rng, n, strength):
    """A cause that multiplies the chances of treatment and of outcome; the treatment does nothing."""
    cause = rng.random(n) < 0.3
    got = rng.random(n) < np.where(cause, 0.2 * strength, 0.2)
    reached = rng.random(n) < np.where(cause, 0.15 * strength, 0.15)
    return cause, got, reached


@pytest.mark.parametrize("strength", [1.5, 2.5, 4.0])
def test_a_cause_that_explains_an_effect_away_is_at_least_as_strong_as_was_said(strength):
    rng = np.random.default_rng(1)
    below = 0
    for _ in range(60):
        _, got, reached = hidden(rng, 2000, strength)
        _, found = told(
            Group(int(reached[got].sum()), int(got.sum())), Group(int(reached[~got].sum()), int((~got).sum()))
        )
        # Its real links: how much more often it is among the treated, and what it does to the outcome.
        share = 0.3 * 0.2 * strength / (0.3 * 0.2 * strength + 0.7 * 0.2)
        others = 0.3 * (1 - 0.2 * strength) / (0.3 * (1 - 0.2 * strength) + 0.7 * 0.8)
        own = strength_for(bias_factor(share / others, strength))
        below += own >= found.strength_of_bound
    assert below >= 57  # the nearer end of a 90 % interval is one side of it: 95 % at least


def test_the_strongest_declared_confounder_is_read_from_the_cases():
    rng = np.random.default_rng(2)
    cause, got, reached = hidden(rng, 100_000, 3.0)
    weak = rng.random(100_000) < 0.5
    factors = [
        Factor(name=name, level=level.astype(np.int64), levels=2, missing=0.0)
        for name, level in (("weak", weak), ("strong", cause))
    ]
    share, others = cause[got].mean(), cause[~got].mean()
    own = strength_for(bias_factor(share / others, 3.0))
    strength, name = strongest(factors, got, reached)
    assert name == "strong"
    assert strength == pytest.approx(own, rel=0.05)
    assert strongest([], got, reached) is None
    many = Factor(name="town", level=np.arange(100_000) % 40, levels=40, missing=0.0)
    assert strongest([many], got, reached) == (1.0, "town")  # no town holds 5 % of the cases
    season = Factor(name="quarter", level=factors[1].level, levels=2, missing=0.0, declared=False)
    assert strongest([season], got, reached) is None
