"""A - Alignment: does the automation serve an objective that still exists, and does anybody use it?"""

from datetime import date, timedelta

from retour.audit.answers import answered, check, unknown
from retour.audit.evidence import Evidence
from retour.audit.result import Check, Status
from retour.kpi.cells import day_number

YEAR = timedelta(days=366)
QUARTER = 90  # days
MOST_NEEDED = 50
NEEDED_SHARE = 0.20
FILLED, PARTLY = 0.90, 0.50


def a1_objective(evidence: Evidence, today: date) -> Check:
    """Linked to an objective that is active and was reviewed in the last 12 months."""
    key = evidence.automation.objective
    objective = evidence.dossier.register.objective(key)
    if objective is None:
        reason = "no_objective" if key is None else "objective_unknown"
        return check("A1", Status.FAIL, reason, objective=key)
    if not objective.active:
        return check("A1", Status.FAIL, "objective_closed", objective=key)
    if said := answered("A1", evidence, today):
        return said
    if objective.reviewed is None:
        return unknown("A1", "objective_never_reviewed", objective=key)
    fresh = today <= objective.reviewed + YEAR
    status, reason = (Status.PASS, "objective_reviewed") if fresh else (Status.PARTIAL, "objective_expired")
    return check("A1", status, reason, objective=key, at=objective.reviewed)


def a2_owner(evidence: Evidence, today: date) -> Check:
    """A named owner; a name that nobody has signed with for 100 days is half an owner."""
    owner = evidence.automation.owner
    if not owner:
        return check("A2", Status.FAIL, "no_owner")
    if review := evidence.review(today):
        return check("A2", Status.PASS, "owner_active", owner=owner, at=review.at)
    return check("A2", Status.PARTIAL, "owner_named", owner=owner)


def a3_used(evidence: Evidence, today: date) -> Check:
    """Seen in the last 90 days of data at least min(50, 20 % of the baseline volume) times."""
    flow = evidence.dossier.flows.get(evidence.automation.key)
    if flow is None or not flow.daily:
        return unknown("A3", "use_unknown")
    end = last_day(evidence, today)
    seen = sum(n for day, n in flow.daily.items() if end - QUARTER < day <= end)
    previous = sum(n for day, n in flow.daily.items() if end - 2 * QUARTER < day <= end - QUARTER)
    needed = needed_uses(evidence, end)
    if needed is None:
        return check("A3", Status.PASS, "used", seen=seen, needed=1) if seen else _unused(evidence, end, 0, 1)
    if seen >= needed:
        return check("A3", Status.PASS, "used", seen=seen, needed=needed)
    if seen:
        return _barely(evidence, end, (seen, previous), needed)
    return _unused(evidence, end, previous, needed)


def last_day(evidence: Evidence, today: date) -> int:
    """The last day that the data can speak of: today for runs, the process's last event for events."""
    flow = evidence.dossier.flows.get(evidence.automation.key)
    watermark = evidence.dossier.watermark.get(evidence.automation.process or "")
    if flow is None or flow.source == "runs" or watermark is None:
        return day_number(today)
    return min(day_number(watermark.date()), day_number(today))


def needed_uses(evidence: Evidence, end: int) -> float | None:
    """min(50, 20 % of the cases of a baseline quarter); None when the volume is unknown."""
    daily = evidence.dossier.cases_per_day.get(evidence.automation.process or "", {})
    if not daily:
        return None
    live = evidence.automation.go_live
    until = min(day_number(live), end) if live else end
    baseline = [n for day, n in daily.items() if until - QUARTER <= day < until] or list(daily.values())
    return min(MOST_NEEDED, NEEDED_SHARE * sum(baseline))


def _live_for(evidence: Evidence, end: int) -> int:
    """Days since go-live, or since it was first seen."""
    live = evidence.automation.go_live
    first = min(evidence.dossier.flows[evidence.automation.key].daily)
    return end - (day_number(live) if live else first)


def _barely(evidence: Evidence, end: int, seen: tuple[int, int], needed: float) -> Check:
    if _live_for(evidence, end) < QUARTER:
        return check("A3", Status.PARTIAL, "barely_used", seen=seen[0], needed=needed)
    zombie = _live_for(evidence, end) >= 2 * QUARTER and seen[1] < needed
    details = {"seen": seen[0], "needed": needed, "previous": seen[1], "zombie": zombie}
    return check("A3", Status.FAIL, "not_used", **details)


def _unused(evidence: Evidence, end: int, previous: int, needed: float) -> Check:
    zombie = _live_for(evidence, end) >= 2 * QUARTER and previous < needed
    return check("A3", Status.FAIL, "not_used", seen=0, needed=needed, previous=previous, zombie=zombie)


def a4_segments(evidence: Evidence, _today: date) -> Check:
    """Segments in scope are declared and filled on 90 % of the cases."""
    automation = evidence.automation
    if not automation.segments:
        return check("A4", Status.FAIL, "no_segments")
    known = evidence.dossier.attribute_coverage
    covered = {
        s: known.get((automation.key, s), known.get((automation.process or "", s)))
        for s in automation.segments
    }
    missing = next((s for s, share in covered.items() if share is None), None)
    if missing is not None:
        return unknown("A4", "coverage_unknown", segment=missing)
    segment, coverage = min(((s, c or 0.0) for s, c in covered.items()), key=lambda pair: pair[1])
    if coverage >= FILLED:
        return check("A4", Status.PASS, "segments_filled", coverage=coverage, segment=segment)
    if coverage >= PARTLY:
        return check("A4", Status.PARTIAL, "segments_partly_filled", coverage=coverage, segment=segment)
    return check("A4", Status.FAIL, "segments_empty", coverage=coverage, segment=segment)


def a5_legal(evidence: Evidence, today: date) -> Check:
    """Legal basis recorded, and the AI label where AI is paid for."""
    legal, costs = evidence.automation.legal, evidence.automation.costs
    if legal.red:
        return check("A5", Status.FAIL, "legal_red")
    if said := answered("A5", evidence, today):
        return said
    if legal.basis_recorded is None:
        return unknown("A5", "legal_not_said")
    if not legal.basis_recorded:
        return check("A5", Status.FAIL, "legal_missing")
    uses_ai = costs.ai_per_case is not None or costs.ai_per_month is not None
    if not uses_ai or legal.ai_label:
        return check("A5", Status.PASS, "legal_recorded")
    if legal.ai_label is None:
        return check("A5", Status.PARTIAL, "ai_label_not_said")
    return check("A5", Status.FAIL, "ai_label_missing")
