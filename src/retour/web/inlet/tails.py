"""The hot tails that the door writes to, and how those who wait hear that it is on the disk.

While one transaction is being written, what comes in is gathered for the next: the writer and the loop are
woken once for many senders.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from retour.store.durable.hot import WAITING, Answer, Hot, Told, Unkept, open_hot

MOST_OPEN, IDLE = 64, 60.0  # tails, seconds: when more are open, those that nobody used lately are closed
MANY, GATHER = 2_000, 0.002  # senders a second from which on they are gathered, and for so many seconds
Sender = tuple[Told, "asyncio.Future[Answer]"]


class Line:
    """Those who wait for one tail."""

    def __init__(self, hot: Hot) -> None:
        self.hot, self.used = hot, 0.0
        self._loop = asyncio.get_running_loop()
        self._next: list[Sender] = []
        self._gathered, self._busy = 0, False
        self._rate, self._last = 0.0, 0.0

    @property
    def idle(self) -> bool:
        """True when nobody waits."""
        return not self._busy

    def keep(self, told: Told) -> "asyncio.Future[Answer]":
        """What becomes of what somebody told, once it is on the disk."""
        answer: asyncio.Future[Answer] = self._loop.create_future()
        self.used = self._loop.time()
        if self._gathered and self._gathered + told.size > WAITING:
            answer.set_result(Unkept.BUSY)
            return answer
        self._next.append((told, answer))
        self._gathered += told.size
        if not self._busy:
            self._busy = True
            self._write_soon()
        return answer

    def _write_soon(self) -> None:
        """With all that this turn of the loop brings; where many send, with what comes a moment later too."""
        wait = self._last + GATHER - self._loop.time() if self._rate > MANY else 0
        self._loop.call_later(wait, self._write) if wait > 0 else self._loop.call_soon(self._write)

    def _write(self) -> None:
        senders, self._next, self._gathered = self._next, [], 0
        now = self._loop.time()
        self._rate += (len(senders) / max(1e-5, now - self._last) - self._rate) / 8
        self._last = now
        kept = self.hot.append_many([told for told, _ in senders])
        kept.add_done_callback(lambda done: self._loop.call_soon_threadsafe(self._tell, senders, done))

    def _tell(self, senders: list[Sender], done: "Future[list[Answer]]") -> None:
        self._busy = bool(self._next)
        if self._busy:
            self._write_soon()
        for (_, answer), kept in zip(senders, done.result(), strict=True):
            if not answer.done():
                answer.set_result(kept)


@dataclass
class Tails:
    """The tails of workspaces, opened when something comes for them."""

    opened: Callable[[Path], Hot] = open_hot
    _lines: dict[Path, Line] = field(default_factory=dict)

    async def keep(self, folder: Path, told: Told) -> Answer:
        """Keep what was told of a workspace; the answer comes once it is on the disk."""
        line = self._lines.get(folder)
        if line is None:
            line = self._lines[folder] = Line(self.opened(folder))
            self._put_away()
        return await line.keep(told)

    def _put_away(self) -> None:
        """Close tails that nobody used lately, when many are open."""
        before = asyncio.get_running_loop().time() - IDLE
        if len(self._lines) <= MOST_OPEN:
            return
        for folder, line in list(self._lines.items()):
            if line.idle and 0 < line.used < before:
                del self._lines[folder]
                asyncio.get_running_loop().run_in_executor(None, line.hot.close)
