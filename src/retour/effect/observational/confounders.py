"""What may drive both treatment and outcome, case by case: declared attributes, kind of case, calendar."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.kpi.cells import CaseRow

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NOT_SAID = ""
RARE = 20  # cases below which a value is pooled with the other rare ones
MANY = 8  # different numbers from which an attribute is a quantity
FIFTHS = (0.2, 0.4, 0.6, 0.8)
SEGMENT, QUARTER = "segment", "quarter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One confounder: `level` of each case, (cases,), among `levels`; `missing` is the share not said.

    `rank`: of a quantity, its rank between -1 and 1, 0 where it is not said; None for a category.
    """

    name: str
    level: Ints
    levels: int
    missing: float
    rank: Floats | None = None
    declared: bool = True

    @property
    def varies(self) -> bool:
        """Whether two cases differ by it."""
        return self.levels > 1


def factors_of(rows: Sequence[CaseRow], names: Sequence[str]) -> tuple[Factor, ...]:
    """The declared confounders in their order, then the segment where one is said, then the quarter.

    Quantities (more than 8 different values, all numbers) are cut into fifths: Cochran (1968), Biometrics
    24, 295-313, shows that five strata remove over 90 % of a confounder's bias. Rare values are pooled.
    """
    declared = [_factor(name, [_value(row, i) for row in rows]) for i, name in enumerate(names)]
    segment = [row.segment.strip(" ·") and row.segment for row in rows]
    quarter = [f"{row.anchor_day.year}-{(row.anchor_day.month + 2) // 3}" for row in rows]
    known = (_factor(SEGMENT, segment, declared=False), _factor(QUARTER, quarter, declared=False))
    return (*declared, *(factor for factor in known if factor.varies))


def crossed(factors: Sequence[Factor]) -> Ints:
    """The stratum of each case, (cases,): one for each combination of levels that occurs."""
    levels = np.column_stack([factor.level for factor in factors])
    return np.asarray(np.unique(levels, axis=0, return_inverse=True)[1].reshape(-1), dtype=np.int64)


def columns_of(factors: Sequence[Factor]) -> Floats:
    """One column for each level but the first, and the rank of a quantity, (cases, columns)."""
    columns = [
        (factor.level == level).astype(np.float64) for factor in factors for level in range(1, factor.levels)
    ]
    columns += [factor.rank for factor in factors if factor.rank is not None]
    return np.column_stack(columns) if columns else np.empty((len(factors[0].level), 0))


def _value(row: CaseRow, place: int) -> str:
    return row.confounders[place] if place < len(row.confounders) else NOT_SAID


def _factor(name: str, values: Sequence[str], *, declared: bool = True) -> Factor:
    missing = sum(value == NOT_SAID for value in values) / len(values)
    numbers = _numbers(values)
    level = _pooled(values) if numbers is None else _fifths(numbers)
    known, level = np.unique(level, return_inverse=True)
    return Factor(
        name=name,
        level=level.astype(np.int64),
        levels=len(known),
        missing=missing,
        rank=None if numbers is None else _rank(numbers),
        declared=declared,
    )


def _numbers(values: Sequence[str]) -> Floats | None:
    """The values of a quantity, NaN where not said; None for anything else."""
    told = {value for value in values if value != NOT_SAID}
    if len(told) <= MANY:
        return None
    try:
        known = {value: float(value) for value in told}
    except ValueError:
        return None
    numbers = np.array([known.get(value, np.nan) for value in values])
    return numbers if np.isfinite(list(known.values())).all() else None


def _fifths(numbers: Floats) -> Ints:
    cuts = np.unique(np.nanquantile(numbers, FIFTHS))
    return np.where(np.isnan(numbers), -1, np.searchsorted(cuts, numbers, side="left"))


def _rank(numbers: Floats) -> Floats:
    """Mid-ranks between -1 and 1."""
    said = np.flatnonzero(~np.isnan(numbers))
    _, place, count = np.unique(numbers[said], return_inverse=True, return_counts=True)
    middle = np.cumsum(count) - count / 2
    rank = np.zeros(len(numbers))
    rank[said] = 2 * middle[place] / len(said) - 1
    return rank


def _pooled(values: Sequence[str]) -> Ints:
    """A number for each value; the rare ones share one. What is not said stays apart if it is not rare."""
    counts = Counter(values)
    common = sorted(value for value, n in counts.items() if n >= RARE)
    place = {value: i for i, value in enumerate(common, start=1)}
    return np.array([place.get(value, 0) for value in values], dtype=np.int64)
