"""A hold-out too small for its volume: the indicator's own past may answer more narrowly, and says so."""

import math
from dataclasses import replace

from retour.effect.intervals import POWER_80, TWO_SIDED_5
from retour.effect.question import Question
from retour.effect.result import Design, Effect, Rule
from retour.effect.series.single import past_of, single_series
from retour.effect.trial.arms import FEW
from retour.effect.versions import Comparison
from retour.kpi.cells import Cells, day_number
from retour.quantity import Estimate, Grade

PAST = {Design.SINGLE_SERIES, Design.COMPARED_SERIES}


def narrower(question: Question, comparison: Comparison, drawn: Effect) -> Effect:
    """The drawn comparison, or the treated arm against its own past where that could show smaller effects.

    Only for cases drawn one by one, fewer than 30 of them in an arm, against nobody's earlier version: a
    larger draw stands on its own. What is compared is the smallest effect that each design can show,
    from the variance before go-live, the cases in each arm and the engine's error: never the estimates nor
    the intervals around them, so the choice cannot favour a result.

    Returns:
        The effect with its own grade; the rule `hold_out_useful` says which it is and gives both.
    """
    sizes = drawn.n, drawn.n_before
    rollout = question.automation.rollout
    if min(sizes) >= FEW or rollout.unit is not None or comparison.base_start is not None or _older(drawn):
        return drawn
    ahead = _detectable(question, comparison, sizes)
    series = single_series(_of_treated(question), comparison)
    if ahead is None or series.design not in PAST or series.detectable is None:
        return drawn
    rule = Rule("hold_out_useful", passed=ahead <= series.detectable, details=_details(drawn, series, ahead))
    if rule.passed:
        return replace(drawn, rules=(*drawn.rules, rule))
    return replace(series, rules=(*series.rules, replace(rule, lifts_to=Grade.A)), any_day=drawn.any_day)


def _older(drawn: Effect) -> bool:
    """The arms were there before go-live: the past of everybody is not the treated arm's past."""
    return any(rule.code == "balanced_before" and rule.passed is False for rule in drawn.rules)


def _of_treated(question: Question) -> Question:
    """The same question where the cases drawn to go without are left out, since go-live."""
    cells, drawn = question.cells, question.automation.rollout.treated_arm
    assert cells is not None  # noqa: S101  narrowed by the caller
    key = (question.automation.key, question.indicator.key)
    since = day_number(question.go_live)
    kept = _kept(cells, since, drawn)
    return replace(question, dossier=replace(question.dossier, cells={**question.dossier.cells, key: kept}))


def _kept(cells: Cells, since: int, drawn: str) -> Cells:
    names = cells.arm
    return cells.where((cells.day < since) | [name == drawn for name in names])


def _detectable(question: Question, comparison: Comparison, sizes: tuple[int, int]) -> float | None:
    """Smallest effect that these sizes can show, from the variance of the cases before go-live."""
    cells, past = question.cells, past_of(question, comparison)
    variance = cells.within(past).moments.variance if cells is not None and past is not None else None
    if not variance:
        return None
    return (TWO_SIDED_5 + POWER_80) * math.sqrt(variance * sum(1 / size for size in sizes))


def _details(drawn: Effect, series: Effect, ahead: float) -> dict[str, object]:
    return {
        "treated": drawn.n,
        "control": drawn.n_before,
        "drawn_detectable": ahead,
        "series_detectable": series.detectable,
        "drawn_half": _half(drawn),
        "series_half": _half(series),
    }


def _half(effect: Effect) -> float | None:
    return effect.estimate.half_width if isinstance(effect.estimate, Estimate) else None
