"""The arithmetic of the ledger: formulas over written inputs, exact to the last hundredth.

An input is an exact decimal, somebody's range, or a measured interval. The mean of independent inputs
multiplied is the product of their means, and the mean of a range (PERT) is (low + 4 mode + high) / 6: so
every amount is one division of integers, the same on every machine. It is rounded half to even.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from retour.quantity import DeclaredRange, Estimate

PLACES = 9  # decimals that an input is written with, at most
SCALE = 6_000_000_000  # the mean of any input is a whole number of these
MINOR = 100  # an amount is in hundredths of the currency

Written = str | list[str] | dict[str, str]  # exact | [low, mode, high] | {"at", "low", "high"}
Inputs = Mapping[str, Written]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """The product of `sign`, `times`, each (a - b), each (a + b), each (1 - c), over `per` and `over`.

    An input of `keeps` that nobody gave leaves its factor out.
    """

    times: tuple[str, ...]
    sign: int = 1
    less: tuple[tuple[str, str], ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    keeps: tuple[str, ...] = ()
    over: tuple[str, ...] = ()  # inputs that divide: exact
    per: int = 1


_WORKED = ("quantity", "treated", "hourly_cost", "share_used")
FORMULAS: Mapping[str, Formula] = {
    "time": Formula(times=_WORKED, less=(("before", "after"),), per=60),
    "exceptions": Formula(sign=-1, times=(*_WORKED, "exception_share", "exception_minutes"), per=60),
    "redone": Formula(sign=-1, times=(*_WORKED, "exception_minutes"), per=60),
    "margin": Formula(times=("quantity", "effect", "amount", "margin_rate"), keeps=("cannibalised",)),
    "errors": Formula(times=("quantity", "effect", "cost_each")),
    "spend": Formula(times=("per_month", "days"), over=("days_in_month",)),
    "speed": Formula(
        times=("annual_turnover", "cost_of_capital", "days"),
        less=(("days_before", "days_after"),),
        over=("days_in_month",),
        per=12 * 365,
    ),
    "speed_measured": Formula(
        times=("days_gained", "annual_turnover", "cost_of_capital", "days"),
        over=("days_in_month",),
        per=12 * 365,
    ),
    "watching": Formula(
        times=("quantity", "treated", "per_year", "loss_share", "cost_each"),
        less=(("days_before", "days_after"),),
        per=365,
    ),
    "carried": Formula(times=("per_month", "days"), over=("days_in_month",)),
    "work": Formula(sign=-1, times=("hours", "hourly_cost", "days"), over=("days_in_month",)),
    "money": Formula(sign=-1, times=("per_month", "days"), over=("days_in_month",)),
    "upkeep_hours": Formula(
        sign=-1, times=("hours", "hourly_cost", "upkeep_share", "days"), over=("days_in_month",), per=12
    ),
    "upkeep_money": Formula(
        sign=-1, times=("build", "upkeep_share", "days"), over=("days_in_month",), per=12
    ),
    "subscription": Formula(sign=-1, times=("price", "share", "days"), over=("days_in_month",)),
    "per_case": Formula(sign=-1, times=("quantity", "treated", "cost_each")),
    "failures": Formula(
        sign=-1,
        times=("quantity", "treated", "per_year", "loss_share", "cost_each"),
        sums=(("detection_days", "repair_days"),),
        per=365,
    ),
}


class Unreadable(ValueError):  # noqa: N818  it reads as what it is
    """Inputs that are not those of their formula."""


def decimal_of(value: float) -> str:
    """A number as it is written: the shortest decimal, `PLACES` places at most."""
    rounded = round(Decimal(repr(float(value))), PLACES)
    plain = format(rounded, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def written(value: float | DeclaredRange | Estimate) -> Written:
    """An input as it is written; a range whose ends are equal is exact."""
    if isinstance(value, DeclaredRange):
        said = [decimal_of(each) for each in (value.low, value.mode, value.high)]
        return said[0] if said[0] == said[2] else said
    if isinstance(value, Estimate):
        return {"at": decimal_of(value.value), "low": decimal_of(value.low), "high": decimal_of(value.high)}
    return decimal_of(value)


_KNOWN: dict[str | tuple[str, ...], int] = {}
_REMEMBERED = 100_000  # decimals and ranges that were read lately: a ledger repeats its rates


def scaled(decimal: str) -> int:
    """A written decimal in `SCALE`ths; Unreadable when it is none, or has too many places."""
    found = _KNOWN.get(decimal)
    return _remembered(decimal, _read(decimal)) if found is None else found


def _remembered(key: str | tuple[str, ...], value: int) -> int:
    if len(_KNOWN) >= _REMEMBERED:
        _KNOWN.clear()
    _KNOWN[key] = value
    return value


def _read(decimal: str) -> int:
    whole, _, part = decimal.removeprefix("-").partition(".")
    digits = whole + part
    if not whole or len(part) > PLACES or len(digits) > 30 or not (digits.isascii() and digits.isdigit()):
        raise Unreadable(decimal)
    size = int(digits) * int(6 * 10 ** (PLACES - len(part)))
    return -size if decimal[0] == "-" else size


def mean_of(said: Written) -> int:
    """The mean of an input, in `SCALE`ths, exact."""
    if isinstance(said, str):
        return scaled(said)
    if isinstance(said, list):
        found = _KNOWN.get(tuple(said))
        return _mean_of_range(*said) if found is None else found
    return scaled(said["at"])


def _mean_of_range(low: str, mode: str, high: str) -> int:
    return _remembered((low, mode, high), (scaled(low) + 4 * scaled(mode) + scaled(high)) // 6)


def amount_of(formula: str, inputs: Inputs) -> int:
    """The mean amount of one part, in hundredths; Unreadable when an input is missing or is no number."""
    try:
        rule = FORMULAS[formula]
        top, factors = _product(rule, inputs)
        bottom = rule.per * int(SCALE ** (factors - len(rule.over)))
        if rule.over:
            bottom *= prod([mean_of(inputs[name]) for name in rule.over])
        if bottom <= 0:
            raise Unreadable(formula)
        return half_even(rule.sign * MINOR * top, bottom)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, AttributeError) as error:
        raise Unreadable(formula) from error


def _product(rule: Formula, inputs: Inputs) -> tuple[int, int]:
    """The product of the factors and how many there are."""
    top = prod([mean_of(inputs[name]) for name in rule.times])
    factors = len(rule.times) + len(rule.less) + len(rule.sums)
    for one, other in rule.less:
        top *= mean_of(inputs[one]) - mean_of(inputs[other])
    for one, other in rule.sums:
        top *= mean_of(inputs[one]) + mean_of(inputs[other])
    for name in rule.keeps:
        if name in inputs:
            top *= SCALE - mean_of(inputs[name])
            factors += 1
    return top, factors


def half_even(top: int, bottom: int) -> int:
    """A quotient to the nearest whole number, halves to the even one."""
    whole, rest = divmod(top, bottom)
    twice = 2 * rest - bottom
    return whole + (twice > 0 or (twice == 0 and whole % 2 == 1))
