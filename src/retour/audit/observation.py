"""O - Observation: what really happens on the ground, to the cases and to the people?"""

from dataclasses import replace
from datetime import date

from retour.audit.answers import answered, check, unknown
from retour.audit.evidence import FRESH, Evidence
from retour.audit.moved import Move, moves
from retour.audit.result import Check, Status
from retour.events.answer import Audience
from retour.quantity import Estimate, Unknown
from retour.voice.result import VoiceScore
from retour.watch.result import RunHealth

COMPLETE = 0.99
FEW_RUNS = 10
FALLING = 0.10  # P(after > before) below this: the score fell
OFTEN_WRONG = 0.10  # of the cases read: surely above, it fails
MIDDLE = 0.5  # of the scale: 50 of 100 for UMUX-Lite


def o1_complete(evidence: Evidence, _today: date) -> Check:
    """99 % of the due cases arrived and none is still missing; records dropped by runs are lost too."""
    watched = evidence.watched
    dropped = watched.health.ignored_items if watched.health else 0
    if isinstance(watched.completeness, Unknown):
        if dropped:
            return check("O1", Status.FAIL, "records_ignored", ignored=dropped)
        return unknown("O1", watched.completeness.reason)
    due = sum(r.due for r in watched.reconciliations if r.problem is None)
    lost = watched.lost_total or 0
    share = watched.completeness.value
    if not lost:
        return check("O1", Status.PASS, "complete", due=due, lost=0, share=share)
    status = Status.PARTIAL if share >= COMPLETE else Status.FAIL
    return check("O1", status, "lost_cases", lost=lost, due=due, share=share)


def o2_reliable(evidence: Evidence, _today: date) -> Check:
    """Not silent, runs succeed as often as targeted, and something would notice if they did not."""
    silence, health = evidence.watched.silence, evidence.watched.health
    if silence.silent:
        return check("O2", Status.FAIL, "silent", since=silence.since, expected=silence.expected)
    if health is None or isinstance(health.success, Unknown):
        return unknown("O2", "no_runs")
    covered = silence.silent is not None or any(r.problem is None for r in evidence.watched.reconciliations)
    return _runs(health, health.success, evidence.automation.watch.success_target, covered=covered)


def _runs(health: RunHealth, success: Estimate, target: float, *, covered: bool) -> Check:
    details: dict[str, object] = {"success": success.value, "target": target, "runs": health.runs}
    if success.high < target:
        counts = {"failed": health.failed, "partial": health.partial}
        return check("O2", Status.FAIL, "unreliable", **details, **counts)
    if health.runs < FEW_RUNS:
        return unknown("O2", "too_few_runs", runs=health.runs)
    if success.value < target:
        return check("O2", Status.PARTIAL, "reliability_unclear", **details)
    if not covered:
        return check("O2", Status.PARTIAL, "reliable_uncovered", **details)
    return check("O2", Status.PASS, "reliable", **details)


def o3_friction(evidence: Evidence, _today: date) -> Check:
    """Delay, rework and manual tasks against the time before."""
    found = moves(evidence)
    worse = [name for name, move in found.items() if move is Move.WORSE]
    better = [name for name, move in found.items() if move is Move.BETTER]
    if worse:
        return check("O3", Status.FAIL, "friction_up", what=worse)
    if better:
        return check("O3", Status.PASS, "friction_down", what=better)
    if any(move is Move.SAME for move in found.values()):
        return check("O3", Status.PARTIAL, "friction_same")
    return unknown("O3", "friction_unknown")


def o4_team(evidence: Evidence, today: date) -> Check:
    """The team's newest wave: usefulness and ease surely above the middle, control not falling."""
    wave = evidence.wave(Audience.TEAM)
    if stale := _stale("O4", wave, today):
        return stale
    control = next((v for v in wave if v.item == "control"), None)
    if control and control.p_better is not None and control.p_better < FALLING:
        return check("O4", Status.FAIL, "control_falling", p_better=control.p_better)
    scale = next((v for v in wave if v.item == "umux_lite"), None)
    if scale is not None and _known(scale):
        return _voice("O4", scale)
    other = next((v for v in wave if _known(v) and v.item not in ("effort", "frustration", "nps")), None)
    if other is None:
        return unknown("O4", "too_few_answers")
    found = _voice("O4", other)
    capped = found.status is Status.PASS  # one item is not the scale that the check asks for
    return check("O4", Status.PARTIAL, "voice_unclear", **found.details) if capped else found


def o5_customers(evidence: Evidence, today: date) -> Check:
    """Ten outputs read by a person this quarter, or the customers' newest wave; what they find bad stays so.

    When both are known the weaker one counts. A bare answer counts where nothing else answers better.
    """
    heard, read = _customers(evidence, today), _read(evidence, today)
    if heard.status is Status.FAIL:
        return heard
    if read is not None:
        return min((c for c in (read, heard) if c.score is not None), key=lambda c: c.score or 0.0)
    return answered("O5", evidence, today) or heard


def _read(evidence: Evidence, today: date) -> Check | None:
    """Ten cases drawn and read: none wrong, some wrong, surely more than 10 % wrong; None below ten."""
    found = evidence.spot_check(today)
    if isinstance(found.rate, Unknown):
        return None
    details = {"read": found.read, "wrong": found.wrong, "unexpected": found.unexpected}
    interval = {"low": round(found.rate.low, 2), "high": round(found.rate.high, 2)}  # as the figure says it
    status, reason = Status.PASS, "read_right"
    if found.rate.low > OFTEN_WRONG:
        status, reason = Status.FAIL, "read_wrong"
    elif found.wrong:
        status, reason = Status.PARTIAL, "read_some_wrong"
    made = check("O5", status, reason, **details, **interval)
    return replace(made, evidence=(evidence.key("ground", "error_rate"),), at=found.at)


def _customers(evidence: Evidence, today: date) -> Check:
    wave = evidence.wave(Audience.CUSTOMER)
    if stale := _stale("O5", wave, today):
        return stale
    known = [v for v in wave if v.item not in ("effort", "nps")]
    falling = next((v for v in known if v.p_better is not None and v.p_better < FALLING), None)
    if falling:
        return check("O5", Status.FAIL, "voice_falling", item=falling.item, p_better=falling.p_better)
    told = [c for c in (_voice("O5", v) for v in known) if c.score is not None]
    return min(told, key=lambda c: c.score or 0.0, default=unknown("O5", "too_few_answers"))


def _known(score: VoiceScore) -> bool:
    return not isinstance(score.estimate, Unknown)


def _stale(code: str, wave: tuple[VoiceScore, ...], today: date) -> Check | None:
    if not wave:
        return unknown(code, "no_wave")
    at = wave[0].wave
    return unknown(code, "wave_expired", at=at) if at + FRESH < today else None


def _voice(code: str, score: VoiceScore) -> Check:
    """Against the middle of the scale: surely above, surely below, or neither."""
    if isinstance(score.estimate, Unknown):
        return unknown(code, "too_few_answers")
    middle = score.low + MIDDLE * (score.high - score.low)
    low = score.estimate.low if score.lower_80 is None else score.lower_80
    details = {"item": score.item, "score": score.estimate.value, "low": low}
    if low >= middle:
        return check(code, Status.PASS, "voice_good", **details)
    if score.estimate.high < middle:
        return check(code, Status.FAIL, "voice_bad", **details)
    return check(code, Status.PARTIAL, "voice_unclear", **details)
