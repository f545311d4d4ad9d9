"""Reading: exactly one row an event, sealed or not, as it is known now or as it was known on a moment.

A reader waits for nobody. It reads the version of the tables, then the tail; if a seal came between, it
begins again. What a seal would change is worked out in memory, and nothing is written.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import pyarrow as pa

from retour.store.durable.cold import Cold, Keys, State
from retour.store.durable.files import by_bucket, reading
from retour.store.durable.layout import events_schema
from retour.store.durable.seal import Attributes, Changes, changes_of, looked_up
from retour.store.durable.table import Snapshot
from retour.store.durable.tail import CASE, CONTENT, IDENTITY, SEQ, HotRow, Tail, Taken, as_table, take

TRIES = 20


class Restless(Exception):  # noqa: N818  it reads as what it is
    """Twenty seals in a row came between the tables and the tail."""


@dataclass(frozen=True)
class Known:
    """The events of one process, as known before a moment (None: now).

    Read `files`, and `past` where a moment is asked; leave out the events of `gone`; add `fresh`. `query`
    says it in SQL. A case is wholly in one bucket.
    """

    process: str
    before: int | None
    files: Mapping[int, tuple[Path, ...]]
    past: Mapping[int, tuple[Path, ...]]
    fresh: pa.Table  # columns of the log, one row an event, and ``bucket``
    gone: frozenset[bytes]
    columns: tuple[str, ...]
    stamp: str  # changes whenever any of it does

    @cached_property
    def buckets(self) -> tuple[int, ...]:
        """The buckets that have something."""
        fresh = set(self.fresh["bucket"].to_pylist())
        return tuple(sorted({*self.files, *self.past, *fresh}))

    def query(self, con: duckdb.DuckDBPyConnection, bucket: int | None = None) -> str:
        """SQL of the events, of one bucket or of all, for a connection that is given what is in memory.

        The names of what is in memory are the same each time: run a query before asking for the next.
        """
        names = [*dict.fromkeys((*events_schema(()).names, *self.columns))]
        rows = self.fresh if bucket is None else _of_bucket(self.fresh, bucket)
        con.register("retour_fresh", rows.drop_columns(["bucket"]))
        con.register("retour_gone", pa.table({"identity": pa.array(sorted(self.gone), pa.binary())}))
        parts = [_selected(names, rows.column_names, "retour_fresh")]
        believed = [p for b, paths in self.files.items() for p in paths if bucket in (None, b)]
        past = [p for b, paths in self.past.items() for p in paths if bucket in (None, b)]
        left = "SELECT r.* FROM {} AS r ANTI JOIN retour_gone USING (identity)"
        if believed:
            source = left.format(reading(believed)) + self._until("recorded < {0}")
            parts.append(_selected(names, _columns(con, source), f"({source})"))
        if past and self.before is not None:
            source = left.format(reading(past)) + self._until(
                "recorded < {0} AND superseded >= {0} AND NOT retracted"
            )
            parts.append(_selected(names, _columns(con, source), f"({source})"))
        return " UNION ALL ".join(parts)

    def _until(self, condition: str) -> str:
        return "" if self.before is None else " WHERE " + condition.format(int(self.before))


def _of_bucket(rows: pa.Table, bucket: int) -> pa.Table:
    return rows.filter([each == bucket for each in rows["bucket"].to_pylist()])


def _columns(con: duckdb.DuckDBPyConnection, source: str) -> set[str]:
    return {str(row[0]) for row in con.execute(f"DESCRIBE {source}").fetchall()}


def _selected(names: Sequence[str], there: Iterable[str], source: str) -> str:
    known = set(there)
    told = ", ".join(f'"{n}"' if n in known else f'CAST(NULL AS VARCHAR) AS "{n}"' for n in map(_safe, names))
    return f"SELECT {told} FROM {source}"


def _safe(name: str) -> str:
    return name.replace('"', '""')


@dataclass(frozen=True)
class View:
    """The whole log at one moment: its tables, and what the tail would change in them."""

    cold: Cold
    state: State
    taken: Taken
    changes: Mapping[str, Changes]
    before: int | None

    @classmethod
    def of(cls, cold: Cold, tail: Tail, before: int | None = None) -> "View":
        """Read the tables and the tail together; Restless when seals never leave the time."""
        for _ in range(TRIES):
            state = State.of(cold)
            rows = take(tail.rows)
            with suppress(OSError, duckdb.IOException):  # files that were replaced while they were read
                if State.of(cold).versions == state.versions:
                    return _view(cold, state, rows, before)
        raise Restless

    @property
    def processes(self) -> tuple[str, ...]:
        """Every process that something was told of."""
        return tuple(sorted({*self.state.pairs, *self.changes}))

    def count(self, process: str) -> int:
        """How many events of a process are believed now."""
        _, events, _ = self.state.pairs.get(process, (None, Snapshot(), None))
        changes = self.changes.get(process, Changes())
        return events.rows + len(changes.believed) - sum(len(found) for found in changes.gone.values())

    def known(self, process: str, attributes: Attributes) -> Known:
        """The events of one process."""
        pair, events, history = self.state.pairs.get(
            process, (self.cold.pair(process), Snapshot(), Snapshot())
        )
        changes = self.changes.get(process, Changes())
        asked = tuple(attributes(process))
        rows = [self.taken.rows[place] for place in changes.believed]
        at = [self.taken.stamps.at[place] for place in changes.believed]
        keys = Keys(self.cold, pair, (events, history))
        cases = keys.worked_out(dict.fromkeys(row[CASE] for row in rows))
        fresh = as_table(rows, at, [cases[row[CASE]] for row in rows], asked)
        numbers = pa.array([keys.bucket(row[CASE]) for row in rows], pa.int32())
        return Known(
            process=process,
            before=self.before,
            files={b or 0: tuple(pair.events.paths(f)) for b, f in by_bucket(events.files).items()},
            past={b or 0: tuple(pair.history.paths(f)) for b, f in by_bucket(history.files).items()},
            fresh=fresh.append_column("bucket", numbers),
            gone=frozenset(identity for found in changes.gone.values() for identity in found),
            columns=tuple(dict.fromkeys(c for c in (*events.columns, *fresh.column_names) if c[:2] == "a_")),
            stamp=repr(
                (process, events.version, history.version, self._tail_of(process), self.before, asked)
            ),
        )

    def _tail_of(self, process: str) -> str:
        """Changes whenever anything that the tail says of a process does."""
        changes = self.changes.get(process, Changes())
        told = hashlib.blake2b(digest_size=16)
        for row in (self.taken.rows[place] for place in changes.believed):
            told.update(b"%d " % row[SEQ] + row[IDENTITY] + row[CONTENT])
        told.update(b"gone" + b"".join(sorted(i for found in changes.gone.values() for i in found)))
        return told.hexdigest()


def _view(cold: Cold, state: State, rows: Sequence[HotRow], before: int | None) -> View:
    taken, found = looked_up(cold, state, rows)
    taken = taken if before is None else taken.until(before)
    return View(cold, state, taken, changes_of(taken, found), before)
