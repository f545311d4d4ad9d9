"""Sealing: what came into the hot tail joins the cold log, whole or not at all, once.

In order: new files are on the disk, the history names its own, then the events theirs, then the tail forgets.
Stopped anywhere, the next seal settles the same events again and finds what is already done.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from retour.store.durable.cold import Cold, Held, Keys, Pair, State, held
from retour.store.durable.files import DataFile, copy_query, engine, reading, write_rows
from retour.store.durable.layout import PREFIX, events_schema
from retour.store.durable.left_out import count_sealed
from retour.store.durable.settle import Version, settle
from retour.store.durable.table import RECORDED, SEALED, SEED, Snapshot, Table
from retour.store.durable.tail import (
    CASE,
    CONTENT,
    PROCESS,
    RETRACTED,
    ROWS_AT_ONCE,
    SEQ,
    HotRow,
    Tail,
    Taken,
    as_table,
    by_identity,
    stamps,
    take,
)

Attributes = Callable[[str], Iterable[str]]


class Forgetful(Tail, Protocol):
    """A tail that forgets what was sealed."""

    def forget(self, upto: int) -> None:
        """Drop the events numbered up to `upto`."""


@dataclass
class Changes:
    """What has to change in the tables of one process. Numbers are rows of the tail."""

    believed: list[int] = field(default_factory=list)
    past: list[tuple[int, int]] = field(default_factory=list)  # and until when it was believed
    past_held: list[tuple[Held, int, int]] = field(default_factory=list)  # a row of the cold log
    gone: dict[DataFile, list[bytes]] = field(default_factory=dict)  # identities that leave a file


def looked_up(cold: Cold, state: State, rows: Sequence[HotRow]) -> tuple[Taken, list[Held]]:
    """Rows of the tail with their moments, and what the cold log holds of the same events."""
    found = held(cold, state, by_identity(rows)) if rows else []
    first: dict[bytes, int] = {}
    for each in found:
        for identity, _, line, content, _ in each.listed:
            key = identity + content
            first[key] = min(line, first.get(key, line))
    return Taken(rows, stamps(rows, state.snapshots, first)), found


def changes_of(taken: Taken, found: Sequence[Held]) -> dict[str, Changes]:
    """What the rows of the tail change, process by process."""
    changes: dict[str, Changes] = {}
    known: dict[bytes, list[tuple[Held, int]]] = {}
    for each in found:
        for place, row in enumerate(each.listed):
            known.setdefault(row[0], []).append((each, place))
    for identity, places in by_identity(taken.rows).items():
        first = taken.rows[places[0]]
        if len(places) == 1 and identity not in known and not first[RETRACTED]:
            changes.setdefault(first[PROCESS], Changes()).believed.append(places[0])
        else:
            _settle(taken, places, known.get(identity, []), changes)
    return changes


def _settle(
    taken: Taken, places: Sequence[int], known: Sequence[tuple[Held, int]], changes: dict[str, Changes]
) -> None:
    told = [_held_version(each, row, place) for place, (each, row) in enumerate(known)]
    told += [_hot_version(taken, place) for place in places]
    outcome = settle(told)
    believed = outcome.believed
    if believed is not None and not believed.sealed:
        process = taken.rows[believed.place][PROCESS]
        changes.setdefault(process, Changes()).believed.append(believed.place)
    for version, until in outcome.past:
        if version.sealed:
            each, row = known[version.place]
            changes.setdefault(each.process, Changes()).past_held.append((each, row, until))
        else:
            process = taken.rows[version.place][PROCESS]
            changes.setdefault(process, Changes()).past.append((version.place, until))
    for version in outcome.gone:
        each, row = known[version.place]
        leaving = changes.setdefault(each.process, Changes()).gone
        leaving.setdefault(each.file(row), []).append(each.listed[row][0])


def _held_version(each: Held, row: int, place: int) -> Version:
    _, recorded, line, content, retracted = each.listed[row]
    return Version(
        recorded=recorded, line=line, content=content, retracted=retracted, sealed=each.kind, place=place
    )


def _hot_version(taken: Taken, place: int) -> Version:
    row = taken.rows[place]
    return Version(
        recorded=taken.stamps.at[place],
        line=row[SEQ],
        content=row[CONTENT],
        retracted=bool(row[RETRACTED]),
        sealed="",
        place=place,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What a seal did: rows taken from the tail, events added, rows that joined the past."""

    taken: int = 0
    added: int = 0
    past: int = 0
    runs: int = 0

    def __add__(self, other: "Sealed") -> "Sealed":
        return Sealed(
            taken=self.taken + other.taken,
            added=self.added + other.added,
            past=self.past + other.past,
            runs=self.runs + other.runs,
        )


def seal(cold: Cold, tail: Forgetful, attributes: Attributes, *, at_once: int = ROWS_AT_ONCE) -> Sealed:
    """Bring everything that the tail holds into the cold log. Inside `Cold.turn`.

    Args:
        cold: the tables.
        tail: what came in.
        attributes: of a process, the names that are kept; nothing else that was told of an event is.
        at_once: rows in memory at a time.
    """
    total = Sealed()
    while rows := take(tail.rows, at_once):
        state = State.of(cold)
        total += _seal(cold, state, rows, attributes)
        count_sealed(cold.root, rows, attributes)
        tail.forget(rows[-1][SEQ])
    return total


def _seal(cold: Cold, state: State, rows: Sequence[HotRow], attributes: Attributes) -> Sealed:
    taken, found = looked_up(cold, state, rows)
    changes = changes_of(taken, found)
    notes = {SEALED: int(taken.rows[-1][SEQ]), SEED: taken.stamps.seed, RECORDED: taken.stamps.last}
    works = [_Work(cold, state, process, taken, tuple(attributes(process))) for process in changes]
    for work in works:
        work.remember(changes[work.process], notes)
    for work in works:
        work.believe(changes[work.process], notes)
    each = changes.values()
    return Sealed(
        taken=len(taken.rows),
        added=sum(len(c.believed) for c in each),
        past=sum(len(c.past) + len(c.past_held) for c in each),
    )


class _Work:
    """The seal of one process."""

    def __init__(
        self, cold: Cold, state: State, process: str, taken: Taken, attributes: tuple[str, ...]
    ) -> None:
        self.process, self.taken, self.attributes = process, taken, attributes
        found = state.pairs.get(process)
        self.pair: Pair = found[0] if found else cold.pair(process)
        self.begun = (found[1], found[2]) if found else (Snapshot(), Snapshot())
        self.keys = Keys(cold, self.pair, self.begun)

    def remember(self, changes: Changes, notes: Mapping[str, int]) -> None:
        """Add to the history what is no longer believed."""
        parts = []
        if changes.past:
            places = [place for place, _ in changes.past]
            taken_back = [bool(self.taken.rows[place][RETRACTED]) for place in places]
            parts.append(_past(self._table(places), [until for _, until in changes.past], taken_back))
        for each in {id(h): h for h, _, _ in changes.past_held}.values():
            rows = [(row, until) for h, row, until in changes.past_held if h is each]
            cold = each.rows.drop_columns(["filename"]).take([row for row, _ in rows])
            parts.append(_past(cold, [until for _, until in rows], [each.listed[r][4] for r, _ in rows]))
        if parts:
            rows_ = pa.concat_tables(parts, promote_options="default")
            self._add(self.pair.history, rows_, (), notes, past=True)

    def believe(self, changes: Changes, notes: Mapping[str, int]) -> None:
        """Add to the events what is believed now, and take out what is not."""
        if changes.believed or changes.gone:
            self._add(self.pair.events, self._table(changes.believed), changes.gone.items(), notes)

    def _table(self, places: Sequence[int]) -> pa.Table:
        rows = [self.taken.rows[place] for place in places]
        keys = self.keys.of(dict.fromkeys(row[CASE] for row in rows))
        at = [self.taken.stamps.at[place] for place in places]
        return as_table(rows, at, [keys[row[CASE]] for row in rows], self.attributes)

    def _add(
        self,
        table: Table,
        rows: pa.Table,
        gone: Iterable[tuple[DataFile, list[bytes]]],
        notes: Mapping[str, int],
        *,
        past: bool = False,
    ) -> None:
        names = [name.removeprefix(PREFIX) for name in rows.column_names if name.startswith(PREFIX)]
        table.create(events_schema(names, past=past), buckets=self.keys.buckets)
        cases = rows["case_id"].unique().to_pylist()
        place = {case: self.keys.bucket(case) for case in cases}
        buckets = pa.array([place[case] for case in rows["case_id"].to_pylist()], pa.int32())
        leaving = dict(gone)
        with all_or_none(table) as add:
            for bucket in sorted(set(buckets.to_pylist())):
                add(write_rows(table.folder, bucket, rows.filter(pc.equal(buckets, bucket))))
            for file, identities in leaving.items():
                add(without(table, file, identities))
        table.commit(add=add.files, remove=list(leaving), notes=notes, since=self.begun[past])


@dataclass
class Added:
    """Files that were written and that no commit names yet."""

    files: list[DataFile] = field(default_factory=list)

    def __call__(self, file: DataFile | None) -> None:
        """Take one more, if it has anything."""
        self.files += [file] if file is not None else []


@contextmanager
def all_or_none(table: Table) -> Iterator[Added]:
    """Files that are removed again when the last of them cannot be written."""
    added = Added()
    try:
        yield added
    except BaseException:
        for path in table.paths(added.files):
            path.unlink(missing_ok=True)
        raise


def _past(rows: pa.Table, until: Sequence[int], taken_back: Sequence[bool]) -> pa.Table:
    rows = rows.drop_columns([c for c in ("superseded", "retracted") if c in rows.column_names])
    return rows.append_column("superseded", pa.array(until, pa.int64())).append_column(
        "retracted", pa.array(taken_back, pa.bool_())
    )


def without(table: Table, file: DataFile, identities: Sequence[bytes]) -> DataFile | None:
    """A copy of a file without some events; None when nothing is left."""
    with engine() as con:
        con.register("gone", pa.table({"identity": pa.array(identities, pa.binary())}))
        source = reading(table.paths([file]))
        query = f"SELECT r.* FROM {source} AS r ANTI JOIN gone USING (identity)"
        return copy_query(con, table.folder, file.bucket, query)
