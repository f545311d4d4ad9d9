"""Past figures: what is kept of a figure gives it back as it was said."""

import pytest

from retour.quantity import DeclaredRange, Estimate, Exact, Figure, Grade, Unit, Unknown
from retour.web.pilot.history import figure_of
from retour.web.portfolio.snapshots import _noted as noted


def figure(value, grade):
    return Figure(
        key="a/effect/x/all", value=value, unit=Unit.POINTS, grade=grade, formula="effect.single_series", n=5
    )


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (Estimate(2.0, 1.0, 3.0), Grade.C),
        (Estimate(2.0, 1.0, 3.0), Grade.D),  # not adjusted, and an interval all the same
        (DeclaredRange(1.0, 2.0, 3.0), Grade.D),
        (Exact(14.0), Grade.A),
    ],
)
def test_a_past_figure_is_said_as_the_kind_of_value_that_it_was(value, grade):
    one = figure(value, grade)
    past = figure_of(one, noted(one))
    assert (past.value, past.grade, past.n) == (value, grade, 5)


def test_what_was_not_known_stays_unknown():
    one = figure(Unknown("no_data"), Grade.E)
    assert figure_of(one, noted(one)) is None
