"""What was known of a run, an answer, a reading on a past day."""

from datetime import UTC, date, datetime

from retour.events.answer import Answer, Audience, Reading
from retour.events.run import Run, RunStatus, known_at
from retour.quantity import Period, Place

PLACE = Place("runs/a.csv", 2)


def run(started: int, ended: int | None) -> Run:
    return Run(
        id="1",
        automation="a",
        started=datetime(2026, 6, 1, started, tzinfo=UTC),
        ended=None if ended is None else datetime(2026, 6, 1, ended, tzinfo=UTC),
        status=RunStatus.PARTIAL,
        place=PLACE,
        items=9,
        ignored=2,
        cases=("Q1",),
        machine_seconds=3600.0,
        cost_units=4.0,
    )


def test_a_run_is_known_from_its_start_and_its_end_from_its_end():
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert known_at(run(12, 13), noon) is None
    assert known_at(run(10, 11), noon) == run(10, 11)
    assert known_at(run(10, None), noon) == run(10, None)


def test_a_run_that_was_not_over_tells_nothing_of_its_end():
    seen = known_at(run(11, 12), datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert seen == Run(
        id="1",
        automation="a",
        started=datetime(2026, 6, 1, 11, tzinfo=UTC),
        ended=None,
        status=RunStatus.RUNNING,
        place=PLACE,
    )


def test_an_answer_is_known_on_the_day_of_its_wave():
    answer = Answer(
        automation="a", audience=Audience.TEAM, wave=date(2026, 6, 1), item="trust", value=6, place=PLACE
    )
    assert [answer.is_known_on(date(2026, m, d)) for m, d in ((5, 31), (6, 1), (6, 2))] == [False, True, True]


def test_a_reading_is_known_on_the_last_day_of_its_period():
    may = Period(date(2026, 5, 1), date(2026, 6, 1))
    reading = Reading(automation="a", indicator="k", period=may, value=1, place=PLACE)
    assert [reading.is_known_on(date(2026, 5, d)) for d in (30, 31)] == [False, True]
