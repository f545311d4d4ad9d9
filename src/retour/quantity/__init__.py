"""Quantities: values that carry their unit, their interval, their evidence and what is wrong with them."""

from retour.quantity.figure import Comparator, Figure, Value
from retour.quantity.grade import Grade, worst
from retour.quantity.interval import DeclaredRange, Estimate, Exact, Unknown
from retour.quantity.period import Period, Span
from retour.quantity.problem import Place, Problem, Severity
from retour.quantity.text import Text
from retour.quantity.unit import Better, Unit

__all__ = [
    "Better",
    "Comparator",
    "DeclaredRange",
    "Estimate",
    "Exact",
    "Figure",
    "Grade",
    "Period",
    "Place",
    "Problem",
    "Severity",
    "Span",
    "Text",
    "Unit",
    "Unknown",
    "Value",
    "worst",
]
