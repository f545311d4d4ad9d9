"""The cases that an automation handled, and what the log says of one of them, for a person to read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from retour.quantity import Place
from retour.store.scan import moment
from retour.store.schema import attribute_column
from retour.store.whole import parquet_sql

MOST_EVENTS = 200  # of one case: more is nothing that a person reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """Cases with something of an automation in a span of time.

    `by` says how they were told: events that name the `automation`, the activity that marks a `treated`
    case, an event of a `robot`, or any event of the `process`. Each is used where none before it is there.
    """

    by: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One event of a case. Who did it is a kind, never a person; how long it took is left out."""

    at: datetime
    activity: str
    actor_kind: str | None
    amount: int | None  # in cents
    attributes: tuple[tuple[str, str], ...]
    place: Place


def handled(log: Path, automation: str, treatment: str | None, span: tuple[int, int]) -> Handled:
    """The cases handled between two moments (µs since 1970 UTC, the end excluded)."""
    ways: tuple[tuple[str, str, list[str | None]], ...] = (
        ("automation", "automation = ?", [automation]),
        ("treated", "activity = ?", [treatment]),
        ("robot", "actor_kind = 'robot'", []),
        ("process", "true", []),
    )
    with _asked(log) as con:
        for by, condition, values in ways:
            found = f"SELECT 1 FROM log WHERE {condition} LIMIT 1"
            if con.execute(found, values).fetchall():
                rows = con.execute(
                    f"SELECT DISTINCT case_id FROM log WHERE {condition} AND ts >= ? AND ts < ?",
                    [*values, *span],
                ).fetchall()
                return Handled(by=by, cases=tuple(sorted(str(case) for (case,) in rows)))
    return Handled(by="process", cases=())


def events_of_case(log: Path, case: str, until: int, attributes: tuple[str, ...]) -> tuple[CaseEvent, ...]:
    """The events of a case before a moment, oldest first, with some of its attributes."""
    with _asked(log) as con:
        there = {str(row[0]) for row in con.execute("DESCRIBE log").fetchall()}
        names = [name for name in attributes if attribute_column(name) in there]
        columns = "".join(f', "{attribute_column(name)}"' for name in names)
        rows = con.execute(
            f"SELECT ts, activity, actor_kind, amount, file, line{columns} FROM log "
            f"WHERE case_id = ? AND ts < ? ORDER BY ts, file, line LIMIT {MOST_EVENTS}",
            [case, until],
        ).fetchall()
    return tuple(
        CaseEvent(
            at=moment(at),
            activity=str(activity),
            actor_kind=kind,
            amount=amount,
            attributes=tuple((n, str(v)) for n, v in zip(names, values, strict=True) if v not in (None, "")),
            place=Place(str(file), int(line)),
        )
        for at, activity, kind, amount, file, line, *values in rows
    )


@contextmanager
def _asked(log: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        con.execute(f"CREATE VIEW log AS SELECT * FROM {parquet_sql(log)}")
        yield con
