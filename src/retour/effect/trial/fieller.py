"""Quotient of two estimates: an interval that stays honest when the denominator is close to zero."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotient:
    """A ratio and the ends of its confidence set, when that set is an interval."""

    value: float
    low: float
    high: float


def quotient(
    above: float, below: float, *, errors: tuple[float, float], reach: float, covariance: float | None = 0.0
) -> Quotient | None:
    """The ratios r that `above` - r × `below` does not tell from zero; None when that set is unbounded.

    Args:
        above: numerator.
        below: denominator.
        errors: their standard errors.
        reach: standard errors on each side (1.645 for 90 %).
        covariance: of the two; None where nobody kept it: the interval then holds whatever it is.

    Source: Fieller (1954), Journal of the Royal Statistical Society B 16, 175-185.
    """
    if abs(below) <= reach * errors[1]:
        return None
    if covariance is None:
        return _whatever_covariance(above, below, errors=errors, reach=reach)
    a = below**2 - (reach * errors[1]) ** 2
    b = above * below - reach**2 * covariance
    c = above**2 - (reach * errors[0]) ** 2
    root = math.sqrt(max(b * b - a * c, 0.0))
    return Quotient(above / below, (b - root) / a, (b + root) / a)


def _whatever_covariance(
    above: float, below: float, *, errors: tuple[float, float], reach: float
) -> Quotient:
    """|above - r below| <= reach (error + |r| error'): the widest error that any covariance could give."""
    side = math.copysign(1.0, below)
    tops = [side * above - reach * errors[0], side * above + reach * errors[0]]
    small, large = abs(below) - reach * errors[1], abs(below) + reach * errors[1]
    low = tops[0] / (large if tops[0] > 0 else small)
    high = tops[1] / (small if tops[1] > 0 else large)
    return Quotient(above / below, low, high)
