"""Apache Spark over the same Parquet files, which its workers see at the same path."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa

from retour.store.engines.dialects import translated
from retour.store.engines.engine import SMALL, EngineError, Row, failed, missing, silent
from retour.store.source import Log

DIALECT = "spark"
SETTINGS = {
    "spark.app.name": "retour",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.variable.substitute": "false",  # ${…} in a text is that text
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
}
# Of a small log, planning and compiling a query cost more than running it.
FEW_ROWS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


class SparkTables:
    """Views in a session of their own."""

    is_bounded: ClassVar[bool] = False

    def __init__(self, session: Any) -> None:  # noqa: ANN401  imported late
        self._session = session
        self._held: dict[str, Any] = {}
        self._wrong = importlib.import_module("pyspark.errors").PySparkException

    def _frame(self, sql: str) -> Any:  # noqa: ANN401  imported late
        return self._session.sql(sql)

    def read(self, name: str, log: Log) -> tuple[()]:
        """A view over the log's Parquet files."""
        reader = self._session.read.option("__globPaths__", "false")  # a path is not a pattern
        self._view(name, reader.parquet(*(str(path.absolute()) for path in log.files)))
        return ()

    def see(self, name: str, query: str) -> None:
        """A view."""
        self._view(name, self._frame(translated(query, DIALECT)))

    def hold(self, name: str, query: str, rows: int) -> None:
        """A view held in the executors' memory where there are few rows."""
        small = rows <= SMALL
        for key, value in (FEW_ROWS if small else {}).items():
            self._session.conf.set(key, value)
        if small:
            self.keep(name, query)
        else:
            self.see(name, query)

    def keep(self, name: str, query: str) -> None:
        """A view held in the executors' memory, then on their disks."""
        frame = self._frame(translated(query, DIALECT)).persist()
        self._view(name, frame)
        self._held[name] = frame

    def load(self, name: str, table: pa.Table) -> None:
        """A view of literals."""
        columns = ", ".join(table.column_names)
        rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
        values = ", ".join(f"({','.join(f'{value}L' for value in row)})" for row in rows)
        self._view(name, self._frame(f"SELECT * FROM VALUES {values} AS loaded({columns})"))

    def _view(self, name: str, frame: Any) -> None:  # noqa: ANN401  imported late
        self.drop(name)
        frame.createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        """Forget a view, and what was held for it."""
        held = self._held.pop(name, None)
        if held is not None:
            held.unpersist()
        self._session.catalog.dropTempView(name)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Run a query in Spark's words."""
        try:
            return [tuple(row) for row in self._frame(translated(sql, DIALECT, values)).collect()]
        except self._wrong as error:
            raise EngineError(failed("spark", error)) from error

    def columns(self, name: str) -> frozenset[str]:
        """Names of columns."""
        return frozenset(self._session.table(name).columns)

    def close(self) -> None:
        """Forget what is held."""
        for name in list(self._held):
            self.drop(name)


class SparkEngine:
    """A Spark application of its own."""

    def __init__(self, master: str) -> None:
        try:
            sql = importlib.import_module("pyspark.sql")
        except ImportError as error:
            raise EngineError(missing("spark", "pyspark")) from error
        builder = sql.SparkSession.builder.master(master)
        for key, value in SETTINGS.items():
            builder = builder.config(key, value)
        try:
            self._session = builder.getOrCreate()
        except Exception as error:
            raise EngineError(silent("spark", error)) from error

    def open(self, spill: Path | None = None) -> SparkTables:  # noqa: ARG002  one shape for all
        """A session of the application."""
        return SparkTables(self._session.newSession())

    def close(self) -> None:
        """End the application."""
        self._session.stop()
