"""Synthetic control, synthetic difference-in-differences and plain differences: one gap, three weightings.

gap = (treated after - treated before) - Σ ω (controls after - controls before), where `before` is a mean of
the periods before, weighted by λ. Difference-in-differences takes even ω and λ. Synthetic control takes no
λ: the weighted controls must match the level itself. The synthetic difference takes both, with a free
constant.

Sources: Abadie, Diamond & Hainmueller (2010), JASA 105, 493-505; Arkhangelsky, Athey, Hirshberg, Imbens &
Wager (2021), American Economic Review 111, 4088-4118, algorithm 1 with their penalties.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np

from retour.effect.panel.frank_wolfe import frank_wolfe_weights
from retour.effect.panel.panel import Floats
from retour.effect.panel.simplex import simplex_weights

TINY_PENALTY = 1e-6  # of the noise level: only there to make a solution unique
LEAST_FALL = 1e-5  # of the noise level, at which the authors' descent stops


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Complete values of `controls` (controls, periods) and `treated` (periods,), switched on at `start`.

    Several treated units enter as their mean; `treated_units` says how many there are.

    Raises:
        ValueError: ``block.shape``, ``block.missing`` (a missing value is never read as zero),
            ``block.controls`` without any control, ``block.before`` below two periods before or without one
            after.
    """

    controls: Floats
    treated: Floats
    start: int
    treated_units: int = 1

    def __post_init__(self) -> None:
        if self.controls.ndim != 2 or self.treated.shape != self.controls.shape[1:]:
            raise ValueError("block.shape")
        if not (np.isfinite(self.controls).all() and np.isfinite(self.treated).all()):
            raise ValueError("block.missing")
        if not len(self.controls):
            raise ValueError("block.controls")
        if not 2 <= self.start < len(self.treated):
            raise ValueError("block.before")

    @property
    def noise(self) -> float:
        """Standard deviation of the controls' change from one period to the next, before."""
        return float(np.diff(self.controls[:, : self.start], axis=1).std(ddof=1))

    @property
    def own_noise(self) -> float:
        """The same about each period's mean: what all controls share is not their noise."""
        changes = np.diff(self.controls[:, : self.start], axis=1)
        freedom = max(len(changes) - 1, 1) * changes.shape[1]
        return float(np.sqrt(((changes - changes.mean(0)) ** 2).sum() / freedom))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Treated less its synthetic twin.

    `value` is the mean effect after; `path` (periods,) the gap by period, which averages to zero before
    under `before`; `units` (controls,) and `before` (periods before,) are the weights ω and λ.
    """

    value: float
    path: Floats
    units: Floats
    before: Floats


Estimator = Callable[[Block], Gap]


class Solver(Protocol):
    """Weights on the simplex for columns (rows, columns) and target (rows,)."""

    def __call__(self, columns: Floats, target: Floats, *, ridge: float) -> Floats:
        """The weights, (columns,)."""


def as_published(block: Block) -> Solver:
    """The descent of the authors' package, which stops before the optimum: for their digits only."""
    return partial(frank_wolfe_weights, least=(LEAST_FALL * block.noise) ** 2)


def difference_in_differences(block: Block) -> Gap:
    """Even weights on controls and on periods before."""
    controls = len(block.controls)
    return _gap(block, np.full(controls, 1 / controls), np.full(block.start, 1 / block.start))


def synthetic_control(block: Block, solver: Solver = simplex_weights) -> Gap:
    """The mean of controls nearest to the treated unit before, without a constant."""
    before, target = block.controls[:, : block.start], block.treated[: block.start]
    units = solver(before.T, target, ridge=block.start * (TINY_PENALTY * block.noise) ** 2)
    return _gap(block, units, np.zeros(block.start))


def synthetic_difference(block: Block, solver: Solver = simplex_weights) -> Gap:
    """Controls weighted to run parallel before, periods before weighted to predict those after."""
    before, after = block.controls[:, : block.start], block.controls[:, block.start :]
    columns, target = _centred(before, after.mean(1))
    steps = solver(columns, target, ridge=len(before) * (TINY_PENALTY * block.noise) ** 2)
    return _gap(block, _parallel(block, block.noise, solver), steps)


def parallel_control(block: Block, *, base: int) -> Gap:
    """Controls weighted as in the synthetic difference, against the mean of the last `base` periods before.

    Periods weighted to predict one mean after follow the noise of few controls: where nothing but noise and
    common movements is there, the gap is up to twice as far from zero (docs/reference/effect.md).
    """
    before = np.zeros(block.start)
    before[-base:] = 1 / min(base, block.start)
    return _gap(block, _parallel(block, block.own_noise, simplex_weights), before)


def _parallel(block: Block, noise: float, solver: Solver) -> Floats:
    """Weights of the controls that make them run parallel to the treated unit before, (controls,)."""
    strength = (block.treated_units * (len(block.treated) - block.start)) ** 0.25 * noise
    columns, target = _centred(block.controls[:, : block.start].T, block.treated[: block.start])
    return solver(columns, target, ridge=block.start * strength**2)


def _centred(columns: Floats, target: Floats) -> tuple[Floats, Floats]:
    """A free constant, taken out."""
    return columns - columns.mean(0), target - target.mean()


def _gap(block: Block, units: Floats, before: Floats) -> Gap:
    path = block.treated - units @ block.controls
    path = path - before @ path[: block.start]
    return Gap(value=float(path[block.start :].mean()), path=path, units=units, before=before)
