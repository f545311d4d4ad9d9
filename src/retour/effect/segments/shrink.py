"""Several effects at once: how much they really differ, each drawn towards their common mean.

The largest of many raw effects is too large by construction. A normal model of true effects around a
common mean corrects it; what must be chosen is how the spread between true effects, τ, is treated.
A single estimate of τ (DerSimonian-Laird) is zero in half of the samples of two or three segments, and
intervals built on it cover 74 to 83 % where 90 % is said. So τ is averaged over its posterior law under
a half-Cauchy prior whose median is 1.5 times the segments' typical standard error: proper with two
segments, free of units, and heavy-tailed enough that opposite effects are not forced together.

Measured with standard errors of 2-15 and true effects drawn from N(5, 5): coverage 88 % and the best
announced 0.1 above its truth with 20 segments (raw: 17), 91 % and 1.5 (raw: 4.2) with two. With equal
truths coverage is 93 % and more; with fixed opposite ones of 10-20 points it falls to 86-89 %, and
three segments' best to 81 %: effects that lie far apart are drawn together a little too much.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.quantity.interval import READER_LEVEL

Floats = NDArray[np.float64]

SPREADS = 64  # grid of τ, at evenly spread prior probabilities
PRIOR_MEDIAN = 1.5  # in typical standard errors
HALVINGS = 36
FALSE_DISCOVERIES = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Heterogeneity:
    """Cochran's Q, its p-value of one common effect, and DerSimonian-Laird's τ in the effects' unit."""

    q: float
    p: float
    spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """Posterior means and 90 % intervals, all (segments,); `spread` is the posterior median of τ."""

    value: Floats
    low: Floats
    high: Floats
    spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mixture:
    """One normal law a value of τ and a segment: `mean` and `variance` (τ, segments), `weight` (τ,)."""

    spreads: Floats
    weight: Floats
    mean: Floats
    variance: Floats


def heterogeneity(values: Floats, errors: Floats) -> Heterogeneity:
    """Whether effects differ by more than chance, from (segments,) effects and their standard errors.

    Source: DerSimonian & Laird (1986), Controlled Clinical Trials 7, 177-188. Needs two segments or more.
    """
    from scipy.special import chdtrc  # noqa: PLC0415  scipy is slow to import

    weights = 1 / errors**2
    total = weights.sum()
    q = float((weights * (values - (weights * values).sum() / total) ** 2).sum())
    freedom = len(values) - 1
    variance = (q - freedom) / (total - (weights**2).sum() / total)
    return Heterogeneity(q=q, p=float(chdtrc(freedom, q)), spread=math.sqrt(max(variance, 0.0)))


def shrunk(values: Floats, errors: Floats, *, common_error: float = 0.0) -> Shrunk:
    """Each effect drawn towards the common mean, with intervals that carry the doubt about τ.

    Args:
        values: raw effects, (segments,), two or more.
        errors: their standard errors, > 0, in the same unit.
        common_error: the common mean is never known better than this (segments that share a past err alike).

    Source: Gelman (2006), Bayesian Analysis 1, 515-534 (half-Cauchy); Morris (1983), JASA 78, 47-65.
    """
    mixture = _posterior(values, errors, common_error)
    tail = (1 - READER_LEVEL) / 2
    return Shrunk(
        value=mixture.weight @ mixture.mean,
        low=_quantile(mixture, tail),
        high=_quantile(mixture, 1 - tail),
        spread=float(np.interp(0.5, np.cumsum(mixture.weight), mixture.spreads)),
    )


def _posterior(values: Floats, errors: Floats, common_error: float) -> _Mixture:
    typical = math.sqrt(float((errors**2).mean()))
    chances = (np.arange(SPREADS) + 0.5) / SPREADS
    spreads = PRIOR_MEDIAN * typical * np.tan(np.pi / 2 * chances)
    total = errors**2 + spreads[:, None] ** 2
    precision = (1 / total).sum(axis=1)
    centre = (values / total).sum(axis=1) / precision
    fit = np.log(total).sum(axis=1) + np.log(precision)
    fit += ((values - centre[:, None]) ** 2 / total).sum(axis=1)
    weight = np.exp((fit.min() - fit) / 2)
    pulled = errors**2 / total
    doubt = np.maximum(1 / precision, common_error**2)[:, None]
    return _Mixture(
        spreads=spreads,
        weight=weight / weight.sum(),
        mean=pulled * centre[:, None] + (1 - pulled) * values,
        variance=(1 - pulled) * errors**2 + pulled**2 * doubt,
    )


def _quantile(mixture: _Mixture, chance: float) -> Floats:
    """Quantile of each segment's mixture, by halving."""
    from scipy.special import ndtr  # noqa: PLC0415  scipy is slow to import

    reach = np.sqrt(mixture.variance)
    low, high = (mixture.mean - 9 * reach).min(axis=0), (mixture.mean + 9 * reach).max(axis=0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = mixture.weight @ ndtr((middle - mixture.mean) / reach) < chance
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2, dtype=np.float64)


def discoveries(p: Floats, *, rate: float = FALSE_DISCOVERIES) -> NDArray[np.bool_]:
    """Which of (segments,) p-values stand with at most `rate` false ones expected among those that do.

    Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
    """
    order = np.argsort(p)
    passed = p[order] <= rate * (np.arange(len(p)) + 1) / len(p)
    count = int(np.flatnonzero(passed)[-1]) + 1 if passed.any() else 0
    found = np.zeros(len(p), dtype=np.bool_)
    found[order[:count]] = True
    return found


def two_sided(values: Floats, errors: Floats) -> Floats:
    """Two-sided normal p-values of no effect, (segments,)."""
    from scipy.special import ndtr  # noqa: PLC0415  scipy is slow to import

    return np.asarray(2 * ndtr(-np.abs(values) / errors), dtype=np.float64)
