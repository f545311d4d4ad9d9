"""Daily paths told by weeks: what a person can read, and a page that stays light."""

import numpy as np
from numpy.typing import NDArray

from retour.effect.result import Path

DAYS = 7
Floats = NDArray[np.float64]


def by_week(path: Path) -> Path:
    """A daily path as means of seven days counted from go-live; other paths as they are.

    A week mixes no day before with a day after; the first and last weeks may be shorter. The bounds are
    means of daily bounds: never narrower than the bounds of a week.
    """
    return path if path.step != "D" else _grouped(path, DAYS, "W")


def thinned(path: Path, most: int) -> Path:
    """A path as means of as many steps as leave about `most` points to draw; its step says nothing more."""
    size = -(-len(path.days) // most)
    return path if size < 2 else _grouped(path, size, path.step)


def _grouped(path: Path, size: int, step: str) -> Path:
    """Means of `size` steps counted from go-live: none mixes a step before with one after."""
    offsets = (np.arange(len(path.days)) - path.go_live) // size
    starts = np.flatnonzero(np.diff(offsets, prepend=offsets[:1] - 1))
    parts = (path.observed, path.counterfactual, path.low, path.high)
    observed, counterfactual, low, high = (_means(values, starts) for values in parts)
    return Path(
        step=step,
        days=path.days[starts],
        observed=observed,
        counterfactual=counterfactual,
        low=low,
        high=high,
        go_live=int(np.searchsorted(starts, path.go_live)),
    )


def _means(values: Floats, starts: NDArray[np.int64]) -> Floats:
    known = np.isfinite(values)
    total = np.add.reduceat(np.where(known, values, 0.0), starts)
    count = np.add.reduceat(known.astype(np.float64), starts)
    means: Floats = np.full(len(starts), np.nan)
    return np.divide(total, count, out=means, where=count > 0)
