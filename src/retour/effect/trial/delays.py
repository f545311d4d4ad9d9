"""Delays of two arms, unfinished cases included: restricted mean, share done, median, log-rank."""

import math
from dataclasses import dataclass

import numpy as np

from retour.effect.intervals import Difference, contrast, score_interval
from retour.effect.trial.sample import Floats
from retour.kpi.cells import Cells, Lifetimes
from retour.kpi.lifetimes import Curve, median, restricted
from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class LogRank:
    """χ² of one degree of freedom, and its p-value."""

    chi_square: float
    p: float


def difference_of_means(treated: Curve, control: Curve, by: float | None = None) -> Difference | None:
    """Difference of the restricted means up to `by` (the horizon), seconds, with Greenwood's errors.

    Welch's degrees of freedom. None below two cases in an arm or without any spread. Source: Royston &
    Parmar (2013), BMC Medical Research Methodology 13, 152; without unfinished cases it is Welch's.
    """
    if min(treated.n, control.n) < 2:
        return None
    end = treated.horizon if by is None else by
    (one, two), (first, second) = (restricted(curve, end) for curve in (treated, control))
    if two + second <= 0:
        return None
    freedom = (two + second) ** 2 / (two**2 / (treated.n - 1) + second**2 / (control.n - 1))
    return Difference(one - first, math.sqrt(two + second), freedom)


def share_done(curve: Curve, by: float | None = None) -> tuple[float, float]:
    """Share finished by `by` seconds (the horizon), and of how many cases seen in full it is worth.

    Effective size p (1 - p) ÷ Greenwood's variance: the cases themselves where none is unfinished.
    """
    end = curve.horizon if by is None else by
    inside = curve.times <= end
    alive = float(curve.survival[inside][-1]) if inside.any() else 1.0
    variance = alive**2 * float(curve.hazard[inside].sum())
    return 1 - alive, alive * (1 - alive) / variance if variance > 0 else float(curve.n)


def difference_done(
    treated: Curve, control: Curve, by: float | None = None, level: float = READER_LEVEL
) -> Estimate:
    """Difference of the shares done by `by`, in [-1, 1]: Newcombe's, each arm at its effective size.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890; Cutler & Ederer (1958) for the size.
    """
    one, two = (score_interval(*share_done(curve, by), level) for curve in (treated, control))
    return contrast(one, two)


def difference_of_medians(treated: Curve, control: Curve, level: float = READER_LEVEL) -> Estimate | None:
    """Difference of the medians, seconds, from each arm's own interval; None where half are not finished.

    Source: Brookmeyer & Crowley (1982) for each, Zou & Donner (2008) for the difference.
    """
    one, two = (median(curve, level) for curve in (treated, control))
    return None if one is None or two is None else contrast(one, two)


def log_rank(treated: Lifetimes, control: Lifetimes) -> LogRank | None:
    """Whether the two arms finish at the same pace, up to the horizon; None when nothing finished.

    The two share their `bounds`. Source: Mantel (1966), Cancer Chemotherapy Reports 50, 163-170.
    """
    ended, risk = (np.stack(pair) for pair in zip(_counts(treated), _counts(control), strict=True))
    all_ended, all_risk = ended.sum(axis=0), risk.sum(axis=0)
    several = all_risk > 1
    share = np.divide(risk[0], all_risk, out=np.zeros_like(all_risk), where=several)
    left = np.divide(all_risk - all_ended, all_risk - 1, out=np.zeros_like(all_risk), where=several)
    variance = float((all_ended * share * (1 - share) * left).sum())
    if variance <= 0:
        return None
    surplus = float((ended[0] - all_ended * share)[several].sum())
    chi_square = surplus**2 / variance
    return LogRank(chi_square, math.erfc(math.sqrt(chi_square / 2)))


def _counts(lifetimes: Lifetimes) -> tuple[Floats, Floats]:
    """Finished in each bin and still there at its beginning, both (bins,)."""
    bins = len(lifetimes.bounds)
    ended: Floats = np.bincount(lifetimes.bin, weights=lifetimes.ended, minlength=bins).astype(np.float64)
    left = ended + np.bincount(lifetimes.bin, weights=lifetimes.censored, minlength=bins)
    return ended, left[::-1].cumsum()[::-1]


def as_seen_on(cells: Cells, day: int) -> Lifetimes | None:
    """The lifetimes as they were known when day number `day` began: what came later is not finished yet.

    A case of day d is followed for (day - d - 1) days at least: for no longer here, so that a reading made on
    one day stays what it was. For clocks that run day and night only.
    """
    lifetimes = cells.lifetimes
    if lifetimes is None:
        return None
    followed = np.maximum(day - cells.day[lifetimes.cell] - 1, 0) * DAY_SECONDS
    last = np.searchsorted(lifetimes.bounds, followed, side="right") - 1  # the last bin seen to its end
    late, seen = lifetimes.bin > last, last >= 0
    censored = lifetimes.censored + np.where(late, lifetimes.ended, 0)
    return Lifetimes(
        bounds=lifetimes.bounds,
        cell=lifetimes.cell,
        bin=np.where(late, np.maximum(last, 0), lifetimes.bin),
        ended=np.where(late, 0, lifetimes.ended),
        censored=np.where(seen, censored, 0),
        spent=None if lifetimes.spent is None else np.where(late, 0, lifetimes.spent),
    )
