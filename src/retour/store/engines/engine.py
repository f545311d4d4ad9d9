"""What a scan needs of an engine, and how an engine says that it cannot.

Every query is written once, in DuckDB's words and inside the portable subset (decision 0016). DuckDB runs
it as it is written; the others run what `dialects.translated` makes of it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from retour.quantity import Problem
from retour.store.source import Log

Row = tuple[Any, ...]
SMALL = 300_000  # events below which a log is held where it is quick to ask again


class EngineError(Exception):
    """An engine that cannot be used, or that stopped; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


class Tables(Protocol):
    """The tables of one process on an engine: its log, and what is made of it. Nobody else sees them."""

    def read(self, name: str, log: Log) -> None:
        """Make `name` stand for every event of a log."""

    def see(self, name: str, query: str) -> None:
        """Make `name` stand for a query, asked anew each time; it may have stood for something else."""

    def hold(self, name: str, query: str, rows: int) -> None:
        """The same, of a query that will be asked often: `rows` says whether holding them is cheap."""

    def keep(self, name: str, query: str) -> None:
        """Make `name` a table of a query's rows, asked once."""

    def load(self, name: str, table: pa.Table) -> None:
        """Make `name` a table of a few rows of 64-bit integers that are never null."""

    def drop(self, name: str) -> None:
        """Forget a name."""

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows of a query; `values` stand for its question marks."""

    def columns(self, name: str) -> frozenset[str]:
        """The names of a table's columns."""

    def close(self) -> None:
        """Forget everything."""


class Engine(Protocol):
    """An engine that is ready: `open` as often as there are processes, then `close`."""

    def open(self, spill: Path | None = None) -> Tables:
        """Tables of a process; an engine that needs room on a disk finds it in the folder `spill`."""

    def close(self) -> None:
        """Give everything back."""
