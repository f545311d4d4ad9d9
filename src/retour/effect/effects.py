"""Every effect of an automation: each indicator by the strongest design that the data allow."""

from dataclasses import replace
from datetime import date

import numpy as np

from retour.effect.chain import chained
from retour.effect.observational.observed import observed
from retour.effect.outlook import outlook
from retour.effect.panel.first_units import first_units
from retour.effect.panel.staggered import staggered
from retour.effect.question import Question
from retour.effect.refusals import Refusal, first_refusal, refused
from retour.effect.result import Design, Effect
from retour.effect.segments.by_segment import by_segment
from retour.effect.series.averages import from_readings
from retour.effect.series.single import detectable_before, single_series
from retour.effect.trial.randomised import detectable_ahead, randomised
from retour.effect.trial.switchback import switchback
from retour.effect.versions import comparisons
from retour.kpi.dossier import Dossier
from retour.quantity import Unknown
from retour.register.automation import Automation, RolloutKind

TOO_FEW_UNITS = frozenset({"one_unit", "no_comparison_unit", "no_window_for_units"})
ONLY_TIME = frozenset({"not_live_yet", "too_early"})
ANOTHER_DESIGN = frozenset({"no_before", "no_go_live"})


def effects_of(
    automation: Automation, dossier: Dossier, *, today: date, rng: np.random.Generator
) -> tuple[Effect, ...]:
    """Every effect of an automation, estimated or refused with its reason.

    Args:
        automation: what is declared.
        dossier: cells, case rows, readings and the register.
        today: day of the assessment.
        rng: orders the draws; nothing else is left to chance.

    Returns:
        The main indicator first. For each indicator: the whole automation over the time before ("all"),
        then, when it has changed, each version over the one before ("v1", "v2", ...). Differences are in
        the indicator's unit, intervals at 90 %.
    """
    main = automation.main
    ordered = sorted(automation.indicators, key=lambda i: i is not main)
    return tuple(
        effect
        for indicator in ordered
        for effect in _with_segments(
            Question(automation=automation, indicator=indicator, dossier=dossier, today=today, rng=rng)
        )
    )


def _with_segments(question: Question) -> tuple[Effect, ...]:
    """The main indicator's whole comparison is also made in each segment, by the same road."""
    whole, *versions = _of_indicator(question)
    if question.indicator is not question.automation.main:
        return (whole, *versions)
    parts = by_segment(question, whole, lambda alone: _of_indicator(alone)[0])
    return (replace(whole, segments=parts), *versions)


def _of_indicator(question: Question) -> tuple[Effect, ...]:
    refusal = first_refusal(question)
    if refusal is not None:
        return (_with_detectable(question, refused(question, refusal)),)
    kind = question.automation.rollout.kind
    if kind is RolloutKind.OBSERVED:
        return (observed(question),)
    if question.cells is None:
        return (from_readings(question),)
    roads = {
        RolloutKind.RANDOM: _random,
        RolloutKind.SWITCHBACK: _switched,
        RolloutKind.STAGGERED: _unit_by_unit,
    }
    found = roads.get(kind, _dated)(question)
    return _with_readings(question, tuple(_with_detectable(question, effect) for effect in found))


def _random(question: Question) -> tuple[Effect, ...]:
    return tuple(randomised(question, comparison) for comparison in comparisons(question))


def _switched(question: Question) -> tuple[Effect, ...]:
    """The draw of the periods answers for the automation as a whole."""
    return (switchback(question, comparisons(question)[0]),)


def _unit_by_unit(question: Question) -> tuple[Effect, ...]:
    """The units switched on against the others; against their own past where too few others stay."""
    whole = comparisons(question)[0]
    found = staggered(question, whole)
    reason = "too_few_comparison_units" if found is None else _reason(found)
    if found is not None and reason not in TOO_FEW_UNITS:
        return (found,)
    alone = first_units(question, whole, reason=reason)
    return (alone or found or refused(question, Refusal(why=Unknown(reason)), version=whole.version),)


def _reason(found: Effect) -> str:
    return found.estimate.reason if isinstance(found.estimate, Unknown) else ""


def _dated(question: Question) -> tuple[Effect, ...]:
    """The whole automation is the chain of its versions where each link holds, else one comparison."""
    whole, *versions = comparisons(question)
    links = tuple(single_series(question, version) for version in versions)
    return (chained(question, whole, links) or single_series(question, whole), *links)


def _with_detectable(question: Question, effect: Effect) -> Effect:
    """What could be seen, on a refusal that time or another design lifts."""
    reason = _reason(effect)
    if reason in ONLY_TIME | ANOTHER_DESIGN:
        effect = replace(effect, outlook=outlook(question))
    if reason not in ONLY_TIME:
        return effect
    start = min(question.mature_until, question.go_live)
    random = question.automation.rollout.kind is RolloutKind.RANDOM
    return replace(effect, detectable=(detectable_ahead if random else detectable_before)(question, start))


def _with_readings(question: Question, found: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Values typed by hand answer where the cases could not, and never replace what cases say."""
    whole = found[0]
    if whole.design is not Design.REFUSED:
        return found
    typed = from_readings(question)
    known = typed.design is Design.TWO_AVERAGES
    return (typed, *found[1:]) if known else found
