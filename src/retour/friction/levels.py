"""Levels per case from sufficient statistics: mean with Student's interval at 90 %."""

from math import sqrt

from retour.kpi.cells import Cells, Moments
from retour.kpi.dossier import Touches
from retour.kpi.lifetimes import median, rmst, survival
from retour.quantity import DeclaredRange, Estimate, Unknown
from retour.quantity.interval import READER_LEVEL
from retour.register.indicator import Statistic

Level = Estimate | DeclaredRange | Unknown
UNKNOWN_ACTORS = 0.10  # above this share of cases with an unknown actor, nobody can count manual tasks
MILLI = 1000  # minutes are summed in thousandths


def student(mean: float, variance: float, n: int) -> Estimate:
    """Mean of `n` >= 2 values with Student's interval at 90 %, cut at zero (levels are not negative)."""
    from scipy.special import stdtrit  # noqa: PLC0415  scipy is imported late

    half = float(stdtrit(n - 1, (1 + READER_LEVEL) / 2)) * sqrt(variance / n)
    return Estimate(mean, min(max(mean - half, 0.0), mean), mean + half)


def mean_of(moments: Moments) -> Level:
    """Mean of mature cases; Unknown below two of them."""
    mean, variance = moments.mean, moments.variance
    if mean is None or variance is None:
        return _too_few(moments)
    return student(mean, variance, moments.n)


def _too_few(moments: Moments) -> Unknown:
    reason = "not_mature" if moments.pending else "too_few_cases"
    return Unknown(reason, {"n": moments.n, "pending": moments.pending})


def manual_tasks_of(touches: Touches | None) -> Level:
    """Manual events per case; Unknown when more than 10 % of the cases have an unknown actor."""
    refused = _refused(touches)
    if refused or touches is None:
        return refused or Unknown("no_events")
    return mean_of(Moments(n=touches.cases, total=touches.manual_total, square=touches.manual_square))


def minutes_of(touches: Touches | None) -> Level:
    """Human minutes per case: an Estimate when events recorded them, a range when activities declare them."""
    refused = _refused(touches)
    if refused or touches is None:
        return refused or Unknown("no_events")
    if touches.minutes_total is None or touches.minutes_square is None:
        return Unknown("minutes_not_said")
    level = mean_of(
        Moments(n=touches.cases, total=touches.minutes_total, square=touches.minutes_square, scale=MILLI)
    )
    if isinstance(level, Estimate) and not touches.minutes_recorded:
        return DeclaredRange(level.low, level.value, level.high)
    return level


def _refused(touches: Touches | None) -> Unknown | None:
    if touches is None or not touches.cases:
        return Unknown("no_events")
    share = touches.unknown / touches.cases
    return Unknown("actors_unknown", {"share": share}) if share > UNKNOWN_ACTORS else None


def delay_of(cells: Cells, statistic: Statistic) -> Level:
    """Kaplan-Meier's restricted mean (or median) delay in seconds, over all the cases, unfinished ones too.

    Unknown below two cases observed up to the horizon: the curve would stop short of it.
    """
    if cells.lifetimes is None:
        return Unknown("no_data")
    if cells.moments.n < 2:
        return _too_few(cells.moments)
    curve = survival(cells.lifetimes)
    if statistic is not Statistic.MEDIAN:
        return rmst(curve)
    return median(curve) or Unknown("half_not_finished", {"share": curve.done})
