"""Closing a month: every line of an automation's worth, on what that month really handled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from retour.effect.result import Design, Effect
from retour.events.run import Trigger
from retour.kpi.dossier import Dossier
from retour.quantity import Better, DeclaredRange, Estimate, Period, Unknown
from retour.register.automation import Automation, Status
from retour.register.cards import Card, on
from retour.register.workspace import Role
from retour.register.worth_lines import (
    DatedRange,
    Effort,
    ErrorLine,
    MarginLine,
    SpeedLine,
    SpendLine,
    TimeLine,
    WatchingLine,
    WorthLine,
)
from retour.worth.costs import UPKEEP_SHARE
from retour.worth.desk import Desk
from retour.worth.ledger.amounts import written
from retour.worth.ledger.entry import Amount, Part, known, unknown
from retour.worth.ledger.month import Month, months_between
from retour.worth.ledger.observed import Handled, cases, days_in, handled, observed_cases, runs
from retour.worth.result import Line, Worth, numbered
from retour.worth.shared import REALISATION, Shared
from retour.worth.sooner import DAY
from retour.worth.volume import run_period

Parts = list[Part] | Unknown
TOLD = ("role", "tool", "label", "indicator", "per", "use", "counted_in")
Z = 1.6448536269514722


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One automation as it is known today: what it is worth a month, and what that was made from.

    `latest`: minutes as if the latest rule had always held, instead of the rule of each day.
    """

    automation: Automation
    dossier: Dossier
    effects: tuple[Effect, ...]
    worth: Worth
    today: date
    latest: bool = False

    @property
    def desk(self) -> Desk:
        """Where quantities are looked up; nothing is drawn on it."""
        return Desk(
            automation=self.automation,
            dossier=self.dossier,
            effects=self.effects,
            today=self.today,
            rng=np.random.default_rng(0),
            shared=Shared(),
        )


def months_of(account: Account) -> tuple[Month, ...]:
    """The months that are over since an automation was first on; none before go-live, nor while paused.

    Of a retired one, up to the month of its last real run: it was live then. Without runs nobody knows when
    it stopped, and there is none.
    """
    first, status = account.automation.rollout.first_on, account.automation.status
    if first is None or status not in (Status.LIVE, Status.RETIRED):
        return ()
    found = months_between(first, account.today)
    if status is Status.LIVE:
        return found
    stop = _stopped(account)
    return () if stop is None or stop <= first else tuple(month for month in found if month.first < stop)


def _stopped(account: Account) -> date | None:
    """The day after the last real run of a retired automation; None for any other, and without runs."""
    if account.automation.status is not Status.RETIRED:
        return None
    real = (
        r for r in account.dossier.runs.get(account.automation.key, ()) if r.trigger is Trigger.PRODUCTION
    )
    last = max((run.started.date() for run in real), default=None)
    return None if last is None else last + timedelta(days=1)


def amounts_of(account: Account, month: Month) -> tuple[Amount, ...]:
    """Every line of an automation in a month, known or not, in the order of its worth."""
    desk = account.desk
    first = account.automation.rollout.first_on or month.first
    stop = _stopped(account) or month.period.end
    period = Period(max(month.period.start, first), min(month.period.end, stop))
    found = []
    for index, (name, line) in enumerate(numbered(account.worth.lines)):
        blank = Amount(
            automation=account.automation.key,
            month=month,
            line=name,
            nature=line.nature,
            grade=line.grade,
            currency=desk.register.currency,
            about={k: v for k, v in line.details.items() if k in TOLD and isinstance(v, str)},
        )
        parts = _parts(account, desk, index, period)
        found.append(unknown(blank, parts) if isinstance(parts, Unknown) else known(blank, parts))
    return tuple(found)


def _parts(account: Account, desk: Desk, index: int, period: Period) -> Parts:
    line, declared = account.worth.lines[index], account.automation.worth
    if isinstance(line.value, Unknown):
        return line.value
    if index < len(declared):
        return _benefit(account, desk, declared[index], period) or _carried(line, period)
    return _cost(account, desk, line, period) or _carried(line, period)


def _benefit(account: Account, desk: Desk, line: WorthLine, period: Period) -> Parts | None:
    if isinstance(line, TimeLine):
        return _time(account, desk, line, period)
    if isinstance(line, MarginLine | ErrorLine):
        return _gained(desk, line, period)
    if isinstance(line, SpeedLine):
        return _speed(desk, line, period)
    if isinstance(line, WatchingLine):
        return _watching(desk, line, period)
    return [_by_days("spend", period, per_month=line.per_month)] if isinstance(line, SpendLine) else None


def _carried(line: Line, period: Period) -> Parts:
    """A line as the audit had it, for the days of the month that it was on."""
    value = line.value
    if isinstance(value, Unknown):
        return value
    if isinstance(value, DeclaredRange):
        value = Estimate(value.mode, value.low, value.high)
    return [_by_days("carried", period, per_month=value)]


def _by_days(formula: str, period: Period, **inputs: DeclaredRange | Estimate | float) -> Part:
    whole = inputs | {"days": period.days, "days_in_month": days_in(period)}
    return Part(
        formula=formula,
        start=period.start,
        end=period.end,
        inputs={name: written(said) for name, said in whole.items()},
    )


def _time(account: Account, desk: Desk, line: TimeLine, period: Period) -> Parts:
    role = desk.register.role(line.role)
    found = handled(desk, line.per, period, line.people)
    if isinstance(found, Unknown):
        return found
    if role is None:
        return Unknown("role_not_said", {"role": line.role})
    share = REALISATION[line.use]
    shared = {"hourly_cost": f"role:{role.key}", "share_used": f"use:{line.use.value}"}
    kept = _kept(account, line)
    if _counted_elsewhere(account, line):
        found = Handled(period=found.period, daily={}, treated=found.treated)
    parts = [
        Part(
            formula="time",
            start=start,
            end=end,
            inputs={
                "quantity": written(found.within(start, end)),
                "treated": written(found.treated * kept),
                "before": written(before.value),
                "after": written(after.value),
                "hourly_cost": written(role.at(start).hourly_cost),
                "share_used": written(share),
            },
            shared=shared,
            rule={"before": _rule(before), "after": _rule(after), **_card(role, start)},
        )
        for start, end, before, after in _ruled(account, line, role, found.period)
    ]
    money = {"hourly_cost": role.at(found.period.start).hourly_cost, "share_used": share}
    return [*parts, *_exceptions(line, found, money, shared)]


def _card(role: Role, day: date) -> dict[str, dict[str, str | None]]:
    """Which dated hourly cost holds on a day; nothing where the role has only one."""
    if not role.cards:
        return {}
    card = on(role.cards, day)
    since = None if card.valid_from is None else card.valid_from.isoformat()
    return {"hourly_cost": {"from": since, "source": card.source}}


def _counted_elsewhere(account: Account, line: TimeLine) -> bool:
    index = account.automation.worth.index(line)
    return "counted_in" in account.worth.lines[index].details


def _kept(account: Account, line: TimeLine) -> float:
    """The part of the minutes that is this automation's, where others save them too."""
    kept = account.worth.lines[account.automation.worth.index(line)].details.get("kept", 1.0)
    return kept if isinstance(kept, float) else 1.0


def _exceptions(
    line: TimeLine, found: Handled, money: dict[str, DeclaredRange], shared: dict[str, str]
) -> list[Part]:
    """Minutes spent again: on the declared share of cases, or on the failures seen where they are more."""
    if line.exception_minutes is None:
        return []
    total = found.within(found.period.start, found.period.end)
    share = line.exception_share
    often = 0.0 if share is None else total * found.treated * (share.low + 4 * share.mode + share.high) / 6
    seen = share is None or found.failed >= often
    inputs = {
        "quantity": found.failed if seen else total,
        "treated": 1.0 if seen else found.treated,
        "exception_minutes": line.exception_minutes,
        **({} if seen or share is None else {"exception_share": share}),
        **money,
    }
    return [
        Part(
            formula="redone" if seen else "exceptions",
            start=found.period.start,
            end=found.period.end,
            inputs={name: written(said) for name, said in inputs.items()},
            shared=shared,
        )
    ]


def _ruled(
    account: Account, line: TimeLine, role: Role, period: Period
) -> Iterator[tuple[date, date, DatedRange, DatedRange]]:
    """The days of a month cut where a rule begins, each with the minutes that held."""
    ruled = () if account.latest else (*line.before, *line.after)
    for start, end in _cut(period, *ruled, *role.cards):
        day = account.today if account.latest else start
        yield start, end, _in_force(line.before, day), _in_force(line.after, day)


def _cut(period: Period, *dated: DatedRange | Card) -> Iterator[tuple[date, date]]:
    """The days of a period, cut where something dated begins."""
    begins = {each.valid_from for each in dated if each.valid_from}
    cuts = sorted({period.start, *(day for day in begins if period.start < day < period.end)})
    yield from zip(cuts, [*cuts[1:], period.end], strict=True)


def _in_force(ranges: Sequence[DatedRange], day: date) -> DatedRange:
    """The range valid on a day; the first one also covers what came before it."""
    ordered = sorted(ranges, key=lambda r: r.valid_from or date.min)
    begun = [r for r in ordered if r.valid_from is None or r.valid_from <= day]
    return begun[-1] if begun else ordered[0]


def _rule(said: DatedRange) -> dict[str, str | None]:
    since = None if said.valid_from is None else said.valid_from.isoformat()
    return {"from": since, "source": said.source.value}


def _gained(desk: Desk, line: MarginLine | ErrorLine, period: Period) -> Parts | None:
    """Exposed cases of the month x effect x what each brings; None where cases are counted otherwise."""
    effect, cells = desk.effect(line.indicator), desk.treated_cells(line.indicator)
    if effect is None or cells is None or effect.design is Design.LANDMARK:
        return None
    if not isinstance(effect.estimate, Estimate):
        return None
    begun = observed_cases(desk, period)
    if isinstance(begun, Unknown):
        return begun
    seen = cells.within(begun).moments
    if seen.pending:
        return Unknown("outcomes_pending", {"n": seen.pending})
    brings = _brings(desk, line)
    if isinstance(brings, Unknown):
        return brings
    inputs = {"quantity": float(seen.n), "effect": _signed(desk, effect.estimate, line.indicator), **brings}
    return [
        Part(
            formula="margin" if isinstance(line, MarginLine) else "errors",
            start=begun.start,
            end=begun.end,
            inputs={name: written(said) for name, said in inputs.items()},
            rule=_of_effect(effect),
        )
    ]


def _speed(desk: Desk, line: SpeedLine, period: Period) -> Parts | None:
    """Days gained, said or measured, for the days of the month: interest that was no longer paid."""
    money = {"annual_turnover": line.annual_turnover, "cost_of_capital": line.cost_of_capital}
    if line.indicator is None:
        if line.days_before is None or line.days_after is None:
            return None
        days = {"days_before": line.days_before, "days_after": line.days_after}
        return [_by_days("speed", period, **money, **days)]
    effect = desk.effect(line.indicator)
    if effect is None or not isinstance(effect.estimate, Estimate):
        return None
    low, value, high = (-n / DAY for n in (effect.estimate.high, effect.estimate.value, effect.estimate.low))
    part = _by_days("speed_measured", period, **money, days_gained=Estimate(value, low, high))
    return [replace(part, rule=_of_effect(effect))]


def _watching(desk: Desk, line: WatchingLine, period: Period) -> Parts | None:
    """Loss avoided on the cases of the month; carried over where the watch's own deadlines give the days."""
    if line.days_after is None:
        return None
    found = _volume(desk, period)
    if isinstance(found, Unknown):
        return found
    return [
        _on_volume(
            "watching",
            found,
            per_year=line.per_year,
            days_before=line.days_before,
            days_after=line.days_after,
            loss_share=line.loss_share,
            cost_each=line.cost_each,
        )
    ]


def _of_effect(effect: Effect) -> dict[str, dict[str, str | None]]:
    return {"effect": {"method": effect.method, "version": effect.version}}


def _signed(desk: Desk, estimate: Estimate, indicator: str) -> Estimate:
    """The effect at 90 %, positive when it is good news."""
    declared = desk.automation.indicator(indicator)
    if declared is not None and declared.better is Better.LOWER:
        return Estimate(-estimate.value, -estimate.high, -estimate.low)
    return Estimate(estimate.value, estimate.low, estimate.high)


def _brings(desk: Desk, line: MarginLine | ErrorLine) -> dict[str, DeclaredRange | Estimate] | Unknown:
    if isinstance(line, ErrorLine):
        return {"cost_each": line.cost_each}
    amount = line.amount or _mean_amount(desk, line.indicator)
    if isinstance(amount, Unknown):
        return amount
    eaten = {} if line.cannibalised is None else {"cannibalised": line.cannibalised}
    return {"amount": amount, "margin_rate": line.margin_rate, **eaten}


def _mean_amount(desk: Desk, indicator: str) -> Estimate | Unknown:
    """Mean amount of a success over the whole time since go-live, with its sampling error at 90 %."""
    cells = desk.treated_cells(indicator)
    count = int(cells.amount_n.sum()) if cells is not None else 0
    if cells is None or count < 2:
        return Unknown("amount_unknown", {"indicator": indicator})
    mean = float(cells.amount.sum()) / count
    gaps = cells.amount - mean * cells.amount_n
    paid = max(int((cells.amount_n > 0).sum()), 2)
    error = Z * float(np.sqrt((gaps**2).sum() * paid / (paid - 1))) / count
    return Estimate(mean / 100, (mean - error) / 100, (mean + error) / 100)


def _cost(account: Account, desk: Desk, line: Line, period: Period) -> Parts | None:
    """A running cost in its own inputs; None where only the audit's own estimate can be carried over."""
    costs = account.automation.costs
    match line.code:
        case "upkeep" if costs.upkeep is not None:
            return _effort(desk, costs.upkeep, period)
        case "upkeep" if costs.build is not None:
            return _upkeep_of_build(desk, costs.build, period)
        case "supervision" if costs.supervision is not None:
            return _effort(desk, costs.supervision, period)
        case "subscription":
            return _subscription(account, desk, line, period)
        case "ai":
            return _ai(account, desk, line, period)
        case "failures" if costs.failures is not None:
            return _failures(account, desk, period)
    return None


def _effort(desk: Desk, effort: Effort, period: Period) -> Parts | None:
    role = desk.register.role(effort.role)
    if effort.money is not None:
        return [_by_days("money", period, per_month=effort.money)]
    if effort.hours is None or role is None:
        return None
    parts = []
    for start, end in _cut(period, *role.cards):
        cost = role.at(start).hourly_cost
        part = _by_days("work", Period(start, end), hours=effort.hours, hourly_cost=cost)
        part = replace(part, inputs={**part.inputs, "days_in_month": written(days_in(period))})
        parts.append(replace(part, shared={"hourly_cost": f"role:{role.key}"}, rule=_card(role, start)))
    return parts


def _upkeep_of_build(desk: Desk, build: Effort, period: Period) -> Parts | None:
    """Upkeep never said: the same share of the build, a year, as the audit takes."""
    role = desk.register.role(build.role)
    if build.money is not None:
        return [_by_days("upkeep_money", period, build=build.money, upkeep_share=UPKEEP_SHARE)]
    if build.hours is None or role is None:
        return None
    cost = role.at(period.start).hourly_cost
    worked = {"hours": build.hours, "hourly_cost": cost, "upkeep_share": UPKEEP_SHARE}
    part = _by_days("upkeep_hours", period, **worked)
    return [replace(part, shared={"hourly_cost": f"role:{role.key}"}, rule=_card(role, period.start))]


def _ai(account: Account, desk: Desk, line: Line, period: Period) -> Parts | None:
    """AI a month and AI a case, in the order in which the audit lists them."""
    costs = account.automation.costs
    own = [each for each in account.worth.lines if each.code == line.code]
    prices = [each for each in (costs.ai_per_month, costs.ai_per_case) if each is not None]
    if len(own) != len(prices):
        return None
    price = prices[next(i for i, each in enumerate(own) if each is line)]
    if price is costs.ai_per_month:
        return [_by_days("money", period, per_month=price)]
    found = _volume(desk, period)
    if isinstance(found, Unknown):
        return found
    return [_on_volume("per_case", found, cost_each=price)]


def _on_volume(formula: str, found: Handled, **prices: DeclaredRange) -> Part:
    quantity = found.within(found.period.start, found.period.end)
    inputs = {"quantity": written(quantity), "treated": written(found.treated)}
    inputs |= {name: written(said) for name, said in prices.items()}
    return Part(formula=formula, start=found.period.start, end=found.period.end, inputs=inputs)


def _subscription(account: Account, desk: Desk, line: Line, period: Period) -> Parts | None:
    """A share of a tool's price; one that is paid by use, or whose tool is named twice, is carried over."""
    declared = [s for s in account.automation.costs.subscriptions if s.tool == line.details.get("tool")]
    tool = desk.register.tool(declared[0].tool) if len(declared) == 1 else None
    if tool is None or tool.per_month is None or declared[0].share is None or declared[0].seats is not None:
        return None
    part = _by_days("subscription", period, price=tool.per_month, share=declared[0].share)
    return [replace(part, shared={"price": f"tool:{tool.key}"})]


def _failures(account: Account, desk: Desk, period: Period) -> Parts | None:
    """Expected cost of silent failures, on the cases of the month."""
    failures, found = account.automation.costs.failures, _volume(desk, period)
    if isinstance(found, Unknown) or failures is None:
        return found if isinstance(found, Unknown) else None
    return [
        _on_volume(
            "failures",
            found,
            per_year=failures.per_year,
            detection_days=failures.detection_days,
            repair_days=failures.repair_days,
            loss_share=failures.loss_share,
            cost_each=failures.cost_each,
        )
    ]


def _volume(desk: Desk, period: Period) -> Handled | Unknown:
    """What was handled in the month: items of its runs where they can be counted, else cases."""
    found = desk.dossier.runs.get(desk.automation.key, ())
    counted = run_period(found, desk.go_live, desk.today)
    return cases(desk, period) if counted is None else runs(desk, period, by_item=True)
