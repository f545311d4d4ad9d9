"""Lines and inputs whose formula nobody wrote here: a product where it holds, else their parts."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import retour
from retour.assessment.arithmetic import Kind, Why, Worked
from retour.assessment.worked import worked
from retour.quantity import DeclaredRange, Estimate, Exact, Figure, Grade, Unit, Unknown

FIRM = Path(__file__).parents[2] / "examples" / "firm"
KEY = "after-sales"


@cache
def firm():
    return retour.open(FIRM).audit(today=date(2026, 11, 23))


def with_a_line(value, **said):
    """The firm with an after-sales line of a code that nothing knows, which rests on two inputs of it."""
    sheet = firm().sheet(KEY)
    known = next(line for line in sheet.worth.lines if line.code == "supervision")
    line = replace(known, code="novel", value=value, **said)
    figure = Figure(
        key=f"{KEY}/worth/line/novel",
        value=value,
        unit=Unit.MONEY_PER_MONTH,
        grade=Grade.D,
        formula="worth.line.novel",
    )
    changed = replace(
        sheet,
        worth=replace(sheet.worth, lines=(*sheet.worth.lines, line)),
        figures={**sheet.figures, figure.key: figure},
    )
    sheets = tuple(changed if s is sheet else s for s in firm().sheets)
    assessment = replace(firm(), sheets=sheets)
    return worked(assessment, assessment.figures, figure)


def test_a_line_that_nothing_knows_is_told_as_the_product_of_its_inputs_where_it_holds():
    found = with_a_line(DeclaredRange(-13, -7, -2))  # 0.2 h x 31 an hour, a cost
    assert isinstance(found, Worked)
    assert (found.kind, found.result) == (Kind.DRAWN, pytest.approx(-6.2))
    assert found.keys == (f"{KEY}/worth/input/supervision", f"{KEY}/worth/input/rate:support")


def test_a_product_that_is_not_in_the_range_of_its_line_is_not_claimed():
    assert with_a_line(DeclaredRange(-130, -70, -20)) is Why.PARTS


def test_a_line_without_inputs_only_lists_its_parts():
    assert with_a_line(DeclaredRange(-13, -7, -2), inputs=(), facts=()) is Why.PARTS


def test_what_is_not_known_has_no_arithmetic():
    assert with_a_line(Unknown("not_said")) is Why.UNKNOWN


@pytest.mark.parametrize(
    ("formula", "value", "why"),
    [
        ("rmst", Estimate(5.0, 4.0, 6.0), Why.CURVE),
        ("voice", Estimate(5.0, 4.0, 6.0), Why.ANSWERS),
        ("late_cases", Exact(2), Why.COUNTED),
        ("drift", Estimate(0.1, 0.0, 0.2), Why.ESTIMATED),
        ("input.counted", Exact(3), Why.COUNTED),
        ("input.counted", Estimate(5.0, 4.0, 6.0), Why.MEAN),
        ("something_else", DeclaredRange(1, 2, 3), Why.DECLARED),
    ],
)
def test_a_figure_without_arithmetic_says_why(formula, value, why):
    figure = Figure(key=f"{KEY}/x/y", value=value, unit=Unit.COUNT, grade=Grade.A, formula=formula)
    assert worked(firm(), firm().figures, figure) is why


def test_a_total_that_its_parts_do_not_give_is_not_said_to_be_their_sum():
    lost = replace(firm().figures["totals/lost"], value=Exact(1_000))
    assert worked(firm(), firm().figures, lost) is Why.PARTS
