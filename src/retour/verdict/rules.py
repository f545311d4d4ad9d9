"""The rules, in the order of the specification: the first decision that has a reason is the verdict."""

from collections.abc import Callable

from retour.audit.result import Check, Status
from retour.quantity import Grade
from retour.verdict.facts import Facts, Harm
from retour.verdict.result import Decision, Reason
from retour.verdict.thresholds import Thresholds

Rule = Callable[[Facts, Thresholds], Reason | None]


def stop_legal(facts: Facts, _limits: Thresholds) -> Reason | None:
    """Somebody in charge declared that it must stop."""
    return Reason(code="stop.legal") if facts.legal_red else None


def stop_retired(facts: Facts, _limits: Thresholds) -> Reason | None:
    """It was stopped already."""
    return Reason(code="stop.retired") if facts.retired else None


def sure_loss(facts: Facts, limits: Thresholds) -> Reason | None:
    """It surely costs more than it brings; a proven satisfaction gain can justify a small cost."""
    p = facts.p_avoidable_negative
    if p is None or p < limits.stop_net:
        return None
    loss = 0.0 if facts.net is None else -facts.net
    if loss <= limits.little_loss and any(gain.kind == "satisfaction" for gain in facts.gains):
        return None
    return Reason(code="stop.costs_more", details={"p": p, "net": facts.net})


def stop_costs_more(facts: Facts, limits: Thresholds) -> Reason | None:
    """A sure loss, unless a repair is under way, or at hand (lost cases, failing runs) and never tried."""
    broken = _failed(facts.complete) or _failed(facts.reliable)
    if facts.fix_open or (broken and not facts.fix_tried):
        return None
    return sure_loss(facts, limits)


def stop_zombie(facts: Facts, _limits: Thresholds) -> Reason | None:
    """Hardly used for two quarters in a row."""
    use = facts.use
    if use is None or use.status is not Status.FAIL or not use.details.get("zombie"):
        return None
    details = {name: use.details[name] for name in ("seen", "previous", "needed")}
    return Reason(code="stop.zombie", details=details)


def stop_guardrail(facts: Facts, limits: Thresholds) -> Reason | None:
    """A guardrail with a declared margin is surely passed."""
    return _guardrail("stop.guardrail", facts, lambda h: h.margin is not None and _p(h) >= limits.stop_harm)


def stop_main_harm(facts: Facts, limits: Thresholds) -> Reason | None:
    """The main indicator itself surely got worse, and that is a sure loss: it is its own guardrail."""
    harm = facts.main_harm
    if harm is None or _p(harm) < limits.stop_harm or stop_costs_more(facts, limits) is None:
        return None
    return Reason(code="stop.guardrail", details={"indicator": harm.indicator, "p": harm.p, "margin": 0.0})


def fix_lost_cases(facts: Facts, _limits: Thresholds) -> Reason | None:
    """Cases are lost."""
    check = facts.complete
    if not _failed(check) or check is None:
        return None
    return Reason(code=f"fix.{check.reason}", details=dict(check.details))


def fix_reliability(facts: Facts, _limits: Thresholds) -> Reason | None:
    """Silent, or its runs fail too often."""
    check = facts.reliable
    if not _failed(check) or check is None:
        return None
    code = "fix.silent" if check.reason == "silent" else "fix.reliability"
    return Reason(code=code, details=dict(check.details))


def fix_guardrail(facts: Facts, limits: Thresholds) -> Reason | None:
    """A guardrail is more likely than not passed (surely worse, where no margin was said)."""
    return _guardrail(
        "fix.guardrail",
        facts,
        lambda h: _p(h) >= (limits.sure_harm if h.margin is None else limits.fix_harm),
    )


def fix_main_harm(facts: Facts, limits: Thresholds) -> Reason | None:
    """The main indicator itself got worse."""
    harm = facts.main_harm
    if harm is None or _p(harm) < limits.sure_harm:
        return None
    return Reason(code="fix.main_harm", details={"indicator": harm.indicator, "p": harm.p})


def fix_friction(facts: Facts, _limits: Thresholds) -> Reason | None:
    """Delay, rework or manual tasks went up."""
    check = facts.friction
    return Reason(code="fix.friction", details=dict(check.details)) if check and _failed(check) else None


def fix_costs(facts: Facts, _limits: Thresholds) -> Reason | None:
    """It costs more than it brings, and what weighs most is in the owner's hands."""
    if facts.p_positive is None or facts.p_positive >= 0.5 or facts.driver is None:
        return None
    return Reason(code="fix.costs", details={"net": facts.net, "driver": facts.driver, "p": facts.p_positive})


def fix_segment(facts: Facts, _limits: Thresholds) -> Reason | None:
    """A segment is harmed."""
    check = facts.segments
    return Reason(code="fix.segment", details=dict(check.details)) if check and _failed(check) else None


def extend_proven(facts: Facts, limits: Thresholds) -> Reason | None:
    """Proven worth by a comparison of grade B, no red guardrail, good observation, room left."""
    met = (
        _at_least(facts.p_positive, limits.extend_net)
        and _at_least(facts.p_proven, limits.extend_net)
        and _at_least(facts.comparison, limits.extend_comparison)
        and facts.main_proven
        and all(h.p is not None and h.p < limits.fix_harm for h in facts.harms)
        and _at_least(facts.observation, limits.extend_observation)
        and _at_least(facts.addressable, limits.extend_addressable)
    )
    if not met:
        return None
    return Reason(code="extend.proven", details={"p": facts.p_positive, "addressable": facts.addressable})


def measure_worth_it(facts: Facts, limits: Thresholds) -> Reason | None:
    """Nobody knows yet, and a measurement is worth its cost here."""
    p, found = facts.p_positive, facts.measurement
    between = p is not None and limits.measure_low <= p <= limits.measure_high
    blind = p is None and not facts.main_known
    declared = p is not None and facts.worth_grade > Grade.C and not facts.gains
    if not (between or blind or declared or facts.m_coverage < limits.measure_coverage):
        return None
    if found is None or not found.useful or (found.gain is not None and found.gain <= 0):
        return None
    details: dict[str, object] = {"p": p, "design": found.design, "weeks": found.weeks, "gain": found.gain}
    return Reason(code="measure.worth_it", details=details)


def keep_effect(facts: Facts, _limits: Thresholds) -> Reason | None:
    """A gain in time, conversion or satisfaction is established by an effect."""
    gain = min((g for g in facts.gains if g.grade is not None), key=lambda g: g.grade or "", default=None)
    if gain is None or gain.grade is None:
        return None
    details: dict[str, object] = {"indicator": gain.indicator, "kind": gain.kind, "grade": gain.grade.value}
    return Reason(code="keep.effect_established", details=details)


def keep_satisfaction(facts: Facts, _limits: Thresholds) -> Reason | None:
    """The team's or the customers' scores surely rose."""
    gain = next((g for g in facts.gains if g.grade is None), None)
    if gain is None:
        return None
    details: dict[str, object] = {
        "audience": gain.audience,
        "item": gain.indicator,
        "p_better": gain.p_better,
    }
    return Reason(code="keep.satisfaction", details=details)


def keep_worth(facts: Facts, limits: Thresholds) -> Reason | None:
    """Worth is likely positive. If only declared: only where measuring is not worth it."""
    p, found = facts.p_positive, facts.measurement
    if p is None or p < limits.keep_net:
        return None
    settled = facts.evpi is not None and found is not None and found.design == "none"
    if facts.worth_grade > Grade.C and not settled:
        return None
    details: dict[str, object] = {"p": p, "grade": facts.worth_grade.value, "evpi": facts.evpi}
    return Reason(code="keep.worth_likely", details=details)


def question_again(facts: Facts, _limits: Thresholds) -> Reason | None:
    """Nothing is proven, for the second review in a row: stop is proposed."""
    if facts.questioned is None:
        return None
    return Reason(code="question.stop_proposed", details={"since": facts.questioned})


def question_nothing(_facts: Facts, _limits: Thresholds) -> Reason | None:
    """Nothing is proven: the owner says why it stays."""
    return Reason(code="question.nothing_proven")


RULES: tuple[tuple[Decision, tuple[Rule, ...]], ...] = (
    (Decision.STOP, (stop_legal, stop_retired, stop_guardrail, stop_main_harm, stop_costs_more, stop_zombie)),
    (
        Decision.FIX,
        (
            fix_lost_cases,
            fix_reliability,
            fix_guardrail,
            fix_main_harm,
            fix_friction,
            fix_costs,
            fix_segment,
        ),
    ),
    (Decision.EXTEND, (extend_proven,)),
    (Decision.MEASURE, (measure_worth_it,)),
    (Decision.KEEP, (keep_effect, keep_satisfaction, keep_worth)),
    (Decision.QUESTION, (question_again, question_nothing)),
)


def decide(facts: Facts, limits: Thresholds) -> tuple[Decision, tuple[Reason, ...]]:
    """The first decision with a reason, and all of its reasons in the order of the rules.

    Beside a stop, what is broken too; beside a repair, a sure loss too: if the repair does not end it, stop.
    """
    fired = {
        decision: [reason for rule in rules if (reason := rule(facts, limits)) is not None]
        for decision, rules in RULES
    }
    decision = next(d for d, reasons in fired.items() if reasons)  # the last rule always fires
    reasons = fired[decision]
    if decision is Decision.STOP:
        named = {reason.details.get("indicator", "") for reason in reasons}
        reasons += [r for r in fired[Decision.FIX] if r.details.get("indicator") not in named]
    elif decision is Decision.FIX and (loss := sure_loss(facts, limits)):
        reasons.append(loss)
    return decision, tuple(reasons)


def _guardrail(code: str, facts: Facts, fires: Callable[[Harm], bool]) -> Reason | None:
    worst = max((h for h in facts.harms if fires(h)), key=_p, default=None)
    if worst is None:
        return None
    return Reason(code=code, details={"indicator": worst.indicator, "p": worst.p, "margin": worst.margin})


def _p(harm: Harm) -> float:
    return -1.0 if harm.p is None else harm.p


def _failed(check: Check | None) -> bool:
    return check is not None and check.status is Status.FAIL


def _at_least(value: float | None, limit: float) -> bool:
    return value is not None and value >= limit
