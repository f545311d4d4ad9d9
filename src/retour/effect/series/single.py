"""Single series: what the indicator would have been after go-live, from its own past, calibrated."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType

import numpy as np

from retour.effect.grades import COMPARED_SERIES, SINGLE_SERIES, graded
from retour.effect.intervals import TWO_SIDED_10, draws_of
from retour.effect.question import Question, bounds
from retour.effect.refusals import Refusal, hold_out_date, refused, too_early
from retour.effect.result import Course, Design, Drift, Effect, Path, Rule
from retour.effect.series.averages import from_cells
from retour.effect.series.calibration_table import EXTREME_START
from retour.effect.series.controls import Controls, beyond_controls, control_rules, control_series, following
from retour.effect.series.fit import Fit, fitted, regressors_of
from retour.effect.series.layout import Layout, lay_out
from retour.effect.series.windows import GRIDS, SHORTEST_READING, Floats, Step, chosen_step
from retour.effect.shifts import definition_steady, missing_steady, mix_steady, outcome_closed
from retour.effect.threats import (
    complete,
    guardrail,
    hold_out_size,
    looked_once,
    no_concurrent_change,
    not_extreme,
    single_attribution,
)
from retour.effect.versions import WHOLE, Comparison
from retour.kpi.cells import Cells, day_of
from retour.quantity import Better, Comparator, Estimate, Grade, Period, Unknown

METHOD = "level-2"
METHOD_WITH_CONTROLS = "level-controls-1"
NOTHING_BESIDE: Mapping[str, Cells] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A comparison laid out, what the engine says of it, and the series beside it."""

    laid: Layout
    fit: Fit
    controls: Controls
    follow: tuple[Rule, ...] = ()


def single_series(
    question: Question, comparison: Comparison, beside: Mapping[str, Cells] = NOTHING_BESIDE
) -> Effect:
    """The effect over one fixed window; two averages where the past is short; or a refusal.

    Args:
        question: the indicator, its cells, the day.
        comparison: which days against which.
        beside: cells of other series that the automation cannot touch, by name, besides the indicator's
            declared controls.
    """
    version, cells = comparison.version, question.cells
    past = past_of(question, comparison)
    if cells is None or past is None:
        return refused(question, _no_before(question, comparison), version=version)
    grid = chosen_step(cells.within(past), past)
    until = min(question.mature_until, comparison.limit or question.mature_until)
    if grid is None:
        return _averages(question, comparison, past=past, until_days=(until - comparison.start).days)
    laid = lay_out(cells, grid, past, start=comparison.start, until=until)
    if laid is None:
        shortest = round(grid.windows[0] * grid.days)
        return refused(question, _unreadable(question, comparison, shortest), version=version)
    return _from_layout(question, comparison, laid, control_series(question, laid, beside))


def _from_layout(question: Question, comparison: Comparison, laid: Layout, controls: Controls) -> Effect:
    version, series = comparison.version, laid.series
    described = regressors_of(laid, question.dossier.holidays, controls.values)
    n = described.cases(laid)
    past = series.value[laid.base & (n > 0)]
    if not n[laid.origin :].sum():
        why = Unknown("no_case_after", {"go_live": comparison.start})
        return refused(question, Refusal(why=why), version=version)
    if not described.enough(past):
        return _averages(question, comparison, past=laid.before, until_days=laid.after.days)
    if np.ptp(past) == 0:
        why = Unknown("constant_before", {"level": float(past[0]), "steps": len(past)})
        return refused(question, Refusal(why=why), version=version)
    fit = fitted(laid, described, n, louder=partial(_louder, question, laid))
    follow = _following(question, laid, fit, n) if controls.names else ()
    read = Read(laid=laid, fit=fit, controls=controls, follow=follow)
    return _estimated(question, comparison, read)


def _following(question: Question, laid: Layout, fit: Fit, n: Floats) -> tuple[Rule, ...]:
    alone = fitted(laid, regressors_of(laid, question.dossier.holidays, None), n, seen=False)
    return (following(float(fit.forecast.error[0, 0]), float(alone.forecast.error[0, 0])),)


def past_of(question: Question, comparison: Comparison) -> Period | None:
    """The days before whose cases cannot have met the automation; None without a case in them."""
    cells = question.cells
    if cells is None or not (cells.n > 0).any():
        return None
    known = cells.day[cells.n > 0]
    first = day_of(int(known.min()))
    start = max(first, comparison.base_start or first)
    end = comparison.base_end - timedelta(days=question.transition_days)
    return Period(start, end) if start < end and cells.within(Period(start, end)).moments.n else None


def detectable_before(question: Question, start: date) -> float | None:
    """Smallest effect that the history before `start` could show over the shortest window after it."""
    return next((fit.detectable for _, fit in fits_before(question, start)), None)


def fits_before(question: Question, start: date) -> tuple[tuple[int, Fit], ...]:
    """What the history before `start` promises for the fixed windows after it: (days, fit), shortest first.

    The longer one only where the history is three times as long.
    """
    comparison = Comparison(version=WHOLE, base_start=None, base_end=start, start=start)
    past, cells = past_of(question, comparison), question.cells
    grid = chosen_step(cells.within(past), past) if cells and past else None
    if cells is None or past is None or grid is None:
        return ()
    found = []
    for window in grid.windows:
        until = start + timedelta(days=math.ceil(1.05 * window * grid.days))
        laid = lay_out(cells, grid, past, start=start, until=until)
        fit = _fit_before(question, laid) if laid is not None and laid.window == window else None
        if fit is not None:
            found.append((round(window * grid.days), fit))
    return tuple(found)


def _fit_before(question: Question, laid: Layout) -> Fit | None:
    """As if the window's steps were as full as the median step before."""
    described = regressors_of(laid, question.dossier.holidays, None)
    n = described.cases(laid)
    seen = laid.base & (n > 0)
    past = laid.series.value[seen]
    if not described.enough(past) or np.ptp(past) == 0:
        return None
    n[laid.origin :] = np.where(described.usable[laid.origin :], np.median(n[seen]), 0.0)
    return fitted(laid, described, n, seen=False)


def _no_before(question: Question, comparison: Comparison) -> Refusal:
    cells = question.cells
    first = day_of(int(cells.day.min())) if cells is not None else None
    details = {
        "first": first,
        "go_live": comparison.start,
        "needed_days": GRIDS[Step.DAY].needed,
        "cases": cells.within(Period(date.min, comparison.base_end)).moments.n if cells else 0,
    }
    return Refusal(why=Unknown("no_before", details), answer_date=hold_out_date(question))


def _unreadable(question: Question, comparison: Comparison, days: int) -> Refusal:
    """Too early, or a version that was replaced before it could be read."""
    if comparison.limit is None or comparison.limit >= comparison.start + timedelta(days=days):
        return too_early(question, comparison.start, window_days=days)
    return Refusal(why=Unknown("version_too_short", {"window_days": days, "days": comparison.lived}))


def _averages(question: Question, comparison: Comparison, *, past: Period, until_days: int) -> Effect:
    days = max((d for d in GRIDS[Step.DAY].windows if d <= until_days), default=None)
    if days is None or question.cells is None:
        return refused(
            question, _unreadable(question, comparison, SHORTEST_READING), version=comparison.version
        )
    after = Period(comparison.start, comparison.start + timedelta(days=days))
    return from_cells(question, question.cells, (past, after), version=comparison.version)


def _estimated(question: Question, comparison: Comparison, read: Read) -> Effect:
    laid, fit = read.laid, read.fit
    lowest, highest = bounds(question.indicator)
    observed = np.nan_to_num(laid.series.value[laid.origin :])
    level = float(fit.weights @ observed)
    rules = _rules(question, comparison, read)
    without = _without(question, read, rules)
    counterfactual, low, high = np.clip([without.value, without.low, without.high], lowest, highest)
    draws = level - np.clip(draws_of(without, fit.freedom, question.rng), lowest, highest)
    estimate = Estimate(level - float(counterfactual), level - float(high), level - float(low))
    best, caps = (Grade.B, COMPARED_SERIES) if read.controls.names else (Grade.C, SINGLE_SERIES)
    grade, rules = graded(best, rules, caps)
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=comparison.version,
        design=Design.COMPARED_SERIES if read.controls.names else Design.SINGLE_SERIES,
        estimate=estimate,
        grade=grade,
        comparator=_comparator(comparison),
        level=level,
        counterfactual=float(counterfactual),
        n=int(laid.series.n[laid.origin :].sum()),
        n_before=int(laid.series.n[laid.base].sum()),
        pending=question.pending_between(comparison.start, question.today + timedelta(days=1)),
        before=laid.before,
        after=laid.after,
        rules=rules,
        path=_path(laid, fit, (lowest, highest)),
        draws=draws,
        detectable=fit.detectable,
        method=METHOD_WITH_CONTROLS if read.controls.names else METHOD,
        drift=drift_of(estimate, *fit.drift(observed)),
    )


def _without(question: Question, read: Read, rules: Sequence[Rule]) -> Estimate:
    """The counterfactual at 90 %; after an extreme start, the side that flatters reaches further."""
    fit = read.fit
    half = math.hypot(fit.factor.k90 * fit.error, TWO_SIDED_10 * fit.louder)
    extreme = any(rule.code == "start_not_extreme" and rule.passed is False for rule in rules)
    longer = half * EXTREME_START[str(read.laid.grid.step)] if extreme else half
    rises = question.indicator.better is Better.HIGHER
    below, above = (half, longer) if rises else (longer, half)
    return Estimate(fit.mean, fit.mean - below, fit.mean + above)


def drift_of(effect: Estimate, change: float, half: float) -> Drift | None:
    """What the effect does over the window; None where no effect stands out, or nothing is known of it.

    Growing or fading when the change's interval excludes zero, steady when the whole of it is within a tenth
    of the effect.
    """
    if not effect.excludes_zero or not half > 0:
        return None
    found = Estimate(change, change - half, change + half)
    if found.excludes_zero:
        course = Course.GROWING if change * effect.value > 0 else Course.FADING
    else:
        small = max(abs(found.low), abs(found.high)) <= abs(effect.value) / 10
        course = Course.STEADY if small else Course.UNCLEAR
    return Drift(change=found, course=course)


def _louder(question: Question, laid: Layout, counterfactual: float) -> float:
    """Standard error that the time before could not show: cases after vary more from one to the next.

    The engine learns its noise before go-live. A share that leaves the neighbourhood of 0 or 1, or delays
    that spread, are noisier after: the difference of the variances of one case, over the cases after.
    """
    cells = question.cells
    after = laid.series.n[laid.origin :].sum()
    if cells is None or not after:
        return 0.0
    if question.is_share:
        level = cells.within(laid.after).moments.mean or 0.0
        without = min(max(counterfactual, 0.0), 1.0)
        more = level * (1 - level) - without * (1 - without)
    else:
        before = cells.within(laid.before).moments.variance
        now = cells.within(laid.after).moments.variance
        more = 0.0 if before is None or now is None else now - before
    return math.sqrt(max(more, 0.0) / float(after))


def _comparator(comparison: Comparison) -> Comparator:
    if comparison.version in {WHOLE, "v1"}:
        return Comparator.COUNTERFACTUAL
    return Comparator.PREVIOUS_VERSION


def _rules(question: Question, comparison: Comparison, read: Read) -> tuple[Rule, ...]:
    laid, fit = read.laid, read.fit
    series, cells, start = laid.series, question.cells, comparison.start
    assert cells is not None  # noqa: S101  narrowed by the caller
    before, after, step = cells.within(laid.before), cells.within(laid.after), str(laid.grid.step)
    return (
        *_length_rules(laid, fit, step),
        not_extreme(
            beyond_controls(laid, read.controls),
            series.n[laid.base],
            window=laid.grid.windows[0],
            step=step,
            better=question.indicator.better,
        ),
        no_concurrent_change(question, start),
        single_attribution(question, start, laid.after.end),
        complete(before, after),
        missing_steady(before, after),
        definition_steady(cells, start, laid.after.end),
        *mix_steady(before, after, fit.factor.k90 * fit.error),
        outcome_closed(after, question.mature_until),
        looked_once(laid.after, question.delay_days),
        *guardrail(question, start),
        *comparison.coverage,
        *control_rules(laid, read.controls),
        *read.follow,
        hold_out_size(question, before.moments, fit.mean),
    )


def _length_rules(laid: Layout, fit: Fit, step: str) -> tuple[Rule, ...]:
    needed, history, window = laid.grid.needed, laid.history, laid.window
    return (
        Rule("history", passed=history >= needed, details={"step": step, "steps": history, "needed": needed}),
        Rule(
            "pre_three_times_post",
            passed=history >= 3 * window,
            details={"before": history, "after": window, "step": step},
        ),
        Rule(
            "calibrated",
            passed=fit.factor.calibrated,
            details={"step": step, "horizon": window, "gap": laid.gap},
        ),
    )


def _path(laid: Layout, fit: Fit, limits: tuple[float, float]) -> Path:
    blank = np.full(laid.origin, np.nan)
    middle, error = fit.steps
    low, high = (np.clip(middle + side * fit.factor.k90 * error, *limits) for side in (-1, 1))
    return Path(
        step=str(laid.grid.step),
        days=laid.series.edges[:-1],
        observed=laid.series.value,
        counterfactual=np.concatenate([blank, np.clip(middle, *limits)]),
        low=np.concatenate([blank, low]),
        high=np.concatenate([blank, high]),
        go_live=laid.origin,
    )
