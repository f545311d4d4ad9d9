"""Words: no sentence of a page escapes the catalogues, and French is set as the French set it."""

import re
from html.parser import HTMLParser
from types import MappingProxyType

import pytest
from babel.dates import get_month_names

from retour.web.portfolio import jobs, opening
from retour.web.portfolio.documents import texts
from retour.web.workspaces.models import Workspace
from retour.wording import catalogue, en
from web.pages import linked

SPOKEN = ("aria-label", "alt", "title", "placeholder")
OWN = {"time", "code", "pre", "textarea", "option", "style", "script", "title"}  # data, or said elsewhere
VOID = {"meta", "link", "input", "br", "img", "hr", "col", "path", "rect", "circle", "line", "use", "wbr"}
LETTERS = re.compile(r"[a-zà-ÿ]{3,}")


class Texts(HTMLParser):
    """Texts and spoken attributes of a page, but for what is data: `translate="no"`, code, times."""

    def __init__(self, html):
        super().__init__()
        self.said, self._open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.said += [told[name] for name in SPOKEN if told.get(name)]
        if tag not in VOID:
            self._open.append((tag, tag in OWN or told.get("translate") == "no"))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not any(own for _, own in self._open):
            self.said.append(data)


@pytest.fixture
def pseudo():
    """English with every sentence inside ⟦…⟧."""
    kept = dict(en.FAMILIES)
    for name, family in kept.items():
        en.FAMILIES[name] = MappingProxyType({code: f"⟦{words}⟧" for code, words in family.items()})
    catalogue.catalogue.cache_clear()
    yield
    en.FAMILIES.update(kept)
    catalogue.catalogue.cache_clear()


@pytest.fixture
def example(cast):
    """The example workspace, assessed."""
    seat = opening.open_example(cast.people["owner"])
    while jobs.work_once():
        pass
    return f"/w/{seat.workspace.key}/"


def names_of(key):
    """What people called their things, in the documents of a workspace: it is nobody's to translate."""
    found = texts(Workspace.objects.get(key=key))
    words = {word for text in found.values() for word in LETTERS.findall(text.lower())}
    months = {
        month.lower() for month in get_month_names(locale="en").values()
    }  # dates have a module of their own
    return words | months | {"français", "owner", "example", "com"}


def outside(text):
    """What a text says outside ⟦…⟧: sentences inside sentences, and those that a drawing cuts into lines."""
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = inner
    return re.sub(r"^[^⟦⟧]*⟧|⟦[^⟦⟧]*$", "", text)


def test_no_sentence_of_a_page_escapes_the_catalogues(cast, example, pseudo):
    leaks, names = {}, names_of(example.split("/")[2])
    for path, html in linked(cast.client("owner", "en"), example, "/spaces/", "/account/").items():
        said = [t.strip() for t in Texts(html).said if set(LETTERS.findall(outside(t).lower())) - names]
        if said:
            leaks[path] = said[:10]
    assert leaks == {}, leaks


def test_french_pages_are_set_as_the_french_set_them(cast, example):
    wrong = {}
    for path, html in linked(cast.client("owner", "fr"), example, "/spaces/", "/account/").items():
        said = [t for t in Texts(html).said if re.search(r" [;:!?%€»]|\u00a0[;:!?%€]|« |\w'\w", t)]
        if said:
            wrong[path] = said[:10]
    assert wrong == {}
