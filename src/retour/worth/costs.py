"""What an automation costs a month, and what it cost to build. A cost nobody gave is listed, never zero."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from retour.quantity import DeclaredRange, Unit, Unknown
from retour.register.worth_lines import Effort, Failures, Subscription
from retour.worth import inputs as said
from retour.worth.chance import pert
from retour.worth.cost_part import counted, known, not_said, per_month
from retour.worth.desk import Desk, Formula, Part
from retour.worth.paid_by_use import ai_use_part, plan_part, seats_part
from retour.worth.quantity import Quantity, case_volume
from retour.worth.result import Draws
from retour.worth.volume import run_period, run_volume

UPKEEP_SHARE = DeclaredRange(0.10, 0.18, 0.30)  # of the build, a year: what vendors say (spec worth)
AI_TOOLS = ("gpt", "openai", "whisper", "claude", "anthropic", "mistral", "gemini", "copilot", "llm")
BUILD = "build"
RUNNING = ("upkeep", "supervision", "subscription", "ai", "failures")


def cost_parts(desk: Desk, build: Draws | None) -> list[Part]:
    """Every running cost: known, or unknown with its reason. `build` only serves the default upkeep."""
    costs = desk.automation.costs
    return [
        _upkeep(desk, build) if costs.upkeep is None else _effort(desk, "upkeep", costs.upkeep),
        not_said(desk, "supervision")
        if costs.supervision is None
        else _effort(desk, "supervision", costs.supervision),
        *_subscriptions(desk, costs.subscriptions),
        *_ai(desk),
        _failures(desk, costs.failures),
    ]


def build_draws(desk: Desk) -> Draws | None:
    """Money spent to build, shape (draws,); None when nobody gave it.

    `desk.made["build"]` gives it again where the hourly cost of its role is moved.
    """
    effort = desk.automation.costs.build
    formula = None if effort is None else _money(desk, BUILD, effort)
    if formula is None:
        desk.say_missing("build")
        return None
    money, inputs = formula
    spent = np.asarray(money(desk.inputs))
    first = inputs[0]
    drawn = desk.inputs.pop(first)  # the net of a month does not depend on it
    desk.made[BUILD] = lambda x: money({**x, first: drawn})
    return spent


def _effort(desk: Desk, code: str, effort: Effort) -> Part:
    found = _money(desk, code, effort)
    if found is None:
        return not_said(desk, code, Unknown("role_not_said", {"role": effort.role or ""}))
    money, inputs = found
    worked = effort.money is None and effort.hours is not None
    hours: Formula | None = (lambda x: x[inputs[0]]) if worked else None
    return replace(known(code, inputs, money), hours=hours)


def _money(desk: Desk, code: str, effort: Effort) -> tuple[Formula, tuple[str, ...]] | None:
    if effort.money is not None:
        money = Unit.MONEY if code == BUILD else Unit.MONEY_PER_MONTH
        name = desk.draw(code, effort.money, said.declared(code, effort.money, unit=money))
        return (lambda x: x[name]), (name,)
    rate = desk.rate(effort.role)
    if effort.hours is None or rate is None:
        return None
    hours = desk.draw(code, effort.hours, said.declared(code, effort.hours, subject=effort.role or ""))
    return (lambda x: x[hours] * x[rate]), (hours, rate)


def _upkeep(desk: Desk, build: Draws | None) -> Part:
    """Upkeep never said: a share of the build, as vendors say it, and listed as not said."""
    if build is None:
        return not_said(desk, "upkeep")
    desk.say_missing("upkeep")
    share = said.declared("", UPKEEP_SHARE, origin=said.Origin.DEFAULT, unit=Unit.SHARE)
    a_month = pert(UPKEEP_SHARE, desk.rng, desk.draws) / 12
    spent = build * a_month
    parts = (desk.tell("upkeep_share", share),)
    name = desk.keep_made("upkeep", spent, Unit.MONEY_PER_MONTH, parts)
    desk.made[name] = lambda x: desk.made[BUILD](x) * a_month
    return known("upkeep", (name,), lambda x: x[name], details={"default": "vendor_claims"})


def _subscriptions(desk: Desk, declared: Sequence[Subscription]) -> list[Part]:
    paid = [_subscription(desk, each) for each in declared]
    seats = [seats_part(desk, each.tool, each.seats) for each in declared if each.seats is not None]
    return [*paid, *seats] or [not_said(desk, "subscription")]


def _subscription(desk: Desk, declared: Subscription) -> Part:
    """A share of a tool's price. Stopping does not save it unless the plan changes: not avoidable."""
    tool = desk.register.tool(declared.tool)
    if tool is not None and tool.plan is not None and declared.share is None:
        return plan_part(desk, tool, tool.plan)
    if tool is None or tool.per_month is None or declared.share is None:
        return not_said(desk, "subscription", Unknown("not_said", {"tool": declared.tool}))
    share = pert(declared.share, desk.rng, desk.draws)
    price = desk.common(f"price:{tool.key}", tool.per_month)
    paid = price * share
    tool_price = said.declared("", tool.per_month, subject=tool.key, unit=Unit.MONEY_PER_MONTH)
    used = said.declared("", declared.share, subject=tool.key, unit=Unit.SHARE)
    parts = (desk.tell(f"price:{tool.key}", tool_price), desk.tell(f"subscription_share:{tool.key}", used))
    name = desk.keep_made("subscription", paid, Unit.MONEY_PER_MONTH, parts, tool.key)
    paid_for = known("subscription", (name,), lambda x: x[name], details={"tool": tool.key})
    return replace(paid_for, avoidable=False)


def _ai(desk: Desk) -> list[Part]:
    """AI, per case and per month. Not said where a tool is known to be AI and nobody priced it."""
    costs, parts = desk.automation.costs, []
    if costs.ai_per_month is not None:
        unit = Unit.MONEY_PER_MONTH
        monthly = desk.draw("ai", costs.ai_per_month, said.declared("", costs.ai_per_month, unit=unit))
        parts.append(known("ai", (monthly,), lambda x: x[monthly]))
    if costs.ai_per_case is not None:
        parts.append(_ai_per_case(desk, costs.ai_per_case))
    if costs.ai_use is not None:
        parts.append(ai_use_part(desk, costs.ai_use, handled(desk)))
    if not parts and any(word in tool for tool in desk.automation.tools for word in AI_TOOLS):
        parts.append(not_said(desk, "ai"))
    return parts


def _ai_per_case(desk: Desk, price: DeclaredRange) -> Part:
    volume = handled(desk)
    if isinstance(volume, Unknown):
        return not_said(desk, "ai", volume)
    each = desk.draw("ai", price, said.declared("", price, unit=Unit.MONEY_PER_CASE))
    times, inputs = per_month(desk, volume)
    facts = counted(desk, volume)
    return known("ai", (each, *inputs), lambda x: times(x) * x[each], scaled=not inputs, facts=facts)


def handled(desk: Desk) -> Quantity | Unknown:
    """What the automation handles a month: items of its runs where it has runs, else cases."""
    runs = desk.dossier.runs.get(desk.automation.key, ())
    period = run_period(runs, desk.go_live, desk.today) if runs and not desk.planned else None
    if period is None:
        return case_volume(desk)
    volume = run_volume(runs, period)
    return Quantity(per_month=volume.items / volume.months, period=period)


def _failures(desk: Desk, failures: Failures | None) -> Part:
    """Expected cost of silent failures: incidents x days x cases a day x share lost x cost, by twelfths.

    Source: spec worth, L_fail = lambda (D + F) V_day l C / 12.
    """
    if failures is None:
        return not_said(desk, "failures")
    volume = handled(desk)
    if isinstance(volume, Unknown):
        return not_said(desk, "failures", volume)
    each = _failure_per_case(desk, failures)
    times, inputs = per_month(desk, volume)
    facts = counted(desk, volume)
    return known("failures", (each, *inputs), lambda x: x[each] * times(x), scaled=not inputs, facts=facts)


def _failure_per_case(desk: Desk, failures: Failures) -> str:
    """The expected loss for each case handled; the input's code."""

    def draw(declared: DeclaredRange) -> Draws:
        return pert(declared, desk.rng, desk.draws)

    days = draw(failures.detection_days) + draw(failures.repair_days)
    each = np.asarray(
        draw(failures.per_year) * days / 365 * draw(failures.loss_share) * draw(failures.cost_each)
    )
    told = {
        "failures_per_year": failures.per_year,
        "detection_days": failures.detection_days,
        "repair_days": failures.repair_days,
        "loss_share": failures.loss_share,
        "lost_case_cost": failures.cost_each,
    }
    parts = tuple(desk.tell(code, said.declared(code, ranged)) for code, ranged in told.items())
    return desk.keep_made("failures", each, Unit.MONEY_PER_CASE, parts)
