from dataclasses import replace
from datetime import date

import numpy as np

from report.assessments import assessment, quotes, weekly_path
from retour.effect.result import Path
from retour.events.answer import Audience
from retour.quantity import Estimate
from retour.report import page
from retour.report.sheet_audit import latest
from retour.report.weekly import by_week


def daily(days: int, go_live: int) -> Path:
    values = np.arange(days, dtype=np.float64)
    band = np.where(np.arange(days) < go_live, np.nan, values)
    return Path(
        step="D",
        days=20_000 + np.arange(days, dtype=np.int64),
        observed=values,
        counterfactual=values,
        low=band,
        high=band,
        go_live=go_live,
    )


def test_no_week_mixes_days_before_and_after_go_live():
    path = by_week(daily(24, 10))
    assert path.step == "W"
    assert list(path.days - 20_000) == [0, 3, 10, 17]
    assert path.go_live == 2
    assert list(path.observed) == [1.0, 6.0, 13.0, 20.0]


def test_a_band_that_does_not_exist_before_go_live_stays_absent():
    path = by_week(daily(24, 10))
    assert np.isnan(path.low[:2]).all()
    assert list(path.high[2:]) == [13.0, 20.0]


def test_a_weekly_path_is_left_as_it_is():
    path = weekly_path()
    assert by_week(path) is path


def test_a_page_with_a_daily_path_is_told_by_week():
    sheet = quotes()
    effect = replace(sheet.effects[0], path=daily(300, 200), answer_date=date(2026, 12, 1))
    html = page(assessment(replace(sheet, effects=(effect,)), lost=None), "fr")
    assert "Par semaine" in html
    assert html.count("<circle") < 200


def test_other_comparisons_are_folded_below_the_main_one():
    sheet = quotes()
    other = replace(sheet.effects[0], version="v2", path=None)
    key = "quotes/effect/signed_late/v2"
    figures = {**sheet.figures, key: replace(sheet.figures["quotes/effect/signed_late/all"], key=key)}
    html = page(assessment(replace(sheet, effects=(*sheet.effects, other), figures=figures), lost=None), "en")
    assert f'data-figure="{key}"' in html
    assert "v2, against the previous version" in html


def test_only_the_latest_wave_of_a_question_is_shown_with_what_it_was_before():
    sheet = quotes()
    (team, _) = sheet.voice
    old = replace(team, wave=date(2026, 1, 1), estimate=Estimate(3.0, 2.0, 4.0))
    new = replace(team, before=Estimate(3.0, 2.0, 4.0))
    assert latest((new, old)) == [new]
    html = page(assessment(replace(sheet, voice=(old, new)), lost=None), "en")
    assert "before: 3.0 (between 2.0 and 4.0)" in html
    assert team.audience is Audience.TEAM


def test_cases_lost_beyond_those_named_are_counted():
    html = page(assessment(quotes(), lost=None), "en")
    assert "Here they are" not in html
