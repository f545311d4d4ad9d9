"""Flip test: the smallest changes of one thing that would change the verdict."""

from collections.abc import Iterator
from dataclasses import replace

from retour.quantity import Grade
from retour.verdict.facts import Facts, Gain
from retour.verdict.result import Decision, Reason
from retour.verdict.rules import decide
from retour.verdict.thresholds import Thresholds

SHOWN = 4
Flip = tuple[str, dict[str, object], Facts]


def flips(facts: Facts, decision: Decision, limits: Thresholds) -> tuple[Reason, ...]:
    """Up to four single changes that lead to another verdict, most concrete first.

    The last review's own verdict is left aside: it changes what is proposed, not what is known.
    """
    found = (
        (code, details, decide(changed, limits)[0])
        for code, details, changed in (*_repairs(facts), *_money(facts), *_proofs(facts))
    )
    told = [Reason(code=code, details={**d, "to": to.value}) for code, d, to in found if to is not decision]
    return tuple(told[:SHOWN])


def _repairs(facts: Facts) -> Iterator[Flip]:
    """What somebody could put right."""
    if facts.legal_red:
        yield "flip.legal_cleared", {}, replace(facts, legal_red=False)
    if facts.complete is not None and facts.complete.score == 0:
        yield "flip.lost_zero", {}, replace(facts, complete=None)
    if facts.reliable is not None and facts.reliable.score == 0:
        yield "flip.runs_again", {}, replace(facts, reliable=None)
    if any(harm.p is not None and harm.p >= 0.5 for harm in facts.harms):
        within = tuple(replace(harm, p=0.0) for harm in facts.harms)
        yield "flip.guardrail_within", {"indicator": facts.harms[0].indicator}, replace(facts, harms=within)
    if facts.friction is not None and facts.friction.score == 0:
        yield "flip.friction_back", {}, replace(facts, friction=None)
    if facts.segments is not None and facts.segments.score == 0:
        segment = facts.segments.details.get("segment")
        yield "flip.segment_fixed", {"segment": segment}, replace(facts, segments=None)


def _money(facts: Facts) -> Iterator[Flip]:
    """How far the net would have to move, per month."""
    if facts.net_p80 is not None and facts.net_p80 > 0:
        worse = replace(facts, p_positive=0.2, p_avoidable_negative=0.8, p_proven=0.2, net=-facts.net_p80)
        yield "flip.net_negative", {"by": facts.net_p80}, worse
    if facts.net_p10 is not None and facts.net_p10 < 0:
        better = replace(facts, p_positive=0.9, p_avoidable_negative=0.1, net=0.0)
        yield "flip.net_positive", {"by": -facts.net_p10}, better


def _proofs(facts: Facts) -> Iterator[Flip]:
    """What evidence would be needed, or missed."""
    proof = Gain(indicator="", kind="conversion", grade=Grade.C)
    if not facts.gains:
        yield "flip.gain_proven", {}, replace(facts, gains=(proof,), main_harm=None)
    else:
        yield "flip.gain_lost", {}, replace(facts, gains=(), main_proven=False)
    if facts.comparison is not None and facts.comparison < 0.75:
        proven = replace(facts, comparison=0.75, main_proven=True, p_proven=facts.p_positive)
        yield "flip.comparison_b", {}, proven
