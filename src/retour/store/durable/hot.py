"""The hot tail of the durable log: what came in, on the disk before anybody is told so, until it is sealed.

Many threads and processes append; in each process, one thread writes. It takes all that waits, leaves out
what is known already, writes the rest in one transaction, then tells everybody: many wait for the disk once.
"""

import logging
import os
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from retour.events.received import Received, ReceivedRun
from retour.store.durable import hot_postgres
from retour.store.durable.hot_book import Book, Failed, Page, Strand, Unkept
from retour.store.durable.hot_keys import SIZE
from retour.store.durable.hot_sqlite import open_book, read_book
from retour.store.durable.hot_write import Answer, Appended, Known, Told, Waiting, write
from retour.store.durable.layout import HOT, log_folder

WAITING = 60_000  # things that may wait to be written; more are sent away
AT_ONCE = 20_000  # things of one transaction
ELSEWHERE = "RETOUR_LOG_URL"  # names a PostgreSQL database that keeps the tails of all workspaces
# Number, recorded (µs since 1970 UTC), identity, content, then a `Received` or a `ReceivedRun`.
HotRow = tuple[Any, ...]
_decode = msgspec.json.Decoder(list[list[Any]]).decode
__all__ = ["WAITING", "Answer", "Appended", "Failed", "Hot", "HotRow", "Told", "Unkept", "open_hot"]
_log = logging.getLogger("retour.log")


class Hot:
    """The hot tail of one workspace. Nothing is opened, and no thread begins, before it is needed."""

    def __init__(
        self,
        write: Callable[[], Book],
        read: Callable[[], Book | None],
        *,
        waiting: int = WAITING,
        at_once: int = AT_ONCE,
    ) -> None:
        self._open, self._read = write, read
        self._most, self._at_once = waiting, at_once
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._gate = threading.Lock()
        self._waiting, self._closed = 0, False
        self._thread: threading.Thread | None = None
        self._book: Book | None = None
        self._known: dict[Strand, Known] = {}

    def append(self, events: Sequence[Received], runs: Sequence[ReceivedRun] = ()) -> "Future[Answer]":
        """Keep events and runs, all or none of them; the answer comes once they are on the disk.

        Never raises and never waits: what cannot be kept is answered with why. It cannot be cancelled.
        """
        answer: Future[Answer] = Future()
        answer.set_running_or_notify_cancel()
        many = self.append_many([Told(events, runs)])
        many.add_done_callback(lambda done: answer.set_result(done.result()[0]))
        return answer

    def append_many(self, told: Sequence[Told]) -> "Future[list[Answer]]":
        """The same for several senders at once, each with an answer of its own."""
        answer: Future[list[Answer]] = Future()
        answer.set_running_or_notify_cancel()
        waiting = Waiting(told, sum(one.size for one in told), answer)
        refused = self._enter(waiting)
        if refused:
            answer.set_result([refused] * len(told))
        return answer

    def _enter(self, waiting: Waiting) -> Unkept | None:
        with self._gate:
            if self._closed:
                return Unkept.CLOSED
            if self._waiting and self._waiting + waiting.size > self._most:
                return Unkept.BUSY
            self._waiting += waiting.size
            self._queue.put(waiting)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="hot", daemon=True)
                self._thread.start()
        return None

    @property
    def exists(self) -> bool:
        """True when something was told that is not forgotten."""
        return bool(self.rows(limit=1) or self.runs(limit=1))

    @property
    def waiting(self) -> int:
        """How many things wait to be written."""
        return self._waiting

    def rows(self, after: int = 0, limit: int = 100_000) -> list[HotRow]:
        """Events numbered above `after`, in order."""
        return self._rows(Strand.EVENTS, after, limit)

    def runs(self, after: int = 0, limit: int = 100_000) -> list[HotRow]:
        """Runs numbered above `after`, in order."""
        return self._rows(Strand.RUNS, after, limit)

    def _rows(self, strand: Strand, after: int, limit: int) -> list[HotRow]:
        book = self._read()
        if book is None:
            return []
        try:
            found: list[HotRow] = []
            after = max(after, book.forgotten(strand))
            for page in book.pages(strand, after):
                found.extend(row for row in _rows_of(page) if row[0] > after)
                if len(found) >= limit:
                    break
            return found[:limit]
        finally:
            book.close()

    def forget(self, upto: int) -> None:
        """Events numbered up to `upto` are kept elsewhere now. Raises `Failed` when it cannot be written."""
        self._forget(Strand.EVENTS, upto)

    def forget_runs(self, upto: int) -> None:
        """The same, for runs."""
        self._forget(Strand.RUNS, upto)

    def _forget(self, strand: Strand, upto: int) -> None:
        book = self._open()
        try:
            with book.writing():
                if upto > book.forgotten(strand):
                    book.forget(strand, upto)
        finally:
            book.close()

    def close(self) -> None:
        """Write what waits, then let go of the file."""
        with self._gate:
            self._closed = True
            self._queue.put(None)
            thread = self._thread
        if thread:
            thread.join()

    def _work(self) -> None:
        open_ = True
        while open_:
            group, open_ = self._group()
            if group:
                self._tell(group, self._done([told for waiting in group for told in waiting.told]))
        if self._book:
            self._book.close()

    def _group(self) -> tuple[list[Waiting], bool]:
        """What waits, up to what one transaction takes; False when nothing will come any more."""
        group, size, first = [], 0, self._queue.get()
        while first is not None:
            group.append(first)
            size += first.size
            if size >= self._at_once:
                return group, True
            try:
                first = self._queue.get_nowait()
            except queue.Empty:
                return group, True
        return group, False

    def _done(self, told: Sequence[Told]) -> Sequence[Answer]:
        try:
            self._book = self._book or self._open()
            return write(self._book, self._known, told)
        except UnicodeEncodeError:
            return [Unkept.UNFIT] if len(told) == 1 else [self._done([one])[0] for one in told]
        except Failed as failed:
            _log.warning("nothing was kept: %s (%s)", failed.why, failed)
            why = failed.why
        except Exception:  # noqa: BLE001  whatever it was, nobody may wait for ever
            _log.exception("nothing was kept")
            why = Unkept.FAILED
        self._start_over()
        return [why] * len(told)

    def _start_over(self) -> None:
        """After a failure nothing is believed of the file but what it says when it is opened again."""
        if self._book:
            self._book.close()
        self._book, self._known = None, {}

    def _tell(self, group: Sequence[Waiting], answers: Sequence[Answer]) -> None:
        with self._gate:
            self._waiting -= sum(w.size for w in group)
        at = 0
        for waiting in group:
            waiting.answer.set_result(list(answers[at : at + len(waiting.told)]))
            at += len(waiting.told)


def _rows_of(page: Page) -> Iterator[HotRow]:
    keys = page.keys
    for i, row in enumerate(_decode(page.told)):
        at = i * SIZE
        yield (page.first + i, page.recorded, keys[at : at + 16], keys[at + 16 : at + SIZE], *row)


def open_hot(workspace: Path) -> Hot:
    """The hot tail of a workspace's folder: a file in it, or in the database that `RETOUR_LOG_URL` names."""
    url, path = os.environ.get(ELSEWHERE), log_folder(workspace) / HOT
    if url:
        book = partial(hot_postgres.open_book, url, _space(workspace))
        return Hot(book, book)
    return Hot(partial(open_book, path), partial(read_book, path))


def forget_tail(workspace: Path) -> None:
    """Remove the tail of a workspace that ended from the database; a file goes with its folder."""
    if url := os.environ.get(ELSEWHERE):
        hot_postgres.forget_space(url, _space(workspace))


def _space(workspace: Path) -> str:
    return workspace.absolute().name
