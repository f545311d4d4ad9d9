"""Who may bring something in: tokens, asked of the database at most every few seconds each.

A token that was revoked, a process that was declared, are seen after five seconds at the latest; a new token
at once. Unknown ones are looked up so often a second and no more, all senders together: a token that this
process does not hold yet may have to come again while somebody guesses.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from retour.connectors.pushed.delivery import Policy
from retour.web.inlet.pace import Pace, Rate
from retour.web.inlet.refusals import Refusal

FRESH, STALE = (
    2.0,
    5.0,
)  # seconds: after the first a token is asked for again meanwhile, after the second first
LOOKUPS = Rate(steady=50, burst=100)  # of tokens that are not known, by one process
MOST = 10_000  # tokens that are kept


class Badge(NamedTuple):
    """What a request shows: the digest of the token that it sends, or the key in the address of who signs."""

    signs: bool
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What a badge opens: a workspace's folder, under a policy (None: what is declared cannot be read now).

    `keys`: what its requests are signed with.
    """

    token: int
    folder: Path
    policy: Policy | None
    keys: tuple[bytes, ...] = ()


@dataclass(slots=True)
class _Kept:
    """A pass, and until when it is believed."""

    found: Pass
    again: float
    until: float


@dataclass
class Passes:
    """The passes that were asked for lately. `find` asks the database, in a thread."""

    find: Callable[[Badge], Pass | None]
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, thread_name_prefix="pass"))
    _kept: dict[Badge, _Kept] = field(default_factory=dict)
    _asked: dict[Badge, Awaitable[Pass | None]] = field(default_factory=dict)
    _pace: Pace = field(default_factory=lambda: Pace.begun(LOOKUPS, 0))

    def at_hand(self, badge: Badge, now: float) -> Pass | None:
        """The pass of a badge, when it is known well enough to be believed."""
        kept = self._kept.get(badge)
        if kept is None or now >= kept.until:
            return None
        if now >= kept.again:
            kept.again = kept.until
            asyncio.ensure_future(self._ask(badge)).add_done_callback(_quiet)
        return kept.found

    async def of(self, badge: Badge) -> Pass | None:
        """The pass of a badge, asked for; None when it opens nothing."""
        now = asyncio.get_running_loop().time()
        if badge not in self._kept and badge not in self._asked:
            wait = self._pace.wait(now)
            if wait:
                raise Refusal(429, "guessing", wait=wait, seconds=wait)
            self._pace.took(1)
        return await self._ask(badge)

    async def _ask(self, badge: Badge) -> Pass | None:
        """Ask the database; whoever asks for the same meanwhile gets the same answer."""
        asked = self._asked.get(badge)
        if asked is None:
            asked = self._asked[badge] = asyncio.ensure_future(self._found(badge))
        return await asyncio.shield(asked)

    async def _found(self, badge: Badge) -> Pass | None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        try:
            found = await loop.run_in_executor(self.pool, self.find, badge)
        finally:
            del self._asked[badge]
        self._kept.pop(badge, None)
        if found is not None:
            while len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[badge] = _Kept(found, now + FRESH, now + STALE)
        return found


def _quiet(asked: "asyncio.Future[Pass | None]") -> None:
    """Nobody waited for this answer: a database that does not answer is told to whoever waits next."""
    if not asked.cancelled():
        asked.exception()
