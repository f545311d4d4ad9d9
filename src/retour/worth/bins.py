"""Draws of an input in bins of about equal count: what it tells of a utility is read there."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from retour.worth.result import Draws
from retour.worth.strata import Ranks

BINS = 20
FINE = 1024  # cells of equal width of which bins are runs
TINY = 1e-300  # a narrower sample is constant


@dataclass(frozen=True, slots=True)
class Bins:
    """Runs of cells, or of ranks.

    `cell`: of each draw, shape (draws,); `starts`: the first cell of each bin, `counts`: its draws, both of
    shape (<= bins,).
    """

    cell: NDArray[np.integer]
    starts: NDArray[np.intp]
    counts: NDArray[np.intp]

    def sums(self, utility: Draws) -> Draws:
        """Sum of a utility in each bin; shape (<= bins,)."""
        return np.add.reduceat(np.bincount(self.cell, weights=utility), self.starts)


def bins_of(known: Draws, bins: int = BINS) -> Bins:
    """Bins of draws by their values: runs of fine cells of equal width, so that nothing is sorted."""
    low = np.minimum.reduce(known)
    width = np.maximum.reduce(known) - low
    if width < TINY:
        return Bins(np.zeros(len(known), np.int16), np.zeros(1, np.intp), np.array([len(known)]))
    scaled = known - low
    scaled *= (FINE - 1) / width
    cell = scaled.astype(np.int16)
    each = np.bincount(cell)
    starts = _starts(each.cumsum() * bins // (len(known) + 1))
    return Bins(cell, starts, np.add.reduceat(each, starts))


def bins_by_rank(ranks: Ranks, bins: int = BINS) -> Bins:
    """The same of draws whose ranks are known: they were put in that order."""
    return Bins(ranks, *_by_rank(len(ranks), bins))


@lru_cache(maxsize=16)
def _by_rank(draws: int, bins: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    of = np.arange(draws) * min(bins, draws) // draws
    return _starts(of), np.bincount(of)


def _starts(of: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where each bin starts, from the bin of each cell in order."""
    return np.concatenate(([0], np.flatnonzero(of[1:] != of[:-1]) + 1))
