"""Units by steps: which steps, which units, which window, chosen by volume and history, never by result."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from retour.effect.panel.panel import NEVER, Floats, Ints, Panel
from retour.effect.question import Question
from retour.effect.series.windows import (
    CASES_A_DAY,
    CASES_A_WEEK,
    GRIDS,
    Grid,
    Step,
    edges_around,
    steps_back,
    steps_between,
)
from retour.kpi.cells import Cells, day_number, day_of
from retour.quantity import Period

BLOCKS = 3  # windows before the base that are looked at for a trend
FULL = 0.95  # of the steps in which a unit needs cases, and of the cases that the kept units must carry
CASES_A_STEP = {Step.DAY: CASES_A_DAY, Step.WEEK: CASES_A_WEEK, Step.MONTH: CASES_A_WEEK}

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSteps:
    """Units by steps: `n`, `total` (units, steps) are cases and their value.

    `first` (units,) is the first whole step under the automation, NEVER where there is none; `gap` steps
    before it belong to neither side. `window` is the number of steps read after each start, `origin` the
    earliest start, `case_variance` that of one case. `left_out` names units that take no part, by reason.
    """

    grid: Grid
    names: tuple[str, ...]
    edges: Ints
    n: Floats
    total: Floats
    first: Ints
    gap: int
    window: int
    origin: int
    case_variance: float
    left_out: Mapping[str, tuple[str, ...]]

    @property
    def value(self) -> Floats:
        """Mean of each unit and step, NaN without cases, (units, steps)."""
        out = np.full(self.n.shape, np.nan)
        np.divide(self.total, self.n, out=out, where=self.n > 0)
        return out

    @property
    def steps(self) -> int:
        """How many steps."""
        return len(self.edges) - 1

    @property
    def read(self) -> Mask:
        """Treated units with a base, a window known in full and somebody to compare with, (units,)."""
        return _readable(self, self.window)

    @property
    def compared(self) -> Mask:
        """Units not switched on before the first window ends, (units,)."""
        ends = self.first[self.read] + self.window + self.gap
        later: Mask = (self.first >= ends.min(initial=NEVER)) & ~self.read
        return later

    def days(self, first: int, last: int) -> Period:
        """The days of steps [first, last)."""
        return Period(day_of(int(self.edges[first])), day_of(int(self.edges[last])))

    def panel(self) -> Panel:
        """The units that take part, those to be read with their start; the others only until theirs.

        Units weigh by their cases a step: the effect is that on the average case, as money is counted.
        """
        read, value, first = self.read, self.value, self.first.copy()
        late = ~read & (first < NEVER)
        after = np.arange(self.steps) >= (first - self.gap)[:, None]
        value[late[:, None] & after] = np.nan
        first[late] = np.maximum(first[late], self.steps)
        return Panel(values=value, first_treated=first, weight=self.cases_a_step())

    def cases_a_step(self) -> Floats:
        """Mean cases a step: of a treated unit in its window, of the others from the origin on, (units,)."""
        read = self.read
        start = np.where(read, self.first, self.origin)
        end = np.where(read, self.first + self.window, self.steps)
        at = np.arange(self.steps)
        inside = (at >= start[:, None]) & (at < end[:, None])
        mean: Floats = (self.n * inside).sum(1) / np.maximum(inside.sum(1), 1)
        return mean

    def kept(self, units: Mask, reason: str) -> "UnitSteps":
        """Only these units; the others are left out for `reason`."""
        chosen = np.flatnonzero(units)
        gone = tuple(self.names[i] for i in np.flatnonzero(~units))
        known = self.left_out.get(reason, ())
        found = replace(
            self,
            names=tuple(self.names[i] for i in chosen),
            n=self.n[chosen],
            total=self.total[chosen],
            first=self.first[chosen],
            left_out={**self.left_out, reason: (*known, *gone)} if gone else self.left_out,
        )
        return replace(found, origin=int(found.first[found.read].min(initial=self.steps)))

    def until(self, step: int) -> "UnitSteps":
        """Only the steps before this one."""
        return replace(self, edges=self.edges[: step + 1], n=self.n[:, :step], total=self.total[:, :step])


def switched_on(question: Question) -> date | None:
    """The earliest day on which a unit that the data know was switched on; None without one before today."""
    cells, units = question.cells, question.automation.rollout.units
    seen = set(cells.unit) if cells is not None else set()
    return min((day for unit, day in units.items() if unit in seen and day <= question.today), default=None)


def lay_out_units(question: Question, cells: Cells, start: date, until: date) -> UnitSteps | None:
    """Units by steps around the earliest start; None when no window can be read.

    The finest of days, weeks and months in which units that carry 95 % of the cases have cases in 95 % of
    the steps; units that do not are left out, and where no treated unit stays a coarser step is tried. The
    longest window that is known for at least half of the treated units and leaves one window of history
    beside the base; else the shortest.
    """
    rows = _Rows.of(cells)
    laid = (_laid(question, rows, grid, start, until) for grid in GRIDS.values())
    found = [(_carried(one), one.kept(_holds(one), "too_few_cases")) for one in laid if one is not None]
    readable = [(carried, one) for carried, one in found if one.read.any()]
    full = (one for carried, one in readable if carried >= FULL)
    return next(full, None) or max(readable, key=lambda pair: pair[0], default=(0.0, None))[1]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Cells with the place of their unit among `names`, (cells,)."""

    cells: Cells
    names: tuple[str, ...]
    place: Ints

    @classmethod
    def of(cls, cells: Cells) -> "_Rows":
        names = sorted(set(cells.unit))
        index = {name: i for i, name in enumerate(names)}
        place = np.fromiter((index[unit] for unit in cells.unit), np.int64, len(cells))
        return cls(cells=cells, names=tuple(names), place=place)


def _laid(question: Question, rows: _Rows, grid: Grid, start: date, until: date) -> UnitSteps | None:
    back = steps_back(grid, start, _common_start(rows))
    ahead = steps_between(grid, start, until)
    if ahead < grid.windows[0] or back < grid.windows[0]:
        return None
    edges = edges_around(grid, start, before=back, after=ahead)
    whole = _counted(question, rows, grid, edges, back)
    for window in sorted(grid.windows, reverse=True):
        one = replace(whole, window=window)
        history = back - one.gap - window
        if _half_is_read(one) and (history >= window or window == grid.windows[0]):
            return _trimmed(one)
    return None


def _common_start(rows: _Rows) -> date:
    """The day by which the units that carry 95 % of the cases had begun."""
    cells, place = rows.cells, rows.place
    some = cells.n > 0
    cases = np.bincount(place, weights=cells.n)
    begun = np.full(len(cases), np.iinfo(np.int64).max)
    np.minimum.at(begun, place[some], cells.day[some])
    order = np.argsort(begun, kind="stable")
    carried = np.cumsum(cases[order]) / cases.sum()
    return day_of(int(begun[order][np.searchsorted(carried, FULL)]))


def _counted(question: Question, rows: _Rows, grid: Grid, edges: Ints, origin: int) -> UnitSteps:
    cells, names = rows.cells, rows.names
    steps = len(edges) - 1
    step = np.searchsorted(edges, cells.day, side="right") - 1
    inside = (step >= 0) & (step < steps)
    place = rows.place[inside] * steps + step[inside]
    size = len(names) * steps
    n, total = (
        np.bincount(place, weights=weights[inside], minlength=size).astype(np.float64).reshape(-1, steps)
        for weights in (cells.n, cells.total)
    )
    first, gap = _starts(question, names, grid, edges)
    return UnitSteps(
        grid=grid,
        names=names,
        edges=edges,
        n=n,
        total=total / cells.scale,
        first=first,
        gap=gap,
        window=grid.windows[0],
        origin=origin,
        case_variance=cells.moments.variance or 0.0,
        left_out={},
    )


def _starts(question: Question, names: tuple[str, ...], grid: Grid, edges: Ints) -> tuple[Ints, int]:
    """First whole step of each unit under the automation, and the steps before that its start may touch."""
    units = question.automation.rollout.units
    reach = timedelta(days=question.transition_days)
    first = np.full(len(names), NEVER)
    gap = 0
    for i, name in enumerate(names):
        if name not in units:
            continue
        day = day_number(units[name])
        beyond = max(0, int(np.ceil((day - edges[-1]) / grid.days)))
        first[i] = min(int(np.searchsorted(edges, day)), len(edges) - 1) + beyond
        touched = int(np.searchsorted(edges, day_number(units[name] - reach), side="right")) - 1
        if first[i] < len(edges) and touched >= 0:
            gap = max(gap, int(first[i]) - touched)
    return first, gap


def _readable(laid: UnitSteps, window: int) -> Mask:
    ends = laid.first + window
    known = (laid.first < NEVER) & (ends <= laid.steps) & (laid.first - laid.gap >= window)
    out: Mask = np.zeros(len(known), np.bool_)
    for i in np.flatnonzero(known):
        out[i] = (laid.first >= ends[i] + laid.gap).any()
    return out


def _half_is_read(laid: UnitSteps) -> bool:
    """Whether this window is read for at least half of the units that any window is read for."""
    most = int(_readable(laid, laid.grid.windows[0]).sum())
    return most > 0 and 2 * int(laid.read.sum()) >= most


def _trimmed(laid: UnitSteps) -> UnitSteps:
    """The steps that take part: the base, the blocks before it, and all those after."""
    spare = max(0, laid.origin - laid.gap - (1 + BLOCKS) * laid.window)
    first = np.where(laid.first < NEVER, laid.first - spare, NEVER)
    return replace(
        laid,
        edges=laid.edges[spare:],
        n=laid.n[:, spare:],
        total=laid.total[:, spare:],
        first=first,
        origin=laid.origin - spare,
    )


def _holds(laid: UnitSteps) -> Mask:
    """Units with cases in 95 % of the steps, and enough of them a step."""
    filled: Mask = (laid.n > 0).mean(1) >= FULL
    busy: Mask = laid.n.mean(1) >= CASES_A_STEP[laid.grid.step]
    return filled & busy


def _carried(laid: UnitSteps) -> float:
    """Share of the cases that the units that hold carry."""
    return float(laid.n[_holds(laid)].sum() / laid.n.sum()) if laid.n.any() else 0.0
