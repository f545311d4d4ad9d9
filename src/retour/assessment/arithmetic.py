"""A formula with its numbers in it: a tree of operands and operations, that wording writes as arithmetic.

Nothing is said here. `result_of` gives what the operands give; whether that is the figure itself, or only
near it because the figure is the mean of draws, is `Worked.kind`. A figure without a tree says why: `Why`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import prod

from retour.quantity import Figure, Unit


class Op(StrEnum):
    """What is done with the parts of a node."""

    SUM = "sum"
    DIFFERENCE = "difference"  # the first minus every other; of one part: minus it
    PRODUCT = "product"
    QUOTIENT = "quotient"  # the first divided by every other
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A number with its unit; `key` is that of the figure it is, if it is one; None: a plain number."""

    value: float
    unit: Unit | None = None
    key: str = ""
    code: str = ""  # what it is, when it is no figure


@dataclass(frozen=True, slots=True)
class Node:
    """An operation on parts, in order."""

    op: Op
    parts: tuple["Term", ...]


Term = Leaf | Node


class Kind(StrEnum):
    """What the arithmetic is, beside the figure."""

    EXACT = "exact"  # the figure itself: counts, sums of means
    DRAWN = "drawn"  # of the likely values; the figure is the mean of the draws of their ranges
    MEDIAN = "median"  # of the means; the figure is the median of the draws
    METHOD = "method"  # of the levels shown; the figure is what the method estimates


class Why(StrEnum):
    """Why a figure has no formula with numbers in it."""

    UNKNOWN = "unknown"
    DECLARED = "declared"
    CLAIMED = "claimed"  # computed from what a claim states
    COUNTED = "counted"
    MEAN = "mean"
    ANSWERS = "answers"  # of people: never listed one by one
    CURVE = "curve"
    ESTIMATED = "estimated"
    SOLVED = "solved"  # for one number, on every draw
    PLANNED = "planned"  # of a measurement that nobody made yet
    PARTS = "parts"  # its parts are listed, their arithmetic is not


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """The tree of one figure and what it gives."""

    term: Term
    kind: Kind

    @property
    def result(self) -> float:
        """What the operands give."""
        return result_of(self.term)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the figures among the operands, in order."""
        return tuple(leaf.key for leaf in leaves_of(self.term) if leaf.key)


def result_of(term: Term) -> float:
    """What a tree gives; nan where something is divided by zero."""
    if isinstance(term, Leaf):
        return term.value
    first, *rest = (result_of(part) for part in term.parts)
    match term.op:
        case Op.SUM:
            return first + sum(rest)
        case Op.DIFFERENCE:
            return first - sum(rest) if rest else -first
        case Op.PRODUCT:
            return first * prod(rest)
        case Op.QUOTIENT:
            return first / prod(rest) if prod(rest) else float("nan")
        case Op.LARGEST:
            return max(first, *rest)


def leaves_of(term: Term) -> tuple[Leaf, ...]:
    """The numbers of a tree, from left to right."""
    if isinstance(term, Leaf):
        return (term,)
    return tuple(leaf for part in term.parts for leaf in leaves_of(part))


def of(figure: Figure) -> Leaf:
    """A known figure as an operand: its point."""
    return Leaf(figure.point or 0.0, figure.unit, figure.key)


def plain(value: float) -> Leaf:
    """A number without a unit: 60, 12."""
    return Leaf(value)


def added(*parts: Term) -> Term:
    """A sum; a part alone stays itself."""
    return parts[0] if len(parts) == 1 else Node(Op.SUM, parts)


def less(*parts: Term) -> Term:
    """The first minus the others; the first alone stays itself."""
    return parts[0] if len(parts) == 1 else Node(Op.DIFFERENCE, parts)


def minus(part: Term) -> Term:
    """A part with its sign turned."""
    return Node(Op.DIFFERENCE, (part,))


def times(parts: Iterable[Term]) -> Term:
    """A product; a part alone stays itself."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else Node(Op.PRODUCT, found)


def over(*parts: Term) -> Term:
    """The first divided by the others."""
    return Node(Op.QUOTIENT, parts)
