"""An object log as OCEL 2.0 in SQLite."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from retour.store.exports.held import Held, quoted
from retour.store.exports.ocel import QUALIFIER, Event, Objects, objects_of
from retour.store.exports.written import part_of

_TABLES = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES event_map_type (ocel_type));
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES object_map_type (ocel_type));
CREATE TABLE event_object (
  ocel_event_id TEXT REFERENCES event (ocel_id), ocel_object_id TEXT REFERENCES object (ocel_id),
  ocel_qualifier TEXT, PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier));
CREATE TABLE object_object (
  ocel_source_id TEXT REFERENCES object (ocel_id), ocel_target_id TEXT REFERENCES object (ocel_id),
  ocel_qualifier TEXT, PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier));
"""


def write_sqlite(held: Held, out: Path) -> None:
    """The tables of the format. Amounts and minutes are texts: exact, whoever reads them."""
    with objects_of(held) as found, part_of(out) as part, closing(sqlite3.connect(part)) as con:
        con.execute("PRAGMA journal_mode = OFF")
        con.execute("PRAGMA synchronous = OFF")
        con.executescript(_TABLES)
        con.execute("BEGIN")
        columns = _event_tables(con, found)
        _objects(con, found)
        for event in found.events():
            _event(con, event, columns[event.activity])
        con.commit()


def _event_tables(con: sqlite3.Connection, found: Objects) -> dict[str, tuple[str, list[str]]]:
    """Activity -> how a row of its table is written, and its attributes in order."""
    made: dict[str, tuple[str, list[str]]] = {}
    taken: set[str] = set()
    for activity, names in found.types().items():
        mapped = _table_name(activity, taken)
        con.execute("INSERT INTO event_map_type VALUES (?, ?)", [activity, mapped])
        columns = "".join(f", {quoted(name)} TEXT" for name in names)
        con.execute(
            f"CREATE TABLE {quoted(f'event_{mapped}')} "
            f"(ocel_id TEXT PRIMARY KEY REFERENCES event (ocel_id), ocel_time TIMESTAMP{columns})"
        )
        marks = ", ".join("?" * (len(names) + 2))
        made[activity] = f"INSERT INTO {quoted(f'event_{mapped}')} VALUES ({marks})", names
    return made


def _objects(con: sqlite3.Connection, found: Objects) -> None:
    mapped = _table_name(found.type, set())
    con.execute("INSERT INTO object_map_type VALUES (?, ?)", [found.type, mapped])
    con.execute(
        f"CREATE TABLE {quoted(f'object_{mapped}')} "
        "(ocel_id TEXT REFERENCES object (ocel_id), ocel_time TIMESTAMP, ocel_changed_field TEXT)"
    )
    con.executemany("INSERT INTO object VALUES (?, ?)", ((case, found.type) for case in found.cases()))
    con.execute(
        f"INSERT INTO {quoted(f'object_{mapped}')} "
        "SELECT ocel_id, '1970-01-01T00:00:00.000000Z', NULL FROM object ORDER BY rowid"
    )


def _event(con: sqlite3.Connection, event: Event, how: tuple[str, list[str]]) -> None:
    row, names = how
    con.execute("INSERT INTO event VALUES (?, ?)", [event.id, event.activity])
    con.execute(row, [event.id, event.time, *(event.values.get(name) for name in names)])
    links = ((event.id, case, QUALIFIER) for case in event.cases)
    con.executemany("INSERT INTO event_object VALUES (?, ?, ?)", links)


def _table_name(name: str, taken: set[str]) -> str:
    """A name in letters and digits, of its own: SQLite makes no difference between A and a."""
    short = re.sub(r"[^0-9A-Za-z]+", "", name.title())[:40] or "type"
    found, turn = short, 2
    while found.lower() in taken:
        found, turn = f"{short}{turn}", turn + 1
    taken.add(found.lower())
    return found
