"""Whether weighting made the two kinds of cases alike."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from retour.effect.observational.adjust import effective_sizes
from retour.effect.observational.confounders import Factor, Floats, columns_of
from retour.effect.observational.landmark import Mask

LIMIT = 0.1
CHANCE = 3.0  # standard errors
COMMON = 0.05  # share of the cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Largest standardised difference after and before weighting, and the most that is let pass."""

    worst: float
    before: float
    limit: float


def balance_of(factors: Sequence[Factor], got: Mask, weight: Floats) -> Balance:
    """Standardised differences of every level, and of every common pair of levels of two confounders.

    A model balances what is in it by construction; the pairs are not in it. The limit is 0.1, or three
    standard errors of what chance leaves between two groups this small.

    Source: Austin & Stuart (2015), Statistics in Medicine 34, 3661-3679.
    """
    alone = [columns_of([factor]) for factor in factors]
    pairs = [
        one[:, [i]] * two
        for a, b in combinations(factors, 2)
        for one, two in [(_levels(a), _levels(b))]
        for i in range(one.shape[1])
    ]
    columns = np.hstack([*alone, *(_common(pair) for pair in pairs)])
    used = weight > 0
    sizes = effective_sizes(weight, got)
    return Balance(
        worst=_largest(columns[used], got[used], weight[used]),
        before=_largest(columns, got, np.ones(len(got))),
        limit=max(LIMIT, CHANCE * math.hypot(*(size**-0.5 for size in sizes))),
    )


def _levels(factor: Factor) -> Floats:
    return np.asarray(factor.level[:, None] == np.arange(factor.levels), dtype=np.float64)


def _common(columns: Floats) -> Floats:
    share = columns.mean(axis=0)
    return np.asarray(columns[:, (share >= COMMON) & (share <= 1 - COMMON)], dtype=np.float64)


def _largest(columns: Floats, got: Mask, weight: Floats) -> float:
    """Largest difference of weighted means, in unweighted standard deviations."""
    means = [np.average(columns[side], axis=0, weights=weight[side]) for side in (got, ~got)]
    spread = np.sqrt(sum(columns[side].var(axis=0) for side in (got, ~got)) / 2)
    gap = np.abs(means[0] - means[1])
    return float(np.divide(gap, spread, out=np.zeros_like(gap), where=spread > 0).max())
