"""OCEL 2.0: one log in three forms, flattened on the type of object that is the case."""

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from connectors.ocel_logs import FORMS, LOG, as_json, as_sqlite, as_xml
from retour.connectors.files import guess_mapping, read_events
from retour.events.actor import pseudonym
from retour.events.columns import EventColumns, SourceReport
from retour.quantity import Problem, Text
from retour.register.process import EventFile, Process

LOGS = Path(__file__).parents[2].parent / "shared" / "data" / "logs"
OF_ORDERS = ("price",)
KEY = b"key"
Event = dict[str, object]


def events_of(
    path: Path, case: str | None, *, attributes: tuple[str, ...] = OF_ORDERS, timezone: str = "UTC"
) -> tuple[list[Event], SourceReport, tuple[Problem, ...]]:
    found: list[Event] = []

    def sink(chunk: EventColumns) -> None:
        columns = {
            "id": chunk.event_id,
            "case": chunk.case,
            "activity": chunk.activity,
            "at": chunk.at.tolist(),
            "line": chunk.line.tolist(),
            "actor": chunk.actor,
            "amount": chunk.amount,
            **chunk.attributes,
        }
        filled = {name: column for name, column in columns.items() if column is not None}
        found.extend(dict(zip(filled, row, strict=True)) for row in zip(*filled.values(), strict=True))

    of = Process(key="p", name=Text.same("p"), case=Text.same("c"), attributes=attributes)
    mapping = EventFile(path=path.name, object=case)
    report, problems = read_events(path, of, mapping, name=path.name, timezone=timezone, key=KEY, sink=sink)
    return found, report, problems


@pytest.mark.parametrize("form", FORMS)
def test_an_event_of_two_cases_counts_once_in_each_with_an_id_of_its_own_there(tmp_path: Path, form: str):
    found, report, _ = events_of(FORMS[form](LOG, tmp_path / f"log.{form}"), "Order")
    assert [(e["id"], e["case"], e["activity"], e["line"]) for e in found] == [
        ("e1@o1", "o1", "order placed", 1),
        ("e2@o1", "o1", "sent", 2),
        ("e2@o2", "o2", "sent", 2),
    ]
    assert (report.events, report.rejected) == (3, 0)
    assert (found[0]["at"], found[0]["actor"]) == (1_778_482_800_123_456, pseudonym("Ann & <Bob>", KEY))
    assert [e["amount"] for e in found] == [None, 320, 320]


@pytest.mark.parametrize("form", FORMS)
def test_an_attribute_of_the_case_has_the_value_that_it_had_at_the_time(tmp_path: Path, form: str):
    found, _, _ = events_of(FORMS[form](LOG, tmp_path / f"log.{form}"), "Order")
    assert [(e["id"], e["price"]) for e in found] == [("e1@o1", "10"), ("e2@o1", "12.50"), ("e2@o2", None)]


@pytest.mark.parametrize("form", FORMS)
def test_what_the_flattening_left_out_is_said(tmp_path: Path, form: str):
    _, _, problems = events_of(FORMS[form](LOG, tmp_path / f"log.{form}"), "Order")
    (said,) = problems
    assert (said.rule, dict(said.details)) == (
        "ocel.flattened",
        {"object": "Order", "shared": 1, "elsewhere": 1},
    )


@pytest.mark.parametrize("form", FORMS)
def test_with_several_types_of_objects_the_case_has_to_be_chosen(tmp_path: Path, form: str):
    found, report, (problem,) = events_of(FORMS[form](LOG, tmp_path / f"log.{form}"), None)
    assert (found, report.events) == ([], 0)
    assert (problem.rule, problem.details["known"]) == ("ocel.object_not_chosen", "Order, Parcel")


def test_events_that_come_first_and_fill_the_sample_are_told_for_an_object_log(tmp_path: Path):
    many = [LOG["events"][0] | {"id": f"x{i}"} for i in range(4_000)]
    log = {"events": many} | {key: LOG[key] for key in ("objects", "objectTypes", "eventTypes")}
    path = tmp_path / "log.json"
    path.write_text(json.dumps(log, indent=2))
    assert path.read_text().index('"objectTypes"') > 2**20
    assert events_of(path, "Order")[1].events == 4_000


def test_a_type_that_is_not_there_is_said_with_the_nearest(tmp_path: Path):
    _, _, (problem,) = events_of(as_json(LOG, tmp_path / "log.jsonocel"), "order")
    assert (problem.rule, problem.value, problem.hint) == ("ocel.object_unknown_type", "order", "Order")


def test_with_one_type_of_objects_it_is_guessed_and_shown(tmp_path: Path):
    of_orders = LOG | {"objects": LOG["objects"][:2]}
    found, report, _ = events_of(as_json(of_orders, tmp_path / "log.jsonocel"), None)
    assert len(found) == 3
    assert ("object", "Order") in [(g.what, g.value) for g in report.guesses]


@pytest.mark.parametrize("form", FORMS)
def test_a_link_to_an_object_that_is_nowhere_is_said_with_its_event(tmp_path: Path, form: str):
    log = json.loads(json.dumps(LOG))
    log["events"][2]["relationships"].append({"objectId": "o9", "qualifier": "?"})
    _, _, problems = events_of(FORMS[form](log, tmp_path / f"log.{form}"), "Order")
    said = [(p.place.line, p.value) for p in problems if p.rule == "ocel.object_nowhere"]
    assert said == [(3, "o9")]


@pytest.mark.parametrize("relation", ["relationship", "object", "relobj"])
def test_links_are_read_whatever_a_tool_calls_them_in_xml(tmp_path: Path, relation: str):
    found, _, _ = events_of(as_xml(LOG, tmp_path / "log.xmlocel", relation=relation), "Order")
    assert [e["id"] for e in found] == ["e1@o1", "e2@o1", "e2@o2"]


def test_xml_that_tells_its_events_before_its_objects_is_read_the_same(tmp_path: Path):
    path = as_xml(LOG, tmp_path / "log.xmlocel")
    text = path.read_text()
    objects = text[text.index("<objects>\n") : text.index("\n<events>")]
    other = tmp_path / "other.xmlocel"
    other.write_text(text.replace(objects, "").replace("</log>", f"{objects}</log>"))
    assert events_of(other, "Order")[0] == events_of(path, "Order")[0]


def test_a_gzipped_log_is_read_and_a_gzipped_sqlite_is_refused_with_the_reason(tmp_path: Path):
    packed = tmp_path / "log.xmlocel.gz"
    packed.write_bytes(gzip.compress(as_xml(LOG, tmp_path / "log.xmlocel").read_bytes()))
    assert len(events_of(packed, "Order")[0]) == 3
    packed = tmp_path / "log.sqlite.gz"
    packed.write_bytes(gzip.compress(as_sqlite(LOG, tmp_path / "log.sqlite").read_bytes()))
    assert [p.rule for p in events_of(packed, "Order")[2]] == ["ocel.packed"]


def test_xml_with_a_document_type_is_refused(tmp_path: Path):
    path = as_xml(LOG, tmp_path / "log.xmlocel")
    entity = '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]><log>'
    path.write_text(path.read_text().replace("<log>", entity, 1))
    found, _, problems = events_of(path, "Order")
    assert (found, [p.rule for p in problems]) == ([], ["xml.doctype"])


def test_xml_cut_short_gives_what_was_whole_and_says_so_once(tmp_path: Path):
    path = as_xml(LOG, tmp_path / "log.xmlocel")
    text = path.read_text()
    path.write_text(text[: text.index('<event id="e3"')])
    found, _, problems = events_of(path, "Order")
    assert [e["id"] for e in found] == ["e1@o1", "e2@o1", "e2@o2"]
    assert [p.rule for p in problems if p.rule != "ocel.flattened"] == ["xml.broken"]


@pytest.mark.parametrize(
    "broken",
    [
        '{"events": [',
        '{"events": [1, {"id": 5}], "objects": [{"id": "a", "type": "T"}]}',
        '{"objects": [{}]}',
    ],
)
def test_json_that_is_not_what_it_should_be_never_raises(tmp_path: Path, broken: str):
    path = tmp_path / "log.jsonocel"
    path.write_text(broken)
    found, _, problems = events_of(path, None)
    assert found == []
    assert problems


def altered(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as con:
        for statement in statements:
            con.execute(statement)
        con.commit()
    return path


@pytest.mark.parametrize("table", ["event", "object", "event_object", "event_map_type"])
def test_a_view_in_the_place_of_a_table_is_refused(tmp_path: Path, table: str):
    path = altered(
        as_sqlite(LOG, tmp_path / "log.sqlite"),
        f"ALTER TABLE {table} RENAME TO hidden",
        f"CREATE VIEW {table} AS SELECT * FROM hidden",  # noqa: S608 - our own names
    )
    found, _, problems = events_of(path, "Order")
    assert (found, [(p.rule, p.value) for p in problems]) == ([], [("ocel.table_missing", table)])


def test_a_view_in_the_place_of_the_table_of_a_type_gives_no_time_and_each_event_is_refused(tmp_path: Path):
    path = altered(
        as_sqlite(LOG, tmp_path / "log.sqlite"),
        "ALTER TABLE event_Sent RENAME TO hidden",
        "CREATE VIEW event_Sent AS SELECT * FROM hidden",
    )
    found, report, problems = events_of(path, "Order")
    assert [e["id"] for e in found] == ["e1@o1"]
    assert report.rejected == 2
    assert [p.rule for p in problems if p.rule != "ocel.flattened"] == ["time.missing", "time.missing"]


def test_a_table_of_a_hostile_name_is_a_name(tmp_path: Path):
    name = 'x"; DROP TABLE event; --'
    quoted = name.replace('"', '""')
    path = altered(
        as_sqlite(LOG, tmp_path / "log.sqlite"),
        f'ALTER TABLE event_Sent RENAME TO "event_{quoted}"',
        "DELETE FROM event_map_type WHERE ocel_type = 'sent'",
    )
    with closing(sqlite3.connect(path)) as con:
        con.execute("INSERT INTO event_map_type VALUES ('sent', ?)", [name])
        con.commit()
    before = path.read_bytes()
    assert len(events_of(path, "Order")[0]) == 3
    assert path.read_bytes() == before


def test_a_generated_column_and_a_trigger_are_never_run(tmp_path: Path):
    path = altered(
        as_sqlite(LOG, tmp_path / "log.sqlite"),
        "ALTER TABLE event_Sent ADD COLUMN big TEXT GENERATED ALWAYS AS (hex(zeroblob(1000000000))) VIRTUAL",
        "CREATE TRIGGER t AFTER UPDATE ON event BEGIN DELETE FROM event; END",
    )
    assert len(events_of(path, "Order")[0]) == 3


def test_a_virtual_table_is_no_table(tmp_path: Path):
    path = altered(
        as_sqlite(LOG, tmp_path / "log.sqlite"),
        "DROP TABLE event_object",
        "CREATE VIRTUAL TABLE event_object USING rtree(ocel_event_id, ocel_object_id, x)",
    )
    assert [(p.rule, p.value) for p in events_of(path, "Order")[2]] == [
        ("ocel.table_missing", "event_object")
    ]


@pytest.mark.parametrize("cut", [100, 5_000, 20_000])
def test_a_damaged_sqlite_file_is_said_to_be_damaged(tmp_path: Path, cut: int):
    path = as_sqlite(LOG, tmp_path / "log.sqlite")
    path.write_bytes(path.read_bytes()[:cut] + b"\xff" * 3_000)
    assert {"file.broken", "ocel.table_missing"} & {p.rule for p in events_of(path, "Order")[2]}


def test_reading_leaves_nothing_beside_the_file(tmp_path: Path):
    path = as_sqlite(LOG, tmp_path / "log.sqlite")
    events_of(path, "Order")
    assert [p.name for p in tmp_path.iterdir()] == ["log.sqlite"]


def test_an_import_writes_the_type_down(tmp_path: Path):
    given = EventFile(path="events/log.jsonocel", object="Order")
    guessed = guess_mapping(as_json(LOG, tmp_path / "log.jsonocel"), timezone="UTC", given=given)
    assert (guessed.mapping.object, guessed.mapping.case) == ("Order", "case:concept:name")


@pytest.mark.skipif(not LOGS.exists(), reason="../shared/data/logs is not there")
@pytest.mark.parametrize("case", ["Invoice", "Payment", "Purchase Order", "Purchase Requisition"])
def test_the_published_example_gives_the_same_events_in_its_three_forms(tmp_path: Path, case: str):
    """Its SQLite says the times of Berlin without an offset; its JSON says them with one."""
    wanted = ("is_blocked", "po_quantity", "po_product", "invoice_inserter")
    told = json.loads((LOGS / "pm4py_ocel20_example.jsonocel").read_text())
    twin = as_xml(told, tmp_path / "twin.xmlocel")
    files = (LOGS / "pm4py_ocel20_example.jsonocel", LOGS / "pm4py_ocel20_example.sqlite", twin)
    first, *others = (events_of(f, case, attributes=wanted, timezone="Europe/Berlin") for f in files)
    assert first[0]
    assert [other[0] for other in others] == [first[0], first[0]]
    related = [
        e["id"]
        for e in told["events"]
        for r in {r["objectId"] for r in e.get("relationships", ())}
        if next(o["type"] for o in told["objects"] if o["id"] == r) == case
    ]
    assert sorted(str(e["id"]).partition("@")[0] for e in first[0]) == sorted(related)
