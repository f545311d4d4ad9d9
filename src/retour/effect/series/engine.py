"""The level engine: what a series would have been, from its own past and from series that move with it.

A mean-reverting level (AR(1), persistence φ, signal-to-noise q) plus regressors. The regression
coefficients and the noise variance integrate out (restricted likelihood through QR); a grid over
(φ, q) is averaged by likelihood^λ x prior. The Kalman gains depend on the design, not on the values, so
one pass filters every series of a design as columns. Steps without cases are missing, and a step
with few cases is noisier: both enter through the relative noise. Control series, and the finer waves of a
long season, are regressors whose coefficients are pulled towards zero (a Gaussian prior), by an amount that
is averaged over as well.

Sources: Durbin & Koopman (2012), Time Series Analysis by State Space Methods, ch. 2 and 6, for the model;
Grünwald & van Ommen (2017), Bayesian Analysis 12, for likelihood^λ where the model is only an approximation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

COLUMNS_AT_ONCE = 96  # keeps the filter's working set in the processor's cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What is thought of the level before a series is seen.

    `persistence` φ (φs,) with its `weights`; signal-to-noise q log-normal around `centre` with `spread` of
    log q; `temper` λ is the power of the likelihood. `pull` are the variances that the pulled regressors may
    bring in all, in units of the noise variance, shared equally.
    """

    persistence: tuple[float, ...]
    weights: tuple[float, ...]
    centre: float
    spread: float
    temper: float = 1.0
    pull: tuple[float, ...] = (0.1,)

    @property
    def grid(self) -> "Levels":
        """Every (φ, q) with its log prior."""
        phi = np.repeat(self.persistence, len(SIGNAL_TO_NOISE))
        q = np.tile(SIGNAL_TO_NOISE, len(self.persistence))
        away = (np.log(q) - np.log(self.centre)) / self.spread
        weights = np.repeat(np.log(self.weights), len(SIGNAL_TO_NOISE))
        return Levels(phi=phi, q=q, log_prior=weights - 0.5 * away**2)


SIGNAL_TO_NOISE = np.geomspace(1e-4, 10.0, 16)
PLAIN = Prior(persistence=(0.9, 0.97, 0.99, 1.0), weights=(0.1, 0.2, 0.3, 0.4), centre=0.03, spread=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The grid that is averaged over: `phi`, `q` and `log_prior`, each (grid,)."""

    phi: Floats
    q: Floats
    log_prior: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was seen: `values` (steps, series), `design` (steps, regressors), `noise` (steps,).

    `noise` is each step's variance relative to an ordinary step; infinite where the step is missing.
    `pulled` (steps, regressors) are regressors whose coefficients are small unless the data say otherwise:
    control series, finer waves of a season; scale and level do not matter. None: none.
    """

    values: Floats
    design: Floats
    noise: Floats
    pulled: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is asked: `windows` (questions, steps) are weights over the steps that follow the past.

    `design` is (steps, regressors), `noise` (steps,), `pulled` (steps, regressors), as in Past.
    """

    windows: Floats
    design: Floats
    noise: Floats
    pulled: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Counterfactual: `mean` and `error` (questions, series), `freedom` degrees of freedom.

    `error` is the standard deviation of (what will be observed - mean), everything averaged.
    """

    mean: Floats
    error: Floats
    freedom: float


def forecast(past: Past, ahead: Ahead, prior: Prior = PLAIN) -> Forecast:
    """Counterfactual means over windows of the steps that follow the past.

    Args:
        past: the series before; at least regressors + 3 observed steps.
        ahead: the windows asked for.
        prior: of the level.

    Returns:
        Forecast in the unit of the values.

    Raises:
        ValueError: ``engine.too_few_steps`` when the past cannot feed the regression.
    """
    seen = np.isfinite(past.noise)
    freedom = int(seen.sum()) - past.design.shape[1]
    if freedom < 3:
        raise ValueError("engine.too_few_steps")
    values = past.values[seen]
    centre, scale = values.mean(0), values.std(0)
    scale = np.where(scale > 0, scale, 1.0)
    task = _task(past, ahead, prior)
    parts = [
        _average(
            task,
            (values[:, i : i + COLUMNS_AT_ONCE] - centre[i : i + COLUMNS_AT_ONCE])
            / scale[i : i + COLUMNS_AT_ONCE],
        )
        for i in range(0, values.shape[1], COLUMNS_AT_ONCE)
    ]
    mean = np.concatenate([m for m, _ in parts], axis=1) * scale + ahead.windows.sum(1)[:, None] * centre
    return Forecast(mean=mean, error=np.concatenate([e for _, e in parts], axis=1) * scale, freedom=freedom)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gains:
    """The filter of every grid point, for the observed steps: what does not depend on the values.

    Arrays are (seen steps, grid), but for `variance` and `log_scale` (grid,) at the end of the past.
    """

    gain: Floats
    shrink: Floats  # 1 / standard deviation of a one-step error, in units of the noise
    fade: Floats  # how much of the level is left at the next observed step
    variance: Floats
    log_scale: Floats


def _gains(noise: Floats, levels: Levels) -> _Gains:
    phi, q = levels.phi, levels.q
    stationary = phi < 1
    variance = np.where(stationary, q / np.where(stationary, 1 - phi**2, 1.0), 0.0)
    seen = np.flatnonzero(np.isfinite(noise))
    gain, shrink, fade = (np.empty((len(seen), len(phi))) for _ in range(3))
    waits = np.diff(np.append(seen, len(noise)))
    for row, step in enumerate(seen):
        spread = variance + noise[step]
        gain[row], shrink[row] = variance / spread, spread**-0.5
        variance = variance * (1 - gain[row])
        fade[row] = phi ** waits[row]
        for _ in range(waits[row]):
            variance = phi**2 * variance + q
    return _Gains(
        gain=gain, shrink=shrink, fade=fade, variance=variance, log_scale=-2 * np.log(shrink).sum(0)
    )


def _whitened(columns: Floats, gains: _Gains) -> tuple[Floats, Floats]:
    """One-step errors over their standard deviation (grid, seen, columns), and the level expected next."""
    grid = gains.gain.shape[1]
    errors = np.empty((grid, *columns.shape))
    level, error = np.zeros((2, grid, columns.shape[1]))
    for row, values in enumerate(columns):
        np.subtract(values, level, out=error)
        np.multiply(error, gains.shrink[row][:, None], out=errors[:, row])
        error *= gains.gain[row][:, None]
        level += error
        level *= gains.fade[row][:, None]
    return errors, level


@dataclass(frozen=True, slots=True, kw_only=True)
class _Regression:
    """The regressors' part for one pull of the controls: shared by every series of the design."""

    basis: Floats  # (grid, seen, regressors)
    inverse: Floats  # (grid, regressors, regressors): of the triangle of the QR
    determinant: Floats  # (grid,)
    gap: Floats  # (grid, windows, regressors): what the level does not carry over
    factor: Floats  # (grid, windows): variance of the question over that of the noise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """Everything that does not depend on the values."""

    gains: _Gains
    reach: Floats  # (grid, windows): how a window reads the level at the end of the past
    regressions: tuple[_Regression, ...]
    log_prior: Floats  # (grid,)
    temper: float
    freedom: int


def _task(past: Past, ahead: Ahead, prior: Prior) -> _Task:
    levels = prior.grid
    seen = np.isfinite(past.noise)
    gains = _gains(past.noise, levels)
    design, coming = past.design[seen], ahead.windows @ ahead.design
    pulls: tuple[float | None, ...] = (None,)
    count = 0
    if past.pulled is not None and ahead.pulled is not None and past.pulled.shape[1]:
        pulled = past.pulled[seen]
        middle, width = pulled.mean(0), np.where(np.ptp(pulled, 0) > 0, pulled.std(0), np.inf)
        count, pulls = pulled.shape[1], prior.pull
        design = np.column_stack([design, (pulled - middle) / width])
        coming = np.column_stack([coming, ahead.windows @ ((ahead.pulled - middle) / width)])
    errors, level = _whitened(design, gains)
    reach, drift = _level_terms(ahead.windows, levels)
    gap = coming[None] - reach[:, :, None] * level[:, None]
    own = gains.variance[:, None] * reach**2 + levels.q[:, None] * drift + (ahead.windows**2 @ ahead.noise)
    return _Task(
        gains=gains,
        reach=reach,
        regressions=tuple(_regression(errors, gap, own, gains.log_scale, count, pull) for pull in pulls),
        log_prior=levels.log_prior,
        temper=prior.temper,
        freedom=int(seen.sum()) - past.design.shape[1],
    )


def _regression(
    errors: Floats, gap: Floats, own: Floats, log_scale: Floats, pulled: int, pull: float | None
) -> _Regression:
    """QR of the whitened regressors; pulled ones get one more line each, that pulls them to zero."""
    seen, size = errors.shape[1:]
    determinant = log_scale
    if pull is not None:
        lines = np.zeros((pulled, size))
        lines[:, size - pulled :] = np.eye(pulled) * (pulled / pull) ** 0.5
        errors = np.concatenate([errors, np.broadcast_to(lines, (len(errors), *lines.shape))], axis=1)
        determinant = log_scale + pulled * np.log(pull / pulled)
    basis, triangle = np.linalg.qr(errors)
    inverse = np.linalg.inv(triangle)
    diagonal = np.abs(np.diagonal(triangle, axis1=1, axis2=2))
    return _Regression(
        basis=basis[:, :seen],
        inverse=inverse,
        determinant=determinant + 2 * np.log(diagonal).sum(1),
        gap=gap,
        factor=own + ((gap @ inverse) ** 2).sum(2),
    )


def _average(task: _Task, values: Floats) -> tuple[Floats, Floats]:
    """Mean and error per window, averaged over the grid by restricted likelihood^λ x prior."""
    target, level = _whitened(values, task.gains)
    square = np.einsum("grk,grk->gk", target, target)
    scores, means, variances = [], [], []
    for found in task.regressions:
        projected = np.swapaxes(found.basis, 1, 2) @ target
        residual = np.maximum(square - np.einsum("gpk,gpk->gk", projected, projected), 1e-12)
        fit = -0.5 * (task.freedom * np.log(residual) + found.determinant[:, None])
        scores.append(task.temper * fit + task.log_prior[:, None])
        means.append(task.reach[:, :, None] * level[:, None] + found.gap @ (found.inverse @ projected))
        variances.append(found.factor[:, :, None] * (residual / (task.freedom - 2))[:, None])
    weight = _softmax(np.concatenate(scores))
    mean, variance = np.concatenate(means), np.concatenate(variances)
    middle = np.einsum("gk,gwk->wk", weight, mean)
    total = np.einsum("gk,gwk->wk", weight, variance + (mean - middle) ** 2)
    return middle, np.sqrt(total)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(0))
    shares: Floats = raised / raised.sum(0)
    return shares


def _level_terms(windows: Floats, levels: Levels) -> tuple[Floats, Floats]:
    """How a window reads today's level (grid, windows), and the level's own drift within it, per unit q."""
    steps = windows.shape[1]
    lag = np.arange(steps)[None, :] - np.arange(steps)[:, None] - 1  # from the shock of step i to step j
    terms = {}
    for phi in dict.fromkeys(levels.phi):
        carried = np.where(lag >= 0, phi ** np.maximum(lag, 0), 0.0)
        terms[phi] = windows @ phi ** np.arange(steps), ((windows @ carried.T) ** 2).sum(1)
    reach, drift = (np.array([terms[phi][i] for phi in levels.phi]) for i in range(2))
    return reach, drift
