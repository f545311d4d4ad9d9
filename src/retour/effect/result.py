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
    SWITCHBACK = "switchback"
    STAGGERED = "staggered"
    SYNTHETIC = "synthetic"  # a few treated units against a weighted mean of the others
    COMPARED_SERIES = "compared_series"  # a series against its own past and other series
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


class Course(StrEnum):
    """What an effect does over time."""

    GROWING = "growing"
    FADING = "fading"
    STEADY = "steady"  # the change over the window is smaller than a tenth of the effect, at 90 %
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Second half of the window minus the first, observed minus counterfactual, at 90 %."""

    change: Estimate
    course: Course


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentEffect:
    """One segment: its own effect, the same drawn towards the others, and whether it survives the count.

    `discovered`: the effect differs from zero with at most one false discovery in ten among those said.
    Only `shrunk` is announced: the best of many raw effects is too good by construction.
    """

    segment: str
    raw: Estimate
    shrunk: Estimate
    n: int
    discovered: bool
    grade: Grade
    n_before: int | None = None  # or without, as in Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """Effects by segment, largest first. `spread` is the standard deviation between true effects.

    `alike_p`: p-value of all segments having one effect. `opposite`: two discovered ones of opposite sign.
    Both None below two segments. `too_small`: segments with too few cases for an effect of their own.
    `unnamed`: how many more are too many to read, or so small that a name could be a person's.
    """

    segments: tuple[SegmentEffect, ...]
    spread: float | None
    alike_p: float | None
    opposite: bool
    too_small: tuple[str, ...] = ()
    unnamed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenCause:
    """How strong a cause that nobody recorded would have to be to explain the effect away.

    `strength`: it would have to multiply both the chance of being treated and the chance of the outcome by
    this much, beyond what is adjusted for (E-value of the point); `strength_of_bound`: the same for the
    end of the 90 % interval nearer to zero, 1 where the interval holds zero. `known`: the strongest declared
    confounder by the same measure, and its name; None where none is declared.
    """

    strength: float
    strength_of_bound: float
    known: float | None = None
    known_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a design could show before anything is switched on. Effects are in the indicator's unit.

    `grade` is the best it can reach. `detectable`: (days of cases read, smallest effect found four times in
    five, two-sided at 5 %) at each fixed window. `days` of cases until `target` is so found, or why never.
    `cases`: with and without, of a hold-out. `half_width` of the 90 % interval expected at the reading of
    `answer_date`.
    """

    design: Design
    grade: Grade
    target: float
    detectable: tuple[tuple[int, float], ...]
    days: int | Unknown
    cases: tuple[int, int] | None = None
    half_width: float | None = None
    answer_date: date | None = None


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
    drift: Drift | None = None
    segments: Segments | None = None
    hidden_cause: HiddenCause | None = None
    complier: Estimate | None = None  # effect on the cases that the draw really switched (CACE)
    any_day: Estimate | None = None  # interval that holds on every day it is looked at (confidence sequence)
    outlook: tuple[Outlook, ...] = ()  # for refusals that time or another design lifts
