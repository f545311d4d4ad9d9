"""What announcing the best segment costs, on simulated segments whose truth is known."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from retour.effect.segments.shrink import Floats, shrunk

ERRORS = (2.0, 15.0)  # standard errors are drawn between these


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """Errors in the effects' unit: root mean square, and the best segment over its truth, on average.

    `coverage`: share of the shrunken 90 % intervals that hold the truth; `best_coverage`: of the best's.
    """

    rmse_raw: float
    rmse_shrunk: float
    best_over_raw: float
    best_over_shrunk: float
    coverage: float
    best_coverage: float


def simulated(truth: Callable[[], Floats], rng: np.random.Generator, *, worlds: int) -> Simulated:
    """Announce the best segment of each of `worlds` sets whose true effects come from `truth()`."""
    found = np.array([_world(truth(), rng) for _ in range(worlds)])
    raw, drawn, over_raw, over_shrunk, held, best = found.mean(axis=0)
    return Simulated(
        rmse_raw=math.sqrt(raw),
        rmse_shrunk=math.sqrt(drawn),
        best_over_raw=float(over_raw),
        best_over_shrunk=float(over_shrunk),
        coverage=float(held),
        best_coverage=float(best),
    )


def _world(truth: Floats, rng: np.random.Generator) -> tuple[float, ...]:
    errors = rng.uniform(*ERRORS, len(truth))
    raw = truth + errors * rng.normal(size=len(truth))
    found = shrunk(raw, errors)
    held = (found.low <= truth) & (truth <= found.high)
    first, best = int(raw.argmax()), int(found.value.argmax())
    return (
        float(((raw - truth) ** 2).mean()),
        float(((found.value - truth) ** 2).mean()),
        float(raw[first] - truth[first]),
        float(found.value[best] - truth[best]),
        float(held.mean()),
        float(held[best]),
    )
