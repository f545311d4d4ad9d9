"""R - Return: is the gain worth the effort, and does it last?"""

from dataclasses import replace
from datetime import date

from retour.audit.answers import answered, check, unknown
from retour.audit.drift import Drift, drift_of
from retour.audit.evidence import Evidence, normal_above, sign
from retour.audit.measure import main_cells
from retour.audit.result import Check, Status
from retour.effect.result import Effect, SegmentEffect
from retour.kpi.switched import steady_since, switched_on
from retour.quantity import DeclaredRange, Grade, Unknown
from retour.register.worth_lines import Effort

LIKELY, PROVEN = 0.6, 0.9
MET, HALF = 0.8, 0.5
LOW_EFFORT, FAIR_EFFORT = 0.25, 0.5
HARMED, VOLUME = 0.9, 0.10


def r1_net(evidence: Evidence, _today: date) -> Check:
    """P(net worth > 0): .9 and more passes, .6 to .9 is half, less fails."""
    p, net = evidence.worth.p_positive, evidence.worth.net
    if p is None:
        return unknown("R1", "net_unknown", why=net.reason if isinstance(net, Unknown) else "")
    keys = (evidence.key("worth", "net"),)
    if p >= PROVEN:
        return replace(check("R1", Status.PASS, "net_positive", p=p), evidence=keys)
    if p >= LIKELY:
        return replace(check("R1", Status.PARTIAL, "net_likely", p=p), evidence=keys)
    return replace(check("R1", Status.FAIL, "net_unproven", p=p), evidence=keys)


def r2_forecast(evidence: Evidence, _today: date) -> Check:
    """Effect on the main indicator over what was expected before go-live, at least .8."""
    plan, main, effect = evidence.automation.plan, evidence.main, evidence.main_effect
    if plan is None or plan.expected_effect is None or not plan.expected_effect.mode:
        return unknown("R2", "no_forecast")
    if main is None or effect is None or isinstance(effect.estimate, Unknown):
        why = effect.estimate.reason if effect and isinstance(effect.estimate, Unknown) else "no_effect"
        return unknown("R2", "effect_unknown", why=why)
    if effect.grade > Grade.C:
        return unknown("R2", "effect_unknown", why="grade")
    ratio = sign(main) * effect.estimate.value / abs(plan.expected_effect.mode)
    if ratio >= MET:
        return check("R2", Status.PASS, "forecast_met", ratio=ratio)
    if ratio >= HALF:
        return check("R2", Status.PARTIAL, "forecast_partly", ratio=ratio)
    return check("R2", Status.FAIL, "forecast_missed", ratio=ratio)


def r3_effort(evidence: Evidence, _today: date) -> Check:
    """(Upkeep + supervision hours) / net hours freed, at most .25; what changes break stands beside."""
    keys = ("changes_per_month", "change_failure")
    return replace(_effort(evidence), evidence=tuple(evidence.key("ground", k) for k in keys))


def _effort(evidence: Evidence) -> Check:
    costs, hours = evidence.automation.costs, evidence.worth.hours
    if isinstance(hours, Unknown):
        return unknown("R3", "hours_unknown", why=hours.reason)
    efforts = {"upkeep": costs.upkeep, "supervision": costs.supervision}
    missing = [name for name, effort in efforts.items() if _hours(effort) is None]
    if missing:
        return unknown("R3", "effort_not_said", missing=missing)
    freed = hours.mode if isinstance(hours, DeclaredRange) else hours.value
    if freed <= 0:
        return check("R3", Status.FAIL, "no_hours_freed", hours=freed)
    ratio = sum(_hours(effort) or 0.0 for effort in efforts.values()) / freed
    if ratio <= LOW_EFFORT:
        return check("R3", Status.PASS, "effort_low", ratio=ratio)
    if ratio <= FAIR_EFFORT:
        return check("R3", Status.PARTIAL, "effort_fair", ratio=ratio)
    return check("R3", Status.FAIL, "effort_high", ratio=ratio)


def _hours(effort: Effort | None) -> float | None:
    return effort.hours.mode if effort and effort.hours else None


def r4_durable(evidence: Evidence, today: date) -> Check:
    """The main indicator does not drift the wrong way over two quarters, and two people can repair it.

    How long failures last and how many people can repair it stand beside.
    """
    keys = ("maintainers", "time_to_restore")
    return replace(_durable(evidence, today), evidence=tuple(evidence.key("ground", k) for k in keys))


def _durable(evidence: Evidence, today: date) -> Check:
    cells, main = main_cells(evidence), evidence.main
    if cells is None or main is None:
        return unknown("R4", "no_data")
    rollout = evidence.automation.rollout
    since = evidence.automation.go_live and steady_since(rollout, today)
    drift = drift_of(switched_on(cells, rollout), since=since, side=sign(main))
    if isinstance(drift, int):
        return unknown("R4", "too_short", weeks=drift)
    if drift.worsening:
        return check("R4", Status.FAIL, "drifting", weeks=drift.weeks, slope=drift.slope.value)
    return answered("R4", evidence, today) or _repairable(drift, evidence.automation.maintainers)


def _repairable(drift: Drift, people: int | None) -> Check:
    if people is None:
        return check("R4", Status.PARTIAL, "maintainers_not_said", weeks=drift.weeks)
    enough = people >= 2
    status, reason = (Status.PASS, "durable") if enough else (Status.PARTIAL, "one_person")
    return check("R4", status, reason, weeks=drift.weeks, maintainers=people)


def r5_segments(evidence: Evidence, _today: date) -> Check:
    """No segment of 10 % of the volume or more is harmed with a probability of .9 or more.

    Read from the shrunken effects, and only those that stand among the others: the worst of several
    segments where nothing happens reaches .9 in one case in eight.
    """
    main, effect = evidence.main, evidence.main_effect
    if main is None or not evidence.automation.segments:
        return unknown("R5", "no_segments")
    told = [s for s in _segments(effect) if s.grade <= Grade.C]
    if not told:
        return unknown("R5", "segments_unknown")
    volume = sum(s.n for s in _segments(effect))
    harmed = [
        (normal_above(-sign(main), s.shrunk, 0.0), s) for s in told if s.discovered and s.n >= VOLUME * volume
    ]
    p, worst = max(harmed, key=lambda pair: pair[0], default=(0.0, None))
    if worst is None or p < HARMED:
        return check("R5", Status.PASS, "no_segment_harmed", segments=len(told))
    return check("R5", Status.FAIL, "segment_harmed", segment=worst.segment, p=p, share=worst.n / volume)


def _segments(effect: Effect | None) -> tuple[SegmentEffect, ...]:
    return effect.segments.segments if effect and effect.segments else ()
