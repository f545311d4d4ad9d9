"""Durations of which some are not finished: Kaplan-Meier on bins, restricted mean, median."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from retour.kpi.cells import Lifetimes
from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """Survival just after each time: `times` seconds, `survival` shares, `hazard` d/(n(n-d)), all (bins,).

    `horizon` is the last bin's bound, `n` the cases, finished or not.
    """

    times: Floats
    survival: Floats
    hazard: Floats  # one term of Greenwood's sum
    horizon: float
    n: int

    @property
    def done(self) -> float:
        """Share finished by the horizon."""
        return 1 - float(self.survival[-1])


def survival(lifetimes: Lifetimes) -> Curve:
    """Kaplan-Meier curve; a bin's ends happen at their mean, its unfinished cases leave just after.

    Source: Kaplan & Meier (1958), JASA 53, 457-481; Greenwood (1926) for the variance.
    """
    bins = len(lifetimes.bounds)
    ended: Floats = np.bincount(lifetimes.bin, weights=lifetimes.ended, minlength=bins).astype(np.float64)
    left = ended + np.bincount(lifetimes.bin, weights=lifetimes.censored, minlength=bins)
    at_risk = left.sum() - np.concatenate([[0.0], np.cumsum(left)[:-1]])
    share = np.divide(ended, at_risk, out=np.zeros(bins), where=at_risk > 0)
    room = at_risk * (at_risk - ended)
    return Curve(
        times=_times(lifetimes, ended),
        survival=np.cumprod(1 - share),
        hazard=np.divide(ended, room, out=np.zeros(bins), where=room > 0),
        horizon=float(lifetimes.bounds[-1]),
        n=int(left.sum()),
    )


def _times(lifetimes: Lifetimes, ended: Floats) -> Floats:
    """Mean time of each bin's ends; its bound where nothing ended or where the times were not kept."""
    times = lifetimes.bounds.astype(np.float64)
    if lifetimes.spent is not None:
        spent = np.bincount(lifetimes.bin, weights=lifetimes.spent, minlength=len(times))
        np.divide(spent, ended, out=times, where=ended > 0)
    return times


def rmst(curve: Curve, by: float | None = None, level: float = READER_LEVEL) -> Estimate:
    """Restricted mean in seconds: area under the curve up to `by` (the horizon), unfinished cases included.

    Student with n - 1 degrees of freedom. Without unfinished cases it is the mean of min(T, horizon) and its
    Student interval. At least two cases.
    """
    from scipy.special import stdtrit  # noqa: PLC0415  scipy is slow to import

    end = curve.horizon if by is None else by
    mean, variance = restricted(curve, end)
    half = float(stdtrit(curve.n - 1, (1 + level) / 2)) * math.sqrt(variance)
    return Estimate(mean, max(mean - half, 0.0), max(min(mean + half, end), mean), level)


def restricted(curve: Curve, by: float) -> tuple[float, float]:
    """Restricted mean up to `by` seconds and its squared error. At least two cases.

    Variance n/(n-1) Σ A(t)² d/(n(n-d)), A(t) the area that is left after t.
    Source: Andersen, Hansen & Klein (2004); Kaplan & Meier (1958), § 6 for the factor.
    """
    inside = curve.times < by
    times = np.concatenate([[0.0], curve.times[inside], [by]])
    areas = np.concatenate([[1.0], curve.survival[inside]]) * np.diff(times)
    mean = float(areas.sum())
    after = mean - np.cumsum(areas)[:-1]
    return mean, float((after**2 * curve.hazard[inside]).sum()) * curve.n / (curve.n - 1)


def median(curve: Curve, level: float = READER_LEVEL) -> Estimate | None:
    """First time by which half are finished, in seconds; None when half are not by the horizon.

    Interval: times that Greenwood's band on the log(-log) scale does not tell from one half, up to the
    horizon. Source: Brookmeyer & Crowley (1982), Biometrics 38, 29-41.
    """
    middle = _first_half(curve.survival, curve)
    if middle is None:
        return None
    alive = np.clip(curve.survival, 1e-300, 1 - 1e-15)
    reach = np.exp(
        NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(np.cumsum(curve.hazard)) / np.abs(np.log(alive))
    )
    low, high = (_first_half(alive**power, curve) for power in (reach, 1 / reach))
    return Estimate(middle, middle if low is None else low, curve.horizon if high is None else high, level)


def _first_half(alive: Floats, curve: Curve) -> float | None:
    half = np.flatnonzero(alive <= 0.5)
    return float(curve.times[half[0]]) if len(half) else None
