from datetime import date, timedelta

import pytest

from retour.effect.result import Design
from retour.effect.series.averages import percentile, reference_for
from retour.events.answer import Reading
from retour.quantity import Grade, Period, Place
from retour.register.automation import Rollout, RolloutKind

TODAY = date(2026, 9, 1)


def reading(start, end, value, n=None):
    return Reading(
        automation="follow-up",
        indicator="signed",
        period=Period(start, end),
        value=value,
        n=n,
        place=Place("readings/signed.csv", 2),
    )


BEFORE = [
    reading(date(2026, 3, 1), date(2026, 4, 1), 0.20),
    reading(date(2026, 4, 1), date(2026, 5, 1), 0.20),
]
AFTER = [reading(date(2026, 6, 1), date(2026, 7, 1), 0.25)]


def answer(firm, readings, **said):
    return firm.asked(firm.automation(**said), TODAY, {}, readings=tuple(readings)).of("all")


@pytest.mark.parametrize(("move", "share"), [(0, 0.0), (0.11, 0.5), (0.24, 0.8), (0.30, 0.85), (0.36, 0.9)])
def test_the_published_table_of_untouched_movement_is_interpolated(move, share):
    assert percentile(move, "28d") == pytest.approx(share)
    assert percentile(-move, "28d") == pytest.approx(share)


def test_no_change_is_ever_beyond_all_untouched_ones():
    assert 0.95 < percentile(50, "28d") < 1


def test_the_reference_follows_the_length_of_the_after():
    assert [reference_for(d, monthly=False) for d in (28, 90, 300)] == ["28d", "90d", "12m"]
    assert reference_for(92, monthly=True) == "3m"


def test_two_averages_have_no_interval_and_a_range_from_zero(firm):
    effect = answer(firm, BEFORE + AFTER)
    assert (effect.design, effect.grade) == (Design.TWO_AVERAGES, Grade.D)
    details = effect.estimate.details
    assert effect.estimate.reason == "two_averages_no_interval"
    assert details["change"] == pytest.approx(0.05)
    assert details["relative"] == pytest.approx(0.25)
    assert effect.movement_percentile == pytest.approx(0.8 + 0.1 * 0.01 / 0.12)
    assert (details["low"], details["high"]) == (0.0, pytest.approx(0.05 * effect.movement_percentile))
    assert effect.naive == pytest.approx(0.05)
    assert effect.draws is None


def test_cases_weigh_where_every_reading_says_them(firm):
    counted = [
        reading(date(2026, 3, 1), date(2026, 4, 1), 0.1, n=90),
        reading(date(2026, 4, 1), date(2026, 5, 1), 0.3, n=10),
        reading(date(2026, 6, 1), date(2026, 7, 1), 0.2, n=50),
    ]
    effect = answer(firm, counted)
    assert effect.estimate.details["before"] == pytest.approx(0.12)
    assert (effect.n_before, effect.n) == (100, 50)


def test_from_zero_a_relative_change_is_unknown_not_infinite(firm):
    effect = answer(firm, [reading(date(2026, 3, 1), date(2026, 4, 1), 0.0), *AFTER])
    assert effect.movement_percentile is None
    assert (effect.estimate.details["low"], effect.estimate.details["high"]) == (None, None)


def test_readings_of_one_side_only_are_refused(firm):
    assert answer(firm, BEFORE).estimate.reason == "too_early"
    assert answer(firm, AFTER).estimate.reason == "no_before"


def test_readings_without_a_go_live_are_refused(firm):
    effect = answer(firm, BEFORE + AFTER, rollout=Rollout(kind=RolloutKind.DATE))
    assert effect.estimate.reason == "no_go_live"


def test_ten_days_of_cases_out_of_reach_before_give_two_averages(firm):
    start = firm.go_live - timedelta(days=10 + 10)  # cases take ten days
    cells = {"signed": firm.drawn(lambda d: 0.2 if d < firm.go_live else 0.4, start=start, end=TODAY)}
    effect = firm.asked(firm.automation(), TODAY, cells).of("all")
    assert (effect.design, effect.grade) == (Design.TWO_AVERAGES, Grade.D)
    assert effect.after.days == 90
    assert effect.before.end == firm.go_live - timedelta(days=10)
    early = firm.asked(firm.automation(), date(2026, 5, 30), cells).of("all")
    assert early.estimate.reason == "too_early"
    gone = {"signed": firm.drawn(lambda _: 0.2, start=start, end=firm.go_live)}
    assert firm.asked(firm.automation(), TODAY, gone).of("all").estimate.reason == "no_case_after"


def test_typed_values_answer_only_where_cases_cannot(firm):
    late = {"signed": firm.drawn(lambda _: 0.2, start=firm.go_live, end=TODAY)}
    subject = firm.automation(indicators=(firm.signed,))
    typed = firm.asked(subject, TODAY, late, readings=tuple(BEFORE + AFTER)).of("all")
    assert typed.design is Design.TWO_AVERAGES
    full = {"signed": firm.drawn(lambda _: 0.2, start=date(2025, 9, 1), end=TODAY)}
    measured = firm.asked(subject, TODAY, full, readings=tuple(BEFORE + AFTER)).of("all")
    assert measured.design is Design.SINGLE_SERIES
