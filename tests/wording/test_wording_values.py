import re
from datetime import date

import pytest

from retour.quantity import (
    Better,
    Comparator,
    DeclaredRange,
    Estimate,
    Exact,
    Figure,
    Grade,
    Period,
    Unit,
    Unknown,
)
from retour.wording.values import (
    defence,
    is_signed,
    last_day,
    needs_defence,
    say_defence,
    say_direction,
    say_grade,
    say_point,
    say_value,
    tone,
)


def a_figure(key: str, value: object, unit: Unit, **more: object) -> Figure:
    return Figure(key=key, value=value, unit=unit, grade=Grade.C, formula="f", **more)  # type: ignore[arg-type]


SAID = [
    (
        "a/effect/k/all",
        Estimate(0.0371, 0.0229, 0.0532),
        Unit.POINTS,
        "+3,7 points (entre 2,3 et 5,3)",
        "+3.7 points (between 2.3 and 5.3)",
    ),
    (
        "a/worth/net",
        Estimate(4704, 3529, 5879),
        Unit.MONEY_PER_MONTH,
        "+4 700 € par mois (entre 3 500 et 5 900)",
        "+€4,700 a month (between 3,500 and 5,900)",
    ),
    (
        "a/worth/build",
        DeclaredRange(400, 600, 900),
        Unit.MONEY,
        "600 € (déclaré, de 400 à 900)",
        "€600 (declared, from 400 to 900)",
    ),
    ("a/claim/c/m", DeclaredRange(600, 600, 600), Unit.MONEY, "600 € (déclaré)", "€600 (declared)"),
    ("a/runs/success", Exact(0.9533), Unit.SHARE, "95,3 %", "95.3%"),
    ("a/claim/c/lift", Exact(0.23), Unit.RATIO, "23 %", "23%"),
    ("a/lost", Exact(14), Unit.CASES, "14 dossiers", "14 cases"),
    ("a/lost", Exact(1), Unit.CASES, "1 dossier", "1 case"),
    ("a/delay/k/after", Exact(2700), Unit.DURATION, "45 min", "45 min"),
    ("a/delay/k/before", Exact(14_400), Unit.DURATION, "4 h", "4 h"),
    (
        "a/effect/d/all",
        Estimate(-9720, -11_160, -8640),
        Unit.DURATION,
        "−2,7 h (entre −3,1 et −2,4)",
        "−2.7 h (between −3.1 and −2.4)",
    ),
    (
        "a/cost_per_case/before",
        DeclaredRange(4, 6.4, 9),
        Unit.MONEY_PER_CASE,
        "6,40 € par dossier (déclaré, de 4,00 à 9,00)",
        "€6.40 per case (declared, from 4.00 to 9.00)",
    ),
    ("a/manual_tasks/before", Estimate(1, 1, 1), Unit.PER_CASE, "1 par dossier", "1 per case"),
    ("a/worth/fte", Exact(0.149), Unit.FTE, "0,149 ETP", "0.149 FTE"),
    ("a/worth/payback", Exact(6.8), Unit.MONTHS, "6,8 mois", "6.8 months"),
    ("a/worth/p_positive", Exact(0.85), Unit.PROBABILITY, "85 chances sur 100", "85 chances in 100"),
    (
        "a/worth/p_positive",
        Exact(1.0),
        Unit.PROBABILITY,
        "plus de 99 chances sur 100",
        "more than 99 chances in 100",
    ),
    (
        "a/worth/p_positive",
        Exact(0.0),
        Unit.PROBABILITY,
        "moins de 1 chance sur 100",
        "less than 1 chance in 100",
    ),
    ("a/worth/hours", Exact(20), Unit.HOURS_PER_MONTH, "20 h par mois", "20 h a month"),
    ("a/worth/turnover", Exact(12_000), Unit.MONEY_PER_MONTH, "12 000 € par mois", "€12,000 a month"),
    ("a/minutes/before", Exact(1200), Unit.MINUTES, "1 200 min", "1,200 min"),
    (
        "a/x",
        Estimate(0.5, 0.4, 0.6, 0.95),
        Unit.SHARE,
        "50 % (entre 40 et 60, intervalle à 95 %)",
        "50% (between 40 and 60, 95% interval)",
    ),
    (
        "a/lost",
        Unknown("no_rule"),
        Unit.CASES,
        "Inconnu : aucune règle ne dit quel dossier doit arriver où",
        "Unknown: no rule says which case must arrive where",
    ),
    (
        "a/lost",
        Unknown("never_heard_of"),
        Unit.CASES,
        "Inconnu : raison never_heard_of",
        "Unknown: reason never_heard_of",
    ),
]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("key", "value", "unit", "fr", "en"), SAID)
def test_a_value_is_said_with_its_interval_and_its_unit(key, value, unit, fr, en):
    figure = a_figure(key, value, unit)
    assert plain(say_value(figure, "fr")) == fr
    assert plain(say_value(figure, "en")) == en


@pytest.mark.parametrize(("key", "value", "unit"), [row[:3] for row in SAID])
def test_digits_are_the_same_in_both_languages(key, value, unit):
    figure = a_figure(key, value, unit)
    digits = [re.sub(r"[^\d]", "", say_value(figure, lang)) for lang in ("fr", "en")]
    assert digits[0] == digits[1]


def test_a_point_alone_is_rounded_as_its_interval_allows():
    figure = a_figure("a/worth/net", Estimate(4704, 3529, 5879), Unit.MONEY_PER_MONTH)
    assert plain(say_point(figure, "fr")) == "+4 700 € par mois"
    assert say_point(a_figure("a/lost", Unknown("no_rule"), Unit.CASES), "fr") == "inconnu"
    assert plain(say_point(a_figure("a/lost", Exact(14), Unit.CASES), "fr")) == "14 dossiers"
    assert (
        plain(say_point(a_figure("a/worth/hours", DeclaredRange(3, 5, 8), Unit.HOURS_PER_MONTH), "en"))
        == "5.0 h a month"
    )


def test_an_interval_that_a_cap_would_flatten_keeps_its_digits():
    figure = a_figure("a/manual_tasks/after", Estimate(0.5005, 0.4841, 0.5169), Unit.PER_CASE)
    assert plain(say_value(figure, "en")) == "0.50 per case (between 0.48 and 0.52)"


def test_only_differences_and_balances_carry_a_plus():
    assert is_signed("a/effect/k/all")
    assert is_signed("a/worth/line/margin")
    assert is_signed("totals/net/A")
    assert not is_signed("a/worth/running_cost")
    assert not is_signed("totals/lost")


def test_an_effect_stands_with_all_that_defends_it():
    figure = a_figure(
        "a/effect/k/all",
        Estimate(0.0371, 0.0229, 0.0532),
        Unit.POINTS,
        n=984,
        n_before=1640,
        comparator=Comparator.COUNTERFACTUAL,
        period=Period(date(2026, 5, 11), date(2026, 11, 22)),
    )
    assert needs_defence(figure)
    said = plain(say_defence(figure, "fr"))
    assert said == (
        "intervalle à 90 % · n = 984 après, 1 640 avant · Preuve : moyenne · "
        "comparé à ce qui se serait passé sans l’automatisation · du 11 mai 2026 au 21 novembre 2026"
    )


@pytest.mark.parametrize(
    ("n", "grade", "key", "words"),
    [
        (None, Grade.D, "a/worth/net", "aucun dossier compté"),
        (None, Grade.A, "a/worth/net", "celui de l’effet"),
        (0, Grade.D, "a/worth/net", "aucun dossier compté"),
        (12, Grade.C, "a/worth/net", "n = 12"),
        (3, Grade.A, "totals/net/A", "3 automatisations"),
    ],
)
def test_a_sample_that_was_not_counted_says_so(n, grade, key, words):
    figure = Figure(
        key=key,
        value=Exact(1),
        unit=Unit.MONEY_PER_MONTH,
        grade=grade,
        formula="f",
        n=n,
        comparator=Comparator.NOTHING,
    )
    assert any(words in plain(part) for part in defence(figure, "fr"))


def test_the_last_day_of_a_period_is_included_in_what_is_said():
    assert last_day(Period(date(2026, 1, 1), date(2026, 2, 1))) == date(2026, 1, 31)
    assert last_day(Period(date(2026, 1, 1), date(2026, 1, 1))) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("low", "high", "better", "expected", "words"),
    [
        (0.01, 0.05, Better.HIGHER, "gain", "mieux"),
        (0.01, 0.05, Better.LOWER, "loss", "moins bien"),
        (-0.05, -0.01, Better.LOWER, "gain", "mieux"),
        (-0.01, 0.05, Better.HIGHER, "none", "pas d’effet visible"),
        (0.01, 0.05, None, "gain", "mieux"),
    ],
)
def test_a_direction_is_said_in_words(low, high, better, expected, words):
    figure = a_figure("a/effect/k/all", Estimate((low + high) / 2, low, high), Unit.POINTS, better=better)
    assert tone(figure) == expected
    assert say_direction(figure, "fr") == words


def test_an_exact_figure_has_no_direction():
    assert say_direction(a_figure("a/lost", Exact(3), Unit.CASES), "fr") == ""


def test_a_grade_qualifies_the_proof():
    assert plain(say_grade(Grade.A, "fr")) == "Preuve : très forte"
    assert say_grade(Grade.E, "en") == "Evidence: none"
