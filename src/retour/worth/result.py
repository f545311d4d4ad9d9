"""What worth is made of: lines that are cash, capacity or cost, their draws, and what drives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retour.quantity import DeclaredRange, Estimate, Grade, Unknown
from retour.worth.inputs import Input

Draws = NDArray[np.float64]  # (draws,) euros (or the workspace's currency) per month


class Nature(StrEnum):
    """Cash is money that arrives or no longer leaves; capacity is time that could be used."""

    CASH = "cash"
    CAPACITY = "capacity"
    COST = "cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line per month. `value` is signed: costs are negative. Unknown lines are listed, never 0."""

    code: str  # time_cash | time_capacity | margin | errors | spend | supervision | upkeep | ...
    nature: Nature
    value: Estimate | DeclaredRange | Unknown
    grade: Grade
    draws: Draws | None = None
    gross: Draws | None = None  # minutes saved on cases, before exceptions, were none of them shared
    inputs: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()  # inputs that were counted, so not drawn
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One input of the tornado: net worth per month when the input is at its P10 and its P90."""

    code: str
    at_low: float
    at_high: float
    controllable: bool = False  # failures, upkeep, supervision


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Worth of one automation, per month unless said.

    `net` = cash + capacity - costs, `cash` = cash - costs; both printed, never one for the other.
    `grade` is the worst among quantities (effect, volume, minutes); prices do not lower it.
    """

    lines: tuple[Line, ...]
    net: Estimate | DeclaredRange | Unknown
    cash: Estimate | DeclaredRange | Unknown
    capacity: Estimate | DeclaredRange | Unknown
    running_cost: Estimate | DeclaredRange | Unknown
    grade: Grade
    hours: Estimate | DeclaredRange | Unknown  # net hours freed a month
    fte: Estimate | DeclaredRange | Unknown
    p_positive: float | None  # P(net > 0)
    # Hours as if the latest minutes had always held; not applicable when nobody corrected any.
    hours_restated: Estimate | DeclaredRange | Unknown = field(
        default_factory=lambda: Unknown("not_applicable")
    )
    machine_hours: float | None = None  # machine time a month, from the runs; never human time
    p_avoidable_negative: float | None = None  # P(net of avoidable costs only < 0), for stop
    npv: Estimate | DeclaredRange | Unknown = field(default_factory=lambda: Unknown("not_computed"))
    payback_months: float | None = None  # median; None when half of the draws never pay back in the life
    payback: Estimate | DeclaredRange | Unknown = field(default_factory=lambda: Unknown("not_computed"))
    build: Estimate | DeclaredRange | Unknown = field(default_factory=lambda: Unknown("not_said"))
    turnover: Estimate | DeclaredRange | Unknown = field(default_factory=lambda: Unknown("not_applicable"))
    drivers: tuple[Driver, ...] = ()
    evpi: float | None = None  # worth of perfect knowledge over the horizon, keep or stop
    evppi: tuple[tuple[str, float], ...] = ()
    dots: tuple[float, ...] = ()  # 50 quantiles of net: each is 2 chances in 100
    inputs: Mapping[str, Input] = field(default_factory=dict)  # what it all rests on, by code
    not_said: tuple[str, ...] = ()  # costs or inputs nobody gave: codes
    volume: float | None = None  # cases (or items) a month behind it
    net_draws: Draws | None = None
    # discount, life, hours a year, roi, never_paid_back
    details: dict[str, object] = field(default_factory=dict)
