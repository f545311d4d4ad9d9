"""Steps and windows: a series by day, week or month around a start, chosen by rule and never by result."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retour.kpi.cells import Cells, day_number, day_of
from retour.quantity import Period

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Step(StrEnum):
    """Length of a step."""

    DAY = "D"
    WEEK = "W"
    MONTH = "M"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What a frequency allows, in steps: fixed windows after, history for grade C, least and most used."""

    step: Step
    windows: tuple[int, int]
    needed: int
    fewest: int
    longest: int
    days: float  # mean length of a step


GRIDS = {
    Step.DAY: Grid(step=Step.DAY, windows=(28, 90), needed=60, fewest=28, longest=730, days=1.0),
    Step.WEEK: Grid(step=Step.WEEK, windows=(4, 13), needed=52, fewest=13, longest=156, days=7.0),
    Step.MONTH: Grid(step=Step.MONTH, windows=(3, 6), needed=24, fewest=12, longest=60, days=30.44),
}
SHORTEST_READING = 28  # days before anything after a start may be read
CASES_A_DAY = 2.0  # on a day that has cases
CASES_A_WEEK = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Cells added up by step. Arrays are (steps,); `edges` (steps + 1,) are day numbers, `origin` a step.

    Step `origin` is the first of the window after the start; `value` is NaN where a step has no case.
    """

    edges: Ints
    n: Floats
    value: Floats
    origin: int

    def period(self, first: int, last: int) -> Period:
        """The days of steps [first, last)."""
        return Period(day_of(int(self.edges[first])), day_of(int(self.edges[last])))


def chosen_step(before: Cells, period: Period) -> Grid | None:
    """The frequency that the volume and the history before allow; None when there is too little of both.

    Daily from two cases on a day that has cases and 60 days; else weekly from 52 weeks of five cases;
    else monthly from 24 months; else the finest for which a short history exists (flagged D).
    """
    cases = float(before.n.sum())
    active = len(np.unique(before.day[before.n > 0]))
    if not active:
        return None
    busy = cases / active >= CASES_A_DAY
    enough = {
        Step.DAY: busy and period.days >= 60 and active >= 28,
        Step.WEEK: period.days >= 52 * 7 and cases / (period.days / 7) >= CASES_A_WEEK,
        Step.MONTH: period.days >= 730 and active >= 24,
    }
    short = {
        Step.WEEK: period.days >= 13 * 7 and active >= 13,
        Step.DAY: busy and active >= 28,
    }
    return next((GRIDS[step] for choice in (enough, short) for step, fits in choice.items() if fits), None)


def edges_around(grid: Grid, start: date, *, before: int, after: int) -> Ints:
    """Day numbers of the steps' edges: `before` steps back from `start`, `after` steps on."""
    steps = range(-before, after + 1)
    if grid.step is Step.MONTH:
        return np.array([day_number(_months_later(start, k)) for k in steps], dtype=np.int64)
    return day_number(start) + int(grid.days) * np.array(steps, dtype=np.int64)


def steps_between(grid: Grid, start: date, end: date) -> int:
    """Whole steps from `start` to `end` (0 when end comes first)."""
    if end <= start:
        return 0
    if grid.step is not Step.MONTH:
        return (end - start).days // int(grid.days)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if _months_later(start, months) <= end else months - 1


def steps_back(grid: Grid, start: date, first: date) -> int:
    """Whole steps that fit between `first` and `start`, counted back from `start`."""
    if first >= start:
        return 0
    if grid.step is not Step.MONTH:
        return (start - first).days // int(grid.days)
    months = (start.year - first.year) * 12 + start.month - first.month
    return months if _months_later(start, -months) >= first else months - 1


def series_of(cells: Cells, edges: Ints, origin: int) -> Series:
    """Cells added up between consecutive edges."""
    place = np.searchsorted(edges, cells.day, side="right") - 1
    inside = (place >= 0) & (place < len(edges) - 1)
    steps = len(edges) - 1
    n = np.bincount(place[inside], weights=cells.n[inside], minlength=steps).astype(np.float64)
    total = np.bincount(place[inside], weights=cells.total[inside], minlength=steps)
    value = np.full(steps, np.nan)
    np.divide(total / cells.scale, n, out=value, where=n > 0)
    return Series(edges=edges, n=n, value=value, origin=origin)


def _months_later(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
