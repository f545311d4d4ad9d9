"""One million events (CSV) imported and audited, as a whole process: seconds and peak memory.

python benches/scale.py [--events N] [--json FILE]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

START = np.datetime64("2024-11-01T08:00:00")
STEPS = ("sent", "opened", "called", "signed", "invoiced")

WORKSPACE = "name: Bench\nlocale: en\nobjectives: {sell: Sell}\nroles: {sales: {hourly_cost: 30}}\n"
PROCESS = """
process: quote
attributes: [kind]
activities:
  sent: {actor_kind: human}
  opened: {actor_kind: customer}
  called: {actor_kind: human}
  signed: {actor_kind: customer}
  invoiced: {actor_kind: robot}
files: [{path: events/log.csv, attributes: {kind: kind}}]
"""
AUTOMATION = """
automation: follow-up
name: Follow-up
process: quote
rollout: {kind: date, at: 2026-03-02}
segments: [kind]
kpis:
  signed_late: {main: true, rate: {of: sent, open_at: 7d, reaching: signed, by: 37d}, better: higher}
  delay: {duration: {from: sent, to: called, horizon: 14d}, better: lower}
  calls: {count: {of: sent, by: 30d, activity: called}, better: lower}
watch: {reconcile: [{of: signed, needs: invoiced, within: 5d}]}
"""


def write_workspace(folder: Path, events: int) -> None:
    for name in ("processes", "automations", "events"):
        (folder / name).mkdir(parents=True)
    (folder / "retour.yaml").write_text(WORKSPACE)
    (folder / "processes" / "quote.yaml").write_text(PROCESS)
    (folder / "automations" / "follow-up.yaml").write_text(AUTOMATION)
    write_log(folder / "events" / "log.csv", events)


def write_log(path: Path, events: int) -> None:
    rng = np.random.default_rng(1)
    cases = events // len(STEPS)
    begun = np.sort(rng.integers(0, 700 * 86_400, cases))
    later = np.cumsum(rng.exponential(4 * 86_400, (cases, len(STEPS))), axis=1).astype(np.int64)
    with path.open("w") as out:
        out.write("time,case,activity,actor,amount,kind\n")
        for case in range(cases):
            for step, name in enumerate(STEPS):
                at = START + np.timedelta64(int(begun[case] + later[case, step] - later[case, 0]), "s")
                out.write(
                    f"{at},Q{case:06d},{name},p{case % 9},{case % 900}.50,{'B2B' if case % 3 else 'B2C'}\n"
                )


def measure(folder: Path) -> tuple[float, float]:
    before = time.perf_counter()
    command = [sys.executable, "-m", "retour", "audit", str(folder), "--today", "2026-11-23", "--json"]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE)  # noqa: S603  our own command
    if done.returncode:
        sys.exit(f"retour audit ended with {done.returncode}")
    return time.perf_counter() - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_workspace(folder, options.events)
        for subject, limit in (("import and audit", 30), ("audit again", None)):
            seconds, gib = measure(folder)
            rows += [
                {"subject": subject, "name": "wall", "value": seconds, "unit": "s", "target": limit},
                {"subject": subject, "name": "peak memory", "value": gib, "unit": "GiB", "target": 1.0},
            ]
    for row in rows:
        row["ok"] = row["target"] is None or row["value"] <= row["target"]
        print(
            f"{row['subject']:18} {row['name']:12} {row['value']:8.2f} {row['unit']:4} target {row['target']}"
        )
    if options.json:
        versions = {name: version(name) for name in ("retour", "duckdb", "numpy", "pyarrow")}
        told = {"schema": "retour-bench/1", "bench": "scale", "versions": versions, "rows": rows}
        options.json.write_text(json.dumps(told))


if __name__ == "__main__":
    main()
