"""OCEL 2.0 as SQLite: a file that is only read. Nothing that it holds is ever run.

It is opened read-only and immutable; no view, virtual table, trigger or generated column is used, no function
may be called; names come from its own list of tables and are quoted.
"""

import heapq
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path

from retour.connectors.files.cells import cell_text
from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import LARGEST_VALUE, MOST_COLUMNS
from retour.connectors.files.ocel.log import EventSaid, ObjectLog, ObjectSaid
from retour.connectors.files.source import Source

_NEEDED = {
    "event": ("ocel_id", "ocel_type"),
    "object": ("ocel_id", "ocel_type"),
    "event_object": ("ocel_event_id", "ocel_object_id"),
    "event_map_type": ("ocel_type", "ocel_type_map"),
    "object_map_type": ("ocel_type", "ocel_type_map"),
}
_NOT_VALUES = ("ocel_id", "ocel_time", "ocel_changed_field")
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
Tables = Mapping[str, tuple[str, ...]]  # table -> its plain columns


def read_sqlite(source: Source, findings: Findings) -> ObjectLog | None:
    """The log of an SQLite file, or None and why."""
    if source.packed:
        findings.add("ocel.packed", value=source.path.name)
        return None
    try:
        with _opened(source.path) as con:
            tables = _tables(con)
            if not _complete(tables, findings):
                return None
            kinds = {kind: _types(con, kind, tables) for kind in ("event", "object")}
    except (sqlite3.Error, OSError):
        findings.add("file.broken", kind="sqlite")
        return None
    values = {kind: {name: _values(tables[table]) for name, table in kinds[kind].items()} for kind in kinds}
    found = _Reader(source.path, tables, kinds, findings)
    return ObjectLog(
        event_attributes=tuple(dict.fromkeys(n for names in values["event"].values() for n in names)),
        object_attributes=values["object"],
        objects=found.objects,
        events=found.events,
    )


class _Reader:
    """Goes through the objects and the events of a file that was found complete."""

    def __init__(
        self, path: Path, tables: Tables, kinds: Mapping[str, Mapping[str, str]], findings: Findings
    ) -> None:
        self._path, self._tables, self._kinds, self._findings = path, tables, kinds, findings

    def objects(self) -> Iterator[ObjectSaid]:
        """Every object, with its values and when each began."""
        with self._reading() as con:
            known = con.execute('SELECT rowid, ocel_id, ocel_type FROM "object" ORDER BY rowid')
            for number, id_, type_ in known:
                yield ObjectSaid(number, cell_text(id_), cell_text(type_), ())
            for type_, table in self._kinds["object"].items():
                yield from self._changes(con, type_, table)

    def _changes(self, con: sqlite3.Connection, type_: str, table: str) -> Iterator[ObjectSaid]:
        columns = self._tables[table]
        names = _values(columns)
        fixed = ["ocel_time" if "ocel_time" in columns else "NULL"]
        fixed.append("ocel_changed_field" if "ocel_changed_field" in columns else "NULL")
        told = ", ".join([*fixed, *map(_quoted, names)])
        for number, id_, time, changed, *values in con.execute(
            f"SELECT rowid, ocel_id, {told} FROM {_quoted(table)} ORDER BY rowid"
        ):
            said = [
                (name, cell_text(time), cell_text(value))
                for name, value in zip(names, values, strict=True)
                if (value is not None if changed is None else name == changed)
            ]
            yield ObjectSaid(number, cell_text(id_), type_, said)

    def events(self) -> Iterator[EventSaid]:
        """Every event in the order of the table of events, whatever the table of its type."""
        with self._reading() as con:
            every = [self._of_type(con, *pair) for pair in self._kinds["event"].items()]
            every.append(self._of_no_type(con))
            related = groupby(
                con.execute(
                    'SELECT e.rowid, r.ocel_object_id FROM "event" e '
                    'JOIN "event_object" r ON r.ocel_event_id = e.ocel_id ORDER BY e.rowid, r.rowid'
                ),
                key=lambda row: row[0],
            )
            number, objects = _next(related)
            for event in heapq.merge(*every, key=lambda e: e.number):
                while number is not None and number < event.number:
                    number, objects = _next(related)
                yield event._replace(objects=objects if number == event.number else ())

    def _of_type(self, con: sqlite3.Connection, type_: str, table: str) -> Iterator[EventSaid]:
        columns = self._tables[table]
        names = _values(columns)
        time = "t.ocel_time" if "ocel_time" in columns else "NULL"
        told = ", ".join([time, *(f"t.{_quoted(name)}" for name in names)])
        rows = con.execute(
            f'SELECT e.rowid, e.ocel_id, {told} FROM "event" e '
            f"LEFT JOIN {_quoted(table)} t ON t.ocel_id = e.ocel_id WHERE e.ocel_type = ? ORDER BY e.rowid",
            [type_],
        )
        for number, id_, at, *values in rows:
            said = {n: cell_text(v) for n, v in zip(names, values, strict=True) if v is not None}
            yield EventSaid(number, cell_text(id_), type_, cell_text(at), said, ())

    def _of_no_type(self, con: sqlite3.Connection) -> Iterator[EventSaid]:
        """Events of a type that the file does not declare: they have no time, and it is said."""
        types = list(self._kinds["event"])
        marks = ", ".join("?" * len(types))
        rows = con.execute(
            'SELECT rowid, ocel_id, ocel_type FROM "event" '
            f"WHERE ocel_type IS NULL OR ocel_type NOT IN ({marks}) ORDER BY rowid",
            types,
        )
        for number, id_, type_ in rows:
            yield EventSaid(number, cell_text(id_), cell_text(type_), "", {}, ())

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The file, of which nothing but columns can be read; what fails on the way is said."""
        try:
            with _opened(self._path) as con:
                con.set_authorizer(_only_reads)
                yield con
        except (sqlite3.Error, OSError):
            self._findings.add("file.broken", kind="sqlite")


def _next(related: Iterator[tuple[int, Iterator[tuple[int, str]]]]) -> tuple[int | None, list[str]]:
    """The next event that has objects, and these."""
    number, rows = next(related, (None, iter(())))
    return number, [cell_text(row[1]) for row in rows]


def _only_reads(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as con:
        con.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        con.text_factory = lambda raw: raw.decode(errors="replace")
        for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0"):
            con.execute(f"PRAGMA {pragma}")
        yield con


def _tables(con: sqlite3.Connection) -> Tables:
    """The plain tables of the file and their plain columns: no view, no virtual table."""
    named = con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    plain = [name for name, sql in named if str(sql).lstrip().upper().startswith("CREATE TABLE")]
    return {
        name: tuple(row[0] for row in con.execute("SELECT name FROM pragma_table_info(?)", [name]))
        for name in plain
    }


def _complete(tables: Tables, findings: Findings) -> bool:
    missing = [name for name, columns in _NEEDED.items() if not set(columns) <= set(tables.get(name, ()))]
    for name in missing:
        findings.add("ocel.table_missing", value=name)
    return not missing


def _types(con: sqlite3.Connection, kind: str, tables: Tables) -> dict[str, str]:
    """Type -> its table. A type whose table is not there has no times: its events are refused one by one."""
    pairs = con.execute(f"SELECT ocel_type, ocel_type_map FROM {_quoted(f'{kind}_map_type')}").fetchall()
    named = ((cell_text(type_), f"{kind}_{cell_text(mapped)}") for type_, mapped in pairs)
    return {type_: table for type_, table in named if "ocel_id" in tables.get(table, ())}


def _values(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(c for c in columns if c not in _NOT_VALUES)[:MOST_COLUMNS]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
