"""Four indicators over any number of events: CPU, memory, one more day, growth, peers.

`python benches/kpi.py [--events 10000000] [--growth] [--turns 3] [--json FILE]`. Every run is a process of
its own, its start included, whose CPU and memory are the system's account of it. The floor is a scan and group of
the columns that the four are made from; it alternates with ours.
"""
# ruff: noqa: S608, E501

import argparse
import json
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

import kpi_log

HERE, TURNS = Path(__file__).parent, 3
FLOOR_TIMES, MEMORY_MB, DAY_SHARE = 5.0, 768.0, 0.10
WEEK, MONTH = 7 * 86_400_000_000, 30 * 86_400_000_000
SECOND = 1_000_000
NAMES = ("quoting", "signed", "manual", "created")
END = (kpi_log.START + kpi_log.END) * SECOND
Cells = dict[str, list[list[Any]]]  # by indicator: day, segment, arm, known cases, total
Row = dict[str, object]
Told = dict[str, float]


def floor(folder: Path) -> object:
    """Scan and group of the columns that our state is made from."""
    con = opened(folder)
    return con.execute(
        "SELECT activity, actor_kind, a_segment, a_arm, count(*), min(ts), max(case_key), sum(amount) "
        f"FROM read_parquet('{folder}/base-*.parquet') GROUP BY ALL"
    ).fetchall()


def by_hand(folder: Path) -> Cells:
    """Three queries a bucket, for these four alone: no lifetimes, no amounts, nothing kept."""
    con = opened(folder)
    made: dict[str, list[Any]] = {name: [] for name in NAMES}
    for path in sorted(folder.glob("base-*.parquet")):
        log = f"read_parquet('{path}')"
        con.execute(
            "CREATE OR REPLACE TEMP TABLE b AS SELECT case_key, min(ts) AS a "
            f"FROM {log} WHERE activity = 'lead_received' GROUP BY case_key"
        )
        con.execute(
            "CREATE OR REPLACE TEMP TABLE s AS SELECT case_key, min(a) AS a, "
            "min(ts) FILTER (activity = 'quote_sent' AND ts >= a) AS q, "
            "min(ts) FILTER (activity = 'signed' AND ts >= a) AS s, "
            "min(ts) FILTER (activity = 'crm_created' AND ts >= a) AS c, "
            f"count(*) FILTER (actor_kind = 'human' AND ts BETWEEN a AND a + {MONTH}) AS h, "
            f"count(*) FILTER (actor_kind IS NULL AND ts BETWEEN a AND a + {MONTH}) AS u, "
            f"min(a_segment) AS seg, min(a_arm) AS arm FROM {log} JOIN b USING (case_key) GROUP BY case_key"
        )
        con.execute(
            "CREATE OR REPLACE TEMP TABLE d AS SELECT a // 1000000 AS a, q // 1000000 AS q, s // 1000000 AS s, "
            f"c // 1000000 AS c, h, u, seg, arm, (a + {_shift('a')}) // 86400000000 AS day FROM s"
        )
        end, month, week = END // SECOND, MONTH // SECOND, WEEK // SECOND
        for name, keys, values, ripe in (
            ("quoting", "seg, ''", f"sum(least(coalesce(q - a, {month}), {month})), median(q - a)", month),
            ("signed", "seg, arm", f"count(*) FILTER (s - a <= {week})", week),
            ("manual", "seg, ''", "sum(h)", month),
            ("created", "seg, ''", "count(*) FILTER (c - a <= 3600)", 3600),
        ):
            known = " AND u = 0" if name == "manual" else ""
            query = f"SELECT day, {keys}, count(*), {values} FROM d WHERE {end} - a >= {ripe}{known} GROUP BY 1, 2, 3"
            made[name] += con.execute(query).fetchall()
    return {name: added(rows) for name, rows in made.items()}


def _shift(at: str) -> str:
    """SQL of the microseconds by which the clock of Paris is ahead, over the years of `kpi_log`."""
    summers = [(_utc(year, 3), _utc(year, 10)) for year in (2023, 2024, 2025, 2026)]
    test = " OR ".join(f"({at} >= {start} AND {at} < {end})" for start, end in summers)
    return f"CASE WHEN {test} THEN 7200000000 ELSE 3600000000 END"


def _utc(year: int, month: int) -> int:
    """One o'clock UTC on the last Sunday of a month of 31 days, in microseconds."""
    day = max(d for d in range(25, 32) if date(year, month, d).weekday() == 6)
    return int(datetime(year, month, day, 1, tzinfo=UTC).timestamp()) * SECOND


def with_polars(folder: Path) -> Cells:
    """The same with polars' streaming engine, over all files at once."""
    import polars as pl  # noqa: PLC0415

    at, of, a = pl.col("ts"), pl.col("activity").cast(pl.String), pl.col("a")
    kind, within = pl.col("actor_kind").cast(pl.String), at.is_between(a, a + MONTH)
    log = pl.scan_parquet(sorted(folder.glob("base-*.parquet")))
    begun = log.filter(of == "lead_received").group_by("case_key").agg(a=at.min())
    local = pl.from_epoch(a, time_unit="us").dt.replace_time_zone("UTC").dt.convert_time_zone("Europe/Paris")
    first = {"q": "quote_sent", "s": "signed", "c": "crm_created"}
    state = (
        log.join(begun, on="case_key")
        .group_by("case_key")
        .agg(
            a.min(),
            h=((kind == "human") & within).sum(),
            u=(kind.is_null() & within).sum(),
            seg=pl.col("a_segment").cast(pl.String).min(),
            arm=pl.col("a_arm").cast(pl.String).min(),
            **{name: at.filter((of == word) & (at >= a)).min() // SECOND for name, word in first.items()},
        )
        .with_columns(day=local.dt.date().cast(pl.Int32))
        .with_columns(a // SECOND)
        .collect(engine="streaming")
    )
    q, s, c = (pl.col(name) - a for name in "qsc")
    month, week, age = MONTH // SECOND, WEEK // SECOND, END // SECOND - a
    asked = {
        "quoting": (age >= month, "", q.fill_null(month).clip(upper_bound=month).sum()),
        "signed": (age >= week, "arm", (s <= week).sum()),
        "manual": ((age >= month) & (pl.col("u") == 0), "", pl.col("h").sum()),
        "created": (age >= 3600, "", (c <= 3600).sum()),
    }
    made = {}
    for name, (known, arm, total) in asked.items():
        keys = ["day", "seg", *([arm] if arm else [])]
        rows = state.filter(known).group_by(keys).agg(n=pl.len(), t=total)
        rows = rows.select("day", "seg", pl.col(arm) if arm else pl.lit(""), "n", "t")
        made[name] = added(rows.rows())
    return made


def added(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Cells of several buckets, added."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for day, segment, arm, n, total, *_ in rows:
        sums = found.setdefault((int(day), segment, arm), [0, 0])
        sums[0] += int(n)
        sums[1] += int(total)
    return [[*key, *sums] for key, sums in sorted(found.items())]


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection as ours: one thread, bounded memory."""
    con = duckdb.connect()
    con.execute("SET memory_limit = '512MB'; SET threads = 1; SET preserve_insertion_order = false")
    con.execute(f"SET temp_directory = '{folder}/spill'")
    return con


RUNS: dict[str, Callable[[Path], Any]] = {"floor": floor, "by_hand": by_hand, "polars": with_polars}


def in_process(what: str, folder: Path, *, state: Path | None = None) -> Told:
    """Run one way in a process of its own."""
    script = (
        [str(HERE / "kpi_ours.py"), what, str(folder), str(state)]
        if state
        else [str(HERE / "kpi.py"), what, str(folder)]
    )
    done = subprocess.run([sys.executable, *script], check=True, stdout=subprocess.PIPE)  # noqa: S603
    told: Told = json.loads(done.stdout.splitlines()[-1])
    print(f"    {what:<8} {told['cpu']:8.2f} CPU-s {told['wall']:8.2f} s {told['rss']:7.0f} MB", flush=True)
    return told


def measured(folder: Path, events: int, turns: int) -> Iterator[Row]:
    """Everything about a log of one size."""
    began = time.process_time()
    made = kpi_log.make(folder, events) if not (folder / "base-000.parquet").exists() else None
    size = f"{events / 1e6:g} M events"
    if made is not None:
        yield row(size, "generated", time.process_time() - began, "CPU-s")
        yield row(size, "events", made.events, "events")
        yield row(size, "events of one more day", made.day_events, "events")
    state = folder / "state"
    fulls: list[Told]
    floors, fulls, days, hands = [], [], [], []
    for _ in range(turns):
        shutil.rmtree(state, ignore_errors=True)
        state.mkdir()
        floors.append(in_process("floor", folder))
        fulls.append(in_process("full", folder, state=state))
        days.append(in_process("day", folder, state=state))
        hands.append(in_process("by_hand", folder))
    cpu = {
        n: median(t["cpu"] for t in told) for n, told in (("floor", floors), ("full", fulls), ("day", days))
    }
    yield row(size, "floor: scan and group", cpu["floor"], "CPU-s")
    yield row(size, "four indicators, full", cpu["full"], "CPU-s")
    yield row(size, "full, beside the floor", cpu["full"] / cpu["floor"], "times", FLOOR_TIMES)
    yield row(size, "peak memory, full", max(t["rss"] for t in fulls), "MB", MEMORY_MB)
    yield row(size, "one more day", cpu["day"], "CPU-s")
    yield row(size, "one more day, of a full", cpu["day"] / cpu["full"], "share", DAY_SHARE)
    yield row(size, "peak memory, one more day", max(t["rss"] for t in days), "MB", MEMORY_MB)
    yield row(size, "SQL written by hand", median(t["cpu"] for t in hands), "CPU-s")
    polars = in_process("polars", folder)
    yield row(size, "polars, streaming", polars["cpu"], "CPU-s")
    yield row(size, "peak memory, polars", polars["rss"], "MB")
    ours, hand, polar = (found(folder, what) for what in ("full", "by_hand", "polars"))
    yield row(size, "cells of the four, compared one by one", sum(map(len, ours.values())), "cells")
    yield row(
        size, "cells that the three do not agree on", unlike(ours, hand) + unlike(ours, polar), "cells", 0
    )
    rebuilt = in_process("same", folder, state=state)
    yield row(size, "rows that a rebuild makes otherwise", rebuilt["unlike"], "rows", 0)


def found(folder: Path, what: str) -> Cells:
    """What a run found."""
    told: Cells = json.loads((folder / f"found-{what}.json").read_text(encoding="utf-8"))
    return told


def unlike(one: Cells, other: Cells) -> int:
    """How many cells are in one only, or differ."""
    pairs = [({tuple(r) for r in one[name]}, {tuple(r) for r in other[name]}) for name in NAMES]
    return sum(len(here ^ there) for here, there in pairs)


def row(
    subject: str,
    name: str,
    value: float,
    unit: str,
    target: float | None = None,
    ok: bool | None = None,  # noqa: FBT001
) -> Row:
    if target is not None and ok is None:
        ok = value <= target
    return {
        "subject": subject,
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "target": target,
        "ok": ok,
    }


def one(what: str, folder: Path) -> None:
    """The process of one run: what it took, and what it found."""
    began = time.perf_counter()
    made = RUNS[what](folder)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "wall": time.perf_counter() - began,
        "cpu": used.ru_utime + used.ru_stime,
        "rss": kpi_log.peak_memory(),
    }
    if what != "floor":
        (folder / f"found-{what}.json").write_text(json.dumps(made), encoding="utf-8")
    print(json.dumps(told))


def growth(sizes: list[int], rows: list[Row]) -> Iterator[Row]:
    """CPU a million events, from the smallest to the largest log."""
    took = {r["subject"]: float(str(r["value"])) for r in rows if r["name"] == "four indicators, full"}
    cpu = [took[f"{n / 1e6:g} M events"] for n in sizes]
    whole = (cpu[-1] / sizes[-1]) / (cpu[0] / sizes[0])
    yield row("growth", f"CPU an event, {_named(sizes[-1], sizes[0])}", whole, "times", 1.1)
    if len(sizes) > 2:  # without what every run costs, however small
        more = [(cpu[i] - cpu[i - 1]) / (sizes[i] - sizes[i - 1]) for i in (-2, -1)]
        yield row("growth", f"CPU a further event, {_named(*sizes[:0:-1])}", more[1] / more[0], "times", 1.1)


def _named(large: int, small: int) -> str:
    return f"{large / 1e6:g} M beside {small / 1e6:g} M"


def main() -> int:
    """Measure, print, and write the envelope when a file is named."""
    if len(sys.argv) == 3 and sys.argv[1] in RUNS:
        one(sys.argv[1], Path(sys.argv[2]))
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--growth", action="store_true", help="a million and ten millions before")
    parser.add_argument("--turns", type=int, default=TURNS, help="times each way runs, in turn")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--folder", type=Path, help="where logs are made, and kept")
    asked = parser.parse_args()
    sizes = [n for n in (1_000_000, 10_000_000) if asked.growth and n < asked.events] + [asked.events]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            for each in measured((asked.folder or Path(name)) / f"log{size}", size, asked.turns):
                rows.append(each)
                show(each)
        if len(sizes) > 1:
            for each in growth(sizes, rows):
                rows.append(each)
                show(each)
    if asked.json:
        versions = {"python": platform.python_version(), **{n: version(n) for n in ("duckdb", "polars")}}
        envelope = {"schema": "retour-bench/1", "bench": "kpi", "versions": versions, "rows": rows}
        asked.json.write_text(json.dumps(envelope, indent=1), encoding="utf-8")
    return 0 if all(r["ok"] is not False for r in rows) else 1


def show(told: Row) -> None:
    """One line."""
    verdict = {True: "ok", False: "MISSED", None: ""}[told["ok"]]  # type: ignore[index]
    target = "" if told["target"] is None else f"target {told['target']}"
    print(
        f"{told['subject']:<15} {told['name']:<38} {told['value']:>14} {told['unit']:<7} {target} {verdict}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
