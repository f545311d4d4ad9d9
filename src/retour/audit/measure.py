"""M - Measure: is there one clear indicator, a time before, a comparison, a guardrail, enough precision?"""

from dataclasses import replace
from datetime import date

from retour.audit.answers import check, unknown
from retour.audit.evidence import Evidence
from retour.audit.result import Check, Status
from retour.kpi.cells import Cells, day_number
from retour.kpi.switched import on_days
from retour.quantity import Grade, Unknown
from retour.register.automation import RolloutKind
from retour.register.indicator import Indicator, Score

WEEKS, CASES = 8, 100
FED_DAYS = 7
BY_GRADE = {Grade.A: 1.0, Grade.B: 0.75, Grade.C: 0.5, Grade.D: 0.0, Grade.E: 0.0}


def m1_indicator(evidence: Evidence, _today: date) -> Check:
    """One main indicator with its target, reading frequency and smallest effect worth having."""
    main = evidence.main
    if main is None:
        return check("M1", Status.FAIL, "no_main_indicator")
    said = {
        "target": main.target,
        "follow_up": evidence.automation.follow_up,
        "smallest_effect": main.smallest_effect,
    }
    missing = [name for name, value in said.items() if value is None]
    if missing:
        return check("M1", Status.PARTIAL, "indicator_incomplete", missing=missing, indicator=main.key)
    return check("M1", Status.PASS, "indicator_complete", indicator=main.key)


def m2_baseline(evidence: Evidence, today: date) -> Check:
    """At least 8 weeks or 100 cases before go-live (of a random rollout or a switchback: 100 left aside)."""
    cells = main_cells(evidence)
    if cells is None or not len(cells):
        return unknown("M2", "no_data")
    live, rollout = today if evidence.planned else evidence.automation.go_live, evidence.automation.rollout
    if rollout.kind is RolloutKind.RANDOM:
        return _baseline(cells.of_arm(lambda arm: arm not in ("", rollout.treated_arm)), live)
    if rollout.kind is RolloutKind.SWITCHBACK:
        return _baseline(cells.where(~on_days(rollout, cells.day)), live)
    if live is None:
        return unknown("M2", "go_live_unknown")
    return _baseline(cells.where(cells.day < day_number(live)), live)


def _baseline(cells: Cells, live: date | None) -> Check:
    n = cells.moments.n + cells.moments.pending
    if n == 0:
        return check("M2", Status.FAIL, "no_baseline")
    last = int(cells.day.max()) + 1 if live is None else max(day_number(live), int(cells.day.min()) + 1)
    weeks = (last - int(cells.day.min())) / 7
    if weeks >= WEEKS or n >= CASES:
        return check("M2", Status.PASS, "baseline", weeks=weeks, n=n)
    if weeks >= WEEKS / 2 or n >= CASES / 2:
        return check("M2", Status.PARTIAL, "baseline_short", weeks=weeks, n=n)
    return check("M2", Status.FAIL, "baseline_short", weeks=weeks, n=n)


def main_cells(evidence: Evidence) -> Cells | None:
    """The cells of the main indicator."""
    if evidence.main is None:
        return None
    return evidence.dossier.cells.get((evidence.automation.key, evidence.main.key))


def m3_comparison(evidence: Evidence, _today: date) -> Check:
    """The evidence grade of the main effect: A 1, B .75, C .5, D and E 0."""
    effect = evidence.main_effect
    if effect is None:
        return unknown("M3", "no_effect")
    grade = Grade.E if isinstance(effect.estimate, Unknown) and effect.grade < Grade.D else effect.grade
    score = BY_GRADE[grade]
    status = Status.PASS if score >= 0.75 else Status.PARTIAL if score else Status.FAIL
    reason = "compared" if score else "no_comparison"
    found = check("M3", status, reason, grade=grade.value)
    return replace(found, score=score, evidence=(evidence.effect_key(effect),))


def m4_guardrail(evidence: Evidence, today: date) -> Check:
    """At least one guardrail of the main indicator has a margin and data of the last 7 days."""
    if evidence.main is None:
        return check("M4", Status.FAIL, "no_main_indicator")
    declared = [evidence.automation.indicator(key) for key in evidence.main.guardrails]
    found = [_guardrail(evidence, g, today) for g in declared if g is not None]
    if not found:
        return check("M4", Status.FAIL, "no_guardrail")
    return max(found, key=lambda c: c.score or 0.0)


def _guardrail(evidence: Evidence, guardrail: Indicator, today: date) -> Check:
    key = guardrail.key
    if guardrail.margin is None:
        return check("M4", Status.PARTIAL, "guardrail_without_margin", guardrail=key)
    if evidence.planned:
        return check("M4", Status.PASS, "guardrail_declared", guardrail=key)
    newest = _last_fed(evidence, guardrail)
    if newest is None:
        return check("M4", Status.FAIL, "guardrail_not_fed", guardrail=key)
    age = day_number(today) - newest
    if age <= FED_DAYS:
        return check("M4", Status.PASS, "guardrail_fed", guardrail=key, age_days=age)
    return check("M4", Status.PARTIAL, "guardrail_stale", guardrail=key, age_days=age)


def _last_fed(evidence: Evidence, guardrail: Indicator) -> int | None:
    if isinstance(guardrail.measure, Score):
        waves = [v.wave for v in evidence.voice if v.item == guardrail.measure.item]
        return day_number(max(waves)) if waves else None
    cells = evidence.dossier.cells.get((evidence.automation.key, guardrail.key))
    return int(cells.day.max()) if cells is not None and len(cells) else None


def m5_precision(evidence: Evidence, _today: date) -> Check:
    """The interval's half-width is at most half of the smallest effect worth having."""
    effect, main = evidence.main_effect, evidence.main
    if main is None or main.smallest_effect is None:
        return unknown("M5", "smallest_effect_not_said")
    if effect is None or isinstance(effect.estimate, Unknown):
        why = effect.estimate.reason if effect and isinstance(effect.estimate, Unknown) else "no_effect"
        return unknown("M5", "effect_unknown", why=why)
    half, smallest = effect.estimate.half_width, abs(main.smallest_effect)
    details = {"half_width": half, "smallest_effect": smallest, "unit": main.effect_unit.value}
    if half <= smallest / 2:
        return check("M5", Status.PASS, "precise", **details)
    return check("M5", Status.PARTIAL if half <= smallest else Status.FAIL, "imprecise", **details)
