"""Draws: of somebody's range (PERT), of a measured interval, of an effect."""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from retour.effect.result import Effect
from retour.quantity import DeclaredRange, Estimate
from retour.worth.quantiles import quantiles_of
from retour.worth.result import Draws
from retour.worth.strata import Ranks, an_order, normal_quantiles, pert_quantiles, shuffled

ENDS = (0.05, 0.95)  # of every interval that is shown


def pert(declared: DeclaredRange, rng: np.random.Generator, draws: int) -> Draws:
    """Stratified draws of a PERT distribution (a beta between low and high, mode weighted four times).

    Returns:
        Shape (draws,), in the range's unit; constant when low equals high.
    """
    return ranked_pert(declared, rng, draws)[0]


def ranked_pert(declared: DeclaredRange, rng: np.random.Generator, draws: int) -> tuple[Draws, Ranks | None]:
    """The same, with the rank of each draw; None where all are equal."""
    if declared.low == declared.high:
        return np.full(draws, float(declared.low)), None
    ranks = an_order(draws, rng)
    return pert_quantiles(declared, draws).take(ranks), ranks


def ranked_mix(
    weighted: Sequence[tuple[DeclaredRange, float]], rng: np.random.Generator, draws: int
) -> tuple[Draws, Ranks]:
    """Draws of a weighted mean of ranges that are wrong together (one person's estimates), and their ranks.

    They are drawn comonotone: independent draws would make a correction look like knowledge.
    """
    ranks = an_order(draws, rng)
    total = np.zeros(draws)
    for each, share in weighted:
        total += share * pert_quantiles(each, draws)
    return total.take(ranks), ranks


def spread(estimate: Estimate, rng: np.random.Generator, draws: int) -> Draws:
    """Draws of a two-piece normal that has this interval at this level; shape (draws,)."""
    reach = NormalDist().inv_cdf((1 + estimate.level) / 2)
    z = shuffled(normal_quantiles(draws), rng) / reach
    return estimate.value + np.where(
        z < 0, z * (estimate.value - estimate.low), z * (estimate.high - estimate.value)
    )


def effect_draws(effect: Effect, rng: np.random.Generator, draws: int) -> Draws | None:
    """Draws of an effect, in its indicator's unit; None when the effect was refused."""
    if not isinstance(effect.estimate, Estimate):
        return None
    if effect.draws is None:
        return spread(effect.estimate, rng, draws)
    if len(effect.draws) == draws:
        return effect.draws
    return rng.choice(effect.draws, draws)


def estimate_of(sample: Draws) -> Estimate:
    """Mean and 5–95 % of draws. Means add up, medians do not: money is always a mean."""
    low, mean, high = _summary(sample)
    return Estimate(mean, low, high)


def declared_of(sample: Draws) -> DeclaredRange:
    """The same three numbers for a figure of grade D: a range that somebody's ranges give."""
    low, mean, high = _summary(sample)
    return DeclaredRange(low, mean, high)


def _summary(sample: Draws) -> tuple[float, float, float]:
    low, high = quantiles_of(sample, ENDS)
    if low == high and sample.min() == sample.max():
        return low, low, low  # a mean of equal numbers may differ from them by rounding
    mean = mean_of(sample)
    return min(low, mean), mean, max(high, mean)


def mean_of(sample: Draws) -> float:
    """The mean of draws, without what an array's own method asks first."""
    return float(np.add.reduce(sample)) / len(sample)


def share_of(true: NDArray[np.bool_]) -> float:
    """The share of draws for which something is true."""
    return int(np.count_nonzero(true)) / len(true)
