"""Files of the cache that appear whole or not at all, even when two audits write them at once."""

import glob
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from retour.store.source import InPlace, Log

MARK = b"PAR1"  # first and last bytes of every Parquet file


def beside(path: Path) -> Path:
    """A name beside a path that no other process uses."""
    return path.with_name(f"{path.stem}-{os.getpid()}-{secrets.token_hex(4)}.part")


def keep(path: Path, text: str) -> None:
    """Write a text that appears whole or not at all."""
    part = beside(path)
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def is_whole(path: Path) -> bool:
    """True when a Parquet file is there with its two ends: not cut by a full disk or a power failure."""
    try:
        with path.open("rb") as stream:
            start = stream.read(len(MARK))
            length = stream.seek(-len(MARK), os.SEEK_END)
            return length >= len(MARK) and start == MARK == stream.read()
    except OSError:
        return False


def parquet_sql(path: Path, *options: str) -> str:
    """SQL that reads exactly one Parquet file."""
    return _read(_exactly(path), *options)


def log_sql(log: Log) -> str:
    """SQL that reads every event of a log."""
    if log.in_place is not None:
        return f"(SELECT {log.in_place.told} FROM ({_believed(log.files, log.in_place)}))"
    files = [_exactly(path) for path in log.files]
    return _read(files[0] if len(files) == 1 else f"[{', '.join(files)}]")


def _believed(files: Sequence[Path], where: InPlace) -> str:
    """SQL of the events of a durable log, one row each, with the columns of its files."""
    fresh = f"SELECT * FROM {parquet_sql(where.fresh)}{'' if where.changes else ' LIMIT 0'}"
    if not files:
        return fresh
    listed = ", ".join(_exactly(path) for path in files)
    gone = where.gone if where.changes else None
    left = f" ANTI JOIN (FROM {parquet_sql(gone)}) USING (identity)" if gone else ""
    return f"SELECT * FROM {_read(f'[{listed}]', 'union_by_name = true')}{left} UNION ALL BY NAME ({fresh})"


def _read(what: str, *options: str) -> str:
    return f"read_parquet({', '.join([what, 'hive_partitioning = false', *options])})"


def _exactly(path: Path) -> str:
    """The path as DuckDB must be told it.

    It takes ``*``, ``?`` and ``[`` in a path for a pattern, ``~`` for the user's folder, and a folder named
    ``year=2026`` for a column (hence the option beside it).
    """
    return quoted_path(Path(glob.escape(str(path.absolute()))))


def quoted_path(path: Path) -> str:
    """A path as an SQL string."""
    return "'" + str(path).replace("'", "''") + "'"
