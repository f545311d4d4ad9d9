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
    """`of`: the bin of each draw, shape (draws,); `counts`: draws in each bin, shape (<= bins,)."""

    of: NDArray[np.intp]
    counts: NDArray[np.int64]

    def sums(self, utility: Draws) -> Draws:
        """Sum of a utility in each bin; shape (<= bins,)."""
        return np.asarray(np.bincount(self.of, weights=utility, minlength=len(self.counts)), np.float64)


def bins_of(known: Draws, bins: int = BINS) -> Bins:
    """Bins of draws by their values: runs of fine cells of equal width, so that nothing is sorted."""
    low = float(np.minimum.reduce(known))
    width = float(np.maximum.reduce(known)) - low
    if width < TINY:
        return Bins(np.zeros(len(known), np.intp), np.array([len(known)]))
    cell = ((known - low) * ((FINE - 1) / width)).astype(np.int16)
    group = np.cumsum(np.bincount(cell, minlength=FINE)) * bins // (len(known) + 1)
    renumbered = np.cumsum(np.diff(group, prepend=group[:1]) != 0)
    of = renumbered.take(cell)
    return Bins(of, np.bincount(of))


def bins_by_rank(ranks: Ranks, bins: int = BINS) -> Bins:
    """The same of draws whose ranks are known: they were put in that order."""
    table, counts = _by_rank(len(ranks), bins)
    return Bins(table.take(ranks), counts)


@lru_cache(maxsize=16)
def _by_rank(draws: int, bins: int) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    table = np.arange(draws) * min(bins, draws) // draws
    return table, np.bincount(table)
