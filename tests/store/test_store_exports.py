"""Round trips: a log, exported, read in a new workspace, is the same log."""

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from connectors.ocel_logs import LOG, as_json
from retour.events.actor import pseudonym
from retour.events.columns import EventColumns
from retour.events.exported import ROW, guarded, unguarded
from retour.quantity import Text
from retour.register.process import Activity, EventFile, Process
from retour.store.cache import Cache
from retour.store.exports import Exported, Form, export_log
from retour.store.log import SegmentWriter, merge
from retour.store.source import Log
from retour.store.whole import parquet_sql
from retour.workspace.intake import Reader

ATTRIBUTES = ("région", "client type", "amount", "lifecycle:transition", "=cmd", "process", "event_id")
EVERY = "event_id, case_id, activity, ts, actor_kind, actor, amount, minutes, minutes_recorded, automation"


@dataclass(frozen=True)
class Told:
    """One event to write in a log."""

    case: str
    activity: str
    at: int
    event_id: str | None = None
    kind: str | None = None
    actor: str | None = None
    amount: int | None = None
    minutes: int | None = None
    automation: str | None = None
    attributes: tuple[str | None, ...] = (None,) * len(ATTRIBUTES)


def process(files: tuple[EventFile, ...] = (), attributes: tuple[str, ...] = ATTRIBUTES) -> Process:
    return Process(
        key="quote",
        name=Text.same("Quotes"),
        case=Text.same("quote"),
        activities=(Activity(key="called", name=Text.same("called"), minutes=6.0),),
        attributes=attributes,
        files=files,
    )


def log_of(folder: Path, told: list[Told]) -> Path:
    """A log that holds these events, as if a file had told them."""
    writer = SegmentWriter(folder / "segment.parquet", ATTRIBUTES)
    writer(
        EventColumns(
            process="quote",
            file="events/some.csv",
            line=np.arange(2, len(told) + 2),
            case=[t.case for t in told],
            activity=[t.activity for t in told],
            at=np.array([t.at for t in told], np.int64),
            event_id=[t.event_id for t in told],
            actor_kind=[t.kind for t in told],
            actor=[t.actor for t in told],
            amount=[t.amount for t in told],
            minutes=[t.minutes for t in told],
            automation=[t.automation for t in told],
            attributes={n: [t.attributes[i] for t in told] for i, n in enumerate(ATTRIBUTES)},
        )
    )
    return merge(folder, process(), [writer.commit()]).path


def exported(log: Path, form: Form, folder: Path, of: Process | None = None) -> Exported:
    events = folder / "events"
    events.mkdir(parents=True, exist_ok=True)
    return export_log(Log.of(log), of or process(), form, events / f"log.{form.extension}")


def read_back(folder: Path, file: str, of: Process | None = None) -> Path:
    """The log of a new workspace that has this file and nothing else."""
    mapped = of or process(files=(EventFile(path=f"events/{file}"),))
    taken = Reader(folder, Cache.of(folder), "Europe/Paris", b"another key").take(mapped)
    assert taken.log is not None, taken.problems
    (path,) = taken.log.files if taken.log else ()
    return path


def rows_of(log: Path, attributes: tuple[str, ...] = ATTRIBUTES) -> list[tuple[object, ...]]:
    """The events of a log in its order, all but where they came from."""
    more = "".join(f', "a_{name}"' for name in attributes)
    return duckdb.sql(f"SELECT {EVERY}{more} FROM {parquet_sql(log)}").fetchall()  # noqa: S608 - our own names


# Texts as the log holds them: nothing around them, never blank; what XML cannot hold has its own test.
TEXT = (
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff")
        | st.sampled_from("\n\t"),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(bool)
)
HARD = st.sampled_from(
    ["=1+1", "+33 6", "-", "@x", "'quoted", "''", '"', 'a"b', "a,b;c\td", "two\nlines", "#N/A", "&amp;",
     "<b>", "]]>", "null", "NA", "0012", "1,5", "é 日本 😀", "e1@Q1", f"{ROW}1",
     "total", "TRUE", "2026-05-11", "%s", "{x}"]
)  # fmt: skip
WORD = HARD | TEXT
SOME = st.none() | WORD
MONEY = st.none() | st.integers(-(2**53) + 1, 2**53 - 1)
EVENT = st.builds(
    Told,
    case=st.sampled_from(["Q1", "Q2", "x"]) | WORD,
    activity=st.sampled_from(["called", "sent"]) | WORD,
    at=st.integers(631_152_000_000_000, 4_102_444_799_999_999),
    event_id=SOME,
    kind=st.sampled_from([None, "human", "robot", "customer"]),
    actor=st.none() | st.sampled_from("ab").map(lambda name: pseudonym(name, b"k")),
    amount=MONEY,
    minutes=st.none() | st.integers(0, 2**53 - 1),
    automation=SOME,
    attributes=st.tuples(*[SOME] * len(ATTRIBUTES)),
)


@pytest.mark.parametrize("form", Form)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(EVENT, min_size=1, max_size=30))
def test_a_round_trip_keeps_every_event_and_everything_of_it(tmp_path_factory, form: Form, told: list[Told]):
    there, back = tmp_path_factory.mktemp("there"), tmp_path_factory.mktemp("back")
    log = log_of(there, told)
    done = exported(log, form, back)
    assert rows_of(read_back(back, done.path.name)) == rows_of(log)


SENT = Told("Q1", "sent", 1_778_482_800_123_456, "e1", "human", pseudonym("Ann", b"k"), -1_250, 1_234, "make")


@pytest.mark.parametrize("form", Form)
def test_the_same_log_gives_the_same_bytes(tmp_path: Path, form: Form):
    log = log_of(tmp_path, [SENT, Told("Q2", "sent", SENT.at), Told("Q1", "called", SENT.at + 1)])
    once, again = (exported(log, form, tmp_path / name).path.read_bytes() for name in ("a", "b"))
    assert once == again


@pytest.mark.parametrize("form", [Form.CSV, Form.XES, Form.OCEL_JSON, Form.OCEL_XML])
def test_a_text_format_is_compressed_when_its_name_says_so(tmp_path: Path, form: Form):
    log = log_of(tmp_path, [SENT])
    back = tmp_path / "back"
    (back / "events").mkdir(parents=True)
    done = export_log(Log.of(log), process(), form, back / "events" / f"log.{form.extension}.gz")
    assert done.path.read_bytes().startswith(b"\x1f\x8b")
    assert rows_of(read_back(back, done.path.name)) == rows_of(log)


def test_declared_minutes_are_not_exported_as_recorded_ones(tmp_path: Path):
    log = log_of(tmp_path, [Told("Q1", "called", SENT.at, kind="human")])
    assert [row[7:9] for row in rows_of(log)] == [(6_000, False)]
    with exported(log, Form.CSV, tmp_path / "x").path.open(encoding="utf-8", newline="") as stream:
        assert [row["minutes"] for row in csv.DictReader(stream)] == [""]


def test_an_attribute_that_the_process_does_not_declare_is_not_exported(tmp_path: Path):
    log = log_of(tmp_path, [Told("Q1", "sent", SENT.at, attributes=("Lyon", "secret", *[None] * 5))])
    of = process(attributes=("région",))
    for form in Form:
        assert b"secret" not in exported(log, form, tmp_path / form, of).path.read_bytes()


def test_a_cell_that_a_spreadsheet_would_run_is_behind_an_apostrophe(tmp_path: Path):
    log = log_of(tmp_path, [Told("=cmd|' /C calc'!A0", "+1", SENT.at, automation="@x", amount=-100)])
    path = exported(log, Form.CSV, tmp_path / "x").path
    with path.open(encoding="utf-8", newline="") as stream:
        header, row = csv.reader(stream)
    assert (row[1], row[2], row[8]) == ("'=cmd|' /C calc'!A0", "'+1", "'@x")
    assert row[6] == "-1.00"  # a number is no formula
    assert "'=cmd" in header


@given(st.text())
def test_guarding_a_cell_is_undone_whatever_it_holds(text: str):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@"))


def test_what_xml_cannot_hold_is_replaced_and_said(tmp_path: Path):
    log = log_of(tmp_path, [Told("Q1", "se\x07nt", SENT.at)])
    for form in (Form.XES, Form.OCEL_XML):
        done = exported(log, form, tmp_path / form)
        (problem,) = done.problems
        assert problem.rule == "export.characters_replaced"
        assert rows_of(read_back(tmp_path / form, done.path.name))[0][2] == "se\ufffdnt"
    assert exported(log, Form.OCEL_JSON, tmp_path / "json").problems == ()


def test_an_event_of_several_cases_is_one_event_again_and_keeps_its_cases(tmp_path: Path):
    of = process((EventFile(path="events/log.jsonocel", object="Order"),), ("price",))
    (tmp_path / "there" / "events").mkdir(parents=True)
    as_json(LOG, tmp_path / "there" / "events" / "log.jsonocel")
    log = read_back(tmp_path / "there", "log.jsonocel", of)
    ids = [row[0] for row in rows_of(log, ("price",))]
    assert ids == ["e1@o1", "e2@o1", "e2@o2"]
    plain = process((EventFile(path="events/log.jsonocel", object="Order"),), ())
    without = read_back(tmp_path / "there", "log.jsonocel", plain)
    told = json.loads(exported(without, Form.OCEL_JSON, tmp_path / "a", plain).path.read_text())
    links = {e["id"]: [r["objectId"] for r in e["relationships"]] for e in told["events"]}
    assert links == {"e1": ["o1"], "e2": ["o1", "o2"]}
    for form in Form:  # with the price, which differs from case to case, nothing is lost either
        back = tmp_path / form
        done = exported(log, form, back, of)
        files = (EventFile(path=f"events/{done.path.name}"),)
        again = read_back(back, done.path.name, process(files, ("price",)))
        assert rows_of(again, ("price",)) == rows_of(log, ("price",))


def test_other_readers_find_the_same_figures(tmp_path: Path):
    log = log_of(tmp_path, [SENT, Told("Q2", "sent", SENT.at + 1, amount=5), Told("Q1", "called", SENT.at)])
    paths = {form: exported(log, form, tmp_path / "x").path for form in Form}
    table = pq.read_table(paths[Form.PARQUET]).to_pylist()
    assert [str(row["amount"]) for row in table] == ["-12.50", "None", "0.05"]
    assert table[0]["time"].isoformat() == "2026-05-11T07:00:00.123456+00:00"
    root = etree.parse(paths[Form.XES]).getroot()
    space = {"x": "http://www.xes-standard.org/"}
    assert (len(root.findall("x:trace", space)), len(root.findall("x:trace/x:event", space))) == (2, 3)
    with closing(sqlite3.connect(paths[Form.OCEL_SQLITE])) as con:
        assert con.execute("PRAGMA foreign_key_check").fetchall() == []
        assert con.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = ("event", "object", "event_object")
        counts = [len(con.execute(f"SELECT * FROM {t}").fetchall()) for t in tables]  # noqa: S608
    assert counts == [3, 2, 3]
    told = json.loads(paths[Form.OCEL_JSON].read_text(encoding="utf-8"))
    sizes = {key: len(told[key]) for key in told}
    assert sizes == {"objectTypes": 1, "eventTypes": 2, "objects": 2, "events": 3}
    values = [a["value"] for e in told["events"] for a in e["attributes"]]
    assert all(isinstance(value, str) for value in values)  # as the format's schema asks
    log_xml = etree.parse(paths[Form.OCEL_XML]).getroot()
    assert [child.tag for child in log_xml] == ["object-types", "event-types", "objects", "events"]
