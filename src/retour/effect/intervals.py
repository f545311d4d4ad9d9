"""Intervals of proportions, means and their differences, from sufficient statistics."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from retour.kpi.cells import Moments
from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL

DRAWS = 4000
NORMAL = 1e6  # degrees of freedom at which Student's law is the normal one
POWER_80 = NormalDist().inv_cdf(0.8)
TWO_SIDED_10 = NormalDist().inv_cdf(0.95)
TWO_SIDED_5 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Group:
    """`reached` successes among `n` cases."""

    reached: int
    n: int

    @property
    def share(self) -> float:
        """Successes over cases."""
        return self.reached / self.n


def normal_quantile(level: float) -> float:
    """Half-width multiplier of a two-sided normal interval at `level`."""
    return NormalDist().inv_cdf((1 + level) / 2)


def student_quantile(level: float, freedom: float) -> float:
    """Half-width multiplier of a two-sided Student interval at `level` with `freedom` degrees of freedom."""
    from scipy.special import stdtrit  # noqa: PLC0415  scipy is slow to import

    return float(stdtrit(freedom, (1 + level) / 2))


def wilson(group: Group, level: float = READER_LEVEL) -> Estimate:
    """Score interval of one proportion, in [0, 1]. Source: Wilson (1927), JASA 22, 209-212."""
    return score_interval(group.share, group.n, level)


def score_interval(p: float, n: float, level: float = READER_LEVEL) -> Estimate:
    """Wilson's interval of a share known as well as from `n` cases, a fraction or not."""
    z = normal_quantile(level)
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Estimate(p, max(0.0, min(centre - half, p)), min(1.0, max(centre + half, p)), level)


def newcombe(treated: Group, control: Group, level: float = READER_LEVEL) -> Estimate:
    """Difference of two proportions by Newcombe's hybrid score interval, in [-1, 1].

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    return contrast(wilson(treated, level), wilson(control, level))


def agresti_caffo(treated: Group, control: Group, level: float = READER_LEVEL) -> Estimate:
    """Wald interval after one success and one failure are added to each group.

    Source: Agresti & Caffo (2000), The American Statistician 54, 280-288. The point stays the raw gap.
    """
    one, two = ((g.reached + 1) / (g.n + 2) for g in (treated, control))
    half = normal_quantile(level) * math.sqrt(
        one * (1 - one) / (treated.n + 2) + two * (1 - two) / (control.n + 2)
    )
    value = treated.share - control.share
    return Estimate(
        value, max(-1.0, min(one - two - half, value)), min(1.0, max(one - two + half, value)), level
    )


def small_sample(treated: Group, control: Group, level: float = READER_LEVEL) -> Estimate:
    """The hull of Newcombe's and Agresti-Caffo's intervals: conservative below thirty cases a group."""
    one, two = newcombe(treated, control, level), agresti_caffo(treated, control, level)
    return Estimate(one.value, min(one.low, two.low), max(one.high, two.high), level)


def fisher_exact(treated: Group, control: Group) -> float:
    """Two-sided exact p-value of equal proportions: tables as likely or less add up (Fisher, 1935)."""
    successes, total = treated.reached + control.reached, treated.n + control.n
    first, last = max(0, successes - control.n), min(successes, treated.n)
    ways = [math.comb(treated.n, k) * math.comb(control.n, successes - k) for k in range(first, last + 1)]
    seen = ways[treated.reached - first]
    return sum(w for w in ways if w <= seen) / math.comb(total, successes)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of means with its standard error and degrees of freedom."""

    value: float
    error: float
    freedom: float

    def interval(self, level: float = READER_LEVEL) -> Estimate:
        """Student interval at `level`."""
        half = student_quantile(level, self.freedom) * self.error
        return Estimate(self.value, self.value - half, self.value + half, level)


def welch(treated: Moments, control: Moments) -> Difference | None:
    """Difference of two means with unequal variances; None below two cases a group or without any spread.

    Source: Welch (1947), Biometrika 34, 28-35. Unit of the indicator.
    """
    if treated.variance is None or control.variance is None:
        return None
    one, two = treated.variance / treated.n, control.variance / control.n
    if one + two == 0:
        return None
    freedom = (one + two) ** 2 / (one**2 / (treated.n - 1) + two**2 / (control.n - 1))
    value = treated.total / treated.scale / treated.n - control.total / control.scale / control.n
    return Difference(value, math.sqrt(one + two), freedom)


def spread_of(treated: Group, control: Group) -> float:
    """Standard error of a difference of two proportions, each smoothed by one success and one failure."""
    shares = ((g, (g.reached + 1) / (g.n + 2)) for g in (treated, control))
    return math.sqrt(sum(p * (1 - p) / g.n for g, p in shares))


def contrast(one: Estimate, two: Estimate) -> Estimate:
    """Interval of `one` - `two`, independent, from their own intervals at the same level.

    Source: Donner & Zou (2012), method of variance estimates recovery.
    """
    value = one.value - two.value
    low = value - math.hypot(one.value - one.low, two.high - two.value)
    return Estimate(value, low, value + math.hypot(one.high - one.value, two.value - two.low), one.level)


def per_arm(variance: float, effect: float) -> int:
    """Cases needed in each arm to see `effect` with 80 % power, two-sided at 5 %: 2 (z + z')² σ² / δ²."""
    return math.ceil(2 * (TWO_SIDED_5 + POWER_80) ** 2 * variance / effect**2)


def draws_of(estimate: Estimate, freedom: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draws of an effect whose 5th and 95th percentiles are the ends of its 90 % interval, (4000,).

    Student draws at evenly spread probabilities, each side scaled to its end, in random order: the
    quantiles are exact and only the order is left to chance. `estimate.level` may be any level.
    """
    from scipy.special import stdtrit  # noqa: PLC0415  scipy is slow to import

    student = stdtrit(freedom, (np.arange(DRAWS) + 0.5) / DRAWS)
    reach = student_quantile(estimate.level, freedom)
    below = (estimate.value - estimate.low) / reach
    above = (estimate.high - estimate.value) / reach
    return rng.permutation(estimate.value + student * np.where(student < 0, below, above))
