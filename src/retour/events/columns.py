"""Events by column: what a connector hands to the store, a chunk of one file at a time.

An event says that a case went through an activity at a time, by an actor of a kind. Columns of one
chunk have the same length. `at` is µs since 1970 UTC (int64), `amount` is in minor units (cents),
`minutes` in thousandths of a minute, `actor` is already a pseudonym, `line` is the line (or row) of
the file. `event_id` is the source's own id, or None where it has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class EventColumns:
    """A chunk of events of one process, read from one file."""

    process: str
    file: str
    line: NDArray[np.int64]
    case: list[str]
    activity: list[str]
    at: NDArray[np.int64]
    event_id: list[str | None] | None = None
    actor_kind: list[str | None] | None = None
    actor: list[str | None] | None = None
    amount: list[int | None] | None = None
    minutes: list[int | None] | None = None
    automation: list[str | None] | None = None
    attributes: Mapping[str, list[str | None]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.case)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Something that was guessed about a file, shown to the user: `what` is a code, `value` the guess."""

    what: str  # separator | encoding | shape | day_order | decimal | timezone | column:<role> ...
    value: str
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What one file gave: rows read, events kept, rows rejected, and what was guessed."""

    file: str
    process: str
    digest: str
    rows: int
    events: int
    rejected: int
    duplicates: int = 0
    guesses: tuple[Guess, ...] = ()
