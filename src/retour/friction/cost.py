"""Cost per case, before and after: human minutes by role, and after go-live the tool, AI and failures.

cost = sum over roles of minutes / 60 x hourly cost
     + (after) (supervision + upkeep hours x hourly cost + share of the tool's price) / cases a month
     + (after) AI per case + expected silent failures per case (spec worth, L_fail / volume)
Declared prices make it a range of somebody's, never an interval. Costs that nobody gave are not in it
but listed; when not one was given, the cost after is unknown, never the minutes alone.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from retour.friction.declared import Draws, declared_minutes, in_force, lines_per_case, pert
from retour.friction.levels import Level
from retour.kpi.caseload import case_load
from retour.kpi.dossier import Dossier
from retour.kpi.metered import ai_each, plan_uses, runs_a_month
from retour.quantity import DeclaredRange, Estimate, Unknown
from retour.register.automation import Automation
from retour.register.workspace import Register, ToolPlan
from retour.register.worth_lines import AiPer, AiUse, Costs, Effort, Failures, TimeLine

DRAWS = 4000
RUNNING = ("upkeep", "supervision", "subscription", "failures")  # AI is a cost of some automations only


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """What turns minutes into money on one day, for one automation."""

    automation: Automation
    dossier: Dossier
    day: date
    rng: np.random.Generator

    @property
    def register(self) -> Register:
        """The workspace's register."""
        return self.dossier.register

    def draw(self, declared: DeclaredRange) -> Draws:
        """Draws of a declared range."""
        return pert(declared, self.rng, DRAWS)


def cost_per_case(minutes: Level, pricing: Pricing, *, after: bool) -> DeclaredRange | Unknown:
    """Cost of one case in the workspace's currency, 90 % of the draws around their mean."""
    human = human_cost(minutes, pricing, after=after)
    if isinstance(human, Unknown) or not after:
        return human if isinstance(human, Unknown) else _range(human)
    machine = machine_cost(pricing)
    return machine if isinstance(machine, Unknown) else _range(human + machine)


def human_cost(minutes: Level, pricing: Pricing, *, after: bool) -> Draws | Unknown:
    """Human minutes of one case times their role's hourly cost; Unknown without minutes or role."""
    declared = declared_minutes(pricing.automation, after=after, day=pricing.day)
    if isinstance(minutes, Unknown):
        return minutes
    if isinstance(minutes, Estimate):
        return _one_role(np.full(DRAWS, minutes.value), pricing)
    if minutes == declared:
        return _by_line(pricing, after=after)
    return _one_role(pricing.draw(minutes), pricing)


def _one_role(minutes: Draws, pricing: Pricing) -> Draws | Unknown:
    lines = [w for w in pricing.automation.worth if isinstance(w, TimeLine)]
    rate = _rate(lines[0].role if lines else None, pricing)
    return rate if isinstance(rate, Unknown) else minutes / 60 * rate


def _by_line(pricing: Pricing, *, after: bool) -> Draws | Unknown:
    total = np.zeros(DRAWS)
    for line in lines_per_case(pricing.automation):
        said = in_force(line.after if after else line.before, pricing.day)
        rate = _rate(line.role, pricing)
        if said is None or isinstance(rate, Unknown):
            return rate if isinstance(rate, Unknown) else Unknown("minutes_not_said")
        total += pricing.draw(said) / 60 * rate
    return total


def _rate(role: str | None, pricing: Pricing) -> Draws | Unknown:
    if role is None:
        return Unknown("no_role")
    known = pricing.register.role(role)
    return pricing.draw(known.hourly_cost) if known else Unknown("role_unknown", {"role": role})


def machine_cost(pricing: Pricing) -> Draws | Unknown:
    """Everything but the case's own human minutes, per case."""
    costs = pricing.automation.costs
    if costs_not_said(costs) == RUNNING and not _ai_said(costs):
        return Unknown("costs_not_said")
    shared = _monthly(pricing)
    if isinstance(shared, Unknown):
        return shared
    if costs.ai_per_case:
        shared = shared + pricing.draw(costs.ai_per_case)
    if costs.ai_use and costs.ai_use.per is AiPer.CASE:
        each = _ai_each(costs.ai_use, pricing)
        if isinstance(each, Unknown):
            return each
        shared = shared + each
    return shared + _failures(costs.failures, pricing) if costs.failures else shared


def costs_not_said(costs: Costs) -> tuple[str, ...]:
    """Running costs that nobody gave: not in the cost per case, so listed beside it."""
    said = (costs.upkeep, costs.supervision, costs.subscriptions, costs.failures)
    return tuple(code for code, cost in zip(RUNNING, said, strict=True) if not cost)


def _ai_said(costs: Costs) -> bool:
    return any(said is not None for said in (costs.ai_per_case, costs.ai_per_month, costs.ai_use))


def _monthly(pricing: Pricing) -> Draws | Unknown:
    """Costs paid by the month, spread over the cases of a month."""
    costs = pricing.automation.costs
    parts: list[Draws | Unknown] = [_effort(e, pricing) for e in (costs.upkeep, costs.supervision) if e]
    parts += [_subscription(s.tool, s.share, pricing) for s in costs.subscriptions]
    parts += [pricing.draw(s.seats) for s in costs.subscriptions if s.seats is not None]
    parts += [pricing.draw(costs.ai_per_month)] if costs.ai_per_month else []
    parts += [_ai_by_run(costs.ai_use, pricing)] if costs.ai_use and costs.ai_use.per is AiPer.RUN else []
    total = np.zeros(DRAWS)
    for part in parts:
        if isinstance(part, Unknown):
            return part
        total += part
    if not parts:
        return total
    load = case_load(pricing.automation, pricing.dossier, pricing.day)
    if isinstance(load, Unknown) or not load.per_month:
        return Unknown("volume_unknown")
    return total / load.per_month


def _ai_each(use: AiUse, pricing: Pricing) -> Draws | Unknown:
    rate = None if use.price is None else pricing.register.rate(use.price.currency)
    return ai_each(use, pricing.register, pricing.draw, None if rate is None else pricing.draw(rate.value))


def _ai_by_run(use: AiUse, pricing: Pricing) -> Draws | Unknown:
    runs = runs_a_month(pricing.dossier.runs.get(pricing.automation.key, ()), pricing.day)
    each = _ai_each(use, pricing)
    return runs if isinstance(runs, Unknown) else each if isinstance(each, Unknown) else each * runs


def _by_use(tool: str, plan: ToolPlan, pricing: Pricing) -> Draws | Unknown:
    """The part of a plan that was used: P u / Q (spec worth, practical capacity)."""
    use = plan_uses(pricing.dossier, pricing.day).get(tool)
    if use is None or pricing.automation.key in use.unknown:
        return Unknown("not_live_yet") if use is None else use.unknown[pricing.automation.key]
    return pricing.draw(plan.price) * use.charge(pricing.automation.key)


def _subscription(tool: str, share: DeclaredRange | None, pricing: Pricing) -> Draws | Unknown:
    declared = pricing.register.tool(tool)
    if declared is not None and declared.plan is not None and share is None:
        return _by_use(tool, declared.plan, pricing)
    if declared is None or declared.per_month is None or share is None:
        return Unknown("tool_price_unknown", {"tool": tool})
    return pricing.draw(declared.per_month) * pricing.draw(share)


def _effort(effort: Effort, pricing: Pricing) -> Draws | Unknown:
    if effort.money is not None:
        return pricing.draw(effort.money)
    if effort.hours is None:
        return np.zeros(DRAWS)
    rate = _rate(effort.role, pricing)
    return rate if isinstance(rate, Unknown) else pricing.draw(effort.hours) * rate


def _failures(failures: Failures, pricing: Pricing) -> Draws:
    """L_fail / V = incidents a year x days each x share lost x cost of one / 365 (spec worth)."""
    days = pricing.draw(failures.detection_days) + pricing.draw(failures.repair_days)
    lost = pricing.draw(failures.loss_share) * pricing.draw(failures.cost_each)
    return pricing.draw(failures.per_year) * days * lost / 365


def _range(draws: Draws) -> DeclaredRange:
    low, high = (float(q) for q in np.quantile(draws, (0.05, 0.95)))
    mean = float(draws.mean())
    return DeclaredRange(min(low, mean), mean, max(high, mean))
