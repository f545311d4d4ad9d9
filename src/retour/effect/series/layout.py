"""A comparison laid out in steps: the time before, the gap, the window; and its regressors."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retour.effect.series.windows import (
    Floats,
    Grid,
    Ints,
    Series,
    Step,
    edges_around,
    series_of,
    steps_back,
    steps_between,
)
from retour.kpi.cells import Cells, day_number
from retour.quantity import Period

Mask = NDArray[np.bool_]

YEAR = 365.2425
HARMONICS = 2
FULL_YEARS = {Step.DAY: 730, Step.WEEK: 104, Step.MONTH: 24}  # history from which a yearly season is fitted
SEEN_HOLIDAYS = 3  # steps with a holiday before, below which nothing is learned of them
SEEN_WEEKDAYS = 4  # a weekday seen less often before cannot be predicted
NOISE = (0.25, 4.0)  # a step counts at most 4 times more, or 4 times less, than the median one


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Steps of a comparison: `base` (steps,) marks those before; the last `window` steps are after."""

    grid: Grid
    series: Series
    base: Mask
    window: int

    @property
    def origin(self) -> int:
        """First step of the window."""
        return self.series.origin

    @property
    def history(self) -> int:
        """Steps before."""
        return int(self.base.sum())

    @property
    def gap(self) -> int:
        """Steps between the time before and the window."""
        return int(self.origin - np.flatnonzero(self.base)[-1] - 1)

    @property
    def before(self) -> Period:
        """The days before."""
        steps = np.flatnonzero(self.base)
        return self.series.period(int(steps[0]), int(steps[-1]) + 1)

    @property
    def after(self) -> Period:
        """The days of the window."""
        return self.series.period(self.origin, self.origin + self.window)

    def with_values(self, values: Floats) -> "Layout":
        """The same steps with another series in them, a case on every step."""
        series = replace(self.series, value=values, n=np.ones(len(values)))
        return replace(self, series=series)


def lay_out(cells: Cells, grid: Grid, past: Period, *, start: date, until: date) -> Layout | None:
    """Lay out the steps around `start`; None when no fixed window lies before `until`.

    Args:
        cells: the indicator's cells.
        grid: frequency.
        past: the days before.
        start: first day of the window.
        until: outcomes are known, and the version is live, before this day.
    """
    reach = steps_back(grid, start, past.start)
    edges = edges_around(grid, start, before=reach, after=grid.windows[-1])
    base = _base(edges, past, grid.longest)
    window = _window(grid, steps_between(grid, start, until), int(base.sum()))
    if window is None or not base.any():
        return None
    first, last = int(np.flatnonzero(base)[0]), reach + window
    series = series_of(cells, edges[first : last + 1], reach - first)
    return Layout(grid=grid, series=series, base=base[first:last], window=window)


def _base(edges: Ints, past: Period, longest: int) -> Mask:
    """Steps that lie wholly in the time before; the newest `longest` of them."""
    whole = (edges[:-1] >= day_number(past.start)) & (edges[1:] <= day_number(past.end))
    out = np.zeros(len(whole), dtype=np.bool_)
    out[np.flatnonzero(whole)[-longest:]] = True
    return out


def _window(grid: Grid, seen: int, history: int) -> int | None:
    """The longest window that is known in full and a third of the history at most; else the shortest."""
    known = [w for w in grid.windows if w <= seen]
    return max((w for w in known if 3 * w <= history), default=min(known, default=None))


def columns_of(laid: Layout) -> tuple[Floats, Mask]:
    """Regressors (steps, columns) and the steps that they can describe, (steps,).

    Daily: weekdays seen at least four times before; a yearly season once the history holds two years.
    """
    edges = laid.series.edges
    usable = np.ones(len(edges) - 1, dtype=np.bool_)
    columns = [np.ones(len(usable))]
    if laid.grid.step is Step.DAY:
        weekday = (edges[:-1] + 3) % 7
        counted = laid.base & (laid.series.n > 0)
        known = [d for d in range(7) if (counted & (weekday == d)).sum() >= SEEN_WEEKDAYS]
        usable = np.isin(weekday, known)
        columns += [(weekday == d).astype(np.float64) for d in known[1:]]
    if laid.history >= FULL_YEARS[laid.grid.step]:
        columns += waves((edges[:-1] + edges[1:]) / 2 / YEAR, range(1, HARMONICS + 1))
    return np.column_stack(columns), usable


def pulled_of(laid: Layout, holidays: frozenset[date]) -> Floats | None:
    """Regressors whose coefficients are small unless the data say otherwise, (steps, columns), or None.

    The share of holidays of each step, where three steps before have one; by month, the yearly season beyond
    its two first harmonics.
    """
    edges = laid.series.edges
    days = np.array(sorted(day_number(day) for day in holidays), np.int64)
    off = np.diff(np.searchsorted(days, edges)) / np.diff(edges)
    columns = [off] if (off[laid.base] > 0).sum() >= SEEN_HOLIDAYS else []
    if laid.grid.step is Step.MONTH and laid.history >= FULL_YEARS[Step.MONTH]:
        columns += waves((edges[:-1] + edges[1:]) / 2 / YEAR, range(HARMONICS + 1, 7))
    return np.column_stack(columns) if columns else None


def waves(turns: Floats, orders: Iterable[int]) -> list[Floats]:
    """Sines and cosines of a season at these harmonics; `turns` are times in seasons.

    At the highest harmonic that whole steps can tell, the sine is zero at every step and is left out.
    """
    made = [wave(2 * np.pi * order * turns) for order in orders for wave in (np.sin, np.cos)]
    return [wave for wave in made if np.ptp(wave) > 1e-9]


def relative_noise(n: Floats, base: Mask) -> Floats:
    """Variance of each step relative to the median one: its cases against theirs; infinite without cases."""
    usual = float(np.median(n[base & (n > 0)]))
    noise = np.clip(np.divide(usual, n, out=np.full(len(n), np.inf), where=n > 0), *NOISE)
    return np.where(n > 0, noise, np.inf)
