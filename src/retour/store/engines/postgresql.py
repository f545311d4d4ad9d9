"""PostgreSQL 15 or later: events copied to temporary tables of the session, or read where they already are.

Nothing of the database is written: temporary tables are made empty first, and every statement that reads
runs in a transaction that is read-only. The role needs SELECT on its tables and TEMPORARY on the database.
"""

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.parquet as pq

from retour.events.columns import SourceReport
from retour.quantity import Place, Problem
from retour.register.process import EventTable
from retour.store.engines.dialects import short, translated
from retour.store.engines.engine import EngineError, Row, failed, missing, silent
from retour.store.engines.placed import Taking, sql_name, sql_text
from retour.store.schema import log_schema
from retour.store.source import Log, Placed

DIALECT = "postgres"
TYPES = {
    "int64": "BIGINT",
    "string": 'TEXT COLLATE "C"',
    "bool": "BOOLEAN",
    "large_string": 'TEXT COLLATE "C"',
}
# What PostgreSQL answers about one table (SQLSTATE), as our rules; each has a hint of the same name.
WRONG_TABLE = {
    "42P01": "table.not_there",
    "3F000": "table.not_there",  # its schema is not
    "42501": "table.not_granted",
}


class PostgresTables:
    """Temporary tables in a connection of their own."""

    is_bounded: ClassVar[bool] = False

    def __init__(self, connection: Any, wrong: type[Exception]) -> None:  # noqa: ANN401  imported late
        self._con, self._wrong = connection, wrong
        self._made: dict[str, str] = {}
        self._names: dict[str, str] = {}  # as they were before they were shortened

    def _run(self, sql: str) -> Any:  # noqa: ANN401  a cursor
        try:
            return self._con.execute(sql)
        except self._wrong as error:
            raise EngineError(failed("postgresql", error)) from error

    def read(self, name: str, log: Log) -> tuple[SourceReport, ...]:
        """A temporary table with a copy of the log's Parquet files, and of what its tables say."""
        schema = pq.read_schema(log.files[0]) if log.files else _schema(log)
        self._names |= {short(column): column for column in schema.names}
        self._table(name, ", ".join(f"{_quoted(short(f.name))} {TYPES[str(f.type)]}" for f in schema))
        columns = ", ".join(_quoted(short(column)) for column in schema.names)
        with self._con.cursor() as cursor, cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
            for row in _rows_of(log):
                copy.write_row(row)
        placed = log.placed
        reports = () if placed is None else tuple(self._take(name, placed, t) for t in placed.process.tables)
        self._run(f"ANALYZE {name}")
        return reports

    def _take(self, name: str, placed: Placed, table: EventTable) -> SourceReport:
        """Copy what a table says, by read-only statements, and count what it gave."""
        source = sql_name(table.table)
        with _about(table), self._reading():
            types = {c.name: c.type_code for c in self._run(f"SELECT * FROM {source} LIMIT 0").description}
            taking = Taking(placed, table, types)
            self._run(f"INSERT INTO {name} ({taking.columns}) {taking.query(name)}")
            rows, usable = self._run(taking.counts).fetchone()
        kept, digest = self._run(
            f"SELECT count(*), coalesce(sum(hashtextextended(w::text, 0)), 0) FROM {name} AS w "
            f"WHERE file = {sql_text(table.table)} AND line IS NULL"
        ).fetchone()
        return SourceReport(
            file=table.table,
            process=placed.process.key,
            digest=str(digest),
            rows=rows,
            events=kept,
            rejected=rows - usable,
            duplicates=usable - kept,
        )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Every transaction that begins inside is read-only, but for the session's temporary tables."""
        self._run("SET default_transaction_read_only = on")
        try:
            yield
        finally:
            self._run("SET default_transaction_read_only = off")

    def see(self, name: str, query: str) -> None:
        """A temporary view."""
        self.drop(name)
        self._run(f"CREATE TEMPORARY VIEW {name} AS {translated(query, DIALECT)}")
        self._made[name] = "VIEW"

    def hold(self, name: str, query: str, rows: int) -> None:  # noqa: ARG002  one shape for all
        """The log is in a temporary table already: a view of it."""
        self.see(name, query)

    def keep(self, name: str, query: str) -> None:
        """A temporary table: made empty, then filled by a read-only transaction."""
        said = translated(query, DIALECT)
        self.drop(name)
        self._run(f"CREATE TEMPORARY TABLE {name} AS {said} WITH NO DATA")
        self._made[name] = "TABLE"
        with self._reading():
            self._run(f"INSERT INTO {name} {said}")
        self._run(f"ANALYZE {name}")

    def load(self, name: str, table: pa.Table) -> None:
        """A temporary table of integers."""
        self._table(name, ", ".join(f"{column} BIGINT" for column in table.column_names))
        with self._con.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                copy.write_row(row)
        self._run(f"ANALYZE {name}")

    def _table(self, name: str, columns: str) -> None:
        self.drop(name)
        self._run(f"CREATE TEMPORARY TABLE {name} ({columns})")
        self._made[name] = "TABLE"

    def drop(self, name: str) -> None:
        """Drop a temporary view or table."""
        kind = self._made.pop(name, None)
        if kind is not None:
            self._run(f"DROP {kind} {name}")

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Run a query in PostgreSQL's words."""
        return [tuple(row) for row in self._run(translated(sql, DIALECT, values)).fetchall()]

    def columns(self, name: str) -> frozenset[str]:
        """Names of columns, as they were before they were shortened."""
        found = self._run(f"SELECT * FROM {name} LIMIT 0").description
        return frozenset(self._names.get(column.name, column.name) for column in found)

    def close(self) -> None:
        """Close the connection: its temporary tables go with it."""
        self._con.close()


@contextmanager
def _about(table: EventTable) -> Iterator[None]:
    """What PostgreSQL refuses of a table is said of that table."""
    try:
        yield
    except EngineError as error:
        rule = WRONG_TABLE.get(getattr(error.__cause__, "sqlstate", None) or "")
        if rule is None:
            raise
        place, hint = Place(table.table), rule.replace(".", "_")
        raise EngineError(Problem(rule, place, table.table, hint, details=error.problem.details)) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _schema(log: Log) -> pa.Schema:
    attributes = log.placed.process.attributes if log.placed else ()
    return log_schema(attributes).append(pa.field("minutes_recorded", pa.bool_()))


def _rows_of(log: Log) -> Iterator[Row]:
    for path in log.files:
        for batch in pq.ParquetFile(path).iter_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


class PostgresEngine:
    """A PostgreSQL server."""

    def __init__(self, url: str) -> None:
        try:
            self._psycopg = importlib.import_module("psycopg")
        except ImportError as error:
            raise EngineError(missing("postgresql", "psycopg")) from error
        self._url = url
        self._opened: list[PostgresTables] = []

    def open(self, spill: Path | None = None) -> PostgresTables:  # noqa: ARG002  one shape for all
        """A connection."""
        try:
            connection = self._psycopg.connect(self._url, autocommit=True, connect_timeout=10)
        except self._psycopg.Error as error:
            raise EngineError(silent("postgresql", error)) from error
        self._opened.append(PostgresTables(connection, self._psycopg.Error))
        return self._opened[-1]

    def close(self) -> None:
        """Close the connections that a failure left open."""
        for tables in self._opened:
            tables.close()
