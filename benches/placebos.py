"""Series where nothing happened: reading them, and scoring methods on them."""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from retour.effect.intervals import student_quantile
from retour.effect.series.engine import Ahead, Past, forecast
from retour.effect.series.layout import YEAR, yearly

Floats = NDArray[np.float64]
STEPS_A_YEAR = {"D": YEAR, "W": YEAR / 7, "M": 12.0, "H": YEAR * 24}
YEARS_OF_STEPS = {"D": 730, "W": 104, "M": 24, "H": 17_520}
WEEKDAYS_OR_HOURS = {"D": 7, "H": 24}


@dataclass(frozen=True)
class Placebos:
    """Series of one frequency that share a shape: `values` (steps, series)."""

    frequency: str
    values: Floats
    n_before: int
    horizons: tuple[int, ...]
    fold: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True)
class Setting:
    """How the series are cut: the last `history` steps of the past, a gap, then `scored` steps."""

    history: int
    gap: int
    scored: int


@dataclass(frozen=True)
class Scored:
    """What a method said, per series: `score` is |observed - mean| / error; `level` the mean |y| before."""

    score: Floats
    error: Floats
    miss: Floats  # observed - mean
    observed: Floats
    level: Floats
    cpu_ms: float


def read(path: Path) -> list[Placebos]:
    """The corpus, grouped by frequency and shape."""
    groups: dict[tuple[str, int, tuple[int, ...]], list[dict[str, object]]] = {}
    for row in pq.read_table(path).to_pylist():
        key = (row["frequency"], row["n_before"], tuple(row["horizons"]))
        groups.setdefault(key, []).append(row)
    return [
        Placebos(
            frequency=frequency,
            values=np.array([row["y"] for row in rows], dtype=np.float64).T,
            n_before=n_before,
            horizons=horizons,
            fold=tuple(str(row["fold"]) for row in rows),
            source=tuple(str(row["source"]) for row in rows),
        )
        for (frequency, n_before, horizons), rows in groups.items()
    ]


def digest(path: Path) -> str:
    """What names the corpus that the constants were learned from."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def columns(frequency: str, history: int, steps: int) -> Floats:
    """The product's regressors by step number: weekday or hour, yearly harmonics from two years on."""
    t = np.arange(steps)
    found = [np.ones(steps)]
    season = WEEKDAYS_OR_HOURS.get(frequency, 1)
    found += [(t % season == i).astype(np.float64) for i in range(1, season)]
    if history >= YEARS_OF_STEPS[frequency]:
        found += yearly(t / STEPS_A_YEAR[frequency])
    return np.column_stack(found)


def ours(corpus: Placebos, setting: Setting) -> Scored:
    """The level engine, uncalibrated."""
    past, post = _cut(corpus, setting)
    design = columns(corpus.frequency, setting.history, setting.history + setting.gap + setting.scored)
    window = np.zeros((1, setting.gap + setting.scored))
    window[0, setting.gap :] = 1 / setting.scored
    began = time.process_time()
    found = forecast(
        Past(values=past, design=design[: setting.history], noise=np.ones(setting.history)),
        Ahead(windows=window, design=design[setting.history :], noise=np.ones(window.shape[1])),
    )
    spent = time.process_time() - began
    return _scored(past, post, (found.mean[0], found.error[0]), spent)


def naive(corpus: Placebos, setting: Setting) -> Scored:
    """Welch's before/after test; its error is scaled so that 1.96 is its own 95 % limit."""
    past, post = _cut(corpus, setting)
    began = time.process_time()
    one, two = post.var(0, ddof=1) / len(post), past.var(0, ddof=1) / len(past)
    freedom = (one + two) ** 2 / np.maximum(
        one**2 / (len(post) - 1) + two**2 / (len(past) - 1), np.finfo(float).tiny
    )
    reach = np.array([student_quantile(0.95, max(f, 1.0)) for f in freedom]) / NormalDist().inv_cdf(0.975)
    error = np.sqrt(one + two) * reach
    return _scored(past, post, (past.mean(0), error), time.process_time() - began)


METHODS: dict[str, Callable[[Placebos, Setting], Scored]] = {"retour": ours, "naive": naive}


def _cut(corpus: Placebos, setting: Setting) -> tuple[Floats, Floats]:
    """The newest possible past that leaves room for gap and window inside the values."""
    end = min(corpus.n_before, len(corpus.values) - setting.gap - setting.scored)
    first = end + setting.gap
    return corpus.values[end - setting.history : end], corpus.values[first : first + setting.scored]


def _scored(past: Floats, post: Floats, said: tuple[Floats, Floats], spent: float) -> Scored:
    mean, error = said
    observed = post.mean(0)
    error = np.maximum(error, 1e-12)
    return Scored(
        score=np.abs(observed - mean) / error,
        error=error,
        miss=observed - mean,
        observed=observed,
        level=np.maximum(np.abs(past).mean(0), 1e-12),
        cpu_ms=1000 * spent / past.shape[1],
    )


def cluster_interval(alarms: Floats, fold: Iterable[str], *, draws: int = 2000) -> tuple[float, float]:
    """95 % interval of a false-alarm rate, folds resampled whole."""
    labels, place = np.unique(list(fold), return_inverse=True)
    hits = np.bincount(place, weights=alarms)
    sizes = np.bincount(place)
    picks = np.random.default_rng(20261123).integers(0, len(labels), (draws, len(labels)))
    rates = hits[picks].sum(1) / sizes[picks].sum(1)
    low, high = np.quantile(rates, [0.025, 0.975])
    return float(low), float(high)
