from dataclasses import replace
from datetime import date

import pytest

from report.assessments import assessment, figure, planned
from retour.effect.result import Design, Effect, Outlook
from retour.quantity import Grade, Unit, Unknown
from retour.report import page, render
from retour.report.node import View
from retour.report.sheet_outlook import outlook_block
from retour.wording.outlook import outlook_rows, said_of_outlook

DRAWN = Outlook(
    design=Design.RANDOMISED,
    grade=Grade.A,
    target=0.08,
    detectable=((28, 0.2), (90, 0.1), (182, 0.07)),
    days=140,
    cases=(200, 200),
    half_width=0.05,
    answer_date=date(2027, 7, 12),
)
ALONE = Outlook(
    design=Design.SINGLE_SERIES,
    grade=Grade.C,
    target=0.08,
    detectable=((28, 0.3), (90, 0.19)),
    days=Unknown("undetectable_by_date"),
)


def foreseen(*outlook):
    sheet = planned()
    effect = Effect(
        automation=sheet.automation.key,
        indicator=sheet.automation.main.key if sheet.automation.main else "kpi",
        version="all",
        design=Design.REFUSED,
        estimate=Unknown("not_live_yet"),
        grade=Grade.E,
        outlook=outlook,
    )
    key = f"{sheet.automation.key}/effect/{effect.indicator}/all"
    unknown = figure(key, effect.estimate, Unit.POINTS, Grade.E)
    return replace(sheet, effects=(effect,), figures={**sheet.figures, key: unknown})


def plain(text):
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def said(sheet, lang):
    names = View.of(assessment(sheet), lang).names
    return [plain(line) for line in said_of_outlook(sheet, names)]


def test_a_draw_says_its_cases_its_weeks_and_its_day_and_a_date_alone_what_is_left_to_see():
    drawn, alone = said(foreseen(DRAWN, ALONE), "en")
    assert "8 points visible after 400 cases, about 20 weeks; answer from 12 July 2027" in drawn
    assert drawn.startswith("With 50% of the cases, drawn at random")
    assert alone == "With a date alone: only an effect of 19 points or more, after 13 weeks."


def test_the_same_is_said_in_french():
    drawn, alone = said(foreseen(DRAWN, ALONE), "fr")
    assert "8 points visible après 400 dossiers, soit environ 20 semaines" in drawn
    assert "seulement un effet de 19 points ou plus, après 13 semaines" in alone


def test_a_design_that_never_shows_it_and_one_without_a_past_say_so():
    never = replace(DRAWN, days=Unknown("undetectable_in_two_years"), cases=None, answer_date=None)
    short = replace(ALONE, detectable=(), days=Unknown("too_little_past_for_date"))
    seen = replace(ALONE, days=90, answer_date=date(2027, 5, 1))
    one, two, three = said(foreseen(never, short, seen), "en")
    assert "would take more than two years; in 26 weeks, only 7 points or more" in one
    assert two == "With a date alone: the past is too short to tell."
    assert "visible after 13 weeks; answer from 1 May 2027" in three


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_terminal_and_the_sheet_say_it_and_the_table_has_a_line_a_design(lang):
    sheet = foreseen(DRAWN, ALONE)
    view = View.of(assessment(sheet), lang)
    rows = outlook_rows(sheet, view.names)
    assert [len(row) for row in rows] == [4, 4]
    assert rows[1][3] == view.label("outlook_unseen")
    block = outlook_block(view, sheet)
    assert all(cell in block for row in rows for cell in row)
    shown = page(assessment(sheet), lang)
    assert view.label("outlook_title") in shown
    terminal = plain(render(assessment(sheet), lang))
    assert all(line in terminal for line in said(sheet, lang))


def test_nothing_foreseen_shows_nothing():
    sheet = foreseen()
    assert outlook_block(View.of(assessment(sheet), "en"), sheet) is None
