"""Tables of events that are in PostgreSQL already: the one statement that reads each of them.

Times become µs since 1970 UTC, amounts cents, minutes thousandths, as the connectors make them from files.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from retour.events.actor import kinds_by_word
from retour.events.moment import FIRST_YEAR, LAST_YEAR
from retour.quantity import Place, Problem
from retour.register.keys import nearest
from retour.register.process import EventTable
from retour.store.engines.dialects import short
from retour.store.engines.engine import EngineError
from retour.store.schema import attribute_column
from retour.store.source import Placed

TIMESTAMPTZ, TIMESTAMP, DATE = 1184, 1114, 1082  # what PostgreSQL calls its types
MOST = 10**15  # an amount is below this


def sql_text(value: str) -> str:
    """A literal."""
    return "'" + value.replace("'", "''") + "'"


def sql_column(name: str) -> str:
    """A quoted name."""
    return '"' + name.replace('"', '""') + '"'


def sql_name(table: str) -> str:
    """A table's name, quoted part by part."""
    return ".".join(sql_column(part) for part in table.split("."))


@dataclass(frozen=True, slots=True)
class Taking:
    """A table, its mapping, and the types of its columns. EngineError when a column is not there."""

    placed: Placed
    table: EventTable
    types: Mapping[str, int]

    def __post_init__(self) -> None:
        t = self.table
        roles = (t.time, t.case, t.activity, t.event_id, t.actor_kind, t.amount, t.minutes, t.automation)
        for column in (*roles, *t.attributes):
            if column is not None and column not in self.types:
                hint = nearest(column, self.types)
                raise EngineError(Problem("table.column_missing", self._place(column), column, hint))
        if self.types[t.time] not in (TIMESTAMPTZ, TIMESTAMP, DATE):
            raise EngineError(Problem("table.time_type", self._place(t.time), t.time))

    def _place(self, column: str) -> Place:
        return Place(self.table.table, 0, column)

    @property
    def parts(self) -> dict[str, str]:
        """SQL of each column of the log."""
        t = self.table
        kind = self._kind()
        minutes = self._number(t.minutes, 1000)
        return {
            "event_id": self._text(t.event_id),
            "case_id": self._text(t.case),
            "activity": self._activity(),
            "ts": self._time(),
            "actor_kind": kind,
            "amount": self._number(t.amount, 100),
            "minutes": f"coalesce({minutes}, CASE WHEN {kind} = 'human' THEN {self._usual('minutes')} END)",
            "minutes_recorded": f"{minutes} IS NOT NULL",
            "automation": self._text(t.automation),
            "file": f"{sql_text(t.table)}::text",
            **{short(attribute_column(name)): self._text(column) for column, name in t.attributes.items()},
        }

    @property
    def columns(self) -> str:
        """The columns that are filled."""
        return ", ".join(map(sql_column, self.parts))

    def query(self, log: str) -> str:
        """The usable rows, each event once, without those that the log has."""
        said = ", ".join(f"{sql} AS {sql_column(name)}" for name, sql in self.parts.items())
        once = "DISTINCT ON (event_id)" if self.table.event_id else ""
        order = "ORDER BY event_id, ts, case_id, activity, amount" if self.table.event_id else ""
        return (
            f"SELECT {once} {self.columns} FROM (SELECT {said} FROM {self._from}) AS said WHERE {USABLE} AND "
            f"(event_id IS NULL OR NOT EXISTS (SELECT 1 FROM {log} AS l WHERE l.event_id = said.event_id)) "
            f"{order}"
        )

    @property
    def counts(self) -> str:
        """How many rows the table has, and how many are usable."""
        case = self._text(self.table.case)
        said = f"{self._time()} AS ts, {case} AS case_id, {self._activity()} AS activity"
        rows = f"SELECT {said} FROM {self._from}"
        return f"SELECT count(*), count(*) FILTER (WHERE {USABLE}) FROM ({rows}) AS said"

    @property
    def _from(self) -> str:
        return f"{sql_name(self.table.table)} AS t"

    def _text(self, column: str | None) -> str:
        return "NULL::text" if column is None else f't.{sql_column(column)}::text COLLATE "C"'

    def _activity(self) -> str:
        activity = self._text(self.table.activity)
        cases = "".join(f" WHEN {sql_text(k)} THEN {sql_text(v)}" for k, v in self.table.rename.items())
        return f"CASE {activity}{cases} ELSE {activity} END" if cases else activity

    def _time(self) -> str:
        column = f"t.{sql_column(self.table.time)}"
        if self.types[self.table.time] != TIMESTAMPTZ:
            zone = sql_text(self.table.timezone or self.placed.timezone)
            at = f"({column}::timestamp AT TIME ZONE {zone})"
        else:
            at = column
        return f"CASE WHEN isfinite({column}) THEN (extract(epoch FROM {at}) * 1000000)::bigint END"

    def _number(self, column: str | None, units: int) -> str:
        if column is None:
            return "NULL::bigint"
        value = f"t.{sql_column(column)}::numeric"
        return f"CASE WHEN abs({value}) < {MOST} THEN round({value} * {units})::bigint END"

    def _kind(self) -> str:
        word = f"lower(trim({self._text(self.table.actor_kind)}))"
        known = "".join(f" WHEN {sql_text(w)} THEN {sql_text(k)}" for w, k in kinds_by_word().items())
        said = f"CASE {word}{known} END" if self.table.actor_kind else "NULL::text"
        return f"coalesce({said}, {self._usual('actor_kind')})"

    def _usual(self, what: str) -> str:
        """What is declared of each activity, where an event does not say it."""
        declared = {a.key: getattr(a, what) for a in self.placed.process.activities}
        plain = {
            key: str(round(v * 1000)) if what == "minutes" else sql_text(v)
            for key, v in declared.items()
            if v is not None
        }
        cases = "".join(f" WHEN {sql_text(key)} THEN {value}" for key, value in plain.items())
        nothing = "NULL::bigint" if what == "minutes" else "NULL::text"
        return f"CASE {self._activity()}{cases} END" if cases else nothing


def _year(year: int) -> str:
    return f"(extract(epoch FROM timestamptz '{year}-01-01 00:00:00+00') * 1000000)::bigint"


USABLE = f"case_id <> '' AND activity <> '' AND ts >= {_year(FIRST_YEAR)} AND ts < {_year(LAST_YEAR)}"
