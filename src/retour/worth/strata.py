"""Stratified draws: one draw in each of N slices of equal probability, in an order of its own.

Latin hypercube sampling (McKay, Beckman and Conover, 1979): every input has exactly its own distribution,
independent inputs are shuffled apart, and the means of sums carry far less noise than with plain draws.
"""

from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from retour.quantity import DeclaredRange
from retour.worth.result import Draws

Ranks = NDArray[np.unsignedinteger]  # a permutation of 0 … draws - 1, shape (draws,)
PERT_WEIGHT = 4.0  # weight of the mode: mean = (low + 4 mode + high) / 6
CELLS = 1024  # of the numerical integral behind a table of quantiles
ORDERS = 64  # random orders from which all others are made
KEPT = 256  # tables kept: ranges that people type have few shapes


def levels(draws: int) -> Draws:
    """The middle of each of `draws` slices of probability; shape (draws,), increasing."""
    return (np.arange(draws) + 0.5) / draws


def pert_quantiles(declared: DeclaredRange, draws: int) -> Draws:
    """Quantiles of a PERT at the middle of each slice; shape (draws,), increasing, in the range's unit."""
    width = declared.high - declared.low
    if width == 0:
        return np.full(draws, declared.low)
    return declared.low + width * _standard((declared.mode - declared.low) / width, draws)


@lru_cache(maxsize=KEPT)
def _standard(place: float, draws: int) -> Draws:
    """Quantiles of a beta (1 + 4 place, 5 - 4 place), by integrating its density.

    The grid x = t^2 (3 - 2 t) makes the density smooth at both ends, where a power below one has no slope.
    """
    rise = PERT_WEIGHT * place
    middle = (np.arange(CELLS) + 0.5) / CELLS
    x = middle**2 * (3 - 2 * middle)
    density = x**rise * (1 - x) ** (PERT_WEIGHT - rise) * middle * (1 - middle)
    below = np.concatenate(([0.0], np.cumsum(density)))
    edge = np.arange(CELLS + 1) / CELLS
    found = np.interp(levels(draws), below / below[-1], edge**2 * (3 - 2 * edge))
    found.flags.writeable = False
    return found


@lru_cache(maxsize=4)
def normal_quantiles(draws: int) -> Draws:
    """Quantiles of the standard normal at the middle of each slice; shape (draws,), increasing."""
    inverse = NormalDist().inv_cdf
    found = np.array([inverse(level) for level in levels(draws).tolist()])
    found.flags.writeable = False
    return found


@lru_cache(maxsize=4)
def _orders(draws: int) -> Ranks:
    """Random orders, each written twice in a row so that any turn of it is a slice; (ORDERS, 2 draws).

    In as few bytes as the ranks need: all of them stay near the processor.
    """
    rng = np.random.default_rng(draws)
    made = np.array([rng.permutation(draws) for _ in range(ORDERS)])
    found = np.concatenate((made, made), axis=1).astype(np.min_scalar_type(draws))
    found.flags.writeable = False
    return found


def an_order(draws: int, rng: np.random.Generator) -> Ranks:
    """A random order of the draws: one of a few, turned, and read in the order of another.

    ORDERS² x draws of them, in a fifth of the time of a new one; two that are drawn apart owe each other
    nothing (tested).
    """
    both, turn = divmod(int(rng.integers(ORDERS * ORDERS * draws)), draws)
    one, other = divmod(both, ORDERS)
    known = _orders(draws)
    return known[one, turn : turn + draws].take(known[other, :draws])
