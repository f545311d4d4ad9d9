"""Prices that were read on a day: plans of tools, models, exchange rates; and which were read long ago.

An old price is told, never corrected: whoever pays it knows what it is now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from retour.quantity import DeclaredRange, Place, Problem, Severity
from retour.register.automation import Automation
from retour.register.workspace import Register

A_YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class DatedPrice:
    """A price as somebody read it, of a tool (`kind` plan), of a model or of a currency (exchange)."""

    kind: str
    subject: str
    at: date
    place: Place | None = None

    def months(self, today: date) -> int:
        """Whole months since it was read."""
        return (today.year - self.at.year) * 12 + today.month - self.at.month - (today.day < self.at.day)

    def is_old(self, today: date) -> bool:
        """True from a year on."""
        return self.months(today) >= A_YEAR


def prices_of(register: Register, automation: Automation) -> Iterator[DatedPrice]:
    """The dated prices that the money of an automation rests on."""
    for paid in automation.costs.subscriptions:
        tool = register.tool(paid.tool)
        if tool is not None and tool.plan is not None:
            yield DatedPrice("plan", tool.key, tool.plan.at, _place(tool.plan.price))
    use = automation.costs.ai_use
    price = None if use is None else use.price
    if use is not None and price is not None and price.at is not None:
        said = price.input or price.cached or price.output or price.minute
        yield DatedPrice("model", use.model, price.at, None if said is None else _place(said))
    rate = None if price is None else register.rate(price.currency)
    if rate is not None:
        yield DatedPrice("exchange", rate.currency, rate.at, _place(rate.value))


def old_prices(register: Register, today: date) -> list[Problem]:
    """A warning for each dated price of the workspace that was read a year ago or more."""
    plans = (DatedPrice("plan", t.key, t.plan.at, _place(t.plan.price)) for t in register.tools if t.plan)
    rates = (DatedPrice("exchange", r.currency, r.at, _place(r.value)) for r in register.exchange)
    models = (p for a in register.automations for p in prices_of(register, a) if p.kind == "model")
    return [_warning(p, today) for p in dict.fromkeys((*plans, *rates, *models)) if p.is_old(today)]


def _warning(price: DatedPrice, today: date) -> Problem:
    details: dict[str, object] = {"at": price.at, "months": price.months(today)}
    place = price.place or Place("retour.yaml")
    return Problem(f"price.old_{price.kind}", place, price.subject, "", Severity.WARNING, details)


def _place(said: DeclaredRange) -> Place | None:
    return None if said.place is None else Place(said.place.file, said.place.line)
