"""Grades by rules: each design starts at its best grade and every rule that does not pass caps it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from retour.effect.result import Rule
from retour.quantity import Grade, worst

RANDOMISED = {
    "drawn_at_random": Grade.D,
    "balanced_before": Grade.D,
    "balanced_before_unknown": Grade.A,  # no case before: the two rules that follow carry the draw
    "sample_ratio": Grade.D,
    "sample_ratio_unknown": Grade.B,
    "arm_recorded": Grade.B,
    "received_as_assigned": Grade.B,
    "date_fixed": Grade.B,
    "thirty_units": Grade.B,
    "units_whole": Grade.D,
    "unit_recorded": Grade.B,
    "complete": Grade.B,
    "missing_alike": Grade.B,
    "outcome_closed": Grade.D,
    "guardrail": Grade.C,
}
SWITCHBACK = {
    "periods_drawn": Grade.C,
    "date_fixed": Grade.B,
    "complete": Grade.B,
    "guardrail": Grade.C,
}
SINGLE_SERIES = {
    "history": Grade.D,
    "pre_three_times_post": Grade.D,
    "calibrated": Grade.D,
    "start_not_extreme": Grade.D,
    "no_concurrent_change": Grade.D,
    "single_attribution": Grade.D,
    "complete": Grade.D,
    "missing_steady": Grade.D,
    "definition_steady": Grade.D,
    "definition_steady_unknown": Grade.A,  # too few weeks before: `history` speaks of that
    "mix_steady": Grade.D,
    "outcome_closed": Grade.D,
    "guardrail": Grade.C,
}
COMPARED_SERIES = {
    **SINGLE_SERIES,
    "comparison_series": Grade.C,
    "controls_untouched": Grade.C,
    "controls_follow": Grade.C,
    "start_not_extreme": Grade.C,
    "no_concurrent_change": Grade.C,
    "single_attribution": Grade.C,
    "complete": Grade.C,
}
STAGGERED = {
    "parallel_before": Grade.D,
    "parallel_before_unknown": Grade.C,
    "enough_units": Grade.C,
    "unit_recorded": Grade.C,
    "no_concurrent_change": Grade.C,
    "single_attribution": Grade.C,
    "complete": Grade.C,
    "missing_steady": Grade.C,
    "guardrail": Grade.C,
}
SYNTHETIC = {
    "fit_before": Grade.D,
    "nothing_before": Grade.D,
    "nothing_before_unknown": Grade.C,
    "unit_recorded": Grade.C,
    "no_concurrent_change": Grade.C,
    "single_attribution": Grade.C,
    "complete": Grade.C,
    "missing_steady": Grade.C,
    "guardrail": Grade.C,
}
OBSERVED = {
    "mark_apart": Grade.D,
    "mark_apart_unknown": Grade.C,
    "adjusted": Grade.D,
    "overlap": Grade.D,
    "balanced": Grade.D,
    "enough_cases": Grade.D,
    "confounders_recorded": Grade.D,
    "guardrail": Grade.C,
}


def graded(best: Grade, rules: Sequence[Rule], caps: Mapping[str, Grade]) -> tuple[Grade, tuple[Rule, ...]]:
    """The grade that the rules leave, and the rules with what passing each would lift the figure to.

    A rule that could not be checked (None) is not a pass. Rules without a cap inform only.
    """
    costs = [_cost(best, rule, caps) for rule in rules]
    grade = worst([best, *costs])
    return grade, tuple(_with_lift(rule, best, costs, i) for i, rule in enumerate(rules))


def _cost(best: Grade, rule: Rule, caps: Mapping[str, Grade]) -> Grade:
    if rule.passed:
        return best
    cap = caps.get(rule.code, best)
    unknown = caps.get(f"{rule.code}_unknown", cap)
    return best.capped(unknown if rule.passed is None else cap)


def _with_lift(rule: Rule, best: Grade, costs: Sequence[Grade], place: int) -> Rule:
    """Failing alone, a rule lifts to what the others leave; failing in company, to what it holds back."""
    if costs[place] == best:
        return rule
    others = worst([best, *costs[:place], *costs[place + 1 :]])
    return replace(rule, lifts_to=others if others < costs[place] else best)
