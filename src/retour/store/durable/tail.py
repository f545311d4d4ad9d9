"""The hot tail as the cold log sees it: rows in the order they came, their moments never going back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from retour.store.durable.layout import PREFIX, events_schema
from retour.store.durable.table import RECORDED, SEALED, SEED, Snapshot

PAGE = 100_000
ROWS_AT_ONCE = 200_000  # that one seal takes: what it holds in memory is bounded
# Places in a row of the hot tail: its number, when it was recorded, two digests, then a `Received`.
SEQ, WHEN, IDENTITY, CONTENT, SOURCE, EVENT, PROCESS, CASE, ACTIVITY, AT = range(10)
KIND, ACTOR, AMOUNT, MINUTES, AUTOMATION, ATTRIBUTES, RETRACTED = range(10, 17)
HotRow = Sequence[Any]


class Tail(Protocol):
    """What the cold log asks of the hot one."""

    def rows(self, after: int = 0, limit: int = PAGE) -> Sequence[HotRow]:
        """Events numbered above `after`, in order."""

    def runs(self, after: int = 0, limit: int = PAGE) -> Sequence[HotRow]:
        """Runs numbered above `after`, in order."""


def take(page: "Page", limit: int | None = None) -> list[HotRow]:
    """Every row of the tail, or the first ones, in order."""
    found: list[HotRow] = []
    while limit is None or len(found) < limit:
        after = found[-1][SEQ] if found else 0
        rows = page(after, PAGE if limit is None else min(PAGE, limit - len(found)))
        found += rows
        if not rows:
            break
    return found


class Page(Protocol):
    """A way to read a page of the tail."""

    def __call__(self, after: int, limit: int) -> Sequence[HotRow]:
        """Rows numbered above `after`, at most `limit`."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """When each row was recorded, never before the row that came before it, whatever the clock did.

    `seed` is where they begin. A seal that is done again begins where it began the first time.
    """

    seed: int
    at: tuple[int, ...]

    @property
    def last(self) -> int:
        """The last moment; the seed where there is no row."""
        return self.at[-1] if self.at else self.seed


def stamps(
    rows: Sequence[HotRow], snapshots: Iterable[Snapshot], first: Mapping[bytes, int] | None = None
) -> Stamps:
    """The moments of rows of the tail, after all that was sealed.

    `first` gives, by identity and content, the number under which something was told the first time, where it
    is in the cold log: a row that tells it again holds no other back.
    """
    lines = dict(first or {})
    told = max((s.notes for s in snapshots if SEALED in s.notes), key=lambda n: n[SEALED], default={})
    again = bool(rows) and rows[0][SEQ] <= told.get(SEALED, 0)
    seed = told.get(SEED if again else RECORDED, 0)
    latest, found = seed, []
    for row in rows:
        if lines.setdefault(row[IDENTITY] + row[CONTENT], row[SEQ]) == row[SEQ]:
            latest = max(latest, row[WHEN])
        found.append(latest)
    return Stamps(seed, tuple(found))


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows of the tail with their moments."""

    rows: Sequence[HotRow]
    stamps: Stamps

    def until(self, moment: int) -> "Taken":
        """The rows recorded before a moment."""
        count = sum(at < moment for at in self.stamps.at)  # they never go back: the first ones
        return Taken(self.rows[:count], Stamps(self.stamps.seed, self.stamps.at[:count]))


def by_identity(rows: Sequence[HotRow]) -> Mapping[bytes, list[int]]:
    """Which rows speak of an event, by its identity, in order."""
    found: dict[bytes, list[int]] = {}
    for place, row in enumerate(rows):
        found.setdefault(row[IDENTITY], []).append(place)
    return found


def as_table(
    rows: Sequence[HotRow], at: Sequence[int], keys: Sequence[int], attributes: Iterable[str]
) -> pa.Table:
    """Rows of the tail as columns of the log; of what else was told, only the `attributes` named."""
    names = sorted(set(attributes))
    schema = events_schema(names)
    columns = tuple(zip(*rows, strict=True)) if rows else tuple(() for _ in range(RETRACTED + 1))
    told = [attributes_of(text) for text in columns[ATTRIBUTES]] if names else []
    given: dict[str, Sequence[Any]] = {
        "event_id": columns[EVENT],
        "case_id": columns[CASE],
        "activity": columns[ACTIVITY],
        "ts": columns[AT],
        "actor_kind": columns[KIND],
        "actor": columns[ACTOR],
        "amount": columns[AMOUNT],
        "minutes": columns[MINUTES],
        "automation": columns[AUTOMATION],
        "file": columns[SOURCE],
        "line": columns[SEQ],
        "case_key": keys,
        "identity": columns[IDENTITY],
        "content": columns[CONTENT],
        "recorded": at,
    } | {PREFIX + name: [each.get(name) for each in told] for name in names}
    return pa.Table.from_arrays([pa.array(given[f.name], f.type) for f in schema], schema=schema)


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of an event, from the text that the tail keeps of them."""
    if not text:
        return {}
    said = json.loads(text)
    return said if isinstance(said, dict) else {}
