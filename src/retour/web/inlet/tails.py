"""The hot tails that the door writes to, and how those who wait hear that it is on the disk."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from retour.events.received import Received, ReceivedRun
from retour.store.durable.hot import Answer, Hot, Unkept, open_hot

MOST_OPEN, IDLE = 64, 60.0  # tails, seconds: when more are open, those that nobody used lately are closed


class Bell:
    """Tells those who wait in a loop what a thread answered: the loop is woken once for many."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._told: deque[tuple[asyncio.Future[Answer], Answer]] = deque()

    def hear(self, answer: "Future[Answer]") -> "asyncio.Future[Answer]":
        """What a thread will answer, as something that a coroutine waits for."""
        heard: asyncio.Future[Answer] = self._loop.create_future()

        def told(done: "Future[Answer]") -> None:
            self._told.append((heard, done.result()))
            if len(self._told) == 1:
                self._loop.call_soon_threadsafe(self._ring)

        answer.add_done_callback(told)
        return heard

    def _ring(self) -> None:
        while self._told:
            heard, answer = self._told[0]
            if not heard.done():
                heard.set_result(answer)
            self._told.popleft()


@dataclass
class Tails:
    """The tails of workspaces, opened when something comes for them."""

    opened: Callable[[Path], Hot] = open_hot
    _open: dict[Path, tuple[Hot, float]] = field(default_factory=dict)
    _bell: Bell | None = None

    async def keep(self, folder: Path, events: Sequence[Received], runs: Sequence[ReceivedRun]) -> Answer:
        """Keep events and runs of a workspace; the answer comes once they are on the disk."""
        if self._bell is None:
            self._bell = Bell()
        answer = await self._bell.hear(self._tail(folder).append(events, runs))
        if answer is Unkept.CLOSED:  # it was put away just now
            answer = await self._bell.hear(self._tail(folder).append(events, runs))
        return answer

    def _tail(self, folder: Path) -> Hot:
        now = asyncio.get_running_loop().time()
        found = self._open.get(folder)
        hot = self.opened(folder) if found is None else found[0]
        self._open[folder] = hot, now
        if found is None and len(self._open) > MOST_OPEN:
            self._put_away(now - IDLE)
        return hot

    def _put_away(self, before: float) -> None:
        for folder, (hot, used) in list(self._open.items()):
            if used < before:
                del self._open[folder]
                asyncio.get_running_loop().run_in_executor(None, hot.close)
