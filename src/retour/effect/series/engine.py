"""The level engine: what a series would have been, from its own past alone.

A mean-reverting level (AR(1), persistence φ, signal-to-noise q) plus regressors. The regression
coefficients and the noise variance integrate out (restricted likelihood through QR); a grid over
(φ, q) is averaged by likelihood x prior. The Kalman gains depend on the design, not on the values, so
one pass filters every series of a design as columns. Steps without cases are missing, and a step
with few cases is noisier: both enter through the relative noise.

Source of the model: Durbin & Koopman (2012), Time Series Analysis by State Space Methods, ch. 2 and 6.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PERSISTENCE = np.array([0.9, 0.97, 0.99, 1.0])
SIGNAL_TO_NOISE = np.geomspace(1e-4, 10.0, 16)
LOG_PRIOR = (
    np.log(np.array([0.1, 0.2, 0.3, 0.4]))[:, None]
    - 0.5 * (np.log(SIGNAL_TO_NOISE) - np.log(0.03))[None, :] ** 2
).ravel()
PHI = np.repeat(PERSISTENCE, len(SIGNAL_TO_NOISE))  # (grid,)
Q = np.tile(SIGNAL_TO_NOISE, len(PERSISTENCE))  # (grid,)
COLUMNS_AT_ONCE = 64  # keeps the filter's working set in the processor's cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was seen: `values` (steps, series), `design` (steps, regressors), `noise` (steps,).

    `noise` is each step's variance relative to an ordinary step; infinite where the step is missing.
    """

    values: Floats
    design: Floats
    noise: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is asked: `windows` (questions, steps) are weights over the steps that follow the past.

    `design` is (steps, regressors), `noise` (steps,) as in Past.
    """

    windows: Floats
    design: Floats
    noise: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Counterfactual: `mean` and `error` (questions, series), `freedom` degrees of freedom.

    `error` is the standard deviation of (what will be observed - mean), everything averaged.
    """

    mean: Floats
    error: Floats
    freedom: float


def forecast(past: Past, ahead: Ahead) -> Forecast:
    """Counterfactual means over windows of the steps that follow the past.

    Args:
        past: the series before; at least regressors + 3 observed steps.
        ahead: the windows asked for.

    Returns:
        Forecast in the unit of the values.

    Raises:
        ValueError: ``engine.too_few_steps`` when the past cannot feed the regression.
    """
    seen = np.isfinite(past.noise)
    freedom = int(seen.sum()) - past.design.shape[1]
    if freedom < 3:
        raise ValueError("engine.too_few_steps")
    centre = past.values[seen].mean(0)
    scale = past.values[seen].std(0)
    scale = np.where(scale > 0, scale, 1.0)
    scaled = np.where(seen[:, None], (past.values - centre) / scale, 0.0)
    parts = [
        _average(_filter(past, scaled[:, i : i + COLUMNS_AT_ONCE]), ahead)
        for i in range(0, scaled.shape[1], COLUMNS_AT_ONCE)
    ]
    mean = np.concatenate([m for m, _ in parts], axis=1) * scale + ahead.windows.sum(1)[:, None] * centre
    return Forecast(mean=mean, error=np.concatenate([e for _, e in parts], axis=1) * scale, freedom=freedom)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filtered:
    """Filtered state of every grid point: whitened errors and the level expected at the next step."""

    errors: Floats  # (grid, seen steps, regressors + series)
    level: Floats  # (grid, regressors + series)
    variance: Floats  # (grid,), in units of the noise variance
    log_scale: Floats  # (grid,)
    regressors: int


def _filter(past: Past, scaled: Floats) -> _Filtered:
    columns = np.concatenate([past.design, scaled], axis=1)
    seen = np.isfinite(past.noise)
    errors = np.empty((len(PHI), int(seen.sum()), columns.shape[1]))
    level = np.zeros((len(PHI), columns.shape[1]))
    stationary = PHI < 1
    variance = np.where(stationary, Q / np.where(stationary, 1 - PHI**2, 1.0), 0.0)
    log_scale = np.zeros(len(PHI))
    row = 0
    for step, noise in enumerate(past.noise):
        if seen[step]:
            spread = variance + noise
            gain = variance / spread
            log_scale += np.log(spread)
            error = columns[step] - level
            errors[:, row] = error / np.sqrt(spread)[:, None]
            level += gain[:, None] * error
            variance = variance * (1 - gain)
            row += 1
        level *= PHI[:, None]
        variance = PHI**2 * variance + Q
    return _Filtered(
        errors=errors,
        level=level,
        variance=variance,
        log_scale=log_scale,
        regressors=past.design.shape[1],
    )


def _average(filtered: _Filtered, ahead: Ahead) -> tuple[Floats, Floats]:
    """Mean and error per window, averaged over the grid by restricted likelihood x prior."""
    p = filtered.regressors
    basis, triangle = np.linalg.qr(filtered.errors[:, :, :p])
    target = filtered.errors[:, :, p:]
    projected = np.swapaxes(basis, 1, 2) @ target
    residual = np.maximum((target**2).sum(1) - (projected**2).sum(1), 1e-12)  # (grid, series)
    freedom = filtered.errors.shape[1] - p
    diagonal = np.abs(np.diagonal(triangle, axis1=1, axis2=2))
    determinant = filtered.log_scale + 2 * np.log(diagonal).sum(1)
    weight = _softmax(-0.5 * (freedom * np.log(residual) + determinant[:, None]) + LOG_PRIOR[:, None])
    reach, drift = _level_terms(ahead.windows)
    gap = (ahead.windows @ ahead.design)[None] - reach[:, :, None] * filtered.level[:, None, :p]
    inverse = np.linalg.inv(triangle)
    mean = reach[:, :, None] * filtered.level[:, None, p:] + gap @ (inverse @ projected)
    factor = (
        filtered.variance[:, None] * reach**2
        + Q[:, None] * drift
        + (ahead.windows**2 @ ahead.noise)[None]
        + ((gap @ inverse) ** 2).sum(2)
    )  # (grid, windows)
    variance = factor[:, :, None] * (residual / freedom)[:, None, :] * (freedom / (freedom - 2))
    middle = np.einsum("gk,gwk->wk", weight, mean)
    total = np.einsum("gk,gwk->wk", weight, variance + (mean - middle) ** 2)
    return middle, np.sqrt(total)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(0))
    shares: Floats = raised / raised.sum(0)
    return shares


def _level_terms(windows: Floats) -> tuple[Floats, Floats]:
    """How a window reads today's level (grid, windows), and the level's own drift within it, per unit q."""
    steps = windows.shape[1]
    lag = np.arange(steps)[None, :] - np.arange(steps)[:, None] - 1  # from the shock of step i to step j
    reach, drift = [], []
    for phi in PERSISTENCE:
        reach.append(windows @ phi ** np.arange(steps))
        carried = np.where(lag >= 0, phi ** np.maximum(lag, 0), 0.0)
        drift.append(((windows @ carried.T) ** 2).sum(1))
    each = len(SIGNAL_TO_NOISE)
    return np.repeat(np.array(reach), each, axis=0), np.repeat(np.array(drift), each, axis=0)
