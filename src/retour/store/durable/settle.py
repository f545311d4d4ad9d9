"""What becomes of an event that is told several times: one version is believed, the others are the past.

Versions of one event differ by their content; the same content told again is no new version, whenever it
comes again. The last version is believed, unless it takes the event back. Each version was believed until the
next came. So what an event is depends on what was told and in which order, never on when it was sealed.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What was told of an event: when, in which order, and where it is kept.

    `place` is an index of the caller. `sealed`: "events" or "history" for one that is in the cold log, '' for
    one that is not yet.
    """

    recorded: int
    line: int
    content: bytes
    retracted: bool
    sealed: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What has to change so that the cold log says the truth about one event.

    `believed` joins the events, `gone` leave them, `past` join the history (with the moment until which each
    was believed). Places of `Version`.
    """

    believed: Version | None
    gone: tuple[Version, ...]
    past: tuple[tuple[Version, int], ...]


def settle(told: Sequence[Version]) -> Outcome:
    """Settle one event, from all that was told of it; doing it again changes nothing."""
    ordered = sorted(told, key=lambda v: (v.recorded, v.line))
    first: dict[bytes, list[Version]] = {}
    for version in ordered:
        first.setdefault(version.content, []).append(version)
    chain = [same[0] for same in first.values()]
    last = chain[-1]
    kept_past = {v.content for v in told if v.sealed == "history"}
    ends = [*(v.recorded for v in chain[1:]), last.recorded]
    over = chain if last.retracted else chain[:-1]
    held = [v for v in ordered if v.sealed == "events"]
    stays = None if last.retracted else next((v for v in held if v.content == last.content), None)
    past = tuple((v, end) for v, end in zip(chain, ends, strict=True) if v.content not in kept_past)
    return Outcome(
        believed=last if stays is None and not last.retracted else None,
        gone=tuple(v for v in held if v is not stays),
        past=tuple((v, end) for v, end in past if v in over),
    )
