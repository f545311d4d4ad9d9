"""The rows of a log, in its order, as they are exported."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from retour.events.exported import marked
from retour.register.process import Process
from retour.store.schema import attribute_column
from retour.store.source import Log
from retour.store.whole import parquet_sql

BATCH = 20_000  # rows
MEMORY = "SET memory_limit = '700MB'"


class Row(NamedTuple):
    """One event of one case. `amount` is in cents, `minutes` (recorded, never declared) in thousandths."""

    event_id: str | None
    case: str
    activity: str
    time: str  # ISO 8601, UTC, to the µs
    actor_kind: str | None
    actor: str | None  # a pseudonym, marked as one
    amount: int | None
    minutes: int | None
    automation: str | None
    attributes: tuple[str | None, ...]


@dataclass(slots=True)
class Held:
    """What is exported: a log, and the declared attributes that it holds. `replaced` counts altered texts."""

    log: Log
    process: Process
    attributes: tuple[str, ...] = ()
    replaced: int = 0

    @classmethod
    def of(cls, log: Log, process: Process) -> "Held":
        """The log of a process; its undeclared attributes are not exported."""
        with duckdb.connect() as con:
            rows = con.execute(f"DESCRIBE SELECT * FROM {_files(log)}").fetchall()
        there = {str(row[0]) for row in rows}
        return cls(log, process, tuple(a for a in process.attributes if attribute_column(a) in there))

    def rows(self) -> Iterator[Row]:
        """Every row: the events of a case together, in their order."""
        with self.reading() as con:
            told = con.execute(f"SELECT {', '.join(self._columns())} FROM log")
            while batch := told.fetchmany(BATCH):
                for id_, case, activity, time, kind, actor, amount, minutes, automation, *more in batch:
                    yield Row(
                        id_,
                        case,
                        activity,
                        time,
                        kind,
                        actor and marked(actor),
                        amount,
                        minutes,
                        automation,
                        tuple(more),
                    )

    def _columns(self) -> list[str]:
        plain = ("event_id", "case_id", "activity", TIME, "actor_kind", "actor", "amount", MINUTES)
        return [*plain, "automation", *(quoted(attribute_column(a)) for a in self.attributes)]

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection in which ``log`` is the log in its order."""
        with duckdb.connect() as con:
            con.execute(MEMORY)
            con.execute(f"CREATE VIEW log AS {_ordered(self.log)}")
            yield con


TIME = "strftime(make_timestamp(ts), '%Y-%m-%dT%H:%M:%S.%fZ')"
MINUTES = "CASE WHEN minutes_recorded THEN minutes END"


def quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def decimal(number: int, places: int) -> str:
    """A scaled integer as it is read back in any language: three decimals get a nought, or may be thousands.

    >>> decimal(-1250, 2), decimal(1234, 3), decimal(1500, 3)
    ('-12.50', '1.2340', '1.50')
    """
    whole, rest = divmod(abs(number), 10**places)
    decimals = f"{rest:0{places}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if number < 0 else ''}{whole}.{decimals}{'0' if len(decimals) == 3 else ''}"


def _files(log: Log) -> str:
    return " UNION ALL BY NAME ".join(f"SELECT * FROM {parquet_sql(path)}" for path in log.files).join("()")


def _ordered(log: Log) -> str:
    """A bucket that is one file is in order already; one of several is put in order."""
    buckets = (
        f"SELECT * FROM {parquet_sql(bucket[0])}"
        if len(bucket) == 1
        else f"(SELECT * FROM {_files(Log((bucket,)))} ORDER BY case_id, ts, file, line, event_id, activity)"
        for bucket in log.buckets
        if bucket
    )
    return " UNION ALL BY NAME ".join(buckets)
