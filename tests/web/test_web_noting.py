"""The field journal on a sheet: a line is written, kept in journal.yaml, and numbered on the chart."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from report.assessments import firm, quotes
from retour.quantity import Text
from retour.register.automation import JournalLine
from retour.report.effect_plot import LARGE, SMALL, effect_plot
from retour.report.manner import ALONE
from retour.report.node import View
from retour.report.sheet_effect import effect_curve
from retour.report.sheet_journal import journal_block
from retour.web.portfolio import snapshots
from retour.web.portfolio.models import Document
from retour.web.workspaces.models import Entry
from web.pages import read

LINE = {"day": "12/05/2026", "mood": "bad", "what": "Two clients were reminded twice", "by": "Léa"}


@pytest.fixture
def home(cast):
    snapshots.keep(cast.seat.workspace, firm())
    return f"/w/{cast.seat.workspace.key}/a/quotes/"


def journal(cast):
    return Document.objects.get(workspace=cast.seat.workspace, path="journal.yaml").text


def test_a_line_is_kept_with_its_date_and_the_trail_says_who_wrote_it(cast, home):
    answer = cast.client("editor").post(f"{home}journal/", LINE)
    assert (answer.status_code, answer.url) == (302, f"{home}#journal")
    assert journal(cast) == (
        "journal:\n  - {at: 2026-05-12, automation: quotes, mood: bad, "
        "what: Two clients were reminded twice, by: Léa}\n"
    )
    line = Entry.objects.filter(workspace=cast.seat.workspace, subject="journal.yaml").get()
    assert (line.action, str(line.by)) == ("document.saved", "editor@example.com")
    assert "Two clients were reminded twice" in read(cast.client("viewer").get(home)).said()


def test_a_second_line_follows_the_first(cast, home):
    for what in ("One", "Two"):
        cast.client("editor").post(f"{home}journal/", {**LINE, "what": what})
    assert re.findall(r"what: (\w+)", journal(cast)) == ["One", "Two"]


@pytest.mark.parametrize(
    "wrong", [{"day": "tomorrow"}, {"day": "12/05/2126"}, {"mood": "fine"}, {"what": "  "}]
)
def test_what_is_no_line_is_refused_and_stays_typed(cast, home, wrong):
    answer = cast.client("editor").post(f"{home}journal/", {**LINE, **wrong})
    assert answer.status_code == 422
    assert "Léa" in answer.content.decode()
    assert not Document.objects.filter(workspace=cast.seat.workspace, path="journal.yaml").exists()


def test_a_viewer_has_no_form(cast, home):
    assert 'name="mood"' not in cast.client("viewer").get(home).content.decode()
    assert 'name="mood"' in cast.client("editor").get(home).content.decode()


def seen(lang="en", manner=ALONE):
    """A view of a firm whose quotes have two lines of journal, a change between them."""
    lines = tuple(
        JournalLine(at=day, automation="quotes", mood=mood, what=Text.same(what), by="Léa")
        for day, mood, what in (
            (date(2026, 6, 1), "good", "Fewer calls"),
            (date(2026, 6, 2), "unexpected", "<b>A reply</b>"),
        )
    )
    known = firm()
    register = replace(known.dossier.register, journal=lines)
    return View.of(replace(known, dossier=replace(known.dossier, register=register)), lang, manner)


def numbers(view, size):
    sheet = quotes()
    effect = sheet.main_effect
    curve = effect_curve(view, sheet, effect, sheet.figures[f"quotes/effect/{effect.indicator}/all"])
    return re.findall(r">(\d)</text>", effect_plot(curve, size))


def test_lines_are_numbered_on_the_chart_as_in_the_table_below():
    view = seen()
    table = journal_block(view, quotes())
    rows = re.findall(r"<tr><(?:td|th)[^>]*>(\d+)<", table)
    assert rows == numbers(view, LARGE)
    small = numbers(view, SMALL)
    assert set(rows) <= set(small)
    assert len(set(small)) == len(small)  # a change never has the number of a line
    assert "Fewer calls" in table
    assert "&lt;b&gt;A reply" in table
    assert ">unexpected<" in table


def test_numbers_that_would_touch_stand_one_above_the_other():
    sheet, view = quotes(), seen()
    effect = sheet.main_effect
    curve = effect_curve(view, sheet, effect, sheet.figures[f"quotes/effect/{effect.indicator}/all"])
    drawn = effect_plot(curve, LARGE)
    heights = [float(y) for y in re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)" r="8', drawn)]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) >= 18


def test_a_page_for_a_stranger_shows_no_journal():
    assert journal_block(seen(manner=replace(ALONE, people=False)), quotes()) is None


def test_the_newest_twenty_lines_are_shown():
    view = seen()
    many = tuple(
        JournalLine(
            at=date(2026, 1, 1) + timedelta(days=n), automation="quotes", mood="bad", what=Text.same(f"n{n}")
        )
        for n in range(30)
    )
    register = replace(view.names.register, journal=many)
    table = journal_block(replace(view, names=replace(view.names, register=register)), quotes())
    assert ("n9<" in table, "n10<" in table, "n29<" in table) == (False, True, True)
