"""Every figure of every served page, element by element: the assessment's, as each file says it, defended."""

import io
import json

import pytest
from openpyxl import load_workbook

from retour.quantity import Comparator, Estimate
from retour.web.portfolio import jobs, opening, snapshots
from retour.web.workspaces.models import Workspace
from retour.wording.strength import lint_text
from retour.wording.values import MONEY, say_comparator, say_grade, say_sample
from web.pages import Page, linked, squeezed

EVERY = ("a/", "reviews/a/", "explain/")  # all of these are looked at; elsewhere one page a route


@pytest.fixture(params=("fr", "en"))
def lang(request):
    return request.param


@pytest.fixture
def home(cast):
    seat = opening.open_example(cast.people["owner"])
    while jobs.work_once():
        pass
    return f"/w/{seat.workspace.key}/"


def served(client, home):
    """The HTML of the pages inside a workspace, by path."""
    found = linked(client, home, every=[home + part for part in EVERY])
    return {path: html for path, html in found.items() if path.startswith(home)}


def exported(client, home):
    """What each file says of each figure, by key: JSON, workbook; and the nodes of the HTML file."""
    told = json.loads(client.get(f"{home}export/json/").content)["figures"]
    book = load_workbook(io.BytesIO(client.get(f"{home}export/xlsx/").content))
    cells = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(min_row=2)}
    page = Page(client.get(f"{home}export/html/").content.decode())
    return {key: figure["said"] for key, figure in told.items()}, cells, page.figures


def unsaid(figures, told):
    """The nodes of figures that the files don't know, or whose words the files don't say."""
    return [(key, text) for key, text in figures if key not in told or squeezed(told[key]) not in text]


def test_every_figure_of_every_page_is_said_as_each_file_says_it(cast, home, lang):
    client = cast.client("owner", lang)
    told, cells, nodes = exported(client, home)
    assert cells == told
    assert unsaid(nodes, told) == []
    pages = served(client, home)
    shown = [one for html in pages.values() for one in Page(html).figures]
    assert unsaid(shown, told) == []
    assert {key for key, _ in nodes} <= {key for key, _ in shown}
    assert (len(pages) > 400, len(shown) > 1200) == (True, True)


def test_no_effect_nor_money_of_a_page_stands_without_what_defends_it(cast, home, lang):
    figures = assessed(home).figures
    for path, html in served(cast.client("owner", lang), home).items():
        for key, text in Page(html).figures:
            figure = figures[key]
            if not figure.known or not (figure.unit in MONEY or figure.comparator is not Comparator.NONE):
                continue
            assert squeezed(say_grade(figure.grade, lang)) in text, (path, key, text)
            assert squeezed(say_sample(figure, lang)) in text, (path, key, text)
            assert squeezed(say_comparator(figure.comparator, lang)) in text, (path, key, text)
            assert "90" in text or not isinstance(figure.value, Estimate), (path, key, text)


def test_no_page_claims_more_than_its_figures_bear(cast, home, lang):
    assessment = assessed(home)
    pages = served(cast.client("owner", lang), home)
    assert lint_text("".join(pages.values()), assessment, lang) == ()


def assessed(home):
    workspace = Workspace.objects.get(key=home.split("/")[2])
    return snapshots.shown(snapshots.latest(workspace))
