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
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median

import duckdb

import kpi_log

HERE, TURNS = Path(__file__).parent, 3
FLOOR_TIMES, MEMORY_MB, DAY_SHARE = 5.0, 768.0, 0.10
WEEK, MONTH = 7 * 86_400_000_000, 30 * 86_400_000_000
Row = dict[str, object]
Told = dict[str, float]


def floor(folder: Path) -> object:
    """Scan and group of the columns that our state is made from."""
    con = opened(folder)
    return con.execute(
        "SELECT activity, actor_kind, a_segment, a_arm, count(*), min(ts), max(case_key), sum(amount) "
        f"FROM read_parquet('{folder}/base-*.parquet') GROUP BY ALL"
    ).fetchall()


def by_hand(folder: Path) -> object:
    """One query a bucket, for these four alone: whole cases, no lifetimes, nothing kept."""
    con, made = opened(folder), []
    for path in sorted(folder.glob("base-*.parquet")):
        con.execute(
            "CREATE OR REPLACE TEMP TABLE s AS SELECT case_key, min(ts) AS t0, "
            "min(ts) FILTER (activity = 'lead_received') AS a, min(ts) FILTER (activity = 'quote_sent') AS q, "
            "min(ts) FILTER (activity = 'signed') AS s, min(ts) FILTER (activity = 'crm_created') AS c, "
            "count(*) FILTER (actor_kind = 'human') AS h, min(a_segment) AS seg, min(a_arm) AS arm "
            f"FROM read_parquet('{path}') GROUP BY case_key"
        )
        for query in (
            f"SELECT a // 86400000000, seg, count(q), sum(q - a), median(q - a) FROM s WHERE a <= {END - MONTH}",
            f"SELECT a // {WEEK}, seg || arm, count(*), count(*) FILTER (s - a <= {WEEK}) FROM s WHERE a <= {END - WEEK}",
            f"SELECT a // {MONTH}, seg, count(*), sum(h) FROM s WHERE a <= {END - MONTH}",
            f"SELECT a // 86400000000, seg, count(*), count(*) FILTER (c >= a AND c // 1000000 - a // 1000000 <= 3600) "  # noqa: ISC004
            f"FROM s WHERE a // 1000000 <= {END // 1_000_000 - 3600}",
        ):
            made.append(con.execute(query + " GROUP BY 1, 2").fetchall())  # noqa: PERF401
    return created(made[3::4])


def with_polars(folder: Path) -> object:
    """The same with polars' streaming engine, over all files at once."""
    import polars as pl  # noqa: PLC0415

    at, of = pl.col("ts"), pl.col("activity").cast(pl.String)
    kind = pl.col("actor_kind").cast(pl.String)
    state = (
        pl.scan_parquet(sorted(folder.glob("base-*.parquet")))
        .group_by("case_key")
        .agg(
            a=at.filter(of == "lead_received").min(),
            q=at.filter(of == "quote_sent").min(),
            s=at.filter(of == "signed").min(),
            c=at.filter(of == "crm_created").min(),
            h=(kind == "human").sum(),
            seg=pl.col("a_segment").cast(pl.String).min(),
            arm=pl.col("a_arm").cast(pl.String).min(),
        )
        .collect(engine="streaming")
    )
    a, day = pl.col("a"), 86_400_000_000
    ripe = [state.filter(a <= END - delay) for delay in (MONTH, WEEK, MONTH)]
    ripe.append(state.filter(a // 1_000_000 <= END // 1_000_000 - 3600))
    ripe[0].group_by(a // day, "seg").agg(
        n=pl.col("q").count(), t=(pl.col("q") - a).sum(), m=(pl.col("q") - a).median()
    )
    ripe[1].group_by(a // WEEK, "seg", "arm").agg(pl.len(), s2=(pl.col("s") - a <= WEEK).sum())
    ripe[2].group_by(a // MONTH, "seg").agg(pl.len(), h2=pl.col("h").sum())
    told = (
        ripe[3]
        .group_by(a // day, "seg")
        .agg(n=pl.len(), c2=((pl.col("c") >= a) & (pl.col("c") // 1_000_000 - a // 1_000_000 <= 3600)).sum())
    )
    return created([told.rows()])


END = (kpi_log.START + kpi_log.END) * 1_000_000


def created(parts: list[list[tuple[int, str, int, int]]]) -> list[int]:
    """Cases, and those created within the hour, over everything: what the three ways must agree on."""
    return [sum(int(row[i]) for rows in parts for row in rows) for i in (2, 3)]


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection as ours: one thread, bounded memory."""
    con = duckdb.connect()
    con.execute("SET memory_limit = '512MB'; SET threads = 1; SET preserve_insertion_order = false")
    con.execute(f"SET temp_directory = '{folder}/spill'")
    return con


RUNS: dict[str, Callable[[Path], object]] = {"floor": floor, "by_hand": by_hand, "polars": with_polars}


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
    same = all(told[n] == fulls[0][n] for told in (hands[0], polars) for n in ("n", "hits"))
    yield row(size, "the three agree", float(same), "", 1.0, ok=same)


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
    found = RUNS[what](folder)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "wall": time.perf_counter() - began,
        "cpu": used.ru_utime + used.ru_stime,
        "rss": used.ru_maxrss / 1024,
    }
    if what != "floor":
        told["n"], told["hits"] = found  # type: ignore[misc]
    print(json.dumps(told))


def growth(sizes: list[int], rows: list[Row]) -> Iterator[Row]:
    """CPU a million events, from the smallest to the largest log."""
    took = {r["subject"]: float(str(r["value"])) for r in rows if r["name"] == "four indicators, full"}
    each = [took[f"{n / 1e6:g} M events"] / n for n in sizes]
    yield row(
        "growth",
        f"CPU an event, {sizes[-1] / 1e6:g} M beside {sizes[0] / 1e6:g} M",
        each[-1] / each[0],
        "times",
        1.1,
    )


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
