"""Where the events of a process stand: Parquet files in buckets, each case wholly in one of them."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from retour.register.process import Process


@dataclass(frozen=True, slots=True)
class Placed:
    """More events of the process, in tables of the database that the engine is: read there."""

    process: Process
    timezone: str  # of times that carry none


@dataclass(frozen=True, slots=True)
class InPlace:
    """How the files of a durable log are read where they lie; only DuckDB can.

    `told` are the columns of a log, in DuckDB's words over those of the files; `fresh` holds the events that
    are in no file yet, with every column that one may have; the identities in `gone`, if there are any, are
    left out.
    """

    told: str
    fresh: Path
    gone: Path | None
    changes: bool = True  # False: as the files were sealed, without what came or went since


@dataclass(frozen=True, slots=True)
class Log:
    """The event log of a process. A case is in one bucket only; files of all buckets have the same columns.

    A folder's merged log is one bucket with one file.
    """

    buckets: tuple[tuple[Path, ...], ...]
    placed: Placed | None = None
    in_place: InPlace | None = None

    @classmethod
    def of(cls, path: Path) -> Self:
        """A log that is one file."""
        return cls(((path,),))

    def part(self, files: tuple[Path, ...]) -> "Log":
        """Some of its files, read as all of them are; without what is in no file."""
        return replace(self.sealed, buckets=(files,))

    @property
    def sealed(self) -> "Log":
        """Its files, as they were sealed."""
        return (
            self if self.in_place is None else replace(self, in_place=replace(self.in_place, changes=False))
        )

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file, bucket by bucket."""
        return tuple(path for bucket in self.buckets for path in bucket)
