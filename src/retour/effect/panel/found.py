"""From a gap between units to an effect: level, interval, draws, path and the rules that all panels share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from retour.effect.grades import graded
from retour.effect.intervals import POWER_80, TWO_SIDED_5, draws_of, student_quantile
from retour.effect.panel.layout import UnitSteps
from retour.effect.panel.panel import Floats, Ints
from retour.effect.question import Question, bounds
from retour.effect.result import Design, Effect, Path, Rule
from retour.effect.shifts import missing_steady
from retour.effect.threats import (
    complete,
    guardrail,
    hold_out_size,
    no_concurrent_change,
    single_attribution,
)
from retour.effect.versions import Comparison
from retour.kpi.cells import Cells, day_number
from retour.quantity import Comparator, Estimate, Grade, Period

RECORDED = 0.95  # of the cases must say their unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A gap with its standard error and degrees of freedom, and the same for each step since the start.

    `gaps` and `errors` (window,); `observed` (base + window,) is the treated units' mean around their start.
    """

    design: Design
    method: str
    value: float
    error: float
    freedom: float
    gaps: Floats
    errors: Floats
    observed: Floats
    rules: tuple[Rule, ...]
    caps: Mapping[str, Grade] = field(default_factory=dict)


def effect_from(question: Question, comparison: Comparison, laid: UnitSteps, found: Found) -> Effect:
    """The effect on the cases of the treated units, over the window after each one's start."""
    limits = bounds(question.indicator)
    after, before = _cases(laid, 0, laid.window), _cases(laid, -laid.gap - laid.window, -laid.gap)
    level = float(laid.total[after].sum() / laid.n[after].sum())
    half = student_quantile(0.90, found.freedom) * found.error
    without = Estimate(level - found.value, level - found.value - half, level - found.value + half)
    counterfactual, low, high = (
        float(x) for x in np.clip([without.value, without.low, without.high], *limits)
    )
    rules = (*found.rules, *_shared_rules(question, comparison, laid, counterfactual))
    grade, rules = graded(Grade.B, rules, found.caps)
    window = laid.days(laid.origin, int(laid.first[laid.read].max()) + laid.window)
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=comparison.version,
        design=found.design,
        estimate=Estimate(level - counterfactual, level - high, level - low),
        grade=grade,
        comparator=Comparator.COUNTERFACTUAL,
        level=level,
        counterfactual=counterfactual,
        n=int(laid.n[after].sum()),
        n_before=int(laid.n[before].sum()),
        pending=question.pending_between(window.start, question.today + timedelta(days=1)),
        before=laid.days(laid.origin - laid.gap - laid.window, laid.origin - laid.gap),
        after=window,
        rules=rules,
        path=_path(laid, found, limits),
        draws=level - np.clip(draws_of(without, found.freedom, question.rng), *limits),
        detectable=student_quantile(0.95, found.freedom) * found.error * (1 + POWER_80 / TWO_SIDED_5),
        method=found.method,
    )


def observed_around(laid: UnitSteps, weights: Floats) -> Floats:
    """Weighted mean of the treated units by step since their start, from the base on, (base + window,)."""
    units = np.flatnonzero(laid.read)
    steps = laid.first[units, None] + np.arange(-laid.gap - laid.window, laid.window)
    value = laid.value[units[:, None], steps]
    mass = weights[units, None] * np.isfinite(value)
    total = mass.sum(0)
    out = np.full(steps.shape[1], np.nan)
    np.divide((mass * np.nan_to_num(value)).sum(0), total, out=out, where=total > 0)
    return out


def _cases(laid: UnitSteps, since: int, until: int) -> tuple[Ints, Ints]:
    """Index of the treated units' steps [since, until) from their start."""
    units = np.flatnonzero(laid.read)
    steps = laid.first[units, None] + np.arange(since, until)
    return np.broadcast_to(units[:, None], steps.shape), steps


def _path(laid: UnitSteps, found: Found, limits: tuple[float, float]) -> Path:
    """Step 0 is each unit's own start; the days are those of the earliest."""
    before = len(found.observed) - laid.window
    reach = student_quantile(0.90, found.freedom) * found.errors
    blank, middle = np.full(before, np.nan), found.observed[before:] - found.gaps
    band = (np.concatenate([blank, np.clip(middle + side * reach, *limits)]) for side in (-1, 0, 1))
    low, counterfactual, high = band
    first = laid.origin - before
    return Path(
        step=str(laid.grid.step),
        days=laid.edges[first : laid.origin + laid.window],
        observed=found.observed,
        counterfactual=counterfactual,
        low=low,
        high=high,
        go_live=before,
    )


def _shared_rules(
    question: Question, comparison: Comparison, laid: UnitSteps, counterfactual: float
) -> tuple[Rule, ...]:
    cells = question.cells
    assert cells is not None  # noqa: S101  narrowed by the caller
    first = laid.origin - laid.gap - laid.window
    span = laid.days(first, laid.steps)
    names, edges = set(laid.names), laid.edges
    mine = np.fromiter((unit in names for unit in cells.unit), np.bool_, len(cells))
    before = cells.where(mine & (cells.day >= edges[first]) & (cells.day < edges[laid.origin]))
    after = cells.where(mine & (cells.day >= edges[laid.origin]) & (cells.day < edges[-1]))
    starts = sorted({question.automation.rollout.units[laid.names[i]] for i in np.flatnonzero(laid.read)})
    concurrent = [no_concurrent_change(question, start) for start in starts]
    return (
        max(concurrent, key=lambda rule: rule.passed is False),
        single_attribution(question, starts[0], span.end),
        complete(before, after),
        missing_steady(before, after),
        _unit_recorded(cells, span),
        *guardrail(question, starts[0]),
        *comparison.coverage,
        *_left_out(question, laid),
        hold_out_size(question, before.moments, counterfactual),
    )


def _unit_recorded(cells: Cells, span: Period) -> Rule:
    """At least 95 % of the cases say which unit they belong to."""
    inside = (cells.day >= day_number(span.start)) & (cells.day < day_number(span.end))
    named = np.fromiter((bool(unit) for unit in cells.unit), np.bool_, len(cells))
    share = float(cells.n[inside & named].sum() / cells.n[inside].sum())
    return Rule("unit_recorded", passed=share >= RECORDED, details={"share": share})


def _left_out(question: Question, laid: UnitSteps) -> tuple[Rule, ...]:
    """Units that could not take part, by reason; for information."""
    cells, units = question.cells, question.automation.rollout.units
    seen = set(cells.unit) if cells is not None else set()
    unseen = tuple(sorted(unit for unit in units if unit not in seen))
    reasons = {**laid.left_out, **({"never_seen": unseen} if unseen else {})}
    return tuple(
        Rule("units_left_out", passed=False, details={"reason": reason, "count": len(gone), "units": gone})
        for reason, gone in sorted(reasons.items())
    )


def starts_of(laid: UnitSteps) -> int:
    """How many different steps the treated units were switched on in."""
    return len(np.unique(laid.first[laid.read]))
