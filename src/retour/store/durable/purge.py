"""Retention: cases and runs that are older than what the workspace keeps leave the log, and the disk.

A case goes whole, when its last event is too old: one that still lives keeps its beginning. Of what was
corrected, what stopped being believed before the limit goes too.
"""

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from retour.store.cache import Cache
from retour.store.durable.cold import Cold, Pair
from retour.store.durable.compact import KEPT
from retour.store.durable.files import by_bucket, engine, reading
from retour.store.durable.proof import Act, record
from retour.store.durable.rewrite import Rewritten, Rule, rewrite
from retour.store.scan import moment

Living = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Moments (µs) before which things go: by process, of any other process, of runs (None: never)."""

    events: Mapping[str, int] = field(default_factory=dict)
    others: int | None = None
    runs: int | None = None

    def of(self, process: str) -> int | None:
        """The limit of a process."""
        return self.events.get(process, self.others)


def purge(workspace: Path, cold: Cold, limits: Limits, living: Living) -> Act | None:
    """Drop what is older than the limits; None when nothing was. Inside `Cold.turn`.

    `living`: cases, by process, that stay whatever the tables say of them: something not sealed tells more.
    """
    done, told = Rewritten(), dict[str, int]()
    with engine() as con:
        for pair in cold.pairs():
            limit = limits.of(pair.process)
            if limit is not None:
                told[pair.process] = limit
                _purge(con, pair, limit, sorted(living.get(pair.process, ())), done)
        if limits.runs is not None and cold.runs.exists:
            told["runs"] = limits.runs
            drop = f"started < {int(limits.runs)}"
            rewrite(con, cold.runs, cold.runs.snapshot().files, Rule(drop=drop), done)
    for table in cold.tables():
        table.sweep(older_than=0.0 if done.removed else KEPT)
    if not done.removed:
        return None
    shutil.rmtree(Cache.folder(workspace), ignore_errors=True)  # what was made of the files that went
    act = Act(
        kind="purge",
        at=datetime.now(UTC),
        counts=done.dropped,
        removed=tuple(done.removed),
        added=tuple(done.added),
        limits={name: moment(at).date().isoformat() for name, at in told.items()},
    )
    record(workspace, act)
    return act


def _purge(
    con: duckdb.DuckDBPyConnection, pair: Pair, limit: int, living: Sequence[str], done: Rewritten
) -> None:
    con.register("living", pa.table({"case_id": pa.array(living, pa.string())}))
    events, history = pair.events.snapshot(), pair.history.snapshot()
    past = by_bucket(history.files)
    for bucket, files in by_bucket(events.files).items():
        if min(f.first for f in files if f.first is not None) >= limit:
            continue
        con.execute(
            "CREATE OR REPLACE TEMP TABLE old AS SELECT case_key FROM "
            f"{reading(pair.events.paths(files))} GROUP BY case_key HAVING max(ts) < {int(limit)} "
            "AND min(case_id) NOT IN (SELECT case_id FROM living)"
        )
        gone = Rule(drop="case_key IN (SELECT case_key FROM old)")
        rewrite(con, pair.history, past.get(bucket, ()), gone, done)
        rewrite(con, pair.events, files, gone, done)
    left = pair.history.snapshot().files
    rewrite(con, pair.history, left, Rule(drop=f"superseded < {int(limit)}"), done)
