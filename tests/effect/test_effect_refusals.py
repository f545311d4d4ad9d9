from dataclasses import replace
from datetime import date, timedelta

import pytest

from retour.effect.result import Design
from retour.quantity import DeclaredRange, Grade, Span
from retour.register.automation import Plan, Rollout, RolloutKind, Status
from retour.register.indicator import Duration, Statistic

TODAY = date(2026, 9, 1)
DAY = 86_400


def one(firm, today=TODAY, cells=None, **said):
    return firm.asked(firm.automation(**said), today, cells or {}).of("all")


@pytest.fixture
def signed(firm):
    return {"signed": firm.drawn(lambda _: 0.2, start=date(2025, 9, 1), end=TODAY)}


def test_a_refusal_shows_no_figure_and_names_its_rule(firm):
    effect = one(firm)
    assert (effect.design, effect.grade, effect.estimate.reason) == (Design.REFUSED, Grade.E, "no_data")
    assert effect.rules[0].details == {"reason": "no_data"}


def test_without_a_go_live_there_is_no_after(firm, signed):
    effect = one(firm, cells=signed, rollout=Rollout(kind=RolloutKind.NONE))
    assert effect.estimate.reason == "no_go_live"


def test_a_rollout_unit_by_unit_needs_cases_that_name_their_unit(firm, signed):
    rollout = Rollout(kind=RolloutKind.STAGGERED, unit="site", units={"lyon": firm.go_live})
    assert one(firm, cells=signed, rollout=rollout).estimate.reason == "unit_not_recorded"


def test_before_go_live_the_reading_day_and_the_detectable_effect_are_said(firm, signed):
    effect = one(firm, today=date(2026, 5, 1), cells=signed)
    assert effect.estimate.reason == "not_live_yet"
    assert effect.answer_date == firm.go_live + timedelta(days=28 + 10)
    assert 0 < effect.detectable < 0.3


def test_a_planned_automation_takes_its_date_from_the_plan(firm):
    plan = Plan(cases_per_month=DeclaredRange(1, 2, 3), go_live=date(2026, 10, 1))
    effect = one(firm, status=Status.PLANNED, rollout=Rollout(kind=RolloutKind.NONE), plan=plan)
    assert effect.estimate.reason == "not_live_yet"
    assert effect.answer_date == date(2026, 10, 1) + timedelta(days=38)
    assert effect.detectable is None


def test_an_indicator_that_closes_before_the_reminder_is_refused(firm, signed):
    rollout = Rollout(kind=RolloutKind.DATE, at=firm.go_live, treatment_after=Span(seconds=10 * DAY))
    effect = one(firm, cells=signed, rollout=rollout)
    assert effect.estimate.reason == "kpi_closes_before_treatment"
    assert effect.estimate.details == {"closes_days": 10.0, "treatment_days": 10.0}


def test_an_indicator_that_closes_when_its_cases_become_exposed_is_refused(firm, signed):
    measure = replace(firm.signed.measure, open_at=Span(seconds=10 * DAY))
    effect = one(firm, cells=signed, indicators=(replace(firm.signed, measure=measure),))
    assert effect.estimate.reason == "kpi_closes_before_treatment"


def test_an_indicator_that_outlives_the_reminder_is_not_refused(firm, signed):
    rollout = Rollout(kind=RolloutKind.DATE, at=firm.go_live, treatment_after=Span(seconds=7 * DAY))
    assert one(firm, cells=signed, rollout=rollout).design is Design.SINGLE_SERIES


def test_a_median_is_not_estimated(firm, signed):
    measure = Duration(start="a", end="b", horizon=Span(seconds=DAY), statistic=Statistic.MEDIAN)
    effect = one(firm, cells=signed, indicators=(replace(firm.signed, measure=measure),))
    assert effect.estimate.reason == "median_not_estimated"


def test_no_case_before_go_live_offers_a_hold_out_begun_today(firm):
    cells = {"signed": firm.drawn(lambda _: 0.2, start=firm.go_live, end=TODAY)}
    effect = one(firm, cells=cells)
    assert effect.estimate.reason == "no_before"
    assert effect.estimate.details["first"] == firm.go_live
    assert effect.answer_date == TODAY + timedelta(days=38)


def test_no_case_after_go_live_is_not_an_effect_of_minus_everything(firm):
    cells = {"signed": firm.drawn(lambda _: 0.2, start=date(2025, 9, 1), end=firm.go_live)}
    assert one(firm, cells=cells).estimate.reason == "no_case_after"


def test_two_weeks_after_go_live_are_too_early(firm, signed):
    effect = one(firm, today=date(2026, 5, 25), cells=signed)
    assert effect.estimate.reason == "too_early"
    assert effect.estimate.details["window_days"] == 28
    assert effect.answer_date == date(2026, 6, 18)
    assert effect.detectable is not None


def test_cells_of_which_no_outcome_is_known_are_not_zero(firm):
    empty = firm.cells([date(2026, 4, 1)], [0], [0], pending=firm.cells([TODAY], [1], [0]).n)
    assert one(firm, cells={"signed": empty}).estimate.reason == "no_before"
