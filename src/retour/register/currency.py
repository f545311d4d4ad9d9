"""Amounts in a workspace's own currency: another one is taken only at a dated rate that somebody wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from retour.quantity import DeclaredRange


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """How much of the workspace's currency one unit of another is, on a day, and who says so."""

    currency: str
    value: DeclaredRange
    at: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class Currency:
    """The workspace's currency, and the others that it has a rate for."""

    home: str = "EUR"
    rates: Mapping[str, DeclaredRange] = field(default_factory=dict)  # home units for one unit


def exchanged(amount: DeclaredRange, rate: DeclaredRange) -> DeclaredRange:
    """A non-negative range in another currency, its low at the low rate and its high at the high one."""
    return DeclaredRange(
        amount.low * rate.low,
        amount.mode * rate.mode,
        amount.high * rate.high,
        place=amount.place,
        source=amount.source,
    )
