"""Parquet files of the log: written whole, on the disk before anything names them."""

import glob
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from retour.store.whole import quoted_path

ORDER = (("case_key", "ascending"), ("ts", "ascending"), ("line", "ascending"))
STATED = ("case_key", "ts", "recorded", "started")  # columns whose bounds the Delta log tells
MEMORY = "600MB"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One Parquet file of a table: its path inside the table's folder, its bucket, its rows."""

    name: str
    bucket: int | None
    rows: int
    size: int
    last: int | None = None  # the latest time in it, µs
    first: int | None = None

    @property
    def folder(self) -> str:
        """The part of the path that names the bucket."""
        return self.name.rpartition("/")[0]


def new_name(bucket: int | None) -> str:
    """The path of a new file inside its table."""
    name = f"{secrets.token_hex(12)}.parquet"
    return name if bucket is None else f"bucket={bucket}/{name}"


def write_rows(table: Path, bucket: int | None, rows: pa.Table) -> DataFile:
    """Write rows to a new file, sorted by case where they have one."""
    name = new_name(bucket)
    path = table / name
    path.parent.mkdir(parents=True, exist_ok=True)
    order = [key for key in ORDER if key[0] in rows.column_names]
    with _or_nothing(path):
        pq.write_table(rows.sort_by(order), path, compression="zstd", store_schema=False)
        return _settled(table, name, bucket)


def copy_query(
    con: duckdb.DuckDBPyConnection, table: Path, bucket: int | None, query: str
) -> DataFile | None:
    """Write what a query gives to a new file, in the order of the log; None when it gives nothing."""
    name = new_name(bucket)
    path = table / name
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = {str(row[0]) for row in con.execute(f"DESCRIBE {query}").fetchall()}
    order = ", ".join(key for key, _ in ORDER if key in columns)
    sorted_ = f"{query} ORDER BY {order}"
    with _or_nothing(path):
        con.execute(f"COPY ({sorted_}) TO {quoted_path(path)} (FORMAT parquet, COMPRESSION zstd)")
        made = _settled(table, name, bucket)
    if made.rows:
        return made
    path.unlink()
    return None


@contextmanager
def _or_nothing(*paths: Path) -> Iterator[None]:
    """Files that could not be finished are removed: a disk that is full has better uses."""
    try:
        yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


def _settled(table: Path, name: str, bucket: int | None) -> DataFile:
    """A file that was just written, once it is on the disk."""
    path = table / name
    flush(path)
    flush(path.parent)
    flush(table)
    told = pq.read_metadata(path)
    first, last = _bounds(told, "ts" if bucket is not None else "started")
    return DataFile(
        name=name, bucket=bucket, rows=told.num_rows, size=path.stat().st_size, first=first, last=last
    )


def _bounds(told: pq.FileMetaData, column: str) -> tuple[int | None, int | None]:
    at = told.schema.names.index(column)
    stats = [told.row_group(i).column(at).statistics for i in range(told.num_row_groups)]
    known = [s for s in stats if s is not None and s.has_min_max]
    if not known:
        return None, None
    return min(int(s.min) for s in known), max(int(s.max) for s in known)


def stats_of(table: Path, file: DataFile) -> str:
    """What the Delta log says of a file, as JSON: rows and bounds of numbers, nothing that somebody wrote."""
    told = pq.read_metadata(table / file.name)
    bounds = {c: _bounds(told, c) for c in STATED if c in told.schema.names}
    low = {c: found[0] for c, found in bounds.items() if found[0] is not None}
    high = {c: found[1] for c, found in bounds.items() if found[1] is not None}
    return json.dumps({"numRecords": file.rows, "minValues": low, "maxValues": high, "nullCount": {}})


def flush(path: Path) -> None:
    """Wait until a file, or what a folder names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():  # some systems flush no folder
            raise
    finally:
        os.close(handle)


def reading(paths: Iterable[Path], *options: str) -> str:
    """SQL that reads some files, their columns matched by name."""
    listed = ", ".join(quoted_path(_exact(path)) for path in paths)
    told = ", ".join([f"[{listed}]", "hive_partitioning = false", "union_by_name = true", *options])
    return f"read_parquet({told})"


def _exact(path: Path) -> Path:
    return Path(glob.escape(str(path.absolute())))


def engine() -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own, that keeps within its memory."""
    con = duckdb.connect()
    con.execute(f"SET memory_limit = '{MEMORY}'")
    con.execute("SET preserve_insertion_order = false")
    return con


def by_bucket(files: Sequence[DataFile]) -> dict[int | None, list[DataFile]]:
    """Files by their bucket."""
    found: dict[int | None, list[DataFile]] = {}
    for file in files:
        found.setdefault(file.bucket, []).append(file)
    return found
