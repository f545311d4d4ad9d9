"""Two kinds of cases compared as if the known confounders were shared alike between them.

Both roads weigh the same way: each case by the chance that it had of being of the other kind (overlap
weights). Within strata this is Mantel and Haenszel's risk difference; with a model of that chance, Li,
Morgan and Zaslavsky's. No weight exceeds one, so nothing is trimmed, and the answer is about the cases
that could have gone either way.
"""

import math
from dataclasses import dataclass

import numpy as np

from retour.effect.intervals import TWO_SIDED_10, contrast, score_interval
from retour.effect.observational.confounders import Floats, Ints
from retour.effect.observational.landmark import Mask
from retour.quantity import Estimate

STEPS = 50  # of Newton's method
SETTLED = 1e-10
REACH = 30.0  # log odds beyond which a chance is 0 or 1
NEIGHBOURS = 10  # cases of the rarer kind that a band of similar chances holds on average
BANDS = 20
BOTH = 2  # cases of each kind without which a band says nothing
FEW_OUTCOMES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """The adjusted gap between two shares, with its standard error.

    `treated` and `untreated` are the weighted shares, `spreads` their variances. `weight` is each case's,
    (cases,), 0 for those that have nobody alike of the other kind: `kept` is the share of the others.
    """

    treated: float
    untreated: float
    error: float
    spreads: tuple[float, float]
    weight: Floats
    kept: float
    parameters: int
    method: str
    exact: Estimate | None = None  # the interval where outcomes are too few for `error`

    @property
    def gap(self) -> float:
        """Share among the treated less share among the others."""
        return self.treated - self.untreated

    def interval(self) -> Estimate:
        """At 90 %, in [-1, 1]."""
        if self.exact is not None:
            return self.exact
        low, high = (self.gap + side * TWO_SIDED_10 * self.error for side in (-1, 1))
        return Estimate(self.gap, max(-1.0, low), min(1.0, high))


def stratified(got: Mask, reached: Mask, stratum: Ints) -> Adjusted | None:
    """Mantel-Haenszel risk difference; None where no stratum holds both kinds.

    Args:
        got: treated cases, (cases,).
        reached: successes, (cases,).
        stratum: a number for each case, (cases,).

    Source: Greenland & Robins (1985), Biometrics 41, 55-68; variance, good for few large and for many small
    strata: Sato (1989), Biometrics 45, 1323-1324.
    """
    n1, n0, x1, x0 = (
        np.bincount(stratum, weights=part).astype(np.float64)
        for part in (got, ~got, got & reached, ~got & reached)
    )
    n = np.maximum(n1 + n0, 1.0)
    total = (n1 * n0 / n).sum()
    if total == 0:
        return None
    treated, untreated = (x1 * n0 / n).sum() / total, (x0 * n1 / n).sum() / total
    p = (n1**2 * x0 - n0**2 * x1 + n1 * n0 * (n0 - n1) / 2) / n**2
    q = (x1 * (n0 - x0) + x0 * (n1 - x1)) / (2 * n)
    variance = ((treated - untreated) * p.sum() + q.sum()) / total**2
    both = (n1 > 0) & (n0 > 0)
    found = Adjusted(
        treated=float(treated),
        untreated=float(untreated),
        error=math.sqrt(max(float(variance), 0.0)),
        spreads=(
            _within(n0 / n, x1, n1, total=float(total)),
            _within(n1 / n, x0, n0, total=float(total)),
        ),
        weight=np.where(got, (n0 / n)[stratum], (n1 / n)[stratum]),
        kept=float(both[stratum].mean()),
        parameters=int(both.sum()),
        method="mantel-haenszel-1",
    )
    return _few(found, got, reached)


def _within(weight: Floats, x: Floats, n: Floats, *, total: float) -> float:
    """Variance of a weighted share, from the spread within each stratum."""
    share = np.divide(x, n, out=np.zeros(len(n)), where=n > 0)
    return float((weight**2 * n * share * (1 - share)).sum() / total**2)


def weighted(got: Mask, reached: Mask, columns: Floats) -> Adjusted | None:
    """Gap weighted by overlap with a logistic model of being treated; None where the kinds never overlap.

    Cases in bands of similar chances that hold only one kind are left out, and the model is fitted again.

    Args:
        got: treated cases, (cases,).
        reached: successes, (cases,).
        columns: confounders, (cases, columns), without a constant.

    Source: Li, Morgan & Zaslavsky (2018), JASA 113, 390-400; variance that counts the fitted model: Li,
    Thomas & Li (2019), American Journal of Epidemiology 188, 250-257.
    """
    design = np.column_stack([np.ones(len(got)), columns])
    kept = in_both(chances(design, got), got)
    if not (got & kept).any() or not (~got & kept).any():
        return None
    design, inside, success = design[kept], got[kept], reached[kept].astype(np.float64)
    chance = chances(design, inside)
    weight = np.where(inside, 1 - chance, chance)
    treated, untreated = (float(np.average(success[s], weights=weight[s])) for s in (inside, ~inside))
    one, two = _influences(design, inside, success, chance)
    freedom = max(len(success) - design.shape[1], 1)
    spread = np.cov(np.vstack([one, two]), ddof=0) / freedom
    found = Adjusted(
        treated=treated,
        untreated=untreated,
        error=math.sqrt(max(float(spread[0, 0] + spread[1, 1] - 2 * spread[0, 1]), 0.0)),
        spreads=(float(spread[0, 0]), float(spread[1, 1])),
        weight=_back(weight, kept),
        kept=float(kept.mean()),
        parameters=design.shape[1],
        method="overlap-1",
    )
    return _few(found, got, reached)


def chances(design: Floats, got: Mask) -> Floats:
    """Chance of being treated by logistic regression on `design`, (cases,), by Newton's method."""
    beta = np.zeros(design.shape[1])
    outcome = got.astype(np.float64)
    for _ in range(STEPS):
        chance = _logistic(design @ beta)
        slope = design.T @ (outcome - chance)
        curve = (design * (chance * (1 - chance))[:, None]).T @ design
        step = np.linalg.pinv(curve, hermitian=True) @ slope
        beta = beta + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-300))
        if np.abs(slope).max() < SETTLED * len(got):
            break
    return _logistic(design @ beta)


def _logistic(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -REACH, REACH))), dtype=np.float64)


def in_both(chance: Floats, got: Mask) -> Mask:
    """Cases whose band of similar chances holds at least two cases of each kind, (cases,)."""
    rarer = int(min(got.sum(), (~got).sum()))
    bands = min(max(rarer // NEIGHBOURS, 1), BANDS)
    cuts = np.quantile(chance, np.arange(1, bands) / bands)
    band = np.searchsorted(cuts, chance, side="right")
    counts = [np.bincount(band[kind], minlength=bands) for kind in (got, ~got)]
    return np.asarray((np.minimum(*counts) >= BOTH)[band], dtype=np.bool_)


def _influences(design: Floats, got: Mask, success: Floats, chance: Floats) -> tuple[Floats, Floats]:
    """How much each case moves the two weighted shares, the model of its chance included, (cases,) each."""
    information = (design * (chance * (1 - chance))[:, None]).T @ design / len(got)
    model = design @ np.linalg.pinv(information, hermitian=True)
    moved = []
    for side, weight, sign in ((got, 1 - chance, -1.0), (~got, chance, 1.0)):
        total = float((side * weight).mean())
        apart = side * (success - np.average(success[side], weights=weight[side]))
        slope = sign * (design * (apart * chance * (1 - chance))[:, None]).mean(axis=0)
        moved.append((apart * weight + (model @ slope) * (got - chance)) / total)
    return moved[0], moved[1]


def _back(weight: Floats, kept: Mask) -> Floats:
    """Weights of all cases, 0 for those left out."""
    whole = np.zeros(len(kept))
    whole[kept] = weight
    return whole


def _few(found: Adjusted, got: Mask, reached: Mask) -> Adjusted:
    """Where a kind has fewer than five successes or failures: score intervals at the effective sizes.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, at Kish's effective sizes.
    """
    used = found.weight > 0
    least = min(int((used & side & end).sum()) for side in (got, ~got) for end in (reached, ~reached))
    if least >= FEW_OUTCOMES:
        return found
    sizes = effective_sizes(found.weight, got)
    one, two = (
        score_interval(min(max(share, 0.0), 1.0), size)
        for share, size in zip((found.treated, found.untreated), sizes, strict=True)
    )
    exact = contrast(one, two)
    return Adjusted(
        treated=found.treated,
        untreated=found.untreated,
        error=exact.half_width / TWO_SIDED_10,
        spreads=tuple((side.half_width / TWO_SIDED_10) ** 2 for side in (one, two)),  # type: ignore[arg-type]
        weight=found.weight,
        kept=found.kept,
        parameters=found.parameters,
        method=found.method,
        exact=exact,
    )


def effective_sizes(weight: Floats, got: Mask) -> tuple[float, float]:
    """Cases that would say as much if they all weighed the same: treated, then the others (Kish, 1965)."""
    one, two = (float(weight[s].sum() ** 2 / (weight[s] ** 2).sum()) for s in (got, ~got))
    return one, two
