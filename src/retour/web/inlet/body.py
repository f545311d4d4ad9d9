"""The body of a request, taken in within bounds: of size, of time, and of memory over all requests."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from retour.connectors.pushed.limits import LARGEST_BODY
from retour.web.inlet.refusals import Refusal

Receive = Callable[[], Awaitable[dict[str, Any]]]
PACE = 5_000  # bytes a second that a body must keep, on average, once its patience is used up
ROOM, ROOM_OF_SIGNED = 64 * 2**20, 16 * 2**20  # bytes of bodies that wait in one process
HEARD_OUT = 4  # times the largest body that is read on, to say that it is too large
_ZIPPED = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's window bits


class Gone(Exception):  # noqa: N818  nobody is there any more
    """The sender went away."""


@dataclass
class Room:
    """The memory that bodies take, all together."""

    patience: float
    left: int = ROOM

    @asynccontextmanager
    async def take(self, receive: Receive, most: int) -> AsyncIterator[bytes]:
        """One body; what it takes of the room is given back at the end, when nobody holds it any more.

        One that is too large is read on for a while, so that the sender hears why, and not kept.
        """
        pieces, held, size = list[bytes](), 0, 0
        try:
            async for piece in self._pieces(receive):
                size += len(piece)
                if size > most:
                    pieces.clear()
                    if size > HEARD_OUT * most:
                        break
                    continue
                held, self.left = held + len(piece), self.left - len(piece)
                if self.left < 0:
                    raise Refusal(503, "busy", wait=1, seconds=1)
                pieces.append(piece)
            if size > most:
                raise too_large(most)
            body = pieces[0] if len(pieces) == 1 else b"".join(pieces)
            pieces.clear()
            yield body
        finally:
            self.left += held

    async def _pieces(self, receive: Receive) -> AsyncIterator[bytes]:
        """The pieces of a body, as long as it keeps its pace."""
        start, size, more = asyncio.get_running_loop().time(), 0, True
        while more:
            try:
                async with asyncio.timeout_at(start + self.patience + size / PACE):
                    message = await receive()
            except TimeoutError:
                raise Refusal(408, "slow") from None
            if message["type"] == "http.disconnect":
                raise Gone
            piece, more = message.get("body", b""), message.get("more_body", False)
            size += len(piece)
            yield piece


def too_large(most: int) -> Refusal:
    """The body is larger than is taken."""
    return Refusal(413, "event_body_too_large", limit=most)


def unzipped(body: bytes, coding: str) -> bytes:
    """A body without its content coding; never longer than the largest that is read."""
    bits = _ZIPPED.get(coding.strip().lower())
    if bits is None:
        raise Refusal(415, "coding", coding=coding[:40])
    try:
        return _inflated(body, bits)
    except zlib.error:
        if bits != 15:
            raise Refusal(400, "not_zipped", coding=coding[:40]) from None
    try:
        return _inflated(body, -15)  # some call this deflate too
    except zlib.error:
        raise Refusal(400, "not_zipped", coding=coding[:40]) from None


def _inflated(body: bytes, bits: int) -> bytes:
    one = zlib.decompressobj(bits)
    found = one.decompress(body, LARGEST_BODY)
    if one.unconsumed_tail:
        raise too_large(LARGEST_BODY)
    if not one.eof or one.unused_data:
        raise zlib.error
    return found
