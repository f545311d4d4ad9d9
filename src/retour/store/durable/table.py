"""One Delta table: what it holds at a version, and commits that add and remove files at once.

Every change is one commit of the Delta log: a reader sees all of it or nothing. What a commit names was on
the disk before, and the commit itself is when `Table.commit` returns.
"""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from retour.store.durable.files import DataFile, flush, stats_of
from retour.store.durable.layout import BUCKET, BUCKETS

if TYPE_CHECKING:
    from deltalake import DeltaTable

BUCKETS_KEY, PROCESS_KEY = "retour.buckets", "retour.process"
SEALED, SEED, RECORDED = "retour-sealed", "retour-seed", "retour-recorded"
NOTES = (SEALED, SEED, RECORDED)


class Overtaken(Exception):  # noqa: N818  it reads as what it is
    """Somebody else changed the table since it was read: nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A table at a version: its files, how far the hot tail was sealed into it, how many buckets it has.

    `notes` are the numbers that the last seal left: `SEALED` the last number sealed, `SEED` and `RECORDED`
    the moments that it began and ended with (see `stamps`).
    """

    version: int = -1
    files: tuple[DataFile, ...] = ()
    notes: Mapping[str, int] = field(default_factory=dict)
    buckets: int = BUCKETS
    columns: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(file.rows for file in self.files)


@dataclass(frozen=True)
class Table:
    """A Delta table in a folder. `process` is whose events it holds ('' for runs)."""

    folder: Path
    process: str = ""
    bucketed: bool = True

    @property
    def exists(self) -> bool:
        """True when something was committed to it."""
        return (self.folder / "_delta_log").is_dir()

    def snapshot(self) -> Snapshot:
        """What it holds now; nothing where it does not exist yet."""
        if not self.exists:
            return Snapshot()
        table = self._opened()
        if table is None:
            return Snapshot()
        told = pa.table(table.get_add_actions(flatten=True)).to_pylist()
        notes = {name: table.transaction_version(name) for name in NOTES}
        said = table.metadata().configuration
        return Snapshot(
            version=table.version(),
            files=tuple(sorted((_file(row) for row in told), key=lambda f: (f.bucket or 0, f.name))),
            notes={name: int(value) for name, value in notes.items() if value is not None},
            buckets=int(said.get(BUCKETS_KEY) or BUCKETS),
            columns=tuple(f.name for f in table.schema().fields),
        )

    def _opened(self) -> "DeltaTable | None":
        from deltalake import DeltaTable  # noqa: PLC0415  only where there is a log
        from deltalake.exceptions import TableNotFoundError  # noqa: PLC0415

        try:
            return DeltaTable(self.folder)
        except TableNotFoundError:
            return None

    @cached_property
    def name(self) -> str:
        """The process as it is named in the table, whatever its folder is called."""
        table = self._opened() if self.exists else None
        said = table.metadata().configuration.get(PROCESS_KEY) if table is not None else None
        return said if said is not None else self.process

    def paths(self, files: Iterable[DataFile]) -> list[Path]:
        """Where files are."""
        return [self.folder / file.name for file in files]

    def create(self, schema: pa.Schema, *, buckets: int = BUCKETS) -> None:
        """Make the table where it is not there, or add the columns that it lacks."""
        from deltalake import DeltaTable, Schema  # noqa: PLC0415

        known = set(self.snapshot().columns)
        if not known:
            self.folder.mkdir(parents=True, exist_ok=True)
            whole = schema.append(pa.field(*BUCKET)) if self.bucketed else schema
            said = {BUCKETS_KEY: str(buckets), PROCESS_KEY: self.process, **CONFIGURATION}
            DeltaTable.create(
                self.folder,
                Schema.from_arrow(whole),
                mode="ignore",
                partition_by=["bucket"] if self.bucketed else None,
                configuration=said,
                raise_if_key_not_exists=False,
            )
        elif new := [field for field in schema if field.name not in known]:
            DeltaTable(self.folder).alter.add_columns(list(Schema.from_arrow(pa.schema(new)).fields))
        self._settle()

    def commit(
        self,
        *,
        add: Sequence[DataFile],
        remove: Sequence[DataFile] = (),
        notes: Mapping[str, int] | None = None,
        since: Snapshot | None = None,
        same: bool = False,
    ) -> None:
        """Add and remove files in one commit; it is on the disk at the end.

        `since`: what the table was when the seal began. `same`: the rows stay what they are (a compaction).
        `Overtaken`, or a `CommitFailedError` of deltalake, when somebody else sealed since or changed the
        same files: nothing was done.
        """
        from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Transaction  # noqa: PLC0415
        from deltalake.transaction import AddAction, RemoveAction  # noqa: PLC0415

        now = time.time_ns() // 1_000_000
        actions: list[Any] = [
            AddAction(f.name, f.size, _partition(f), now, not same, stats_of(self.folder, f)) for f in add
        ]
        actions += [RemoveAction(f.name, not same, now, f.size, _partition(f)) for f in remove]
        marks = [Transaction(name, value, now) for name, value in (notes or {}).items()]
        table = DeltaTable(self.folder)
        if since is not None and table.transaction_version(SEALED) != since.notes.get(SEALED):
            raise Overtaken
        if remove and not {f.name for f in remove} <= set(_names(table)):
            raise Overtaken
        table.create_write_transaction(
            actions,
            "append",
            table.schema(),
            partition_by=["bucket"] if self.bucketed else None,
            commit_properties=CommitProperties(app_transactions=marks),
            post_commithook_properties=PostCommitHookProperties(create_checkpoint=True),
        )
        self._settle()
        for path in self.paths(remove):  # its age is that of its end: `sweep` leaves it to those who read it
            with suppress(OSError):
                os.utime(path)

    def _settle(self) -> None:
        log = self.folder / "_delta_log"
        newest = [path for end in ("*.json", "*.checkpoint.parquet") for path in sorted(log.glob(end))[-1:]]
        for path in (*newest, *log.glob("_last_checkpoint"), log, self.folder, self.folder.parent):
            flush(path)

    def sweep(self, *, older_than: float = 0.0) -> list[Path]:
        """Remove the data files that the table no longer names since some seconds; those removed."""
        used = {file.name for file in self.snapshot().files}
        limit = time.time() - older_than
        swept = []
        for path in self.folder.rglob("*.parquet"):
            name = path.relative_to(self.folder)
            if name.parts[0] != "_delta_log" and name.as_posix() not in used and _age(path) <= limit:
                path.unlink(missing_ok=True)
                swept.append(path)
        return swept


CONFIGURATION = {"delta.checkpointInterval": "50", "delta.deletedFileRetentionDuration": "interval 1 days"}


def _names(table: "DeltaTable") -> list[str]:
    names: list[str] = pa.table(table.get_add_actions(flatten=True))["path"].to_pylist()
    return names


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # swept by somebody else
        return float("inf")


def _partition(file: DataFile) -> dict[str, str | None]:
    return {} if file.bucket is None else {"bucket": str(file.bucket)}


def _file(row: Mapping[str, Any]) -> DataFile:
    at = "ts" if "min.ts" in row else "started"
    return DataFile(
        name=str(row["path"]),
        bucket=row.get("partition.bucket"),
        rows=int(row["num_records"]),
        size=int(row["size_bytes"]),
        first=row.get(f"min.{at}"),
        last=row.get(f"max.{at}"),
    )
