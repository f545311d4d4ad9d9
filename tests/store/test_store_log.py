from pathlib import Path

import duckdb
import pytest

from retour.quantity import Text
from retour.register.automation import Automation
from retour.store.log import LISTED_CONFLICTS
from retour.store.whole import parquet_sql
from store.logs import merged, process, scan_of, write


def events(folder: Path, of, *segments) -> int:
    return merged(folder, of, *segments).events


QUOTES = [
    ("Q1", "sent", "2026-05-11 09:00"),
    ("Q1", "signed", "2026-05-20 10:00"),
    ("NA", "sent", "2026-05-12 09:00"),
]


def test_importing_the_same_export_twice_changes_nothing(tmp_path: Path):
    of = process()
    once = write(tmp_path, of, "may", QUOTES)
    again = write(tmp_path, of, "may-again", QUOTES)
    told = merged(tmp_path, of, once, again)
    assert (told.events, told.duplicates, told.problems) == (3, 3, ())


def test_overlapping_exports_add_only_what_is_new(tmp_path: Path):
    of = process()
    may = write(tmp_path, of, "may", QUOTES)
    june = write(tmp_path, of, "june", [*QUOTES[1:], ("Q2", "sent", "2026-06-02 09:00")])
    assert events(tmp_path, of, may, june) == 4


def test_an_event_said_twice_in_one_file_stays_twice(tmp_path: Path):
    of = process()
    call = ("Q1", "called", "2026-05-11 09:00")
    assert events(tmp_path, of, write(tmp_path, of, "calls", [call, call])) == 2


def test_one_event_id_with_two_contents_keeps_the_first_and_says_so(tmp_path: Path):
    of = process()
    first = write(tmp_path, of, "a", [("Q1", "sent", "2026-05-11 09:00")], event_id=["e1"])
    second = write(tmp_path, of, "b", [("Q1", "signed", "2026-05-11 09:00")], event_id=["e1"])
    told = merged(tmp_path, of, first, second)
    assert told.events == 1
    assert [(p.rule, p.place.file, p.place.line, p.value) for p in told.problems] == [
        ("event.id_two_contents", "events/b.csv", 2, "e1")
    ]
    assert told.problems[0].details["first_file"] == "events/a.csv"


SENT = [("Q1", "sent", "2026-05-11 09:00")]


def amounts(log: Path) -> list[int | None]:
    return [row[0] for row in duckdb.sql(f"FROM {parquet_sql(log)} SELECT amount").fetchall()]


def test_the_last_export_to_give_an_amount_corrects_the_others_and_both_are_said(tmp_path: Path):
    of = process()
    exports = [("1", 10_000), ("2", 90_000), ("3", None)]
    told = merged(tmp_path, of, *(write(tmp_path, of, n, SENT, amount=[a]) for n, a in exports))
    assert (told.events, told.duplicates, amounts(told.path)) == (1, 1, [90_000])
    (problem,) = told.problems
    assert (problem.rule, problem.value) == ("event.said_differently", "Q1 · sent")
    assert (problem.place.file, problem.place.line) == ("events/1.csv", 2)
    assert problem.details == {"left": 100, "kept": 900, "kept_file": "events/2.csv", "kept_line": 2}


def test_an_event_with_an_id_is_corrected_the_same_way(tmp_path: Path):
    of = process()
    files = [write(tmp_path, of, n, SENT, amount=[a], event_id=["e1"]) for n, a in (("1", 100), ("2", 900))]
    told = merged(tmp_path, of, *files)
    assert [p.rule for p in told.problems] == ["event.said_differently"]
    assert amounts(told.path) == [900]


def test_an_amount_that_only_one_export_has_is_kept_and_contradicts_nothing(tmp_path: Path):
    of = process()
    told = merged(
        tmp_path, of, *(write(tmp_path, of, n, SENT, amount=[a]) for n, a in (("1", None), ("2", 7)))
    )
    assert (amounts(told.path), told.problems, told.duplicates) == ([7], (), 1)


def test_two_lines_of_one_file_with_two_amounts_are_two_events(tmp_path: Path):
    of = process()
    told = merged(tmp_path, of, write(tmp_path, of, "1", SENT * 2, amount=[100, 900]))
    assert (sorted(amounts(told.path)), told.problems) == ([100, 900], ())


def test_contradictions_are_listed_up_to_a_limit_and_counted_beyond(tmp_path: Path):
    of = process()
    rows = [(f"Q{i}", "sent", "2026-05-11 09:00") for i in range(LISTED_CONFLICTS + 7)]
    files = [write(tmp_path, of, n, rows, amount=[a] * len(rows)) for n, a in (("1", 100), ("2", 900))]
    problems = merged(tmp_path, of, *files).problems
    assert len(problems) == LISTED_CONFLICTS + 1
    assert (problems[-1].rule, problems[-1].details["count"]) == ("problems.more", 7)


@pytest.mark.parametrize("spoilt", ["", "[]", "{}", '{"events": 1, "duplicates": 0}', '{"events": "x"}'])
def test_a_log_whose_note_is_not_one_is_written_again(tmp_path: Path, spoilt: str):
    of = process()
    segment = write(tmp_path, of, "may", QUOTES)
    first = merged(tmp_path, of, segment)
    first.path.with_suffix(".json").write_text(spoilt, encoding="utf-8")
    assert merged(tmp_path, of, segment) == first


@pytest.mark.parametrize("name", ["g*x", "a[1]", "q?", "it's", "{a,b}", "ts=5", "year=2026", "~", "[!a]"])
def test_a_folder_may_have_any_name_and_its_neighbours_are_not_read(tmp_path: Path, name: str):
    of = process()
    for neighbour in ("g1x", "a1", "q1", "b", "x"):
        write(tmp_path / neighbour, of, "may", [("other", "sent", "2026-05-11 09:00")])
        merged(tmp_path / neighbour, of, tmp_path / neighbour / "may.parquet")
    told = merged(tmp_path / name, of, write(tmp_path / name, of, "may", QUOTES))
    with scan_of(told.path, of, Automation(key="a", name=Text.same("A"), process="quote")) as scan:
        assert scan.rows("SELECT case_id FROM log ORDER BY 1") == [("NA",), ("Q1",), ("Q1",)]
        scan.borrow(scan)
        assert scan.rows("SELECT count(*), min(ts) > 5 FROM other_log") == [(3, True)]


def test_a_wide_line_that_gives_two_events_keeps_both(tmp_path: Path):
    of = process()
    path = write(
        tmp_path, of, "wide", [("Q1", "sent", "2026-05-11 09:00"), ("Q1", "signed", "2026-05-12 09:00")]
    )
    assert events(tmp_path, of, path) == 2


def test_events_after_today_are_left_aside_and_counted(tmp_path: Path):
    of = process()
    future = [*QUOTES, ("Q9", "sent", "2099-01-01 09:00")]
    log = merged(tmp_path, of, write(tmp_path, of, "future", future)).path
    with scan_of(log, of, Automation(key="a", name=Text.same("A"), process="quote")) as scan:
        assert scan.beyond == 1
        assert scan.extent is not None
        assert scan.extent.events == 3
