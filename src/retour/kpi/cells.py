"""Daily cells: sufficient statistics of one indicator that add, by day, segment and arm.

A cell's day is its cases' anchor event, in the workspace's time zone. A case counts in `n` once its
outcome is known for good (anchor + delay <= watermark); until then it is `pending`: not yet known,
never a failure. Durations are whole seconds, money is minor units; every `total` is an integer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from retour.quantity import Period

EPOCH = date(1970, 1, 1)
Ints = NDArray[np.int64]


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=int(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetimes:
    """Durations up to the horizon, binned: `ended[i]` and `censored[i]` cases in bin i of `bounds`.

    `cell` is the row of the Cells that each line belongs to; `bounds` are upper bounds in whole seconds,
    the last one the horizon. `spent` is the seconds of the ended cases added up (None: not kept).
    """

    bounds: Ints  # (bins,)
    cell: Ints  # (rows,)
    bin: Ints  # (rows,)
    ended: Ints  # (rows,)
    censored: Ints  # (rows,)
    spent: Ints | None = None  # (rows,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Cells of one indicator. Arrays all have shape (cells,); `total` and `square` are Σx and Σx².

    `unit` is the team, site or client that the rollout switches on or draws as a whole; () where the
    rollout names no such attribute.
    """

    day: Ints
    segment: tuple[str, ...]
    arm: tuple[str, ...]
    n: Ints
    total: Ints
    square: NDArray[np.float64]
    pending: Ints
    missing: Ints  # anchored cases whose value is not in the data (an amount never recorded)
    amount: Ints  # Σ of success amounts (rates) in minor units, and how many of them
    amount_n: Ints
    scale: float = 1.0  # value in the indicator's unit = total / scale / n
    lifetimes: Lifetimes | None = None
    unit: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.day)

    def where(self, keep: NDArray[np.bool_]) -> "Cells":
        """The cells selected by a boolean mask of shape (cells,); lifetimes follow."""
        chosen = np.flatnonzero(keep)
        return Cells(
            day=self.day[keep],
            segment=tuple(self.segment[i] for i in chosen),
            arm=tuple(self.arm[i] for i in chosen),
            n=self.n[keep],
            total=self.total[keep],
            square=self.square[keep],
            pending=self.pending[keep],
            missing=self.missing[keep],
            amount=self.amount[keep],
            amount_n=self.amount_n[keep],
            scale=self.scale,
            lifetimes=self.lifetimes and _lifetimes_of(self.lifetimes, chosen),
            unit=tuple(self.unit[i] for i in chosen) if self.unit else (),
        )

    def within(self, period: Period) -> "Cells":
        """The cells of the days of a half-open period."""
        first, last = day_number(period.start), day_number(period.end)
        return self.where((self.day >= first) & (self.day < last))

    def known_within(self, period: Period) -> int:
        """Cases begun on the days of a half-open period whose outcome is known."""
        first, last = day_number(period.start), day_number(period.end)
        return int(self.n[(self.day >= first) & (self.day < last)].sum())

    def of_segment(self, segment: str) -> "Cells":
        """The cells of one segment."""
        return self.where(_equal(self.segment, segment))

    def of_arm(self, test: Callable[[str], bool]) -> "Cells":
        """The cells of the arms that pass `test`."""
        return self.where(np.fromiter((test(a) for a in self.arm), bool, len(self.arm)))

    def of_unit(self, test: Callable[[str], bool]) -> "Cells":
        """The cells of the units that pass `test`; none where cells are not cut by unit."""
        return self.where(np.fromiter((test(u) for u in self.unit or ("",) * len(self)), bool, len(self)))

    @property
    def moments(self) -> "Moments":
        """Everything added up."""
        return Moments(
            n=int(self.n.sum()),
            total=int(self.total.sum()),
            square=float(self.square.sum()),
            pending=int(self.pending.sum()),
            missing=int(self.missing.sum()),
            scale=self.scale,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Sufficient statistics of a group of cases."""

    n: int
    total: int
    square: float
    pending: int = 0
    missing: int = 0
    scale: float = 1.0

    @property
    def mean(self) -> float | None:
        """Mean in the indicator's unit; None without cases."""
        return self.total / self.scale / self.n if self.n else None

    @property
    def variance(self) -> float | None:
        """Unbiased variance in the indicator's unit squared; None below two cases (never 0)."""
        if self.n < 2:
            return None
        centred = self.square - self.total * (self.total / self.n)
        return max(centred, 0.0) / (self.n - 1) / self.scale**2


def _lifetimes_of(lifetimes: Lifetimes, chosen: NDArray[np.int64]) -> Lifetimes:
    """The lines of some cells, `chosen` in increasing order."""
    keep = np.isin(lifetimes.cell, chosen)
    return Lifetimes(
        bounds=lifetimes.bounds,
        cell=np.searchsorted(chosen, lifetimes.cell[keep]),
        bin=lifetimes.bin[keep],
        ended=lifetimes.ended[keep],
        censored=lifetimes.censored[keep],
        spent=None if lifetimes.spent is None else lifetimes.spent[keep],
    )


def _equal(values: Iterable[str], wanted: str) -> NDArray[np.bool_]:
    return np.fromiter((v == wanted for v in values), bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One pseudonymised case of a case frame (landmark and stratified designs). Seconds from anchor."""

    case: str
    anchor_day: date
    treated_at: int | None
    reached_at: int | None
    observed_for: int
    segment: str = ""
    last_event_at: int | None = None  # the case's last event of any kind
    confounders: tuple[str, ...] = ()  # values of the rollout's declared confounders, in their order


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFrame:
    """Rows of the cases of one indicator, bounded; `total` says how many there were."""

    rows: tuple[CaseRow, ...] = field(default=())
    total: int = 0
