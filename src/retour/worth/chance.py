"""Draws: of somebody's range (PERT), of a measured interval, of an effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from retour.effect.result import Effect
from retour.quantity import DeclaredRange, Estimate
from retour.worth.quantiles import quantiles_of, read_at
from retour.worth.result import Draws
from retour.worth.strata import Ranks, an_order, normal_quantiles, pert_quantiles

Ends = tuple[float, float]
ENDS = (0.05, 0.95)  # of every interval that is shown
TORNADO = (0.1, 0.5, 0.9)  # of an input that is moved: its ends, and where it stays


@dataclass(frozen=True, slots=True)
class Drawn:
    """Draws of one input, shape (draws,); what is known of them where they were in order before.

    `ranks`: of each draw; `tornado`: its quantiles at `TORNADO`.
    """

    sample: Draws
    ranks: Ranks | None = None
    tornado: tuple[float, ...] | None = None


def pert(declared: DeclaredRange, rng: np.random.Generator, draws: int) -> Draws:
    """Stratified draws of a PERT distribution (a beta between low and high, mode weighted four times).

    Returns:
        Shape (draws,), in the range's unit; constant when low equals high.
    """
    if declared.low == declared.high:
        return np.full(draws, float(declared.low))
    return pert_quantiles(declared, draws).take(an_order(draws, rng))


def ranked_pert(declared: DeclaredRange, rng: np.random.Generator, draws: int) -> Drawn:
    """The same, with what is known of them; a constant has no ranks."""
    if declared.low == declared.high:
        return Drawn(np.full(draws, float(declared.low)), None, (float(declared.low),) * len(TORNADO))
    return _shuffled(pert_quantiles(declared, draws), rng)


def ranked_mix(
    weighted: Sequence[tuple[DeclaredRange, float]], rng: np.random.Generator, draws: int
) -> Drawn:
    """Draws of a weighted mean of ranges that are wrong together (one person's estimates).

    They are drawn comonotone: independent draws would make a correction look like knowledge.
    """
    total = np.zeros(draws)
    for each, share in weighted:
        total += share * pert_quantiles(each, draws)
    return _shuffled(total, rng)


def _shuffled(ordered: Draws, rng: np.random.Generator) -> Drawn:
    """The same draws in an order that owes nothing to any other input's; a constant has no ranks."""
    ranks = an_order(len(ordered), rng)
    varies = ordered[0] < ordered[-1]
    return Drawn(ordered.take(ranks), ranks if varies else None, read_at(ordered, TORNADO))


def spread(estimate: Estimate, rng: np.random.Generator, draws: int) -> Drawn:
    """Draws of a two-piece normal that has this interval at this level."""
    z = normal_quantiles(draws) / NormalDist().inv_cdf((1 + estimate.level) / 2)
    low, high = estimate.value - estimate.low, estimate.high - estimate.value
    return _shuffled(estimate.value + np.where(z < 0, z * low, z * high), rng)


def effect_draws(effect: Effect, rng: np.random.Generator, draws: int) -> Drawn | None:
    """Draws of an effect, in its indicator's unit; None when the effect was refused."""
    if not isinstance(effect.estimate, Estimate):
        return None
    if effect.draws is None:
        return spread(effect.estimate, rng, draws)
    return Drawn(effect.draws if len(effect.draws) == draws else rng.choice(effect.draws, draws))


def estimate_of(sample: Draws, ends: Ends | None = None) -> Estimate:
    """Mean and 5–95 % of draws (`ends`, where they are known). Means add up, medians do not."""
    low, mean, high = _summary(sample, ends)
    return Estimate(mean, low, high)


def declared_of(sample: Draws, ends: Ends | None = None) -> DeclaredRange:
    """The same three numbers for a figure of grade D: a range that somebody's ranges give."""
    low, mean, high = _summary(sample, ends)
    return DeclaredRange(low, mean, high)


def _summary(sample: Draws, ends: Ends | None) -> tuple[float, float, float]:
    low, high = ends or quantiles_of(sample, ENDS)
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
