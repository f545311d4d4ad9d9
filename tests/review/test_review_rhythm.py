"""When reviews and readings are due: slots, states, key automations, days late."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.assessments import assessment, leads, quotes
from retour.assessment.result import Assessment
from retour.audit.result import Audit
from retour.events.answer import Reading
from retour.quantity import Estimate, Grade, Period, Place
from retour.register.automation import FollowUp, Review, Rollout, RolloutKind, Status
from retour.report.node import View
from retour.report.table import cells_of, stale
from retour.review.log import Entry, Kind, Statement, sealed
from retour.review.readings import next_reading, readings_due
from retour.review.rhythm import State, began, next_slot, obligations, owed_slot, standing, state_of
from retour.review.weighty import Because, key_automations
from retour.wording.verdicts import say_decision

SLOT = date(2026, 12, 7)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def signed(key: str, at: date) -> tuple[Entry, ...]:
    statement = Statement(kind=Kind.REVIEW, automation=key, at=at, by="Camille Morel")
    return (sealed(statement, after=None, recorded=datetime(2026, 1, 1, tzinfo=UTC)),)


def seen_on(day: date, *sheets) -> Assessment:
    return replace(assessment(*sheets), today=day)


def audit_on(day: date, entries, sheet) -> Audit:
    (seen,) = standing(entries, seen_on(day, sheet), since=date(2026, 1, 1)).sheets
    return seen.audit


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-15, State.UPCOMING),
        (-14, State.PACK),
        (-8, State.PACK),
        (-7, State.REMINDER),
        (-1, State.REMINDER),
        (0, State.DUE),
        (6, State.DUE),
        (7, State.LATE),
        (29, State.LATE),
        (30, State.STALE),
        (400, State.STALE),
    ],
)
def test_a_slot_has_one_state_a_day(days, state):
    assert state_of(SLOT, SLOT + timedelta(days=days), reviewed=False) is state


def test_far_from_its_slot_an_automation_that_was_reviewed_is_not_merely_upcoming():
    assert state_of(SLOT, SLOT - timedelta(days=15), reviewed=True) is State.REVIEWED


@given(since=DAYS, key=st.text(min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_the_first_slot_comes_within_a_cycle_after_the_workspace_began_on_a_working_day(since, key):
    one = replace(quotes().automation, key=key, rollout=Rollout(kind=RolloutKind.NONE))
    slot = owed_slot(one, 13, reviewed=None, since=since)
    assert since < slot <= since + timedelta(weeks=13)
    assert slot.weekday() < 5


@given(reviewed=DAYS, key=st.text(min_size=1, max_size=8), weeks=st.sampled_from([13, 52]))
@settings(max_examples=300, deadline=None)
def test_a_review_counts_for_a_slot_at_most_six_weeks_away_and_for_no_other(reviewed, key, weeks):
    one = replace(quotes().automation, key=key)
    slot = owed_slot(one, weeks, reviewed=reviewed, since=reviewed)
    before = slot - timedelta(weeks=weeks)
    assert slot > reviewed
    assert (before - reviewed).days <= 42
    assert (slot - reviewed).days > 42


def test_what_was_switched_on_after_the_workspace_began_owes_nothing_before():
    live = replace(
        quotes().automation, rollout=Rollout(kind=RolloutKind.DATE, at=date(2026, 6, 1)), status=Status.LIVE
    )
    assert owed_slot(live, 13, reviewed=None, since=date(2025, 1, 1)) > date(2026, 6, 1)


def test_a_signed_review_settles_the_slot_and_thirty_days_past_the_next_one_it_is_stale():
    sheet = quotes()
    key = sheet.automation.key
    keyed = replace(sheet, automation=replace(sheet.automation, key_automation=True))
    slot = owed_slot(keyed.automation, 13, reviewed=None, since=date(2026, 1, 1))
    entries = signed(key, slot - timedelta(days=3))
    then = seen_on(slot + timedelta(days=1), keyed)
    (owed,) = obligations(entries, then, since=date(2026, 1, 1))
    assert (owed.state, owed.slot, owed.late) == (State.REVIEWED, slot + timedelta(weeks=13), 0)
    day = owed.slot + timedelta(days=29)
    assert not audit_on(day, entries, keyed).stale
    late = audit_on(day + timedelta(days=1), entries, keyed)
    assert (late.stale, late.next_review) == (True, owed.slot)


def test_the_next_slot_of_a_review_is_the_one_that_it_does_not_count_for():
    keyed = replace(quotes(), automation=replace(quotes().automation, key_automation=True))
    key, first = keyed.automation.key, date(2026, 1, 1)
    slot = owed_slot(keyed.automation, 13, reviewed=None, since=first)
    near = Review(automation=key, at=slot - timedelta(days=3), by="Jeanne")
    far = replace(near, at=slot - timedelta(weeks=8))
    seen = seen_on(slot, keyed)
    assert (next_slot(seen, near), next_slot(seen, far)) == (slot + timedelta(weeks=13), slot)


def test_the_decision_of_the_steering_table_says_since_when_a_review_is_owed():
    keyed = replace(quotes(), automation=replace(quotes().automation, key_automation=True))
    slot = owed_slot(keyed.automation, 13, reviewed=None, since=date(2026, 1, 1))
    day = slot + timedelta(days=30)
    seen = standing((), seen_on(day, keyed), since=date(2026, 1, 1))
    view = View.of(seen, "en")
    (sheet,) = seen.sheets
    said = cells_of(view, sheet)["decision"].text
    assert said == f"{say_decision(sheet, 'en')}, {stale(view, sheet)}"
    assert stale(view, sheet).startswith("to review since")


def test_a_review_of_the_register_counts_and_one_of_the_future_does_not():
    now = seen_on(date(2026, 11, 22), quotes())
    key = quotes().automation.key
    told = tuple(Review(automation=key, at=at, by="Léa") for at in (date(2026, 9, 1), date(2027, 1, 4)))
    register = replace(now.dossier.register, reviews=told)
    (owed,) = obligations((), replace(now, dossier=replace(now.dossier, register=register)))
    assert owed.reviewed == date(2026, 9, 1)


def test_without_any_review_nothing_is_late_before_the_workspace_s_own_first_day():
    now = seen_on(date(2026, 11, 22), quotes(), leads())
    assert began((), now) == now.today
    assert all(o.slot > now.today and not o.late for o in obligations((), now))


def test_what_is_late_comes_first_and_what_is_retired_or_planned_owes_nothing():
    retired = replace(leads(), automation=replace(leads().automation, status=Status.RETIRED))
    now = seen_on(date(2026, 11, 22), retired, quotes())
    owed = obligations((), now, since=date(2024, 1, 1))
    assert [o.automation.key for o in owed] == [quotes().automation.key]
    assert owed[0].late > 0


def test_key_automations_are_the_fewest_that_make_four_fifths_when_nobody_flagged_any():
    nets = {"a": 500.0, "b": 350.0, "c": 100.0, "d": 50.0, "e": -900.0}
    base = quotes()
    sheets = [
        replace(
            base,
            automation=replace(base.automation, key=key, key_automation=False),
            worth=replace(base.worth, net=Estimate(net, net - 10, net + 10), grade=Grade.B),
            watched=replace(base.watched, lost_total=None, health=None),
        )
        for key, net in nets.items()
    ]
    found = key_automations(sheets)
    assert set(found) == {"a", "b"}
    assert [s.because for s in found["a"]] == [Because.WORTH]
    assert found["a"][0].share == pytest.approx(0.5)


def test_one_flag_is_enough_for_nothing_to_be_computed():
    flagged = replace(leads(), automation=replace(leads().automation, key_automation=True))
    plain = replace(quotes(), automation=replace(quotes().automation, key_automation=False))
    found = key_automations([flagged, plain])
    assert set(found) == {"leads"}
    assert found["leads"][0].because is Because.FLAGGED


@pytest.mark.parametrize(
    ("every", "last", "due"),
    [
        (FollowUp.DAILY, date(2026, 11, 20), date(2026, 11, 23)),  # a Friday, then Monday
        (FollowUp.WEEKLY, date(2026, 11, 20), date(2026, 11, 27)),
        (FollowUp.MONTHLY, date(2027, 1, 31), date(2027, 2, 28)),
        (FollowUp.QUARTERLY, date(2026, 11, 30), date(2027, 2, 28)),
        (FollowUp.YEARLY, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_reading_is_due_one_period_after_the_last_one(every, last, due):
    assert next_reading(last, every, assessment(quotes()).dossier) == due


def test_a_typed_reading_settles_the_month_and_then_counts_the_days_late():
    sheet = quotes()
    monthly = replace(sheet, automation=replace(sheet.automation, follow_up=FollowUp.MONTHLY))
    now = seen_on(date(2026, 11, 22), monthly)
    typed = Reading(
        automation=sheet.automation.key,
        indicator="signed_late",
        period=Period(date(2026, 9, 1), date(2026, 10, 1)),
        value=0.2,
        place=Place("answers/readings.csv", 2),
    )
    (one,) = readings_due(replace(now, dossier=replace(now.dossier, watermark={}, readings=(typed,))))
    assert (one.last, one.how, one.due, one.late) == (date(2026, 9, 30), "typed", date(2026, 10, 30), 23)


def test_computed_readings_follow_the_data_and_an_undeclared_frequency_is_unknown_not_settled():
    sheet = quotes()
    now = seen_on(date(2026, 11, 22), sheet)
    mark = {sheet.automation.process: datetime(2026, 11, 20, 18, 0, tzinfo=UTC)}
    now = replace(now, dossier=replace(now.dossier, watermark=mark, readings=()))
    undeclared = replace(sheet, automation=replace(sheet.automation, follow_up=None))
    (unknown,) = readings_due(replace(now, sheets=(undeclared,)))
    assert (unknown.due, unknown.unknown) == (None, "no_frequency")
    weekly = replace(sheet, automation=replace(sheet.automation, follow_up=FollowUp.WEEKLY))
    (one,) = readings_due(replace(now, sheets=(weekly,)))
    assert (one.last, one.how, one.late) == (date(2026, 11, 20), "computed", 0)
