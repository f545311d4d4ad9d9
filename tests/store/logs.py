"""Small logs for the store's tests: events in sight, written as the connectors would."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from retour.events.columns import EventColumns
from retour.kpi.calendar import calendar_days
from retour.kpi.plan import plan_of
from retour.quantity import Text
from retour.register.automation import Automation
from retour.register.process import Activity, Process
from retour.register.workspace import WorkCalendar
from retour.store.engines.duckdb import DuckEngine
from retour.store.log import Merged, SegmentWriter, merge
from retour.store.scan import Scan, calendar_table
from retour.store.source import Log

PARIS = ZoneInfo("Europe/Paris")
MICROS = 1_000_000


def micros(text: str) -> int:
    """µs of a local Paris time such as '2026-05-11 09:00'."""
    return int(datetime.fromisoformat(text).replace(tzinfo=PARIS).timestamp()) * MICROS


def process(*activities: Activity, attributes: tuple[str, ...] = ()) -> Process:
    """A process of quotes."""
    return Process(
        key="quote",
        name=Text.same("Quotes"),
        case=Text.same("quote"),
        activities=activities,
        attributes=attributes,
    )


def write(
    folder: Path, of: Process, name: str, rows: Sequence[tuple[str, str, str]], **columns: Sequence[object]
) -> Path:
    """Write (case, activity, local time) rows as one segment; more columns by name."""
    attributes = {n: list(columns.pop(n)) for n in of.attributes if n in columns}  # type: ignore[misc]
    writer = SegmentWriter(folder / f"{name}.parquet", of.attributes)
    writer(
        EventColumns(
            process=of.key,
            file=f"events/{name}.csv",
            line=np.arange(2, len(rows) + 2),
            case=[case for case, _, _ in rows],
            activity=[activity for _, activity, _ in rows],
            at=np.array([micros(at) for _, _, at in rows], np.int64),
            attributes=attributes,
            **{k: list(v) for k, v in columns.items()},
        )
    )
    return writer.commit()


def merged(folder: Path, of: Process, *segments: Path) -> Merged:
    """The merged log of some segments."""
    return merge(folder, of, segments)


def scan_of(log: Path, of: Process, *automations: Automation, today: date = date(2026, 11, 23)) -> Scan:
    """A prepared scan."""
    cutoff = int(datetime.combine(today + timedelta(days=1), datetime.min.time(), PARIS).timestamp()) * MICROS
    scan = Scan(Log.of(log), plan_of(of, automations), cutoff=cutoff, tables=DuckEngine().open())
    assert scan.extent is not None
    first = datetime.fromtimestamp(scan.extent.first / MICROS, UTC).date() - timedelta(days=2)
    last = datetime.fromtimestamp(scan.extent.last / MICROS, UTC).date() + timedelta(days=2)
    scan.prepare(calendar_table(calendar_days(first, last, PARIS, WorkCalendar(country="FR"), frozenset())))
    return scan
