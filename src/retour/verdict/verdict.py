"""The verdict on one automation: the first rule that fires, its reasons, what would change it."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from retour.audit.evidence import Evidence
from retour.audit.result import Audit, Status
from retour.effect.result import Effect
from retour.quantity import Estimate, Grade, Unknown
from retour.verdict.facts import Facts, facts_of
from retour.verdict.flip import flips
from retour.verdict.keys import with_keys
from retour.verdict.measurement import next_measurement
from retour.verdict.planned import planned_verdict
from retour.verdict.result import Measurement, Reason, Verdict
from retour.verdict.rules import decide
from retour.verdict.thresholds import Thresholds


def verdict_of(
    evidence: Evidence,
    audit: Audit,
    *,
    today: date,
    rng: np.random.Generator | None = None,  # noqa: ARG001  every pure chapter takes it; nothing is drawn
    thresholds: Thresholds | None = None,
) -> Verdict:
    """What to do with an automation, live or planned (spec amor, Verdict and Before go-live)."""
    limits = thresholds or Thresholds()
    measurement = next_measurement(evidence, today=today, thresholds=limits)
    if evidence.planned:
        return planned_verdict(evidence, today=today, limits=limits, measurement=measurement)
    facts = facts_of(evidence, audit, today=today, thresholds=limits, measurement=measurement)
    decision, reasons = decide(facts, limits)
    return Verdict(
        decision=decision,
        rule=reasons[0].code,
        reasons=tuple(with_keys(r, evidence) for r in (*reasons, *_people(audit), *_beside(evidence, facts))),
        would_change=flips(facts, decision, limits),
        measurement=measurement,
    )


def _people(audit: Audit) -> Iterator[Reason]:
    """What the team, the customers, or whoever read the cases found wrong."""
    for check in (audit.check("O4"), audit.check("O5")):
        if check.status is Status.FAIL:
            yield Reason(code=f"people.{check.reason}", details=dict(check.details))


def _beside(evidence: Evidence, facts: Facts) -> Iterator[Reason]:
    """What a reader should know beside the rule that fired."""
    main, effect = evidence.main, evidence.main_effect
    if (
        main is not None
        and not any(gain.indicator == main.key for gain in facts.gains)
        and not _went_wrong(effect)
    ):
        yield Reason(code="gain.unproven", details={"indicator": main.key, "why": _why(effect)})
    for harm in facts.harms:
        if harm.p is None:
            yield Reason(code="guardrail.unknown", details={"indicator": harm.indicator})
    yield from _enough(facts.evpi, facts.measurement)


def _went_wrong(effect: Effect | None) -> bool:
    """The interval lies wholly on one side, and it is not a gain: the harm is said, not a doubt."""
    return (
        effect is not None
        and effect.grade <= Grade.C
        and isinstance(effect.estimate, Estimate)
        and effect.estimate.excludes_zero
    )


def _why(effect: Effect | None) -> str:
    """Why nothing is established: the refusal's reason, a grade too low, or an interval around zero."""
    if effect is None:
        return "no_effect"
    if isinstance(effect.estimate, Unknown):
        return effect.estimate.reason
    return "declared_only" if effect.grade > Grade.C else "interval_includes_zero"


def _enough(evpi: float | None, found: Measurement | None) -> Iterator[Reason]:
    if found is not None and found.design == "none":
        yield Reason(code="measure.stop_measuring", details={"evpi": evpi, "cost": found.cost})
