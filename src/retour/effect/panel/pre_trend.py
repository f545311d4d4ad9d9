"""Did the units run in parallel before? A joint test of effects that should not be there."""

import math
from dataclasses import dataclass

import numpy as np

from retour.effect.panel.aggregate import simple
from retour.effect.panel.attgt import group_time
from retour.effect.panel.panel import NEVER, Floats, Panel
from retour.effect.panel.small_sample import spread_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Wald:
    """`statistic` v'V⁻¹v on `rank` figures, and the p-value of all of them being zero."""

    statistic: float
    rank: int
    p: float


def wald(values: Floats, covariance: Floats, *, freedom: float = math.inf) -> Wald | None:
    """Joint test that every one of `values` (figures,) is zero; None when nothing can be tested.

    χ² in a large sample; with finite `freedom` Hotelling's law. The inverse is the pseudo-inverse where the
    covariance is singular. Source: Hotelling (1931), Annals of Mathematical Statistics 2, 360-378.
    """
    from scipy.special import chdtrc, fdtrc  # noqa: PLC0415  scipy is slow to import

    if not len(values) or not (np.isfinite(values).all() and np.isfinite(covariance).all()):
        return None
    rank = int(np.linalg.matrix_rank(covariance, hermitian=True))
    left = freedom - rank + 1
    if not rank or left < 1:
        return None
    statistic = float(values @ np.linalg.pinv(covariance, hermitian=True) @ values)
    if math.isinf(freedom):
        return Wald(statistic=statistic, rank=rank, p=float(chdtrc(rank, statistic)))
    return Wald(statistic=statistic, rank=rank, p=float(fdtrc(rank, left, statistic * left / freedom / rank)))


def before_blocks(panel: Panel, *, window: int, anticipation: int, blocks: int) -> Wald | None:
    """Joint test of the effects found when every start is moved back by one window, then two, and so on.

    Each compares a window before the start with the window before that, as the effect compares the window
    after with the window before. Up to `blocks` of them, as many as the history holds; None without any.
    """
    treated, dated = panel.treated, panel.first_treated < NEVER
    found = []
    for block in range(1, blocks + 1):
        moved = panel.first_treated - np.where(dated, anticipation + block * window, 0)
        if (moved[treated] < window).any():
            break
        shifted = Panel(values=panel.values, first_treated=moved, weight=panel.weight)
        figure = simple(group_time(shifted, base=window), horizon=window)
        if math.isnan(figure.value):
            break
        found.append(figure)
    if not found:
        return None
    influence = np.column_stack([figure.influence for figure in found])
    spread = spread_between(influence, treated, panel.weights)
    values = np.array([figure.value for figure in found])
    return wald(values, spread.covariance, freedom=spread.freedom) if spread else None
