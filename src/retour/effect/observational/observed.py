"""Observed rollout: some cases were treated and some were not, and nobody drew lots.

One landmark, when treatment can no longer come. Comparing anew on each day of treatment (sequential
trials, or cloning with censoring) would use the cases that close in between, but it answers another
question - treated today or not today - and needs the confounders of each day: it is not built.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from retour.effect.grades import OBSERVED, graded
from retour.effect.intervals import NORMAL, POWER_80, TWO_SIDED_5, draws_of, newcombe, spread_of
from retour.effect.observational.adjust import Adjusted, stratified, weighted
from retour.effect.observational.balance import balance_of
from retour.effect.observational.confounders import Factor, Ints, columns_of, crossed, factors_of
from retour.effect.observational.hidden_cause import hidden_cause, strongest
from retour.effect.observational.landmark import Landmark, Mask, landmark
from retour.effect.question import Question
from retour.effect.refusals import Refusal, refused
from retour.effect.result import Design, Effect, Rule
from retour.effect.threats import guardrail, hold_out_size
from retour.effect.versions import WHOLE
from retour.kpi.cells import CaseFrame
from retour.quantity import Comparator, Estimate, Grade, Unknown
from retour.register.indicator import Rate

METHOD = "landmark-newcombe-1"
FILLED, COVERED = 5, 0.95  # cases of each kind in a stratum; share of the cases in such strata
OVERLAP, LEAST_OVERLAP = 0.80, 0.50  # share of the cases that have somebody alike of the other kind
A_PARAMETER = 10  # cases of the rarer kind for each parameter of the model (Peduzzi et al., 1996)
FEW = 30
MISSING = 0.05

Factors = Sequence[Factor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Treated and untreated cases compared: pairs are treated, then untreated."""

    estimate: Estimate
    error: float
    shares: tuple[float, float]
    variances: tuple[float, float]
    n: tuple[int, int]
    method: str


def observed(question: Question) -> Effect:
    """The landmark comparison as the estimate, the naive gap beside it."""
    rollout, measure = question.automation.rollout, question.indicator.measure
    whole = question.dossier.frames.get((question.automation.key, question.indicator.key))
    if whole is not None and whole.total > len(whole.rows):
        details = {"rows": len(whole.rows), "total": whole.total}
        return refused(question, Refusal(why=Unknown("frame_truncated", details)))
    frame = _since_start(question, whole)
    if frame is None or not frame.rows:
        return refused(question, Refusal(why=Unknown("no_case_frame")))
    if rollout.treatment_by is None or not isinstance(measure, Rate):
        return refused(question, Refusal(why=Unknown("no_treatment_window")))
    first = rollout.treatment_after or measure.open_at
    found = landmark(
        frame,
        after_s=_seconds(first.elapsed) if first else 0,
        by_s=_seconds(rollout.treatment_by.elapsed),
        outcome_by_s=_seconds(measure.by.elapsed),
    )
    if not found.treated.n or not found.untreated.n:
        sizes = {"treated": found.treated.n, "control": found.untreated.n}
        return refused(question, Refusal(why=Unknown("too_few_open", sizes)))
    factors = factors_of(found.rows, rollout.confounders) if rollout.confounders else ()
    if not any(factor.declared and factor.varies for factor in factors):
        return _unadjusted(question, found, factors)
    return _adjusted(question, found, factors)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())


def _since_start(question: Question, frame: CaseFrame | None) -> CaseFrame | None:
    """The case rows, from the first day of the automation where it is declared."""
    start = question.automation.rollout.at
    if frame is None or start is None:
        return frame
    return CaseFrame(rows=tuple(r for r in frame.rows if r.anchor_day >= start), total=frame.total)


def _naive(found: Landmark) -> float:
    return found.naive_treated.share - found.naive_untreated.share


def _unadjusted(question: Question, found: Landmark, factors: Factors) -> Effect:
    rules = (_landmark(found), Rule("adjusted", passed=False), *_recorded(factors))
    compared = Compared(
        estimate=newcombe(found.treated, found.untreated),
        error=spread_of(found.treated, found.untreated),
        shares=(found.treated.share, found.untreated.share),
        variances=_variances(found),
        n=(found.treated.n, found.untreated.n),
        method=METHOD,
    )
    return _effect(question, found, compared, rules)


def _adjusted(question: Question, found: Landmark, factors: Factors) -> Effect:
    """Within strata where they are few and filled, else by weights; the outcome has no say in the choice."""
    varying = [factor for factor in factors if factor.varies]
    stratum = crossed(varying)
    made = (
        stratified(found.got, found.reached, stratum)
        if few_and_filled(varying, stratum, found.got)
        else weighted(found.got, found.reached, columns_of(varying))
    )
    if made is None or made.kept < LEAST_OVERLAP:
        details = {"share": made.kept if made else 0.0, "needed": LEAST_OVERLAP}
        return refused(question, Refusal(why=Unknown("no_overlap", details)))
    used = made.weight > 0
    compared = Compared(
        estimate=made.interval(),
        error=made.error,
        shares=(made.treated, made.untreated),
        variances=made.spreads,
        n=(int((used & found.got).sum()), int((used & ~found.got).sum())),
        method=f"landmark-{made.method}",
    )
    rules = (_landmark(found), _mark_apart(question, found), *_adjusted_rules(found, varying, factors, made))
    return _effect(question, found, compared, rules, factors)


def _mark_apart(question: Question, found: Landmark) -> Rule:
    """The mark of the treatment does not come with the outcome.

    A case that closes within the treatment's window had less time to be treated than one that stays open.
    If the former carry the mark more often, confounders held alike, the mark is written when the outcome
    comes, or the treatment acts before the landmark: what is compared after it is a leftover.
    """
    early = np.arange(len(found.rows) + len(found.closed)) >= len(found.rows)
    details: dict[str, object] = {"closed": None, "open": None, "cases": len(found.closed)}
    if len(found.closed) < FEW:
        return Rule("mark_apart", passed=None, details=details)
    factors = factors_of((*found.rows, *found.closed), question.automation.rollout.confounders)
    stratum = crossed([factor for factor in factors if factor.varies])
    made = stratified(early, np.concatenate([found.got, found.closed_got]), stratum)
    if made is None:
        return Rule("mark_apart", passed=None, details=details)
    details |= {"closed": made.treated, "open": made.untreated}
    return Rule("mark_apart", passed=made.interval().low <= 0, details=details)


def few_and_filled(factors: Factors, stratum: Ints, got: Mask) -> bool:
    """Categories only, and 95 % of the cases in strata with at least five of each kind."""
    if any(factor.rank is not None for factor in factors):
        return False
    fewer = np.minimum(*(np.bincount(stratum[side], minlength=stratum.max() + 1) for side in (got, ~got)))
    return bool((fewer >= FILLED)[stratum].mean() >= COVERED)


def _adjusted_rules(found: Landmark, varying: Factors, factors: Factors, made: Adjusted) -> tuple[Rule, ...]:
    balance = balance_of(varying, found.got, made.weight)
    used = made.weight > 0
    rarer = min(int((used & side).sum()) for side in (found.got, ~found.got))
    needed = A_PARAMETER * made.parameters if made.method.startswith("overlap") else FEW
    names = tuple(factor.name for factor in varying if factor.declared)
    adjusted: dict[str, object] = {"names": names, "unadjusted": found.treated.share - found.untreated.share}
    overlap: dict[str, object] = {"share": made.kept, "left_out": int((~used).sum()), "needed": OVERLAP}
    balanced: dict[str, object] = {"worst": balance.worst, "before": balance.before, "limit": balance.limit}
    return (
        Rule("adjusted", passed=True, details=adjusted),
        Rule("overlap", passed=made.kept >= OVERLAP, details=overlap),
        Rule("balanced", passed=balance.worst <= balance.limit, details=balanced),
        Rule("enough_cases", passed=rarer >= needed, details={"cases": rarer, "needed": needed}),
        *_recorded(factors),
    )


def _recorded(factors: Factors) -> tuple[Rule, ...]:
    """The confounder that is least often recorded is missing in less than 5 % of the cases."""
    missing = max((f for f in factors if f.declared), key=lambda f: f.missing, default=None)
    if missing is None:
        return ()
    details = {"name": missing.name, "missing": missing.missing, "limit": MISSING}
    return (Rule("confounders_recorded", passed=missing.missing < MISSING, details=details),)


def _landmark(found: Landmark) -> Rule:
    return Rule("landmark", passed=True, details={"open": found.open, "closed_early": found.closed_early})


def _variances(found: Landmark) -> tuple[float, float]:
    one, two = (g.share * (1 - g.share) / g.n for g in (found.treated, found.untreated))
    return one, two


def _effect(
    question: Question,
    found: Landmark,
    compared: Compared,
    rules: tuple[Rule, ...],
    factors: Factors = (),
) -> Effect:
    known = strongest(factors, found.got, found.reached)
    rules = (*rules, hold_out_size(question, None, compared.shares[1]), *_guardrail(question))
    grade, rules = graded(Grade.C, rules, OBSERVED)
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=WHOLE,
        design=Design.LANDMARK,
        estimate=compared.estimate,
        grade=grade,
        comparator=Comparator.UNTREATED,
        level=compared.shares[0],
        counterfactual=compared.shares[1],
        n=compared.n[0],
        n_before=compared.n[1],
        rules=rules,
        naive=_naive(found),
        draws=np.clip(draws_of(compared.estimate, NORMAL, question.rng), -1.0, 1.0),
        detectable=(TWO_SIDED_5 + POWER_80) * compared.error,
        method=compared.method,
        hidden_cause=hidden_cause(compared.estimate, compared.shares, compared.variances, known),
    )


def _guardrail(question: Question) -> tuple[Rule, ...]:
    return guardrail(question, question.automation.rollout.at or date.min)
