"""Sentences, French and English, read for what they claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retour.claim import check_sentence, parse_sentence
from retour.register.workspace import Register

ARTICLE = [
    ("23 % des devis relancés ont été signés", "treated_rate", {"rate": 0.23}),
    ("Taux de devis signés après relance automatisée : 23%", "treated_rate", {"rate": 0.23}),
    ("+23% de devis signés", "relative_lift", {"lift": 0.23}),
    ("+23 % de devis signés", "relative_lift", {"lift": 0.23}),
    ("passé de 8 % à 11 %", "conversion_uplift", {"before": 0.08, "after": 0.11}),
    (
        "Hausse du taux de transformation de 8% à 11% → +3 pts = 12K€ CA / mois supplémentaires estimés.",
        "conversion_uplift",
        {"before": 0.08, "after": 0.11, "revenue": 12_000},
    ),
    ("passé de 4h à 45min", "before_after_delay", {"before_minutes": 240, "after_minutes": 45}),
    ("Taux de traitement des leads >95% (contre 72% avant)", "coverage", {"before": 0.72, "after": 0.95}),
    (
        "économise 1h/jour. Coût horaire estimé : 30 €.",
        "time_saved",
        {"hours_per_day": 1, "hourly_cost": 30},
    ),
    ("1 h par jour économisée", "time_saved", {"hours_per_day": 1}),
    ("Temps humain économisé : 5h/mois", "time_saved", {"hours_per_month": 5}),
    ("45 min gagnées par semaine / commercial", "time_per_person", {"minutes_per_week": 45}),
    ("Notation de satisfaction équipe : 8,6/10", "satisfaction", {"score": 8.6, "scale": 10}),
    ("Temps de réponse divisé par 3", "delay_ratio", {"ratio": 3}),
    ("Suppression de 4 manipulations manuelles par dossier.", "steps_removed", {"steps": 4}),
    ("+4 pts de conversion supplémentaire", "segment_uplift", {"uplift": 0.04}),
]
ENGLISH = [
    ("23% of followed-up quotes were signed", "treated_rate", {"rate": 0.23}),
    ("+23% signed quotes", "relative_lift", {"lift": 0.23}),
    ("Signed quotes rose by 23%", "relative_lift", {"lift": 0.23}),
    ("23% more signed quotes", "relative_lift", {"lift": 0.23}),
    ("conversion went from 8% to 11%", "conversion_uplift", {"before": 0.08, "after": 0.11}),
    ("95% of leads handled, up from 72%", "coverage", {"before": 0.72, "after": 0.95}),
    ("from 4 hours to 45 minutes", "before_after_delay", {"before_minutes": 240, "after_minutes": 45}),
    ("1 hour saved per day at 30 €/hour", "time_saved", {"hours_per_day": 1, "hourly_cost": 30}),
    ("saves 1h30 a day", "time_saved", {"hours_per_day": 1.5}),
    ("45 minutes saved a week per rep", "time_per_person", {"minutes_per_week": 45}),
    ("rated 8.6 out of 10", "satisfaction", {"score": 8.6, "scale": 10}),
    ("Answers 3 times faster", "delay_ratio", {"ratio": 3}),
    ("4 manual steps removed", "steps_removed", {"steps": 4}),
    ("4 steps in the guide", "stated", {}),
    (
        "from 8% to 11%: €, or 12,000 € a month",
        "conversion_uplift",
        {"before": 0.08, "after": 0.11, "revenue": 12_000},
    ),
    ("it just works", "stated", {}),
]


@pytest.mark.parametrize(("sentence", "kind", "numbers"), ARTICLE + ENGLISH)
def test_a_sentence_is_read_as_what_it_claims(sentence, kind, numbers):
    found = parse_sentence(sentence)
    assert found.kind == kind
    assert dict(found.numbers) == pytest.approx(numbers)


def test_t22_an_outcome_among_the_treated_is_neither_an_effect_nor_a_lift():
    outcome = parse_sentence("23 % des devis relancés ont été signés")
    lift = parse_sentence("+23 % de devis signés")
    assert outcome.says == "outcome_among_treated"
    assert lift.says == "relative_lift"
    assert check_sentence("23% of reminded quotes were signed", Register(name="f")).says == outcome.says


def test_the_language_is_told():
    assert parse_sentence("23 % des devis relancés ont été signés").language == "fr"
    assert parse_sentence("rated 8.6 out of 10").language == "en"


def test_a_number_too_long_to_be_one_is_refused_kindly():
    found = check_sentence("9" * 400 + " % des devis relancés", Register(name="f"))
    assert found.proves in {("nothing",), ("outcome_seen",)}


@given(st.text(alphabet=" 0123456789,.%+-/hjminpartoéàfd€k", max_size=60))
def test_any_sentence_gets_a_finding(sentence):
    assert check_sentence(sentence, Register(name="f")).grade == "D"
