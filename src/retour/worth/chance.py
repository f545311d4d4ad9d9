"""Draws: of somebody's range (PERT), of a measured interval, of an effect."""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from retour.effect.result import Effect
from retour.quantity import DeclaredRange, Estimate
from retour.worth.result import Draws

PERT_WEIGHT = 4.0  # weight of the mode: mean = (low + 4 mode + high) / 6


def pert(declared: DeclaredRange, rng: np.random.Generator, draws: int) -> Draws:
    """Draws of a PERT distribution (a beta between low and high, mode weighted four times).

    Returns:
        Shape (draws,), in the range's unit; constant when low equals high.
    """
    width = declared.high - declared.low
    if width == 0:
        return np.full(draws, declared.low)
    rise = PERT_WEIGHT * (declared.mode - declared.low) / width
    return declared.low + width * rng.beta(1 + rise, 1 + PERT_WEIGHT - rise, draws)


def mixed_pert(
    weighted: Sequence[tuple[DeclaredRange, float]], rng: np.random.Generator, draws: int
) -> Draws:
    """Draws of a weighted mean of ranges that are wrong together (one person's successive estimates).

    The ranges are drawn comonotone: independent draws would make a correction look like knowledge.
    """
    order = rng.permutation(draws)
    total = np.zeros(draws)
    for each, share in weighted:
        total += share * np.sort(pert(each, rng, draws))[order]
    return total


def spread(estimate: Estimate, rng: np.random.Generator, draws: int) -> Draws:
    """Draws of a two-piece normal that has this interval at this level; shape (draws,)."""
    reach = NormalDist().inv_cdf((1 + estimate.level) / 2)
    z = rng.standard_normal(draws) / reach
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
    if not np.ptp(sample):
        return (float(sample.flat[0]),) * 3  # a mean of equal numbers may differ from them by rounding
    mean = float(sample.mean())
    low, high = (float(q) for q in np.quantile(sample, [0.05, 0.95]))
    return min(low, mean), mean, max(high, mean)
