"""One request: who sends it, its body, what it says, and the answer once that is on the disk."""

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from retour.connectors.pushed.delivery import Delivery, Policy, Pushed
from retour.connectors.pushed.events import read_pushed_events
from retour.connectors.pushed.limits import LARGEST_BODY
from retour.connectors.pushed.runs import read_pushed_runs
from retour.connectors.pushed.signing import verify
from retour.connectors.pushed.told import Refused
from retour.connectors.pushed.traces import read_pushed_traces
from retour.store.durable.hot import Appended, Told, Unkept
from retour.web.inlet.body import HEARD_OUT, Gone, Receive, Room, too_large, unzipped
from retour.web.inlet.left import Left
from retour.web.inlet.pace import Pace, Rate
from retour.web.inlet.passes import Badge, Pass, Passes
from retour.web.inlet.refusals import Refusal, unkept, wrong
from retour.web.inlet.replies import Reply, language_of, refused, taken, traced
from retour.web.inlet.tails import Tails

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Read = Callable[[Delivery, Policy, datetime], Pushed]
LARGEST_SIGNED = 2**20  # bytes of a body whose sender is not known before it was read
AT_ONCE = 64 * 1024  # bytes of a body that is read at once; larger ones are read in a thread
_log = logging.getLogger("retour.door")


@dataclass(frozen=True, slots=True)
class Place:
    """What an address takes."""

    read: Read
    traces: bool = False


PLACES = {
    "events": Place(read_pushed_events),
    "runs": Place(read_pushed_runs),
    "traces": Place(read_pushed_traces, traces=True),
}


@dataclass
class Door:
    """An ASGI application for `/v1/…`. `rate` is what each token may bring in, by one process."""

    passes: Passes
    tails: Tails
    rooms: tuple[Room, Room]  # of those who send a token, and of those who sign
    rate: Rate
    secure: Callable[[Mapping[str, Any], Mapping[str, str]], bool]
    left: Left = field(default_factory=Left)
    _paces: dict[int, Pace] = field(default_factory=dict)
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="read")
    )

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            found = await self._reply(scope, headers, receive)
        except Refusal as refusal:
            found = refused(refusal, language_of(headers))
        except Gone:
            return
        except Exception:  # noqa: BLE001  whatever it was, the sender is told to come back
            _log.exception("the door failed")
            found = refused(Refusal(503, "failed", wait=30, seconds=30), language_of(headers))
        await send({"type": "http.response.start", "status": found.status, "headers": found.headers})
        await send({"type": "http.response.body", "body": found.body})

    async def _reply(self, scope: Mapping[str, Any], headers: dict[str, str], receive: Receive) -> Reply:
        place, key = _where(scope["path"])
        if scope["method"] != "POST":
            raise Refusal(405, "method", allowed="POST")
        if not self.secure(scope, headers):
            raise Refusal(403, "not_secure")
        pass_ = await self._pass(headers, key)
        pace, policy = self._pace(pass_), pass_.policy
        if policy is None:
            raise Refusal(503, "undeclared", wait=60, seconds=60)
        pace.took(1)
        async with self._body(headers, receive, signed=bool(key)) as body:
            if key:
                _check_signature(pass_.keys, policy.source, headers, body)
            pushed = await self._read(place, headers, body, policy)
        pace.took(pushed.items)
        kept: Appended | Unkept = Appended(0, 0)
        if pushed.events or pushed.runs:
            kept = await self.tails.keep(pass_.folder, Told(pushed.events, pushed.runs))
        if isinstance(kept, Unkept):
            raise unkept(kept)
        self.left.notice(pass_.folder, pushed.problems)
        lang = language_of(headers) if pushed.problems else ""
        if place.traces and pushed.items:
            return traced(pushed, headers.get("content-type", ""), lang)
        return taken(pushed, kept, lang)

    async def _pass(self, headers: Mapping[str, str], key: str) -> Pass:
        badge = _badge(headers, key)
        found = self.passes.at_hand(badge, asyncio.get_running_loop().time()) or await self.passes.of(badge)
        if found is None or (key and not found.keys):
            raise Refusal(401, "source_unknown" if key else "source_token")
        return found

    def _pace(self, pass_: Pass) -> Pace:
        now = asyncio.get_running_loop().time()
        pace = self._paces.get(pass_.token)
        if pace is None:
            if len(self._paces) >= 10_000:
                self._paces.clear()
            pace = self._paces[pass_.token] = Pace.begun(self.rate, now)
        wait = pace.wait(now)
        if wait:
            raise Refusal(429, "too_often", wait=wait, seconds=wait)
        return pace

    def _body(
        self, headers: Mapping[str, str], receive: Receive, *, signed: bool
    ) -> AbstractAsyncContextManager[bytes]:
        most = LARGEST_SIGNED if signed else LARGEST_BODY
        said = headers.get("content-length", "")
        if said.isdecimal() and (len(said) > 15 or int(said) > HEARD_OUT * most):
            raise too_large(most)
        return self.rooms[signed].take(receive, most)

    async def _read(self, place: Place, headers: dict[str, str], body: bytes, policy: Policy) -> Pushed:
        """What the body says; in a thread when it takes long."""
        coding = headers.get("content-encoding", "identity")
        if coding == "identity" and len(body) <= AT_ONCE:
            return place.read(Delivery(headers.get("content-type", ""), headers, body), policy, _now())

        def read() -> Pushed:
            plain = body if coding == "identity" else unzipped(body, coding)
            return place.read(Delivery(headers.get("content-type", ""), headers, plain), policy, _now())

        return await asyncio.get_running_loop().run_in_executor(self._pool, read)


def _where(path: str) -> tuple[Place, str]:
    """What an address takes, and the key of the source that signs what comes there."""
    parts = path.split("/")
    place = PLACES.get(parts[2]) if len(parts) in (3, 4) else None
    if place is None or (len(parts) == 4 and not parts[3]):
        raise Refusal(404, "missing")
    return place, parts[3] if len(parts) == 4 else ""


def _badge(headers: Mapping[str, str], key: str) -> Badge:
    if key:
        return Badge(signs=True, value=key[:16])
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Refusal(401, "source_token")
    return Badge(signs=False, value=hashlib.sha256(secret.strip().encode()).hexdigest())


def _check_signature(keys: tuple[bytes, ...], source: str, headers: Mapping[str, str], body: bytes) -> None:
    try:
        verify(keys, headers, body, time.time())
    except Refused as refusal:
        raise wrong(401, refusal, source) from None


def _now() -> datetime:
    return datetime.now(UTC)
