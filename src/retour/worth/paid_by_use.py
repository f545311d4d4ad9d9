"""Costs that follow use: the part of a plan that was used, the tokens and the minutes of a model."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from retour.kpi.metered import PRICES, ai_each, plan_uses, runs_a_month
from retour.kpi.plan_use import PlanUse
from retour.quantity import DeclaredRange, Unit, Unknown
from retour.register.workspace import Tool, ToolPlan
from retour.register.worth_lines import AiPer, AiUse
from retour.worth import inputs as said
from retour.worth.chance import declared_of, pert
from retour.worth.cost_part import counted, known, not_said, per_month
from retour.worth.desk import Desk, Part, scale
from retour.worth.quantity import Quantity
from retour.worth.result import Draws


def plan_part(desk: Desk, tool: Tool, plan: ToolPlan) -> Part:
    """P u / Q; beside it, the whole price shared out and what a stop would save.

    Source: spec worth, practical capacity. A stop saves nothing unless the plan below becomes enough.
    """
    key, use = desk.automation.key, _use(desk, tool)
    why = Unknown("not_live_yet") if use is None else use.unknown.get(key)
    if use is None or why is not None:
        return replace(not_said(desk, "subscription", why, {"tool": tool.key}), avoidable=False)
    price = desk.common(f"price:{tool.key}", plan.price)
    paid = price * use.charge(key)
    whole = use.absorbed(key)
    shared_out = None if isinstance(whole, Unknown) else price * whole
    name = _told(desk, tool, use, paid)
    saved = _saved(desk, tool, use, price)
    told = known(
        "subscription",
        (name,),
        lambda x: x[name] * scale(x),  # a case more uses as many units as one now
        scaled=True,
        details={
            "tool": tool.key,
            "absorbed": whole if shared_out is None else declared_of(shared_out),
            "avoidable": declared_of(np.zeros(1) if saved is None else saved),
        },
    )
    borne = None if shared_out is None else shared_out - paid
    return replace(told, avoidable=False, saved=saved, unused_borne=borne)


def seats_part(desk: Desk, tool: str, seats: DeclaredRange) -> Part:
    """Seats kept for one automation, beside the plan; a stop is not said to save them."""
    told = said.declared("", seats, subject=tool, unit=Unit.MONEY_PER_MONTH)
    name = desk.keep(f"seats:{tool}", pert(seats, desk.rng, desk.draws), told)
    return replace(known("subscription", (name,), lambda x: x[name], details={"tool": tool}), avoidable=False)


def _use(desk: Desk, tool: Tool) -> PlanUse | None:
    if desk.planned:
        return None
    return plan_uses(desk.dossier, desk.today).get(tool.key)


def _told(desk: Desk, tool: Tool, use: PlanUse, paid: Draws) -> str:
    """The charge kept as an input, with the price that was typed and the use that was counted."""
    key = desk.automation.key
    share = said.counted("", use.charge(key), Unit.SHARE, subject=tool.key)
    price = said.declared("", use.plan.price, subject=tool.key, unit=Unit.MONEY_PER_MONTH)
    parts = (
        desk.tell(f"price:{tool.key}", price),
        desk.tell(f"subscription_share:{tool.key}", share),
    )
    desk.tell(f"plan_used:{tool.key}", said.counted("", use.units[key], Unit.PER_MONTH, subject=tool.key))
    return desk.keep_made("subscription", paid, Unit.MONEY_PER_MONTH, parts, tool.key)


def _saved(desk: Desk, tool: Tool, use: PlanUse, price: Draws) -> Draws | None:
    """What stopping saves: the difference of the two prices when the plan drops, else nothing."""
    lower = use.plan.lower
    if lower is None or not use.drops(desk.automation.key):
        return None
    return np.maximum(price - desk.common(f"lower:{tool.key}", lower.price), 0.0)


def ai_use_part(desk: Desk, use: AiUse, volume: Quantity | Unknown) -> Part:
    """A model's tokens and minutes, per case handled or per run, in the workspace's currency."""

    def draw(declared: DeclaredRange) -> Draws:
        return pert(declared, desk.rng, desk.draws)

    rate = None if use.price is None else desk.register.rate(use.price.currency)
    fx = None if rate is None else desk.common(f"exchange:{rate.currency}", rate.value)
    each = ai_each(use, desk.register, draw, fx)
    times = _runs(desk) if use.per is AiPer.RUN else volume
    details: dict[str, object] = {"model": use.model}
    if isinstance(each, Unknown) or isinstance(times, Unknown):
        why = each if isinstance(each, Unknown) else times
        return not_said(desk, "ai", why if isinstance(why, Unknown) else None, details)
    parts = tuple(desk.tell(f"{code}:{use.model}", one) for code, one in _of_model(desk, use))
    name = desk.keep_made("ai", each, Unit.MONEY_PER_CASE, parts)
    often, many = per_month(desk, times)
    facts = counted(desk, times, by_run=use.per is AiPer.RUN)
    inputs = (name, *many)
    return known("ai", inputs, lambda x: x[name] * often(x), scaled=not many, facts=facts, details=details)


def _of_model(desk: Desk, use: AiUse) -> Iterator[tuple[str, said.Input]]:
    """What one use of a model rests on: amounts, prices with their source, retries, the rate."""
    price = use.price
    pairs = (*PRICES, ("audio_minutes", "minute"))
    for used, paid in pairs:
        amount, each = getattr(use, used), getattr(price, paid)
        if amount is not None and each is not None and price is not None:
            yield f"ai_{used}", said.declared("", amount, subject=use.model, unit=Unit.COUNT)
            source = ", ".join(
                filter(None, (price.source, price.currency, price.at.isoformat() if price.at else ""))
            )
            yield f"ai_price_{paid}", said.declared("", each, subject=use.model, source=source)
    if use.retries is not None:
        yield "ai_retries", said.declared("", use.retries, subject=use.model, unit=Unit.SHARE)
    rate = None if price is None else desk.register.rate(price.currency)
    if rate is not None:
        source = ", ".join(filter(None, (rate.source, rate.at.isoformat())))
        yield "exchange", said.declared("", rate.value, subject=rate.currency, source=source)


def _runs(desk: Desk) -> Quantity | Unknown:
    if desk.planned:
        return Unknown("not_live_yet")
    found = runs_a_month(desk.dossier.runs.get(desk.automation.key, ()), desk.today)
    return found if isinstance(found, Unknown) else Quantity(per_month=found)
