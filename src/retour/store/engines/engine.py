"""What a scan needs of an engine, and how an engine says that it cannot.

Every query is written once, in DuckDB's words and inside the portable subset (decision 0020). DuckDB runs
it as it is written; the others run what `dialects.translated` makes of it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Protocol

import pyarrow as pa

from retour.events.columns import SourceReport
from retour.quantity import Place, Problem
from retour.store.source import Log

Row = tuple[Any, ...]
SMALL = 300_000  # events below which a log is held where it is quick to ask again
LONGEST = 200  # characters of what an engine says


class EngineError(Exception):
    """An engine that cannot be used, or that stopped; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


SETTING = Place("retour.yaml", 0, "engine")  # where an engine is chosen


def missing(engine: str, package: str) -> Problem:
    """The library of an engine is not installed; its extra has the engine's own name."""
    return Problem("engine.not_installed", SETTING, engine, f"install_{engine}", details={"package": package})


def silent(engine: str, error: Exception) -> Problem:
    """The server of an engine does not answer. What it said is kept short: one line, never its address."""
    return Problem("engine.no_answer", SETTING, engine, "", details={"reason": said(error)})


def failed(engine: str, error: Exception) -> Problem:
    """An engine refused or interrupted a query."""
    return Problem("engine.failed", SETTING, engine, "", details={"reason": said(error)})


def said(error: Exception) -> str:
    """The first line of an error, shortened."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:LONGEST]


class Tables(Protocol):
    """The tables of one process on an engine: its log, and what is made of it. Nobody else sees them.

    `is_bounded`: it keeps within a memory of its own, in which no query may hold a value of each event.
    """

    is_bounded: ClassVar[bool]

    def read(self, name: str, log: Log) -> tuple[SourceReport, ...]:
        """Make `name` stand for every event of a log; what each table of a database gave, if any."""

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
