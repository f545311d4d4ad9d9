"""Single series: what the indicator would have been after go-live, from its own past, calibrated."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from retour.effect.grades import SINGLE_SERIES, graded
from retour.effect.intervals import POWER_80, TWO_SIDED_5, TWO_SIDED_10, draws_of
from retour.effect.question import Question, bounds
from retour.effect.refusals import Refusal, hold_out_date, refused, too_early
from retour.effect.result import Design, Effect, Path, Rule
from retour.effect.series.averages import from_cells
from retour.effect.series.calibration import Multiplier, multiplier
from retour.effect.series.calibration_table import FACTORS
from retour.effect.series.engine import Ahead, Forecast, Past, forecast
from retour.effect.series.layout import Layout, columns_of, lay_out, relative_noise
from retour.effect.series.windows import GRIDS, SHORTEST_READING, Floats, Step, chosen_step
from retour.effect.threats import (
    complete,
    guardrail,
    hold_out_size,
    no_concurrent_change,
    not_extreme,
    single_attribution,
)
from retour.effect.versions import WHOLE, Comparison
from retour.kpi.cells import day_of
from retour.quantity import Comparator, Estimate, Grade, Period, Unknown

METHOD = "level-1"
CONTROLS_FOR_B = 3
SPARE_STEPS = 6  # observed steps beyond the regressors below which nothing is fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A forecast over the window: question 0 is its mean weighted by cases, question 1 + i its step i."""

    forecast: Forecast
    weights: Floats  # of the window's steps, (window,)
    factor: Multiplier

    @property
    def mean(self) -> float:
        """Counterfactual over the window."""
        return float(self.forecast.mean[0, 0])

    @property
    def error(self) -> float:
        """Standard error of (observed - counterfactual)."""
        return float(self.forecast.error[0, 0])

    @property
    def detectable(self) -> float:
        """Smallest effect that the calibrated 95 % interval excludes from zero four times in five."""
        return self.factor.k95 * self.error * (1 + POWER_80 / TWO_SIDED_5)


def single_series(question: Question, comparison: Comparison) -> Effect:
    """The effect over one fixed window; two averages where the past is short; or a refusal."""
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
    return _from_layout(question, comparison, laid)


def _from_layout(question: Question, comparison: Comparison, laid: Layout) -> Effect:
    version, series = comparison.version, laid.series
    columns, usable = columns_of(laid)
    n = np.where(usable, series.n, 0.0)
    past = series.value[laid.base & (n > 0)]
    if not n[laid.origin :].sum():
        why = Unknown("no_case_after", {"go_live": comparison.start})
        return refused(question, Refusal(why=why), version=version)
    if len(past) < columns.shape[1] + SPARE_STEPS:
        return _averages(question, comparison, past=laid.before, until_days=laid.after.days)
    if np.ptp(past) == 0:
        why = Unknown("constant_before", {"level": float(past[0]), "steps": len(past)})
        return refused(question, Refusal(why=why), version=version)
    return _estimated(question, comparison, laid, _fit(laid, columns, n))


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
    comparison = Comparison(version=WHOLE, base_start=None, base_end=start, start=start)
    past, cells = past_of(question, comparison), question.cells
    grid = chosen_step(cells.within(past), past) if cells and past else None
    if cells is None or past is None or grid is None:
        return None
    shortest = start + timedelta(days=math.ceil(1.05 * grid.windows[0] * grid.days))
    laid = lay_out(cells, grid, past, start=start, until=shortest)
    return None if laid is None else _detectable(laid)


def _detectable(laid: Layout) -> float | None:
    """As if the window's steps were as full as the median step before."""
    columns, usable = columns_of(laid)
    n = np.where(usable, laid.series.n, 0.0)
    seen = laid.base & (n > 0)
    if seen.sum() < columns.shape[1] + SPARE_STEPS or np.ptp(laid.series.value[seen]) == 0:
        return None
    n[laid.origin :] = np.where(usable[laid.origin :], np.median(n[seen]), 0.0)
    return _fit(laid, columns, n).detectable


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


def _fit(laid: Layout, columns: Floats, n: Floats) -> Fit:
    noise = relative_noise(n, laid.base)
    noise[: laid.origin] = np.where(laid.base, noise, np.inf)[: laid.origin]
    last = int(np.flatnonzero(laid.base)[-1]) + 1
    ahead_n, ahead_noise = n[last:], noise[last:]
    mean = np.where(np.arange(len(ahead_n)) >= laid.gap, ahead_n, 0.0)
    each = np.eye(len(ahead_n))[laid.gap :]
    windows = np.vstack([mean / mean.sum(), each])
    values = np.nan_to_num(laid.series.value)[:, None]
    found = forecast(
        Past(values=values[:last], design=columns[:last], noise=noise[:last]),
        Ahead(
            windows=windows, design=columns[last:], noise=np.where(np.isfinite(ahead_noise), ahead_noise, 1.0)
        ),
    )
    factor = multiplier(FACTORS, laid.grid.step, laid.window, history=laid.history, gap=laid.gap)
    return Fit(forecast=found, weights=windows[0, laid.gap :], factor=factor)


def _estimated(question: Question, comparison: Comparison, laid: Layout, fit: Fit) -> Effect:
    lowest, highest = bounds(question.indicator)
    level = float(fit.weights @ np.nan_to_num(laid.series.value[laid.origin :]))
    half = math.hypot(fit.factor.k90 * fit.error, TWO_SIDED_10 * _louder(question, laid, fit, level))
    without = Estimate(fit.mean, fit.mean - half, fit.mean + half)
    counterfactual, low, high = np.clip([without.value, without.low, without.high], lowest, highest)
    draws = level - np.clip(draws_of(without, fit.forecast.freedom, question.rng), lowest, highest)
    grade, rules = graded(Grade.C, _rules(question, comparison, laid, fit), SINGLE_SERIES)
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=comparison.version,
        design=Design.SINGLE_SERIES,
        estimate=Estimate(level - float(counterfactual), level - float(high), level - float(low)),
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
        method=METHOD,
    )


def _louder(question: Question, laid: Layout, fit: Fit, level: float) -> float:
    """Standard error that the time before could not show: cases after vary more from one to the next.

    The engine learns its noise before go-live. A share that leaves the neighbourhood of 0 or 1, or delays
    that spread, are noisier after: the difference of the variances of one case, over the cases after.
    """
    cells = question.cells
    after = laid.series.n[laid.origin :].sum()
    if cells is None or not after:
        return 0.0
    if question.is_share:
        without = min(max(fit.mean, 0.0), 1.0)
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


def _rules(question: Question, comparison: Comparison, laid: Layout, fit: Fit) -> tuple[Rule, ...]:
    series, cells, start = laid.series, question.cells, comparison.start
    assert cells is not None  # noqa: S101  narrowed by the caller
    before, after, step = cells.within(laid.before), cells.within(laid.after), str(laid.grid.step)
    return (
        *_length_rules(laid, fit, step),
        not_extreme(
            series.value[laid.base],
            series.n[laid.base],
            window=laid.grid.windows[0],
            step=step,
            better=question.indicator.better,
        ),
        no_concurrent_change(question, start),
        single_attribution(question, start, laid.after.end),
        complete(before, after),
        *guardrail(question, start),
        *comparison.coverage,
        Rule(
            "comparison_series",
            passed=False,
            details={"controls": 0, "needed": CONTROLS_FOR_B},
            lifts_to=Grade.B,
        ),
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
    middle, error = fit.forecast.mean[1:, 0], fit.factor.k90 * fit.forecast.error[1:, 0]
    low, high = (np.clip(middle + side * error, *limits) for side in (-1, 1))
    return Path(
        step=str(laid.grid.step),
        days=laid.series.edges[:-1],
        observed=laid.series.value,
        counterfactual=np.concatenate([blank, np.clip(middle, *limits)]),
        low=np.concatenate([blank, low]),
        high=np.concatenate([blank, high]),
        go_live=laid.origin,
    )
