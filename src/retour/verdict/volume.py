"""The firm's own volume: how many cases a month, how spread out, and what they could ever show."""

from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

from retour.audit.evidence import Evidence
from retour.audit.measure import main_cells
from retour.kpi.cells import Cells
from retour.quantity import DeclaredRange, Unknown
from retour.register.indicator import Count, Duration, Indicator, Rate, Share, Statistic, Sum

WEEKS_A_MONTH = 365.25 / 12 / 7
RECENT_DAYS = 91
SHOWS = 2.486  # z(.95) + z(.80): a difference this many standard errors large is seen 4 times in 5
HALF = 1.645  # z(.95)
PILOT_SHARE = 0.5  # half and half shows the most in a given time
PART_OF_LEVEL = 0.2  # the effect looked for when nobody said which: a fifth of the level


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Exposed cases a month, their level and their standard deviation, in the indicator's unit."""

    per_month: float
    level: float
    spread: float

    def error(self, share: float, weeks: float) -> float:
        """Standard error of (treated - held out) after some weeks with a share held out."""
        cases = self.per_month * weeks / WEEKS_A_MONTH
        return self.spread * sqrt(1 / (share * cases) + 1 / ((1 - share) * cases))


def volume_of(evidence: Evidence) -> Volume | None:
    """From the main indicator's cells, else from the plan and the target; None when neither tells."""
    main = evidence.main
    if main is None:
        return None
    cells = main_cells(evidence)
    if cells is not None and cells.moments.n >= 2:
        return _measured(cells, main, evidence)
    return _planned(main, evidence)


def _measured(cells: Cells, main: Indicator, evidence: Evidence) -> Volume | None:
    last = int(cells.day.max())
    recent = cells.where(cells.day > last - RECENT_DAYS)
    days = min(RECENT_DAYS, last - int(cells.day.min()) + 1)
    moments = (recent if recent.moments.n >= 2 else cells).moments
    seen = int(recent.n.sum() + recent.pending.sum())
    plan = evidence.automation.plan
    declared = plan.cases_per_month if plan and evidence.planned else None
    per_month = declared.mode if declared else seen / days * 7 * WEEKS_A_MONTH
    level, variance = moments.mean, moments.variance
    if level is None or variance is None or per_month <= 0:
        return None
    spread = _binary(level, moments.n) if is_share(main) else sqrt(variance)
    return Volume(per_month=per_month, level=level, spread=spread) if spread > 0 else None


def _planned(main: Indicator, evidence: Evidence) -> Volume | None:
    plan = evidence.automation.plan
    if plan is None or plan.cases_per_month is None or plan.cases_per_month.mode <= 0:
        return None
    if not is_share(main) or main.target is None or not 0 < main.target < 1:
        return None
    return Volume(
        per_month=plan.cases_per_month.mode, level=main.target, spread=sqrt(main.target * (1 - main.target))
    )


def _binary(level: float, n: int) -> float:
    shrunk = (level * n + 0.5) / (n + 1)  # Jeffreys: 0 of 12 is not a certainty
    return sqrt(shrunk * (1 - shrunk))


def is_share(indicator: Indicator) -> bool:
    """True when every case is a yes or a no."""
    match indicator.measure:
        case Rate() | Share() | Duration(statistic=Statistic.DONE):
            return True
        case _:
            return False


def delay_of(indicator: Indicator) -> timedelta:
    """How long after its anchor a case's outcome is known."""
    match indicator.measure:
        case Rate(by=by) | Count(by=by) | Sum(by=by):
            return by.elapsed
        case Duration(horizon=horizon):
            return horizon.elapsed
        case _:
            return timedelta()


def looked_for(evidence: Evidence, volume: Volume) -> float:
    """The effect that a measurement has to show: smallest worth having, expected, seen, or 20 %."""
    main, plan, effect = evidence.main, evidence.automation.plan, evidence.main_effect
    expected = plan.expected_effect if plan else None
    if main is not None and main.smallest_effect:
        return abs(main.smallest_effect)
    if isinstance(expected, DeclaredRange) and expected.mode:
        return abs(expected.mode)
    if effect is not None and not isinstance(effect.estimate, Unknown) and effect.estimate.excludes_zero:
        return abs(effect.estimate.value)
    return PART_OF_LEVEL * abs(volume.level)
