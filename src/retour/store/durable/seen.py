"""What is in which file, without opening it: a Bloom filter of its events' identities, and its cases' keys.

Kept in the workspace's hidden cache beside nothing precious: made again from the file where it is not there.
40 bits an identity and 10 probes: one identity in three million is looked up in a file that does not have it.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from retour.store.durable.layout import case_check
from retour.store.whole import beside

BITS, PROBES = 40, 10
BATCH = 131_072
CASE = np.dtype([("key", np.int64), ("check", np.uint32)])
Halves = NDArray[np.uint64]  # shape (n, 2): an identity as two numbers


def halves(identities: Iterable[bytes]) -> Halves:
    """Identities as pairs of numbers."""
    return np.frombuffer(b"".join(identities), np.uint64).reshape(-1, 2)


def may_hold(bits: NDArray[np.uint8], asked: Halves) -> NDArray[np.bool_]:
    """Which identities a filter may hold: the others are surely not there."""
    found = np.zeros(len(asked), np.bool_)
    left = np.arange(len(asked))
    for probe in range(PROBES):
        at = _spots(asked[left], probe, len(bits))
        left = left[(bits[at >> np.uint64(3)] >> (at & np.uint64(7)).astype(np.uint8)) & 1 == 1]
        if not len(left):
            break
    found[left] = True
    return found


def _spots(of: Halves, probe: int, size: int) -> NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        mixed = of[:, 0] + np.uint64(probe) * (of[:, 1] | np.uint64(1))
    return mixed % np.uint64(size * 8)


def filter_of(held: Halves) -> NDArray[np.uint8]:
    """The filter of some identities."""
    size = max(8, len(held) * BITS // 8)
    bits = np.zeros(size * 8, np.bool_)
    for probe in range(PROBES):
        bits[_spots(held, probe, size)] = True
    return np.packbits(bits, bitorder="little")


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of one file."""

    bits: NDArray[np.uint8]
    cases: NDArray[np.void]  # dtype CASE, sorted by key


@dataclass(frozen=True)
class Seen:
    """The notes of the files of a workspace's log; `root` None where nothing can be kept: made each time."""

    root: Path | None

    def of(self, path: Path) -> Noted:
        """The note of a file, made now if it never was."""
        if self.root is None:
            return _noted(path)
        kept = [self.root / f"{path.stem}.{part}.npy" for part in ("seen", "cases")]
        with suppress(OSError, ValueError):
            bits, cases = (np.load(each, mmap_mode="r") for each in kept)
            return Noted(bits, cases)
        made = _noted(path)
        with suppress(OSError):
            self.root.mkdir(parents=True, exist_ok=True)
            for each, values in zip(kept, (made.bits, made.cases), strict=True):
                _keep(each, values)
        return made

    def forget_all_but(self, stems: Iterable[str]) -> None:
        """Remove the notes of files that are no longer in use."""
        kept = set(stems)
        with suppress(OSError):
            for path in self.root.iterdir() if self.root is not None else ():
                if path.name.partition(".")[0] not in kept:
                    path.unlink(missing_ok=True)


def _keep(path: Path, values: NDArray[np.generic]) -> None:
    part = beside(path)
    with part.open("wb") as out:
        np.save(out, values)
    part.replace(path)


def _noted(path: Path) -> Noted:
    source = pq.ParquetFile(path)
    held, cases = [], []
    for batch in source.iter_batches(BATCH, columns=["identity", "case_key", "case_id"]):
        rows = pa.Table.from_batches([batch])
        held.append(halves(rows["identity"].to_pylist()))
        cases.append(_each_once(rows.select(["case_key", "case_id"])))
    every = _each_once(pa.concat_tables(cases)) if cases else None
    return Noted(filter_of(np.concatenate(held) if held else halves(())), _cases(every))


def _each_once(rows: pa.Table) -> pa.Table:
    return rows.group_by(["case_key", "case_id"]).aggregate([])


def _cases(each: pa.Table | None) -> NDArray[np.void]:
    if each is None:
        return np.empty(0, CASE)
    each = each.take(pc.sort_indices(each, [("case_key", "ascending")]))
    found = np.empty(len(each), CASE)
    found["key"] = each["case_key"].to_numpy()
    found["check"] = [case_check(case) for case in each["case_id"].to_pylist()]
    return found
