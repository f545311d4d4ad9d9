"""Every figure of the example firm told back: its formula with its numbers, or why there is none."""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import retour
from retour.assessment.arithmetic import Kind, Why, Worked, leaves_of
from retour.assessment.worked import worked
from retour.quantity import DeclaredRange
from retour.report.explain import explain, formula_said, worked_said
from retour.report.explain_json import explain_json
from retour.report.explain_more import method_said, would_change
from retour.report.explain_page import explanation, title_of
from retour.report.forwarded import forwarded_sheet
from retour.report.node import View
from retour.report.page import page
from retour.wording.strength import lint_text
from retour.wording.values import say_point
from retour.wording.worked import input_of

ROOT = Path(__file__).parents[2]
FIRM = ROOT / "examples" / "firm"
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\{|…")
DIGITS = re.compile(r"\d+(?:[.,\u202f\u00a0]\d+)*")


@cache
def audited(example):
    return retour.open(ROOT / "examples" / example).audit(today=date(2026, 11, 23))


def firm():
    return audited("firm")


@pytest.fixture(params=["fr", "en"])
def view(request):
    return View.of(firm(), request.param)


@pytest.fixture(params=[("firm", "fr"), ("firm", "en"), ("article", "fr"), ("article", "en")])
def shown(request):
    example, lang = request.param
    return View.of(audited(example), lang)


def told(view, figure):
    """All that an explanation says of one figure in sentences, without keys nor paths of files."""
    said = [title_of(view, figure.key), formula_said(view, figure), *worked_said(view, figure)]
    said += [*would_change(view, figure), *method_said(view, figure, "1.0")]
    files = {row.file for row in figure.rows}
    text = "\n".join(said)
    for file in files:
        text = text.replace(file, "")
    return text


def test_every_figure_is_told_in_words_without_any_code(shown):
    assert [f.key for f in shown.assessment.figures.values() if CODE.search(told(shown, f))] == []


def test_every_figure_has_its_numbers_or_says_why_it_has_none(shown):
    figures = shown.assessment.figures
    silent = [f.key for f in figures.values() if not "".join(worked_said(shown, f)).strip()]
    assert [key for key in silent if not figures[key].formula.startswith("input.counted")] == []


def test_each_number_of_a_formula_is_written_as_its_own_figure_is(shown):
    figures, view = shown.assessment.figures, shown
    for figure in figures.values():
        found = worked(view.assessment, figures, figure)
        if isinstance(found, Why):
            continue
        said = " ".join(worked_said(view, figure))
        for leaf in leaves_of(found.term):
            if leaf.key and not (figures[leaf.key].point < 0 < leaf.value):
                own = say_point(figures[leaf.key], view.lang, "EUR").removeprefix("+")
                assert own in said, (figure.key, leaf.key)


def test_both_languages_show_the_same_digits():
    french, english = (View.of(firm(), lang) for lang in ("fr", "en"))
    for figure in firm().figures.values():
        each = [
            [re.sub(r"\D", "", n) for n in DIGITS.findall(" ".join(worked_said(view, figure)))]
            for view in (french, english)
        ]
        if input_of(firm(), figure.key) is None:
            assert each[0] == each[1], figure.key


def test_a_formula_that_says_equals_gives_the_figure_itself():
    figures = firm().figures
    found = {f.key: worked(firm(), figures, f) for f in figures.values()}
    exact = {k: w for k, w in found.items() if isinstance(w, Worked) and w.kind is Kind.EXACT}
    assert {k for k, w in exact.items() if w.result != pytest.approx(figures[k].point, rel=1e-6)} == set()
    assert {k.rpartition("/")[2] for k in exact} >= {"net", "cash", "npv", "fte", "lost", "completeness"}


def test_a_formula_that_is_only_near_the_figure_says_so_beside_it(view):
    figures, words = firm().figures, {"fr": "peut s’écarter", "en": "may differ"}
    for figure in figures.values():
        found = worked(firm(), figures, figure)
        if isinstance(found, Worked):
            near = found.kind is not Kind.EXACT
            assert (words[view.lang] in " ".join(worked_said(view, figure))) is near, figure.key


def test_the_likely_values_give_a_number_inside_the_range_of_each_line_of_money():
    figures = firm().figures
    drawn = [(f, worked(firm(), figures, f)) for f in figures.values() if "/worth/line/" in f.key and f.known]
    assert all(isinstance(found, Worked) for _, found in drawn)
    assert [f.key for f, found in drawn if not f.value.low <= found.result <= f.value.high] == []


def test_every_figure_that_another_rests_on_is_a_figure_of_the_audit():
    figures = firm().figures
    assert {key for f in figures.values() for key in f.inputs} - set(figures) == set()


def test_an_input_leads_to_the_line_where_its_number_is_written():
    inputs = [f for f in firm().figures.values() if f.formula == "input.declared"]
    for figure in inputs:
        assert isinstance(figure.value, DeclaredRange)
        row = figure.rows[0]
        lines = (FIRM / row.file).read_text(encoding="utf-8").splitlines()[row.line - 1 :]
        written = " ".join(lines[:4])
        numbers = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", written)}
        assert {figure.value.low, round(figure.value.low * 100, 6)} & numbers, (figure.key, written)
    assert len(inputs) > 40


def test_what_the_method_assumes_says_that_nobody_gave_it(view):
    usual = [f for f in firm().figures.values() if f.formula == "input.default"]
    word = {"fr": "valeur habituelle", "en": "usual"}[view.lang]
    assert usual
    assert all(word in view.value(f) and not f.rows for f in usual)


def test_no_explanation_claims_more_than_its_figures_bear(view):
    for key in list(firm().figures)[::7]:
        assert lint_text(explanation(view, key, "1.0"), firm(), view.lang) == (), key


def test_the_terminal_and_the_page_say_the_same_formula(view):
    for key, figure in list(firm().figures.items())[::11]:
        text, shown = (
            explain(firm(), key, view.lang, "1.0"),
            re.sub(r"<[^>]+>", "\n", explanation(view, key, "1.0")),
        )
        for line in (
            *worked_said(view, figure),
            *would_change(view, figure),
            *method_said(view, figure, "1.0"),
        ):
            assert line in text, key
            assert line.replace("'", "&#x27;").replace('"', "&quot;") in shown, key


def test_the_object_says_what_the_terminal_says_and_nests_its_inputs(view):
    key = "quote-follow-up/worth/line/margin"
    found = json.loads(json.dumps(explain_json(firm(), key, view.lang, "1.0")))
    assert (found["schema"], found["formula"]["kind"]) == ("retour-explain/1", "drawn")
    assert found["formula"]["worked"][0] in explain(firm(), key, view.lang, "1.0")
    written = {step["key"].rpartition("/")[2]: step["written"] for step in found["inputs"]}
    assert written["margin_rate"]["file"] == "automations/quote-follow-up.yaml"
    assert [n["key"] for n in found["formula"]["numbers"]][1] == "quote-follow-up/effect/signed_late/all"
    assert found["used_by"][:2] == ["quote-follow-up/worth/net", "quote-follow-up/worth/cash"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("quote-admin/claim/one-hour-a-day/money_stated_days", "1 × 20 × 30 = €600 a month."),
        ("lead-intake/claim/delay/delay_share", "45 min ÷ 4 h − 1 = −81.2%."),
        ("lead-intake/claim/conversion/turnover_base", "€12,000 a month ÷ 3 points = €400,000 a month."),
        ("lead-intake/claim/conversion/margin_50", "€12,000 a month × 50% = €6,000 a month."),
        ("lead-intake/claim/conversion/converted_treated_before", "8% ÷ 72% = 11.1%."),
        ("quote-admin/claim/one-hour-a-day/fte", "12 × 20 h a month ÷ 1,607 h = 0.149 FTE."),
    ],
)
def test_the_arithmetic_of_the_article_is_written_with_its_numbers(key, said):
    view = View.of(audited("article"), "en")
    worked_out = worked_said(view, view.assessment.figures[key])[0].replace("\u00a0", " ")
    assert worked_out == f"With its numbers: {said}"


def test_a_key_that_is_no_figure_gives_the_nearest_ones():
    found = explain_json(firm(), "quote-follow-up/worth/nett", "en", "1.0")
    assert found["nearest"][0] == "quote-follow-up/worth/net"


def test_a_page_for_strangers_shows_no_hourly_cost(view):
    rate = "quote-follow-up/worth/input/rate:sales-admin"
    assert rate in page(firm(), view.lang)
    assert rate not in forwarded_sheet(firm(), view.lang, "quote-follow-up", lost_names=True)
