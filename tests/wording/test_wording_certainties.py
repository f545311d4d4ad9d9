from dataclasses import replace
from datetime import date

import pytest

from report.assessments import assessment, firm, hostile, leads, planned, quotes
from retour.effect.result import Design, Effect
from retour.quantity import Estimate, Exact, Grade, Place, Problem, Unit, Unknown
from retour.verdict.result import Measurement, Reason
from retour.wording import headline, headline_all
from retour.wording.certainties import certainties, first_certainties, lost_count, nobody_knows, pairs
from retour.wording.names import Names
from retour.wording.values import say_value
from retour.wording.verdicts import say_measurement, say_reason

REGISTER = firm().dossier.register
FR, EN = Names("fr", REGISTER), Names("en", REGISTER)


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def said(sheet, names=FR):
    return [plain(s.text) for s in certainties(sheet, names)]


def with_loss(**changes):
    sheet = leads()
    (found,) = sheet.watched.reconciliations
    changed = replace(found, **changes)
    watched = replace(sheet.watched, reconciliations=(changed,), lost_total=changed.lost_total)
    figures = dict(sheet.figures)
    figures["leads/lost"] = replace(figures["leads/lost"], value=Exact(changed.lost_total))
    return replace(sheet, watched=watched, figures=figures)


def silent(**changes):
    sheet = quotes()
    silence = replace(sheet.watched.silence, **changes)
    return replace(sheet, watched=replace(sheet.watched, silence=silence))


def test_lost_cases_are_said_first_with_what_they_lack():
    assert said(leads())[0] == (
        "14 dossiers perdus sur 328 : « Formulaire reçu » sans « Fiche créée dans Pipedrive » "
        "au bout de 15 min. Avant la mise en service : 86 sur 310. 2 dossiers retrouvés en retard."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"lost_total": 0, "late_total": 0, "lost": ()},
            "Aucun dossier perdu sur 328 : « Fiche créée dans Pipedrive » suit toujours « Formulaire reçu »",
        ),
        ({"lost_total": 0, "late_total": 3, "lost": ()}, "finit toujours par suivre « Formulaire reçu »"),
        (
            {"lost_total": 0, "due": 0, "late_total": 0, "lost": (), "waiting": 4},
            "4 dossiers encore dans les délais.",
        ),
        ({"problem": Problem("reconcile.no_email", Place("a"), value="Formulaire")}, "impossible à compter"),
    ],
)
def test_no_loss_a_delay_or_an_impossible_count_are_not_the_same(changes, words):
    assert words in said(with_loss(**changes))[0]


def test_nobody_knows_what_no_rule_watches():
    assert said(hostile()) == ["Dossiers perdus : personne ne le sait, aucune règle n’est déclarée."]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "42 événements attendus, 0 vu."),
        ({"expected": None}, "Plus rien depuis le 3 novembre 2026."),
        ({"silent": False}, "rien d’inhabituel."),
        ({"silent": None}, "trop court pour dire si c’est normal."),
    ],
)
def test_silence_is_said_only_when_it_is_known(changes, words):
    assert said(silent(**changes))[1].endswith(words)


def test_the_first_page_keeps_bad_news_and_one_level():
    first = [plain(s.text) for s in first_certainties(leads(), FR)]
    assert len(first) == 3
    assert first[-1].startswith("Délai avant le premier appel")


def test_automations_without_a_rule_are_named_together_on_one_line():
    assert first_certainties(hostile(), FR) == ()
    told = nobody_knows([leads(), hostile()], FR)
    assert "aucune règle n’est déclarée" in told
    assert FR.automation(hostile().automation) in told
    assert FR.automation(leads().automation) not in told


def test_levels_are_named_and_money_is_told_apart():
    found = pairs(leads(), FR)
    assert [pair.name for pair in found] == ["Délai avant le premier appel", "Tâches manuelles", "Coût"]
    assert [pair.in_money for pair in found] == [False, False, True]


def test_an_unknown_count_of_losses_is_not_nought():
    figure = leads().figures["leads/lost"]
    assert lost_count(figure) == 14
    assert lost_count(replace(figure, value=Unknown("no_rule"))) is None
    assert lost_count(replace(figure, value=Estimate(2.4, 1, 3))) == 2
    assert lost_count(None) is None


def test_a_clear_effect_makes_the_headline():
    text = plain(headline(silent(silent=False), "fr", REGISTER))
    assert text == (
        "Relance des devis à J+7 : +3,7 points (entre 2,3 et 5,3) sur « Devis signés après relance », "
        "c’est mieux ; comparé à ce qui se serait passé sans l’automatisation (n = 984 après, 1 640 avant). "
        "Preuve : moyenne."
    )


def test_an_effect_that_cannot_be_told_from_zero_says_so():
    sheet = silent(silent=False)
    key = "quotes/effect/signed_late/all"
    vague = replace(sheet.figures[key], value=Estimate(0.01, -0.02, 0.04))
    text = plain(headline(replace(sheet, figures={**sheet.figures, key: vague}), "fr", REGISTER))
    assert "pas d’effet visible sur « Devis signés après relance » pour l’instant : +1,0 point" in text


def test_without_effect_a_level_a_claim_or_no_loss_make_the_headline():
    level = with_loss(lost_total=0, lost=())
    assert "« Délai avant le premier appel » passe de 4,1 h" in plain(headline(level, "fr", REGISTER))
    bare = replace(level, friction=hostile().friction, figures={})
    assert headline(bare, "en", REGISTER).endswith("no lost case of 328.")
    claimed = replace(silent(silent=False), effects=())
    assert "“23% of the quotes followed up were signed” is still a claim" in headline(claimed, "en", REGISTER)


def test_an_effect_that_was_refused_says_why():
    refused = Effect(
        automation="hostile",
        indicator="x",
        version="all",
        design=Design.REFUSED,
        estimate=Unknown("no_go_live", {"kind": "none"}),
        grade=Grade.E,
    )
    text = headline(replace(hostile(), effects=(refused,)), "en", REGISTER)
    assert "the go-live date is not declared" in text


def test_a_workspace_with_nothing_established_says_so():
    base = assessment(planned(), hostile(), lost=0)
    bare = replace(base, totals=replace(base.totals, by_grade={}))
    assert headline_all(bare, "en") == "Your 2 automations: no gain in money has strong evidence yet"


DESIGNS = ("hold_out", "wait", "time_cases", "answer_realisation", "spot_check", "none")


@pytest.mark.parametrize("useful", [True, False])
@pytest.mark.parametrize("design", DESIGNS)
def test_every_measurement_has_its_sentence(design, useful):
    found = Measurement(design=design, input="effect", n=40, share=0.1, weeks=8, useful=useful)
    sheet = quotes()
    verdict = replace(sheet.verdict, measurement=found)
    for names in (FR, EN):
        text = say_measurement(replace(sheet, verdict=verdict), names)[0]
        assert "code" not in text
        assert "…" not in text


def test_a_measurement_says_its_size_cost_interval_evidence_and_date():
    found = Measurement(
        design="hold_out",
        input="minutes",
        n=1500,
        share=0.1,
        weeks=8,
        cost=0.0,
        half_width=2.0,
        lifts_to=Grade.B,
        ready_on=date(2026, 12, 14),
    )
    sheet = quotes()
    told = say_measurement(replace(sheet, verdict=replace(sheet.verdict, measurement=found)), FR)
    assert [plain(part) for part in told] == [
        "Laissez au hasard 10 % des dossiers sans l’automatisation, pendant 8 semaines.",
        "environ 1 500 dossiers laissés de côté",
        "Sans coût direct",
        "Intervalle obtenu : à 2 min près",
        "La preuve deviendrait forte",
        "Réponse attendue le 14 décembre 2026",
    ]
    assert say_measurement(planned(), FR) == ()


def test_a_reason_names_its_indicator_and_says_why():
    reason = Reason(
        code="gain.unproven", details={"indicator": "signed_late", "why": "interval_includes_zero"}
    )
    assert say_reason(quotes(), reason, FR) == (
        "Aucun gain n’est prouvé sur «\u00a0Devis signés après relance\u00a0»\u202f: "
        "l’intervalle comprend zéro."
    )
    harmed = Reason(code="gain.unproven", details={"indicator": "signed_late", "why": ""})
    assert say_reason(quotes(), harmed, EN) == "No gain is proven on “Quotes signed after follow-up”."


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_unit_can_be_said(unit, lang):
    figure = replace(quotes().figures["quotes/worth/fte"], unit=unit, value=Exact(0.5))
    assert "code" not in say_value(figure, lang)
