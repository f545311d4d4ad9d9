"""The exact interval of a share, for the few trials where an approximation would be too narrow."""

from collections.abc import Callable
from math import comb

from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL

_HALVINGS = 60  # of [0, 1]: finer than a double tells


def exact(hits: int, n: int, *, level: float = READER_LEVEL) -> Estimate:
    """Share `hits` / `n` with the interval of Clopper & Pearson (Biometrika 1934, 26:404).

    It holds at least `level` of the time, whatever the true share.

    Raises:
        ValueError: when `n` is not positive: a share of nothing is unknown, not 0.
    """
    if n <= 0:
        raise ValueError("exact.no_trial")
    tail = (1 - level) / 2
    low = _until(lambda p: _at_least(hits, n, p) < tail) if hits else 0.0
    high = _until(lambda p: 1 - _at_least(hits + 1, n, p) > tail) if hits < n else 1.0
    return Estimate(hits / n, low, high, level)


def _at_least(k: int, n: int, p: float) -> float:
    """P(k hits or more in n trials of probability p)."""
    return sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))


def _until(holds: Callable[[float], bool]) -> float:
    """The share until which a condition holds."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return high
