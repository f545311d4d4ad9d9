"""The honesty lint: what a reader may see of a figure, on every face, in both languages."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from report.assessments import FORMULA, HOSTILE, empty, firm
from retour.quantity import Comparator, Estimate
from retour.report import as_csv, as_json, as_xlsx, page, render
from retour.wording.values import MONEY, say_comparator, say_grade, say_period, say_sample, say_value

LANGS = ("fr", "en")
SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})


class Figures(HTMLParser):
    """The text of every node that carries a figure, and the text of the page outside of style."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.found = []
        self.text = []
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("meta", "br", "col", "link"):
            return
        key = dict(attrs).get("data-figure")
        self.open.append((tag, key, []))

    def handle_endtag(self, tag):
        name, key, text = self.open.pop()
        assert name == tag
        if key is not None:
            self.found.append((key, "".join(text)))

    def handle_data(self, data):
        if any(name == "style" for name, *_ in self.open):
            return
        self.text.append(data)
        for _, _, text in self.open:
            text.append(data)


def read(html):
    parser = Figures()
    parser.feed(html)
    assert parser.open == []
    return parser


def squeezed(text):
    return re.sub(r"\s+", " ", text.translate(SPACES))


@pytest.fixture(params=LANGS)
def lang(request):
    return request.param


def test_every_figure_of_the_page_is_a_figure_of_the_assessment(lang):
    figures = firm().figures
    shown = read(page(firm(), lang)).found
    assert len(shown) > 30
    for key, text in shown:
        assert squeezed(say_value(figures[key], lang)) in squeezed(text), key


def test_every_known_figure_of_money_or_effect_is_on_the_page(lang):
    shown = {key for key, _ in read(page(firm(), lang)).found}
    for key, figure in firm().figures.items():
        if figure.known and (figure.unit in MONEY or "/effect/" in key):
            assert key in shown, key


def test_no_effect_nor_money_stands_without_interval_sample_grade_and_comparator(lang):
    figures = firm().figures
    for key, text in read(page(firm(), lang)).found:
        figure = figures[key]
        if not figure.known or not (figure.unit in MONEY or figure.comparator is not Comparator.NONE):
            continue
        said = squeezed(text)
        assert squeezed(say_grade(figure.grade, lang)) in said
        assert squeezed(say_sample(figure, lang)) in said
        assert squeezed(say_comparator(figure.comparator, lang)) in said
        if isinstance(figure.value, Estimate):
            assert "90" in said
        if figure.period is not None:
            assert squeezed(say_period(figure.period, lang)) in said


def test_a_sum_of_money_is_only_written_inside_a_figure_a_chart_or_a_cost(lang):
    html = page(firm(), lang)
    outside = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    outside = re.sub(r"<span[^>]*data-figure=.*?</small></span>", "", outside, flags=re.DOTALL)
    told = [m for m in re.findall(r"[^<>]*€[^<>]*", outside) if re.search(r"\d", m)]
    allowed = re.compile(r"1[\s\u202f,]240|Coût|Cost|moins|less|^\W*[−\d\s\u202f,.€]+$")
    assert [text for text in told if not allowed.search(text)] == []


def test_declared_money_is_never_counted_as_established(lang):
    found = dict(read(page(firm(), lang)).found)
    declared = squeezed(found["totals/net/D"])
    assert ("déclaré" in declared) if lang == "fr" else ("declared" in declared)
    assert "90" not in declared


def test_json_says_what_the_page_says(lang):
    told = as_json(firm(), lang)
    assert told["schema"] == "retour-audit/1"
    for key, figure in firm().figures.items():
        assert told["figures"][key]["said"] == say_value(figure, lang)
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told


def test_raw_figures_do_not_depend_on_the_language():
    raw = [{k: {**f, "said": ""} for k, f in as_json(firm(), lang)["figures"].items()} for lang in LANGS]
    assert raw[0] == raw[1]


def test_figures_have_the_same_digits_in_both_languages():
    fr, en = (as_json(firm(), lang)["figures"] for lang in LANGS)
    for key in fr:
        assert re.sub(r"\D", "", fr[key]["said"]) == re.sub(r"\D", "", en[key]["said"]), key


def test_the_terminal_shows_the_same_figures(lang):
    told = squeezed(render(firm(), lang, 80))
    figures = firm().figures
    for key in (
        "quotes/effect/signed_late/all",
        "quotes/worth/net",
        "notes/worth/net",
        "leads/delay/first_call/before",
        "leads/delay/first_call/after",
        "leads/lost",
        "leads/runs/success",
    ):
        assert squeezed(say_value(figures[key], lang)) in told, key


def test_csv_and_xlsx_show_the_same_table(lang):
    rows = list(csv.reader(io.StringIO(as_csv(firm(), lang)), delimiter=";" if lang == "fr" else ","))
    book = load_workbook(io.BytesIO(as_xlsx(firm(), lang)))
    sheet = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0][:6] == [cell.strip() for cell in sheet[0][:6]]
    unescaped = [[cell.removeprefix("'") for cell in row] for row in rows]
    assert [row[:6] for row in unescaped[1:]] == [row[:6] for row in sheet[1:]]
    net = squeezed(say_value(firm().figures["quotes/worth/net"], lang))
    assert any(net in squeezed(cell) for cell in unescaped[2])
    assert any(net in squeezed(str(cell)) for cell in sheet[2])


def test_the_workbook_lists_every_figure_with_its_raw_numbers(lang):
    book = load_workbook(io.BytesIO(as_xlsx(firm(), lang)))
    rows = {row[0].value: [c.value for c in row] for row in book.worksheets[1].iter_rows(min_row=2)}
    figures = firm().figures
    assert set(rows) == set(figures)
    effect = figures["quotes/effect/signed_late/all"]
    assert rows[effect.key][1] == say_value(effect, lang)
    assert rows[effect.key][2:7] == [effect.value.value, effect.value.low, effect.value.high, 984, "C"]


def test_the_six_columns_of_the_article_come_first():
    head = as_csv(firm(), "fr").splitlines()[0].split(";")
    assert head[:6] == [
        "Nom du process",
        "Objectif",
        "Outil(s)",
        "KPI principal",
        "Fréquence de suivi",
        "Impact constaté",
    ]


def test_certainties_come_before_estimates(lang):
    html = page(firm(), lang)
    assert html.index('id="certain"') < html.index('id="balance"') < html.index('id="table"')


def test_a_hostile_name_stays_text_on_the_page(lang):
    html = page(firm(), lang)
    assert "<script" not in html
    assert HOSTILE in "".join(read(html).text)


def test_the_page_asks_nobody_for_anything(lang):
    html = page(firm(), lang)
    for tag, attributes in read(html).tags:
        assert tag not in ("script", "link", "img", "iframe", "object")
        assert not {"src", "style", "onclick", "onload"} & set(attributes)
        assert attributes.get("href", "#").startswith("#")
    assert "url(http" not in html
    assert "@import" not in html


def test_every_anchor_leads_somewhere(lang):
    tags = read(page(firm(), lang)).tags
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for t, a in tags if t == "a"} <= set(ids)


def test_every_chart_says_its_result_and_has_its_table(lang):
    html = page(firm(), lang)
    charts = re.findall(r'<svg[^>]*role="img"[^>]*>', html)
    assert charts
    assert all('aria-label="' in chart and 'aria-label=""' not in chart for chart in charts)
    assert html.count("<details") >= 4


def test_no_formula_can_start_a_csv_cell(lang):
    for row in csv.reader(io.StringIO(as_csv(firm(), lang)), delimiter=";" if lang == "fr" else ","):
        for cell in row[:10]:
            assert not cell.startswith(("=", "+", "-", "@"))
    assert f"'{FORMULA}" in as_csv(firm(), lang)


def test_no_cell_of_the_workbook_is_a_formula(lang):
    book = load_workbook(io.BytesIO(as_xlsx(firm(), lang)))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_no_french_text_has_an_ascii_space_before_a_double_sign():
    names = ("client", "events/", HOSTILE, FORMULA)
    texts = [t for t in read(page(firm(), "fr")).text if not any(name in t for name in names)]
    texts += [
        line for line in render(firm(), "fr", 160).splitlines() if not any(name in line for name in names)
    ]
    wrong = [t for t in texts if re.search(r"\S [;:!?%€](\s|$)", t)]
    assert wrong == []


def test_an_empty_workspace_says_what_to_do_and_shows_no_number(lang):
    told = [page(empty(), lang), render(empty(), lang, 100)]
    text = "".join(read(told[0]).text)
    body = text.replace("2026", "").replace("22", "").replace("90", "")
    assert not re.search(r"\d", body)
    assert not re.search(r"\d|€", told[1])
    assert as_json(empty(), lang)["figures"] == {}
    assert len(as_csv(empty(), lang).splitlines()) == 1
    assert load_workbook(io.BytesIO(as_xlsx(empty(), lang))).worksheets[1].max_row == 1


def test_the_same_assessment_gives_the_same_bytes(lang):
    assert page(firm(), lang) == page(firm(), lang)
    assert as_xlsx(firm(), lang) == as_xlsx(firm(), lang)
