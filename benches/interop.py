"""How long a log of a quarter of a million events takes to come in and go out; whether it comes back whole.

With the bank's published log where it is given (``--log``), else with a log of the same size made here.
"""

import argparse
import json
import platform
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from retour.connectors.files import read_events
from retour.quantity import Text
from retour.register.process import EventFile, Process
from retour.store.cache import Cache
from retour.store.exports import Form, export_log
from retour.store.overview import Overview, overview
from retour.store.source import Log
from retour.workspace.intake import Reader

EVENTS, CASES = 262_200, 13_087
READ = 3.0  # target: CPU seconds to read the events of XES


def made(path: Path) -> Path:
    """A log in XES with as many events, cases and activities as the bank's."""
    rng = np.random.default_rng(20261126)
    at = np.datetime64("2011-10-01T00:00:00") + np.sort(rng.integers(0, 160 * 86_400, EVENTS)).astype("m8[s]")
    sizes = np.bincount(rng.integers(0, CASES, EVENTS), minlength=CASES)
    activity, who = rng.integers(0, 24, EVENTS), rng.integers(10_000, 10_070, EVENTS)
    path.write_text("".join(_traces(sizes, at, activity, who)), encoding="utf-8")
    return path


def _traces(sizes: np.ndarray, *columns: np.ndarray) -> Iterator[str]:
    yield '<?xml version="1.0"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
    start = 0
    for case, size in enumerate(sizes.tolist()):
        yield f'<trace><string key="concept:name" value="{case}"/>\n'
        for when, activity, who in zip(*(c[start : start + size] for c in columns), strict=True):
            yield (
                f'<event><string key="org:resource" value="{who}"/>'
                f'<date key="time:timestamp" value="{when}.000+02:00"/>'
                f'<string key="concept:name" value="A_{activity}"/>'
                '<string key="lifecycle:transition" value="COMPLETE"/></event>\n'
            )
        yield "</trace>\n"
        start += size
    yield "</log>\n"


def spent(work: Callable[[], Path]) -> tuple[Path, float]:
    """What some work gives, and its CPU seconds."""
    began = time.process_time()
    found = work()
    return found, time.process_time() - began


def only_read(path: Path) -> Path:
    """Read the events of a file, and do nothing with them."""
    of, mapping = _process(), EventFile(path=path.name, lifecycle="all")
    read_events(path, of, mapping, name=path.name, timezone="UTC", key=b"k", sink=lambda _: None)
    return path


def _process(*files: EventFile) -> Process:
    return Process(key="loan", name=Text.same("loan"), case=Text.same("loan"), files=files)


def taken(folder: Path, file: str) -> Path:
    """The log of a folder that has this file."""
    of = _process(EventFile(path=f"events/{file}", lifecycle="all"))
    log = Reader(folder, Cache.of(folder), "Europe/Amsterdam", b"k").take(of).log
    if log is None:
        raise SystemExit(f"{file}: nothing was read")
    return log.path


def measure(folder: Path, given: Path | None) -> list[dict[str, object]]:
    """Read once, write every format, read each back."""
    (folder / "events").mkdir(parents=True)
    name = given.name if given else "log.xes"
    source = folder / "events" / name
    if given:
        source.write_bytes(given.read_bytes())
    else:
        made(source)
    _, seconds = spent(lambda: only_read(source))
    log, whole = spent(lambda: taken(folder, name))
    first = overview(Log.of(log))
    rows = [
        row("xes", "read", seconds, "s", READ * first.events / EVENTS),
        row("xes", "read_and_merged", whole, "s"),
    ]
    for form in Form:
        rows += _round_trip(log, form, (folder, first))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*rows, row("all", "peak_memory", peak, "MB")]


def _round_trip(log: Path, form: Form, of: tuple[Path, Overview]) -> list[dict[str, object]]:
    folder, first = of
    process = _process()
    back = folder / form
    (back / "events").mkdir(parents=True)
    out = back / "events" / f"log.{form.extension}"
    _, writing = spent(lambda: export_log(Log.of(log), process, form, out).path)
    again, reading = spent(lambda: taken(back, out.name))
    same = overview(Log.of(again)) == first
    return [
        row(form.value, "written", writing, "s"),
        row(form.value, "read_back", reading, "s"),
        row(form.value, "figures_changed", int(not same), "flag", 0),
    ]


def row(subject: str, name: str, value: float, unit: str, target: float | None = None) -> dict[str, object]:
    """One figure beside its target, where there is one."""
    return {
        "subject": subject,
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "target": target,
        "ok": target is None or value <= target,
    }


def main() -> None:
    """Print what was measured; ``--json FILE`` writes it too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--log", type=Path, help="a XES file to use instead of the one made here")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder) / "bench", asked.log)
    for one in rows:
        told = f"{one['value']} {one['unit']} (target {one['target']})"
        print(f"{one['subject']:12} {one['name']:18} {told:36} {'ok' if one['ok'] else 'MISSED'}")
    if asked.json:
        versions = {"python": platform.python_version()}
        envelope = {"schema": "retour-bench/1", "bench": "interop", "versions": versions, "rows": rows}
        asked.json.write_text(json.dumps(envelope, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
