from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from retour.kpi.cells import day_number, day_of
from retour.kpi.dossier import Dossier, Flow
from retour.quantity import Text
from retour.register.automation import Automation, Rollout, RolloutKind, Status
from retour.register.workspace import Register, WorkCalendar
from retour.watch import Silence, watched_of
from retour.watch.silence import local_day
from retour.watch.workdays import WorkDays

MONDAY = date(2026, 3, 2)
AUTO = Automation(key="follow-up", name=Text.same("Follow-up"), process="quote")


def weekdays(first: date, last: date) -> list[date]:
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    return [d for d in days if d.weekday() < 5]


def silence(
    days: list[date],
    *,
    watermark: date | None,
    today: date,
    per_day: int = 4,
    source: str = "events",
    automation: Automation = AUTO,
    holidays: frozenset[date] = frozenset(),
) -> Silence:
    last = datetime.combine(days[-1], datetime.min.time(), UTC) if days else None
    flow = Flow(last=last, daily={day_number(d): per_day for d in days}, source=source)
    marks = (
        {"quote": datetime(watermark.year, watermark.month, watermark.day, 10, tzinfo=UTC)}
        if watermark
        else {}
    )
    dossier = Dossier(
        register=Register(name="firm"), watermark=marks, flows={AUTO.key: flow}, holidays=holidays
    )
    return watched_of(automation, dossier, today=today).silence


def test_an_automation_stopped_nine_days_ago_is_silent_since_its_last_event() -> None:
    days = weekdays(MONDAY, date(2026, 5, 1))
    found = silence(days, watermark=date(2026, 5, 10), today=date(2026, 5, 10))
    assert found.silent is True
    assert found.since == datetime(2026, 5, 1, tzinfo=UTC)
    assert found.quiet_days == 5  # Monday 4 to Friday 8; the clock's own day is not over
    assert found.expected == pytest.approx(20)
    assert found.longest_past_gap_days == 0
    assert found.seen == 0


def test_an_old_export_is_not_a_silence() -> None:
    days = weekdays(MONDAY, date(2026, 5, 1))
    found = silence(days, watermark=date(2026, 5, 1), today=date(2026, 9, 1))
    assert found.silent is False
    assert found.quiet_days == 0


def test_runs_are_compared_with_today_because_the_tool_writes_them_itself() -> None:
    days = weekdays(MONDAY, date(2026, 5, 1))
    assert silence(days, watermark=None, today=date(2026, 5, 10), source="runs").silent is True


def test_without_any_clock_nobody_can_tell() -> None:
    found = silence(weekdays(MONDAY, date(2026, 5, 1)), watermark=None, today=date(2026, 5, 10))
    assert (found.silent, found.reason) == (None, "no_clock")


def test_a_week_of_public_holidays_is_not_a_silence() -> None:
    days = weekdays(MONDAY, date(2026, 5, 1))
    closed = frozenset(weekdays(date(2026, 5, 4), date(2026, 5, 8)))
    found = silence(days, watermark=date(2026, 5, 10), today=date(2026, 5, 10), holidays=closed)
    assert (found.silent, found.quiet_days) == (False, 0)


def test_a_gap_no_longer_than_its_own_past_is_not_a_silence() -> None:
    days = weekdays(MONDAY, date(2026, 3, 13)) + weekdays(date(2026, 3, 23), date(2026, 5, 1))
    found = silence(days, watermark=date(2026, 5, 10), today=date(2026, 5, 10))
    assert (found.silent, found.longest_past_gap_days) == (False, 5)


def test_a_rare_flow_is_not_silent_before_eight_events_were_expected() -> None:
    days = weekdays(MONDAY, date(2026, 5, 29))
    quiet = {"watermark": date(2026, 6, 8), "today": date(2026, 6, 8), "per_day": 1}
    found = silence(days, **quiet)  # type: ignore[arg-type]
    assert found.expected == pytest.approx(5)
    assert found.silent is False


def test_fewer_than_thirty_past_events_say_nothing() -> None:
    days = weekdays(MONDAY, date(2026, 3, 31))
    found = silence(days, watermark=date(2026, 5, 10), today=date(2026, 5, 10), per_day=1)
    assert (found.silent, found.reason) == (None, "too_few_events")


def test_a_week_of_past_says_nothing_however_busy() -> None:
    days = weekdays(MONDAY, date(2026, 3, 6))
    found = silence(days, watermark=date(2026, 3, 12), today=date(2026, 3, 12), per_day=50)
    assert (found.silent, found.reason) == (None, "short_history")


@pytest.mark.parametrize("status", [Status.PAUSED, Status.RETIRED, Status.PLANNED])
def test_what_is_not_live_is_not_silent(status: Status) -> None:
    paused = Automation(key=AUTO.key, name=AUTO.name, process="quote", status=status)
    found = silence(
        weekdays(MONDAY, date(2026, 5, 1)),
        watermark=date(2026, 6, 1),
        today=date(2026, 6, 1),
        automation=paused,
    )
    assert (found.silent, found.reason) == (None, "not_live")


def test_an_automation_never_seen_is_unknown_not_silent() -> None:
    assert silence([], watermark=date(2026, 6, 1), today=date(2026, 6, 1)).reason == "no_flow"


def test_a_late_evening_in_paris_is_still_the_same_local_day() -> None:
    assert local_day(datetime(2026, 5, 10, 22, 30, tzinfo=UTC), "Europe/Paris") == date(2026, 5, 11)
    assert local_day(datetime(2026, 5, 10, 22, 30), "Europe/Paris") == date(2026, 5, 10)


def test_working_days_agree_with_counting_them_one_by_one() -> None:
    rng = np.random.default_rng(7)
    week, start = (1, 2, 4, 5), day_number(MONDAY)
    closed = frozenset(day_of(int(d)) for d in rng.integers(start, start + 120, 15))
    calendar = WorkDays(WorkCalendar(working_days=week), closed)
    for begin, length in zip(rng.integers(start, start + 60, 40), rng.integers(0, 60, 40), strict=True):
        days = [day_of(int(begin) + i) for i in range(int(length))]
        by_hand = sum(d.weekday() in week and d not in closed for d in days)
        assert calendar.count(int(begin), int(begin + length)) == by_hand


def test_a_firm_that_declares_no_working_day_works_every_day() -> None:
    assert WorkDays(WorkCalendar(working_days=())).count(10, 17) == 7


def test_healthy_flows_are_rarely_called_silent_and_stopped_ones_are_found() -> None:
    """Negative binomial days (overdispersion .2), 5 a day, 26 weeks; then 10 working days of nothing."""
    rng, alarms, found = np.random.default_rng(3), 0, 0
    days = weekdays(MONDAY, MONDAY + timedelta(days=181))
    for _ in range(200):
        seen = rng.negative_binomial(5, 0.5, len(days))
        active = [d for d, n in zip(days, seen, strict=True) if n]
        end = days[-1] + timedelta(days=1)
        alarms += bool(silence(active, watermark=end, today=end).silent)
        later = end + timedelta(days=14)
        found += bool(silence(active, watermark=later, today=later).silent)
    assert alarms <= 2
    assert found >= 195


def test_the_days_on_which_a_switchback_is_off_are_no_silence() -> None:
    off, on = date(2026, 5, 4), date(2026, 5, 18)
    schedule = {MONDAY: True, off: False, on: True}
    weeks = replace(AUTO, rollout=Rollout(kind=RolloutKind.SWITCHBACK, schedule=schedule))
    days = weekdays(MONDAY, date(2026, 5, 1))
    while_off = silence(days, watermark=date(2026, 5, 17), today=date(2026, 5, 17), automation=weeks)
    back_on = silence(days, watermark=date(2026, 5, 26), today=date(2026, 5, 26), automation=weeks)
    assert (while_off.silent, while_off.quiet_days) == (False, 0)
    assert (back_on.silent, back_on.quiet_days) == (True, 6)
    never_off = silence(days, watermark=date(2026, 5, 17), today=date(2026, 5, 17))
    assert never_off.silent is True
