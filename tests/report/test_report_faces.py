import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from report.assessments import (
    HOSTILE,
    assessment,
    empty,
    firm,
    hostile,
    leads,
    planned,
    quotes,
)
from retour.kpi.dossier import Arc, Graph, Node
from retour.quantity import Exact, Grade, Unknown
from retour.report import explain, page, render, steering_table
from retour.report.as_csv import safe
from retour.report.as_json import raw
from retour.report.claim_text import claim_text
from retour.report.explain import nearest
from retour.report.html import Html, grid, join, listing, tag, text
from retour.report.map_layout import busiest, kept_arcs, lay_out
from retour.report.money_charts import bounds, ink, interval_bar
from retour.report.node import View
from retour.report.svg import area, nice_ticks, polyline, short
from retour.report.table import evidence
from retour.report.terminal import clean, columns_of, wrapped
from retour.wording import headline, headline_all
from retour.wording.sentence import Voice

REGISTER = firm().dossier.register


@pytest.mark.parametrize("width", [60, 80, 100, 110, 140, 160])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_line_of_the_terminal_is_wider_than_asked(lang, width):
    assert max(columns_of(line) for line in render(firm(), lang, width).splitlines()) <= width


def test_the_terminal_names_the_lost_cases_under_their_sentence():
    lines = render(firm(), "fr", 120).splitlines()
    at = next(i for i, line in enumerate(lines) if "14\u00a0dossiers perdus sur 328" in line)
    assert any("client1@exemple.fr" in line for line in lines[at : at + 4])
    assert any("… et 4\u00a0autres." in line for line in lines[at : at + 5])


def test_a_name_cannot_move_the_cursor():
    assert clean("a\x1b[31mb\u200bc") == "a[31mbc"


def test_wide_characters_take_two_columns():
    assert columns_of("日本e\u0301") == 5
    assert wrapped("日本日本", 4) == ["日本", "日本"]


def test_the_table_has_the_article_columns_then_evidence_and_decision():
    table = steering_table(firm(), "fr")
    assert list(table.columns)[6:] == ["evidence", "net", "amor", "decision"]
    cells = {row.sheet.automation.key: row.cells for row in table.rows}
    assert cells["leads"]["impact"].text.startswith("14\u00a0dossiers perdus.")
    assert cells["leads"]["decision"].text == "Réparer"
    assert cells["quotes"]["evidence"].text == "C moyenne"
    assert cells["quotes"]["amor"].text == "A3 M2 O2 R3"
    assert cells["hostile"]["net"].text.startswith("Inconnu")


def test_evidence_is_that_of_what_is_shown():
    view = View.of(firm(), "en")
    assert [evidence(view, sheet) for sheet in (quotes(), leads(), hostile())] == [Grade.C, Grade.D, Grade.E]


def test_the_headline_tells_the_lost_cases_first():
    said = headline(leads(), "fr", REGISTER)
    assert said.startswith("14\u00a0dossiers perdus")
    assert "Fiche créée dans Pipedrive" in said
    assert "crm_created" in headline(leads(), "fr")


def test_the_headline_of_a_silent_automation_says_since_when():
    assert "3\u00a0novembre\u00a02026" in headline(quotes(), "fr")


def test_the_headline_of_a_planned_automation_says_its_decision():
    assert headline(planned(), "en") == "Meeting notes (planned): pilot on a part."


def test_the_headline_of_an_unknown_automation_says_that_nobody_knows():
    assert "personne ne peut encore dire" in headline(hostile(), "fr")


def test_the_headline_of_a_workspace_counts_the_lost_cases():
    assert (
        headline_all(firm(), "en")
        == "14\u00a0cases lost in “Incoming leads to the CRM”: here they are, one by one"
    )
    assert headline_all(assessment(leads(), leads(), lost=28), "en").startswith(
        "28\u00a0cases lost in 2\u00a0automations"
    )


def test_the_headline_of_a_workspace_without_losses_tells_what_is_established():
    said = headline_all(assessment(quotes(), hostile(), lost=None), "en")
    assert "+€2,700 a month (between 1,900 and 3,500)" in said
    assert said.endswith("Evidence: strong.")


def test_the_headline_of_a_workspace_with_one_automation_is_its_own():
    assert headline_all(assessment(planned(), lost=0), "en") == headline(planned(), "en", REGISTER)
    assert headline_all(empty(), "en") == "Nothing to measure yet"


def test_explain_walks_down_to_the_lines_of_the_file():
    told = explain(firm(), "quotes/worth/net", "en")
    assert "quotes/effect/signed_late/all" in told
    assert "events/devis.csv, line 212" in told
    assert "quotes/nowhere (not a figure of this audit)" in told


def test_explain_names_the_nearest_keys_of_an_unknown_one():
    assert "quotes/worth/net" in explain(firm(), "quotes/worth/nett", "en")
    assert nearest("worth/cash", firm().figures)[0] == "quotes/worth/cash"
    assert explain(empty(), "a", "fr").splitlines()[1] == "Cet espace n’a encore aucun chiffre."
    assert explain(firm(), "zzzzzzzz", "en").splitlines() == ["No figure is called “zzzzzzzz”."]


def test_explain_stops_where_figures_turn_in_a_circle():
    sheet = quotes()
    key = "quotes/worth/net"
    figure = sheet.figures[key]
    sheet.figures[key] = type(figure)(
        key=key, value=figure.value, unit=figure.unit, grade=figure.grade, formula="f", inputs=(key,)
    )
    assert "already explained above" in explain(assessment(sheet), key, "en")


@pytest.mark.parametrize("text_", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "|x", "%x"])
def test_a_cell_that_looks_like_a_formula_is_quoted(text_):
    assert safe(text_) == "'" + text_


def test_text_is_escaped_once_and_html_never_twice():
    assert text("<b>") == "&lt;b&gt;"
    assert tag("p", "a & b", tag("b", "c")) == "<p>a &amp; b<b>c</b></p>"
    assert tag("meta", name="x", content='"') == '<meta name="x" content="&quot;">'
    assert join([None, "", Html("<i></i>")]) == "<i></i>"
    assert listing([None]) == ""
    assert "vh" in grid(["a"], [["b"]], "c")


def test_ticks_are_round_and_at_most_five():
    assert nice_ticks(0, 10) == [0, 2.5, 5, 7.5, 10]
    assert nice_ticks(0.13, 0.23) == [0.15, 0.175, 0.2, 0.225]
    assert nice_ticks(3, 3) == [3]
    assert all(
        len(nice_ticks(low, low + width)) <= 6 for low in (-3.7, 0.0, 12.1) for width in (0.01, 1, 77, 4000)
    )


def test_a_line_breaks_where_a_value_is_missing():
    assert polyline([(0, 0), (1, 1), (math.nan, 2), (3, 3), (4, 4)], "red").count("M") == 2
    assert polyline([(0, 0)], "red") == ""
    assert area([(0, 0)], [(0, 1)], "red") == ""
    assert short(2.0) == "2"


def test_ink_grows_with_evidence():
    looks = [ink(grade, "gain") for grade in Grade]
    assert len(set(looks[:4])) == 4
    assert "dasharray" in looks[3]
    assert "opacity" not in looks[0]


def test_an_unknown_figure_has_no_bar():
    unknown = leads().figures["leads/worth/net"]
    assert isinstance(unknown.value, Unknown)
    assert bounds(unknown) is None
    assert interval_bar(unknown, (0, 1), Voice("fr")) == ""


def loops() -> Graph:
    nodes = tuple(
        Node(activity=a, events=n, cases=n, manual=0, known_actor=0)
        for a, n in (("a", 9), ("b", 8), ("c", 7), ("d", 1))
    )
    arcs = tuple(
        Arc(source=s, target=t, count=n, median_seconds=60)
        for s, t, n in (("a", "b", 100), ("b", "c", 90), ("c", "b", 20), ("b", "b", 50), ("c", "d", 1))
    )
    return Graph(cases=9, nodes=nodes, arcs=arcs)


def test_a_step_keeps_its_place_and_loops_do_not_push_it_forward():
    graph = loops()
    nodes = busiest([graph], limit=3)
    assert nodes == ["a", "b", "c"]
    arcs = kept_arcs(graph, nodes)
    assert ("b", "b", 50) not in arcs
    layout = lay_out(nodes, arcs)
    assert dict(layout.layer) == {"a": 0, "b": 1, "c": 2}
    assert (layout.layers, layout.rows) == (3, 1)


def test_the_declared_order_of_activities_is_kept():
    layout = lay_out(["a", "b", "c"], kept_arcs(loops(), ["a", "b", "c"]), ["c", "b", "a"])
    assert layout.layer["c"] < layout.layer["b"]


def test_parallel_steps_stand_in_rows():
    arcs = [("a", "b", 1), ("a", "c", 1), ("b", "d", 1), ("c", "d", 1)]
    layout = lay_out(list("abcd"), arcs)
    assert {layout.row["b"], layout.row["c"]} == {0, 1}
    assert layout.layer["d"] == 2


def test_details_become_plain_values():
    assert raw({"a": (Grade.A, date(2026, 1, 1)), "b": np.float64(1.5), "c": REGISTER.tools[0].name}) == {
        "a": ["A", "2026-01-01"],
        "b": 1.5,
        "c": {"fr": "Make", "en": "Make"},
    }
    assert raw(Exact(1)) == "Exact(value=1)"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_sheet_shows_the_process_before_and_after(lang):
    html = page(assessment(leads()), lang)
    assert html.count('class="map large"') == 2
    assert "line-through" in html


def test_a_loop_is_drawn_back_on_the_map():
    sheet = leads()
    looped = loops()
    friction = type(sheet.friction)(
        manual_tasks=sheet.friction.manual_tasks,
        minutes=sheet.friction.minutes,
        delays=(),
        cost_per_case=sheet.friction.cost_per_case,
        before=looped,
        after=looped,
    )
    changed = type(sheet)(
        **{name: getattr(sheet, name) for name in type(sheet).__slots__} | {"friction": friction}
    )
    assert "stroke-dasharray" in page(assessment(changed), "fr")


def test_the_page_without_losses_or_money_still_stands():
    html = page(assessment(hostile(), lost=None), "fr")
    assert HOSTILE not in html
    assert "Remettre en question" in html


def test_a_checked_claim_is_told_in_plain_text():
    (claim,) = quotes().claims
    told = claim_text(claim, "fr", "EUR").replace("\u202f", " ").replace("\u00a0", " ")
    assert "« 23 % des devis relancés ont été signés »" in told
    assert "Taux annoncé : 23 % (chiffre affirmé)" in told
    assert "le nombre de dossiers de chaque côté" in told


def test_many_problems_are_listed_and_the_rest_counted():
    base = firm()
    many = replace(base, dossier=replace(base.dossier, problems=base.dossier.problems * 50))
    assert "… and 50\u00a0other points to check." in page(many, "en")


def test_a_clean_workspace_says_so():
    base = firm()
    clean_one = replace(base, dossier=replace(base.dossier, problems=(), sources=(), watermark={}))
    html = page(clean_one, "en")
    assert "Nothing to check." in html
    assert "No file read." in html
    assert "No data received" in html
    assert "No data received" in render(clean_one, "en", 100)
