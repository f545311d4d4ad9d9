"""How far an amount may be off: 5 % and 95 % of draws that anybody can make again from the entry.

Every input is cut in `DRAWS` slices of equal probability (Latin hypercube: McKay, Beckman and Conover, 1979),
taken in an order that only its name decides (SHAKE-256): the same name moves together in every entry and in
every month, two names owe nothing to each other. Sums are summed draw by draw; bounds are never added.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import prod

import numpy as np

from retour.worth.ledger.amounts import FORMULAS, MINOR, Inputs, Written
from retour.worth.result import Draws

DRAWS = 4000
LOW, HIGH = 0.05, 0.95
REACH = 1.6448536269514722  # standard normal quantile at 95 %: intervals are written at 90 %
SEED = "retour-ledger/1:"


def draws_of(formula: str, inputs: Inputs, names: Mapping[str, str]) -> Draws:
    """Draws of one part, shape (DRAWS,), in hundredths of the currency.

    Args:
        formula: its code.
        inputs: as written.
        names: the name that decides the order of each input.
    """
    rule = FORMULAS[formula]
    x = {name: _drawn(said, names[name]) for name, said in inputs.items()}
    total = rule.sign * MINOR * prod([x[name] for name in rule.times], start=np.ones(DRAWS)) / rule.per
    for one, other in rule.less:
        total = total * (x[one] - x[other])
    for one, other in rule.sums:
        total = total * (x[one] + x[other])
    for name in rule.keeps:
        total = total * (1 - x[name]) if name in x else total
    return np.asarray(total / prod([x[name] for name in rule.over], start=np.ones(1)))


def bounds_of(draws: Iterable[Draws], amount: int) -> tuple[int, int]:
    """5 % and 95 % of a sum of draws, in whole hundredths, with its amount between them."""
    total = sum(draws, start=np.zeros(DRAWS))
    if not np.ptp(total):
        return amount, amount
    low, high = (round(float(each)) for each in np.quantile(total, (LOW, HIGH)))
    return min(low, amount), max(high, amount)


def _drawn(said: Written, name: str) -> Draws:
    if isinstance(said, str):
        return np.full(DRAWS, float(said))
    if isinstance(said, list):
        return _range(*(float(each) for each in said))[_order(name)]
    return _interval(float(said["at"]), float(said["low"]), float(said["high"]))[_order(name)]


@lru_cache(maxsize=1024)
def _order(name: str) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """An order of the slices that only a name decides."""
    told = hashlib.shake_256((SEED + name).encode()).digest(8 * DRAWS)
    return np.argsort(np.frombuffer(told, dtype=">u8"), kind="stable")


def _levels() -> Draws:
    return (np.arange(DRAWS) + 0.5) / DRAWS


@lru_cache(maxsize=1024)
def _range(low: float, mode: float, high: float) -> Draws:
    """Quantiles of a PERT: a beta (1 + 4 p, 5 - 4 p) between low and high, p the place of the mode."""
    if low == high:
        return np.full(DRAWS, low)
    from scipy.special import betaincinv  # noqa: PLC0415  only who looks for the bounds waits for it

    place = 4 * (mode - low) / (high - low)
    return np.asarray(low + (high - low) * betaincinv(1 + place, 5 - place, _levels()))


@lru_cache(maxsize=1024)
def _interval(at: float, low: float, high: float) -> Draws:
    """Quantiles of a two-piece normal whose 5 % and 95 % are the ends of the interval."""
    from scipy.special import ndtri  # noqa: PLC0415  the same

    z = ndtri(_levels()) / REACH
    return np.asarray(at + np.where(z < 0, z * (at - low), z * (high - at)))
