"""The event log of a folder: one immutable Parquet segment per source file, one sorted log per process.

Everything here is a cache of the workspace's own files: deleting it loses nothing. A segment's name is
the digest of its source file and of how it was read, so importing twice changes nothing. An event is
identified by its own id, or by (case, activity, time, how many times the file has said so): overlapping
exports add nothing, and an event that truly happened twice in one file stays twice.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from retour.events.columns import EventColumns
from retour.quantity import Place, Problem, Severity
from retour.register.process import Process
from retour.store.schema import attribute_column, log_schema
from retour.store.whole import beside, is_whole, keep

LISTED_CONFLICTS = 100


class SegmentWriter:
    """Writes the chunks of one source file to a segment that appears whole or not at all."""

    def __init__(self, path: Path, attributes: tuple[str, ...]) -> None:
        self._path = path
        self._part = beside(path)
        self._attributes = attributes
        self._schema = log_schema(attributes)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(self._part, self._schema, compression="zstd")

    def __call__(self, chunk: EventColumns) -> None:
        """Append one chunk."""
        if len(chunk):
            self._writer.write_table(_table(chunk, self._attributes, self._schema))

    def commit(self) -> Path:
        """Make the segment visible."""
        self._writer.close()
        return self._part.replace(self._path)

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._writer.close()
        self._part.unlink(missing_ok=True)


def _table(chunk: EventColumns, attributes: tuple[str, ...], schema: pa.Schema) -> pa.Table:
    size = len(chunk)
    given = {
        "event_id": chunk.event_id,
        "case_id": chunk.case,
        "activity": chunk.activity,
        "ts": chunk.at,
        "actor_kind": chunk.actor_kind,
        "actor": chunk.actor,
        "amount": chunk.amount,
        "minutes": chunk.minutes,
        "automation": chunk.automation,
        "file": [chunk.file] * size,
        "line": chunk.line,
    } | {attribute_column(name): chunk.attributes.get(name) for name in attributes}
    arrays = [
        pa.nulls(size, field.type) if given[field.name] is None else pa.array(given[field.name], field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


@dataclass(frozen=True, slots=True)
class Merged:
    """The sorted, deduplicated log of a process."""

    path: Path
    events: int
    duplicates: int
    problems: tuple[Problem, ...]


def segment_name(digest: str, process: Process, *reading: object) -> str:
    """Name of a segment: digest of the file's bytes and of everything that shaped its reading."""
    told = "\n".join([digest, process.key, *process.attributes, *(repr(part) for part in reading)])
    return hashlib.sha256(told.encode()).hexdigest()[:24] + ".parquet"


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def merge(folder: Path, process: Process, segments: Iterable[Path]) -> Merged:
    """Merge a process's segments, in their order, into one log sorted by case and time."""
    paths = tuple(segments)
    declared = repr([(a.key, a.actor_kind, a.minutes) for a in process.activities])
    names = "\n".join([declared, *(p.name for p in paths)])
    target = folder / f"log-{hashlib.sha256(names.encode()).hexdigest()[:24]}.parquet"
    note = target.with_suffix(".json")
    told = _kept(note) if is_whole(target) else None
    return _merged(target, told or _write_merged(target, note, process, paths))


def _kept(note: Path) -> dict[str, Any] | None:
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _merged(target: Path, told: Mapping[str, Any]) -> Merged:
    problems = tuple(
        Problem(
            "event.id_two_contents",
            Place(c["file"], c["line"], "id"),
            c["id"],
            "first_kept",
            Severity.WARNING,
            {"first_file": c["first_file"], "first_line": c["first_line"], "total": told["conflicts"]},
        )
        for c in told["listed"]
    )
    return Merged(target, told["events"], told["duplicates"], problems)


def _write_merged(target: Path, note: Path, process: Process, paths: tuple[Path, ...]) -> dict[str, Any]:
    part = beside(target)
    with duckdb.connect() as con:
        con.execute("SET preserve_insertion_order = false")
        con.execute("SET memory_limit = '700MB'")
        con.execute(f"SET temp_directory = '{_quoted(part.with_suffix('.spill'))}'")
        _load_declared(con, process)
        sources = " UNION ALL BY NAME ".join(
            f"SELECT *, {i} AS segment, {i} * 1000000000000 + file_row_number AS spot "
            f"FROM read_parquet('{_quoted(path)}', file_row_number = true)"
            for i, path in enumerate(paths)
        )
        con.execute(f"CREATE VIEW source AS {sources}")
        con.execute(IDENTIFIED)
        con.execute(WINNERS)
        con.execute(f"COPY ({KEPT}) TO '{_quoted(part)}' (FORMAT parquet, COMPRESSION zstd)")
        told = _account(con)
    keep(note, json.dumps(told))
    part.replace(target)
    return told


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _load_declared(con: duckdb.DuckDBPyConnection, process: Process) -> None:
    con.execute("CREATE TABLE declared (key VARCHAR, kind VARCHAR, minutes BIGINT)")
    rows = [
        (a.key, a.actor_kind and str(a.actor_kind), None if a.minutes is None else round(a.minutes * 1000))
        for a in process.activities
    ]
    if rows:
        con.executemany("INSERT INTO declared VALUES (?, ?, ?)", rows)


# One place for each event: its segment and its row there (a wide file gives several events a line).
IDENTIFIED = """
CREATE TABLE identified AS
SELECT spot, line, file, event_id, hash(case_id, activity, ts, amount) AS content,
       md5_number(COALESCE(event_id, concat_ws(chr(31), 'retour', case_id, activity, ts, nth))) AS identity
FROM (SELECT spot, line, file, event_id, case_id, activity, ts, amount,
             CASE WHEN event_id IS NULL
                  THEN row_number() OVER (PARTITION BY segment, case_id, activity, ts ORDER BY spot)
             END AS nth
      FROM source)
"""

WINNERS = """
CREATE TABLE winners AS
SELECT identity, min(spot) AS spot, count(*) AS said, min_by(content, spot) AS content
FROM identified GROUP BY identity
"""

KEPT = """
SELECT s.* EXCLUDE (segment, spot, file_row_number, actor_kind, minutes),
       COALESCE(s.actor_kind, d.kind) AS actor_kind,
       COALESCE(s.minutes, CASE WHEN COALESCE(s.actor_kind, d.kind) = 'human' THEN d.minutes END) AS minutes,
       s.minutes IS NOT NULL AS minutes_recorded
FROM source s
SEMI JOIN winners w USING (spot)
LEFT JOIN declared d ON d.key = s.activity
ORDER BY s.case_id, s.ts, s.spot
"""

CONFLICTS = """
SELECT i.event_id, i.file, i.line, f.file AS first_file, f.line AS first_line
FROM identified i
JOIN winners w ON w.identity = i.identity AND w.said > 1 AND w.content <> i.content
JOIN identified f ON f.spot = w.spot
ORDER BY i.spot
"""


def _account(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    events, said = con.execute("SELECT count(*), coalesce(sum(said), 0) FROM winners").fetchall()[0]
    conflicts = con.execute(CONFLICTS).fetchall()
    keys = ("id", "file", "line", "first_file", "first_line")
    return {
        "events": events,
        "duplicates": int(said) - events - len(conflicts),
        "conflicts": len(conflicts),
        "listed": [dict(zip(keys, row, strict=True)) for row in conflicts[:LISTED_CONFLICTS]],
    }
