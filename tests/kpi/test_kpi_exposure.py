from datetime import date

import pytest

from retour.kpi.exposure import delay_days, transition_days
from retour.quantity import Better, Span, Text
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.indicator import Count, Duration, Indicator, Rate, Score, Share, Sum

HOUR, WEEK, MONTH = Span(seconds=3600), Span(seconds=7 * 86_400), Span(seconds=30 * 86_400)


def indicator(measure) -> Indicator:
    return Indicator(key="k", name=Text.same("k"), measure=measure, better=Better.LOWER)


def automation(**rollout) -> Automation:
    made = Rollout(kind=RolloutKind.DATE, at=date(2026, 5, 11), **rollout)
    return Automation(key="a", name=Text.same("a"), process="quote", rollout=made)


@pytest.mark.parametrize(
    "measure",
    [
        Count(of="sent", by=MONTH),
        Sum(of="sent", by=MONTH, activity="paid"),
        Duration(start="sent", end="signed", horizon=MONTH),
        Rate(of="sent", reaching="signed", by=MONTH),
    ],
)
def test_an_automation_that_may_act_at_any_time_reaches_every_unfinished_case(measure):
    assert transition_days(automation(), indicator(measure)) == 30


def test_a_reminder_at_day_seven_reaches_the_cases_younger_than_seven_days():
    open_at = indicator(Rate(of="sent", reaching="signed", by=MONTH, open_at=WEEK))
    assert transition_days(automation(), open_at) == 7
    assert transition_days(automation(treatment_after=WEEK), indicator(Count(of="sent", by=MONTH))) == 7


def test_a_treatment_that_may_come_late_reaches_the_cases_of_its_whole_window():
    rate = indicator(Rate(of="sent", reaching="signed", by=MONTH, open_at=HOUR))
    assert transition_days(automation(treatment_after=HOUR, treatment_by=WEEK), rate) == 7


def test_what_is_known_at_once_has_no_transition():
    for measure in (Share(of="sent", attribute="type", value="B2B"), Score(item="trust", low=1, high=5)):
        assert (delay_days(indicator(measure)), transition_days(automation(), indicator(measure))) == (0, 0)
