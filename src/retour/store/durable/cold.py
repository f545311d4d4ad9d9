"""The cold log of a workspace: its tables, what they hold of some events, and the keys of its cases."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa

from retour.store.durable.files import DataFile, by_bucket, engine, flush, reading
from retour.store.durable.layout import (
    BUCKETS,
    EVENTS,
    HISTORY,
    RUNS,
    TYPES,
    case_check,
    case_key,
    folder_name,
    log_folder,
)
from retour.store.durable.seen import Halves, Seen, halves, may_hold
from retour.store.durable.table import Snapshot, Table
from retour.store.lock import at_once
from retour.store.whole import keep

KEYS = "keys.json"
TURN = "seal.lock"  # holds nothing: whoever seals, compacts or purges has it locked
NOTES = Path(".retour") / "seen"
PAUSE = 0.05  # seconds between two tries for the lock


class Busy(Exception):  # noqa: N818  it reads as what it is
    """Somebody else seals, compacts or erases in this folder."""


@dataclass(frozen=True)
class Pair:
    """The two tables of a process."""

    process: str
    events: Table
    history: Table

    @property
    def tables(self) -> tuple[Table, Table]:
        """Both."""
        return self.events, self.history


@dataclass(frozen=True)
class Cold:
    """The tables under ``log/``. `hashed` gives the key of a case (and others at other turns)."""

    root: Path
    seen: Seen
    hashed: Callable[[str, int], int] = case_key
    buckets: int = BUCKETS

    @classmethod
    def of(cls, workspace: Path, *, buckets: int = BUCKETS) -> "Cold":
        """The cold log of a workspace folder."""
        return cls(log_folder(workspace), Seen(workspace / NOTES), buckets=buckets)

    def pair(self, process: str) -> Pair:
        """The tables of a process, there or not."""
        folder = self.root / folder_name(process)
        return Pair(process, Table(folder / EVENTS, process), Table(folder / HISTORY, process))

    @property
    def runs(self) -> Table:
        """The table of runs."""
        return Table(self.root / RUNS, bucketed=False)

    def pairs(self) -> tuple[Pair, ...]:
        """The tables of every process that has one, by name."""
        if not self.root.is_dir():
            return ()
        folders = sorted(p for p in self.root.iterdir() if p.is_dir() and p.name != RUNS)
        found = [Pair(_named(p), Table(p / EVENTS), Table(p / HISTORY)) for p in folders]
        return tuple(self.pair(each.process) for each in found if each.events.exists or each.history.exists)

    def tables(self) -> tuple[Table, ...]:
        """Every table that exists."""
        all_ = (*(t for pair in self.pairs() for t in pair.tables), self.runs)
        return tuple(table for table in all_ if table.exists)

    @contextmanager
    def turn(self, patience: float = 30.0) -> Iterator[None]:
        """Inside, nobody else changes the tables; Busy when somebody still does after some seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + patience
        with ExitStack() as stack:
            while not stack.enter_context(at_once(self.root / TURN)):
                stack.close()
                if time.monotonic() >= until:
                    raise Busy
                time.sleep(PAUSE)
            yield


def _named(folder: Path) -> str:
    events = Table(folder / EVENTS)
    return events.name if events.exists else Table(folder / HISTORY).name or folder.name


@dataclass(frozen=True)
class Held:
    """What the cold log holds of some events: whole rows, with the file that each stands in.

    Columns of `rows`: those of the table, and `filename`.
    """

    process: str
    kind: str  # EVENTS | HISTORY
    rows: pa.Table
    files: Mapping[str, DataFile]

    @cached_property
    def listed(self) -> list[tuple[bytes, int, int, bytes, bool]]:
        """Identity, recorded, line, content and whether taken back, row by row."""
        columns = [self.rows[name].to_pylist() for name in ("identity", "recorded", "line", "content")]
        taken = self.rows["retracted"].to_pylist() if self.kind == HISTORY else [False] * len(self.rows)
        return list(zip(*columns, taken, strict=True))

    def file(self, row: int) -> DataFile:
        """The file of a row."""
        return self.files[Path(str(self.rows["filename"][row])).name]


@dataclass(frozen=True)
class State:
    """Every table of events at its version."""

    pairs: Mapping[str, tuple[Pair, Snapshot, Snapshot]] = field(default_factory=dict)
    runs: Snapshot = Snapshot()

    @classmethod
    def of(cls, cold: Cold) -> "State":
        """As it is now."""
        found = {p.process: (p, p.events.snapshot(), p.history.snapshot()) for p in cold.pairs()}
        return cls(found, cold.runs.snapshot())

    @property
    def versions(self) -> tuple[tuple[str, int, int], ...]:
        """The version of every table."""
        return tuple((name, e.version, h.version) for name, (_, e, h) in sorted(self.pairs.items()))

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every snapshot of events."""
        return tuple(s for _, events, history in self.pairs.values() for s in (events, history))


def held(cold: Cold, state: State, identities: Iterable[bytes]) -> list[Held]:
    """What the cold log holds of some events; only files that may have one are opened."""
    asked = list(identities)
    both = halves(asked)
    found = []
    for process, (pair, events, history) in state.pairs.items():
        for kind, table, snapshot in ((EVENTS, pair.events, events), (HISTORY, pair.history, history)):
            rows = _held_in(cold.seen, table, snapshot.files, (asked, both))
            if rows is not None:
                found.append(Held(process, kind, rows, {Path(f.name).name: f for f in snapshot.files}))
    return found


def _held_in(
    seen: Seen, table: Table, files: Sequence[DataFile], asked: tuple[list[bytes], Halves]
) -> pa.Table | None:
    identities, both = asked
    suspected = np.zeros(len(identities), np.bool_)
    opened = []
    for file in files:
        hit = may_hold(seen.of(table.folder / file.name).bits, both)
        if hit.any():
            opened.append(file)
            suspected |= hit
    if not opened:
        return None
    wanted = pa.table({"identity": [identities[i] for i in np.flatnonzero(suspected)]})
    with engine() as con:
        con.register("wanted", wanted)
        source = reading(table.paths(opened), "filename = true")
        asked_for = con.execute(f"SELECT r.* FROM {source} AS r SEMI JOIN wanted USING (identity)")
        names = [str(column[0]) for column in asked_for.description or ()]
        rows = asked_for.fetchall()
    columns = zip(*rows, strict=True)
    types = dict(TYPES)
    arrays = [pa.array(c, types.get(n, pa.string())) for n, c in zip(names, columns, strict=False)]
    return pa.Table.from_arrays(arrays, names) if rows else None


@dataclass
class Keys:
    """The keys of a process's cases: a hash of each, unless another case has the same.

    The few cases whose hash was taken are in ``keys.json``, on the disk before the rows that use their key.
    """

    cold: Cold
    pair: Pair
    snapshots: tuple[Snapshot, ...]

    @cached_property
    def path(self) -> Path:
        """Where the exceptions are written."""
        return self.pair.events.folder.parent / KEYS

    @cached_property
    def buckets(self) -> int:
        """How many buckets the process has."""
        return next((s.buckets for s in self.snapshots if s.version >= 0), self.cold.buckets)

    def bucket(self, case: str) -> int:
        """The bucket of a case."""
        return self.cold.hashed(case, 0) % self.buckets

    def of(self, cases: Iterable[str]) -> dict[str, int]:
        """The key of each case; those that are exceptions are written down."""
        given = self._given()
        found = self.worked_out(cases)
        new = {case: key for case, key in found.items() if key != given.get(case, self.cold.hashed(case, 0))}
        if new:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            keep(self.path, json.dumps(given | new, ensure_ascii=False, sort_keys=True))
            flush(self.path)
            flush(self.path.parent)
        return found

    def worked_out(self, cases: Iterable[str]) -> dict[str, int]:
        """The key that each case has or will have; nothing is written."""
        given = self._given()
        found = {case: given.get(case, self.cold.hashed(case, 0)) for case in cases}
        return found | self._apart(found, given)

    def _given(self) -> dict[str, int]:
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}

    def _apart(self, found: Mapping[str, int], given: Mapping[str, int]) -> dict[str, int]:
        """New keys of the cases whose key another case has."""
        taken: dict[int, str] = {key: case for case, key in given.items()}
        new: dict[str, int] = {}
        for case in sorted(self._clashing(found) - set(given)):
            turn = 1
            while self._is_taken(key := self.cold.hashed(case, turn), case, taken, found):
                turn += 1
            new[case] = key
            taken[key] = case
        return new

    def _clashing(self, found: Mapping[str, int]) -> set[str]:
        """Cases whose key is another's: in a file already, or of an earlier case among these."""
        owners: dict[int, str] = {}
        clashing = {case for case, key in sorted(found.items()) if owners.setdefault(key, case) != case}
        cases = list(found)
        keys = np.fromiter(found.values(), np.int64, len(found))
        checks = np.fromiter((case_check(case) for case in cases), np.uint32, len(cases))
        places = np.fromiter((self.bucket(case) for case in cases), np.int64, len(cases))
        for bucket, files in self._files.items():
            here = np.flatnonzero(places == bucket)
            for path in files if len(here) else ():
                noted = self.cold.seen.of(path).cases
                at = np.minimum(np.searchsorted(noted["key"], keys[here]), max(len(noted) - 1, 0))
                other = noted[at]
                hit = (other["key"] == keys[here]) & (other["check"] != checks[here])
                clashing |= {cases[i] for i in here[hit]}
        return clashing

    @cached_property
    def _files(self) -> dict[int | None, list[Path]]:
        found: dict[int | None, list[Path]] = {}
        for table, snapshot in zip(self.pair.tables, self.snapshots, strict=True):
            for bucket, files in by_bucket(snapshot.files).items():
                found.setdefault(bucket, []).extend(table.paths(files))
        return found

    def _is_taken(self, key: int, case: str, taken: Mapping[int, str], found: Mapping[str, int]) -> bool:
        if key in taken or any(k == key for c, k in found.items() if c != case):
            return True
        return any(
            (self.cold.seen.of(path).cases["key"] == key).any()
            for path in self._files.get(self.bucket(case), ())
        )
