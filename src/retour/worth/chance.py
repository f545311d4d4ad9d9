"""Draws: of somebody's range (PERT), of a measured interval, of an effect."""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from retour.effect.result import Effect
from retour.quantity import DeclaredRange, Estimate
from retour.worth.result import Draws
from retour.worth.strata import normal_quantiles, pert_quantiles, shuffled


def pert(declared: DeclaredRange, rng: np.random.Generator, draws: int) -> Draws:
    """Stratified draws of a PERT distribution (a beta between low and high, mode weighted four times).

    Returns:
        Shape (draws,), in the range's unit; constant when low equals high.
    """
    if declared.low == declared.high:
        return np.full(draws, float(declared.low))
    return shuffled(pert_quantiles(declared, draws), rng)


def mixed_pert(
    weighted: Sequence[tuple[DeclaredRange, float]], rng: np.random.Generator, draws: int
) -> Draws:
    """Draws of a weighted mean of ranges that are wrong together (one person's successive estimates).

    The ranges are drawn comonotone: independent draws would make a correction look like knowledge.
    """
    order = rng.permutation(draws)
    total = np.zeros(draws)
    for each, share in weighted:
        total += share * pert_quantiles(each, draws)
    return total[order]


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
    ordered = np.sort(sample)
    if ordered[0] == ordered[-1]:
        return (float(ordered[0]),) * 3  # a mean of equal numbers may differ from them by rounding
    mean = float(sample.mean())
    low, high = read_at(ordered, (0.05, 0.95))
    return min(low, mean), mean, max(high, mean)


def quantiles_of(sample: Draws, wanted: Sequence[float]) -> tuple[float, ...]:
    """Quantiles of draws, linear between neighbours (Hyndman and Fan's type 7), of one vectorised sort."""
    return read_at(np.sort(sample), wanted)


def read_at(ordered: Draws, wanted: Sequence[float]) -> tuple[float, ...]:
    """The same, of draws already in order."""
    return tuple(_between(ordered, (len(ordered) - 1) * level) for level in wanted)


def _between(ordered: Draws, place: float) -> float:
    low = int(place)
    below = float(ordered[low])
    return below + place % 1 * (float(ordered[low + 1]) - below) if place % 1 else below
