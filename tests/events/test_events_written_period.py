"""Periods typed in a table of readings."""

from datetime import date

import pytest

from retour.events.written_period import read_day, read_period
from retour.quantity import Period


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2026-05", date(2026, 5, 1), date(2026, 6, 1)),
        ("05/2026", date(2026, 5, 1), date(2026, 6, 1)),
        ("Mai 2026", date(2026, 5, 1), date(2026, 6, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2026-Q2", date(2026, 4, 1), date(2026, 7, 1)),
        ("T4 2026", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026-W20", date(2026, 5, 11), date(2026, 5, 18)),
        ("2026-S20", date(2026, 5, 11), date(2026, 5, 18)),
        ("S20 2026", date(2026, 5, 11), date(2026, 5, 18)),
        ("S1 2026", date(2026, 1, 1), date(2026, 7, 1)),
        ("2026-S2", date(2026, 7, 1), date(2027, 1, 1)),
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("2026-05-12", date(2026, 5, 12), date(2026, 5, 13)),
        ("2026-05-01/2026-06-01", date(2026, 5, 1), date(2026, 6, 1)),
        ("01/05/2026 - 01/06/2026", date(2026, 5, 1), date(2026, 6, 1)),
    ],
)
def test_a_written_period_is_days_with_its_end_out(written: str, start: date, end: date) -> None:
    assert read_period(written) == Period(start, end)


@pytest.mark.parametrize(
    "written", ["", "soon", "2026-13", "2026-W60", "1802", "2026-06-01/2026-05-01", "Foo 2026"]
)
def test_what_is_no_period_is_none(written: str) -> None:
    assert read_period(written) is None


def test_a_day_is_read_in_either_spelling() -> None:
    assert read_day("12/05/2026") == read_day("2026-05-12") == date(2026, 5, 12)
    assert read_day("0001-01-01") is None
