"""What worth is made of: lines that are cash, capacity or cost, their draws, and what drives them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from retour.quantity import DeclaredRange, Estimate, Grade, Unit, Unknown
from retour.worth.inputs import Input, stem_of

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


class Coded(Protocol):
    """A line, or what becomes one."""

    @property
    def code(self) -> str:
        """What it is: several of an automation may be the same."""


C = TypeVar("C", bound=Coded)


def numbered(lines: Iterable[C]) -> Iterator[tuple[str, C]]:
    """Lines with a name of their own: the second of a code is numbered, as the tornado's inputs are."""
    seen: Counter[str] = Counter()
    for line in lines:
        seen[line.code] += 1
        yield (line.code if seen[line.code] == 1 else f"{line.code}#{seen[line.code]}"), line


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One input of the tornado: net worth per month when the input is at its P10 and its P90."""

    code: str
    at_low: float
    at_high: float
    controllable: bool = False  # failures, upkeep, supervision


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """The value of one input at which what is expected brings nothing and costs nothing, all else as drawn.

    `net` is of a month, `npv` of the life, build included; both in `unit`, with 5-95 % of the draws' own.
    Unknown where there is none within what is plausible: `never_pays_KIND` or `pays_anyway_KIND`; where that
    is so in more than one draw in twenty (`break_even_never`, `_anyway`); where `npv` goes the other way.
    """

    code: str  # cases | minutes_saved | rate:<role> | effect:<indicator> | realisation | cost:<line> | build
    unit: Unit
    net: Estimate | DeclaredRange | Unknown
    npv: Estimate | DeclaredRange | Unknown
    now: float  # its mean today
    at_least: bool  # True: it pays from there upwards
    inputs: tuple[str, ...] = ()  # codes of the inputs that it is about
    today: DeclaredRange | None = None  # what it is today, where no figure of its own says it

    @property
    def kind(self) -> str:
        """The code without its subject nor its rank."""
        return stem_of(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """The mean of a choice's utility given one input, in bins of it of about equal count.

    `means` are money over the life, `weights` probabilities (both one a bin), `explained` the share of the
    utility's variance that the input carries.
    """

    code: str
    means: tuple[float, ...]
    weights: tuple[float, ...]
    explained: float = 0.0

    @property
    def perfect(self) -> float:
        """EVPPI: what knowing the input for good is worth to the choice between the utility and zero."""
        return self.of_sample(1.0)

    def of_sample(self, removed: float) -> float:
        """EVSI of a sample that removes a share of the input's variance (0 to 1).

        The conditional means are drawn towards their own mean by the square root of that share (the
        Gaussian approximation of Jalal and Alarid-Escudero, Medical Decision Making 38(2), 2018).
        """
        told, weights = self._told(removed), np.array(self.weights)
        return max(float(np.maximum(told, 0) @ weights) - max(float(told @ weights), 0.0), 0.0)

    def _told(self, removed: float) -> Draws:
        means, weights = np.array(self.means), np.array(self.weights)
        middle = float(means @ weights)
        return middle + sqrt(min(max(removed, 0.0), 1.0)) * (means - middle)

    def may_turn(self, removed: float) -> bool:
        """True when such a sample could turn the choice: some conditional means on each side of zero."""
        told = self._told(removed)
        return bool(told.min() < 0 < told.max())

    def narrowed(self, removed: float) -> float:
        """Share of the width of the net's interval that would be left: its variance falls by that much."""
        return sqrt(max(1 - min(max(removed, 0.0), 1.0) * self.explained, 0.0))


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
    break_even: tuple[BreakEven, ...] = ()  # cases first, then the inputs in the order of the lines
    evpi: float | None = None  # worth of perfect knowledge over the horizon, keep or stop
    information: tuple[Information, ...] = ()  # by input, worth most to know first
    dots: tuple[float, ...] = ()  # 50 quantiles of net: each is 2 chances in 100
    inputs: Mapping[str, Input] = field(default_factory=dict)  # what it all rests on, by code
    not_said: tuple[str, ...] = ()  # costs or inputs nobody gave: codes
    volume: float | None = None  # cases (or items) a month behind it
    net_draws: Draws | None = None
    # discount, life, hours a year, roi, never_paid_back
    details: dict[str, object] = field(default_factory=dict)

    @property
    def evppi(self) -> tuple[tuple[str, float], ...]:
        """What perfect knowledge of each input is worth, by code; most first."""
        return tuple((each.code, each.perfect) for each in self.information)

    def knowing(self, code: str) -> Information | None:
        """Of the inputs whose code begins so, the one worth most to know; None where nothing was computed."""
        found = (each for each in self.information if each.code.startswith(code))
        return max(found, key=lambda each: each.perfect, default=None)
