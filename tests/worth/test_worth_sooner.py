"""Money that comes in sooner, and incidents that are noticed sooner, against the figures of the spec."""

from datetime import date

import pytest

from retour.effect.result import Design, Effect
from retour.quantity import Better, DeclaredRange, Estimate, Grade, Span, Text, Unknown
from retour.register.automation import Plan, Reconcile, Status, Watch
from retour.register.indicator import Duration, Indicator
from retour.register.worth_lines import Costs, Effort, Failures, SpeedLine, WatchingLine
from retour.worth.result import Nature

DAY = 86_400
PAID = Indicator(
    key="paid",
    name=Text.same("x"),
    measure=Duration(start="sent", end="paid", horizon=Span(seconds=90 * DAY)),
    better=Better.LOWER,
    main=True,
)


def sure(value: float) -> DeclaredRange:
    return DeclaredRange(float(value), float(value), float(value))


def speed(**said) -> SpeedLine:
    return SpeedLine(annual_turnover=sure(1_200_000), cost_of_capital=sure(0.06), **said)


def effect(days: float, grade: Grade = Grade.C) -> Effect:
    seconds = days * DAY
    return Effect(
        automation="reminders",
        indicator="paid",
        version="all",
        design=Design.SINGLE_SERIES,
        estimate=Estimate(seconds, seconds - DAY, seconds + DAY),
        grade=grade,
        comparator="forecast",
        method="single_series",
        n=300,
    )


def test_ten_days_less_on_a_turnover_of_1_2_million_at_6_percent_save_164_a_month(worth, automation):
    found = worth(automation(speed(days_before=sure(45), days_after=sure(35)))).lines[0]
    assert found.value.mode == pytest.approx(10 / 365 * 1_200_000 * 0.06 / 12)
    assert (found.code, found.nature, found.grade) == ("speed", Nature.CASH, Grade.D)


def test_a_measured_delay_gives_its_grade_and_its_interval_to_the_money(worth, automation):
    found = worth(automation(speed(indicator="paid"), indicators=(PAID,)), effect(-10), draws=20_000).lines[0]
    a_day = 1_200_000 * 0.06 / 12 / 365
    assert found.grade is Grade.C
    assert found.value.value == pytest.approx(10 * a_day, rel=0.01)
    assert (found.value.low, found.value.high) == pytest.approx((9 * a_day, 11 * a_day), rel=0.01)


def test_a_delay_that_grew_costs_money(worth, automation):
    found = worth(automation(speed(indicator="paid"), indicators=(PAID,)), effect(4)).lines[0]
    assert found.value.value < 0


def test_without_an_effect_on_the_delay_the_line_is_unknown_and_says_why(worth, automation):
    found = worth(automation(speed(indicator="paid"), indicators=(PAID,))).lines[0]
    assert found.value == Unknown("effect_unknown", {"indicator": "paid", "effect_reason": "not_measured"})


def test_a_plan_is_worth_the_days_that_it_expects(worth, automation):
    planned = automation(
        speed(indicator="paid"),
        indicators=(PAID,),
        status=Status.PLANNED,
        plan=Plan(expected_effect=sure(-10 * DAY)),
    )
    found = worth(planned).lines[0]
    assert (found.grade, found.value.mode) == (Grade.D, pytest.approx(10 / 365 * 1_200_000 * 0.06 / 12))


def watching(before: float, after: float | None) -> WatchingLine:
    return WatchingLine(
        per_year=sure(4),
        days_before=sure(before),
        days_after=None if after is None else sure(after),
        repair_days=sure(0.5),
        loss_share=sure(0.11),
        cost_each=sure(600),
    )


@pytest.fixture
def five_leads_a_day(dossier):
    """91 days of five leads: 5 x 365 / 12 a month."""
    first = (date(2026, 4, 1) - date(1970, 1, 1)).days
    return {"cases_per_day": {"quote": {first + n: 5 for n in range(91)}}}


@pytest.mark.parametrize(
    ("delay", "a_year"), [(0.05, 726), (0.73, 1_623.6), (2, 3_300), (7, 9_900), (14, 19_140)]
)
def test_the_cost_of_late_detection_is_the_published_one(worth, automation, five_leads_a_day, delay, a_year):
    """5 leads a day, 11 %, 600 of margin, 4 incidents a year, half a day of repair (spec worth)."""
    failures = Failures(
        per_year=sure(4),
        detection_days=sure(delay),
        repair_days=sure(0.5),
        loss_share=sure(0.11),
        cost_each=sure(600),
    )
    found = worth(automation(costs=Costs(failures=failures)), **five_leads_a_day)
    cost = next(line for line in found.lines if line.code == "failures")
    assert -cost.value.mode * 12 == pytest.approx(a_year, rel=0.01)


@pytest.mark.parametrize(("after", "cost_after"), [(0.05, 726), (0.73, 1_623.6), (2, 3_300), (7, 9_900)])
def test_what_watching_saves_is_the_gap_between_two_rows_of_the_published_table(
    worth, automation, five_leads_a_day, after, cost_after
):
    found = worth(automation(watching(14, after)), **five_leads_a_day).lines[0]
    assert found.value.mode * 12 == pytest.approx(19_140 - cost_after, rel=0.01)
    assert (found.code, found.nature, found.grade) == ("watching", Nature.CASH, Grade.D)


def test_without_days_after_the_watch_notices_at_its_own_deadline(worth, automation, five_leads_a_day):
    rule = Reconcile(of="lead", needs="card", within=Span(seconds=2 * DAY))
    watched = automation(watching(14, None), watch=Watch(reconcile=(rule,)))
    told = worth(watched, **five_leads_a_day).lines[0]
    assert told.value.mode * 12 == pytest.approx(19_140 - 3_300, rel=0.01)
    unwatched = worth(automation(watching(14, None)), **five_leads_a_day).lines[0]
    assert unwatched.value == Unknown("detection_not_said")


def test_watching_saves_nothing_twice_where_the_cost_of_failures_already_counts_the_shorter_delay(
    worth, automation, five_leads_a_day
):
    failures = Failures(
        per_year=sure(4),
        detection_days=sure(2),
        repair_days=sure(0.5),
        loss_share=sure(1),
        cost_each=sure(66),
    )
    costs = Costs(failures=failures, upkeep=Effort(money=sure(10)))
    found = worth(automation(watching(14, 2), costs=costs), **five_leads_a_day)
    assert found.lines[0].value == Unknown("counted_in_failures")
