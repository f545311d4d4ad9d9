"""Medians and other quantiles by their ranks: no density, no bootstrap, whatever the law."""

import math

import numpy as np

from retour.effect.intervals import contrast
from retour.effect.trial.sample import Floats
from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL


def quantile(values: Floats, share: float, level: float = READER_LEVEL) -> Estimate | None:
    """A quantile between two order statistics.

    How many of n values lie below the true quantile is binomial(n, share): its two quantiles are the ranks
    of the ends, so the interval holds with at least `level` for any continuous law. It is exact at any
    size, which leaves no place for a bootstrap.

    Args:
        values: (n,), in any order; NaN not allowed.
        share: 0.5 for the median, 0.9 for the value that nine in ten stay under.
        level: of the interval.

    Returns:
        The value of rank ⌈n share⌉ and its interval; None where n values are too few for both ends.
        Source: David & Nagaraja (2003), Order Statistics, § 7.1.
    """
    n = len(values)
    ranks = ranks_of(n, share, level)
    if ranks is None:
        return None
    middle = max(math.ceil(n * share), 1)
    places = sorted({ranks[0] - 1, middle - 1, ranks[1] - 1})
    held = np.partition(values, places)
    low, value, high = (float(held[rank - 1]) for rank in (ranks[0], middle, ranks[1]))
    return Estimate(value, min(low, value), max(high, value), level)


def ranks_of(n: int, share: float, level: float = READER_LEVEL) -> tuple[int, int] | None:
    """Ranks (1 to n) of the ends: P(at most low - 1 below), P(at least high below) ≤ (1 - level) / 2."""
    from scipy.special import bdtr  # noqa: PLC0415  scipy is slow to import

    if n < 1:
        return None
    tail = (1 - level) / 2
    below = bdtr(np.arange(n + 1, dtype=np.float64), n, share)  # P(X <= k)
    low = int(np.searchsorted(below, tail, side="right"))
    high = int(np.searchsorted(below, 1 - tail, side="left")) + 1
    return (low, high) if low >= 1 and high <= n else None


def difference_of_quantiles(
    treated: Floats, control: Floats, share: float, level: float = READER_LEVEL
) -> Estimate | None:
    """Difference of one quantile between two arms, from each arm's own interval of ranks.

    Source: Zou & Donner (2008), Statistics in Medicine 27, 1693-1702 (variance estimates recovery).
    """
    one, two = (quantile(values, share, level) for values in (treated, control))
    return None if one is None or two is None else contrast(one, two)
