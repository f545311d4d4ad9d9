"""A hot tail held in memory, events in sight, and the truth worked out in plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from retour.events.received import Received, ReceivedRun
from retour.store.durable.cold import Cold
from retour.store.durable.known import Known, View
from retour.store.durable.tail import HotRow, Tail

DAY = 86_400_000_000
ATTRIBUTES = ("client", "email")


@dataclass
class ListTail:
    """A hot tail that is a list: the same promises as the one on disk, for tests of what is sealed."""

    events: list[HotRow] = field(default_factory=list)
    told_runs: list[HotRow] = field(default_factory=list)
    seq: int = 0

    def append(self, event: Received, recorded: int) -> HotRow | None:
        """Take an event, unless its very content is held already."""
        if any(row[2:4] == (event.identity, event.content) for row in self.events):
            return None
        self.seq += 1
        row = (self.seq, recorded, event.identity, event.content, *event)
        self.events.append(row)
        return row

    def append_run(self, run: ReceivedRun, recorded: int) -> None:
        """Take a run."""
        self.seq += 1
        self.told_runs.append((self.seq, recorded, run.identity, run.content, *run))

    def rows(self, after: int = 0, limit: int = 100_000) -> Sequence[HotRow]:
        """Events in order."""
        return [row for row in self.events if row[0] > after][:limit]

    def runs(self, after: int = 0, limit: int = 100_000) -> Sequence[HotRow]:
        """Runs in order."""
        return [row for row in self.told_runs if row[0] > after][:limit]

    def forget(self, upto: int) -> None:
        """Drop sealed events."""
        self.events = [row for row in self.events if row[0] > upto]

    def forget_runs(self, upto: int) -> None:
        """Drop sealed runs."""
        self.told_runs = [row for row in self.told_runs if row[0] > upto]


def told(id_: str = "e1", case: str = "Q-1", activity: str = "sent", **more: object) -> Received:
    """An event of the quotes."""
    given = {"source": "crm", "process": "quote", "at": DAY} | more
    return Received(event_id=id_, case=case, activity=activity, **given)  # type: ignore[arg-type]


def kept(_: str) -> tuple[str, ...]:
    """The attributes that every process of these tests declares."""
    return ATTRIBUTES


Told = tuple[str, ...]


def truth(tellings: Iterable[tuple[Received, int]], before: int | None = None) -> dict[bytes, Received]:
    """What is believed of each event: the last content that was new, unless it takes the event back."""
    seen: set[tuple[bytes, bytes]] = set()
    latest: dict[bytes, Received] = {}
    for event, recorded in tellings:
        if before is not None and recorded >= before:
            continue
        if (event.identity, event.content) not in seen:
            seen.add((event.identity, event.content))
            latest[event.identity] = event
    return {identity: event for identity, event in latest.items() if not event.retracted}


def rows_of(known: Known) -> list[tuple[object, ...]]:
    """Every row that a reader of one process gets: identity, case, activity, time, amount, client."""
    with duckdb.connect() as con:
        client = "a_client" if "a_client" in known.columns else "NULL"
        columns = f"SELECT identity, case_id, activity, ts, amount, {client} "
        sql = columns + f"FROM ({known.query(con)})"
        return sorted(con.execute(sql).fetchall())


def believed(cold: Cold, tail: Tail, before: int | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Every row that a reader gets, by process."""
    view = View.of(cold, tail, before)
    found = {process: rows_of(view.known(process, kept)) for process in view.processes}
    return {process: rows for process, rows in found.items() if rows}


def expected(events: dict[bytes, Received]) -> dict[str, list[tuple[object, ...]]]:
    """The truth in the shape of `believed`."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for identity, event in events.items():
        client = event.attributes.partition('"client":"')[2].partition('"')[0] or None
        row = (identity, event.case, event.activity, event.at, event.amount, client)
        found.setdefault(event.process, []).append(row)
    return {process: sorted(rows) for process, rows in found.items()}


def cold_of(folder: Path) -> Cold:
    """The cold log of a folder, with few buckets: these logs are small."""
    return Cold.of(folder, buckets=3)
