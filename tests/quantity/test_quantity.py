from datetime import date, timedelta

import pytest

from retour.quantity import (
    DeclaredRange,
    Estimate,
    Exact,
    Figure,
    Grade,
    Period,
    Span,
    Text,
    Unit,
    Unknown,
    worst,
)


def test_a_period_excludes_its_end():
    may = Period(date(2026, 5, 1), date(2026, 6, 1))
    assert (may.days, date(2026, 5, 31) in may, date(2026, 6, 1) in may) == (31, True, False)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Period(date(2026, 6, 1), date(2026, 5, 1)),
        lambda: Span(seconds=-1),
        lambda: Span(seconds=1, working_days=1),
        lambda: Estimate(1, 2, 1),
        lambda: Estimate(1, 0, 2, level=1.0),
        lambda: DeclaredRange(3, 2, 4),
    ],
)
def test_a_quantity_that_makes_no_sense_cannot_be_built(build):
    with pytest.raises(ValueError, match=r"\w+\.\w+"):
        build()


def test_working_days_are_never_shorter_than_their_calendar_days():
    assert Span(working_days=5).elapsed >= timedelta(days=7)
    assert Span(seconds=90).elapsed == timedelta(seconds=90)


def test_an_estimate_says_whether_its_interval_excludes_zero():
    assert Estimate(3.7, 2.3, 5.3).excludes_zero
    assert not Estimate(1.0, -0.5, 2.5).excludes_zero
    assert Estimate(1.0, -0.5, 2.5).half_width == 1.5


def test_the_worst_grade_of_nothing_is_no_evidence():
    assert worst([]) is Grade.E
    assert worst([Grade.A, Grade.C, Grade.B]) is Grade.C


def test_a_grade_can_only_be_capped_or_lowered():
    assert Grade.B.lowered() is Grade.C
    assert Grade.E.lowered(3) is Grade.E
    assert Grade.A.capped(Grade.C) is Grade.C
    assert Grade.D.capped(Grade.C) is Grade.D


@pytest.mark.parametrize(
    ("value", "point", "known"),
    [
        (Exact(14), 14, True),
        (Estimate(3.7, 2.3, 5.3), 3.7, True),
        (DeclaredRange(1, 2, 4), 2, True),
        (Unknown("no_data"), None, False),
    ],
)
def test_a_figure_has_one_point_or_is_unknown(value, point, known):
    figure = Figure(key="a/lost", value=value, unit=Unit.CASES, grade=Grade.A, formula="lost_cases")
    assert (figure.point, figure.known) == (point, known)


def test_a_text_in_one_language_serves_both():
    assert Text.same("Devis").in_("en") == Text(fr="Devis", en="Quotes").in_("fr") == "Devis"
