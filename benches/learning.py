"""Learning the engine's constants from series where nothing happened, and judging them fold by fold.

A candidate is a prior of the level and an exponent of the window's restlessness. Of every frequency, the one
is kept whose intervals at 95 % are narrowest where they must still hold: the mean over horizons of
log(median width) + half of log(mean interval score). Nothing is chosen on the series that it is judged on.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from placebos import Floats, Placebos, Said, Setting, ours
from retour.effect.series.calibration import conformal
from retour.effect.series.engine import Prior

ALPHA = 0.05
SMALLEST_LEVEL = 1e-9
PERSISTENCE = (0.9, 0.97, 0.99, 1.0)
WEIGHTS = (  # of the persistences: alike, slow, a walk, back to its mean within days unless the data insist
    (0.25, 0.25, 0.25, 0.25),
    (0.1, 0.2, 0.3, 0.4),
    (0.001, 0.001, 0.001, 0.997),
    (0.997, 0.001, 0.001, 0.001),
)
CENTRES = (0.003, 0.03, 0.3)
TEMPER = 0.5
EXPONENTS = (0.25, 0.5)
PULL = (0.1, 1.0)
PULL_OF_CONTROLS = (0.3, 3.0, 30.0, 300.0, 3000.0)  # to a control that carries the whole trend


@dataclass(frozen=True)
class Candidate:
    """A prior and an exponent, with what they say on a corpus: one Said a horizon."""

    prior: Prior
    exponent: float
    said: tuple[Said, ...]


def candidates(corpus: Placebos, priors: Iterable[Prior]) -> list[Candidate]:
    """Every prior with every exponent, on the whole past and without a gap."""
    found = []
    for prior in priors:
        said = tuple(ours(corpus, Setting(corpus.n_before, 0, h), prior) for h in corpus.horizons)
        found += [Candidate(prior, exponent, said) for exponent in EXPONENTS]
    return found


def priors_alone() -> list[Prior]:
    """The priors tried on series without controls."""
    return [
        Prior(persistence=PERSISTENCE, weights=weights, centre=centre, spread=1.5, temper=TEMPER, pull=PULL)
        for weights, centre in itertools.product(WEIGHTS, CENTRES)
    ]


def priors_with_controls(level: Prior) -> list[Prior]:
    """With controls the level keeps the prior learned without; how far they are pulled is averaged over."""
    return [replace(level, pull=PULL_OF_CONTROLS)]


def chosen(tried: Sequence[Candidate], level: Floats, rows: np.ndarray) -> Candidate:
    """The candidate that does best on some rows (a boolean mask)."""
    return min(tried, key=lambda c: _loss(c, level, rows))


def _loss(candidate: Candidate, level: Floats, rows: np.ndarray) -> float:
    total = 0.0
    for said in candidate.said:
        scores, error = said.scores(candidate.exponent)[rows], said.stretched(candidate.exponent)[rows]
        half = conformal(scores, 1 - ALPHA) * error
        size = level[rows]
        narrow = np.log(np.median(2 * half / size))
        wrong = interval_score(np.abs(said.miss[rows]), half) / size
        total += narrow + 0.5 * np.log(np.mean(wrong[size > SMALLEST_LEVEL]))
    return total / len(candidate.said)


def interval_score(miss: Floats, half: Floats) -> Floats:
    """Width, plus 2/α times what the interval misses by. Source: Gneiting & Raftery (2007), JASA 102."""
    score: Floats = 2 * half + 2 / ALPHA * np.maximum(miss - half, 0)
    return score


@dataclass(frozen=True)
class Judged:
    """Leave-one-fold-out, per series of a horizon: what was said, and half-widths at 95 % and 90 %."""

    said: Said
    miss: Floats
    half95: Floats
    half90: Floats


def judged(corpus: Placebos, tried: Sequence[Candidate]) -> list[Judged]:
    """For every fold: prior, exponent and factors learned on the others. One Judged a horizon."""
    fold = np.array(corpus.fold)
    shape = (len(corpus.horizons), len(fold))
    miss, half95, half90 = (np.empty(shape) for _ in range(3))
    for name in np.unique(fold):
        mine = fold == name
        best = chosen(tried, corpus.level, ~mine)
        for i, said in enumerate(best.said):
            scores, error = said.scores(best.exponent), said.stretched(best.exponent)
            miss[i, mine] = said.miss[mine]
            half95[i, mine] = conformal(scores[~mine], 0.95) * error[mine]
            half90[i, mine] = conformal(scores[~mine], 0.90) * error[mine]
    whole = chosen(tried, corpus.level, np.ones(len(fold), dtype=bool))
    return [Judged(said, *parts) for said, *parts in zip(whole.said, miss, half95, half90, strict=True)]
