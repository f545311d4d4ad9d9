"""What an automation brings: time, margin, errors avoided, spending that disappeared (spec worth)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from retour.effect.result import Design, Effect
from retour.kpi.caseload import SHORTEST, mature_rows, months_in
from retour.kpi.cells import day_number
from retour.quantity import Better, DeclaredRange, Estimate, Exact, Grade, Period, Unit, Unknown
from retour.register.indicator import Rate
from retour.register.worth_lines import (
    DatedRange,
    ErrorLine,
    MarginLine,
    Per,
    SpeedLine,
    SpendLine,
    TimeLine,
    Use,
    WatchingLine,
    WorthLine,
)
from retour.worth import inputs as said
from retour.worth.chance import effect_draws, pert, ranked_mix
from retour.worth.desk import ONCE, SCALE, Desk, Formula, Inputs, Once, Part, scale
from retour.worth.quantity import Quantity, counted_upstream, items_lately, quantity_of
from retour.worth.result import Draws, Nature
from retour.worth.shared import REALISATION
from retour.worth.sharing import Share, share_of, sharers
from retour.worth.sooner import speed_part, watching_part

NO_CASES = Unknown("no_volume", {"per": "case"})
Z_90 = 1.6448536269514722  # of a normal: 90 % lie within it
UNIT_OF = {per: Unit.CASES_PER_MONTH if per is Per.CASE else Unit.PER_MONTH for per in Per}
COUNTED_BY = (Per.CASE, Per.ITEM, Per.RUN)  # their number is that of the cases; a calendar's is not
REVENUE_WINDOW = 30  # days in which one handled item proves no revenue (trap T13)


def part_of(desk: Desk, line: WorthLine) -> Part:
    """The part of the worth that one declared line makes."""
    if isinstance(line, TimeLine):
        return _time(desk, line)
    if isinstance(line, MarginLine):
        return _margin(desk, line)
    if isinstance(line, SpeedLine):
        return speed_part(desk, line)
    if isinstance(line, WatchingLine):
        return watching_part(desk, line)
    return _errors(desk, line) if isinstance(line, ErrorLine) else _spend(desk, line)


def _spend(desk: Desk, line: SpendLine) -> Part:
    code = desk.draw("spend", line.per_month)
    return Part(
        code="spend",
        nature=Nature.CASH,
        grade=Grade.D,
        inputs=(code,),
        amount=lambda x: x[code],
        details={"label": line.label},
    )


def _time(desk: Desk, line: TimeLine) -> Part:
    cash = line.use is Use.AVOIDED
    code, nature = ("time_cash", Nature.CASH) if cash else ("time_capacity", Nature.CAPACITY)
    quantity = _timed_quantity(desk, line)
    if isinstance(quantity, Unknown):
        return Part(code=code, nature=nature, grade=Grade.E, unknown=quantity)
    return _priced(desk, line, _freed(desk, line, quantity, Part(code=code, nature=nature, grade=Grade.D)))


def _priced(desk: Desk, line: TimeLine, freed: Part) -> Part:
    """Hours freed x hourly cost x share realised; hours alone when nobody gave the role a cost."""
    rate, hours, gross = desk.rate(line.role), freed.hours, freed.gross
    if rate is None or hours is None:
        return replace(freed, unknown=Unknown("role_not_said", {"role": line.role}))
    usual = REALISATION[line.use]
    default = said.declared("realisation", usual, subject=line.use, origin=said.Origin.DEFAULT)
    share = desk.keep_common("realisation", f"realisation:{line.use}", usual, default)
    return replace(
        freed,
        inputs=(*freed.inputs, rate, share),
        by=(*freed.by, rate, share),
        amount=lambda x: hours(x) * x[rate] * x[share],
        gross=None if gross is None else lambda x: gross(x) * x[rate] * x[share],
    )


def _timed_quantity(desk: Desk, line: TimeLine) -> Quantity | Unknown:
    """The volume of a time line, or what is missing: minutes never said are not zero minutes."""
    for ranges, reason in ((line.before, "before_not_said"), (line.after, "after_not_said")):
        if not ranges:
            return Unknown(reason, {"role": line.role})
    return quantity_of(desk, line)


def _freed(desk: Desk, line: TimeLine, quantity: Quantity, part: Part) -> Part:
    """The part with the hours freed a month: [V (t0 - t1) - exceptions] / 60, its inputs and details.

    Of minutes that other automations save too, only the part of this one; its exceptions are its own.
    """
    before = _minutes(desk, "minutes_before", line, quantity)
    after = _minutes(desk, "minutes_after", line, quantity)
    volume = desk.once("volume", quantity.declared) if quantity.declared else None
    shared = _share(desk, line, quantity)
    kept = 1.0 if shared is None else shared.kept

    def times(x: Inputs) -> Draws:
        if volume:
            return x[volume]
        return quantity.per_month * (scale(x) if line.per in COUNTED_BY else ONCE)

    def saved(x: Inputs, each: Draws | None = None) -> Draws:
        return np.asarray(times(x) * (x[before] - x[after] if each is None else each))

    redone, redone_inputs = _redone(desk, line, quantity, times)

    def hours(x: Inputs, each: Draws | None = None) -> Draws:
        return np.asarray(kept * saved(x, each) / 60 - redone(x))

    latest = _latest_minutes(desk, line)
    inputs = (before, after, *((volume,) if volume else ()), *redone_inputs)
    return replace(
        part,
        inputs=inputs,
        by=(volume or SCALE,) if volume or line.per in COUNTED_BY else (),
        hours=Once(hours, (*inputs, SCALE)),
        gross=lambda x: saved(x) / 60,
        restated=None if latest is None else lambda x: hours(x, latest),
        details=_time_details(line, quantity) | _share_details(shared),
        facts=(*(() if volume else _counted(desk, line, quantity)), *_kept(desk, line, shared)),
    )


def _share(desk: Desk, line: TimeLine, quantity: Quantity) -> Share | None:
    """The part of the minutes that is this automation's; None where it shares them with nobody."""
    weights = sharers(desk.register, desk.automation, line.role, desk.shared.sharing)
    if not weights or "counted_in" in quantity.details:
        return None
    days = quantity.weights or {day_number(desk.today): 1.0}
    already = counted_upstream(desk).cases
    return share_of(
        desk.dossier, desk.automation, weights, days=days, period=quantity.period, without=already
    )


def _share_details(shared: Share | None) -> dict[str, object]:
    return {} if shared is None else {"kept": shared.kept, "shared_with": dict(shared.others)}


def _kept(desk: Desk, line: TimeLine, shared: Share | None) -> tuple[str, ...]:
    """The part kept, as an input: counted in the runs, or as the rollouts say it."""
    if shared is None:
        return ()
    share = said.counted("", shared.kept, Unit.SHARE, subject=line.role)
    if not shared.counted:
        share = said.derived("", Exact(shared.kept), Unit.SHARE, (), subject=line.role)
    return (desk.tell(f"kept:{line.role}", share),)


def _counted(desk: Desk, line: TimeLine, quantity: Quantity) -> tuple[str, ...]:
    """What was counted: units a month, and those that had to be redone."""
    per = line.per.value
    facts = [desk.tell(f"volume:{per}", said.counted("", quantity.per_month, UNIT_OF[line.per], subject=per))]
    if quantity.redone:
        redone = said.counted("", quantity.redone, UNIT_OF[line.per], subject=per)
        facts.append(desk.tell(f"redone:{per}", redone))
    return tuple(facts)


def _latest_minutes(desk: Desk, line: TimeLine) -> Draws | None:
    """Minutes freed each time by the latest declaration in force; None when none replaced another."""
    said = tuple(
        [r for r in ranges if r.valid_from is None or r.valid_from <= desk.today]
        for ranges in (line.before, line.after)
    )
    if not all(said) or all(len(ranges) == 1 for ranges in said):
        return None
    before, after = (pert(_latest(ranges).value, desk.rng, desk.draws) for ranges in said)
    return np.asarray(before - after)


def _redone(
    desk: Desk, line: TimeLine, quantity: Quantity, times: Formula
) -> tuple[Formula, tuple[str, ...]]:
    """Hours a month spent on exceptions: the larger of the declared share and of the failures seen."""
    if line.exception_minutes is None:
        desk.say_missing("rework" if quantity.redone else "exceptions")
        return (lambda _: np.zeros(1)), ()
    minutes = desk.draw("exception_minutes", line.exception_minutes)
    if line.exception_share is None:
        desk.say_missing("exceptions")
        return (lambda x: quantity.redone * scale(x) * x[minutes] / 60), (minutes,)
    share = desk.draw("exceptions", line.exception_share)

    def hours(x: Inputs) -> Draws:
        often = np.maximum(times(x) * x[share], quantity.redone * scale(x))
        return np.asarray(often * x[minutes] / 60)

    return hours, (minutes, share)


def _minutes(desk: Desk, code: str, line: TimeLine, quantity: Quantity) -> str:
    ranges = line.before if code == "minutes_before" else line.after
    shares = dated_shares(ranges, quantity)
    drawn = ranked_mix(shares, desk.rng, desk.draws)
    return desk.keep_drawn(code, drawn, said.minutes(code, ranges, shares, line.role))


def dated_shares(ranges: Sequence[DatedRange], quantity: Quantity) -> list[tuple[DeclaredRange, float]]:
    """Each range with the share of the volume that falls while it was valid.

    A range is valid from its date until the next one's; the first one also covers what came before it.
    Without dates or without volume the latest range holds.
    """
    ordered = sorted(ranges, key=lambda r: r.valid_from or date.min)
    total = sum(quantity.weights.values())
    if len(ordered) == 1 or not total:
        return [(ordered[-1].value, 1.0)]
    starts = [day_number(r.valid_from) if r.valid_from else None for r in ordered]
    shares = [0.0] * len(ordered)
    for day, weight in quantity.weights.items():
        rank = max((i for i, s in enumerate(starts) if s is None or s <= day), default=0)
        shares[rank] += weight / total
    return [(each.value, share) for each, share in zip(ordered, shares, strict=True) if share]


def _time_details(line: TimeLine, quantity: Quantity) -> dict[str, object]:
    latest = _latest(line.before).value.mode - _latest(line.after).value.mode
    dated = sum(r.mode * s for r, s in dated_shares(line.before, quantity))
    dated -= sum(r.mode * s for r, s in dated_shares(line.after, quantity))
    return quantity.details | {
        "role": line.role,
        "per": line.per.value,
        "use": line.use.value,
        "volume": quantity.per_month,
        "period": quantity.period,
        "source": _latest(line.before).source.value,
        "as_dated": dated,
        "restated": latest,
    }


def _latest(ranges: Sequence[DatedRange]) -> DatedRange:
    return max(ranges, key=lambda r: r.valid_from or date.min)


def _margin(desk: Desk, line: MarginLine) -> Part:
    indicator = desk.automation.indicator(line.indicator)
    if indicator is not None and indicator.unit is not Unit.SHARE:
        return _unknown("margin", Unknown("indicator_not_a_share", {"indicator": line.indicator}))
    lately = None if desk.planned else items_lately(desk, REVENUE_WINDOW)
    if lately is not None and lately < 2:
        return _unknown("margin", Unknown("too_few_runs", {"n": lately, "days": REVENUE_WINDOW}))
    gained = _gained(desk, line.indicator)
    if isinstance(gained, Unknown):
        return _unknown("margin", gained)
    amount = _amount(desk, line)
    if isinstance(amount, Unknown):
        return _unknown("margin", amount)
    return _margin_part(desk, line, gained, amount)


def _margin_part(desk: Desk, line: MarginLine, gained: "Gained", amount: str) -> Part:
    """N x effect x amount x margin rate x (1 - cannibalised); turnover is the same before the margin."""
    rate = desk.draw("margin_rate", line.margin_rate)
    eaten = desk.draw("cannibalised", line.cannibalised) if line.cannibalised else None
    if eaten is None:
        desk.say_missing("cannibalised")

    def turnover(x: Inputs) -> Draws:
        return gained.a_month(x) * x[amount]

    def margin(x: Inputs) -> Draws:
        return turnover(x) * x[rate] * (1 - x[eaten] if eaten else 1.0)

    return Part(
        code="margin",
        nature=Nature.CASH,
        grade=gained.grade,
        inputs=(*gained.inputs, amount, rate, *((eaten,) if eaten else ())),
        by=gained.by,
        facts=gained.facts,
        amount=margin,
        turnover=turnover,
        details=gained.details,
    )


def _errors(desk: Desk, line: ErrorLine) -> Part:
    gained = _gained(desk, line.indicator)
    if isinstance(gained, Unknown):
        return _unknown("errors", gained)
    each = desk.draw("error_cost", line.cost_each)
    return Part(
        code="errors",
        nature=Nature.CASH,
        grade=gained.grade,
        inputs=(*gained.inputs, each),
        by=gained.by,
        facts=gained.facts,
        amount=lambda x: gained.a_month(x) * x[each],
        details=gained.details,
    )


def _unknown(code: str, why: Unknown) -> Part:
    return Part(code=code, nature=Nature.CASH, grade=Grade.E, unknown=why, details=dict(why.details))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gained:
    """Good outcomes gained a month, as a formula over the inputs, `by` which it is multiplied."""

    a_month: Formula
    grade: Grade
    inputs: tuple[str, ...]
    by: tuple[str, ...]
    details: dict[str, object]
    facts: tuple[str, ...] = ()


def _gained(desk: Desk, indicator: str) -> Gained | Unknown:
    """Good outcomes gained a month: exposed cases a month x effect, signed so that more is better."""
    declared = desk.automation.indicator(indicator)
    sign = -1.0 if declared is not None and declared.better is Better.LOWER else 1.0
    if desk.planned:
        return _planned_gain(desk, indicator, sign)
    effect = desk.effect(indicator)
    drawn = effect_draws(effect, desk.rng, desk.draws) if effect and effect.grade is not Grade.E else None
    if effect is None or drawn is None:
        return Unknown("effect_unknown", {"indicator": indicator, "effect_reason": _refusal(effect)})
    exposed = _exposed(desk, effect)
    if isinstance(exposed, Unknown):
        return exposed
    code = f"effect:{indicator}"
    if code not in desk.inputs:
        unit = declared.effect_unit if declared else Unit.COUNT
        desk.keep_drawn(code, drawn, said.of_effect(code, effect, unit))
    each = said.counted("", exposed, Unit.CASES_PER_MONTH, subject=indicator)
    return Gained(
        facts=(desk.tell(f"exposed:{indicator}", each),),
        grade=effect.grade,
        inputs=(code,),
        by=(code, SCALE),
        a_month=lambda x: sign * exposed * scale(x) * x[code],
        details={
            "indicator": indicator,
            "effect_grade": effect.grade.value,
            "exposed_per_month": exposed,
            "version": effect.version,
        },
    )


def _planned_gain(desk: Desk, indicator: str, sign: float) -> Gained | Unknown:
    plan, main = desk.automation.plan, desk.automation.main
    if plan is None or plan.expected_effect is None or main is None or main.key != indicator:
        return Unknown("effect_unknown", {"indicator": indicator, "effect_reason": "not_said"})
    if plan.cases_per_month is None:
        return Unknown("no_volume", {"per": "case"})
    code = f"effect:{indicator}"
    unit = main.effect_unit
    expected = said.declared(code, plan.expected_effect, subject=indicator, unit=unit)
    code = desk.once(code, plan.expected_effect, expected)
    volume = desk.once("volume", plan.cases_per_month)
    return Gained(
        grade=Grade.D,
        inputs=(code, volume),
        by=(code, volume),
        a_month=lambda x: sign * x[volume] * x[code],
        details={"indicator": indicator, "effect_grade": Grade.D.value},
    )


def _refusal(effect: Effect | None) -> str:
    if effect is None:
        return "not_measured"
    return effect.estimate.reason if isinstance(effect.estimate, Unknown) else "no_evidence"


def _exposed(desk: Desk, effect: Effect) -> float | Unknown:
    """Exposed cases a month, among those that get the automation and whose outcome is known."""
    if effect.design is Design.LANDMARK:
        return _exposed_to_landmark(desk, effect)
    period = desk.mature_period(effect.indicator, effect)
    if period is None or not period.days:
        return NO_CASES
    cells = desk.treated_cells(effect.indicator)
    n = effect.n if cells is None else cells.known_within(period)
    return n / months_in(period) if n else NO_CASES


def _exposed_to_landmark(desk: Desk, effect: Effect) -> float | Unknown:
    """The effect's treated cases (still open at the landmark) a month, over the days of the rows compared."""
    frame, indicator = desk.frame(effect.indicator), desk.automation.indicator(effect.indicator)
    if frame is None or indicator is None or not isinstance(indicator.measure, Rate):
        return Unknown("no_case_frame")
    rows = mature_rows(frame, desk.automation.rollout.at, indicator.measure.by.elapsed)
    days = [row.anchor_day for row in rows]
    if not days or not effect.n:
        return NO_CASES
    period = Period(min(days), max(days) + timedelta(days=1))
    if period.days < SHORTEST:
        return Unknown("window_too_short", {"days": period.days})
    return effect.n / months_in(period)


def _amount(desk: Desk, line: MarginLine) -> str | Unknown:
    """Mean amount of a success: declared, or measured from the events with its sampling error."""
    if line.amount is not None:
        return desk.draw("amount", line.amount)
    cells = desk.treated_cells(line.indicator)
    count = int(cells.amount_n.sum()) if cells is not None else 0
    if cells is None or count < 2:
        return Unknown("amount_unknown", {"indicator": line.indicator})
    mean = float(cells.amount.sum()) / count
    gaps = cells.amount - mean * cells.amount_n
    paid = max(int((cells.amount_n > 0).sum()), 2)
    error = float(np.sqrt((gaps**2).sum() * paid / (paid - 1))) / count
    known = Estimate(mean / 100, (mean - Z_90 * error) / 100, (mean + Z_90 * error) / 100)
    each = replace(said.counted("", 0.0, Unit.MONEY, subject=line.indicator), value=known)
    return desk.keep("amount", (mean + error * desk.rng.standard_normal(desk.draws)) / 100, each)
