"""What each source sent, as the log knows it now."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from retour.store.durable.cold import Cold
from retour.store.durable.files import engine
from retour.store.durable.known import View
from retour.store.durable.runs import RunTail, tellings
from retour.store.durable.tail import Tail

_SOURCE, _ID, _RECORDED = 0, 1, 7  # of a row of `tellings`


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
    events, last = _events(cold, tail)
    runs: dict[tuple[str, str], int] = {}
    for row in tellings(cold, tail):
        runs[row[_SOURCE], row[_ID]] = row[_RECORDED]
    for (source, _), recorded in runs.items():
        last[source] = max(last.get(source, 0), recorded)
    count = Counter(source for source, _ in runs)
    return {s: Sent(events[s], count[s], datetime.fromtimestamp(at / 1e6, UTC)) for s, at in last.items()}


def _events(cold: Cold, tail: Tail) -> tuple[Counter[str], dict[str, int]]:
    events: Counter[str] = Counter()
    last: dict[str, int] = {}
    view = View.of(cold, tail)
    with engine() as con:
        for process in view.processes:
            rows = view.known(process, lambda _: ()).query(con)
            counted = f"SELECT file, count(*), max(recorded) FROM ({rows}) GROUP BY 1"
            for source, count, recorded in con.execute(counted).fetchall():
                events[source] += count
                last[source] = max(last.get(source, 0), recorded)
    return events, last
