"""The gap between two arms, by the estimator that the indicator and the draw call for."""

import math
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from retour.effect.intervals import (
    NORMAL,
    TWO_SIDED_10,
    Difference,
    Group,
    contrast,
    fisher_exact,
    newcombe,
    small_sample,
    spread_of,
    welch,
)
from retour.effect.question import Question, bounds
from retour.effect.trial.arms import FEW, Arms, is_median
from retour.effect.trial.delays import (
    as_seen_on,
    difference_done,
    difference_of_means,
    difference_of_medians,
    share_done,
)
from retour.effect.trial.units import Units, units_of
from retour.kpi.cells import Cells, day_number
from retour.kpi.lifetimes import Curve, median, restricted, survival
from retour.quantity import Estimate, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The difference between the arms and what goes with it.

    `levels` and `n`: treated, then control; `units`: the same, where whole units were drawn.
    """

    estimate: Estimate
    error: float
    freedom: float
    method: str
    levels: tuple[float, float]
    n: tuple[int, int]
    p: float | None = None
    units: Units | None = None

    @property
    def chance(self) -> float:
        """Two-sided p-value of no difference: the exact test's where there is one, else Student's."""
        from scipy.special import stdtr  # noqa: PLC0415  scipy is slow to import

        if self.p is not None:
            return self.p
        return 2 * float(stdtr(self.freedom, -abs(self.estimate.value) / self.error))


def gap_of(question: Question, arms: Arms) -> Gap | None:
    """Gap over a window; None where an arm has too few cases, units or finished delays."""
    if question.automation.rollout.unit is not None:
        return _gap_of_units(question, arms)
    if is_median(question) or arms.window.early:
        return _gap_of_delays(question, arms)
    return plain_gap(question, arms)


def plain_gap(question: Question, arms: Arms) -> Gap | None:
    """Gap between cases drawn one by one, all of known outcome: Newcombe for shares, Welch for means."""
    treated, control = arms.moments
    if not treated.n or not control.n:
        return None
    if question.is_share:
        return _gap_of_shares(Group(treated.total, treated.n), Group(control.total, control.n))
    found = welch(treated, control)
    if found is None or treated.mean is None or control.mean is None:
        return None
    return _gap_from(found, "welch-1", levels=(treated.mean, control.mean), n=(treated.n, control.n))


def _gap_of_shares(treated: Group, control: Group) -> Gap:
    few = min(treated.n, control.n) < FEW
    return Gap(
        estimate=(small_sample if few else newcombe)(treated, control),
        error=spread_of(treated, control),
        freedom=NORMAL,
        method="newcombe-1",
        levels=(treated.share, control.share),
        n=(treated.n, control.n),
        p=fisher_exact(treated, control) if few else None,
    )


def _gap_from(found: Difference, method: str, *, levels: tuple[float, float], n: tuple[int, int]) -> Gap:
    return Gap(
        estimate=found.interval(),
        error=found.error,
        freedom=found.freedom,
        method=method,
        levels=levels,
        n=n,
    )


def _gap_of_delays(question: Question, arms: Arms) -> Gap | None:
    """Kaplan-Meier of each arm as it was known on the window's last day."""
    curves = [_curve(question, side, arms) for side in arms.sides]
    treated, control = curves
    if treated is None or control is None:
        return None
    if is_median(question):
        return _gap_of_medians(treated, control)
    if question.is_share:
        return _gap_of_done(treated, control)
    found = difference_of_means(treated, control)
    levels = (restricted(treated, treated.horizon)[0], restricted(control, control.horizon)[0])
    return None if found is None else _gap_from(found, "rmst-1", levels=levels, n=(treated.n, control.n))


def _curve(question: Question, side: Cells, arms: Arms) -> Curve | None:
    """None without two cases followed for the whole delay: the curve would stop short of the horizon."""
    period = arms.window.period
    if not arms.window.early:
        return survival(side.lifetimes) if side.lifetimes is not None and side.moments.n > 1 else None
    known = period.end - timedelta(days=question.delay_days)
    if known <= period.start or side.within(Period(period.start, known)).moments.n < 2:
        return None
    lifetimes = as_seen_on(side, day_number(period.end))
    return None if lifetimes is None else survival(lifetimes)


def _gap_of_medians(treated: Curve, control: Curve) -> Gap | None:
    found = difference_of_medians(treated, control)
    one, two = median(treated), median(control)
    if found is None or one is None or two is None or found.half_width == 0:
        return None
    return Gap(
        estimate=found,
        error=found.half_width / TWO_SIDED_10,
        freedom=NORMAL,
        method="median-1",
        levels=(one.value, two.value),
        n=(treated.n, control.n),
    )


def _gap_of_done(treated: Curve, control: Curve) -> Gap:
    """The share done by the horizon, from the curves: Newcombe's at each arm's effective size."""
    parts = [share_done(curve) for curve in (treated, control)]
    smooth = [((share * size + 1) / (size + 2), size) for share, size in parts]
    return Gap(
        estimate=difference_done(treated, control),
        error=math.sqrt(sum(p * (1 - p) / size for p, size in smooth)),
        freedom=NORMAL,
        method="done-1",
        levels=(parts[0][0], parts[1][0]),
        n=(treated.n, control.n),
    )


def _gap_of_units(question: Question, arms: Arms) -> Gap | None:
    """Whole units: the draw itself below thirty of them, else the spread between units."""
    units = units_of(question, arms)
    found = None if units is None else units.compared(question.rng)
    if units is None or found is None:
        return None
    treated, control = arms.moments
    lowest, highest = bounds(question.indicator)
    return Gap(
        estimate=_within(found.estimate, highest - lowest),
        error=found.error,
        freedom=found.freedom,
        method=found.method,
        levels=units.levels,
        n=(treated.n, control.n),
        p=found.p,
        units=units,
    )


def _within(estimate: Estimate, width: float) -> Estimate:
    """Cut to what a difference can be."""
    ends = np.clip([estimate.value, estimate.low, estimate.high], -width, width)
    return Estimate(float(ends[0]), float(ends[1]), float(ends[2]), estimate.level)


def over_previous(gap: Gap | None, previous: Gap | None) -> Gap | None:
    """A later version's gap less the previous version's: version 2 over version 1."""
    if gap is None or previous is None:
        return None
    return Gap(
        estimate=contrast(gap.estimate, previous.estimate),
        error=math.hypot(gap.error, previous.error),
        freedom=min(gap.freedom, previous.freedom),
        method=gap.method,
        levels=gap.levels,
        n=gap.n,
        units=gap.units,
    )
