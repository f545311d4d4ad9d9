"""A figure: one number that a person may read, with everything needed to defend it."""

from dataclasses import dataclass
from enum import StrEnum

from retour.quantity.grade import Grade
from retour.quantity.interval import DeclaredRange, Estimate, Exact, Unknown
from retour.quantity.period import Period
from retour.quantity.problem import Place
from retour.quantity.unit import Better, Unit

Value = Exact | Estimate | DeclaredRange | Unknown


class Comparator(StrEnum):
    """What a figure is compared with; said in words beside it."""

    NONE = "none"  # a level or a count: nothing is compared
    COUNTERFACTUAL = "counterfactual"  # without the automation, estimated
    HOLD_OUT = "hold_out"  # cases left aside at random
    BEFORE = "before"  # the time before, unadjusted
    UNTREATED = "untreated"  # cases that did not get it, not at random
    PREVIOUS_VERSION = "previous_version"
    NOTHING = "without_costs_or_gains"  # money: doing nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of an assessment.

    `key` is a stable path such as ``quote-follow-up/effect/signed_late``; `formula` names an entry of
    `docs/reference/formulas.md`; `inputs` are keys of the figures it was computed from; `rows` are a
    few of the file lines behind it (`row_count` says how many there are in all).
    """

    key: str
    value: Value
    unit: Unit
    grade: Grade
    formula: str
    n: int | None = None
    n_before: int | None = None
    period: Period | None = None
    comparator: Comparator = Comparator.NONE
    better: Better | None = None
    inputs: tuple[str, ...] = ()
    rows: tuple[Place, ...] = ()
    row_count: int = 0
    basis: float | None = None  # hours a year of a full-time job, beside whatever is counted in those

    @property
    def known(self) -> bool:
        """False when the value is Unknown."""
        return not isinstance(self.value, Unknown)

    @property
    def point(self) -> float | None:
        """The single number to show, or None when unknown."""
        match self.value:
            case Exact(value) | Estimate(value):
                return value
            case DeclaredRange(mode=mode):
                return mode
            case Unknown():
                return None
