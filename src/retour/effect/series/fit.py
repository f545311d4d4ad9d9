"""The engine over one window of a comparison: its mean, its drift, its blocks and every step of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from retour.effect.intervals import POWER_80, TWO_SIDED_5
from retour.effect.series.calibration import Multiplier, blocks_of, multiplier, restlessness
from retour.effect.series.calibration_table import FACTORS, LEARNED, LEARNED_WITH_CONTROLS
from retour.effect.series.engine import Ahead, Forecast, Past, forecast
from retour.effect.series.layout import Layout, Mask, columns_of, pulled_of, relative_noise
from retour.effect.series.windows import Floats

Louder = Callable[[float], float]


def as_loud(_: float) -> float:
    """The cases after vary like those before."""
    return 0.0


SPARE_STEPS = 6  # observed steps beyond the regressors below which nothing is fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A forecast over the window: question 0 is its mean, 1 its drift, then its blocks, then its steps.

    `weights` (window,) are those of the mean, `halves` (window,) those of the drift; `stretch` is what the
    window's restlessness makes of the error, `louder` the standard error that the cases after bring besides.
    """

    forecast: Forecast
    weights: Floats
    halves: Floats
    blocks: int
    stretch: float
    louder: float
    factor: Multiplier
    freedom: float

    @property
    def mean(self) -> float:
        """Counterfactual over the window."""
        return float(self.forecast.mean[0, 0])

    @property
    def error(self) -> float:
        """Standard error of (observed - counterfactual)."""
        return float(self.forecast.error[0, 0]) * self.stretch

    @property
    def steps(self) -> tuple[Floats, Floats]:
        """Counterfactual of every step and its standard error, (window,) each."""
        first = 2 + self.blocks
        return self.forecast.mean[first:, 0], self.forecast.error[first:, 0] * self.stretch

    @property
    def detectable(self) -> float:
        """Smallest effect that the calibrated 95 % interval excludes from zero four times in five."""
        return self.factor.k95 * self.error * (1 + POWER_80 / TWO_SIDED_5)

    def drift(self, observed: Floats) -> tuple[float, float]:
        """Second half less first half of (observed - counterfactual), and its 90 % half-width."""
        change = float(self.halves @ observed) - float(self.forecast.mean[1, 0])
        return change, self.factor.d90 * float(self.forecast.error[1, 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Regressors:
    """What describes the steps of a layout: `columns` and `pulled` (steps, regressors), `usable` (steps,).

    `controls` says how many of the pulled ones are series that the automation cannot touch.
    """

    columns: Floats
    usable: Mask
    pulled: Floats | None
    controls: int = 0

    def cases(self, laid: Layout) -> Floats:
        """Cases of the steps that can be described, (steps,)."""
        n: Floats = np.where(self.usable, laid.series.n, 0.0)
        return n

    def enough(self, past: Floats) -> bool:
        """Whether a past of this length feeds the regression."""
        return len(past) >= int(self.columns.shape[1]) + SPARE_STEPS


def regressors_of(laid: Layout, holidays: frozenset[date], controls: Floats | None) -> Regressors:
    """Seasons, holidays and controls (steps, series) of a layout."""
    columns, usable = columns_of(laid)
    parts = [part for part in (pulled_of(laid, holidays), controls) if part is not None]
    return Regressors(
        columns=columns,
        usable=usable,
        pulled=np.hstack(parts) if parts else None,
        controls=0 if controls is None else controls.shape[1],
    )


def fitted(
    laid: Layout, described: Regressors, n: Floats, *, seen: bool = True, louder: Louder = as_loud
) -> Fit:
    """The engine with what was learned for this step, history and gap.

    Args:
        laid: the comparison in steps.
        described: its regressors.
        n: cases by step, (steps,).
        seen: False before the window has happened: its restlessness is then the usual one.
        louder: from the counterfactual, the standard error that the cases after bring besides the engine's.
    """
    mean, halves = _weights(laid, n)
    blocks = blocks_of(mean)
    windows = np.vstack([mean, halves, blocks, np.eye(laid.window)])
    learned = (LEARNED_WITH_CONTROLS if described.controls else LEARNED)[str(laid.grid.step)]
    found = _forecast(laid, described, n, windows)
    factor = multiplier(
        FACTORS,
        laid.grid.step,
        laid.window,
        history=laid.history,
        gap=laid.gap,
        controls=described.controls > 0,
    )
    stretch, more = factor.usual, 0.0
    if seen:
        observed = np.nan_to_num(laid.series.value[laid.origin :])
        asked = slice(2, 2 + len(blocks))
        missed = (blocks @ observed)[:, None] - found.mean[asked]
        more = louder(float(found.mean[0, 0]))
        stretch = float(restlessness(missed, found.error[asked], learned.exponent, louder=more)[0])
    return Fit(
        forecast=found,
        weights=mean,
        halves=halves,
        blocks=len(blocks),
        stretch=stretch,
        louder=more,
        factor=factor,
        freedom=found.freedom,
    )


def _weights(laid: Layout, n: Floats) -> tuple[Floats, Floats]:
    """Of the window's mean, and of its second half less its first (zero where one step has all the cases)."""
    cases = n[laid.origin :]
    used = np.flatnonzero(cases > 0)
    later = np.isin(np.arange(len(cases)), used[len(used) // 2 :])
    halves = np.zeros(len(cases))
    if len(used) > 1:
        halves = np.where(later, cases / cases[later].sum(), -cases / cases[~later].sum())
    return cases / cases.sum(), halves


def _forecast(laid: Layout, described: Regressors, n: Floats, windows: Floats) -> Forecast:
    noise = relative_noise(n, laid.base)
    noise[: laid.origin] = np.where(laid.base, noise, np.inf)[: laid.origin]
    last = int(np.flatnonzero(laid.base)[-1]) + 1
    ahead = np.where(np.isfinite(noise[last:]), noise[last:], 1.0)
    columns, pulled = described.columns, described.pulled
    learned = (LEARNED_WITH_CONTROLS if described.controls else LEARNED)[str(laid.grid.step)]
    return forecast(
        Past(
            values=np.nan_to_num(laid.series.value)[:last, None],
            design=columns[:last],
            noise=noise[:last],
            pulled=None if pulled is None else pulled[:last],
        ),
        Ahead(
            windows=np.hstack([np.zeros((len(windows), laid.gap)), windows]),
            design=columns[last:],
            noise=ahead,
            pulled=None if pulled is None else pulled[last:],
        ),
        learned.prior,
    )
