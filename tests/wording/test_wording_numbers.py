import math
from datetime import UTC, date, datetime

import pytest

from retour.wording import numbers
from retour.wording.typography import french, set_type


@pytest.mark.parametrize(
    ("value", "french_text", "english_text"),
    [(1234567.5, "1\u202f234\u202f567,5", "1,234,567.5"), (-1660, "−1\u202f660", "−1,660"), (0.0, "0", "0")],
)
def test_a_number_has_the_separators_of_its_language(value, french_text, english_text):
    decimals = 1 if value == 1234567.5 else None
    assert numbers.number(value, "fr", decimals) == french_text
    assert numbers.number(value, "en", decimals) == english_text


def test_a_value_that_is_not_a_number_is_dots():
    assert numbers.number(math.nan, "fr") == "…"


def test_minus_zero_is_zero():
    assert numbers.number(-0.001, "fr", 1, signed=True) == "0,0"


@pytest.mark.parametrize(
    ("half_width", "decimals"), [(1175, -2), (1.5, 1), (0.097, 3), (12, 0), (0, None), (math.inf, None)]
)
def test_two_significant_digits_of_the_half_width_are_kept(half_width, decimals):
    assert numbers.decimals_for(half_width) == decimals


def test_money_follows_its_amount_in_french_and_leads_it_in_english():
    assert numbers.money("+1\u202f660", "fr", "EUR") == "+1\u202f660\u202f€"
    assert numbers.money("+1,660", "en", "EUR") == "+€1,660"
    assert numbers.money("−12", "en", "CHF") == "−CHF\u00a012"


@pytest.mark.parametrize(
    ("seconds", "french_text", "english_text"),
    [
        (2700, "45\u00a0min", "45\u00a0min"),
        (14_400, "4\u00a0h", "4\u00a0h"),
        (276_480, "3,2\u00a0jours", "3.2\u00a0days"),
        (30, "30\u00a0s", "30\u00a0s"),
        (0, "0\u00a0min", "0\u00a0min"),
    ],
)
def test_a_duration_is_said_in_the_unit_a_person_would_use(seconds, french_text, english_text):
    assert numbers.duration(seconds, "fr") == french_text
    assert numbers.duration(seconds, "en") == english_text


def test_the_first_of_the_month_is_ordinal_in_french():
    assert numbers.day(date(2026, 3, 1), "fr") == "1ᵉʳ\u00a0mars\u00a02026"
    assert numbers.day(date(2026, 3, 1), "en") == "1\u00a0March\u00a02026"


def test_a_moment_has_its_hour():
    at = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert numbers.moment(at, "fr") == "2\u00a0mars\u00a02026\u00a0à\u00a09\u00a0h\u00a005"
    assert numbers.moment(at, "en").endswith("at 09:05")


def test_january_carries_its_year_on_an_axis():
    assert "2026" in numbers.month(date(2026, 1, 5), "fr")
    assert numbers.month(date(2026, 3, 5), "en") == "Mar"


def test_one_and_a_half_is_singular_in_french_and_plural_in_english():
    assert numbers.noun(1.5, "fr", "point", "points") == "1,5\u00a0point"
    assert numbers.noun(1.5, "en", "point", "points") == "1.5\u00a0points"
    assert numbers.noun(0, "fr", "dossier", "dossiers") == "0\u00a0dossier"


@pytest.mark.parametrize(
    ("value", "text"), [(1663, "1,660"), (120_400, "120,000"), (7.5, "7.50"), (7.0, "7"), (math.inf, "…")]
)
def test_a_sum_in_a_sentence_has_three_significant_digits_at_most(value, text):
    assert numbers.rounded(value, "en") == text


def test_a_list_ends_with_its_last_word():
    assert numbers.listed(["a", "b", "c"], "fr") == "a, b et c"
    assert numbers.listed([], "fr") == ""


def test_french_typography_puts_narrow_spaces_before_double_signs():
    assert french("Prêt ? 90 % : « oui » !") == "Prêt\u202f? 90\u202f%\u202f: «\u00a0oui\u00a0»\u202f!"
    assert french("l'effet") == "l’effet"
    assert french(french("« a »")) == french("« a »")


def test_a_sample_size_never_breaks_across_lines():
    assert set_type("n = 984", "en") == "n\u00a0=\u00a0984"
