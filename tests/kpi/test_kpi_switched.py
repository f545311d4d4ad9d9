"""Where and when an automation was on, unit by unit and period by period."""

from datetime import date, timedelta

import numpy as np
import pytest

from retour.kpi.caseload import case_load
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier
from retour.kpi.switched import got_it, off_days, on_days, share_on, steady_since, switched_on
from retour.quantity import Better, Period, Span, Text, Unknown
from retour.register.automation import Automation, Rollout, RolloutKind, Status
from retour.register.indicator import Indicator, Rate
from retour.register.workspace import Register

MONDAY = date(2026, 5, 11)
BY_SITE = Rollout(
    kind=RolloutKind.STAGGERED,
    unit="site",
    units={"lyon": MONDAY, "paris": MONDAY + timedelta(days=7), "lille": date(2027, 1, 4)},
)
WEEKS = Rollout(
    kind=RolloutKind.SWITCHBACK,
    schedule={
        MONDAY: True,
        MONDAY + timedelta(days=7): False,
        MONDAY + timedelta(days=14): False,
        MONDAY + timedelta(days=21): True,
    },
)


def cells(rows: list[tuple[date, str]], *, by_unit: bool = True) -> Cells:
    """One case known, one pending, for each (day, unit)."""
    one = np.ones(len(rows), np.int64)
    return Cells(
        day=np.array([day_number(day) for day, _ in rows], np.int64),
        segment=("",) * len(rows),
        arm=tuple(("a", "b")[i % 2] for i in range(len(rows))),
        n=one,
        total=one,
        square=one.astype(float),
        pending=one,
        missing=0 * one,
        amount=0 * one,
        amount_n=0 * one,
        unit=tuple(unit for _, unit in rows) if by_unit else (),
    )


def every_day(days: int, sites: tuple[str, ...], *, by_unit: bool = True) -> Cells:
    """A row for each day from the Monday on and each site."""
    rows = [(MONDAY + timedelta(days=i), site) for i in range(days) for site in sites]
    return cells(rows, by_unit=by_unit)


def test_a_switchback_is_on_from_a_day_on_until_the_next_one_and_off_before():
    days = [MONDAY + timedelta(days=i) for i in (-1, 0, 6, 7, 20, 21, 400)]
    on = on_days(WEEKS, np.array([day_number(day) for day in days]))
    assert list(on) == [False, True, True, False, False, True, True]


def test_the_days_off_begin_with_the_schedule_and_stop_with_the_clock():
    until = MONDAY + timedelta(days=9)
    assert off_days(WEEKS, until) == {MONDAY + timedelta(days=7), MONDAY + timedelta(days=8)}
    assert off_days(BY_SITE, until) == off_days(WEEKS, MONDAY - timedelta(days=3)) == frozenset()


def test_unit_by_unit_a_case_counts_from_the_day_of_its_unit_and_never_without_one():
    every = every_day(14, ("lyon", "paris", "lille", "nantes", ""))
    on = switched_on(every, BY_SITE)
    assert {unit: on.unit.count(unit) for unit in set(on.unit)} == {"lyon": 14, "paris": 7}
    assert len(switched_on(every_day(14, ("lyon",), by_unit=False), BY_SITE)) == 0


def test_everybody_at_once_is_everybody_and_a_draw_is_its_treated_arm():
    every = every_day(4, ("lyon",))
    dated = Rollout(kind=RolloutKind.DATE, at=MONDAY + timedelta(days=2))
    drawn = Rollout(kind=RolloutKind.RANDOM, at=MONDAY, assigned="arm", treated_arm="b")
    assert len(got_it(every, dated)) == len(switched_on(every, drawn)) == 4
    assert got_it(every, drawn).arm == ("b", "b")


def test_the_share_of_the_cases_reached_follows_the_units_and_the_days():
    fortnight = Period(MONDAY, MONDAY + timedelta(days=14))
    every = every_day(28, ("lyon", "paris", "nantes"))
    assert share_on(every, BY_SITE, fortnight) == pytest.approx((14 + 7) / 42)
    assert share_on(every, WEEKS, fortnight) == pytest.approx(1 / 2)
    assert share_on(every_day(28, ("lyon",), by_unit=False), BY_SITE, fortnight) is None
    assert share_on(None, BY_SITE, fortnight) is None


@pytest.mark.parametrize(
    ("rollout", "first", "steady"),
    [
        (BY_SITE, MONDAY, MONDAY + timedelta(days=7)),
        (WEEKS, MONDAY, MONDAY),
        (Rollout(kind=RolloutKind.DATE, at=MONDAY), MONDAY, MONDAY),
        (Rollout(kind=RolloutKind.NONE), None, None),
    ],
)
def test_a_rollout_knows_its_first_day_and_the_day_it_stopped_spreading(rollout, first, steady):
    assert rollout.first_on == first
    assert steady_since(rollout, MONDAY + timedelta(days=60)) == steady
    live = Automation(key="a", name=Text.same("A"), process="quote", rollout=rollout)
    planned = Automation(
        key="a", name=Text.same("A"), process="quote", rollout=rollout, status=Status.PLANNED
    )
    assert (live.go_live, planned.go_live) == (first, None)


@pytest.mark.parametrize(
    ("rollout", "by_unit", "cases"),
    [(BY_SITE, True, 21), (BY_SITE, False, None), (WEEKS, True, 21)],
)
def test_only_the_cases_of_the_units_and_days_on_are_the_load_of_an_automation(rollout, by_unit, cases):
    rate = Rate(of="sent", reaching="signed", by=Span(seconds=86_400))
    indicator = Indicator(key="k", name=Text.same("K"), measure=rate, better=Better.HIGHER)
    a = Automation(key="a", name=Text.same("A"), process="quote", rollout=rollout, indicators=(indicator,))
    every = every_day(14, ("lyon", "paris", "nantes"), by_unit=by_unit)
    daily = {day_number(MONDAY) + i: 3 for i in range(14)}
    dossier = Dossier(
        register=Register(name="Firm"), cells={("a", "k"): every}, cases_per_day={"quote": daily}
    )
    load = case_load(a, dossier, MONDAY + timedelta(days=14))
    if cases is None:
        assert load == Unknown("no_case_frame")
    else:
        assert load.per_month == pytest.approx(cases * (365 / 12) / 14)
