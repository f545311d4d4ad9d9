"""The corpus of generated sentences: nothing over-claimed, equal figures, French typography right."""

import re
import sys
from itertools import groupby

import pytest

from retour.wording.strength import lint_text
from wording.claims_corpus import Spoken, corpus

LANGS = ("fr", "en")
NUMBER = {
    "fr": re.compile(r"\d{1,3}(?:\u202f\d{3})+(?:,\d+)?|\d+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
}
FRENCH_FAULTS = {
    "a straight quote or apostrophe": r"['\"]",
    "no narrow space before a double sign": r"(?<=[^\u202f])[;!?%€]|(?<![\u202f\d]):",
    "no unbreakable space inside quotes": r"«(?!\u00a0)|(?<!\u00a0)»",
    "an ordinal that is not raised": r"\b\d+(?:er|ère|e|ème|eme|è)s?\b",
    "a hyphen for a minus": r"(?<![\w-])-\d",
    "a thousand without its narrow space": r"\d[ .\u00a0]\d{3}(?!\d)|(?<![\d,])\d{5,}",
    "a unit that may leave its number": r"\d (?:€|%|h|min|s|jours?|mois|points?|ETP|dossiers?|semaines?)\b",
    "a sample size that may break": r"\bn =|\bn= |= \d",
    "three dots": r"\.\.\.",
}


@pytest.fixture(params=LANGS)
def lang(request):
    return request.param


def numbers(text: str, lang: str) -> list[float]:
    """The numbers of a text, read back as a person of that language would."""
    found = NUMBER[lang].findall(text)
    plain = [n.replace("\u202f", "").replace(",", ".") if lang == "fr" else n.replace(",", "") for n in found]
    return sorted(float(n) for n in plain)


def together(said: tuple[Spoken, ...]):
    """The sentences of each assessment, as one page of paragraphs."""
    for _, group in groupby(said, key=lambda spoken: id(spoken.of)):
        some = list(group)
        yield some[0].of, "".join(f"<p>{spoken.text}</p>" for spoken in some)


def test_the_corpus_holds_far_more_than_two_hundred_sentences_per_language(lang):
    said = corpus(lang)
    distinct = {spoken.plain for spoken in said}
    sys.stdout.write(f"{lang}: {len(said)} sentences, {len(distinct)} distinct\n")
    assert len(distinct) >= 1000


def test_no_sentence_of_the_corpus_over_claims(lang):
    assert [found for of, page in together(corpus(lang)) for found in lint_text(page, of, lang)] == []


def test_both_languages_say_the_same_sentences_with_the_same_figures():
    fr, en = corpus("fr"), corpus("en")
    assert [spoken.source for spoken in fr] == [spoken.source for spoken in en]
    pairs = [(a.plain, b.plain) for a, b in zip(fr, en, strict=True)]
    assert [(a, b) for a, b in pairs if numbers(a, "fr") != numbers(b, "en")] == []
    assert sum(bool(numbers(a, "fr")) for a, _ in pairs) >= 500


@pytest.mark.parametrize("fault", FRENCH_FAULTS)
def test_french_typography_is_right(fault):
    wrong = re.compile(FRENCH_FAULTS[fault])
    assert [spoken.plain for spoken in corpus("fr") if wrong.search(spoken.plain)] == []


def test_each_french_fault_is_seen_when_it_is_there():
    planted = (
        "l'effet",
        "fini !",
        "« oui »",
        "1er mars",
        "-3 points",
        "12 000",
        "12 dossiers",
        "n = 9",
        "...",
    )
    for pattern, text in zip(FRENCH_FAULTS.values(), planted, strict=True):
        assert re.search(pattern, text), text
