"""Before go-live: launch, pilot on a part, do not launch; or too little was answered to say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from retour.audit.evidence import Evidence
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange
from retour.register.automation import Automation, Comparison
from retour.register.worth_lines import Costs, TimeLine
from retour.verdict.keys import with_keys
from retour.verdict.result import Decision, Measurement, Reason, Verdict
from retour.verdict.thresholds import Thresholds
from retour.verdict.volume import PILOT_SHARE, SHOWS, looked_for, volume_of

UNITS_WIDER = 2.0  # units switched on one by one vary together: about twice the error, assumed
UNADJUSTED = 0.25  # of the level: what one untouched series hides over 3 to 6 months (spec effect, measured)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the comparison announced could show within `weeks`, against what is expected."""

    detectable: float | None
    expected: float | None
    weeks: float

    @property
    def hopeless(self) -> bool:
        """True when even the expected effect would not be seen."""
        return self.detectable is not None and self.expected is not None and self.detectable > self.expected


def planned_verdict(
    evidence: Evidence, *, today: date, limits: Thresholds, measurement: Measurement | None
) -> Verdict:
    """The verdict on a planned automation, from its eight answers."""
    missing = tuple(unanswered(evidence.automation, evidence.dossier))
    asked = tuple(Reason(code="plan.unanswered", details={"question": q}) for q in missing)
    sight = sight_of(evidence, today=today, limits=limits)
    decision, reason = _decided(evidence, sight, missing, limits)
    if decision is Decision.PILOT and measurement is not None and measurement.design == "hold_out":
        reason = replace(reason, details={**reason.details, "weeks": measurement.weeks, "n": measurement.n})
    told = (reason, _told(sight), *asked)
    proposed = measurement if decision in (Decision.PILOT, Decision.MEASURE) else None
    return Verdict(
        decision=decision,
        rule=reason.code,
        reasons=tuple(with_keys(r, evidence) for r in told),
        would_change=tuple(_changes(evidence, decision, sight, missing)),
        measurement=proposed,
    )


def _decided(
    evidence: Evidence, sight: Sight, missing: tuple[str, ...], limits: Thresholds
) -> tuple[Decision, Reason]:
    p, plan = evidence.worth.p_positive, evidence.automation.plan
    split = plan is not None and plan.comparison in (Comparison.HOLD_OUT, Comparison.UNITS)
    if evidence.automation.legal.red:
        return Decision.DO_NOT_LAUNCH, Reason(code="do_not_launch.legal")
    if p is not None and p < limits.launch_net:
        return Decision.DO_NOT_LAUNCH, Reason(code="do_not_launch.negative", details={"p": p})
    if len(missing) > 8 - limits.plan_answers:
        details = {"questions": list(missing), "answered": 8 - len(missing)}
        return Decision.MEASURE, Reason(code="measure.plan_unanswered", details=details)
    if sight.hopeless:
        details = {"detectable": sight.detectable, "expected": sight.expected, "weeks": sight.weeks}
        return Decision.DO_NOT_LAUNCH, Reason(code="do_not_launch.undetectable", details=details)
    if split and (p is None or p < limits.pilot_net):
        details = {"p": p, "share": PILOT_SHARE, "weeks": sight.weeks}
        return Decision.PILOT, Reason(code="pilot.uncertain", details=details)
    if p is None:
        details = {"questions": list(missing), "answered": 8 - len(missing)}
        return Decision.MEASURE, Reason(code="measure.plan_unanswered", details=details)
    return Decision.LAUNCH, Reason(code="launch.expected", details={"p": p})


def unanswered(automation: Automation, dossier: Dossier) -> Iterator[str]:
    """Which of the eight questions have no answer."""
    plan, main = automation.plan, automation.main
    timed = any(isinstance(w, TimeLine) and w.before for w in automation.worth)
    known = {
        "objective": dossier.register.objective(automation.objective) is not None,
        "process_volume": automation.process is not None
        and bool((plan and plan.cases_per_month) or dossier.cases_per_day.get(automation.process)),
        "time_today": timed or bool(automation.worth),
        "costs": automation.costs != Costs(),
        "indicator": main is not None and bool(main.guardrails) and main.smallest_effect is not None,
        "comparison": plan is not None and plan.comparison is not None,
        "risk": plan is not None and plan.risk is not None and plan.who_notices is not None,
        "stop_date": plan is not None and plan.stop_date is not None,
    }
    yield from (question for question, answered in known.items() if not answered)


def sight_of(evidence: Evidence, *, today: date, limits: Thresholds) -> Sight:
    """The smallest effect that the announced comparison shows 4 times in 5, by the stop date."""
    plan, volume = evidence.automation.plan, volume_of(evidence)
    start = max(plan.go_live, today) if plan and plan.go_live else today
    stop = plan.stop_date if plan else None
    weeks = (stop - start).days / 7 if stop and stop > start else float(limits.plan_weeks)
    if volume is None or plan is None or plan.comparison is None:
        return Sight(detectable=None, expected=None, weeks=weeks)
    error = volume.error(PILOT_SHARE, weeks) * SHOWS
    by = {
        Comparison.HOLD_OUT: error,
        Comparison.UNITS: UNITS_WIDER * error,
        Comparison.CONTROLS: max(UNITS_WIDER * error, UNADJUSTED / 2 * volume.level),
        Comparison.NOTHING: max(UNITS_WIDER * error, UNADJUSTED * volume.level),
    }
    expected = _most_expected(plan.expected_effect) or looked_for(evidence, volume)
    return Sight(detectable=by[plan.comparison], expected=expected, weeks=weeks)


def _most_expected(expected: DeclaredRange | None) -> float | None:
    return max(abs(expected.low), abs(expected.high)) if expected else None


def _told(sight: Sight) -> Reason:
    if sight.detectable is None:
        return Reason(code="plan.detectable_unknown")
    details: dict[str, object] = {
        "detectable": sight.detectable,
        "expected": sight.expected,
        "weeks": sight.weeks,
    }
    return Reason(code="plan.detectable", details=details)


def _changes(
    evidence: Evidence, decision: Decision, sight: Sight, missing: tuple[str, ...]
) -> Iterator[Reason]:
    pilot, draws = Decision.PILOT.value, evidence.worth.net_draws
    middle = float(np.median(draws)) if draws is not None and len(draws) else None
    if decision is Decision.MEASURE:
        yield Reason(code="flip.plan_answered", details={"questions": list(missing), "to": pilot})
    if decision is Decision.DO_NOT_LAUNCH and sight.hopeless:
        yield Reason(code="flip.more_cases", details={"times": _times(sight), "to": pilot})
    if decision is Decision.DO_NOT_LAUNCH and middle is not None and middle < 0:
        yield Reason(code="flip.net_positive", details={"by": -middle, "to": pilot})
    if decision in (Decision.LAUNCH, Decision.PILOT) and middle is not None and middle > 0:
        stopped = Decision.DO_NOT_LAUNCH.value
        yield Reason(code="flip.net_negative", details={"by": middle, "to": stopped})


def _times(sight: Sight) -> float:
    """How many times the volume (or the time) is needed: the square of the ratio."""
    return ((sight.detectable or 0.0) / (sight.expected or 1.0)) ** 2
