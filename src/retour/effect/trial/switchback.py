"""Switchback: on and off by periods that were drawn, every case of a period alike."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

import numpy as np

from retour.effect.grades import SWITCHBACK, graded
from retour.effect.intervals import POWER_80, TWO_SIDED_5, TWO_SIDED_10, draws_of
from retour.effect.question import Question, bounds
from retour.effect.refusals import Refusal, refused
from retour.effect.result import Design, Effect, Rule
from retour.effect.threats import complete, guardrail
from retour.effect.trial.arms import unreadable, window_of
from retour.effect.trial.clusters import Clusters
from retour.effect.trial.permutation import Randomisation, randomisation
from retour.effect.trial.rules import read_as_said, tolerated
from retour.effect.versions import Comparison
from retour.kpi.cells import Cells, day_number
from retour.quantity import Comparator, Estimate, Grade, Period, Unknown

FEWEST = 6  # periods of each kind
METHOD = "switchback-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A drawn period, less the days at its end whose cases the next state can still reach."""

    on: bool
    days: Period


def switchback(question: Question, comparison: Comparison) -> Effect:
    """Cases of the periods on against those of the periods off, over one fixed window.

    The interval comes from the draw of the periods: the difference under every other order of as many
    periods on, which neither trends nor likeness of neighbouring days disturb. Where the state changes, the
    cases begun in the last days before it (the indicator's delay, or the age at which the automation acts)
    are on neither side: they may end under the other state. Nothing is washed out after a change: a case
    begun in a period is taken to depend on that period only.

    Source: Bojinov, Simchi-Levi & Zhao (2023), Management Science 69, 3759-3777.
    """
    first = min(question.automation.rollout.schedule, default=comparison.start)
    if comparison.start == question.go_live:
        comparison = replace(comparison, start=first)
    window, cells = window_of(question, comparison), question.cells
    if window is None or cells is None:
        return refused(question, unreadable(question, comparison), version=comparison.version)
    held = _with_cases(cells, stretches(question, window.period))
    sizes = _sizes(held)
    found = None if min(sizes) < FEWEST else randomisation(_sums(cells, held), question.rng)
    if found is None or found.estimate.half_width == 0:
        details = {
            "on": sizes[0],
            "off": sizes[1],
            "needed": FEWEST,
            "washout_days": question.transition_days,
        }
        why = Refusal(why=Unknown("too_few_periods", details))
        return refused(question, why, version=comparison.version)
    return _effect(question, comparison, (window.period, held), found)


def stretches(question: Question, window: Period) -> tuple[Stretch, ...]:
    """The drawn periods of a window, without the days before a change of state that it can reach."""
    schedule = sorted(question.automation.rollout.schedule.items())
    reach = timedelta(days=question.transition_days)
    found = []
    for (first, on), (last, after) in zip(
        schedule, [*schedule[1:], (window.end, on_last(schedule))], strict=True
    ):
        end = min(last - reach if after != on else last, window.end)
        start = max(first, window.start)
        if start < end:
            found.append(Stretch(on=on, days=Period(start, end)))
    return tuple(found)


def on_last(schedule: list[tuple[date, bool]]) -> bool | None:
    """The last state, which nothing follows; None without a schedule."""
    return schedule[-1][1] if schedule else None


def _with_cases(cells: Cells, found: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    return tuple(s for s in found if cells.within(s.days).moments.n)


def _sizes(held: tuple[Stretch, ...]) -> tuple[int, int]:
    on = sum(s.on for s in held)
    return on, len(held) - on


def _sums(cells: Cells, held: tuple[Stretch, ...]) -> Clusters:
    moments = [cells.within(s.days).moments for s in held]
    return Clusters(
        treated=np.array([s.on for s in held]),
        total=np.array([m.total / m.scale for m in moments]),
        size=np.array([m.n for m in moments], np.float64),
    )


def _side(cells: Cells, held: tuple[Stretch, ...], *, on: bool) -> Cells:
    keep = np.zeros(len(cells), bool)
    for s in held:
        if s.on is on:
            keep |= (cells.day >= day_number(s.days.start)) & (cells.day < day_number(s.days.end))
    return cells.where(keep)


def _effect(
    question: Question, comparison: Comparison, read: tuple[Period, tuple[Stretch, ...]], found: Randomisation
) -> Effect:
    (window, held), cells = read, question.cells
    assert cells is not None  # noqa: S101  narrowed by the caller
    on, off = (_side(cells, held, on=state) for state in (True, False))
    lowest, highest = bounds(question.indicator)
    width = highest - lowest
    ends = np.clip([found.estimate.value, found.estimate.low, found.estimate.high], -width, width)
    estimate = Estimate(float(ends[0]), float(ends[1]), float(ends[2]))
    grade, rules = graded(Grade.A, _rules(question, comparison, (window, held), (on, off), found), SWITCHBACK)
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=comparison.version,
        design=Design.SWITCHBACK,
        estimate=estimate,
        grade=grade,
        comparator=Comparator.HOLD_OUT,
        level=on.moments.mean,
        counterfactual=off.moments.mean,
        n=on.moments.n,
        n_before=off.moments.n,
        pending=question.pending_between(comparison.start, question.today + timedelta(days=1)),
        after=window,
        rules=rules,
        draws=np.clip(draws_of(estimate, len(held) - 2.0, question.rng), -width, width),
        detectable=(TWO_SIDED_5 + POWER_80) * found.estimate.half_width / TWO_SIDED_10,
        method=METHOD,
    )


def _rules(
    question: Question,
    comparison: Comparison,
    read: tuple[Period, tuple[Stretch, ...]],
    sides: tuple[Cells, Cells],
    found: Randomisation,
) -> tuple[Rule, ...]:
    window, held = read
    on, off = _sizes(held)
    return (
        Rule("periods_drawn", passed=_looks_drawn(held), details={"on": on, "off": off, "p": found.p}),
        Rule("washed_out", passed=True, details={"washout_days": question.transition_days}),
        read_as_said(window, every_day=False),
        complete(*sides),
        *tolerated(question, found.estimate),
        *guardrail(question, comparison.start),
    )


def _looks_drawn(held: tuple[Stretch, ...]) -> bool:
    """Not one state after the other without exception: a draw does that once in hundreds, a habit always."""
    runs = [len(list(same)) for _, same in groupby(s.on for s in held)]
    return max(runs) > 1
