"""Wilson's interval of a share."""

from math import sqrt
from statistics import NormalDist

from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL


def wilson(good: int, n: int, *, level: float = READER_LEVEL) -> Estimate:
    """Share `good` / `n` with Wilson's score interval (E. B. Wilson, JASA 1927, 22:209).

    Raises:
        ValueError: when `n` is not positive: a share of nothing is unknown, not 0.
    """
    if n <= 0:
        raise ValueError("wilson.no_trial")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, squared = good / n, z * z
    centre = (share + squared / (2 * n)) / (1 + squared / n)
    half = z * sqrt(share * (1 - share) / n + squared / (4 * n * n)) / (1 + squared / n)
    low, high = max(centre - half, 0.0), min(centre + half, 1.0)
    return Estimate(share, min(low, share), max(high, share), level)
