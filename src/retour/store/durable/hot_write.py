"""One transaction of the hot tail: what waits, without what is known already."""

import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import NamedTuple

from retour.events.received import Received, ReceivedRun, content_of, encoded
from retour.store.durable.hot_book import Book, Page, Strand, Unkept
from retour.store.durable.hot_keys import SIZE, Keys


class Appended(NamedTuple):
    """What became of what was appended: all of it is on the disk. `known`: it already was."""

    kept: int
    known: int


Answer = Appended | Unkept
Rows = Sequence[Received] | Sequence[ReceivedRun]


class Told(NamedTuple):
    """What one sender told."""

    events: Sequence[Received]
    runs: Sequence[ReceivedRun] = ()

    @property
    def size(self) -> int:
        """How many things."""
        return len(self.events) + len(self.runs)

    def of(self, strand: Strand) -> Rows:
        """Its events or its runs."""
        return self.events if strand is Strand.EVENTS else self.runs


@dataclass(frozen=True, slots=True)
class Waiting:
    """Senders that wait for the same answer."""

    told: Sequence[Told]
    size: int
    answer: "Future[list[Answer]]"


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

    def added(self, keys: Sequence[bytes]) -> None:
        """These were written."""
        self.keys.add(keys, self.next)
        self.next += len(keys)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """What is not known yet of one strand: keys and texts, and how many of each sender's."""

    keys: list[bytes]
    texts: list[bytes]
    counts: list[int]


def write(book: Book, known: dict[Strand, Known], group: Sequence[Told]) -> list[Appended]:
    """Write what senders told, in one transaction; what became of each.

    Raises:
        Failed: nothing was written.
        UnicodeEncodeError: nothing was written, one of them told half a character.
    """
    strands = [strand for strand in Strand if any(told.of(strand) for told in group)]
    read = {strand: _keyed([told.of(strand) for told in group]) for strand in strands}
    with book.writing():
        fresh = {
            strand: _strand(book, strand, known.setdefault(strand, Known()), read[strand]) for strand in read
        }
    for strand, found in fresh.items():
        known[strand].added(found.keys)
    kept = [sum(found.counts[i] for found in fresh.values()) for i in range(len(group))]
    return [Appended(n, told.size - n) for n, told in zip(kept, group, strict=True)]


def _keyed(senders: Sequence[Rows]) -> _Fresh:
    texts = [encoded(row) for rows in senders for row in rows]
    names = (row.identity for rows in senders for row in rows)
    keys = [name + content_of(text) for name, text in zip(names, texts, strict=True)]
    return _Fresh(keys, texts, [len(rows) for rows in senders])


def _strand(book: Book, strand: Strand, known: Known, told: _Fresh) -> _Fresh:
    known.catch_up(book, strand)
    fresh = _without(told, known.keys.known(told.keys))
    if fresh.keys:
        now = time.time_ns() // 1000
        text = b"[" + b",".join(fresh.texts) + b"]"
        book.add(strand, Page(known.next, len(fresh.keys), now, b"".join(fresh.keys), text))
    return fresh


def _without(told: _Fresh, known: set[bytes]) -> _Fresh:
    """What is not known, once each: of the first who told it."""
    if not known and len(set(told.keys)) == len(told.keys):
        return told
    keys, texts, counts, at = list[bytes](), list[bytes](), list[int](), 0
    for count in told.counts:
        before = len(keys)
        for key, text in zip(told.keys[at : at + count], told.texts[at : at + count], strict=True):
            if key not in known:
                known.add(key)
                keys.append(key)
                texts.append(text)
        counts.append(len(keys) - before)
        at += count
    return _Fresh(keys, texts, counts)
