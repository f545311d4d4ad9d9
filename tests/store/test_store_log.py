from pathlib import Path

from retour.quantity import Text
from retour.register.automation import Automation
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
