"""Draws: of somebody's range (PERT), of a measured interval, of an effect."""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from retour.effect.result import Effect
from retour.quantity import DeclaredRange, Estimate
from retour.worth.result import Draws
from retour.worth.strata import an_order, normal_quantiles, pert_quantiles, shuffled

ENDS = (0.05, 0.95)  # of every interval that is shown
FINE = 1024  # cells of equal width in which draws are counted
TINY = 1e-300  # a narrower sample is constant


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
    order = an_order(draws, rng)
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
    low, high = quantiles_of(sample, ENDS)
    if low == high and sample.min() == sample.max():
        return low, low, low  # a mean of equal numbers may differ from them by rounding
    mean = mean_of(sample)
    return min(low, mean), mean, max(high, mean)


def mean_of(sample: Draws) -> float:
    """The mean of draws, without what an array's own method asks first."""
    return float(np.add.reduce(sample)) / len(sample)


def quantiles_of(sample: Draws, wanted: Sequence[float]) -> tuple[float, ...]:
    """Quantiles of draws, linear between neighbours (Hyndman and Fan's type 7).

    Draws are counted in cells of equal width, and only the cells that hold a quantile are put in order: the
    same numbers as a sort of all gives, in a fifth of its time.
    """
    low = np.minimum.reduce(sample)
    width = np.maximum.reduce(sample) - low
    if not TINY < width < np.inf:
        return read_at(np.sort(sample), wanted)
    cell = ((sample - low) * ((FINE - 1) / width)).astype(np.int16)
    below = np.bincount(cell, minlength=FINE).cumsum()
    places = [(len(sample) - 1) * level for level in wanted]
    firsts = below.searchsorted([int(place) for place in places], "right").tolist()
    lasts = below.searchsorted([int(place) + bool(place % 1) for place in places], "right").tolist()
    found = []
    for place, first, last in zip(places, firsts, lasts, strict=True):
        held = sample[(cell >= first) & (cell <= last)] if first < last else sample[cell == first]
        held.sort()
        found.append(_between(held, place - (int(below[first - 1]) if first else 0)))
    return tuple(found)


def read_at(ordered: Draws, wanted: Sequence[float]) -> tuple[float, ...]:
    """The same, of draws already in order."""
    return tuple(_between(ordered, (len(ordered) - 1) * level) for level in wanted)


def _between(ordered: Draws, place: float) -> float:
    low = int(place)
    below = float(ordered[low])
    return below + place % 1 * (float(ordered[low + 1]) - below) if place % 1 else below
