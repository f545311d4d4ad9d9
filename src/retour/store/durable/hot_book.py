"""Where the hot tail is written: what a database has to do for it, and why it may not be able to."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import NamedTuple, Protocol


class Strand(StrEnum):
    """What is told; each has its own numbers, from 1."""

    EVENTS = "events"
    RUNS = "runs"


class Unkept(StrEnum):
    """Why nothing was kept; the sender may send it again."""

    BUSY = "busy"  # too much waits already
    FULL = "disk_full"
    READ_ONLY = "read_only"
    LOCKED = "locked"  # somebody else writes, for too long
    DAMAGED = "damaged"
    FAILED = "failed"  # the disk, or the database, answered something else
    CLOSED = "closed"
    UNFIT = "unfit"  # it holds a text that no file can: half a character


class Page(NamedTuple):
    """Things that one transaction told: numbered from `first`, at `recorded` (µs since 1970 UTC).

    `keys` are `hot_keys.SIZE` bytes each, one after the other; `told` is a JSON array of arrays, in order.
    """

    first: int
    size: int
    recorded: int
    keys: bytes
    told: bytes


class Failed(Exception):  # noqa: N818  said by a book, told as a value by the tail
    """The book could not be written."""

    def __init__(self, why: Unkept, said: str = "") -> None:
        super().__init__(said or why)
        self.why = why


class Book(Protocol):
    """A connection to where the tail is kept. All may raise `Failed`."""

    def writing(self) -> AbstractContextManager[None]:
        """A transaction that nobody else writes during: on the disk at its end, or not at all."""

    def forgotten(self, strand: Strand) -> int:
        """The last number that was forgotten; 0 when none was."""

    def keys(self, strand: Strand, after: int) -> Sequence[tuple[int, bytes]]:
        """First number and keys of the pages that begin after a number, in order."""

    def add(self, strand: Strand, page: Page) -> None:
        """Write a page, inside `writing`."""

    def forget(self, strand: Strand, upto: int) -> None:
        """Drop the pages that end at a number or before, and remember the number; inside `writing`."""

    def pages(self, strand: Strand, after: int) -> Iterator[Page]:
        """The pages that end after a number, in order, as one moment saw them."""

    def close(self) -> None:
        """Let go of it."""
