"""A log that is read where it lies says what a copy of it says, to the last column and the last event."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retour
from retour.events.received import Received
from retour.kpi.plan import Plan, plan_of
from retour.quantity import Better, Span, Text
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.indicator import Indicator, Rate
from retour.store.durable.log import opened
from retour.store.durable.purge import Limits
from retour.store.engines.duckdb import DuckTables
from retour.store.source import Log
from retour.store.standing_state import see_state
from retour.store.tree import state_query
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
NAME = Text.same("x")
FOLLOW_UP = Automation(
    key="follow-up",
    name=NAME,
    process="quote",
    rollout=Rollout(kind=RolloutKind.DATE, at=date(2026, 5, 10)),
    indicators=(
        Indicator(
            key="signed",
            name=NAME,
            measure=Rate(of="sent", reaching="signed", by=Span(seconds=5 * 86_400)),
            better=Better.HIGHER,
            main=True,
        ),
    ),
    segments=("client",),
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


def plan_and_log(folder: Path) -> tuple[Plan, Log, Path]:
    intake = both(folder)[0]
    assert intake.log is not None
    return plan_of(intake.process, (FOLLOW_UP,)), intake.log, intake.room


def states(folder: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The state of every case: from what is kept and what came since, and from all of their events."""
    plan, log, room = plan_and_log(folder)
    names = ", ".join(f'"{name}"' for name in ("case_id", *(plan.name(c) for c in plan.columns)))
    tables = DuckTables()
    tables.read("log", log)
    tables.keep("whole", state_query(plan).sql(dialect="duckdb"))
    see_state(tables, log, plan, room)
    kept, whole = (sorted(tables.rows(f"SELECT {names} FROM {t}"), key=repr) for t in ("state", "whole"))  # noqa: S608
    tables.close()
    return kept, whole


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
        if both(folder)[0].log is not None:
            kept, whole = states(folder)
            assert kept == whole
    in_place, copied = both(folder)
    assert rows(in_place.log) == rows(copied.log)
    assert [s.events for s in in_place.sources] == [s.events for s in copied.sources]
    assert [s.digest for s in in_place.sources] == [s.digest for s in copied.sources]


def test_what_is_kept_of_the_cases_follows_a_new_day_a_correction_and_a_compaction(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(folder, *(event(str(i), f"Q-{i % 40}", ("sent", "signed")[i % 2], i % 30) for i in range(200)))
    sealed(folder)
    assert states(folder)[0] == states(folder)[1]
    told(folder, event("1", "Q-1", "signed", 2, amount=7_00), event("900", "Q-3", "signed", 1))
    for _ in range(2):
        kept, whole = states(folder)
        assert kept == whole
        assert len(kept) == 40
        sealed(folder)
    with opened(folder) as log:
        log.compact(many=1)
    assert states(folder)[0] == states(folder)[1]


def test_nothing_of_a_case_that_is_purged_stays_in_what_is_kept(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(folder, event("1", "Q-OLD", "sent", 0), event("2", "Q-NEW", "sent", 60))
    sealed(folder)
    states(folder)
    cache = folder / ".retour" / "log"
    assert any(b"Q-OLD" in p.read_bytes() for p in cache.rglob("*.parquet"))
    with opened(folder) as log:
        act, problems = log.purge(Limits(events={"quote": START + 30 * 86_400_000_000}))
    assert act is not None
    assert problems == ()
    assert list(cache.rglob("*.parquet")) == []
    kept, whole = states(folder)
    assert kept == whole
    assert [row[0] for row in kept] == ["Q-NEW"]


def test_what_the_process_declares_anew_changes_what_is_kept(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told(folder, event("1", "Q-1", "sent", 0), event("2", "Q-1", "called", 1), event("3", "Q-2", "called", 2))
    sealed(folder)
    before = states(folder)
    path = folder / "processes" / "quote.yaml"
    path.write_text(path.read_text() + "  called: {actor_kind: human, minutes: 4}\n")
    after = states(folder)
    assert after[0] == after[1]
    assert after[1] != before[1]
