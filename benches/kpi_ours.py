"""Four indicators as a register declares them, compiled by our compiler, over the files of `kpi_log`.

Run as a process of its own, so that memory and CPU are its own: ``python kpi_ours.py full|day log state``.
"""

import json
import resource
import shutil
import sys
import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

import kpi_log
from retour.kpi.calendar import calendar_days
from retour.kpi.plan import Attribute, First, Last, Plan, indicator_columns
from retour.quantity import Better, Span, Text
from retour.register.indicator import Actor, Count, Duration, Indicator, Rate
from retour.register.workspace import WorkCalendar
from retour.store.cells_query import Slices
from retour.store.kept_cells import Kept
from retour.store.scan import calendar_table
from retour.store.source import Log
from retour.store.state import KeptState
from retour.store.state_steps import Keyed

DAY = 86_400
END = (1_704_067_200 + 730 * DAY) * 1_000_000  # µs at which the base of `kpi_log` ends
BY_SEGMENT, BY_ARM = Slices(("segment",)), Slices(("segment",), "arm")


def indicator(key: str, measure: Duration | Rate | Count) -> Indicator:
    """An indicator of a register."""
    return Indicator(key=key, name=Text.same(key), measure=measure, better=Better.HIGHER)


KPIS = (
    (
        indicator(
            "quoting", Duration(start="lead_received", end="quote_sent", horizon=Span(seconds=30 * DAY))
        ),
        BY_SEGMENT,
    ),
    (indicator("signed", Rate(of="lead_received", reaching="signed", by=Span(seconds=7 * DAY))), BY_ARM),
    (
        indicator("manual", Count(of="lead_received", by=Span(seconds=30 * DAY), actor_kind=Actor.HUMAN)),
        BY_SEGMENT,
    ),
    (
        indicator("created", Rate(of="lead_received", reaching="crm_created", by=Span(seconds=3600))),
        BY_SEGMENT,
    ),
)


def plan() -> Plan:
    """The state columns that the four indicators need."""
    wanted = [First(None), Last(), *(c for k, _ in KPIS for c in indicator_columns(k))]
    return Plan("bench", tuple(dict.fromkeys([*wanted, Attribute("segment"), Attribute("arm")])))


def kept() -> list[Kept]:
    """What is kept of the four."""
    return [one for k, slices in KPIS for one in Kept.all_of(plan(), k, slices)]


def files(folder: Path, name: str) -> tuple[Path, ...]:
    """The files of the base, or of one more day."""
    return tuple(sorted(folder.glob(f"{name}-*.parquet")))


def opened(state: Path, threads: int = 1) -> KeptState:
    """A state on a connection of its own, calendar loaded."""
    con = duckdb.connect()
    con.execute(f"SET memory_limit = '512MB'; SET threads = {threads}; SET preserve_insertion_order = false")
    con.execute(f"SET temp_directory = '{state}/spill'")
    days = calendar_days(
        date(2023, 12, 30),
        date(2026, 2, 1),
        ZoneInfo("Europe/Paris"),
        WorkCalendar(country="FR"),
        frozenset(),
    )
    con.register("days", calendar_table(days))
    con.execute("CREATE TABLE calendar AS SELECT * REPLACE (working > 0 AS working) FROM days")
    return KeptState(state, Keyed(plan()), con)


def full(folder: Path, state: Path) -> KeptState:
    """Everything from the events."""
    made = opened(state)
    made.bring(Log(tuple((path,) for path in files(folder, "base"))), kept(), {k.key: END for k, _ in KPIS})
    return made


def day(folder: Path, state: Path) -> KeptState:
    """One more day, from the state and the cells as they are on the disk."""
    made = opened(state)
    log = Log(tuple(zip(files(folder, "base"), files(folder, "day"), strict=True)))
    assert not made.bring(log, kept(), {k.key: END + DAY * 1_000_000 for k, _ in KPIS})  # noqa: S101
    return made


def same(folder: Path, state: Path) -> int:
    """Rows of the state, cells and lifetimes of one more day that differ from those of a rebuild."""
    moved = opened(state)
    anew = state / "anew"
    shutil.rmtree(anew, ignore_errors=True)
    anew.mkdir()
    made = opened(anew)
    log = Log(tuple(zip(files(folder, "base"), files(folder, "day"), strict=True)))
    made.bring(log, kept(), {k.key: END + DAY * 1_000_000 for k, _ in KPIS})
    pairs = [(moved.cells_path(one), made.cells_path(one)) for one in kept()]
    told = [tuple(f"SELECT * FROM read_parquet('{path}')" for path in pair) for pair in pairs]  # noqa: S608
    return sum(unlike(made, *pair) for pair in [(moved.sql, made.sql), *told])


def unlike(made: KeptState, one: str, other: str) -> int:
    """Rows that are in one query only; case by case where there are too many rows to hold."""
    rows = "SELECT count(*), sum(hash(r)::HUGEINT), bit_xor(hash(r)) FROM ({}) AS r"
    if len({made.con.execute(rows.format(query)).fetchall()[0] for query in (one, other)}) == 1:
        return 0
    parts = f"({one} EXCEPT ALL {other}) UNION ALL ({other} EXCEPT ALL {one})"
    return int(made.con.execute(f"SELECT count(*) FROM ({parts})").fetchall()[0][0])  # noqa: S608


def cells(made: KeptState) -> dict[str, list[list[object]]]:
    """The cells that know of cases: day, segment, arm, known cases, total."""
    read = "SELECT day, segment, arm, n, total FROM read_parquet('{}') WHERE n > 0 ORDER BY ALL"
    return {
        one.indicator.key: [list(r) for r in made.con.execute(read.format(made.cells_path(one))).fetchall()]
        for one in kept()
        if not one.lives
    }


def main() -> None:
    """Run one, and print what it took."""
    what, folder, state = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    began = time.perf_counter()
    made = {"full": full, "day": day, "same": same}[what](folder, state)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "wall": time.perf_counter() - began,
        "cpu": used.ru_utime + used.ru_stime,
        "rss": kpi_log.peak_memory(),
    }
    if isinstance(made, int):
        told["unlike"] = made
    else:
        (folder / f"found-{what}.json").write_text(json.dumps(cells(made)), encoding="utf-8")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
