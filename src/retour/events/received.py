"""Events and runs as a tool sends them, one by one, through the door: what the durable log keeps.

What was sent is identified by its source and its id there. The same content sent again changes nothing;
another content under the same id corrects the first; the id of something sent by mistake is retracted.
"""

import hashlib
from typing import NamedTuple

import msgspec

_APART = b"\x1f"
encoded = msgspec.json.Encoder().encode  # an event or a run as the hot log writes it: a JSON array


class Received(NamedTuple):
    """One event. A tuple, in the order in which the hot log keeps it: tens of thousands come each second.

    `at` is µs since 1970 UTC, `amount` in minor units (cents), `minutes` in thousandths of a minute, `actor`
    already a pseudonym, `attributes` a JSON object of texts with sorted keys ('' when there is none).
    """

    source: str
    event_id: str
    process: str
    case: str
    activity: str
    at: int
    actor_kind: str | None = None
    actor: str | None = None
    amount: int | None = None
    minutes: int | None = None
    automation: str | None = None
    attributes: str = ""
    retracted: bool = False

    @property
    def identity(self) -> bytes:
        """16 bytes that name the event: its source and its id."""
        return identity(self.source, self.event_id)

    @property
    def content(self) -> bytes:
        """8 bytes that change with anything said of the event."""
        return content_of(encoded(self))


class ReceivedRun(NamedTuple):
    """One execution of an automation, as far as it is known: a later telling of the same run replaces it.

    `told` is the run as a JSON object with sorted keys, in the words of `events.run.Run`.
    """

    source: str
    run_id: str
    automation: str
    started: int  # µs since 1970 UTC
    told: str

    @property
    def identity(self) -> bytes:
        """16 bytes that name the run: its source and its id."""
        return identity(self.source, self.run_id)

    @property
    def content(self) -> bytes:
        """8 bytes that change with anything said of the run."""
        return content_of(encoded(self))


def identity(source: str, id_: str) -> bytes:
    """16 bytes that name what a source calls by an id; two different things share them never in practice."""
    return _digest(source.encode() + _APART + id_.encode(), 16)


def content_of(text: bytes) -> bytes:
    """8 bytes that change with anything said in a text."""
    return _digest(text, 8)


def _digest(told: bytes, size: int) -> bytes:
    return hashlib.blake2b(told, digest_size=size).digest()
