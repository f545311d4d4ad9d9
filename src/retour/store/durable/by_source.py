"""What each source sent, as the log knows it now."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import pyarrow as pa

from retour.store.durable.cold import Cold
from retour.store.durable.files import engine, reading
from retour.store.durable.known import View
from retour.store.durable.runs import RunTail
from retour.store.durable.tail import IDENTITY, SOURCE, WHEN, Tail, take

Counted = tuple[str, int, int]  # source, how many, recorded last


class BothTails(Tail, RunTail, Protocol):
    """A tail of events and of runs."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many events and runs of a source are believed, each once, and when the last of them came."""

    events: int = 0
    runs: int = 0
    last: datetime | None = None


def sent_by_source(cold: Cold, tail: BothTails) -> dict[str, Sent]:
    """What each source sent; Restless when the log does not hold still."""
    events: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    last: dict[str, int] = {}
    for told, counted in ((events, _events(cold, tail)), (runs, _runs(cold, tail))):
        for source, count, recorded in counted:
            told[source] += count
            last[source] = max(last.get(source, 0), recorded)
    return {s: Sent(events[s], runs[s], datetime.fromtimestamp(at / 1e6, UTC)) for s, at in last.items()}


def _events(cold: Cold, tail: Tail) -> Iterator[Counted]:
    view = View.of(cold, tail)
    with engine() as con:
        for process in view.processes:
            rows = view.known(process, lambda _: ()).query(con)
            yield from con.execute(
                f"SELECT file, count(*), max(recorded) FROM ({rows}) GROUP BY 1"
            ).fetchall()


def _runs(cold: Cold, tail: RunTail) -> list[Counted]:
    """The tail first: a run that is sealed meanwhile is then seen twice, and counted once."""
    rows = take(tail.runs)
    snapshot = cold.runs.snapshot()
    fresh = pa.table(
        {
            "source": pa.array([row[SOURCE] for row in rows], pa.string()),
            "identity": pa.array([row[IDENTITY] for row in rows], pa.binary()),
            "recorded": pa.array([row[WHEN] for row in rows], pa.int64()),
        }
    )
    with engine() as con:
        con.register("fresh", fresh)
        told = "SELECT source, identity, recorded FROM fresh"
        if snapshot.files:
            sealed = reading(cold.runs.paths(snapshot.files))
            told += f" UNION ALL SELECT source, identity, recorded FROM {sealed}"
        counted = f"SELECT source, count(DISTINCT identity), max(recorded) FROM ({told}) GROUP BY 1"
        return con.execute(counted).fetchall()
