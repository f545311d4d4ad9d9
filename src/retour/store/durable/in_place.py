"""The log of a process read where it lies: its files are not copied, whatever their size.

What the tail adds to them and what it takes back are small files of the cache, named by what they hold.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from retour.register.process import Process
from retour.store.durable.files import engine, reading
from retour.store.durable.known import Known
from retour.store.durable.segment import SAID, digest_of
from retour.store.schema import BASE, attribute_column
from retour.store.source import InPlace, Log
from retour.store.whole import beside, is_whole, keep

DIGESTS = "digests.json"


@dataclass(frozen=True, slots=True)
class Standing:
    """A log that stands as it is: how to read it, a digest of what it says, and the cache's part in it."""

    log: Log
    digest: str
    cached: tuple[Path, ...]


def stands(into: Path, known: Known, process: Process, events: int, *, again: bool = False) -> Standing:
    """Read a log where it lies.

    Args:
        into: the cache of the process.
        known: its events as they are known now.
        process: its declared activities complete the events.
        events: how many there are.
        again: make what the cache has of it anew.
    """
    names = [name for name in known.fresh.column_names if name != "bucket"]
    named = hashlib.sha256(known.stamp.encode()).hexdigest()[:24]
    fresh = into / f"fresh-{named}.parquet"
    gone = into / f"gone-{named}.parquet" if known.gone else None
    _keep_table(fresh, known.fresh.select(names), again=again)
    if gone is not None:
        left = pa.table({"identity": pa.array(sorted(known.gone), pa.binary())})
        _keep_table(gone, left, again=again)
    files = [path for paths in known.files.values() for path in paths]
    where = InPlace(_told(process, {*known.columns, *names}), fresh, gone)
    told = _digest(into / DIGESTS, files, where, again=again)
    buckets = tuple(known.files[bucket] for bucket in sorted(known.files))
    cached = (fresh, into / DIGESTS, *((gone,) if gone else ()))
    return Standing(Log(buckets, in_place=where), digest_of(events, told), cached)


def _keep_table(path: Path, rows: pa.Table, *, again: bool) -> None:
    if again or not is_whole(path):
        part = beside(path)
        pq.write_table(rows, part, compression="zstd")
        part.replace(path)


def _told(process: Process, there: Iterable[str]) -> str:
    """The columns of a log: who acts and for how long are completed where the process says it."""
    kinds = {a.key: str(a.actor_kind) for a in process.activities if a.actor_kind}
    kind = _by_activity("actor_kind", kinds, "VARCHAR")
    spent = {a.key: round(a.minutes * 1000) for a in process.activities if a.minutes is not None}
    minutes = _by_activity("minutes", spent, "BIGINT", f"{kind} = 'human' AND ")
    made = {"event_id": "lower(hex(identity))", "actor_kind": kind, "minutes": minutes}
    known = set(there)
    columns = [f"{made.get(name, name)} AS {name}" for name, _ in BASE]
    columns += [_attribute(attribute_column(name), known) for name in process.attributes]
    return f"case_key, {', '.join(columns)}, minutes IS NOT NULL AS minutes_recorded"


def _by_activity(column: str, values: Mapping[str, object], kind: str, also: str = "") -> str:
    """A column, else what its activity is declared to have."""
    cases = " ".join(
        f"WHEN {also}activity = {_text(key)} THEN CAST({_text(str(value))} AS {kind})"
        for key, value in values.items()
    )
    return f"COALESCE({column}, CASE {cases} END)" if cases else column


def _attribute(column: str, known: set[str]) -> str:
    quoted = '"' + column.replace('"', '""') + '"'
    return quoted if column in known else f"CAST(NULL AS VARCHAR) AS {quoted}"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _digest(note: Path, files: Iterable[Path], where: InPlace, *, again: bool) -> int:
    """What all events say: of files that never change it is remembered, one number each."""
    known = {} if again else _remembered(note)
    told = list(files)
    with engine() as con:
        found = {path.name: known.get(path.name) or _said(con, reading([path])) for path in told}
        total = _said(con, reading([where.fresh]))
        if told and where.gone is not None:
            gone = f"(FROM {reading([where.gone])})"
            total ^= _said(con, f"{reading(told)} SEMI JOIN {gone} USING (identity)")
    if found != known:
        keep(note, json.dumps(found))
    for each in found.values():
        total ^= each
    return total


def _said(con: duckdb.DuckDBPyConnection, source: str) -> int:
    return int(con.execute(f"SELECT coalesce(bit_xor({SAID}), 0) FROM {source}").fetchall()[0][0])


def _remembered(note: Path) -> dict[str, int]:
    try:
        return {str(name): int(said) for name, said in json.loads(note.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        return {}
