"""What is paid by use: units of a tool's plan that automations used, tokens and minutes of a model."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from retour.events.run import Run, RunStatus, Trigger
from retour.kpi.caseload import SHORTEST, WINDOW_MONTHS, months_back, months_in
from retour.kpi.dossier import Dossier
from retour.kpi.plan_use import PlanUse
from retour.quantity import DeclaredRange, Period, Unknown
from retour.register.automation import Automation, Status
from retour.register.workspace import Billed, Register, ToolPlan
from retour.register.worth_lines import AiUse

Draws = NDArray[np.float64]
NOT_BILLED = (Trigger.MANUAL, Trigger.TEST)
MILLION = 1e6
PRICES = (("tokens_in", "input"), ("tokens_cached", "cached"), ("tokens_out", "output"))


def plan_uses(dossier: Dossier, today: date) -> dict[str, PlanUse]:
    """The use of every plan that somebody subscribes to by use, by tool; as it is kept, once it was."""
    if dossier.plan_uses is not None:
        return dict(dossier.plan_uses)
    plans = {tool.key: tool.plan for tool in dossier.register.tools if tool.plan is not None}
    begun = [a for a in dossier.register.automations if a.status is not Status.PLANNED]
    found = {}
    for key, plan in plans.items():
        users = [a for a in begun if key in used_by(a)]
        if users:
            found[key] = _use_of(plan, users, dossier, today, shares=_shares(begun, key))
    return found


def used_by(automation: Automation) -> tuple[str, ...]:
    """The tools whose price an automation bears by what it used."""
    return tuple(s.tool for s in automation.costs.subscriptions if s.share is None)


def _shares(automations: Iterable[Automation], tool: str) -> float:
    said = (s.share for a in automations for s in a.costs.subscriptions if s.tool == tool)
    return sum((share.low + 4 * share.mode + share.high) / 6 for share in said if share is not None)


def _use_of(
    plan: ToolPlan, users: list[Automation], dossier: Dossier, today: date, *, shares: float
) -> PlanUse:
    runs = {a.key: [r for r in dossier.runs.get(a.key, ()) if r.started.date() <= today] for a in users}
    period = _period(run for found in runs.values() for run in found)
    units: dict[str, float] = {}
    unknown: dict[str, Unknown] = {}
    for one in users:
        used = _units(one, runs[one.key], period, plan)
        if isinstance(used, Unknown):
            unknown[one.key] = used
        else:
            units[one.key] = used
    return PlanUse(plan=plan, period=period, units=units, unknown=unknown, shares=shares)


def _period(runs: Iterable[Run]) -> Period | None:
    """The last three months in which one of the automations ran, or as long as there are runs."""
    days = sorted({run.started.date() for run in runs})
    if not days:
        return None
    end = days[-1] + timedelta(days=1)
    return Period(max(months_back(end, WINDOW_MONTHS), days[0]), end)


def _units(one: Automation, runs: list[Run], period: Period | None, plan: ToolPlan) -> float | Unknown:
    if len(used_by(one)) > 1:
        return Unknown("use_of_several_tools", {"automation": one.key})
    if not runs or period is None:
        return Unknown("no_runs")
    if period.days < SHORTEST:
        return Unknown("window_too_short", {"days": period.days})
    ended = [r for r in runs if r.started.date() in period and r.status is not RunStatus.RUNNING]
    used = _billed(ended, plan.unit)
    return used if isinstance(used, Unknown) else used / months_in(period)


def _billed(runs: list[Run], unit: Billed) -> float | Unknown:
    """Units of some runs: what the tool counted; executions, where it counts those, are counted here."""
    counted = [run.cost_units for run in runs if run.cost_units is not None]
    if len(counted) == len(runs):
        return float(sum(counted))
    if unit is Billed.EXECUTIONS:
        return float(sum(run.trigger not in NOT_BILLED for run in runs))
    return Unknown("units_not_counted", {"missing": len(runs) - len(counted), "n": len(runs)})


def ai_each(
    use: AiUse, register: Register, draw: Callable[[DeclaredRange], Draws], rate: Draws | None
) -> Draws | Unknown:
    """Money of one use of a model, in the workspace's currency, calls made again included.

    Source: spec worth, C_ai = FX (tok_in p_in + tok_cached p_c + tok_out p_out) / 1e6 + audio_min p_min
    + retries.

    Args:
        use: tokens, minutes, retries and prices.
        register: says the currency and its rates.
        draw: draws of a declared range.
        rate: draws of what one unit of the price's currency is; None where nobody wrote a rate.
    """
    price = use.price
    if price is None:
        return Unknown("ai_price_not_said", {"model": use.model})
    foreign = price.currency not in ("", register.currency)
    if foreign and rate is None:
        return Unknown("currency_not_said", {"currency": price.currency, "home": register.currency})
    pairs = [(getattr(use, used), getattr(price, paid), MILLION) for used, paid in PRICES]
    pairs.append((use.audio_minutes, price.minute, 1.0))
    if any(amount is not None and each is None for amount, each, _ in pairs):
        return Unknown("ai_price_not_said", {"model": use.model})
    total: Draws | float = 0.0
    for amount, each, per in pairs:
        if amount is not None:
            total = total + draw(amount) * draw(each) / per
    again = 1.0 if use.retries is None else 1.0 + draw(use.retries)
    return np.asarray(total * again * (rate if foreign and rate is not None else 1.0))


def runs_a_month(runs: Iterable[Run], today: date) -> float | Unknown:
    """Executions a month of one automation, failed ones too: each of them is billed."""
    begun = [r for r in runs if r.started.date() <= today and r.trigger not in NOT_BILLED]
    period = _period(begun)
    if period is None:
        return Unknown("no_runs")
    if period.days < SHORTEST:
        return Unknown("window_too_short", {"days": period.days})
    return sum(r.started.date() in period for r in begun) / months_in(period)
