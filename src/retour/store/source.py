"""Where the events of a process stand: Parquet files in buckets, each case wholly in one of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from retour.register.process import Process


@dataclass(frozen=True, slots=True)
class Placed:
    """More events of the process, in tables of the database that the engine is: read there."""

    process: Process
    timezone: str  # of times that carry none


@dataclass(frozen=True, slots=True)
class Log:
    """The event log of a process. A case is in one bucket only; files of all buckets have the same columns.

    A folder's merged log is one bucket with one file. `query`, where there is one, says in DuckDB's words
    which events the files hold and what completes them: then the files are not read as they are.
    """

    buckets: tuple[tuple[Path, ...], ...]
    placed: Placed | None = None
    query: str = ""

    @classmethod
    def of(cls, path: Path) -> Self:
        """A log that is one file."""
        return cls(((path,),))

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file, bucket by bucket."""
        return tuple(path for bucket in self.buckets for path in bucket)
