"""What an effect is: a number, its interval, its grade and every rule that made the grade."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retour.quantity import Comparator, Estimate, Grade, Period, Unknown


class Design(StrEnum):
    """How the effect was obtained."""

    RANDOMISED = "randomised"
    SINGLE_SERIES = "single_series"
    TWO_AVERAGES = "two_averages"
    LANDMARK = "landmark"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the grade. `passed` None: could not be checked. `lifts_to` is what passing would give."""

    code: str
    passed: bool | None
    details: dict[str, object] = field(default_factory=dict)
    lifts_to: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Effect over time: observed and counterfactual per step, band at 90 % (NaN before go-live)."""

    step: str  # D | W | M
    days: NDArray[np.int64]  # first day number of each step, (steps,)
    observed: NDArray[np.float64]
    counterfactual: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    go_live: int  # index of the first step after go-live


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The effect of an automation (or of one of its versions) on one indicator.

    `estimate` is a difference in the indicator's unit (observed minus counterfactual), or Unknown with the
    reason of the refusal. `level` is what was observed after, `counterfactual` what would have been.
    `movement_percentile`: for two averages, the share of untouched indicators that move less than this.
    """

    automation: str
    indicator: str
    version: str  # "v1", "v2", ... or "all" (every version over the time before)
    design: Design
    estimate: Estimate | Unknown
    grade: Grade
    comparator: Comparator = Comparator.NONE
    level: float | None = None
    counterfactual: float | None = None
    n: int = 0
    n_before: int = 0
    pending: int = 0
    before: Period | None = None
    after: Period | None = None
    rules: tuple[Rule, ...] = ()
    movement_percentile: float | None = None
    naive: float | None = None  # the raw gap, shown beside the effect where it misleads
    path: Path | None = None
    draws: NDArray[np.float64] | None = None  # draws of the effect for worth, (draws,)
    detectable: float | None = None  # smallest effect this design could show here (80 % power)
    answer_date: date | None = None  # when an answer can be expected, for refusals "too early"
    method: str = ""
