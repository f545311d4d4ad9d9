"""The gap of two arms as it may be looked at on any day: a confidence sequence over all the days so far."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from retour.effect.intervals import NORMAL
from retour.effect.question import Question
from retour.effect.trial.arms import FEW, Arms, Window, arms_of, is_median
from retour.effect.trial.gap import Gap
from retour.effect.trial.sample import Floats
from retour.effect.trial.sequence import TUNED_DAYS, reach
from retour.effect.versions import Comparison
from retour.kpi.cells import Cells, Ints, day_number
from retour.quantity import Estimate, Period
from retour.quantity.interval import READER_LEVEL

SETTLED = 5  # successes, and failures, that each arm needs before the normal approximation holds
METHOD = "sequence-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """One arm added up day after day, all (days,)."""

    n: Floats
    total: Floats
    square: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """The gap on the last day whose outcomes are known, over the days since the start."""

    gap: Gap
    arms: Arms


def sequence_of(question: Question, comparison: Comparison) -> Sequence | None:
    """The sequence since a version's start; None before it begins, for medians and for whole units.

    It begins once each arm has 5 successes and 5 failures (a share) or 30 cases (a mean), and is tuned to the
    cases that 90 days will bring at the pace until then: both are known when it begins. Whole units are
    left out: their own level does not average out with more days.
    """
    cells, start = question.cells, comparison.start
    until = min(question.mature_until, comparison.limit or question.mature_until)
    if cells is None or until <= start or is_median(question) or question.automation.rollout.unit:
        return None
    arms = arms_of(question, cells, Window(period=Period(start, until)))
    sums = tuple(_by_day(side, start, until) for side in arms.sides)
    begun = np.flatnonzero(np.all([_settled(one, share=question.is_share) for one in sums], axis=0))
    if not len(begun):
        return None
    gap = _gap(sums, int(begun[0]), share=question.is_share)
    return None if gap is None else Sequence(gap=gap, arms=arms)


def _by_day(cells: Cells, start: date, until: date) -> Sums:
    first, days = day_number(start), (until - start).days
    place = cells.day - first
    n, total, square = (_so_far(place, c, days) for c in (cells.n, cells.total, cells.square))
    return Sums(n=n, total=total / cells.scale, square=square / cells.scale**2)


def _so_far(place: Ints, column: Ints | Floats, days: int) -> Floats:
    return np.cumsum(np.bincount(place, weights=column, minlength=days))


def _settled(sums: Sums, *, share: bool) -> np.ndarray:
    if share:
        return np.minimum(sums.total, sums.n - sums.total) >= SETTLED
    return sums.n >= FEW


def _gap(sums: tuple[Sums, ...], begun: int, *, share: bool) -> Gap | None:
    treated, control = sums
    cases = treated.n + control.n
    tuned = cases[begun] * TUNED_DAYS / (begun + 1)
    error = math.sqrt(sum(_variance(one, share=share) / one.n[-1] for one in sums))
    if error == 0:
        return None
    one, two = (float(arm.total[-1] / arm.n[-1]) for arm in sums)
    half = error * reach(float(cases[-1] / tuned), READER_LEVEL)
    return Gap(
        estimate=_cut(Estimate(one - two, one - two - half, one - two + half), share=share),
        error=error,
        freedom=NORMAL,
        method=METHOD,
        levels=(one, two),
        n=(int(treated.n[-1]), int(control.n[-1])),
    )


def _cut(estimate: Estimate, *, share: bool) -> Estimate:
    if not share:
        return estimate
    return Estimate(estimate.value, max(estimate.low, -1.0), min(estimate.high, 1.0), estimate.level)


def _variance(sums: Sums, *, share: bool) -> float:
    """Of one case; a share's is smoothed by one success and one failure."""
    n, total = float(sums.n[-1]), float(sums.total[-1])
    if share:
        p = (total + 1) / (n + 2)
        return p * (1 - p)
    return max(float(sums.square[-1]) - total * total / n, 0.0) / (n - 1)
