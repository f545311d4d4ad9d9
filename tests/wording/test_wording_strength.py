"""Over-claims: the catalogues, the pages and hand-labelled sentences under the linter."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from report.assessments import empty, firm
from retour.quantity import Grade
from retour.report import as_csv, page, render
from retour.report.page import sheet_page
from retour.wording.catalogue import catalogue
from retour.wording.strength import BORNE_BY, Basis, Strength, lint_catalogue, lint_text, over_claims
from retour.wording.strength.stated import basis_of, stated
from wording.claims_labelled import labelled

LANGS = ("fr", "en")
EFFECT = "quotes/effect/signed_late/all"


@pytest.fixture(params=LANGS)
def lang(request):
    return request.param


def test_no_sentence_of_the_catalogues_is_stronger_than_what_it_rests_on(lang):
    assert [(o.where, o.words, o.why, o.basis) for o in lint_catalogue(lang)] == []


def test_every_basis_is_stated_for_a_family_and_a_code_that_exist(lang):
    said = catalogue(lang)
    families, codes = stated()
    assert families <= set(said)
    assert codes <= {f"{family}.{code}" for family in said for code in said[family]}


def test_a_family_that_states_nothing_bears_no_strong_word():
    assert basis_of("a_new_family", "a_code") is Basis.NOTHING
    assert not any(Basis.NOTHING in bases for bases in BORNE_BY.values())


def test_every_planted_over_claim_is_caught(lang):
    planted = labelled(lang, "over")
    missed = [one.sentence for one in planted if not over_claims(one.sentence, one.basis, lang)]
    sys.stdout.write(f"{lang}: {len(planted) - len(missed)} of {len(planted)} over-claims caught\n")
    assert len(planted) >= 40
    assert missed == []


def test_no_clean_sentence_is_accused(lang):
    clean = labelled(lang, "clean")
    accused = [found for one in clean for found in over_claims(one.sentence, one.basis, lang)]
    sys.stdout.write(f"{lang}: {len(accused)} over-claims found in {len(clean)} clean sentences\n")
    assert len(clean) >= 40
    assert accused == []


def test_a_sentence_borne_by_a_grade_is_borne_by_every_better_one(lang):
    for one in labelled(lang, "clean"):
        if one.basis in set(Grade):
            better = [Basis.of(grade) for grade in Grade if grade < one.basis]
            assert all(not over_claims(one.sentence, basis, lang) for basis in better), one.sentence


def test_no_evidence_bears_a_forbidden_word_nor_a_cause_below_a_comparison():
    assert BORNE_BY[Strength.NEVER] == frozenset()
    weak = {Basis.C, Basis.D, Basis.E, Basis.COUNTED, Basis.METHOD, Basis.NOTHING}
    assert not weak & BORNE_BY[Strength.CAUSAL]


def test_nothing_that_the_product_writes_about_a_firm_over_claims(lang):
    assessment = firm()
    written = [page(assessment, lang), render(assessment, lang, 100), as_csv(assessment, lang)]
    written += [sheet_page(assessment, sheet, lang) for sheet in assessment.sheets]
    assert [found for text in written for found in lint_text(text, assessment, lang)] == []
    assert lint_text(page(empty(), lang), empty(), lang) == ()


CAUSAL = {"fr": "grâce à l’automatisation", "en": "thanks to the automation"}


@pytest.mark.parametrize(("grade", "refused"), [("A", 0), ("B", 0), ("C", 1), ("D", 1)])
def test_a_causal_word_beside_a_figure_needs_a_comparison(lang, grade, refused):
    assessment = with_grade(Grade(grade))
    written = f'<p><span data-figure="{EFFECT}">+3,7 points</span> {CAUSAL[lang]}.</p>'
    assert len(lint_text(written, assessment, lang)) == refused


def test_the_sentence_before_a_figure_of_the_same_paragraph_rests_on_it(lang):
    written = f'<p>{CAUSAL[lang]}. <span data-figure="{EFFECT}">+3,7 points</span></p>'
    assert [o.why for o in lint_text(written, firm(), lang)] == [Strength.CAUSAL]


def test_a_figure_in_a_plain_text_is_known_by_its_words(lang):
    from retour.wording.values import say_value

    said = say_value(firm().figures[EFFECT], lang)
    assert [o.basis for o in lint_text(f"{said}, {CAUSAL[lang]}.", firm(), lang)] == [Basis.C]
    assert lint_text(f"{said}, {CAUSAL[lang]}.", with_grade(Grade.B), lang) == ()


def test_money_alone_in_its_node_is_refused(lang):
    written = '<p><span data-figure="quotes/worth/net">4700</span></p>'
    assert {o.why for o in lint_text(written, firm(), lang)} == {"money.interval", "money.evidence"}


def test_what_people_typed_is_theirs():
    assessment = firm()
    register = replace(assessment.dossier.register, name="Gain garanti, grâce à l’IA")
    typed = replace(assessment, dossier=replace(assessment.dossier, register=register))
    assert lint_text("<h1>Gain garanti, grâce à l’IA</h1>", typed, "fr") == ()
    assert len(lint_text("<h1>Gain garanti, grâce à l’IA</h1>", assessment, "fr")) == 2


def with_grade(grade):
    assessment = firm()
    sheets = tuple(
        replace(sheet, figures=sheet.figures | {EFFECT: replace(sheet.figures[EFFECT], grade=grade)})
        if EFFECT in sheet.figures
        else sheet
        for sheet in assessment.sheets
    )
    return replace(assessment, sheets=sheets)


PAGES = {"fr": "claims.fr.md", "en": "claims.md"}


def test_the_reference_page_says_which_words_at_which_grade(lang):
    page_text = (Path(__file__).parents[2] / "docs" / "reference" / PAGES[lang]).read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([a-z]+) \| ([\w, ]+) \|", page_text, re.MULTILINE))
    told = {s: ", ".join(sorted(BORNE_BY[s])) or "nothing" for s in Strength}
    assert rows == {str(strength): bases for strength, bases in told.items()}


def test_every_example_of_the_reference_page_has_its_strength(lang):
    page_text = (Path(__file__).parents[2] / "docs" / "reference" / PAGES[lang]).read_text(encoding="utf-8")
    for strength, examples in re.findall(r"^\| ([a-z]+) \| [\w, ]+ \| (.+) \|$", page_text, re.MULTILINE):
        for example in examples.split(", "):
            found = {o.why for o in over_claims(f"… {example} …", Basis.NOTHING, lang)}
            assert Strength(strength) in found, example
