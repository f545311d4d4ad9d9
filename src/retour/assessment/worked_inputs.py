"""The arithmetic of inputs made of others: a share of a price, usual upkeep, failures, a model's use."""

from collections.abc import Callable, Mapping

from retour.assessment.arithmetic import Kind, Leaf, Term, Why, Worked, added, of, over, plain, times
from retour.assessment.worked_money import Purse
from retour.kpi.metered import MILLION, PRICES
from retour.quantity import DeclaredRange
from retour.worth.inputs import Origin, stem_of

Found = Worked | Why
Parts = Mapping[str, Leaf]


def derived(purse: Purse, code: str) -> Found:
    """An input computed from its parts; one whose arithmetic is not known here only lists them."""
    said = purse.inputs.get(code)
    if said is None or said.origin is not Origin.DERIVED:
        return Why.PARTS
    parts = {stem_of(part): purse.leaf(part) for part in said.parts if part in purse.inputs}
    made = _MADE.get(said.stem)
    term = made(purse, parts) if made else None
    if term is None:
        return Why.PARTS
    found = Worked(term=term, kind=Kind.DRAWN)
    near = not isinstance(said.value, DeclaredRange) or said.value.low <= found.result <= said.value.high
    return found if near else Why.PARTS


def _share(_: Purse, parts: Parts) -> Term | None:
    """Price x share used."""
    price, share = parts.get("price"), parts.get("subscription_share")
    return None if price is None or share is None else times((price, share))


def _failures(_: Purse, parts: Parts) -> Term | None:
    """Failures a year x days each / 365 x share lost x cost of a lost case."""
    names = ("failures_per_year", "detection_days", "repair_days", "loss_share", "lost_case_cost")
    if any(name not in parts for name in names):
        return None
    often, seen, mended, lost, cost = (parts[name] for name in names)
    days = over(times((often, added(seen, mended))), plain(365))
    return times((days, lost, cost))


def _usual_upkeep(purse: Purse, parts: Parts) -> Term | None:
    """Cost to build x usual share a year / 12."""
    build, share = purse.figure("build"), parts.get("upkeep_share")
    return None if build is None or share is None else over(times((of(build), share)), plain(12))


def _model(_: Purse, parts: Parts) -> Term | None:
    """Tokens x price of a million / 1,000,000, and minutes x their price; calls made again; the rate."""
    used: list[Term] = []
    for amount, price in (*PRICES, ("audio_minutes", "minute")):
        many, each = parts.get(f"ai_{amount}"), parts.get(f"ai_price_{price}")
        if many is not None and each is not None:
            paid = times((many, each))
            used.append(paid if price == "minute" else over(paid, plain(MILLION)))
    if not used:
        return None
    again, rate = parts.get("ai_retries"), parts.get("exchange")
    more = [] if again is None else [added(plain(1), again)]
    return times((added(*used), *more, *([] if rate is None else [rate])))


_MADE: dict[str, Callable[[Purse, Parts], Term | None]] = {
    "subscription": _share,
    "failures": _failures,
    "upkeep": _usual_upkeep,
    "ai": _model,
}
