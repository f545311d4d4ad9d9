"""What comes sooner: money that is no longer waited for, and the moment somebody notices (spec worth)."""

from datetime import timedelta

import numpy as np

from retour.effect.result import Effect
from retour.quantity import DeclaredRange, Grade, Unit, Unknown
from retour.register.indicator import Indicator
from retour.register.worth_lines import SpeedLine, WatchingLine
from retour.worth import inputs as said
from retour.worth.chance import effect_draws
from retour.worth.costs import handled
from retour.worth.desk import SCALE, Desk, Formula, Inputs, Part, scale
from retour.worth.quantity import Quantity
from retour.worth.result import Draws, Nature

DAY = 86_400.0
YEAR = 365.0


def speed_part(desk: Desk, line: SpeedLine) -> Part:
    """Days gained / 365 x annual turnover x cost of capital / 12: interest that is no longer paid, so cash.

    Source: spec worth, B_speed. The money that comes in sooner is nobody's gain: only its cost is.
    """
    days = _days(desk, line)
    if isinstance(days, Unknown):
        return _unknown("speed", days)
    gained, grade, inputs, details = days
    turnover = _draw(desk, "annual_turnover", line.annual_turnover, Unit.MONEY)
    cost = _draw(desk, "cost_of_capital", line.cost_of_capital, Unit.SHARE)
    return Part(
        code="speed",
        nature=Nature.CASH,
        grade=grade,
        inputs=(*inputs, turnover, cost),
        by=inputs if line.indicator is not None else (),
        amount=lambda x: np.asarray(gained(x) / YEAR * x[turnover] * x[cost] / 12),
        details=details,
    )


Days = tuple[Formula, Grade, tuple[str, ...], dict[str, object]]


def _days(desk: Desk, line: SpeedLine) -> Days | Unknown:
    """Days gained: measured, planned or declared, their grade, inputs and details."""
    if line.indicator is not None:
        return _planned_days(desk, line.indicator) if desk.planned else _measured_days(desk, line.indicator)
    if line.days_before is None or line.days_after is None:
        return Unknown("days_not_said")
    before = _draw(desk, "days_before", line.days_before, Unit.DAYS)
    after = _draw(desk, "days_after", line.days_after, Unit.DAYS)
    return (lambda x: x[before] - x[after]), Grade.D, (before, after), {}


def _measured_days(desk: Desk, key: str) -> Days | Unknown:
    """The effect on a duration, in seconds: shorter is sooner, so its sign is turned."""
    indicator = desk.automation.indicator(key)
    if not _is_duration(indicator):
        return Unknown("indicator_not_a_duration", {"indicator": key})
    effect = desk.effect(key)
    drawn = effect_draws(effect, desk.rng, desk.draws) if effect and effect.grade is not Grade.E else None
    if effect is None or drawn is None:
        return Unknown("effect_unknown", {"indicator": key, "effect_reason": _refusal(effect)})
    code = f"effect:{key}"
    if code not in desk.inputs:
        desk.keep_drawn(code, drawn, said.of_effect(code, effect, Unit.DURATION))
    details: dict[str, object] = {
        "indicator": key,
        "effect_grade": effect.grade.value,
        "version": effect.version,
    }
    return (lambda x: -x[code] / DAY), effect.grade, (code,), details


def _refusal(effect: Effect | None) -> str:
    if effect is None:
        return "not_measured"
    return effect.estimate.reason if isinstance(effect.estimate, Unknown) else "no_evidence"


def _planned_days(desk: Desk, key: str) -> Days | Unknown:
    plan, main = desk.automation.plan, desk.automation.main
    if plan is None or plan.expected_effect is None or main is None or main.key != key:
        return Unknown("effect_unknown", {"indicator": key, "effect_reason": "not_said"})
    if not _is_duration(main):
        return Unknown("indicator_not_a_duration", {"indicator": key})
    code = f"effect:{key}"
    expected = said.declared(code, plan.expected_effect, subject=key, unit=Unit.DURATION)
    code = desk.once(code, plan.expected_effect, expected)
    details: dict[str, object] = {"indicator": key, "effect_grade": Grade.D.value}
    return (lambda x: -x[code] / DAY), Grade.D, (code,), details


def _is_duration(indicator: Indicator | None) -> bool:
    return indicator is not None and indicator.effect_unit is Unit.DURATION


def watching_part(desk: Desk, line: WatchingLine) -> Part:
    """Loss at the delay before - loss at the delay after, a month.

    Source: spec worth, L_fail = lambda (D + F) V_day l C / 12, V_day = cases a month x 12 / 365; the time to
    repair is in both and cancels. Nothing where `costs: failures` are declared: their loss is counted at the
    shorter delay already, so the same days would be saved twice.
    """
    if desk.automation.costs.failures is not None:
        return _unknown("watching", Unknown("counted_in_failures"))
    after = line.days_after or _deadline(desk)
    if after is None:
        return _unknown("watching", Unknown("detection_not_said"))
    volume = handled(desk)
    if isinstance(volume, Unknown):
        return _unknown("watching", volume)
    often = _draw(desk, "incidents_per_year", line.per_year, Unit.PER_YEAR)
    days = [
        _draw(desk, f"noticed_{side}", each, Unit.DAYS)
        for side, each in (("before", line.days_before), ("after", after))
    ]
    share = _draw(desk, "watched_share", line.loss_share, Unit.SHARE)
    each = _draw(desk, "lost_case_cost", line.cost_each, Unit.MONEY)
    cases, inputs, facts = _cases(desk, volume)

    def saved(x: Inputs) -> Draws:
        return np.asarray(x[often] * (x[days[0]] - x[days[1]]) * cases(x) * x[share] * x[each] / YEAR)

    return Part(
        code="watching",
        nature=Nature.CASH,
        grade=Grade.D,
        inputs=(often, *days, share, each, *inputs),
        by=inputs or (SCALE,),
        facts=facts,
        amount=saved,
        details={"repair_days": line.repair_days.mode, "deadline": line.days_after is None},
    )


def _deadline(desk: Desk) -> DeclaredRange | None:
    """Days until the watch can notice: the longest deadline of its rules; None where there is no rule."""
    waits = [rule.within.elapsed for rule in desk.automation.watch.reconcile]
    days = max(waits, default=None)
    return None if days is None else DeclaredRange(*[days / timedelta(days=1)] * 3)


def _cases(desk: Desk, volume: Quantity) -> tuple[Formula, tuple[str, ...], tuple[str, ...]]:
    """Cases a month, as an input where a plan declares them, else as a fact that was counted."""
    if volume.declared is not None:
        code = desk.once("volume", volume.declared)
        return (lambda x: x[code]), (code,), ()
    fact = desk.tell("volume:handled", said.counted("", volume.per_month, Unit.CASES_PER_MONTH))
    return (lambda x: volume.per_month * scale(x)), (), (fact,)


def _draw(desk: Desk, code: str, ranged: DeclaredRange, unit: Unit) -> str:
    return desk.draw(code, ranged, said.declared(code, ranged, unit=unit))


def _unknown(code: str, why: Unknown) -> Part:
    return Part(code=code, nature=Nature.CASH, grade=Grade.E, unknown=why, details=dict(why.details))
