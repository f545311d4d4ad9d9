"""What a sentence may rest on, and the strengths of words that each basis bears."""

from collections.abc import Mapping
from enum import StrEnum

from retour.quantity import Grade


class Strength(StrEnum):
    """How much a word asserts, from a difference that can be seen to what no evidence allows."""

    COMPARED = "compared"  # a difference with what would have happened is clear
    CAUSAL = "causal"  # the automation made it happen
    ESTABLISHED = "established"  # it is settled, it pays
    PROVEN = "proven"  # it is proven
    ABSOLUTE = "absolute"  # every time, without exception
    NEVER = "never"  # no evidence bears it


class Basis(StrEnum):
    """What a sentence rests on: a grade of evidence, a count, a rule of the method, or no evidence."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    COUNTED = "counted"  # every case was counted: certain of the past, silent on causes
    METHOD = "method"  # how a figure is made, how a tool behaves: nothing about this firm
    NOTHING = "nothing"  # a title, a question, a button: it asserts nothing

    @classmethod
    def of(cls, grade: Grade) -> "Basis":
        """The basis of a figure of that grade."""
        return cls(grade.value)


BORNE_BY: Mapping[Strength, frozenset[Basis]] = {
    Strength.COMPARED: frozenset({Basis.A, Basis.B, Basis.C}),
    Strength.CAUSAL: frozenset({Basis.A, Basis.B}),
    Strength.ESTABLISHED: frozenset({Basis.A, Basis.B}),
    Strength.PROVEN: frozenset({Basis.A}),
    Strength.ABSOLUTE: frozenset({Basis.COUNTED, Basis.METHOD}),
    Strength.NEVER: frozenset(),
}
