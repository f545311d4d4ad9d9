"""Times as people and tools write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retour.events.moment import Read, evidence, read_moment, read_moments

PARIS = ZoneInfo("Europe/Paris")


def utc(text: str) -> int:
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
        microseconds=1
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-05-12 10:41:22", "2026-05-12T08:41:22"),
        ("2026-05-12T10:41", "2026-05-12T08:41:00"),
        ("2026-05-12T08:41:22.123456789Z", "2026-05-12T08:41:22.123456"),
        ("2026-05-12T10:41:22.5+02:00", "2026-05-12T08:41:22.5"),
        ("2026-05-12 03:41:22-0500", "2026-05-12T08:41:22"),
        ("12/05/2026 10:41:22", "2026-05-12T08:41:22"),
        ("12/05/26", "2026-05-11T22:00:00"),
        ("12.05.2026 10:41", "2026-05-12T08:41:00"),
        ("2026/05/12 10:41:22 AM UTC+2", "2026-05-12T08:41:22"),
        ("12/05/2026 9:41:22 PM", "2026-05-12T19:41:22"),
        ("12/05/2026 12:05 am", "2026-05-11T22:05:00"),
        ("12 mai 2026 à 10h41", "2026-05-12T08:41:00"),
        ("1er août 2026", "2026-07-31T22:00:00"),
        ("Tue, 12 May 2026 10:41:22 +0200", "2026-05-12T08:41:22"),
        ("May 12, 2026 10:41 AM", "2026-05-12T08:41:00"),
        ("20260512T104122", "2026-05-12T08:41:22"),
        ("20260512104122", "2026-05-12T08:41:22"),
        ("1795396925584", "2026-11-23T01:22:05.584"),
        ("1795396925", "2026-11-23T01:22:05"),
        ("1795396925.584600", "2026-11-23T01:22:05.5846"),
        (" 2026-05-12\u00a010:41 ", "2026-05-12T08:41:00"),
        ("2024-02-29", "2024-02-28T23:00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00"),
    ],
)
def test_a_written_time_is_read(written: str, expected: str) -> None:
    assert read_moment(written, zone=PARIS) == utc(expected)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("", "time.missing"),
        ("  ", "time.missing"),
        ("n/a", "time.missing"),
        ("0000-00-00", "time.missing"),
        ("soon", "time.unreadable"),
        ("12 foo 2026", "time.unreadable"),
        ("x" * 5_000, "time.unreadable"),
        ("30/02/2026", "time.impossible"),
        ("2025-02-29", "time.impossible"),
        ("2026-05-12 25:00", "time.impossible"),
        ("12/05/2026 13:05 PM", "time.impossible"),
        ("0001-01-01", "time.out_of_range"),
        ("9999-12-31", "time.out_of_range"),
        ("1989-12-31", "time.out_of_range"),
        ("0000000000", "time.out_of_range"),
    ],
)
def test_a_time_that_cannot_be_used_says_its_rule(written: str, rule: str) -> None:
    assert read_moment(written, zone=PARIS) == rule


def test_day_and_month_follow_the_declared_order() -> None:
    assert read_moment("05/12/2026", zone=UTC, day_first=False) == utc("2026-05-12")
    assert read_moment("05/12/2026", zone=UTC, day_first=True) == utc("2026-12-05")


def test_an_hour_shown_twice_takes_the_first_and_one_never_shown_moves_on() -> None:
    read = read_moments(["2026-10-25 02:30", "2026-03-29 02:30", "2026-10-25 12:00"], zone=PARIS)
    assert [Read(int(c)) for c in read.read] == [Read.TWICE, Read.NEVER, Read.FINE]
    assert read.at.tolist() == [
        utc("2026-10-25T00:30:00"),
        utc("2026-03-29T01:30:00"),
        utc("2026-10-25T11:00:00"),
    ]


def test_a_column_may_mix_every_layout() -> None:
    read = read_moments(["2026-05-12", "12/05/2026", "12 mai 2026", "never", ""], zone=UTC)
    assert read.at.tolist() == [utc("2026-05-12")] * 3 + [0, 0]
    assert read.read.tolist() == [0, 0, 0, Read.UNREADABLE, Read.MISSING]


def test_no_values_give_no_times() -> None:
    assert len(read_moments([], zone=UTC).at) == 0


def test_a_column_of_nothing_but_noise_ends() -> None:
    noise = [chr(0x4E00 + i) * (1 + i % 7) for i in range(500)]
    assert set(read_moments(noise, zone=UTC).read.tolist()) == {Read.UNREADABLE}


def test_evidence_counts_what_settles_the_day_order() -> None:
    found = evidence(["25/05/2026", "05/25/2026", "05/06/2026", "2026-05-06T00:00Z", "", "abc"])
    assert (found.values, found.read, found.either) == (5, 4, 3)
    assert (found.first_over_12, found.second_over_12, found.offset) == (1, 1, 1)


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2099, 12, 30)),
    st.sampled_from(["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
)
def test_any_wall_clock_time_agrees_with_the_standard_library(wall: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    expected = (wall.replace(tzinfo=zone) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    assert read_moment(wall.isoformat(), zone=zone) == expected


@given(st.lists(st.text(max_size=60), max_size=30))
def test_arbitrary_text_never_crashes_the_reader(values: list[str]) -> None:
    read = read_moments(values, zone=PARIS)
    assert len(read.at) == len(values)
    assert np.isin(read.read, [int(r) for r in Read]).all()
