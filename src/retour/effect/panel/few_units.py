"""A few units switched on together, against a weighted mean of the others, with placebos in space."""

import math
from functools import partial

import numpy as np

from retour.effect.grades import SYNTHETIC
from retour.effect.panel.found import Found, observed_around
from retour.effect.panel.layout import UnitSteps
from retour.effect.panel.panel import Floats
from retour.effect.panel.placebo_space import PlaceboTest, placebo_test
from retour.effect.panel.small_sample import units_alike
from retour.effect.panel.synthetic import Block, parallel_control
from retour.effect.result import Design, Rule

METHOD = "parallel-control-1"
WORST_FIT = 2.0  # times the median control's own error before
PLACEBO_P = 0.1
NO_SPREAD = 1e-9  # of the largest value: what rounding leaves of nothing


def few_units(laid: UnitSteps) -> Found | None:
    """The gap of the treated units over their one window; None where the controls do not differ.

    Treated units enter as their mean, weighted by cases. Their one start splits the steps in two; a missing
    step is filled within its own side as if units ran parallel there.
    """
    weights = laid.cases_a_step()
    block = _block(laid, weights)
    spread = 1 / units_alike(weights[laid.read])
    estimator = partial(parallel_control, base=laid.window)
    test = placebo_test(block, estimator, spread=spread)
    if test.error <= NO_SPREAD * float(np.abs(block.controls).max()):
        return None
    fewer = _fewer_cases(laid, weights)
    return Found(
        design=Design.SYNTHETIC,
        method=METHOD,
        value=test.gap.value,
        error=math.hypot(test.error, fewer),
        freedom=test.freedom,
        gaps=test.gap.path[block.start :],
        errors=np.hypot(test.errors[block.start :], fewer),
        observed=observed_around(laid, weights),
        rules=(_fit(test), _backdated(block, laid.window, spread), _rank(test)),
        caps=SYNTHETIC,
    )


def _block(laid: UnitSteps, weights: Floats) -> Block:
    read = laid.read
    first = int(laid.first[read][0])
    start = first - laid.gap
    before, after = laid.value[:, :start], laid.value[:, first : first + laid.window]
    whole = np.concatenate([_filled(before), _filled(after)], axis=1)
    share = weights[read] / weights[read].sum()
    return Block(
        controls=whole[~read], treated=share @ whole[read], start=start, treated_units=int(read.sum())
    )


def _fewer_cases(laid: UnitSteps, weights: Floats) -> float:
    """Standard error that the controls could not show: with fewer cases, treated units are noisier.

    The variance of a mean of cases, before and after, less what it is for the controls.
    """
    read = laid.read
    share = weights[read] / weights[read].sum()
    noise = 2 * laid.case_variance / (laid.window * np.maximum(weights, 1e-9))
    usual = float(np.mean(noise[~read])) * float(share @ share)
    return math.sqrt(max(float(share**2 @ noise[read]) - usual, 0.0))


def _filled(values: Floats) -> Floats:
    """Missing steps as the unit's mean plus the step's departure from the others' means, (units, steps)."""
    unit = np.nanmean(values, axis=1, keepdims=True)
    step = np.nan_to_num(np.nanmean(values - unit, axis=0, keepdims=True))
    filled: Floats = np.where(np.isfinite(values), values, unit + step)
    return filled


def _fit(test: PlaceboTest) -> Rule:
    """Before, the treated units were followed at worst twice less closely than the median control is."""
    median = float(np.median(test.fits))
    return Rule(
        "fit_before",
        passed=test.fit <= WORST_FIT * median,
        details={"fit": test.fit, "median": median, "at_most": WORST_FIT},
    )


def _backdated(block: Block, window: int, spread: float) -> Rule:
    """One window earlier, when nothing happened, nothing is found."""
    start = block.start - window
    details: dict[str, object] = {"p": None, "steps": window}
    if start < max(window, 2):
        return Rule("nothing_before", passed=None, details=details)
    earlier = Block(
        controls=block.controls[:, : block.start],
        treated=block.treated[: block.start],
        start=start,
        treated_units=block.treated_units,
    )
    p = placebo_test(earlier, partial(parallel_control, base=window), spread=spread).p
    details["p"] = p
    return Rule("nothing_before", passed=None if math.isnan(p) else p > PLACEBO_P, details=details)


def _rank(test: PlaceboTest) -> Rule:
    """How many of the controls, treated in turn, show as large a gap; for information."""
    details: dict[str, object] = {"p": test.rank_p, "controls": len(test.placebos)}
    return Rule("placebo_rank", passed=test.rank_p <= PLACEBO_P, details=details)
