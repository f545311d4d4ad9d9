"""How strong a cause that nobody recorded would have to be to explain an effect away.

Source: VanderWeele & Ding (2017), Annals of Internal Medicine 167, 268-274 (the E-value); Ding &
VanderWeele (2016), Epidemiology 27, 368-377 (the bias that a cause of known strength can make at most).
"""

import math
from collections.abc import Sequence

import numpy as np

from retour.effect.observational.confounders import Factor, Floats
from retour.effect.observational.landmark import Mask
from retour.effect.result import HiddenCause
from retour.quantity import Estimate

COMMON = 0.05  # share of the cases that a level must hold for its strength to be read
HALF = 0.5  # of a case, added where a share is 0 or 1


def e_value(ratio: float) -> float:
    """Least strength, with treatment and with outcome, of a cause that makes this risk ratio out of 1."""
    return strength_for(max(ratio, 1 / ratio))


def strength_for(bias: float) -> float:
    """The strength s of both links that makes a bias factor of s²/(2s - 1): bias + √(bias (bias - 1))."""
    return bias + math.sqrt(bias * max(bias - 1, 0.0))


def bias_factor(treatment: float, outcome: float) -> float:
    """Largest risk ratio that a cause can make out of 1, from its risk ratios with treatment and outcome."""
    return treatment * outcome / (treatment + outcome - 1)


def hidden_cause(
    gap: Estimate,
    shares: tuple[float, float],
    variances: tuple[float, float],
    known: tuple[float, str] | None,
) -> HiddenCause | None:
    """Strength needed for the point and for the interval's end nearer to zero; None for a share of 0 or 1.

    Args:
        gap: treated less untreated, with its interval.
        shares: weighted share of successes among the treated, then the others.
        variances: of these two shares.
        known: strength and name of the strongest declared confounder.
    """
    if not all(0 < share < 1 for share in shares):
        return None
    strength, name = known or (None, None)
    return HiddenCause(
        strength=e_value(shares[0] / shares[1]),
        strength_of_bound=e_value(_ratio_at(_nearer(gap), gap, shares, variances)),
        known=strength,
        known_name=name,
    )


def _nearer(gap: Estimate) -> float:
    if not gap.excludes_zero:
        return 0.0
    return gap.low if gap.low > 0 else gap.high


def _ratio_at(
    end: float, gap: Estimate, shares: tuple[float, float], variances: tuple[float, float]
) -> float:
    """Risk ratio of the likeliest pair of shares whose difference is `end`: each moves by its variance."""
    moved = gap.value - end
    total = sum(variances)
    parts = [v / total for v in variances] if total > 0 else [0.5, 0.5]
    one, two = shares[0] - moved * parts[0], shares[1] + moved * parts[1]
    return one / two if min(one, two) > 0 else 1.0


def strongest(factors: Sequence[Factor], got: Mask, reached: Mask) -> tuple[float, str] | None:
    """The declared confounder that could make the largest bias, on the E-value's scale; None without any.

    Its links are read from the cases: largest ratio of a level's share between the kinds, and largest ratio
    of outcome between two levels within a kind, over the levels that hold 5 % of the cases.
    """
    found = [(_strength(f, got, reached), f.name) for f in factors if f.declared and f.varies]
    return max(found, default=None)


def _strength(factor: Factor, got: Mask, reached: Mask) -> float:
    held = np.bincount(factor.level, minlength=factor.levels) >= COMMON * len(got)
    shares = [_shares(factor, side, np.ones(len(got), dtype=np.bool_))[held] for side in (got, ~got)]
    chances = [_among(factor, side, reached)[held] for side in (got, ~got)]
    if not held.any():
        return 1.0
    treatment = float(np.maximum(shares[0] / shares[1], shares[1] / shares[0]).max())
    outcome = max(float(c.max() / c.min()) for c in chances)
    return strength_for(bias_factor(treatment, outcome))


def _shares(factor: Factor, side: Mask, end: Mask) -> Floats:
    """Share of each level among one kind, smoothed."""
    counts = np.bincount(factor.level[side & end], minlength=factor.levels) + HALF
    return np.asarray(counts / counts.sum(), dtype=np.float64)


def _among(factor: Factor, side: Mask, reached: Mask) -> Floats:
    """Share of successes in each level of one kind, smoothed."""
    cases = np.bincount(factor.level[side], minlength=factor.levels)
    good = np.bincount(factor.level[side & reached], minlength=factor.levels)
    return np.asarray((good + HALF) / (cases + 2 * HALF), dtype=np.float64)
