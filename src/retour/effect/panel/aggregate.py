"""Group-time effects added up: one figure, by event time, by cohort or by period, with their errors.

Source: Callaway & Sant'Anna (2021), Journal of Econometrics 225, 200-230, section 3. The weights are cohort
shares, and their own sampling error is part of the influence functions.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.effect.panel.attgt import GroupTime, error_of
from retour.effect.panel.panel import Floats, Ints

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """One figure, and those that it is the mean of: `keys`, `values` (keys,), `influence_by` (units, keys).

    `influence` (units,) is the figure's own: error² = Σ influence² ÷ units².
    """

    value: float
    influence: Floats
    keys: Ints
    values: Floats
    influence_by: Floats

    @property
    def error(self) -> float:
        """Standard error of the figure, clustered by unit."""
        return float(error_of(self.influence[:, None])[0])

    @property
    def errors(self) -> Floats:
        """Standard errors of `values`, (keys,)."""
        return error_of(self.influence_by)


def simple(found: GroupTime, *, horizon: int | None = None) -> Aggregate:
    """Mean of every effect after, each cohort by its share; NaN when there is none.

    `horizon`: only the first so many periods after each cohort's start.
    """
    kept = _after(found, horizon)
    value, influence = _pooled(found, kept)
    return Aggregate(
        value=value,
        influence=influence,
        keys=np.empty(0, np.int64),
        values=np.empty(0),
        influence_by=np.empty((len(influence), 0)),
    )


def dynamic(found: GroupTime, *, horizon: int | None = None) -> Aggregate:
    """Effects by event time (before: the pre-trend), and the mean of those after."""
    known = np.isfinite(found.value)
    kept = known & (found.event_time < (horizon if horizon is not None else len(found.value) + 1))
    keys, values, influence = _each(found, found.event_time, kept)
    after = keys >= 0
    return _evenly(keys, values, influence, after)


def by_cohort(found: GroupTime, *, horizon: int | None = None) -> Aggregate:
    """The mean effect of each cohort over its periods after, and their mean by cohort shares."""
    kept = _after(found, horizon)
    keys = np.unique(found.cohort[kept])
    member = (found.cohort[:, None] == keys) & kept[:, None]  # (cells, cohorts)
    even = member / np.maximum(member.sum(0), 1)
    values = np.where(kept, found.value, 0.0) @ even
    influence = np.where(kept, found.influence, 0.0) @ even
    share, rows = _shares(found, keys)
    value, total = _weighted(values, influence, share, rows)
    return Aggregate(value=value, influence=total, keys=keys, values=values, influence_by=influence)


def by_period(found: GroupTime, *, horizon: int | None = None) -> Aggregate:
    """The mean effect in each period over the cohorts switched on by then, and the mean of the periods."""
    keys, values, influence = _each(found, found.period, _after(found, horizon))
    return _evenly(keys, values, influence, np.ones(len(keys), np.bool_))


def _after(found: GroupTime, horizon: int | None) -> Mask:
    kept: Mask = found.after & np.isfinite(found.value)
    return kept if horizon is None else kept & (found.event_time < horizon)


def _each(found: GroupTime, label: Ints, kept: Mask) -> tuple[Ints, Floats, Floats]:
    keys = np.unique(label[kept])
    pairs = [_pooled(found, kept & (label == key)) for key in keys]
    values = np.array([value for value, _ in pairs])
    influence = np.column_stack([psi for _, psi in pairs]) if pairs else np.empty((len(found.weights), 0))
    return keys, values, influence


def _pooled(found: GroupTime, kept: Mask) -> tuple[float, Floats]:
    """Mean of the kept cells, by cohort shares."""
    share, rows = _shares(found, found.cohort[kept])
    return _weighted(found.value[kept], found.influence[:, kept], share, rows)


def _shares(found: GroupTime, cohorts: Ints) -> tuple[Floats, Floats]:
    """Share of the units in each of these cohorts, and each unit's part in it, (units, cohorts)."""
    rows = found.weights[:, None] * (found.first_treated[:, None] == cohorts)
    share = rows.mean(0)
    return share, rows - share


def _weighted(values: Floats, influence: Floats, share: Floats, rows: Floats) -> tuple[float, Floats]:
    total = share.sum()
    if not total:
        return np.nan, np.full(len(influence), np.nan)
    value = float(share @ values / total)
    return value, (influence @ share + rows @ (values - value)) / total


def _evenly(keys: Ints, values: Floats, influence: Floats, kept: Mask) -> Aggregate:
    even = kept / max(int(kept.sum()), 1)
    known = bool(kept.any())
    return Aggregate(
        value=float(values @ even) if known else np.nan,
        influence=influence @ even if known else np.full(len(influence), np.nan),
        keys=keys,
        values=values,
        influence_by=influence,
    )
