"""Before go-live: what each design could show here, and by when."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from retour.effect.intervals import POWER_80, TWO_SIDED_5, TWO_SIDED_10
from retour.effect.question import Question, bounds
from retour.effect.result import Design, Outlook
from retour.effect.series.single import fits_before
from retour.effect.trial.arms import FEW, READINGS, is_median
from retour.kpi.cells import Cells
from retour.quantity import Better, Grade, Period, Unknown
from retour.register.automation import RolloutKind

LONGEST = 730  # days after which nobody waits
HALF = 0.5
SEEN = TWO_SIDED_5 + POWER_80  # standard errors of an effect found four times in five, two-sided at 5 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What is known of the cases before go-live: level, variance of one case, cases a day."""

    level: float
    variance: float
    per_day: float


def outlook(question: Question) -> tuple[Outlook, ...]:
    """A hold-out and a date alone: the effect each could show, and when it shows the one worth having.

    The effect looked for is the declared smallest one, else a tenth of the level. Power 80 %, two-sided 5 %.
    Nothing without two cases whose outcome is known before go-live.
    """
    volume = _volume(question)
    if volume is None or is_median(question):
        return ()
    target = question.indicator.smallest_effect or abs(volume.level) / 10
    if target <= 0:
        return ()
    return _hold_out(question, volume, abs(target)), _date_alone(question, abs(target))


def hold_out_cases(variances: tuple[float, float], effect: float, share: float) -> int:
    """Cases in both arms together, at least 30 in each, for `effect` to be found four times in five.

    Args:
        variances: of one case with the automation, and without.
        effect: difference of means, in the unit of the variances' root.
        share: of the cases with the automation.

    Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, ch. 4, unpooled.
    """
    treated, control = variances
    needed = SEEN**2 * (treated / share + control / (1 - share)) / effect**2
    return max(math.ceil(needed), math.ceil(FEW / min(share, 1 - share)))


def _volume(question: Question) -> Volume | None:
    known = _known(question)
    moments = known and known.moments
    if known is None or not moments or not moments.variance or moments.mean is None:
        return None
    counted = known.day[known.n > 0]
    days = int(counted.max() - counted.min()) + 1
    share = question.is_share
    variance = moments.mean * (1 - moments.mean) if share else moments.variance
    return Volume(level=moments.mean, variance=variance, per_day=moments.n / days)


def _known(question: Question) -> Cells | None:
    """Cases whose outcome is known and that the automation cannot have met."""
    if question.cells is None:
        return None
    end = min(question.mature_until, question.go_live)
    return question.cells.within(Period(date.min, end))


def _begin(question: Question) -> date:
    """The day it could begin: the one announced, else today."""
    plan = question.automation.plan
    said = question.automation.rollout.first_on or (plan.go_live if plan else None)
    return max(said or question.today, question.today)


def _hold_out(question: Question, volume: Volume, target: float) -> Outlook:
    rollout = question.automation.rollout
    said = rollout.treated_share if rollout.kind is RolloutKind.RANDOM else None
    share = said if said is not None and 0 < said < 1 else HALF
    cases = hold_out_cases(_variances(question, volume, target), target, share)
    days = math.ceil(cases / volume.per_day)
    window = next((w for w in READINGS if w >= days), None)
    seen = tuple((w, _detectable(question, volume, w * volume.per_day, share)) for w in READINGS)
    if window is None:
        why = Unknown("undetectable_in_two_years", {"cases": cases, "days": days})
        return Outlook(design=Design.RANDOMISED, grade=Grade.A, target=target, detectable=seen, days=why)
    read = window * volume.per_day
    error = _error(_variances(question, volume, target), read, share)
    return Outlook(
        design=Design.RANDOMISED,
        grade=Grade.A,
        target=target,
        detectable=seen,
        days=days,
        cases=(math.ceil(cases * share), math.ceil(cases * (1 - share))),
        half_width=TWO_SIDED_10 * error,
        answer_date=_begin(question) + timedelta(days=window + question.delay_days),
    )


def _variances(question: Question, volume: Volume, effect: float) -> tuple[float, float]:
    """Of one case with an effect towards the good side (the other where the scale ends), and without."""
    if not question.is_share:
        return volume.variance, volume.variance
    lowest, highest = bounds(question.indicator)
    better = effect if question.indicator.better is Better.HIGHER else -effect
    ends = [volume.level + better, volume.level - better]
    level = next((end for end in ends if lowest < end < highest), volume.level)
    return level * (1 - level), volume.variance


def _error(variances: tuple[float, float], cases: float, share: float) -> float:
    treated, control = variances
    return math.sqrt((treated / share + control / (1 - share)) / cases)


def _detectable(question: Question, volume: Volume, cases: float, share: float) -> float:
    """Smallest effect found four times in five; a share's variance moves with the effect itself."""
    found = 0.0
    for _ in range(20):
        found = SEEN * _error(_variances(question, volume, found), cases, share)
    return found


def _date_alone(question: Question, target: float) -> Outlook:
    """The past's own forecast over each fixed window; the first that shows the effect answers."""
    fits = fits_before(question, min(question.mature_until, question.go_live))
    seen = tuple((days, fit.detectable) for days, fit in fits)
    found = next(((days, fit) for days, fit in fits if fit.detectable <= target), None)
    if found is None:
        why = Unknown("undetectable_by_date" if seen else "too_little_past_for_date")
        return Outlook(design=Design.SINGLE_SERIES, grade=Grade.C, target=target, detectable=seen, days=why)
    days, fit = found
    return Outlook(
        design=Design.SINGLE_SERIES,
        grade=Grade.C,
        target=target,
        detectable=seen,
        days=days,
        half_width=fit.factor.k90 * fit.error,
        answer_date=_begin(question) + timedelta(days=days + question.delay_days),
    )
