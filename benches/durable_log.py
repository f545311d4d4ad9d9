"""Benchmarks of the durable log: what a seal, a day more, a redelivery, a compaction and a look-up cost.

    python -m benches.durable_log [--events 1000000] [--day 20000] [--json FILE]

CPU seconds of this process (the tail is filled before). The events are drawn: 7 a case, identities at random.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from retour.events.received import Received
from retour.store.durable.log import DurableLog

SCHEMA = "retour-bench/1"
BATCH = 5_000
ACTIVITIES = ("sent", "opened", "reminded", "answered", "signed", "paid", "closed")
YEAR = 365 * 86_400_000_000


def events(first: int, count: int, cases: int) -> list[Received]:
    """Events numbered from `first`, of cases drawn at random."""
    rng = np.random.default_rng(first)
    case, at = rng.integers(0, cases, count), rng.integers(0, YEAR, count)
    said = rng.integers(0, len(ACTIVITIES), count)
    return [
        Received("crm", f"e{first + i}", "quote", f"Q-{case[i]}", ACTIVITIES[said[i]], int(at[i]), amount=100)
        for i in range(count)
    ]


def tell(log: DurableLog, told: Sequence[Received]) -> None:
    """Fill the tail."""
    for start in range(0, len(told), BATCH):
        log.hot.append(told[start : start + BATCH]).result(120)


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds of an act."""
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - cpu, time.perf_counter() - wall


def kept(_: str) -> tuple[str, ...]:
    """No attribute."""
    return ()


def measured(count: int, day: int) -> list[dict[str, object]]:
    """Every row of the bench."""
    rows: list[dict[str, object]] = []

    def row(name: str, act: Callable[[], object], *, of: int) -> None:
        cpu, wall = timed(act)
        rows.append({"subject": f"{count} events", "name": name, "value": round(cpu, 2), "unit": "CPU s"})
        print(
            f"{name:42} {cpu:7.2f} CPU s  {wall:7.2f} s  {of / max(cpu, 1e-9):12,.0f} events a CPU s",
            flush=True,
        )

    with tempfile.TemporaryDirectory() as folder:
        log = DurableLog.of(Path(folder))
        told = events(0, count, count // 7)
        tell(log, told)
        row("seal everything", lambda: log.seal(kept), of=count)
        row("compact everything", lambda: log.compact(many=1), of=count)
        row("note what is in the compacted files", lambda: _noted(log), of=count)
        tell(log, events(count, day, count // 7))
        row("read with one more day not sealed", lambda: log.view().known("quote", kept), of=day)
        row("seal one more day", lambda: log.seal(kept), of=day)
        tell(log, told[:day])
        row("seal a day that is told again", lambda: log.seal(kept), of=day)
        tell(log, [event._replace(amount=200) for event in told[: day // 10]])
        row("seal corrections (a tenth of a day)", lambda: log.seal(kept), of=day // 10)
        size = sum(p.stat().st_size for p in Path(folder).rglob("*.parquet"))
        log.close()
    rows.append({"subject": f"{count} events", "name": "Parquet", "value": size / count, "unit": "B/event"})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append({"subject": f"{count} events", "name": "peak memory", "value": round(peak), "unit": "MB"})
    print(f"{'Parquet':42} {size / count:7.1f} bytes an event; peak memory {peak:.0f} MB")
    return rows


def _noted(log: DurableLog) -> None:
    for pair in log.cold.pairs():
        for path in pair.events.paths(pair.events.snapshot().files):
            log.cold.seen.of(path)


def main() -> None:
    """Run, print, and write what was measured."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--events", type=int, default=1_000_000)
    asked.add_argument("--day", type=int, default=20_000)
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    rows = measured(given.events, given.day)
    if given.json:
        given.json.write_text(json.dumps({"schema": SCHEMA, "bench": "durable_log", "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
