"""The arithmetic of the ledger, beside fractions and beside plain simulation."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retour.quantity import DeclaredRange, Estimate, Grade
from retour.worth.ledger.amounts import (
    FORMULAS,
    Unreadable,
    amount_of,
    decimal_of,
    half_even,
    mean_of,
    written,
)
from retour.worth.ledger.draws import DRAWS, bounds_of
from retour.worth.ledger.entry import Amount, Part, known
from retour.worth.ledger.month import Month
from retour.worth.result import Nature

TIME = {
    "quantity": "120",
    "treated": "0.5",
    "before": ["3", "5", "8"],
    "after": ["1", "1", "2"],
    "hourly_cost": ["26", "31", "40"],
    "share_used": ["0.25", "0.5", "0.9"],
}


def part(formula, inputs, **shared):
    return Part(formula=formula, start=date(2026, 10, 1), end=date(2026, 11, 1), inputs=inputs, shared=shared)


def blank(automation="reminders", line="time_capacity", nature=Nature.CAPACITY):
    return Amount(
        automation=automation,
        month=Month(date(2026, 10, 1)),
        line=line,
        nature=nature,
        grade=Grade.D,
        currency="EUR",
    )


def test_time_freed_is_cases_times_minutes_times_cost_times_share_to_the_cent():
    minutes = Fraction(3 + 20 + 8, 6) - Fraction(1 + 4 + 2, 6)
    cost, share = Fraction(26 + 4 * 31 + 40, 6), (Fraction("0.25") + 2 + Fraction("0.9")) / 6
    exact = 120 * Fraction(1, 2) * minutes / 60 * cost * share * 100
    assert amount_of("time", TIME) == round(exact) == 6650


decimals = st.decimals(min_value=-9999, max_value=9999, places=3).map(lambda d: format(d, "f"))


@given(st.lists(decimals, min_size=3, max_size=3, unique=True))
def test_the_mean_of_a_range_is_exact(ends):
    low, mode, high = sorted(ends, key=Fraction)
    mean = (Fraction(low) + 4 * Fraction(mode) + Fraction(high)) / 6
    assert Fraction(mean_of([low, mode, high]), mean_of("1")) == mean


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_a_division_is_rounded_as_fractions_are(top, bottom):
    assert half_even(top, bottom) == round(Fraction(top, bottom))


@given(st.floats(-1e9, 1e9))
def test_a_number_is_written_to_nine_places_without_an_exponent(value):
    said = decimal_of(value)
    assert set(said) <= set("0123456789.-")
    assert abs(Fraction(said) - Fraction(value)) <= Fraction(1, 10**9) + abs(Fraction(value)) / 10**15


@pytest.mark.parametrize("wrong", ["", "-", "1e5", "1.0000000001", "٣", " 1", "+1", "1,5", "nan"])
def test_what_is_no_plain_decimal_is_refused(wrong):
    with pytest.raises(Unreadable):
        amount_of("spend", {"per_month": wrong, "days": "31", "days_in_month": "31"})


@pytest.mark.parametrize(
    "inputs", [{}, {"per_month": "3", "days": "31", "days_in_month": "0"}, {"per_month": ["1", "2"]}]
)
def test_inputs_that_are_not_those_of_the_formula_are_refused(inputs):
    with pytest.raises(Unreadable):
        amount_of("spend", inputs)


def test_sales_that_would_have_come_later_count_only_where_somebody_said_them():
    whole = {"quantity": "40", "effect": "0.1", "amount": "500", "margin_rate": "0.4"}
    assert amount_of("margin", whole) == 80_000
    assert amount_of("margin", whole | {"cannibalised": "0.25"}) == 60_000


def test_an_effect_that_costs_is_negative():
    assert amount_of("errors", {"quantity": "10", "effect": "-0.1", "cost_each": "30"}) == -3_000


@pytest.mark.parametrize("code", sorted(FORMULAS))
def test_every_formula_gives_its_mean_and_draws_around_it(code):
    rule = FORMULAS[code]
    names = {*rule.times, *rule.over, *rule.keeps, *(n for pair in (*rule.less, *rule.sums) for n in pair)}
    inputs = {n: written(DeclaredRange(0.2, 0.4, 0.9)) for n in sorted(names)} | dict.fromkeys(
        rule.over, "31"
    )
    found = known(blank(), [part(code, inputs | dict.fromkeys(rule.times[:1], "1000"))])
    assert found.draws is not None
    assert found.draws.mean() == pytest.approx(found.value, abs=abs(found.value) * 0.02 + 1)
    assert found.low <= found.value <= found.high


def test_the_range_is_that_of_a_plain_simulation_of_a_million_draws():
    rng = np.random.default_rng(11)

    def pert(low, mode, high):
        place = 4 * (mode - low) / (high - low)
        return low + (high - low) * rng.beta(1 + place, 5 - place, 1_000_000)

    freed = 60 * (pert(3, 5, 8) - pert(1, 1, 2)) / 60 * pert(26, 31, 40) * pert(0.25, 0.5, 0.9)
    found = known(blank(), [part("time", TIME)])
    low, high = np.quantile(freed, (0.05, 0.95)) * 100
    assert found.low == pytest.approx(low, rel=0.03)
    assert found.high == pytest.approx(high, rel=0.02)
    assert found.value == pytest.approx(freed.mean() * 100, rel=0.002)


def test_an_interval_is_drawn_with_its_own_ends():
    effect = written(Estimate(0.04, 0.01, 0.09))
    found = known(blank(), [part("errors", {"quantity": "1000", "effect": effect, "cost_each": "1"})])
    assert (found.low, found.value, found.high) == (
        pytest.approx(1000, abs=12),
        4000,
        pytest.approx(9000, abs=25),
    )


def test_exact_inputs_leave_no_range():
    found = known(blank(), [part("spend", {"per_month": "120", "days": "31", "days_in_month": "31"})])
    assert (found.low, found.value, found.high) == (12_000, 12_000, 12_000)


def test_two_entries_of_one_role_are_wrong_together_and_two_roles_are_not():
    hours = {"hours": "10", "hourly_cost": ["20", "30", "60"], "days": "31", "days_in_month": "31"}
    one, same, other = (
        known(blank(name), [part("work", hours, hourly_cost=role)])
        for name, role in (("a", "role:clerk"), ("b", "role:clerk"), ("c", "role:seller"))
    )
    together = bounds_of((one.draws, same.draws), one.value + same.value)
    apart = bounds_of((one.draws, other.draws), one.value + other.value)
    assert together == (pytest.approx(2 * one.low, abs=1), pytest.approx(2 * one.high, abs=1))
    assert apart[1] - apart[0] == pytest.approx((together[1] - together[0]) / 2**0.5, rel=0.06)
    assert abs(float(np.corrcoef(one.draws, other.draws)[0, 1])) < 3 / DRAWS**0.5


def test_a_range_whose_ends_are_equal_is_exact_however_it_is_written():
    same = known(
        blank(), [part("spend", {"per_month": ["120", "120", "120"], "days": "31", "days_in_month": "31"})]
    )
    assert (same.low, same.value, same.high) == (12_000, 12_000, 12_000)
    assert written(DeclaredRange(3, 3, 3)) == "3"


def test_an_amount_without_parts_has_no_draws():
    assert blank().draws is None


def test_many_different_numbers_are_still_read_right():
    for n in range(100_002):
        mean_of(str(n))
    assert mean_of("12.5") == 25 * mean_of("0.5")


@pytest.mark.parametrize("said", ["2026-1", "2026-13", "26-01-01", "2026/01", "abcdefg"])
def test_a_month_that_is_none_is_refused(said):
    with pytest.raises(ValueError, match=r"month\.unreadable"):
        Month.read(said)


def test_a_month_begins_on_its_first_day():
    with pytest.raises(ValueError, match=r"month\.not_a_first_day"):
        Month(date(2026, 10, 2))
    assert str(Month.of(date(2026, 12, 31)).next) == "2027-01"
