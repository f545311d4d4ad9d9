"""Whole units drawn (teams, clients, sites): the cases of one unit are alike, so units are what counts."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.effect.intervals import Difference
from retour.effect.trial.sample import Floats

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Sums by unit, all (units,): Σ of the values and how many cases, after and (if known) before.

    `treated` marks the units drawn to get it. A unit without a past has 0 cases before: it moves nothing.
    """

    treated: Mask
    total: Floats
    size: Floats
    past_total: Floats | None = None
    past_size: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arm:
    """An arm's mean over its cases, and each unit's pull on it: minus the mean without it, (units,)."""

    value: float
    pull: Floats


def difference_of_clusters(units: Clusters) -> Difference | None:
    """Difference of the arms' means over cases (ratio of sums), by what leaving each unit out changes.

    Jackknife variance, (k - 1) / k Σ pull² in each arm of k units, and Welch's degrees of freedom, at most
    (units - 2): honest where units are few and of unlike sizes. None below two units with cases in an arm, or
    without spread. Source: Cameron & Miller (2015), Journal of Human Resources 50, 317-372 (CR3).
    """
    arms = [
        _arm(units.total, units.size, side & (units.size > 0)) for side in (units.treated, ~units.treated)
    ]
    return _difference(arms)


def adjusted_difference(units: Clusters) -> Difference | None:
    """The same, less θ × the difference of the units' own past (CUPED on ratios of sums).

    θ from both arms' pulls together, one degree of freedom less. None as above, or where the past does not
    vary. Source: Deng et al. (2013), WSDM; Deng, Knoblich & Lu (2018), KDD.
    """
    if units.past_total is None or units.past_size is None:
        return None
    sides = [side & (units.size > 0) for side in (units.treated, ~units.treated)]
    now = [_arm(units.total, units.size, side) for side in sides]
    past = [_arm(units.past_total, units.past_size, side) for side in sides]
    pairs = [(one, two) for one, two in zip(now, past, strict=True) if one is not None and two is not None]
    if len(pairs) < 2:
        return None
    spread = sum(float(two.pull @ two.pull) for _, two in pairs)
    if spread <= 0:
        return None
    theta = sum(float(one.pull @ two.pull) for one, two in pairs) / spread
    arms = [_Arm(value=a.value - theta * b.value, pull=a.pull - theta * b.pull) for a, b in pairs]
    return _difference(arms, spent=1)


def _arm(total: Floats, size: Floats, side: Mask) -> _Arm | None:
    total, size = total[side], size[side]
    cases = size.sum()
    if len(size) < 2 or (size > 0).sum() < 2:
        return None
    value = total.sum() / cases
    return _Arm(value=float(value), pull=(total - value * size) / (cases - size))


def _difference(arms: list[_Arm] | list[_Arm | None], spent: int = 0) -> Difference | None:
    known = [arm for arm in arms if arm is not None]
    if len(known) < 2:
        return None
    counts = [len(arm.pull) for arm in known]
    parts = [float(arm.pull @ arm.pull) * (k - 1) / k for arm, k in zip(known, counts, strict=True)]
    if sum(parts) <= 0:
        return None
    freedom = sum(parts) ** 2 / sum(part**2 / (k - 1) for part, k in zip(parts, counts, strict=True))
    freedom = max(min(freedom, sum(counts) - 2) - spent, 1.0)
    return Difference(known[0].value - known[1].value, math.sqrt(sum(parts)), freedom)
