"""Calibration: how many standard errors an honest interval needs, learned where nothing happened.

Two things are learned besides the factors. The prior of the level, by frequency. And how much the window's
own restlessness says of the error: a window whose blocks wander more than the past promised is one whose
mean can be further from the truth, one that wanders less is one whose mean is nearer. An effect that is
constant over the window leaves it as it is.
"""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.effect.series.engine import Prior
from retour.effect.series.windows import Step

Floats = NDArray[np.float64]

BLOCKS = 4
CALMEST, WILDEST = 0.1, 10.0


@dataclass(frozen=True, slots=True)
class Factor:
    """Learned multipliers of the engine's error for one frequency, horizon, history and gap (in steps).

    `controls`: learned with control series. `usual` is the median restlessness that goes with the factors.
    `d90`: multiplier of the error of a drift (second half of the window less its first half).
    """

    step: str
    horizon: int
    history: int
    gap: int
    k90: float
    k95: float
    placebos: int
    usual: float = 1.0
    d90: float = math.nan
    controls: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What is learned of a frequency: the level's prior, and the exponent of a window's restlessness."""

    prior: Prior
    exponent: float


@dataclass(frozen=True, slots=True)
class Multiplier:
    """Standard errors on each side of a 90 % and a 95 % interval; `calibrated` False: outside the table."""

    k90: float
    k95: float
    calibrated: bool
    usual: float = 1.0
    d90: float = math.nan


def multiplier(
    table: Collection[Factor], step: Step, horizon: int, *, history: int, gap: int, controls: bool = False
) -> Multiplier:
    """The factor for a window: the widest of those learned for its history, its gap and its controls.

    A history between two learned ones takes the shorter one's factor, a gap takes the next longer one's.
    A horizon between two learned ones takes the longer one's, past the last it is outside the table. With
    controls: the factor learned with some, widened by a shorter history or a gap as much as the one without.
    """
    learned = sorted({f.horizon for f in table if f.step == step})
    reached = min((h for h in learned if h >= horizon), default=learned[-1])
    mine = [f for f in table if f.step == step and f.horizon == reached]
    alone = [f for f in mine if not f.controls]
    plain = [f for f in alone if f.gap == 0]
    known = [f for f in plain if f.history <= history]
    by_history = max(known, key=lambda f: f.history) if known else min(plain, key=lambda f: f.history)
    chosen = [by_history]
    reach = max(f.gap for f in alone)
    if gap > 0:
        wide = min((f.gap for f in alone if f.gap >= gap), default=reach)
        chosen += [f for f in alone if 0 < f.gap <= wide]
    start = next((f for f in mine if f.controls), by_history) if controls else by_history
    alike = next((f for f in plain if f.history == start.history), by_history)
    rise = [max(1.0, *(getattr(f, k) / getattr(alike, k) for f in chosen)) for k in ("k90", "k95", "d90")]
    return Multiplier(
        k90=start.k90 * rise[0],
        k95=start.k95 * rise[1],
        calibrated=bool(known) and gap <= reach and horizon <= reached,
        usual=start.usual,
        d90=start.d90 * rise[2],
    )


def blocks_of(weights: Floats) -> Floats:
    """A window's blocks as questions, (blocks, steps): each block's mean less the mean of them all.

    Some four runs of steps, each a mean by `weights` (steps,), those of the window's mean; steps without
    weight belong to no block.
    """
    used = np.flatnonzero(weights > 0)
    size = max(1, len(used) // BLOCKS)
    rows = [used[i * size : (i + 1) * size] for i in range(len(used) // size)]
    blocks = np.zeros((len(rows), len(weights)))
    for block, steps in zip(blocks, rows, strict=True):
        block[steps] = weights[steps] / weights[steps].sum()
    apart: Floats = blocks - blocks.mean(0)
    return apart


def restlessness(missed: Floats, expected: Floats, exponent: float, *, louder: float = 0.0) -> Floats:
    """By how much the error is stretched or shrunk, (series,).

    Args:
        missed: observed minus counterfactual of each of `blocks_of`, (blocks, series).
        expected: the engine's error of each, (blocks, series), in the same unit.
        exponent: 0 leaves the error as it is, 1 stretches it as much as the blocks are restless.
        louder: standard error that the window's mean has besides the engine's, already counted elsewhere.
    """
    count = len(missed)
    wandered = (missed**2).sum(0)
    promised = (expected**2).sum(0) + count * (count - 1) * louder**2
    known = (promised > 0) & (count > 1)
    ratio = np.sqrt(wandered / np.where(known, promised, 1.0))
    stretched: Floats = np.where(known, np.clip(ratio, CALMEST, WILDEST) ** exponent, 1.0)
    return stretched


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
