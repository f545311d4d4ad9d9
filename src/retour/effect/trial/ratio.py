"""Means, ratios of means and their adjustment by what the same units did before, from a sample's moments."""

import math
from dataclasses import dataclass

import numpy as np

from retour.effect.intervals import Difference, student_quantile
from retour.effect.trial.fieller import quotient
from retour.effect.trial.sample import Floats, Sample
from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL


@dataclass(frozen=True, slots=True)
class Ratio:
    """Mean of one column over the mean of another (None: over 1, a plain mean). Columns by place."""

    numerator: int
    denominator: int | None = None

    def value(self, mean: Floats) -> float:
        """The ratio at these column means."""
        return float(mean[self.numerator] / (1.0 if self.denominator is None else mean[self.denominator]))

    def gradient(self, mean: Floats) -> Floats:
        """Derivative of the ratio by each column's mean, (columns,): the delta method."""
        slope = np.zeros(len(mean))
        below = 1.0 if self.denominator is None else float(mean[self.denominator])
        slope[self.numerator] = 1 / below
        if self.denominator is not None:
            slope[self.denominator] = -self.value(mean) / below
        return slope


@dataclass(frozen=True, slots=True)
class Level:
    """An arm's level: its value, the variance of one unit (linearised), the units."""

    value: float
    variance: float
    n: int

    @property
    def error(self) -> float:
        """Standard error."""
        return math.sqrt(self.variance / self.n)


def level_of(sample: Sample, ratio: Ratio) -> Level | None:
    """Mean, or ratio of means by the delta method; None below two units or over a zero denominator.

    Source: Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics, KDD.
    """
    covariance = sample.covariance
    if covariance is None or not _defined(sample, ratio):
        return None
    slope = ratio.gradient(sample.mean)
    return Level(ratio.value(sample.mean), float(slope @ covariance @ slope), sample.n)


def cuped(treated: Sample, control: Sample, *, outcome: Ratio, before: Ratio) -> tuple[Level, Level] | None:
    """Both arms' outcome less θ × (their level before - everyone's), θ over both arms together.

    The variance falls by the squared correlation of the unit's outcome with its own past; the estimand does
    not move, as the past was drawn too. None when an arm has too few units or the past does not vary.
    Source: Deng, Xu, Kohavi & Walker (2013), Improving the sensitivity of online experiments, WSDM.
    """
    total = treated + control
    covariance = total.covariance
    arms = (treated, control)
    if covariance is None or not all(_defined(arm, r) for arm in arms for r in (outcome, before)):
        return None
    slope, past = outcome.gradient(total.mean), before.gradient(total.mean)
    spread = float(past @ covariance @ past)
    if spread <= 0:
        return None
    theta = float(slope @ covariance @ past) / spread
    centre = before.value(total.mean)
    one, two = (_adjusted(arm, outcome, before, theta=theta, centre=centre) for arm in arms)
    return one, two


def _adjusted(arm: Sample, outcome: Ratio, before: Ratio, *, theta: float, centre: float) -> Level:
    slope = outcome.gradient(arm.mean) - theta * before.gradient(arm.mean)
    value = outcome.value(arm.mean) - theta * (before.value(arm.mean) - centre)
    return Level(value, float(slope @ arm.cross @ slope) / (arm.n - 1), arm.n)


def _defined(sample: Sample, ratio: Ratio) -> bool:
    return sample.n > 1 and (ratio.denominator is None or float(sample.mean[ratio.denominator]) != 0)


def difference(treated: Level, control: Level) -> Difference | None:
    """Difference of two levels with Welch's degrees of freedom; None without any spread.

    Source: Welch (1947), Biometrika 34, 28-35.
    """
    one, two = treated.variance / treated.n, control.variance / control.n
    if one + two <= 0:
        return None
    freedom = (one + two) ** 2 / (one**2 / (treated.n - 1) + two**2 / (control.n - 1))
    return Difference(treated.value - control.value, math.sqrt(one + two), freedom)


def relative_lift(treated: Level, control: Level, level: float = READER_LEVEL) -> Estimate | None:
    """Treated over control, less one, with Fieller's interval; None where the control may be zero."""
    gap = difference(treated, control)
    if gap is None:
        return None
    reach = student_quantile(level, gap.freedom)
    over = quotient(treated.value, control.value, errors=(treated.error, control.error), reach=reach)
    return None if over is None else Estimate(over.value - 1, over.low - 1, over.high - 1, level)
