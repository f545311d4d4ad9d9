"""The arms of a drawn rollout and the fixed windows over which they are read."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from retour.effect.intervals import POWER_80, TWO_SIDED_5
from retour.effect.question import Question
from retour.effect.refusals import Refusal, too_early
from retour.effect.series.windows import SHORTEST_READING
from retour.effect.versions import Comparison
from retour.kpi.cells import Cells, Moments, day_number
from retour.quantity import Period, Unknown
from retour.register.automation import RolloutKind
from retour.register.indicator import Duration, Statistic

READINGS = (SHORTEST_READING, 90, 182, 365, 730)  # days after the start at which arms are read, never between
FEW = 30
FOLLOWED = 2  # a window with unfinished cases is at least so many times as long as the delay


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days of the cases that are read; `early`: on its last day, some of them not finished yet."""

    period: Period
    early: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arms:
    """Cells of the window, by arm."""

    treated: Cells
    control: Cells
    window: Window
    everyone: Cells

    @property
    def moments(self) -> tuple[Moments, Moments]:
        """Treated, then control."""
        return self.treated.moments, self.control.moments

    @property
    def sides(self) -> tuple[Cells, Cells]:
        """Treated, then control."""
        return self.treated, self.control


def arms_of(question: Question, cells: Cells, window: Window) -> Arms:
    """The cells of a window, by arm; those without a recorded arm are in `everyone` only."""
    drawn = question.automation.rollout.treated_arm
    inside = cells.within(window.period)
    return Arms(
        treated=inside.of_arm(lambda arm: arm == drawn),
        control=inside.of_arm(lambda arm: arm not in {"", drawn}),
        window=window,
        everyone=inside,
    )


def other_arms(question: Question, cells: Cells) -> tuple[str, ...]:
    """The drawn arms since go-live, but for the treated one: of several, nobody said which is the control."""
    since = cells.day >= day_number(question.go_live)
    return tuple(sorted(set(cells.where(since).arm) - {"", question.automation.rollout.treated_arm}))


def window_of(question: Question, comparison: Comparison) -> Window | None:
    """The declared stop date once known; else the longest fixed reading that is.

    Known: every outcome is. For a delay whose cases are followed one by one (binned lifetimes, a clock that
    never stops) a window twice as long as the delay is read on its last day, the younger cases unfinished.
    """
    start = comparison.start
    until = min(question.mature_until, comparison.limit or question.mature_until)
    seen = min(_seen_until(question), comparison.limit or date.max)
    stop = question.automation.plan.stop_date if question.automation.plan else None
    if stop is not None and start < stop and (found := _read(question, start, stop, (until, seen))):
        return found
    ends = (start + timedelta(days=days) for days in READINGS)
    known = [found for end in ends if (found := _read(question, start, end, (until, seen)))]
    return known[-1] if known else None


def _read(question: Question, start: date, end: date, known: tuple[date, date]) -> Window | None:
    """A window read on its last day where that is allowed (then always so), else once all is known."""
    until, seen = known
    if (end - start).days >= FOLLOWED * question.delay_days and followed(question):
        return Window(period=Period(start, end), early=True) if end <= seen else None
    return Window(period=Period(start, end)) if end <= until else None


def followed(question: Question) -> bool:
    """Whether unfinished cases count up to their age: delays, by case, on a clock that never stops."""
    measure, cells = question.indicator.measure, question.cells
    rollout = question.automation.rollout
    if not isinstance(measure, Duration) or cells is None or cells.lifetimes is None:
        return False
    by_case = rollout.kind is RolloutKind.RANDOM and rollout.unit is None
    return by_case and not (measure.working_time or measure.horizon.working_days)


def is_median(question: Question) -> bool:
    """True when the indicator is a median delay."""
    measure = question.indicator.measure
    return isinstance(measure, Duration) and measure.statistic is Statistic.MEDIAN


def _seen_until(question: Question) -> date:
    """The day until which cases are followed: known outcomes end one delay earlier."""
    return question.mature_until + timedelta(days=question.delay_days)


def unreadable(question: Question, comparison: Comparison) -> Refusal:
    """Too early, or a version that was replaced before it could be read."""
    end = comparison.start + timedelta(days=SHORTEST_READING)
    if comparison.limit is None or comparison.limit >= end:
        return too_early(question, comparison.start)
    details = {"window_days": SHORTEST_READING, "days": comparison.lived}
    return Refusal(why=Unknown("version_too_short", details))


def detectable_ahead(question: Question, start: date) -> float | None:
    """Smallest gap that 90 days of the volume before `start` could show, in the declared shares."""
    cells = question.cells
    known = cells and cells.within(Period(date.min, start))
    if known is None or not known.moments.n or known.moments.variance is None:
        return None
    days = int(known.day.max() - known.day.min()) + 1
    share = question.automation.rollout.treated_share or 0.5
    if not 0 < share < 1:
        return None
    cases = known.moments.n / days * READINGS[1]
    error = math.sqrt(known.moments.variance / cases * (1 / share + 1 / (1 - share)))
    return (TWO_SIDED_5 + POWER_80) * error
