"""Calibration: how many standard errors an honest interval needs, learned where nothing happened."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.effect.series.windows import Step

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Factor:
    """Learned multipliers of the engine's error for one frequency, horizon, history and gap (in steps)."""

    step: str
    horizon: int
    history: int
    gap: int
    k90: float
    k95: float
    placebos: int


@dataclass(frozen=True, slots=True)
class Multiplier:
    """Standard errors on each side of a 90 % and a 95 % interval; `calibrated` False: outside the table."""

    k90: float
    k95: float
    calibrated: bool


def multiplier(table: Iterable[Factor], step: Step, horizon: int, *, history: int, gap: int) -> Multiplier:
    """The factor for a window: the widest of those learned for its history and for its gap.

    A history between two learned ones takes the shorter one's factor, a gap takes the next longer one's.
    """
    mine = [f for f in table if f.step == step and f.horizon == horizon]
    plain = [f for f in mine if f.gap == 0]
    known = [f for f in plain if f.history <= history]
    by_history = max(known, key=lambda f: f.history) if known else min(plain, key=lambda f: f.history)
    chosen = [by_history]
    reach = max(f.gap for f in mine)
    if gap > 0:
        wide = min((f.gap for f in mine if f.gap >= gap), default=reach)
        chosen += [f for f in mine if 0 < f.gap <= wide]
    return Multiplier(max(f.k90 for f in chosen), max(f.k95 for f in chosen), bool(known) and gap <= reach)


def conformal(scores: Floats, level: float) -> float:
    """The score that a new exchangeable one exceeds with probability at most 1 - level.

    Order statistic of rank ⌈(n + 1) level⌉. Source: Vovk, Gammerman & Shafer (2005), split conformal.
    """
    rank = math.ceil((len(scores) + 1) * level)
    return float(np.sort(scores)[min(rank, len(scores)) - 1])


def left_out(scores: Floats, folds: Iterable[str], level: float) -> Floats:
    """For every score, the factor learned without its own fold, (scores,)."""
    labels = np.array(list(folds))
    out = np.empty(len(scores))
    for fold in np.unique(labels):
        mine = labels == fold
        out[mine] = conformal(scores[~mine], level)
    return out
