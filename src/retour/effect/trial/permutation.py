"""Randomisation test: the draw itself is the only chance, so the interval is exact however few the units."""

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from retour.effect.trial.clusters import Clusters, Mask
from retour.effect.trial.sample import Floats
from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL

ENUMERATED = 20_000  # draws up to which every one is looked at
DRAWN = 9_999  # else so many, beside the one that happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Randomisation:
    """What the draws that could have been say: an interval, the p-value of no effect, how many there are.

    `exact`: every possible draw was looked at.
    """

    estimate: Estimate
    p: float
    draws: int
    exact: bool


def randomisation(
    units: Clusters, rng: np.random.Generator, level: float = READER_LEVEL
) -> Randomisation | None:
    """Difference of the arms' means over cases against that under every other draw of as many units.

    With an effect δ on each case of the treated units, the statistic under a draw is A - δB, A the difference
    of the outcomes and B that of having been treated: both known, so each draw is as extreme as the one that
    happened exactly for δ between two roots, and the interval is two order statistics of those roots. Where
    the units' past is known both are first regressed on it, which keeps the test exact.

    Args:
        units: sums by unit; units without a case are left out.
        rng: chooses the draws where there are more than 20 000.
        level: of the interval, two-sided.

    Returns:
        None below one unit in an arm or where the possible draws are too few for this level.
        Source: Fisher (1935), The Design of Experiments; Rosenbaum (2002), Statistical Science 17, 286-327.
    """
    held = units.size > 0
    treated, size = units.treated[held], units.size[held]
    many = int(treated.sum())
    if not 0 < many < len(treated):
        return None
    draws, exact = _draws(treated, many, rng)
    values = np.column_stack([units.total[held], size * treated])
    a, b = _statistics(draws, _residuals(values, units, held), size)
    return _inverted(a, b, level=level, exact=exact)


def _draws(treated: Mask, many: int, rng: np.random.Generator) -> tuple[NDArray[np.float64], bool]:
    """Treated units under each draw, (draws, units); the one that happened comes first."""
    units = len(treated)
    happened = treated.astype(np.float64)[None, :]
    if math.comb(units, many) <= ENUMERATED:
        chosen = np.array(list(combinations(range(units), many)))
        draws = np.zeros((len(chosen), units))
        np.put_along_axis(draws, chosen, 1.0, axis=1)
        others = draws[(draws != happened).any(axis=1)]
        return np.concatenate([happened, others]), True
    return np.concatenate([happened, rng.permuted(np.repeat(happened, DRAWN, axis=0), axis=1)]), False


def _residuals(values: Floats, units: Clusters, held: Mask) -> Floats:
    """Columns less their regression on the units' past level, weighted as cases; as they are without one."""
    if units.past_total is None or units.past_size is None or not units.past_size[held].sum():
        return values
    total, cases, size = units.past_total[held], units.past_size[held], units.size[held]
    seen = cases > 0
    usual = total.sum() / cases.sum()
    level = np.divide(total, cases, out=np.full(len(cases), usual), where=seen)
    past = size * (level - usual)
    centred = values - np.outer(size, values.sum(axis=0) / size.sum())
    spread = float(past @ past)
    return values if spread <= 0 else values - np.outer(past, past @ centred / spread)


def _statistics(draws: Floats, values: Floats, size: Floats) -> tuple[Floats, Floats]:
    """Difference of the arms' ratios of sums under each draw, for both columns."""
    inside, cases = draws @ values, draws @ size
    outside, others = values.sum(axis=0) - inside, size.sum() - cases
    gaps = inside / cases[:, None] - outside / others[:, None]
    return gaps[:, 0], gaps[:, 1]


def _inverted(a: Floats, b: Floats, *, level: float, exact: bool) -> Randomisation | None:
    """The effects that more than (1 - level) of the draws are as extreme under as the one that happened."""
    alone, draws = a[0] / b[0], len(a)
    wide = np.abs(b) >= np.abs(b[0]) - 1e-12  # as extreme under any effect
    with np.errstate(divide="ignore", invalid="ignore"):
        roots = np.stack([(a[0] - a) / (b[0] - b), (a[0] + a) / (b[0] + b)])
    low = np.sort(np.where(wide, -np.inf, roots.min(axis=0)))
    high = np.sort(np.where(wide, np.inf, roots.max(axis=0)))
    rank = math.floor(round((1 - level) * draws, 9))
    ends = float(low[rank]), float(high[draws - 1 - rank])
    if not all(math.isfinite(end) for end in ends):
        return None
    p = float(np.mean(np.abs(a) >= np.abs(a[0]) * (1 - 1e-12)))
    return Randomisation(
        estimate=Estimate(alone, min(ends[0], alone), max(ends[1], alone), level),
        p=p,
        draws=draws,
        exact=exact,
    )
