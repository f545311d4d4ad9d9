"""How fast and in how much memory a million events are imported from CSV."""

import argparse
import json
import platform
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from retour.connectors.files import read_events
from retour.events.columns import EventColumns
from retour.quantity import Text
from retour.register.process import EventFile, Process

SECONDS, MEGABYTES = 8.0, 300.0  # targets, on one core


def write_events(path: Path, events: int) -> None:
    """A long file of six columns, times in order, cases interleaved."""
    rng = np.random.default_rng(20260512)
    at = np.datetime64("2024-01-01T00:00:00") + np.sort(rng.integers(0, 730 * 86_400, events)).astype("m8[s]")
    case = rng.integers(1, max(2, events // 7), events)
    activity = rng.choice(["created", "sent", "reminded", "signed", "lost", "invoiced"], events)
    actor = rng.integers(1, 40, events)
    amount = rng.integers(100, 500_000, events)
    with path.open("w", encoding="utf-8") as file:
        file.write("time,case,activity,actor,actor_kind,amount\n")
        for start in range(0, events, 50_000):
            part = slice(start, start + 50_000)
            columns = (at[part], case[part], activity[part], actor[part], amount[part])
            file.writelines(
                f"{str(t).replace('T', ' ')},Q{c:07d},{a},person {p}@firm.example,human,{m / 100:.2f}\n"
                for t, c, a, p, m in zip(*columns, strict=True)
            )


def measure(events: int) -> list[dict[str, object]]:
    """Import once; CPU seconds and the process's peak memory."""
    process = Process(key="quote", name=Text.same("quote"), case=Text.same("quote"))
    kept = 0

    def sink(chunk: EventColumns) -> None:
        nonlocal kept
        kept += len(chunk)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        write_events(path, events)
        began = time.process_time()
        report, problems = read_events(
            path,
            process,
            EventFile(path=path.name),
            name=path.name,
            timezone="Europe/Paris",
            key=b"k",
            sink=sink,
        )
        seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    scale = events / 1_000_000
    fine = kept == report.events == events
    return [
        row("cpu", seconds, "s", SECONDS * scale),
        row("peak_memory", peak, "MB", MEGABYTES),
        {"subject": "csv", "name": "events", "value": kept, "unit": "count", "target": events, "ok": fine},
        {
            "subject": "csv",
            "name": "problems",
            "value": len(problems),
            "unit": "count",
            "target": None,
            "ok": True,
        },
    ]


def row(name: str, value: float, unit: str, target: float) -> dict[str, object]:
    """One row of the bench envelope; `target` is the most allowed."""
    return {
        "subject": "csv",
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "target": target,
        "ok": value <= target,
    }


def main() -> None:
    """Print the rows, and write them when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = measure(options.events)
    for one in rows:
        print(f"{one['name']:<12} {one['value']:>12} {one['unit']:<6} target {one['target']} {one['ok']}")
    if options.json:
        envelope = {
            "schema": "retour-bench/1",
            "bench": "import_speed",
            "versions": {"python": platform.python_version(), "numpy": np.__version__},
            "rows": rows,
        }
        options.json.write_text(json.dumps(envelope, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
