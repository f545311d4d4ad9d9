"""A panel: one value a unit and period, and when each unit was switched on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEVER = int(np.iinfo(np.int64).max)  # period from which a unit that is never switched on is treated


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`values` (units, periods), NaN where missing; `first_treated` (units,) a period index, or NEVER.

    `weight` (units,) says how much each unit counts; every unit counts alike where it is left out.

    Raises:
        ValueError: ``panel.shape`` when the arrays do not fit each other, ``panel.weight`` when a weight
            is negative, not finite, or all are zero.
    """

    values: Floats
    first_treated: Ints
    weight: Floats | None = None

    def __post_init__(self) -> None:
        units = (self.values.shape[0],)
        if self.values.ndim != 2 or self.first_treated.shape != units:
            raise ValueError("panel.shape")
        if self.weight is None:
            return
        if self.weight.shape != units:
            raise ValueError("panel.shape")
        if not np.isfinite(self.weight).all() or (self.weight < 0).any() or not self.weight.any():
            raise ValueError("panel.weight")

    @property
    def units(self) -> int:
        """How many units."""
        return len(self.values)

    @property
    def periods(self) -> int:
        """How many periods."""
        return int(self.values.shape[1])

    @property
    def weights(self) -> Floats:
        """Weight of each unit, of mean 1, (units,)."""
        if self.weight is None:
            return np.ones(self.units)
        scaled: Floats = self.weight / self.weight.mean()
        return scaled

    @property
    def treated(self) -> NDArray[np.bool_]:
        """Units switched on within the panel, (units,)."""
        return self.first_treated < self.periods

    @property
    def cohorts(self) -> Ints:
        """The periods in which units were switched on, in order."""
        return np.unique(self.first_treated[self.treated])
