"""A log as an object log: an object a case, an event an event, of however many cases it is.

An event that was read from an object log is one event again, with all of its cases, when they say the same of
it. Where they do not (an attribute of the case differs), each case has an event of its own that keeps the id.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from retour.events.exported import OWN_ID, ROW, column_of, marked
from retour.store.exports.held import BATCH, MINUTES, TIME, Held, decimal, quoted
from retour.store.schema import attribute_column

FLOATS = ("amount", "minutes")
QUALIFIER = "case"  # what an object is for an event: one of its cases
_TEXTS = ("actor_kind", "actor", "automation")


class Event(NamedTuple):
    """One event: its id in the file, and the values that it has."""

    id: str
    activity: str
    time: str
    values: dict[str, str]
    cases: list[str]


@dataclass(frozen=True, slots=True)
class Objects:
    """A log as objects, asked through one connection. `names` are the attributes that some event has."""

    held: Held
    con: duckdb.DuckDBPyConnection

    @property
    def type(self) -> str:
        """The type of the objects: the process's key."""
        return self.held.process.key

    def cases(self) -> Iterator[str]:
        """Every case."""
        told = self.con.cursor().execute("SELECT case_id FROM numbered GROUP BY case_id ORDER BY min(n)")
        while batch := told.fetchmany(BATCH):
            yield from (case for (case,) in batch)

    def types(self) -> dict[str, list[str]]:
        """The attributes that events of each activity have, the one of the whole id always."""
        sources = [*FLOATS, *_TEXTS, *map(attribute_column, self.held.attributes)]
        counts = ", ".join(f"count({quoted(source)}) > 0" for source in sources)
        rows = self.con.execute(f"SELECT activity, {counts} FROM numbered GROUP BY activity ORDER BY min(n)")
        columns = [*FLOATS, *_TEXTS, *map(column_of, self.held.attributes)]
        return {
            activity: [OWN_ID, *(name for name, has in zip(columns, there, strict=True) if has)]
            for activity, *there in rows.fetchall()
        }

    def events(self) -> Iterator[Event]:
        """Every event, with its cases."""
        attributes = [quoted(attribute_column(a)) for a in self.held.attributes]
        columns = ("own", "activity", "time", *FLOATS, *_TEXTS, *attributes)
        one = ", ".join(f"min({column})" for column in columns)  # they are all the same
        told = self.con.cursor().execute(
            f"SELECT id, {one}, list(case_id ORDER BY n) FROM named GROUP BY id ORDER BY {self._order()}"
        )
        names = [OWN_ID, *_TEXTS, *map(column_of, self.held.attributes)]
        while batch := told.fetchmany(BATCH):
            for id_, own, activity, time, amount, minutes, kind, actor, automation, *more, cases in batch:
                texts = [own, kind, actor and marked(actor), automation, *more]
                values = {name: text for name, text in zip(names, texts, strict=True) if text}
                if amount is not None:
                    values["amount"] = decimal(amount, 2)
                if minutes is not None:
                    values["minutes"] = decimal(minutes, 3)
                yield Event(id_, activity, time, values, cases)

    def _order(self) -> str:
        """The log's order; by time and line where events are of several cases, as their file had them."""
        shared = self.con.execute("SELECT count(*) > count(DISTINCT id) FROM named").fetchall()[0][0]
        return "min(time), min(line), min(n)" if shared else "min(n)"


@contextmanager
def objects_of(held: Held) -> Iterator[Objects]:
    """The log as objects."""
    with held.reading() as con:
        columns = [f"{TIME} AS time", f"{MINUTES} AS minutes", *(_kept(a) for a in held.attributes)]
        con.execute(
            "CREATE TABLE numbered AS SELECT row_number() OVER () AS n, event_id, case_id, activity, line, "
            f"actor_kind, actor, amount, automation, {', '.join(columns)} FROM log"
        )
        con.execute(_named(held))
        yield Objects(held, con)


def _kept(attribute: str) -> str:
    return quoted(attribute_column(attribute))


def _named(held: Held) -> str:
    """Ids in the file: the event's own without its case; a row's where it has none or its cases disagree."""
    said = ["activity", "time", *FLOATS, *_TEXTS, *(_kept(a) for a in held.attributes)]
    content = " || chr(31) || ".join(f"coalesce({column}::VARCHAR, chr(30))" for column in said)
    return f"""
CREATE TABLE named AS
WITH told AS (
  SELECT *, md5_number({content}) AS content,
         CASE WHEN ends_with(event_id, '@' || case_id) THEN left(event_id, -length(case_id) - 1) END AS bare
  FROM numbered
), keyed AS (SELECT *, coalesce(nullif(bare, ''), event_id) AS key FROM told
), fits AS (
  SELECT key, min(content) = max(content) AND (count(*) = 1 OR count(bare) = count(*))
         AND NOT starts_with(key, '{ROW}') AS fits
  FROM keyed WHERE key IS NOT NULL GROUP BY key
)
SELECT k.* EXCLUDE (content, bare, key, event_id),
       CASE WHEN f.fits THEN k.key ELSE '{ROW}' || k.n END AS id,
       CASE WHEN f.fits AND k.bare <> '' THEN NULL ELSE k.event_id END AS own
FROM keyed k LEFT JOIN fits f USING (key)
"""
