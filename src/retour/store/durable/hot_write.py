"""One transaction of the hot tail: what waits, without what is known already."""

import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from retour.events.received import Received, ReceivedRun
from retour.store.durable.hot_book import Book, Page, Strand, Unkept
from retour.store.durable.hot_keys import SIZE, Keys

_encode = msgspec.json.Encoder().encode


class Appended(NamedTuple):
    """What became of what was appended: all of it is on the disk. `known`: it already was."""

    kept: int
    known: int


Answer = Appended | Unkept


@dataclass(frozen=True, slots=True)
class Lot:
    """Things of one strand from one sender."""

    keys: list[bytes]
    rows: Sequence[Received | ReceivedRun]
    told: bytes  # the same, as they are written: a JSON array without its brackets

    @classmethod
    def of(cls, rows: Sequence[Received | ReceivedRun]) -> "Lot":
        """Things as they will be written; UnicodeEncodeError when one cannot be."""
        keys = [row.identity + row.content for row in rows]
        return cls(keys, rows, _encode(rows)[1:-1] if rows else b"")

    def without(self, known: set[bytes]) -> "Lot":
        """What is not known yet, once each."""
        fresh = {key: row for key, row in zip(self.keys, self.rows, strict=True) if key not in known}
        if len(fresh) == len(self.keys):
            return self
        rows = list(fresh.values())
        return Lot(list(fresh), rows, _encode(rows)[1:-1])


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one sender waits for."""

    lots: dict[Strand, Lot]
    answer: "Future[Answer]"

    @property
    def size(self) -> int:
        """How many things."""
        return sum(len(lot.keys) for lot in self.lots.values())


@dataclass
class Known:
    """What is known of one strand of the file."""

    next: int = 1
    forgotten: int = 0
    keys: Keys = field(default_factory=Keys)

    def catch_up(self, book: Book, strand: Strand) -> None:
        """Learn what other processes wrote, and what was forgotten; inside a transaction."""
        forgotten = book.forgotten(strand)
        if forgotten != self.forgotten:
            self.keys.forget(forgotten)
            self.forgotten = forgotten
        for first, keys in book.keys(strand, self.next - 1):
            self.keys.load(keys, first)
            self.next = first + len(keys) // SIZE
        self.next = max(self.next, forgotten + 1)


class Write:
    """One transaction over a group of senders."""

    def __init__(self, book: Book, known: dict[Strand, Known], group: Sequence[Waiting]) -> None:
        self._book, self._known, self._group = book, known, group
        self._kept = [0] * len(group)

    def done(self) -> list[Appended]:
        """Write the group; what became of each."""
        with self._book.writing():
            added = [self._strand(strand) for strand in Strand if any(strand in w.lots for w in self._group)]
        for known, keys in added:
            known.keys.add(keys, known.next)
            known.next += len(keys)
        return [Appended(kept, w.size - kept) for w, kept in zip(self._group, self._kept, strict=True)]

    def _strand(self, strand: Strand) -> tuple[Known, list[bytes]]:
        known = self._known.setdefault(strand, Known())
        known.catch_up(self._book, strand)
        lots = [(i, w.lots[strand]) for i, w in enumerate(self._group) if strand in w.lots]
        seen = known.keys.known([key for _, lot in lots for key in lot.keys])
        fresh = []
        for i, lot in lots:
            kept = lot.without(seen)
            seen.update(kept.keys)
            self._kept[i] += len(kept.keys)
            fresh.append(kept)
        keys = [key for lot in fresh for key in lot.keys]
        if keys:
            told = b"[" + b",".join(lot.told for lot in fresh if lot.keys) + b"]"
            now = time.time_ns() // 1000
            self._book.add(strand, Page(known.next, len(keys), now, b"".join(keys), told))
        return known, keys
