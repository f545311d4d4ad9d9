"""A log that is read where it lies says what a copy of it says, to the last column and the last event."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retour
from retour.events.received import Received
from retour.store.durable.log import opened
from retour.store.source import Log
from retour.store.whole import log_sql
from retour.workspace.durable import read_log
from retour.workspace.folder import Workspace
from retour.workspace.intake import Intake

PROCESS = """
process: quote
attributes: [client, "o'clock"]
activities:
  sent: {actor_kind: human, minutes: 2.5}
  signed: {actor_kind: customer}
  paid: {}
"""
COLUMNS = (
    *("event_id", "case_id", "activity", "ts", "actor_kind", "actor", "amount", "minutes", "automation"),
    *("file", "line", "a_client", "a_o'clock", "minutes_recorded"),
)
START = int(datetime(2026, 5, 4, tzinfo=UTC).timestamp()) * 1_000_000


def folder_with(folder: Path) -> Path:
    (folder / "processes").mkdir(parents=True)
    (folder / "retour.yaml").write_text("format: 1\nname: Lumen\nlocale: en\ntimezone: Europe/Paris\n")
    (folder / "processes" / "quote.yaml").write_text(PROCESS)
    return folder


def told(folder: Path, *events: Received) -> None:
    with opened(folder) as log:
        log.hot.append(events, ()).result(30)


def sealed(folder: Path) -> None:
    with opened(folder) as log:
        _, problems = log.seal(lambda _: ("client",))
        assert problems == ()


def both(folder: Path) -> tuple[Intake, Intake]:
    """The log of quotes where it lies, and copied."""
    found: Workspace = retour.open(folder)
    reader = found._reader(read_log(folder, found.register)[0])  # noqa: SLF001
    (process,) = found.register.processes
    return replace(reader, in_place=True).take(process), reader.take(process)


def rows(log: Log | None) -> list[tuple[object, ...]]:
    if log is None:
        return []
    listed = ", ".join('"' + name + '"' for name in COLUMNS)
    with duckdb.connect() as con:
        told = f"SELECT {listed} FROM {log_sql(log)}"  # noqa: S608  our own words
        return sorted(con.execute(told).fetchall(), key=repr)


def event(id_: str, case: str, activity: str, day: int, **more: object) -> Received:
    return Received("crm", id_, "quote", case, activity, START + day * 86_400_000_000, **more)  # type: ignore[arg-type]


def test_what_the_process_declares_completes_events_where_they_lie(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(
        folder,
        event("1", "Q-1", "sent", 0),
        event("2", "Q-1", "sent", 1, minutes=9_000),
        event("3", "Q-1", "sent", 2, actor_kind="robot"),
        event("4", "Q-1", "signed", 3, amount=12_00, attributes='{"client":"B2B","o\'clock":"9"}'),
        event("5", "Q-1", "called", 4),
    )
    sealed(folder)
    in_place, copied = both(folder)
    found = rows(in_place.log)
    assert found == rows(copied.log)
    said = {row[3]: (row[4], row[7], row[13]) for row in found}
    assert [said[START + day * 86_400_000_000] for day in range(5)] == [
        ("human", 2_500, False),
        ("human", 9_000, True),
        ("robot", None, False),
        ("customer", None, False),
        (None, None, False),
    ]


def test_corrections_and_retractions_that_are_not_sealed_count_at_once(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(folder, *(event(str(i), f"Q-{i}", "sent", i) for i in range(6)))
    sealed(folder)
    told(
        folder,
        event("1", "Q-1", "sent", 1, amount=5_00),
        event("2", "Q-2", "sent", 2, retracted=True),
        event("7", "Q-7", "sent", 3),
    )
    in_place, copied = both(folder)
    assert rows(in_place.log) == rows(copied.log)
    assert {row[1]: row[6] for row in rows(in_place.log)} == {
        "Q-0": None,
        "Q-1": 5_00,
        "Q-3": None,
        "Q-4": None,
        "Q-5": None,
        "Q-7": None,
    }
    assert in_place.sources == copied.sources  # the digest among them: sealing changes no figure's inputs
    sealed(folder)
    assert both(folder)[0].sources == in_place.sources


def test_nothing_of_the_log_is_copied(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(folder, *(event(str(i), f"Q-{i % 300}", "sent", i % 90) for i in range(3_000)))
    sealed(folder)
    retour.open(folder).audit()
    kept = list((folder / ".retour" / "log").rglob("*.parquet"))
    assert sum(p.stat().st_size for p in kept) < 20_000
    assert sum(p.stat().st_size for p in (folder / "log" / "quote" / "events").rglob("*.parquet")) > 30_000


def test_a_part_of_the_cache_that_was_damaged_is_made_again(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(folder, event("1", "Q-1", "sent", 0), event("2", "Q-1", "signed", 1))
    before = retour.open(folder).audit().dossier
    (fresh,) = (folder / ".retour" / "log").rglob("fresh-*.parquet")
    fresh.write_bytes(b"PAR1" + b"\0" * 50 + b"PAR1")
    (folder / ".retour" / "log" / "quote" / "digests.json").write_text("[]")
    after = retour.open(folder).audit().dossier
    assert (after.events, after.digest) == (before.events, before.digest) == ({"quote": 2}, before.digest)


ACTS = st.tuples(
    st.integers(0, 11),
    st.integers(0, 4),
    st.sampled_from(["sent", "signed", "paid", "called"]),
    st.integers(0, 20),
    st.one_of(st.none(), st.integers(0, 9_999)),
    st.booleans(),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(ACTS, max_size=6), min_size=1, max_size=3), st.sampled_from(["sealed", "tail"]))
def test_whatever_was_told_sealed_or_not_both_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, days: list[list[tuple[object, ...]]], last: str
) -> None:
    folder = folder_with(tmp_path_factory.mktemp("log") / "folder")
    for turn, day in enumerate(days):
        events = [
            event(str(i), f"Q-{c}", str(a), int(str(d)), amount=m, retracted=gone)
            for i, c, a, d, m, gone in day
        ]
        told(folder, *events)
        if last == "sealed" or turn < len(days) - 1:
            sealed(folder)
    in_place, copied = both(folder)
    assert rows(in_place.log) == rows(copied.log)
    assert [s.events for s in in_place.sources] == [s.events for s in copied.sources]
    assert [s.digest for s in in_place.sources] == [s.digest for s in copied.sources]
