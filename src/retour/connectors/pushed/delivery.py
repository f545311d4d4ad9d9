"""One request to the door, what the workspace allows it, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import NamedTuple

from retour.connectors.files.settle import labels_of
from retour.events.received import Received, ReceivedRun
from retour.quantity import Problem
from retour.register.process import Process


class Delivery(NamedTuple):
    """What was posted. Header names are in lower case; the body is unpacked."""

    kind: str  # content type
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the workspace declares, as far as the door must know.

    `processes` gives the attributes that each process keeps; `activities` its activities by the words that
    mean them (`retour.events.actor.plain`), `automations` the same for automations.
    """

    source: str
    processes: Mapping[str, tuple[str, ...]]
    process: str | None = None  # of what names none: the token's
    activities: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    automations: Mapping[str, str] = field(default_factory=dict)
    key: bytes = b""
    zone: tzinfo = UTC  # of times without an offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What one request gave. Every item became an event, a run, or a problem of severity error.

    A problem's `place.line` is the item's number, from 1; 0 when it is about the whole request. When the
    request could not be told apart into items, `items` is 0 and its only problem says why. `aside` counts
    items left out without any being wrong: spans that are no runs.
    """

    events: tuple[Received, ...] = ()
    runs: tuple[ReceivedRun, ...] = ()
    problems: tuple[Problem, ...] = ()
    items: int = 0
    refused: int = 0
    aside: int = 0


def activity_words(process: Process) -> dict[str, str]:
    """The activities of a process by the plain words that mean them: `Policy.activities`."""
    return labels_of(process)
