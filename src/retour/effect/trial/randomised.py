"""Random rollout: the drawn arms compared as they were drawn (intention to treat)."""

import math
from dataclasses import replace
from datetime import timedelta

import numpy as np

from retour.effect.grades import RANDOMISED, graded
from retour.effect.intervals import POWER_80, TWO_SIDED_5, TWO_SIDED_10, Group, draws_of
from retour.effect.question import Question
from retour.effect.refusals import Refusal, refused
from retour.effect.result import Design, Effect
from retour.effect.trial.any_day import Sequence, sequence_of
from retour.effect.trial.arms import (
    Arms,
    arms_of,
    detectable_ahead,
    is_median,
    other_arms,
    unreadable,
    window_of,
)
from retour.effect.trial.compliers import complier_effect, reception
from retour.effect.trial.gap import Gap, gap_of, over_previous
from retour.effect.trial.hold_out import narrower
from retour.effect.trial.rules import reception_of, rules_of
from retour.effect.versions import Comparison
from retour.kpi.cells import Cells
from retour.quantity import Comparator, Estimate, Grade, Unknown
from retour.register.automation import FollowUp

__all__ = ["detectable_ahead", "randomised"]


def randomised(question: Question, comparison: Comparison) -> Effect:
    """Difference between the arms, over one fixed window or (looked at every day) over all the days so far.

    Newcombe for shares, Welch for means, Kaplan-Meier for delays read before all are finished, units
    where whole units were drawn. `any_day` holds whenever it is looked at; `complier` is the effect on the
    cases that the draw switched.
    """
    cells, version = question.cells, comparison.version
    sequence = sequence_of(question, comparison)
    daily = sequence if question.automation.follow_up is FollowUp.DAILY else None
    window = daily.arms.window if daily else window_of(question, comparison)
    if window is None or cells is None:
        return refused(question, unreadable(question, comparison), version=version)
    others = other_arms(question, cells)
    if len(others) > 1:
        return refused(question, Refusal(why=Unknown("arm_ambiguous", {"arms": others})), version=version)
    arms = arms_of(question, cells, window)
    gap = _gap_over_previous(question, comparison, cells, daily.gap if daily else gap_of(question, arms))
    if gap is None:
        return refused(question, Refusal(why=_missing(question, arms)), version=version)
    found = _effect(question, comparison, (arms, gap), sequence, every_day=daily is not None)
    return narrower(question, comparison, found)


def _missing(question: Question, arms: Arms) -> Unknown:
    """An arm without enough cases, units too few for any interval, or delays of which half never finish."""
    treated, control = arms.moments
    sizes: dict[str, object] = {"treated": treated.n, "control": control.n}
    if not treated.n or not control.n:
        return Unknown("arm_missing", sizes)
    if question.automation.rollout.unit is not None:
        units = [len({u for u, n in zip(a.unit, a.n, strict=False) if u and n}) for a in arms.sides]
        return Unknown("too_few_units", {"treated": units[0], "control": units[1]})
    if is_median(question):
        return Unknown("median_not_reached", sizes)
    return Unknown("arm_missing", sizes)


def _gap_over_previous(
    question: Question, comparison: Comparison, cells: Cells, gap: Gap | None
) -> Gap | None:
    """For a later version, less the gap of the previous version, read the same way."""
    if comparison.base_start is None or gap is None:
        return gap
    limit = comparison.base_end - timedelta(days=question.transition_days)
    before = replace(comparison, start=comparison.base_start, limit=limit)
    if question.automation.follow_up is FollowUp.DAILY and (sequence := sequence_of(question, before)):
        return over_previous(gap, sequence.gap)
    window = window_of(question, before)
    return None if window is None else over_previous(gap, gap_of(question, arms_of(question, cells, window)))


def _effect(
    question: Question,
    comparison: Comparison,
    read: tuple[Arms, Gap],
    sequence: Sequence | None,
    *,
    every_day: bool,
) -> Effect:
    arms, gap = read
    rules = rules_of(question, comparison, arms, gap, every_day=every_day)
    grade, rules = graded(Grade.A, rules, RANDOMISED)
    later = comparison.base_start is not None
    ends = (-math.inf, math.inf) if later or not question.is_share else (-1.0, 1.0)
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=comparison.version,
        design=Design.RANDOMISED,
        estimate=gap.estimate,
        grade=grade,
        comparator=Comparator.PREVIOUS_VERSION if later else Comparator.HOLD_OUT,
        level=gap.levels[0],
        counterfactual=None if later else gap.levels[1],
        n=gap.n[0],
        n_before=gap.n[1],
        pending=question.pending_between(comparison.start, question.today + timedelta(days=1)),
        after=arms.window.period,
        rules=rules,
        draws=np.clip(draws_of(gap.estimate, gap.freedom, question.rng), *ends),
        detectable=(TWO_SIDED_5 + POWER_80) * gap.error,
        method=gap.method,
        complier=None if later else _complier(question, gap),
        any_day=None if later or sequence is None else sequence.gap.estimate,
    )


def _complier(question: Question, gap: Gap) -> Estimate | None:
    """Where the draw was not followed by all: the effect on those who followed it, if it can be said.

    Only totals of reception are kept, not with whom: the interval holds whatever goes with whom. Cases
    drawn one by one only.
    """
    told = reception_of(question)
    if told is None or gap.units is not None or is_median(question):
        return None
    treated, control = (Group(got, n) for got, n in told)
    if (treated.share, control.share) == (1.0, 0.0):
        return None
    error = gap.estimate.half_width / TWO_SIDED_10
    return complier_effect(gap.estimate, error, reception(treated, control))
