"""How much the door takes in: the real server, its real checks, on the disk before it answers.

`python benches/ingest.py [--seconds 10] [--rounds 3] [--json FILE]`. Senders (wrk; where it is not
installed one of ours, slower) post to `/v1/events` over loopback, one event or a hundred each, on 16, 64
and 256 connections, with the tokens of sixteen sources. After each round the log is counted: what was
acknowledged is there. The same is asked of the same server with a log that keeps nothing, and of the disk
alone.
"""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from door_sender import sent_by_us
from door_server import Firm, Running, made, running

SINGLE, BATCH = 5_000, 60_000  # events a second: at least
HUNDRED = 100
SHAPES = ((1, 16), (1, 64), (1, 256), (HUNDRED, 16), (HUNDRED, 64))
COUNTED = {(1, 64), (HUNDRED, 16)}  # shapes that the targets are about
Row = dict[str, object]


@dataclass(frozen=True)
class Round:
    """What one round gave."""

    batch: int
    connections: int
    requests: int
    seconds: float
    p50: float
    p99: float
    refused: int
    broken: int
    cpu: float  # the server's, seconds

    @property
    def events(self) -> float:
        """Events acknowledged a second."""
        return (self.requests - self.refused) * self.batch / self.seconds

    @property
    def cost(self) -> float:
        """The server's processor time an event, µs."""
        return self.cpu / max(1, (self.requests - self.refused) * self.batch) * 1e6


def sent(server: Running, firm: Firm, shape: tuple[int, int], seconds: float) -> Round:
    """Post for a while."""
    batch, connections = shape
    mark = f"{time.time_ns():x}"
    before = server.cpu()
    if shutil.which("wrk"):
        told = _by_wrk(server, firm, shape, (mark, seconds))
    else:
        told = sent_by_us(server.port, firm.tokens, shape, seconds)
    return Round(batch, connections, cpu=server.cpu() - before, **told)


def _by_wrk(server: Running, firm: Firm, shape: tuple[int, int], how: tuple[str, float]) -> dict[str, float]:
    mark, seconds = how
    script = Path(__file__).with_name("ingest.lua")
    asked = os.environ | {"RETOUR_BENCH": " ".join((str(shape[0]), mark, *firm.tokens))}
    command = [
        "wrk",
        "-t1",
        f"-c{shape[1]}",
        f"-d{int(seconds)}s",
        "--timeout",
        "30s",
        "-s",
        str(script),
        server.url,
    ]
    done = subprocess.run(  # noqa: S603  our own words
        command, env=asked, capture_output=True, text=True, check=True
    )
    said = next(line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    told: dict[str, float] = json.loads(said.removeprefix("RESULT "))
    return told


def stored(firm: Firm) -> int:
    """How many events were ever written: the last number given, even if the log was sealed meanwhile."""
    last = "SELECT max(first + size - 1) AS n FROM events_pages"
    sealed = "SELECT upto FROM forgotten WHERE strand = 'events'"
    with sqlite3.connect(firm.hot) as con:
        found = con.execute(f"SELECT coalesce(max(n), 0) FROM ({last} UNION ALL {sealed})").fetchone()[0]  # noqa: S608
    con.close()
    return int(found)


def rounds(asked: argparse.Namespace, *, keeps: bool) -> Iterator[Round]:
    """Every shape, several times, on a new folder."""
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        firm = made(Path(folder) / "data")
        with running(firm.data, keeps=keeps, workers=asked.workers) as server:
            sent(server, firm, (1, 16), 1)  # warm
            for shape in SHAPES:
                for _ in range(asked.rounds):
                    before = stored(firm) if keeps else 0
                    one = sent(server, firm, shape, asked.seconds)
                    if keeps:
                        _check(one, stored(firm) - before)
                    yield one


def _check(one: Round, more: int) -> None:
    acknowledged = (one.requests - one.refused) * one.batch
    if more < acknowledged:
        raise SystemExit(f"{acknowledged} events acknowledged, {more} stored")


def fsyncs(folder: Path | None, seconds: float = 2) -> tuple[float, float]:
    """What the disk alone does: the median and the 99th percentile of an appended page made safe, ms."""
    took = []
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            file.write(os.urandom(4096))
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - begun) * 1e3)
    took.sort()
    return took[len(took) // 2], took[len(took) * 99 // 100]


def rows(best: Round, subject: str) -> Iterator[Row]:
    """The rows of the best round of a shape."""
    shape = (best.batch, best.connections)
    target = {1: SINGLE, HUNDRED: BATCH}[best.batch] if subject == "retour" and shape in COUNTED else None
    name = f"{'single' if best.batch == 1 else f'batches of {best.batch}'}, {best.connections} connections"
    yield row(subject, name, best.events, "events/s", target)
    yield row(subject, f"{name}: p50", best.p50, "ms")
    yield row(subject, f"{name}: p99", best.p99, "ms")
    yield row(subject, f"{name}: server's processor", best.cost, "µs/event")


def row(subject: str, name: str, value: float, unit: str, target: float | None = None) -> Row:
    """One row of the bench envelope; `target` is the least wanted."""
    ok = None if target is None else value >= target
    return {
        "subject": subject,
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "target": target,
        "ok": ok,
    }


def measured(asked: argparse.Namespace) -> Iterator[Row]:
    """All of it."""
    median, last = fsyncs(asked.folder)
    yield row("the disk", "a page made safe: p50", median, "ms")
    yield row("the disk", "a page made safe: p99", last, "ms")
    for subject, keeps in (("retour", True), ("the same, storing nothing", False)):
        best: dict[tuple[int, int], Round] = {}
        for one in rounds(asked, keeps=keeps):
            shape = (one.batch, one.connections)
            print(f"  {subject}: {one}", file=sys.stderr)
            best[shape] = max((one, best.get(shape, one)), key=lambda r: r.events)
        for one in best.values():
            yield row(
                subject, f"refused or broken, {one.batch} × {one.connections}", one.refused + one.broken, ""
            )
            yield from rows(one, subject)


def main() -> int:
    """Measure, print, and write the envelope when a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument(
        "--rounds", type=int, default=3, help="the best of so many is said: others use this machine"
    )
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the server's folder is made: the disk to measure")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = []
    for one in measured(asked):
        found.append(one)
        verdict = {True: "ok", False: "MISSED", None: ""}[one["ok"]]  # type: ignore[index]
        wanted = f"≥ {one['target']}" if one["target"] else ""
        print(
            f"{one['subject']:<28} {one['name']:<58} {one['value']:>12} {one['unit']:<10} {wanted} {verdict}",
            flush=True,
        )
    if asked.json:
        versions = {
            "python": platform.python_version(),
            "granian": version("granian"),
            "sqlite": sqlite3.sqlite_version,
        }
        envelope = {"schema": "retour-bench/1", "bench": "ingest", "versions": versions, "rows": found}
        asked.json.write_text(json.dumps(envelope, indent=1), encoding="utf-8")
    return 0 if all(one["ok"] is not False for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
