"""ClickHouse inside this process (chdb), over the same Parquet files."""

import importlib
import shutil
import tempfile
import threading
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa

from retour.store.engines.dialects import translated
from retour.store.engines.engine import SMALL, EngineError, Row, failed, missing
from retour.store.source import Log

DIALECT = "clickhouse"
# What SQL means elsewhere: a join that finds nothing gives nulls, a sum of nothing is null, a name is a
# column before it is an alias.
SETTINGS = (
    "join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, "
    "cast_keep_nullable = 1, schema_inference_make_columns_nullable = 1, "
    "union_default_mode = 'DISTINCT', use_hive_partitioning = 0, max_threads = 2"
)
_ALONE = threading.Lock()  # one ClickHouse lives in a process


class ClickHouseTables:
    """Tables in a database of their own."""

    is_bounded: ClassVar[bool] = False

    def __init__(self, session: Any, database: str, links: Path) -> None:  # noqa: ANN401  not typed
        self._session, self._database, self._links = session, database, links
        self._run(f"CREATE DATABASE {database}")
        self._made: dict[str, str] = {}

    def _run(self, sql: str) -> pa.Table:
        try:
            return self._session.query(sql, "ArrowTable")
        except RuntimeError as error:
            raise EngineError(failed("clickhouse", error)) from error

    def read(self, name: str, log: Log) -> tuple[()]:
        """A view over the log's Parquet files."""
        files = (f"SELECT * FROM file('{self._linked(path)}', 'Parquet')" for path in log.files)
        self._make("VIEW", name, " UNION ALL ".join(files))
        return ()

    def _linked(self, path: Path) -> Path:
        """A plain path to a file: ClickHouse takes `*`, `?` and `{` in a path for patterns."""
        link = self._links / f"{len(list(self._links.iterdir()))}.parquet"
        link.symlink_to(path.absolute())
        return link

    def see(self, name: str, query: str) -> None:
        """A view."""
        self._make("VIEW", name, self._said(query))

    def hold(self, name: str, query: str, rows: int) -> None:
        """A table in memory where there are few rows, else a view."""
        if rows > SMALL:
            self.see(name, query)
        else:
            self._make("TABLE", name, self._said(query), "ENGINE = Memory")

    def keep(self, name: str, query: str) -> None:
        """A table on the session's disk."""
        self._make("TABLE", name, self._said(query), "ENGINE = MergeTree ORDER BY tuple()")

    def load(self, name: str, table: pa.Table) -> None:
        """A table in memory, from literals."""
        columns = ", ".join(f"{column} Int64" for column in table.column_names)
        self.drop(name)
        self._run(f"USE {self._database}")
        self._run(f"CREATE TABLE {name} ({columns}) ENGINE = Memory")
        self._made[name] = "TABLE"
        if len(table):
            rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
            self._run(f"INSERT INTO {name} VALUES {', '.join(map(_row, rows))}")

    def drop(self, name: str) -> None:
        """Drop a view or a table."""
        kind = self._made.pop(name, None)
        if kind is not None:
            self._run(f"DROP {kind} {self._database}.{name} SYNC")

    def _said(self, query: str) -> str:
        return translated(query, DIALECT)

    def _make(self, kind: str, name: str, query: str, storage: str = "") -> None:
        self.drop(name)
        self._run(f"USE {self._database}")
        self._run(f"CREATE {kind} {name} {storage} AS {query}")
        self._made[name] = kind

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Run a query in ClickHouse's words."""
        self._run(f"USE {self._database}")
        columns = [column.to_pylist() for column in self._run(translated(sql, DIALECT, values)).columns]
        return list(zip(*columns, strict=True))

    def columns(self, name: str) -> frozenset[str]:
        """Names of columns."""
        return frozenset(self._run(f"SELECT * FROM {self._database}.{name} LIMIT 0").column_names)

    def close(self) -> None:
        """Drop the database."""
        self._run(f"DROP DATABASE {self._database} SYNC")


def _row(values: Sequence[int]) -> str:
    return f"({','.join(map(str, values))})"


class ClickHouseEngine:
    """One ClickHouse session; another audit of the same process waits for its end."""

    def __init__(self) -> None:
        try:
            sessions = importlib.import_module("chdb.session")
        except ImportError as error:
            raise EngineError(missing("clickhouse", "chdb")) from error
        _ALONE.acquire()
        self._session = sessions.Session()
        self._session.query(f"SET {SETTINGS}")
        self._links = Path(tempfile.mkdtemp(prefix="retour-"))
        self._names = map("retour_{}".format, count())

    def open(self, spill: Path | None = None) -> ClickHouseTables:  # noqa: ARG002  one shape for all
        """A database of the session."""
        return ClickHouseTables(self._session, next(self._names), self._links)

    def close(self) -> None:
        """End the session."""
        self._session.close()
        shutil.rmtree(self._links, ignore_errors=True)
        _ALONE.release()
