"""What the door spends on reading: CPU µs an item, validation and the tuple that the log keeps included.

`python benches/door_reading.py [--items 1000] [--rounds 30] [--json FILE]`. The same seeded events in every
shape that the door takes; beside them, in the same run, the standard library's `json.loads` and msgspec's
plain decode of the same bytes, which check nothing. The best of the rounds counts: others share the machine.
"""

import argparse
import json
import platform
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from retour.connectors.pushed.delivery import Delivery, Policy, Pushed
from retour.connectors.pushed.events import read_pushed_events
from retour.connectors.pushed.runs import read_pushed_runs
from retour.connectors.pushed.traces import read_pushed_traces

SEED, TARGET = 20261126, 8.0  # µs an event of plain JSON
HELD = ("events, the least said", "events, all said", "events, no id of their own", "events, one a line")
NOW = datetime(2026, 11, 26, tzinfo=UTC)
POLICY = Policy(
    source="bench",
    processes={"quote": ("client_type", "region")},
    process="quote",
    activities={"quote": {"quote sent": "quote_sent"}},
    automations={"quote-follow-up": "quote-follow-up"},
    key=b"k" * 32,
    zone=ZoneInfo("Europe/Paris"),
)
Row = dict[str, object]
Told = list[dict[str, object]]


def bare(count: int) -> Told:
    """Events with an id and nothing optional."""
    chance = random.Random(SEED)  # noqa: S311  a seeded bench
    return [
        {
            "id": f"evt-{n:08}",
            "case": f"C{chance.randrange(count)}",
            "activity": chance.choice(("quote_sent", "signed", "refused")),
            "time": f"2026-05-{chance.randrange(1, 29):02}T{chance.randrange(24):02}:30:00.250+02:00",
        }
        for n in range(count)
    ]


def full(count: int) -> Told:
    """Events with all that one can say: a person, money, minutes, attributes."""
    chance = random.Random(SEED)  # noqa: S311  a seeded bench
    more = (
        {
            "actor_kind": "human",
            "actor": f"Person {chance.randrange(30)}",
            "amount": chance.randrange(10_000_000) / 100,
            "minutes": 2.5,
            "automation": "quote-follow-up",
            "attributes": {"client_type": "B2C", "region": "Nord"},
        }
        for _ in range(count)
    )
    return [event | said for event, said in zip(bare(count), more, strict=True)]


def cloud(count: int) -> Told:
    """The same as CloudEvents."""
    return [
        {
            "specversion": "1.0",
            "id": event["id"],
            "source": "/crm",
            "type": f"com.example.{event['activity']}",
            "subject": event["case"],
            "time": event["time"],
            "data": {"amount": 12.5, "client_type": "B2C"},
        }
        for event in bare(count)
    ]


def ran(count: int) -> Told:
    """Runs that ended."""
    told = {"automation": "quote-follow-up", "status": "success"}
    return [{"id": n, "started": e["time"], "ended": e["time"], **told} for n, e in enumerate(bare(count))]


def spans(count: int) -> dict[str, object]:
    """Executions of n8n, four nodes each."""
    told = {"n8n.workflow.name": "quote-follow-up", "n8n.execution.status": "success"}
    found = [
        {
            "traceId": f"{n // 5:032x}",
            "spanId": f"{n:016x}",
            "parentSpanId": "" if n % 5 == 0 else f"{n - n % 5:016x}",
            "name": "node.execute" if n % 5 else "workflow.execute",
            "startTimeUnixNano": str(1_778_580_000_000_000_000 + n),
            "endTimeUnixNano": str(1_778_580_001_000_000_000 + n),
            "attributes": [{"key": k, "value": {"stringValue": v}} for k, v in told.items()],
        }
        for n in range(count)
    ]
    return {"resourceSpans": [{"scopeSpans": [{"spans": found}]}]}


def cost(work: Callable[[], object], items: int, rounds: int) -> float:
    """CPU µs an item, the best of the rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best / items * 1e6


def shapes(items: int) -> dict[str, tuple[Callable[[], Pushed], bytes]]:
    """Every shape, by name: how it is read, and its bytes."""

    def of(read, told, kind="application/json"):  # noqa: ANN001, ANN202
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        return (lambda: read(Delivery(kind, {}, body), POLICY, NOW)), body

    said = full(items)
    lines = "\n".join(map(json.dumps, said)).encode()
    return {
        "events, the least said": of(read_pushed_events, bare(items)),
        "events, all said": of(read_pushed_events, said),
        "events, no id of their own": of(read_pushed_events, [{**e, "id": None} for e in said]),
        "events, one a line": of(read_pushed_events, lines, "application/x-ndjson"),
        "events, one of them bad": of(read_pushed_events, [*said[:-1], {"case": True}]),
        "events, times by hand": of(read_pushed_events, [{**e, "time": "26/05/2026 12:00"} for e in said]),
        "CloudEvents, batch": of(read_pushed_events, cloud(items), "application/cloudevents-batch+json"),
        "runs": of(read_pushed_runs, ran(items)),
        "spans of n8n": of(read_pushed_traces, spans(items)),
    }


def measured(name: str, read: Callable[[], Pushed], body: bytes, told: argparse.Namespace) -> list[Row]:
    """One shape: ours, and the two that check nothing."""
    if read().items != told.items:
        raise SystemExit(f"{name}: not all items were told apart")
    lines = body.split(b"\n")
    works: dict[str, Callable[[], object]] = {
        "retour": read,
        "msgspec.json.decode": lambda: [msgspec.json.decode(line) for line in lines],
        "json.loads": lambda: [json.loads(line) for line in lines],
    }
    rows: list[Row] = []
    for subject, work in works.items():
        value = cost(work, told.items, told.rounds)
        target = TARGET if subject == "retour" and name in HELD else None
        ok = None if target is None else value <= target
        row = {
            "subject": subject,
            "name": name,
            "value": value,
            "unit": "µs/item",
            "target": target,
            "ok": ok,
        }
        rows.append(row)
    return rows


def main() -> int:
    """Measure, print, and say whether the target is held."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--items", type=int, default=1_000)
    asked.add_argument("--rounds", type=int, default=30)
    asked.add_argument("--json", type=Path)
    told = asked.parse_args()
    rows: list[Row] = []
    for name, (read, body) in shapes(told.items).items():
        found = measured(name, read, body, told)
        said = "  ".join(f"{row['subject']} {row['value']:5.2f}" for row in found)
        print(f"{name:28} target {found[0]['target'] or '—':4}  {said}  µs an item")
        rows.extend(found)
    report = {
        "schema": "retour-bench/1",
        "bench": "door-reading",
        "versions": {"python": platform.python_version(), "msgspec": msgspec.__version__},
        "rows": rows,
    }
    if told.json:
        told.json.write_text(json.dumps(report, indent=2), encoding="utf-8")
    return 0 if all(row["ok"] is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
