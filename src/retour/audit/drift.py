"""Drift of an indicator: the slope of its weekly means over the last two quarters."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from retour.kpi.cells import Cells, day_number
from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL

QUARTERS = 26  # weeks
LEAST = 13  # weeks


@dataclass(frozen=True, slots=True)
class Drift:
    """Slope per week, in the indicator's unit, with its interval at 90 %; `worsening` excludes zero."""

    slope: Estimate
    weeks: int
    worsening: bool


def drift_of(cells: Cells, *, since: date | None, side: int) -> Drift | int:
    """Weighted slope of the weekly means since go-live, at most 26 weeks; the number of weeks if too few.

    The interval is Student's, widened by sqrt((1 + r) / (1 - r)) for residuals correlated by r from a week
    to the next: a slow wave is not a trend.
    """
    weeks, means, weights = weekly(cells, since)
    if len(weeks) < LEAST:
        return len(weeks)
    slope = slope_of(weeks, means, weights)
    bad = slope.high < 0 if side > 0 else slope.low > 0
    return Drift(slope, len(weeks), bad)


def weekly(cells: Cells, since: date | None) -> tuple[NDArray[np.float64], ...]:
    """(weeks,), (weeks,) means, (weeks,) cases: the newest 26 whole weeks with mature cases."""
    live = cells.where((cells.n > 0) & (cells.day >= (day_number(since) if since else -(10**9))))
    if not len(live):
        return np.empty(0), np.empty(0), np.empty(0)
    ago = (int(live.day.max()) - live.day) // 7
    kept = live.where(ago < QUARTERS)
    index = QUARTERS - 1 - ago[ago < QUARTERS]
    n = np.bincount(index, kept.n, QUARTERS)
    total = np.bincount(index, kept.total, QUARTERS)
    seen = n > 0
    weeks = np.flatnonzero(seen).astype(np.float64)
    return weeks, total[seen] / n[seen] / kept.scale, n[seen].astype(np.float64)


def slope_of(
    weeks: NDArray[np.float64], means: NDArray[np.float64], weights: NDArray[np.float64]
) -> Estimate:
    """Weighted least squares slope with an interval at 90 %."""
    from scipy.special import stdtrit  # noqa: PLC0415  scipy is imported late

    centred = weeks - np.average(weeks, weights=weights)
    spread = float((weights * centred**2).sum())
    slope = float((weights * centred * means).sum()) / spread
    residual = means - np.average(means, weights=weights) - slope * centred
    variance = float((weights * residual**2).sum()) / (len(weeks) - 2) / spread
    half = float(stdtrit(len(weeks) - 2, (1 + READER_LEVEL) / 2)) * sqrt(variance) * _widening(residual)
    return Estimate(slope, slope - half, slope + half)


def _widening(residual: NDArray[np.float64]) -> float:
    power = float((residual**2).sum())
    r = float((residual[1:] * residual[:-1]).sum()) / power if power else 0.0
    r = min(max(r + 2 / len(residual), 0.0), 0.9)  # the sample autocorrelation of residuals is biased low
    return sqrt((1 + r) / (1 - r))
