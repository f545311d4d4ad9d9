"""Durations of which some are not finished: Kaplan-Meier on bins, restricted mean, median."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.effect.intervals import normal_quantile
from retour.kpi.cells import Lifetimes
from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """Survival just after each time: `times` seconds, `survival` shares, `hazard` d/(n(n-d)), all (bins,)."""

    times: Floats
    survival: Floats
    hazard: Floats  # one term of Greenwood's sum
    n: int

    def done(self, by: float, level: float = READER_LEVEL) -> Estimate:
        """Share finished by `by` seconds, with Greenwood's error on the log(-log) scale."""
        known = self.times <= by
        alive = float(self.survival[known][-1]) if known.any() else 1.0
        if not 0 < alive < 1:
            return Estimate(1 - alive, 1 - alive, 1 - alive, level)
        error = math.sqrt(float(self.hazard[known].sum())) / abs(math.log(alive))
        reach = math.exp(normal_quantile(level) * error)
        return Estimate(1 - alive, 1 - alive ** (1 / reach), 1 - alive**reach, level)

    @property
    def median(self) -> float | None:
        """First time by which half are finished; None when half never are."""
        half = np.flatnonzero(self.survival <= 0.5)
        return float(self.times[half[0]]) if len(half) else None


def survival(lifetimes: Lifetimes) -> Curve:
    """Kaplan-Meier curve; a bin's ends happen at its upper bound, its unfinished cases leave just after.

    Source: Kaplan & Meier (1958), JASA 53, 457-481; Greenwood (1926) for the variance.
    """
    bins = len(lifetimes.bounds)
    ended = np.bincount(lifetimes.bin, weights=lifetimes.ended, minlength=bins)
    left = ended + np.bincount(lifetimes.bin, weights=lifetimes.censored, minlength=bins)
    at_risk = left.sum() - np.concatenate([[0.0], np.cumsum(left)[:-1]])
    share = np.divide(ended, at_risk, out=np.zeros(bins), where=at_risk > 0)
    room = at_risk * (at_risk - ended)
    hazard = np.divide(ended, room, out=np.zeros(bins), where=room > 0)
    return Curve(lifetimes.bounds.astype(np.float64), np.cumprod(1 - share), hazard, int(left.sum()))


def rmst(curve: Curve, horizon: float, level: float = READER_LEVEL) -> Estimate:
    """Restricted mean: area under the curve up to `horizon` seconds, unfinished cases included.

    Variance Σ A(t)² d/(n(n-d)), A(t) the area that is left after t. Source: Andersen, Hansen & Klein (2004).
    """
    inside = curve.times < horizon
    times = np.concatenate([[0.0], curve.times[inside], [horizon]])
    areas = np.concatenate([[1.0], curve.survival[inside]]) * np.diff(times)
    mean = float(areas.sum())
    after = mean - np.cumsum(areas)[:-1]
    half = normal_quantile(level) * math.sqrt(float((after**2 * curve.hazard[inside]).sum()))
    return Estimate(mean, mean - half, mean + half, level)
