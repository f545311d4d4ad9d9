"""Group-time effects of a staggered rollout, with influence functions.

ATT(g, t): what being switched on in period g changed by period t, as the mean change of the units of
cohort g since a base before g, less that of units not switched on. Two-way fixed effects are not used:
they compare late units with early ones, which already carry the effect.

Source: Callaway & Sant'Anna (2021), Journal of Econometrics 225, 200-230, without covariates; base periods
that vary before treatment, as their `did` package.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retour.effect.panel.panel import NEVER, Floats, Ints, Panel

Mask = NDArray[np.bool_]


class Versus(StrEnum):
    """The units that a cohort is compared with."""

    NEVER_TREATED = "never_treated"
    NOT_YET_TREATED = "not_yet_treated"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTime:
    """Effects of every cohort and period. Arrays are (cells,) unless said; NaN where nothing compares.

    `influence` (units, cells) has mean zero in each column, and error² = Σ influence² ÷ units². `treated` and
    `controls` count the units of each side; `first_treated` and `weights` (units,) are the panel's.
    """

    cohort: Ints
    period: Ints
    value: Floats
    influence: Floats
    treated: Ints
    controls: Ints
    first_treated: Ints
    weights: Floats

    @property
    def error(self) -> Floats:
        """Standard error of each cell, clustered by unit; NaN where a side has a single unit."""
        return np.where(np.minimum(self.treated, self.controls) > 1, error_of(self.influence), np.nan)

    @property
    def after(self) -> Mask:
        """Cells from the cohort's first period on."""
        return self.period >= self.cohort

    @property
    def event_time(self) -> Ints:
        """Periods since the cohort was switched on, (cells,)."""
        return self.period - self.cohort

    def cell(self, cohort: int, period: int) -> int:
        """Index of ATT(cohort, period); StopIteration when there is no such cell."""
        return int(next(iter(np.flatnonzero((self.cohort == cohort) & (self.period == period)))))


def error_of(influence: Floats) -> Floats:
    """Standard errors from influence functions (units, cells): √(Σ ψ²) ÷ units."""
    total: Floats = np.sqrt(np.einsum("ik,ik->k", influence, influence)) / influence.shape[0]
    return total


def group_time(
    panel: Panel, *, versus: Versus = Versus.NOT_YET_TREATED, base: int = 1, anticipation: int = 0
) -> GroupTime:
    """ATT(g, t) of every cohort g and period t that has a base before it.

    Args:
        panel: units and periods. A missing cell leaves its unit out of the cells that need it, only.
        versus: whom the cohorts are compared with.
        base: periods before, whose mean is the base. 1 is the paper's; more make a steadier base, as the mean
            of several ATT(g, t; base) is.
        anticipation: periods before a start that belong to neither side.

    Returns:
        Cells by cohort, then period. Cells in the anticipation are not given.
    """
    cohort, period, anchor = _cells(panel, base, anticipation)
    change = panel.values[:, period] - _base_means(panel.values, base)[:, anchor]
    known = np.isfinite(change)
    change[~known] = 0.0
    mine = panel.first_treated[:, None] == cohort
    ours = panel.weights[:, None] * (mine & known)
    theirs = panel.weights[:, None] * (_untreated(panel, versus, cohort, period + anticipation) & known)
    one, psi_one = _mean(change, ours)
    two, psi_two = _mean(change, theirs)
    return GroupTime(
        cohort=cohort,
        period=period,
        value=one - two,
        influence=(psi_one - psi_two) * panel.units,
        treated=np.count_nonzero(ours, axis=0),
        controls=np.count_nonzero(theirs, axis=0),
        first_treated=panel.first_treated,
        weights=panel.weights,
    )


def _cells(panel: Panel, base: int, anticipation: int) -> tuple[Ints, Ints, Ints]:
    """Cohort, period, and the period before which the base lies, of every cell."""
    cohorts = panel.cohorts[panel.cohorts - anticipation >= base]
    periods = np.arange(base, panel.periods)
    cohort, period = (grid.ravel() for grid in np.meshgrid(cohorts, periods, indexing="ij"))
    kept = (period >= cohort) | (period < cohort - anticipation)
    cohort, period = cohort[kept], period[kept]
    return cohort, period, np.where(period >= cohort, cohort - anticipation, period)


def _base_means(values: Floats, base: int) -> Floats:
    """Mean of the known values of the `base` periods before each, (units, periods + 1)."""
    units, periods = values.shape
    known = np.isfinite(values)
    zero = np.zeros((units, 1))
    total = np.concatenate([zero, np.cumsum(np.where(known, values, 0.0), axis=1)], axis=1)
    count = np.concatenate([zero, np.cumsum(known, axis=1)], axis=1)
    out = np.full((units, periods + 1), np.nan)
    seen = count[:, base:] - count[:, :-base]
    np.divide(total[:, base:] - total[:, :-base], seen, out=out[:, base:], where=seen > 0)
    return out


def _untreated(panel: Panel, versus: Versus, cohort: Ints, until: Ints) -> Mask:
    first = panel.first_treated[:, None]
    if versus is Versus.NEVER_TREATED:
        return np.broadcast_to(first == NEVER, (panel.units, len(cohort)))
    later: Mask = (first > until) & (first != cohort)
    return later


def _mean(change: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted means (cells,) and each unit's part in their error (units, cells); NaN without a unit."""
    total = weights.sum(0)
    shares = np.divide(weights, total, out=np.full_like(weights, np.nan), where=total > 0)
    mean = np.einsum("ik,ik->k", shares, change)
    shares *= change - mean
    return mean, shares
