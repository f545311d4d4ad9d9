"""Series where nothing happened: reading them, and what the level engine says of them."""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from retour.effect.series.calibration import blocks_of, restlessness
from retour.effect.series.engine import Ahead, Forecast, Past, Prior, forecast
from retour.effect.series.layout import HARMONICS, YEAR, waves

Floats = NDArray[np.float64]
STEPS_A_YEAR = {"D": YEAR, "W": YEAR / 7, "M": 12.0, "H": YEAR * 24}
YEARS_OF_STEPS = {"D": 730, "W": 104, "M": 24, "H": 17_520}
WEEKDAYS_OR_HOURS = {"D": 7, "H": 24}


@dataclass(frozen=True)
class Placebos:
    """Series of one frequency that share a shape: `values` (steps, series).

    `controls`: one (steps, controls) array a series, or () where the corpus is read without them.
    """

    frequency: str
    values: Floats
    n_before: int
    horizons: tuple[int, ...]
    period: int
    fold: tuple[str, ...]
    source: tuple[str, ...]
    controls: tuple[Floats, ...] = ()

    @property
    def level(self) -> Floats:
        """Mean |y| before, (series,)."""
        level: Floats = np.maximum(np.abs(self.values[: self.n_before]).mean(0), 1e-12)
        return level


@dataclass(frozen=True)
class Setting:
    """How the series are cut: the last `history` steps of the past, a gap, then `scored` steps."""

    history: int
    gap: int
    scored: int


@dataclass(frozen=True)
class Said:
    """What a method says, per series: counterfactual mean and error over the window, CPU per fit.

    `blocks` (blocks, series) is observed less counterfactual by block and `expected` the error of each;
    `drift` is the score of the drift.
    """

    mean: Floats
    error: Floats
    observed: Floats
    cpu_ms: float
    blocks: Floats
    expected: Floats
    drift: Floats

    @property
    def miss(self) -> Floats:
        """Observed less counterfactual."""
        return self.observed - self.mean

    def scores(self, exponent: float = 0.0) -> Floats:
        """|miss| in errors, stretched by the window's restlessness."""
        return np.abs(self.miss) / np.maximum(self.stretched(exponent), 1e-12)

    def stretched(self, exponent: float) -> Floats:
        """The error, stretched by the window's restlessness."""
        return self.error * restlessness(self.blocks, self.expected, exponent)


def read(path: Path) -> list[Placebos]:
    """The corpus, grouped by frequency and shape, without controls."""
    return [_corpus(rows) for rows in _groups(path).values()]


def read_with_controls(path: Path) -> list[Placebos]:
    """The series that have control series, with them."""
    found = [[row for row in rows if row["controls"]] for rows in _groups(path).values()]
    return [_with_controls(rows) for rows in found if rows]


def _groups(path: Path) -> dict[tuple[object, ...], list[dict[str, object]]]:
    groups: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for row in pq.read_table(path).to_pylist():
        key = (row["frequency"], row["n_before"], tuple(row["horizons"]), row["period"])
        groups.setdefault(key, []).append(row)
    return groups


def _corpus(rows: list[dict[str, object]]) -> Placebos:
    first = rows[0]
    return Placebos(
        frequency=str(first["frequency"]),
        values=np.array([row["y"] for row in rows], dtype=np.float64).T,
        n_before=int(str(first["n_before"])),
        horizons=tuple(first["horizons"]),  # type: ignore[arg-type]
        period=int(str(first["period"] or 1)),
        fold=tuple(str(row["fold"]) for row in rows),
        source=tuple(str(row["source"]) for row in rows),
    )


def _with_controls(rows: list[dict[str, object]]) -> Placebos:
    """A fold a series where there is only one fold: nothing could be left out else."""
    plain = _corpus(rows)
    fold = plain.fold if len(set(plain.fold)) > 1 else tuple(str(row["id"]) for row in rows)
    controls = tuple(_known(np.array(row["controls"], dtype=np.float64).T) for row in rows)
    return replace(plain, controls=controls, fold=fold)


def _known(controls: Floats) -> Floats:
    """The controls without a hole that move at all before the end."""
    kept: Floats = controls[:, np.isfinite(controls).all(0) & (np.ptp(controls, axis=0) > 0)]
    return kept


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
        found += waves(t / STEPS_A_YEAR[frequency], range(1, HARMONICS + 1))
    return np.column_stack(found)


def finer_waves(frequency: str, history: int, steps: int) -> Floats | None:
    """Pulled regressors: the year beyond its two harmonics (months), the week from two weeks on (hours)."""
    t = np.arange(steps)
    if frequency == "M" and history >= YEARS_OF_STEPS["M"]:
        return np.column_stack(waves(t / 12, range(HARMONICS + 1, 7)))
    if frequency == "H" and history >= 336:
        return np.column_stack(waves(t / 168, (k for k in range(1, 20) if k % 7)))
    return None


def ours(corpus: Placebos, setting: Setting, prior: Prior) -> Said:
    """The level engine, uncalibrated, over the window, its blocks and its drift."""
    start = _start(corpus, setting)
    whole = corpus.values[start : start + setting.history + setting.gap + setting.scored]
    questions = _questions(setting)
    began = time.process_time()
    found = _forecast(corpus, setting, questions, prior)
    spent = time.process_time() - began
    window = whole[setting.history + setting.gap :]
    came = questions[:, setting.gap :] @ window
    return Said(
        mean=found.mean[0],
        error=np.maximum(found.error[0], 1e-12),
        observed=came[0],
        cpu_ms=1000 * spent / whole.shape[1],
        blocks=(came - found.mean)[2:],
        expected=found.error[2:],
        drift=(np.abs(came - found.mean) / np.maximum(found.error, 1e-12))[1],
    )


def _questions(setting: Setting) -> Floats:
    """The window's mean, its drift, then its blocks, over gap and window."""
    even = np.full(setting.scored, 1 / setting.scored)
    half = setting.scored // 2
    drift = np.concatenate(
        [np.full(half, -1 / half), np.full(setting.scored - half, 1 / (setting.scored - half))]
    )
    rows = np.vstack([even, drift, blocks_of(even)])
    return np.hstack([np.zeros((len(rows), setting.gap)), rows])


def _forecast(corpus: Placebos, setting: Setting, questions: Floats, prior: Prior) -> Forecast:
    start, n = _start(corpus, setting), setting.history
    steps = n + questions.shape[1]
    design = columns(corpus.frequency, n, steps)
    noise = np.ones(steps)
    waves_beyond = finer_waves(corpus.frequency, n, steps)

    def of(values: Floats, controls: Floats | None) -> Forecast:
        beside = None if controls is None else controls[start : start + steps]
        found = [part for part in (waves_beyond, beside) if part is not None]
        past, ahead = (np.hstack(found)[:n], np.hstack(found)[n:]) if found else (None, None)
        return forecast(
            Past(values=values, design=design[:n], noise=noise[:n], pulled=past),
            Ahead(windows=questions, design=design[n:], noise=noise[n:], pulled=ahead),
            prior,
        )

    values = corpus.values[start : start + n]
    if not corpus.controls:
        return of(values, None)
    each = [of(values[:, i : i + 1], beside) for i, beside in enumerate(corpus.controls)]
    mean, error = (np.hstack([getattr(f, name) for f in each]) for name in ("mean", "error"))
    return Forecast(mean=mean, error=error, freedom=each[0].freedom)


def _start(corpus: Placebos, setting: Setting) -> int:
    """First step of the newest possible past that leaves room for gap and window inside the values."""
    end = min(corpus.n_before, len(corpus.values) - setting.gap - setting.scored)
    return end - setting.history


def cluster_interval(alarms: Floats, fold: Iterable[str], *, draws: int = 2000) -> tuple[float, float]:
    """95 % interval of a false-alarm rate, folds resampled whole."""
    labels, place = np.unique(list(fold), return_inverse=True)
    hits = np.bincount(place, weights=alarms)
    sizes = np.bincount(place)
    picks = np.random.default_rng(20261123).integers(0, len(labels), (draws, len(labels)))
    rates = hits[picks].sum(1) / sizes[picks].sum(1)
    low, high = np.quantile(rates, [0.025, 0.975])
    return float(low), float(high)
