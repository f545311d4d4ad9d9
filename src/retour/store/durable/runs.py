"""Runs in the log: every telling of a run is kept, and whoever reads takes the one that counts.

A run is told once or twice (it began, it ended), so nothing is looked up when they are sealed: the table has
every telling, compaction drops those that say nothing new.
"""

from collections.abc import Sequence
from typing import Protocol

import pyarrow as pa

from retour.store.durable.cold import Cold
from retour.store.durable.files import engine, reading, write_rows
from retour.store.durable.layout import RUN_COLUMNS, runs_schema
from retour.store.durable.table import RECORDED, SEALED, SEED
from retour.store.durable.tail import CONTENT, IDENTITY, PAGE, SEQ, HotRow, Tail, stamps, take

NAMES = tuple(name for name, _ in RUN_COLUMNS)
ONCE = (
    "SELECT * FROM {} QUALIFY row_number() OVER (PARTITION BY identity, content ORDER BY recorded, line) = 1"
)


class RunTail(Protocol):
    """A tail of runs that forgets what was sealed."""

    def runs(self, after: int = 0, limit: int = PAGE) -> Sequence[HotRow]:
        """Runs numbered above `after`, in order."""

    def forget_runs(self, upto: int) -> None:
        """Drop the runs numbered up to `upto`."""


def seal_runs(cold: Cold, tail: RunTail) -> int:
    """Bring the runs of the tail into the cold log; how many. Inside `Cold.turn`."""
    count = 0
    while rows := take(tail.runs, PAGE):
        snapshot = cold.runs.snapshot()
        at = stamps(rows, [snapshot])
        cold.runs.create(runs_schema())
        notes = {SEALED: int(rows[-1][SEQ]), SEED: at.seed, RECORDED: at.last}
        cold.runs.commit(
            add=[write_rows(cold.runs.folder, None, _table(list(zip(rows, at.at, strict=True))))],
            notes=notes,
            since=snapshot,
        )
        tail.forget_runs(rows[-1][SEQ])
        count += len(rows)
    return count


def _table(rows: Sequence[tuple[HotRow, int]]) -> pa.Table:
    told = [(*row[4:9], row[IDENTITY], row[CONTENT], at, row[SEQ]) for row, at in rows]
    columns = [pa.array(c, t) for c, (_, t) in zip(zip(*told, strict=True), RUN_COLUMNS, strict=True)]
    return pa.Table.from_arrays(columns, schema=runs_schema())


def tellings(cold: Cold, tail: Tail, before: int | None = None) -> Sequence[HotRow]:
    """Every telling of every run, once, oldest first (`RUN_COLUMNS`), known before a moment (None: now)."""
    while True:
        snapshot = cold.runs.snapshot()
        rows = take(tail.runs)
        if cold.runs.snapshot().version == snapshot.version:
            break
    at = stamps(rows, [snapshot])
    fresh = _table(list(zip(rows, at.at, strict=True))) if rows else runs_schema().empty_table()
    names = ", ".join(NAMES)
    with engine() as con:
        con.register("fresh", fresh)
        every = f"SELECT {names} FROM fresh"
        if snapshot.files:
            every += f" UNION ALL SELECT {names} FROM {reading(cold.runs.paths(snapshot.files))}"
        limit = "" if before is None else f" WHERE recorded < {int(before)}"
        once = ONCE.format(f"(SELECT * FROM ({every}){limit})")
        return con.execute(f"SELECT {names} FROM ({once}) ORDER BY recorded, line").fetchall()
