"""Evidence grades: how a figure was obtained, never whether it is good news."""

from collections.abc import Iterable
from enum import StrEnum


class Grade(StrEnum):
    """A randomised, B compared, C before/after calibrated, D declared or unadjusted, E no evidence."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"

    def lowered(self, steps: int = 1) -> "Grade":
        """The grade `steps` worse, never past E."""
        order = list(Grade)
        return order[min(order.index(self) + steps, len(order) - 1)]

    def capped(self, best: "Grade") -> "Grade":
        """This grade, or `best` where this one is better."""
        return max(self, best)


def worst(grades: Iterable[Grade]) -> Grade:
    """The worst of several grades; E when there is none (nothing shown is nothing proven)."""
    return max(grades, default=Grade.E)
