"""The article's own arithmetic: every figure reproduced, graded D, with what it can and cannot prove."""

import csv
from pathlib import Path

import pytest

from retour.claim.result import Finding, Term
from retour.quantity import DeclaredRange, Estimate, Exact, Grade
from retour.verdict.result import Decision

TABLE = Path(__file__).parents[2] / "examples" / "article" / "tableau.csv"


def finding(article, automation: str, key: str) -> Finding:
    return next(c for c in article.sheet(automation).claims if c.key == key)


def term(article, automation: str, key: str, code: str) -> Term:
    return next(t for t in finding(article, automation, key).terms if t.code == code)


FIGURES = [
    ("quote-admin", "one-hour-a-day", "money_stated_days", 600),  # 1 h a day x 30 EUR x 20 days
    ("quote-admin", "one-hour-a-day", "money_legal_days", 574),  # the same on 19.1 legal days
    ("quote-admin", "one-hour-a-day", "money_declared_days", 530),
    ("quote-admin", "one-hour-a-day", "fte", 0.149),
    ("after-sales", "three-times-faster", "delay_ratio", 3),
    ("after-sales", "four-steps-fewer", "steps", 4),
    ("lead-intake", "delay", "delay_before", 4 * 3600),
    ("lead-intake", "delay", "delay_after", 45 * 60),
    ("lead-intake", "coverage", "coverage_before", 0.72),
    ("lead-intake", "coverage", "coverage_after", 0.95),
    ("lead-intake", "conversion", "points", 0.03),  # 8 % to 11 %
    ("lead-intake", "conversion", "turnover", 12_000),
    ("lead-intake", "conversion", "turnover_base", 400_000),
    ("lead-intake", "conversion", "margin_50", 6_000),
    ("lead-intake", "conversion", "share_coverage", 0.85),  # the part that is "fewer forgotten leads"
    ("quote-follow-up", "signed-after-follow-up", "rate", 0.23),
    ("quote-follow-up", "signed-after-follow-up", "hours_per_month", 5),
    ("quote-follow-up", "signed-after-follow-up", "money_per_month", 150),
    ("quote-follow-up", "signed-after-follow-up", "cases_per_arm_15", 377),
    ("quote-follow-up", "signed-after-follow-up", "cases_per_arm_20", 2943),
    ("quote-follow-up", "two-scenarios", "uplift", 0.04),
    ("quote-follow-up", "two-scenarios", "cases_per_arm", 1839),
    ("quote-follow-up", "steering-table", "lift", 0.23),
    ("meeting-notes", "time-per-person", "minutes_per_week", 45),
    ("meeting-notes", "time-per-person", "hours_per_year", 34.4),
    ("meeting-notes", "satisfaction", "score", 8.6),
]


@pytest.mark.parametrize(("automation", "key", "code", "value"), FIGURES)
def test_a_figure_of_the_article_is_reproduced(
    article, automation: str, key: str, code: str, value: float
) -> None:
    found = term(article, automation, key, code).value
    assert isinstance(found, Exact)
    assert found.value == pytest.approx(value, rel=5e-3)


def test_eight_to_eleven_per_cent_needs_about_1500_leads_on_each_side(article) -> None:
    assert term(article, "lead-intake", "conversion", "cases_per_arm").value.value == pytest.approx(
        1500, rel=0.01
    )


def test_everything_that_the_article_states_is_declared(article) -> None:
    claims = [c for sheet in article.sheets for c in sheet.claims]
    assert len(claims) == 15
    assert {c.grade for c in claims} == {Grade.D}


def test_twenty_three_per_cent_signed_is_an_outcome_and_not_an_effect(article) -> None:
    found = finding(article, "quote-follow-up", "signed-after-follow-up")
    assert found.says == "outcome_among_treated"
    assert "comparison" in found.missing
    without_15 = term(article, "quote-follow-up", "signed-after-follow-up", "effect_if_without_15").value
    assert isinstance(without_15, Estimate)
    assert without_15.value == pytest.approx(0.08)
    assert not without_15.excludes_zero


def test_plus_twenty_three_per_cent_is_another_claim_a_relative_lift(article) -> None:
    assert finding(article, "quote-follow-up", "steering-table").says == "relative_lift"


def test_six_hundred_euros_are_time_and_only_a_part_becomes_money(article) -> None:
    realised = term(article, "quote-admin", "one-hour-a-day", "money_realised").value
    assert isinstance(realised, DeclaredRange)
    assert realised.high < 600
    assert "use_of_time" in finding(article, "quote-admin", "one-hour-a-day").missing


def test_a_mark_without_the_number_of_answers_lacks_it(article) -> None:
    assert "who_answered" in finding(article, "meeting-notes", "satisfaction").missing


def test_nothing_is_kept_on_the_articles_word_alone(article) -> None:
    assert {s.verdict.decision for s in article.sheets} == {Decision.QUESTION}
    assert article.totals.by_grade == {} or set(article.totals.by_grade) <= {Grade.D}


def test_the_articles_table_is_there_word_for_word_to_be_imported() -> None:
    with TABLE.open(encoding="utf-8-sig", newline="") as stream:
        header, row = list(csv.reader(stream, delimiter=";"))
    assert len(header) == 6
    assert row[5] == "+23% de devis signés"
