"""Two shares: the interval of their difference, and how many cases a side could tell them apart."""

from math import ceil, sqrt
from statistics import NormalDist

from retour.quantity.interval import READER_LEVEL, Estimate
from retour.voice.intervals import wilson

POWER = 0.8
ERROR = 0.05  # two-sided


def newcombe(after: tuple[float, int], before: tuple[float, int], level: float = READER_LEVEL) -> Estimate:
    """Difference of two independent shares, each (successes, cases): Newcombe's hybrid score interval."""
    a, b = wilson(*after, level), wilson(*before, level)
    gap = a.value - b.value
    below = sqrt((a.value - a.low) ** 2 + (b.high - b.value) ** 2)
    above = sqrt((a.high - a.value) ** 2 + (b.value - b.low) ** 2)
    return Estimate(gap, gap - below, gap + above, level)


def cases_per_arm(one: float, other: float) -> int:
    """Cases a side to tell two shares apart: two-sided 5 %, power 80 %, pooled variance under no effect."""
    reach, power = NormalDist().inv_cdf(1 - ERROR / 2), NormalDist().inv_cdf(POWER)
    pooled = (one + other) / 2
    under_null = reach * sqrt(2 * pooled * (1 - pooled))
    under_gap = power * sqrt(one * (1 - one) + other * (1 - other))
    return ceil(((under_null + under_gap) / (one - other)) ** 2)
