"""One scan of a process's log: its state table, and what the dossier needs from it, on whatever engine."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from types import TracebackType
from typing import Any, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from retour.kpi.calendar import CalendarDay
from retour.kpi.cells import CaseFrame, CaseRow, Cells, Lifetimes, day_of
from retour.kpi.dossier import Arc
from retour.kpi.plan import (
    MICROS,
    Attribute,
    First,
    Last,
    Plan,
    activities_of,
    indicator_columns,
    treatment_columns,
)
from retour.quantity import Place
from retour.register.automation import Automation, RolloutKind
from retour.register.indicator import Duration, Indicator, Rate, Share, Statistic, Sum
from retour.store.arcs import arcs_of, arcs_of_many
from retour.store.cells_query import (
    Slices,
    attribute_sql,
    cells_query,
    lifetimes_query,
    received_query,
    seconds,
    segment_sql,
)
from retour.store.engines.engine import SMALL, Row, Tables
from retour.store.schema import attribute_column
from retour.store.source import Log
from retour.store.tree import state_query

DAY_MICROS = 86_400 * MICROS
FRAME_LIMIT = 200_000
SAMPLE_ROWS = 20
Making = Callable[[Tables, Log, Plan], tuple[str, ...]]  # makes `state` of many events; all that it made
BINS = 384
MANY = 5_000_000  # events past which no query holds a value of each


def moment(at: int) -> datetime:
    """µs since 1970 UTC as an aware datetime."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)


def row_place(file: object, line: object, event_id: object) -> Place:
    """Where an event was said: a line of a file, or a row of a table, which has an id and no line."""
    if line is None:
        return Place(f"{file} · {event_id}" if event_id is not None else str(file))
    return Place(str(file), int(str(line)))


@dataclass(frozen=True, slots=True)
class Extent:
    """First and last event of a log, as µs UTC, and how many events."""

    first: int
    last: int
    events: int


def calendar_table(days: Iterable[CalendarDay]) -> pa.Table:
    """The calendar dimension: a row for each local day and each UTC day that it touches."""
    rows = [
        (utc_day, d.number, d.start, d.end, int(d.working), d.worked)
        for d in days
        for utc_day in range(d.start // DAY_MICROS, (d.end - 1) // DAY_MICROS + 1)
    ]
    return _integers(("utc_day", "number", "start", "finish", "working", "worked"), rows)


def bounds_table(bounds: Sequence[int]) -> pa.Table:
    """Bins of durations: (bin, low, high), a duration being in the bin when low < it ≤ high."""
    return _integers(("bin", "low", "high"), zip(count(), (-1, *bounds[:-1]), bounds, strict=False))


def _integers(names: Sequence[str], rows: Iterable[tuple[int, ...]]) -> pa.Table:
    columns = np.array(list(rows), np.int64).reshape(-1, len(names)).T
    return pa.table({name: _column(values) for name, values in zip(names, columns, strict=True)})


def _column(values: NDArray[np.int64]) -> pa.Array:
    """An Arrow column over the same bytes (`pa.array` would import pandas where it is installed)."""
    data = np.ascontiguousarray(values)
    return pa.Array.from_buffers(pa.int64(), len(data), [None, pa.py_buffer(data)])


class Scan:
    """The state of every case of one process, from one pass over its log, ready for small queries."""

    def __init__(
        self, log: Log, plan: Plan, *, cutoff: int, tables: Tables, large: Making | None = None
    ) -> None:
        self._tables, self._large = tables, large
        self._made: tuple[str, ...] = ()
        self.plan, self.log, self.cutoff = plan, log, cutoff
        self._borrowed: Log | None = None
        self._told = f"SELECT * FROM whole_log WHERE ts < {int(cutoff)}"
        self.sources = tables.read("whole_log", log)  # tables of a database, when the log has some
        tables.see("log", self._told)
        self.extent = self._extent()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tables.close()

    @cached_property
    def beyond(self) -> int:
        """Events after the cutoff, left aside."""
        told = self.extent.events if self.extent else 0
        return int(self.rows("SELECT count(*) FROM whole_log")[0][0]) - told

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Rows of a query."""
        return self._tables.rows(sql, values)

    def borrow(self, other: "Scan") -> None:
        """Make another process's log readable here as ``other_log``."""
        if self._borrowed == other.log:
            return
        self._tables.read("whole_other", other.log)
        self._tables.see("other_log", f"SELECT * FROM whole_other WHERE ts < {int(other.cutoff)}")
        self._borrowed = other.log

    def _extent(self) -> Extent | None:
        row = self.rows("SELECT min(ts), max(ts), count(*) FROM log")[0]
        return None if row[0] is None else Extent(*(int(v) for v in row))

    def prepare(self, calendar: pa.Table) -> None:
        """Scan the log once into the state table, and load the calendar (of `calendar_table`)."""
        events = self.extent.events if self.extent else 0
        self._tables.hold("log", self._told, events)
        self._tables.load("calendar", calendar)
        if self._large is None or events <= SMALL or self.beyond:
            self._tables.keep("state", state_query(self.plan).sql(dialect="duckdb"))
            self._made = ("state",)
        else:
            self._made = self._large(self._tables, self.log, self.plan)

    def release(self) -> None:
        """Give the memory of `prepare` back; the log itself stays readable."""
        for name in (*self._made, "calendar"):
            self._tables.drop(name)
        self._tables.see("log", self._told)

    @property
    def watermark(self) -> int:
        """µs of the last event."""
        if self.extent is None:
            raise ValueError("scan.empty_log")
        return self.extent.last

    @cached_property
    def ends(self) -> dict[str, int]:
        """By activity: µs until which its files speak of it.

        A file speaks until its last event plus its longest past gap: later, nobody knows whether nothing
        happened or the export is older. With one file, that is the log's own end.
        """
        if len(self.rows("SELECT DISTINCT file FROM log LIMIT 2")) < 2:
            return {}
        rows = self.rows(
            "SELECT a.activity, max(least(f.last + f.gap, ?)) AS until "
            "FROM (SELECT DISTINCT activity, file FROM log) AS a JOIN ("
            "SELECT file, max(ts) AS last, coalesce(max(gap), 0) AS gap FROM "
            "(SELECT file, ts, ts - lag(ts) OVER (PARTITION BY file ORDER BY ts) AS gap FROM log) AS gaps "
            "GROUP BY file) AS f ON f.file = a.file GROUP BY a.activity",
            [self.watermark],
        )
        return {str(activity): int(until) for activity, until in rows}

    def known_until(self, activities: Iterable[str]) -> int:
        """µs until which all of some activities are told; an activity never seen ends with the log."""
        return min((self.ends.get(a, self.watermark) for a in activities), default=self.watermark)

    def cells(self, automation: Automation, indicator: Indicator) -> Cells:
        """The cells of one indicator, with lifetimes for a duration."""
        slices = slices_of(automation)
        query = cells_query(self.plan, indicator, slices, self._until(indicator))
        rows = self.rows(query)
        width = len(slices.keys)
        day, segment, arm, *unit = _columns(rows, 0, width)
        n, total, square, pending, missing, amount, paid = _columns(rows, width, 7)
        return Cells(
            day=_ints(day),
            segment=tuple(str(s) for s in segment),
            arm=tuple(str(a) for a in arm),
            n=_ints(n),
            total=_ints(total),
            square=np.array(square, np.float64),
            pending=_ints(pending),
            missing=_ints(missing),
            amount=_ints(amount),
            amount_n=_ints(paid),
            scale=scale_of(indicator),
            lifetimes=self._lifetimes(indicator, slices, rows),
            unit=tuple(str(u) for column in unit for u in column),
        )

    def _until(self, indicator: Indicator) -> int:
        return self.known_until(activities_of(indicator.measure))

    def _lifetimes(self, indicator: Indicator, slices: Slices, cells: list[Row]) -> Lifetimes | None:
        if not isinstance(indicator.measure, Duration):
            return None
        bounds = bin_bounds(seconds(indicator.measure.horizon))
        self._tables.load("bounds", bounds_table(bounds))
        query = lifetimes_query(self.plan, indicator, slices, self._until(indicator))
        width = len(slices.keys)
        row_of = {row[:width]: i for i, row in enumerate(cells)}
        rows = self.rows(query)
        bins, ended, censored, spent = _columns(rows, width, 4)
        return Lifetimes(
            bounds=_ints(bounds),
            cell=_ints([row_of[row[:width]] for row in rows]),
            bin=_ints(bins),
            ended=_ints(ended),
            censored=_ints(censored),
            spent=_ints(spent),
        )

    def frame(self, automation: Automation, indicator: Indicator) -> CaseFrame | None:
        """Case rows of an indicator whose treatment nobody drew; None where there is none."""
        treated = treatment_columns(automation, indicator)
        observed = automation.rollout.kind is RolloutKind.OBSERVED
        if not (observed and treated and isinstance(indicator.measure, Rate)):
            return None
        anchor, reached = (self.plan.name(c) for c in indicator_columns(indicator)[:2])
        treatment, last = self.plan.name(treated[0]), self.plan.name(Last())
        confounders = "".join(f", {attribute_sql(self.plan, c)}" for c in automation.rollout.confounders)
        rows = self.rows(
            f"SELECT case_id, c.number, ({treatment} - {anchor}) // {MICROS}, "
            f"({reached} - {anchor}) // {MICROS}, ({self._until(indicator)} - {anchor}) // {MICROS}, "
            f"{segment_sql(self.plan, slices_of(automation))}, ({last} - {anchor}) // {MICROS}{confounders} "
            f"FROM state {self._on_day(anchor)} WHERE {anchor} IS NOT NULL "
            f"ORDER BY case_id LIMIT {FRAME_LIMIT}"
        )
        cases = self.rows(f"SELECT count(*) FROM state WHERE {anchor} IS NOT NULL")
        return CaseFrame(rows=tuple(_case_row(row) for row in rows), total=int(cases[0][0]))

    def received(
        self, automation: Automation, indicator: Indicator, since: int
    ) -> dict[str, tuple[int, int]]:
        """By drawn arm: mature cases since a day number that got the treatment, and mature cases in all."""
        treated = treatment_columns(automation, indicator)
        if not treated or automation.rollout.kind is not RolloutKind.RANDOM:
            return {}
        query = received_query(
            self.plan, indicator, slices_of(automation), self._until(indicator), treated[0], since
        )
        return {arm: (int(got), int(n)) for arm, got, n in self.rows(query)}

    def _on_day(self, moment: str) -> str:
        return (
            f"JOIN calendar AS c ON c.utc_day = {moment} // {DAY_MICROS} "
            f"AND {moment} >= c.start AND {moment} < c.finish"
        )

    def cases_per_day(self) -> dict[int, int]:
        """Cases begun on each local day."""
        start = self.plan.name(First(None))
        rows = self.rows(
            f"SELECT c.number, count(*) FROM state {self._on_day(start)} GROUP BY c.number ORDER BY c.number"
        )
        return dict(rows)

    def segments(self, automation: Automation) -> int:
        """How many segments an automation's cases fall into."""
        segment = segment_sql(self.plan, slices_of(automation))
        return int(self.rows(f"SELECT count(DISTINCT {segment}) FROM state")[0][0])

    def units(self, attribute: str) -> dict[str, int]:
        """Cases by team, site or client, the most common first; '' for those that name none."""
        unit = attribute_sql(self.plan, attribute)
        return dict(self.rows(f"SELECT {unit} AS u, count(*) FROM state GROUP BY u ORDER BY 2 DESC, 1"))

    def addresses(self, attribute: str) -> int:
        """Cases whose attribute looks like an e-mail address."""
        name = self.plan.name(Attribute(attribute))
        return int(self.rows(f"SELECT count(*) FROM state WHERE {name} LIKE '%_@_%.__%'")[0][0])

    def coverage(self, attribute: str) -> float:
        """Share of the cases that carry an attribute."""
        name = self.plan.name(Attribute(attribute))
        known, cases = self.rows(f"SELECT count({name}), count(*) FROM state")[0]
        return int(known) / int(cases)

    def flow(self, automation: str) -> dict[int, int]:
        """Events that say they were made by an automation, per local day."""
        rows = self.rows(
            f"SELECT c.number, count(*) FROM log {self._on_day('ts')} "
            "WHERE automation = ? GROUP BY c.number ORDER BY c.number",
            [automation],
        )
        return dict(rows)

    def last_seen(self, automation: str) -> int | None:
        """µs of the last event made by an automation."""
        found = self.rows("SELECT max(ts) FROM log WHERE automation = ?", [automation])[0][0]
        return None if found is None else int(found)

    def arcs(self, chosen: str) -> tuple[Arc, ...]:
        """The arcs between some events (a FROM and WHERE clause)."""
        many = self._tables.is_bounded and self.extent is not None and self.extent.events > MANY
        return (arcs_of_many if many else arcs_of)(self._tables, chosen)

    def sample(self, activities: Sequence[str], since: int) -> tuple[Place, ...]:
        """A few of the newest file lines behind some activities."""
        marks = ", ".join("?" for _ in activities)
        rows = self.rows(
            f"SELECT file, line, event_id FROM log WHERE activity IN ({marks}) AND ts >= ? "
            f"ORDER BY ts DESC, file, line, event_id LIMIT {SAMPLE_ROWS}",
            [*activities, since],
        )
        return tuple(row_place(*row) for row in rows)

    def has_attribute(self, name: str) -> bool:
        """True when the log has a column for this attribute."""
        return attribute_column(name) in self._tables.columns("log")


def slices_of(automation: Automation) -> Slices:
    """How an automation's cells are cut."""
    return Slices(automation.segments, automation.rollout.assigned, automation.rollout.unit)


def scale_of(indicator: Indicator) -> float:
    """How many integer units make one unit of the indicator."""
    match indicator.measure:
        case Sum(field="minutes"):
            return 1000.0
        case Sum():
            return 100.0
        case Rate() | Share() | Duration(statistic=Statistic.DONE):
            return 1.0
        case _:
            return 1.0


def bin_bounds(horizon: int) -> list[int]:
    """Upper bounds of the duration bins, whole seconds, even in the logarithm, from 1 s to the horizon."""
    raw = np.unique(np.ceil(np.geomspace(1, max(horizon, 1), BINS)).astype(np.int64))
    bounds = [0, *(int(b) for b in raw if b < horizon), horizon]
    return sorted(set(bounds))


def _case_row(row: Row) -> CaseRow:
    case, day, treated, reached, observed, segment, ended, *confounders = row
    return CaseRow(
        case=str(case),
        anchor_day=day_of(int(day)),
        treated_at=None if treated is None else int(treated),
        reached_at=None if reached is None else int(reached),
        observed_for=int(observed),
        segment=str(segment),
        last_event_at=int(ended),
        confounders=tuple(str(value) for value in confounders),
    )


def _columns(rows: list[Row], first: int, width: int) -> list[list[Any]]:
    return [[row[i] for row in rows] for i in range(first, first + width)]


def _ints(values: Iterable[Any]) -> NDArray[np.int64]:
    return np.array([int(v) for v in values], np.int64)
