"""The event log of a folder: one immutable Parquet segment per source file, one sorted log per process.

Everything here is a cache of the workspace's own files: deleting it loses nothing. A segment's name is
the digest of its source file and of how it was read, so importing twice changes nothing. An event is
identified by its own id, or by (case, activity, time, how many times the file has said so): overlapping
exports add nothing, and an event that truly happened twice in one file stays twice. An amount that differs
from one export to the next was corrected: the last export's is kept.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from retour.events.columns import EventColumns
from retour.quantity import Place, Problem, Severity
from retour.register.process import Process
from retour.store.cache import plain_problem, problem_of
from retour.store.schema import attribute_column, log_schema
from retour.store.whole import beside, is_whole, keep, parquet_sql, quoted_path

FORMAT = 2  # raise it when segments, logs or their notes are written differently
LISTED_CONFLICTS = 100  # of each kind; the rest is counted
CENTS = 100


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
    told = [str(FORMAT), digest, process.key, *process.attributes, *(repr(part) for part in reading)]
    return _hashed(told) + ".parquet"


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def merge(folder: Path, process: Process, segments: Iterable[Path], *, again: bool = False) -> Merged:
    """Merge a process's segments, oldest export first, into one log sorted by case and time.

    Args:
        folder: where the log is kept, and taken from when it is there.
        process: whose log it is; its declared activities complete the events.
        segments: of `SegmentWriter`. Where two give one event two amounts, the last one's is kept.
        again: write the log even when it is there: what is there could not be read.
    """
    paths = tuple(segments)
    declared = repr([(a.key, a.actor_kind, a.minutes) for a in process.activities])
    target = folder / f"log-{_hashed([str(FORMAT), declared, *(p.name for p in paths)])}.parquet"
    kept = _kept(target) if is_whole(target) and not again else None
    return kept or _write_merged(target, process, paths)


def _hashed(told: list[str]) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def _kept(target: Path) -> Merged | None:
    try:
        told = json.loads(target.with_suffix(".json").read_text(encoding="utf-8"))
        problems = tuple(problem_of(p) for p in told["problems"])
        return Merged(target, int(told["events"]), int(told["duplicates"]), problems)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(merged: Merged) -> None:
    told = {
        "events": merged.events,
        "duplicates": merged.duplicates,
        "problems": [plain_problem(p) for p in merged.problems],
    }
    keep(merged.path.with_suffix(".json"), json.dumps(told))


def _write_merged(target: Path, process: Process, paths: tuple[Path, ...]) -> Merged:
    part = beside(target)
    with duckdb.connect() as con:
        con.execute("SET preserve_insertion_order = false")
        con.execute("SET memory_limit = '700MB'")
        con.execute(f"SET temp_directory = {quoted_path(part.with_suffix('.spill'))}")
        _load_declared(con, process)
        sources = " UNION ALL BY NAME ".join(
            f"SELECT *, {i} AS segment, {i} * 1000000000000 + file_row_number AS spot "
            f"FROM {parquet_sql(path, 'file_row_number = true')}"
            for i, path in enumerate(paths)
        )
        con.execute(f"CREATE VIEW source AS {sources}")
        con.execute(IDENTIFIED)
        con.execute(WINNERS)
        con.execute(f"COPY ({KEPT}) TO {quoted_path(part)} (FORMAT parquet, COMPRESSION zstd)")
        merged = _account(con, target, process)
    _keep(merged)
    part.replace(target)
    return merged


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
SELECT spot, line, file, event_id, amount, hash(case_id, activity, ts) AS what,
       md5_number(COALESCE(event_id, concat_ws(chr(31), 'retour', case_id, activity, ts, nth))) AS identity
FROM (SELECT spot, line, file, event_id, case_id, activity, ts, amount,
             CASE WHEN event_id IS NULL
                  THEN row_number() OVER (PARTITION BY segment, case_id, activity, ts ORDER BY spot)
             END AS nth
      FROM source)
"""

# The first to say an event is kept, but for an amount that was corrected: then the last to give one.
WINNERS = """
CREATE TABLE winners AS
SELECT identity, count(*) AS said, min(what) <> max(what) AS torn,
       CASE WHEN min(what) = max(what) AND min(amount) <> max(amount)
            THEN max(spot) FILTER (WHERE amount IS NOT NULL)
            WHEN min(what) = max(what) AND min(amount) IS NOT NULL
            THEN min(spot) FILTER (WHERE amount IS NOT NULL)
            ELSE min(spot)
       END AS spot
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
CREATE TABLE conflicts AS
SELECT w.torn, i.spot, i.event_id, i.file, i.line, i.amount,
       f.file AS kept_file, f.line AS kept_line, f.amount AS kept_amount
FROM identified i
JOIN winners w ON w.identity = i.identity AND w.said > 1
JOIN identified f ON f.spot = w.spot
WHERE f.what <> i.what OR f.amount <> i.amount
"""

TORN = "SELECT event_id, file, line, kept_file, kept_line FROM conflicts WHERE torn ORDER BY spot LIMIT ?"

CORRECTED = """
SELECT s.case_id, s.activity, c.file, c.line, c.amount, c.kept_file, c.kept_line, c.kept_amount
FROM (SELECT * FROM conflicts WHERE NOT torn ORDER BY spot LIMIT ?) AS c JOIN source AS s USING (spot)
ORDER BY c.spot
"""


def _account(con: duckdb.DuckDBPyConnection, target: Path, process: Process) -> Merged:
    con.execute(CONFLICTS)
    events, said = con.execute("SELECT count(*), coalesce(sum(said), 0) FROM winners").fetchall()[0]
    found = con.execute("SELECT count(*) FILTER (torn), count(*) FROM conflicts").fetchall()[0]
    torn, conflicts = (int(n) for n in found)
    problems = [_torn(*row) for row in con.execute(TORN, [LISTED_CONFLICTS]).fetchall()]
    if conflicts > torn:
        problems += [_corrected(row) for row in con.execute(CORRECTED, [LISTED_CONFLICTS]).fetchall()]
    if conflicts > len(problems):
        place, details = Place(f"processes/{process.key}.yaml"), {"count": conflicts - len(problems)}
        problems.append(Problem("problems.more", place, severity=Severity.WARNING, details=details))
    return Merged(target, events, int(said) - events - conflicts, tuple(problems))


def _torn(event_id: str, file: str, line: int, kept_file: str, kept_line: int) -> Problem:
    """One event id with two contents: the first is kept, for nothing says that the second corrects it."""
    details = {"first_file": kept_file, "first_line": kept_line}
    place = Place(file, line, "id")
    return Problem("event.id_two_contents", place, event_id, "first_kept", Severity.WARNING, details)


def _corrected(row: tuple[Any, ...]) -> Problem:
    """One event with two amounts: the last export that gives one corrects the others."""
    case, activity, file, line, amount, kept_file, kept_line, kept_amount = row
    details = {
        "left": amount / CENTS,
        "kept": kept_amount / CENTS,
        "kept_file": kept_file,
        "kept_line": kept_line,
    }
    place = Place(file, line, "amount")
    return Problem("event.said_differently", place, f"{case} · {activity}", "", Severity.WARNING, details)
