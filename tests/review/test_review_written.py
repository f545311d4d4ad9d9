"""Ranges, lengths of time and days as people type them in one field."""

from datetime import date

import pytest

from retour.quantity import DeclaredRange
from retour.review.written import day_in, range_in, span_in, written


@pytest.mark.parametrize(
    ("words", "lang", "low", "mode", "high"),
    [
        ("10", "fr", 10, 10, 10),
        ("6-15", "fr", 6, 10.5, 15),
        ("6 à 15", "fr", 6, 10.5, 15),
        ("6 to 15 min", "en", 6, 10.5, 15),
        ("6 - 10 - 15", "fr", 6, 10, 15),
        ("6/10/15", "en", 6, 10, 15),
        ("0,5", "fr", 0.5, 0.5, 0.5),
        ("0,5 à 1,5 h", "fr", 0.5, 1, 1.5),
        ("1 200 - 2 400 €", "fr", 1200, 1800, 2400),
        ("1\u202f200", "fr", 1200, 1200, 1200),
        ("1,200 to 2,400", "en", 1200, 1800, 2400),
        ("-2 à 10", "fr", -2, 4, 10),
        ("-4 - -2", "fr", -4, -3, -2),
        ("2 % à 18 %", "fr", 2, 10, 18),
    ],
)
def test_a_range_is_read_as_it_is_usually_typed(words, lang, low, mode, high):
    assert range_in(words, lang) == DeclaredRange(low, mode, high)


@pytest.mark.parametrize("words", ["", "beaucoup", "15-6", "6 15", "1-2-3-4", "6 à", "env. 10", "2026-11-30"])
def test_what_is_no_range_is_not_guessed(words):
    assert range_in(words, "fr") is None


@pytest.mark.parametrize("ends", [(10, 10, 10), (6, 10.5, 15), (-2, 4, 10), (0.5, 1, 1.25)])
def test_a_range_shown_in_its_field_is_read_back_the_same(ends):
    assert range_in(written(DeclaredRange(*ends)), "fr") == DeclaredRange(*ends)


@pytest.mark.parametrize(
    ("words", "said"), [("30", "30d"), ("30 j", "30d"), ("4h", "4h"), ("1,5 h", "1.5h"), ("2 semaines", "2w")]
)
def test_a_length_of_time_is_written_as_documents_write_it(words, said):
    assert span_in(words) == said


@pytest.mark.parametrize("words", ["bientôt", "0 j", "3 lunes", "-2 j"])
def test_what_is_no_length_of_time_is_refused(words):
    assert span_in(words) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("11/01/2027", date(2027, 1, 11)),
        ("2027-01-11", date(2027, 1, 11)),
        ("31/02/2027", None),
        ("un jour", None),
    ],
)
def test_a_day_is_read_day_first_or_year_first(words, day):
    assert day_in(words) == day
