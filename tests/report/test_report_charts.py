"""Charts: three of them as they are drawn, byte for byte, and what a drawing must keep to."""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path as File
from xml.etree import ElementTree as ET

import pytest

from report.assessments import firm, leads, quotes, register
from retour.quantity import Grade
from retour.report.decision_sign import decision_sign
from retour.report.effect_plot import LARGE, MID, SMALL, effect_plot, smoothed
from retour.report.html import Html
from retour.report.ink import inked_bar, inked_dot
from retour.report.money_charts import balance, worth_dots
from retour.report.node import View
from retour.report.plot_frame import Frame, Mark, dated, rows_needed
from retour.report.process_map import process_maps
from retour.report.sheet_effect import main_curve
from retour.report.sparkline import sparkline
from retour.report.svg import static
from retour.verdict.result import Decision
from retour.wording.names import Names
from retour.wording.sentence import Voice

GOLDEN = File(__file__).parent / "golden"
VOICE = Voice("fr")
EVENTS = ((date(2026, 3, 2), "Nouveaux tarifs"), (date(2026, 4, 6), "Nouveau site web"))


def drawings(several):
    return [Html(found) for found in re.findall(r"<svg.*?</svg>", several, flags=re.DOTALL)]


def curve(**more):
    found = main_curve(View.of(firm(), "fr"), quotes())
    assert found is not None
    return replace(found, **more)


def three():
    totals = firm().totals.by_grade
    maps = process_maps(leads(), Names("fr", register()), register().process("leads"))
    return {
        "effect": effect_plot(curve(events=EVENTS), MID),
        "balance": drawings(balance([totals[g] for g in sorted(totals)], "Gain par preuve", VOICE))[0],
        "map": drawings(maps.before)[0],
    }


@pytest.mark.parametrize("name", ["effect", "balance", "map"])
def test_a_chart_is_drawn_as_it_was_looked_at(name):
    """Look at the drawing, then keep it: `RETOUR_GOLDEN=1 pytest tests/report/test_report_charts.py`."""
    drawn, kept = static(three()[name]), GOLDEN / f"{name}.svg"
    if os.environ.get("RETOUR_GOLDEN"):
        kept.write_text(drawn + "\n", encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == drawn + "\n"


@pytest.mark.parametrize("name", ["effect", "balance", "map"])
def test_a_drawing_for_paper_stands_alone(name):
    drawn = static(three()[name])
    assert "var(" not in drawn
    root = ET.fromstring(drawn)  # noqa: S314  our own drawing
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("role") == "img"
    assert root.findtext("{http://www.w3.org/2000/svg}title") == root.get("aria-label")


def test_what_happened_is_drawn_with_its_words_or_its_number():
    large, small = (effect_plot(curve(events=EVENTS), size) for size in (LARGE, SMALL))
    assert "Nouveaux tarifs, 2\u00a0mars 2026".replace(" ", "\u00a0") in large.replace(" ", "\u00a0")
    assert "Nouveaux tarifs" not in re.sub(r"<title>.*?</title>", "", small)
    assert small.count("<circle") == len(EVENTS)


def test_what_happened_outside_of_the_plot_is_left_out():
    assert "Ancien" not in effect_plot(curve(events=((date(2020, 1, 1), "Ancien"),)), LARGE)


def test_labels_above_a_plot_stand_in_rows_and_never_cross_a_line():
    frame = Frame(width=700, height=300, left=50, right=140, low=0, high=1, steps=60)
    marks = [Mark(10, "Une longue description de ce qui a changé"), Mark(14, "Autre changement assez long")]
    marks.append(Mark(40, "Mise en service", start=True))
    assert rows_needed(frame, marks) == 2
    heights = re.findall(r'<text x="[\d.]+" y="([\d.-]+)"', dated(frame, marks))
    assert len(set(heights)) == 2


def test_the_three_step_mean_never_mixes_before_with_after():
    path = curve().path
    mean = smoothed(path)
    start = path.go_live
    assert mean[start] == pytest.approx(path.observed[start : start + 2].mean())
    assert mean[start - 1] == pytest.approx(path.observed[start - 2 : start].mean())
    assert mean[start + 1] == pytest.approx(path.observed[start : start + 3].mean())


def test_the_band_is_only_drawn_after_go_live():
    found = effect_plot(curve(), LARGE)
    band = re.search(r'<path d="M([\d.]+) [^"]*" fill="var\(--cfband\)"', found)
    line = re.search(r'stroke="var\(--cf\)" stroke-width="1.3"', found)
    assert band is not None
    assert line is not None
    start = re.search(r'<path d="M([\d.]+) [^"]*" stroke="var\(--ink\)" stroke-width="1.4"', found)
    assert start is not None
    assert float(band[1]) >= float(start[1])


def test_the_levels_of_the_plot_are_those_of_their_figures():
    view, sheet = View.of(firm(), "fr"), quotes()
    found = main_curve(view, sheet)
    observed = view.figure(sheet, "observed/signed_late/all")
    assert found is not None
    if observed is None:
        assert found.levels[0] == ""
    else:
        assert found.levels[0].removesuffix(" en moyenne") in view.value(observed)


def test_a_bar_and_a_dot_of_every_grade_look_different():
    bars = {inked_bar((0, 0), (40, 12), grade, "gain") for grade in Grade}
    dots = {inked_dot((0, 0), 6, grade, "gain") for grade in Grade}
    assert len(bars) == len(dots) == len(Grade)


def test_a_hatch_stays_inside_its_bar():
    drawn = inked_bar((10, 20), (31, 13), Grade.C, "gain")
    path = re.search(r'<path d="([^"]+)"', drawn)
    assert path is not None
    points = [tuple(map(float, p.split())) for p in re.split("[ML]", path[1]) if p]
    assert len(points) >= 12
    assert all(10 <= x <= 41 and 20 <= y <= 33 for x, y in points)


def test_fifty_chances_are_fifty_dots_and_those_below_zero_are_brick():
    drawn = drawings(worth_dots([-5.0] * 6 + [10.0] * 44, "44 sur 50", VOICE))[0]
    assert drawn.count("<circle") == 50
    assert drawn.count("var(--loss)") == 6


def test_a_row_of_the_table_has_its_small_plot_with_the_whole_sentence():
    drawn, whole = sparkline(curve()), curve()
    assert f"<title>{whole.title}" in drawn.replace("&#x27;", "'")
    assert drawn.count('stroke-dasharray="3 2"') == 1


def test_every_decision_has_a_sign_of_its_own():
    signs = [decision_sign(decision.value) for decision in Decision]
    assert all("<path" in sign or "<circle" in sign for sign in signs)
    assert len(set(signs)) >= len(Decision) - 1  # "stop" and "do not launch" are the same octagon
