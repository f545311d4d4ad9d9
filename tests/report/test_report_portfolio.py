"""The portfolio on every face: the same figures, bounded on a page, whole in the workbook, fr and en."""

import io
import re
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from assessment.test_assessment_portfolio import automation, firm, measured, saves, spend
from retour.assessment.portfolio import budget_of
from retour.report import as_json, as_xlsx, explain, page, render

MANY = 40


@pytest.fixture(scope="module")
def many():
    """Forty automations of forty teams; each shares thirty cases with the next, and one has enough."""
    autos = [automation(f"a{n}", saves(10), team=f"Team {n}") for n in range(MANY)]
    found = firm(*autos, **{f"a{n}": range(60 * n, 60 * n + 90) for n in range(MANY)})

    told = [measured(s, "time_cases", float(n), 10.0) for n, s in enumerate(found.sheets[:-1])]
    sheets = (*told, measured(found.sheets[-1], "none", None, None, useful=False))
    return replace(found, sheets=sheets, totals=replace(found.totals, budget=budget_of(sheets)))


def shown(html: str) -> set[str]:
    return set(re.findall(r'data-figure="(totals/[^"]+)"', html))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_figure_of_the_portfolio_is_said_alike_in_the_page_the_workbook_and_the_json(many, lang):
    told = as_json(many, lang)
    figures = told["figures"]
    html = page(many, lang)
    for key in shown(html):
        assert figures[key]["said"] in html.replace("&nbsp;", "\u00a0"), key
    book = load_workbook(io.BytesIO(as_xlsx(many, lang)))
    cells = {row[2]: row[3] for row in book.worksheets[-1].iter_rows(min_row=2, values_only=True) if row[2]}
    listed = [key for group in told["portfolio"]["groups"] for key in group["figures"]]
    listed += [key for pair in told["portfolio"]["overlaps"] for key in pair["figures"]]
    listed += [key for step in told["portfolio"]["next"]["steps"] for key in step["figures"]]
    assert set(cells) == {*listed, told["portfolio"]["next"]["total"]}
    assert all(figures[key]["said"] == said for key, said in cells.items())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_terminal_tells_the_first_ones_how_many_more_and_the_total_of_all(many, lang):
    said = render(many, lang, 160)
    total = as_json(many, lang)["figures"]["totals/next_cost"]["said"]
    assert total in said
    assert len(re.findall(r"Team \d+ \(", said)) == 8
    assert len(said.splitlines()) < 60 * MANY


def test_a_pair_that_counts_twice_is_said_with_its_cases_and_its_amount(many):
    said = render(many, "en", 200)
    assert "both claim the same minutes on 30" in said
    assert "would be counted twice" in said


def test_what_is_shared_is_said_on_the_sheet_with_its_percentage():
    found = firm(automation("a", saves(10, "b")), automation("b", saves(10)), a=range(90), b=range(60, 150))
    html = page(found, "en")
    assert "Shared with b: 33.3%" in html
    assert "Counted here: 83.3%" in html


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_full_time_equivalent_says_its_hours_a_year_on_every_face(lang):
    found = firm(automation("a", saves(10)), a=range(90))
    said = as_json(found, lang)["figures"]["a/worth/fte"]["said"]
    assert re.search("1.607", said)
    assert said in page(found, lang)
    assert said in explain(found, "a/worth/fte", lang)
    book = load_workbook(io.BytesIO(as_xlsx(found, lang)))
    assert said in [row[1] for row in book.worksheets[1].iter_rows(values_only=True)]


def test_one_automation_alone_is_no_portfolio():
    found = firm(automation("a", spend(10)))
    assert 'id="portfolio"' not in page(found, "en")
