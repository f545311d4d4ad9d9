"""Observed rollout: some cases were treated and some were not, and nobody drew lots."""

from datetime import date, timedelta

from retour.effect.intervals import NORMAL, POWER_80, TWO_SIDED_5, draws_of, newcombe, spread_of
from retour.effect.observational.landmark import Landmark, landmark
from retour.effect.question import Question
from retour.effect.refusals import Refusal, refused
from retour.effect.result import Design, Effect, Rule
from retour.effect.threats import guardrail, hold_out_size
from retour.effect.versions import WHOLE
from retour.kpi.cells import CaseFrame
from retour.quantity import Comparator, Grade, Unknown
from retour.register.indicator import Rate

METHOD = "landmark-newcombe-1"


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
    return _effect(question, found)


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


def _effect(question: Question, found: Landmark) -> Effect:
    estimate = newcombe(found.treated, found.untreated)
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=WHOLE,
        design=Design.LANDMARK,
        estimate=estimate,
        grade=Grade.D,
        comparator=Comparator.UNTREATED,
        level=found.treated.share,
        counterfactual=found.untreated.share,
        n=found.treated.n,
        n_before=found.untreated.n,
        rules=(
            Rule("landmark", passed=True, details={"open": found.open, "closed_early": found.closed_early}),
            Rule("adjusted", passed=False, lifts_to=Grade.C),
            hold_out_size(question, None, found.untreated.share),
            *_guardrail(question),
        ),
        naive=_naive(found),
        draws=draws_of(estimate, NORMAL, question.rng),
        detectable=(TWO_SIDED_5 + POWER_80) * spread_of(found.treated, found.untreated),
        method=METHOD,
    )


def _guardrail(question: Question) -> tuple[Rule, ...]:
    return guardrail(question, question.automation.rollout.at or date.min)
