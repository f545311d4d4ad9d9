"""Amounts as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retour.events.number import DecimalEvidence, decimal_evidence, read_number


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1240", 124_000),
        ("1.234,56", 123_456),
        ("1 234,56", 123_456),
        ("1\u202f234,56 €", 123_456),
        ("1\u00a0234,56", 123_456),
        ("1\u2009234,56 EUR", 123_456),
        ("1'234.50", 123_450),
        ("1,234.56", 123_456),
        ("1.234.567", 123_456_700),
        ("12,5", 1_250),
        ("0,125", 12),
        ("0.125", 12),
        ("0.375", 38),
        ("(12,00)", -1_200),
        ("-0,50", -50),
        ("- 5", -500),
        ("EUR 12.00", 1_200),
        ("1 240,00 € HT", 124_000),
        ("1e3", 100_000),
        (".5", 50),
        ("1.", 100),
        ("", None),
        ("-", None),
    ],
)
def test_an_amount_is_read_in_cents(written: str, cents: int | None) -> None:
    assert read_number(written, places=2, comma=False) == cents
    assert read_number(written, places=2, comma=True) == cents


@pytest.mark.parametrize(("comma", "cents"), [(True, 123_400), (False, 123)])
def test_a_lone_group_of_three_follows_the_column(comma: bool, cents: int) -> None:  # noqa: FBT001
    assert read_number("1.234", places=2, comma=comma) == cents
    assert read_number("1,234", places=2, comma=not comma) == cents


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("abc", "unreadable"),
        ("12.05.2026", "unreadable"),
        ("192.168.1.1", "unreadable"),
        ("12 34", "unreadable"),
        ("0.123.456", "unreadable"),
        (",", "unreadable"),
        ("NaN", "not_finite"),
        ("-inf", "not_finite"),
        ("9" * 30, "too_large"),
        ("1e400", "too_large"),
        ("1e999", "too_large"),
    ],
)
def test_what_is_no_amount_says_why(written: str, wrong: str) -> None:
    assert read_number(written, places=2, comma=False) == wrong


def test_minutes_are_read_in_thousandths() -> None:
    assert read_number("4,5", places=3, comma=True) == 4_500
    assert read_number("1.5", places=0, comma=False) == 2


def test_evidence_tells_comma_from_point() -> None:
    found = decimal_evidence(["12,50", "1.234,56", "1,234.5", "1.234", "1.234.567", "12", "x", "0.125"])
    assert found == DecimalEvidence(comma=3, point=2, either=1)
    assert found + found == DecimalEvidence(comma=6, point=4, either=2)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["", "\u202f", " ", "."]))
def test_any_french_amount_comes_back(cents: int, group: str) -> None:
    whole = f"{abs(cents) // 100:,}".replace(",", group)
    written = f"{'-' if cents < 0 else ''}{whole},{abs(cents) % 100:02d}"
    assert read_number(written, places=2, comma=True) == cents


@given(st.text(max_size=40))
def test_arbitrary_text_never_crashes_the_number_reader(text: str) -> None:
    assert isinstance(read_number(text, places=2, comma=True), int | str | None)
    assert decimal_evidence([text]) is not None
