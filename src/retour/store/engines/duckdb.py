"""DuckDB, in memory over files: the engine that is always here. Nothing is translated for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import duckdb
import pyarrow as pa

from retour.store.engines.engine import SMALL, Row
from retour.store.source import Log
from retour.store.whole import log_sql, quoted_path


class DuckTables:
    """Tables in a connection of their own."""

    is_bounded: ClassVar[bool] = True

    def __init__(self, spill: Path | None = None) -> None:
        self._con = duckdb.connect()
        self._con.execute("SET memory_limit = '800MB'")
        if spill is not None:
            self._con.execute(f"SET temp_directory = {quoted_path(spill)}")
        self._made: dict[str, str] = {}

    def read(self, name: str, log: Log) -> tuple[()]:
        """A view over the log's Parquet files."""
        self._make("VIEW", name, f"SELECT * FROM {log_sql(log)}")
        return ()

    def see(self, name: str, query: str) -> None:
        """A view."""
        self._make("VIEW", name, query)

    def hold(self, name: str, query: str, rows: int) -> None:
        """A table in memory where there are few rows, else a view."""
        if rows > SMALL:
            return self.see(name, query)
        self._con.execute("SET threads = 1")  # waking a second one costs more than it brings
        return self.keep(name, query)

    def keep(self, name: str, query: str) -> None:
        """A table in memory."""
        self._make("TABLE", name, query)

    def load(self, name: str, table: pa.Table) -> None:
        """A table in memory, from Arrow."""
        self._con.register("loaded", table)
        self.keep(name, "SELECT * FROM loaded")
        self._con.unregister("loaded")

    def drop(self, name: str) -> None:
        """Drop a view or a table."""
        kind = self._made.pop(name, None)
        if kind is not None:
            self._con.execute(f"DROP {kind} {name}")

    def _make(self, kind: str, name: str, query: str) -> None:
        self.drop(name)
        self._con.execute(f"CREATE {kind} {name} AS {query}")
        self._made[name] = kind

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Run a query as it is written."""
        return self._con.execute(sql, list(values)).fetchall()

    def columns(self, name: str) -> frozenset[str]:
        """Names of columns."""
        return frozenset(str(row[0]) for row in self.rows(f"DESCRIBE {name}"))

    def close(self) -> None:
        """Close the connection."""
        self._con.close()


class DuckEngine:
    """DuckDB in this process."""

    def open(self, spill: Path | None = None) -> DuckTables:
        """A connection in memory; `spill` is where it may put what does not fit."""
        return DuckTables(spill)

    def close(self) -> None:
        """Nothing is shared between connections."""
