"""From what value it pays, on every face: the same figure, its sentence first, folded."""

import io
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

import retour
from retour.assessment.result import Assessment
from retour.quantity import Unit, Unknown
from retour.report import as_json, as_xlsx
from retour.report.explain import explain
from retour.report.manner import Manner, nowhere, on_page
from retour.report.node import View
from retour.report.sheet_break_even import break_even_block, break_even_said
from retour.report.sheet_page import worth_block
from retour.wording.figures import figure_name
from retour.wording.names import Names
from retour.wording.values import say_value
from retour.worth.result import BreakEven

FOLDER = Path(__file__).parents[2] / "examples/firm"
KEY = "quote-follow-up/worth/break_even/cases"


@cache
def firm() -> Assessment:
    return retour.open(FOLDER).audit(today=date(2026, 11, 23))


def spaced(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_sentence_says_how_many_cases_are_needed():
    view = View.of(firm(), "fr")
    said = spaced(break_even_said(view, firm().sheet("quote-follow-up")))
    assert said.startswith("Il faut au moins ")
    assert said.endswith(" pour que cela rapporte.")
    assert spaced(say_value(firm().figures[KEY], "fr")) in said


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sheet_folds_it_behind_that_sentence(lang: str):
    view, sheet = View.of(firm(), lang), firm().sheet("quote-follow-up")
    block = break_even_block(view, sheet)
    assert block is not None
    assert block.startswith('<details class="paper"><summary>' + break_even_said(view, sheet))
    assert f'data-figure="{KEY}"' in block
    assert block in worth_block(view, sheet)


def test_a_page_for_strangers_does_not_say_what_an_hour_costs():
    stranger = View.of(firm(), "en", Manner(sheet=on_page, figure=nowhere, people=False))
    block = break_even_block(stranger, firm().sheet("after-sales"))
    assert block is not None
    assert "rate:" not in block


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_explain_names_it_says_its_formula_and_the_lines_it_comes_from(lang: str):
    said = explain(firm(), KEY, lang)
    figure = firm().figures[KEY]
    assert figure_name(firm(), KEY, Names.of(firm(), lang)) in said
    assert "quote-follow-up/worth/net" in figure.inputs
    assert figure.grade is firm().figures["quote-follow-up/worth/net"].grade


def test_where_there_is_none_it_is_said_and_never_called_unknown():
    figures = [f for key, f in firm().figures.items() if "/break_even/" in key]
    none = [f for f in figures if isinstance(f.value, Unknown)]
    assert {f.value.reason for f in none if isinstance(f.value, Unknown)} >= {"never_pays_cases"}
    assert all(say_value(f, "fr").startswith("Aucun") for f in none if "/build" not in f.key)


def test_json_and_the_workbook_hold_the_same_figure():
    figures = as_json(firm(), "en")["figures"]
    assert KEY in (figures if isinstance(figures, dict) else {f["key"] for f in figures})
    book = load_workbook(io.BytesIO(as_xlsx(firm(), "en")))
    cells = {str(cell.value) for sheet in book for row in sheet for cell in row}
    assert KEY in cells


def test_what_is_counted_in_runs_or_items_is_not_called_cases():
    told = {
        sheet.automation.key: each
        for sheet in firm().sheets
        for each in sheet.worth.break_even
        if each.code == "cases" and each.unit is Unit.PER_MONTH
    }
    names = Names.of(firm(), "fr")
    for key, each in told.items():
        said = names.break_even(firm().sheet(key).automation, each)
        assert "Dossiers" not in said
        assert spaced(said).endswith((" par mois, au moins", " par mois, au plus"))
    runs = BreakEven(
        code="cases",
        unit=Unit.PER_MONTH,
        net=Unknown("never_pays_cases"),
        npv=Unknown("build_not_said"),
        now=12.0,
        at_least=True,
        inputs=("volume:run",),
    )
    said = names.break_even(firm().sheet("quote-follow-up").automation, runs)
    assert spaced(said) == "Exécutions par mois, au moins"
