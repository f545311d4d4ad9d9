"""A portfolio of 400 automations and two million events: how long its figures and its pages take.

python benches/portfolio.py [--data FOLDER] [--rounds N] [--automations N] [--events N] [--json FILE]

The firm is written, taken into a workspace, assessed by the real background work, then its pages are
asked for through Django's whole chain, signed in, warm. `--data`: a folder to keep; a firm that it holds is
used again.
"""

import argparse
import gzip
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np

from portfolio_firm import TODAY, Job, write_firm

HOME, SHEET, WEIGHT = 150.0, 100.0, 30.0  # ms, ms, kB compressed: the most allowed
Row = dict[str, object]


def row(subject: str, name: str, value: float, unit: str, target: float | None = None) -> Row:
    """One row of the bench envelope; `target` is the most allowed."""
    ok = target is None or value <= target
    return {
        "subject": subject,
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "target": target,
        "ok": ok,
    }


def start(data: Path) -> None:
    """Django on that folder, its database up to date."""
    os.environ["RETOUR_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = str(data), "retour.web.settings"
    from retour.web.options import make_secret  # noqa: PLC0415

    make_secret(data)
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def build(automations: int, events: int) -> Iterator[Row]:
    """Write the firm, take it in, assess it."""
    from retour.web.accounts.models import User  # noqa: PLC0415
    from retour.web.portfolio import jobs, opening  # noqa: PLC0415
    from retour.web.portfolio.models import Job as Work  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name:
        written = write_firm(Path(name), automations, events)
        seat = opening.begin(
            User.objects.create_user("bench@example.com", "a long sentence"), "Banc", lang="fr"
        )
        began = time.perf_counter()
        opening.take_folder(seat, Path(name))
        yield row("snapshot", "taken in", time.perf_counter() - began, "s")
    Work.objects.all().delete()
    jobs.ask(seat, "assess", today=TODAY.isoformat())
    began = time.perf_counter()
    jobs.work_once()
    if Work.objects.get().state != Work.State.DONE:
        sys.exit(f"the work ended with {Work.objects.get().error}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    yield row("snapshot", "assessed", time.perf_counter() - began, "s")
    yield row("snapshot", "peak memory", peak, "GiB")
    yield row("snapshot", "events", written, "count")


def addresses(key: str, automations: int) -> dict[str, tuple[str, float]]:
    """What is asked for, by name, with the most milliseconds that it may take."""
    first, last = Job(12).key, -(-automations // 50)
    home = f"/w/{key}/"
    return {
        "home": (home, HOME),
        f"page {last}": (f"{home}?page={last}", HOME),
        "filtered": (f"{home}?tool=make&decision=keep&sort=-net", HOME),
        "searched": (f"{home}?q=signed&sort=evidence", HOME),
        "tools": (f"{home}tools/", HOME),
        "sheet": (f"{home}a/{first}/", SHEET),
        "explanation": (f"{home}explain/{first}/effect/main/all/", SHEET),
    }


def timed(rounds: int, automations: int) -> Iterator[Row]:
    """Ask for every page in both languages: first time, then `rounds` times warm."""
    from django.test import Client  # noqa: PLC0415

    from retour.web.accounts.models import User  # noqa: PLC0415
    from retour.web.portfolio import snapshots  # noqa: PLC0415
    from retour.web.portfolio.models import Snapshot  # noqa: PLC0415

    snapshots.day_of = lambda _: TODAY  # the day that the firm was written for
    snapshot = Snapshot.objects.select_related("workspace").defer("figures").latest("id")
    began = time.perf_counter()
    snapshots.shown(snapshot)
    yield row("snapshot", "read from disk", time.perf_counter() - began, "s")
    for lang in ("fr", "en"):
        client = Client(headers={"accept-language": lang}, SERVER_NAME="localhost")
        client.force_login(User.objects.get())
        for name, (address, target) in addresses(snapshot.workspace.key, automations).items():
            yield from _page(client, f"{name} ({lang})", address, rounds, target)


def _page(client: object, name: str, address: str, rounds: int, target: float) -> Iterator[Row]:
    spent = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        answer = client.get(address)  # type: ignore[attr-defined]
        spent.append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            sys.exit(f"{address}: {answer.status_code}")
    p50, p95 = np.quantile(spent[1:], (0.5, 0.95))
    yield row(name, "first", spent[0], "ms")
    yield row(name, "p50", float(p50), "ms", target)
    yield row(name, "p95", float(p95), "ms", target)
    yield row(
        name,
        "weight",
        len(gzip.compress(answer.content, 6)) / 1000,
        "kB",
        WEIGHT if "sheet" not in name else None,
    )


def main() -> None:
    """Print the rows, and write them when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--automations", type=int, default=400)
    parser.add_argument("--events", type=int, default=2_000_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        data = options.data or Path(name)
        data.mkdir(parents=True, exist_ok=True)
        there = (data / "retour.sqlite3").exists()
        start(data)
        rows = [] if there else list(told(build(options.automations, options.events)))
        rows += told(timed(options.rounds, options.automations))
    if options.json:
        versions = {name: version(name) for name in ("retour", "django", "numpy", "duckdb")}
        envelope = {"schema": "retour-bench/1", "bench": "portfolio", "versions": versions, "rows": rows}
        options.json.write_text(json.dumps(envelope, indent=2) + "\n", encoding="utf-8")
    sys.exit(not all(one["ok"] for one in rows))


def told(rows: Iterator[Row]) -> Iterator[Row]:
    """Print each row as it comes."""
    for one in rows:
        target = "" if one["target"] is None else f"target {one['target']}"
        print(
            f"{one['subject']:<20} {one['name']:<16} {one['value']:>12} {one['unit']:<6} {target}", flush=True
        )
        yield one


if __name__ == "__main__":
    main()
