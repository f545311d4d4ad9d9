"""What the lint of scenario files is worth: speed, crashes, what it finds, what it accuses wrongly.

`python benches/lint.py FOLDER [--json FILE]`. The folder is read with its folders. When it holds the files
that were labelled by hand (tests/scenario/labels.yaml), recall and false warnings are counted on them too.
"""

import argparse
import json
import platform
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from retour.connectors.scenarios import read_scenario_bytes
from retour.scenario import CODES, Finding, Level, lint, read_scenarios

ROOT = Path(__file__).parents[1]
FOLDER = ROOT.parent / "shared" / "data" / "scenarios"
LABELS = ROOT / "tests" / "scenario" / "labels.yaml"
MILLISECONDS, FALSE_WARNINGS = 50.0, 1  # targets: a file, a clean file
Row = dict[str, object]


@dataclass(slots=True)
class Measured:
    """What a folder gave."""

    milliseconds: list[float] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)
    scores: list[int] = field(default_factory=list)


def measure(folder: Path) -> Measured:
    """Read and judge every JSON file of a folder, from bytes to findings; CPU milliseconds of each."""
    measured = Measured()
    for path in sorted(folder.rglob("*.json")):
        raw = path.read_bytes()
        began = time.process_time()
        try:
            found, _ = read_scenario_bytes(raw, path.name)
            linted = [lint(one.scenario) for one in found]
        except Exception as error:  # noqa: BLE001  a crash is what is counted here
            measured.crashes.append(f"{path.name}: {type(error).__name__}")
            continue
        measured.milliseconds.append(1000 * (time.process_time() - began))
        measured.unread += [] if found else [path.name]
        measured.rules.update(f.rule for one in linted for f in one.findings)
        measured.scores += [one.fragility.score for one in linted if one.fragility]
    return measured


def planted() -> tuple[int, int, int]:
    """Planted faults found, planted faults, and mended twins that are still accused."""
    sys.path.insert(0, str(ROOT / "tests"))
    from scenario import planted_make, planted_n8n  # noqa: PLC0415  the tests hold the planted files

    cases = [*planted_make.PLANTED.values(), *planted_n8n.PLANTED.values()]
    hit = sum(rule in _rules(faulty) for rule, faulty, _ in cases)
    return hit, len(cases), sum(rule in _rules(mended) for rule, _, mended in cases)


def _rules(value: object) -> set[str]:
    return {finding.rule for one in read_scenarios(value) for finding in lint(one).findings}


def labelled(folder: Path, *, held_out: bool) -> Iterator[tuple[Row, tuple[Finding, ...]]]:
    """The labels whose file is in the folder, with what the lint found."""
    for label in YAML(typ="safe").load(LABELS.read_text(encoding="utf-8"))["files"]:
        path = folder / label["file"]
        if path.exists() and (label.get("held_out", False) is held_out):
            (scenario,) = read_scenarios(json.loads(path.read_text(encoding="utf-8-sig")))
            yield label, lint(scenario).findings


def label_rows(folder: Path) -> Iterator[Row]:
    """Recall and false warnings, on the labels made before the rules were frozen and on the others."""
    for subject, held_out in (("labels", False), ("labels held out", True)):
        pairs = list(labelled(folder, held_out=held_out))
        if not pairs:
            continue
        asked = [
            (names, rule, findings) for label, findings in pairs for rule, names in _expected(label).items()
        ]
        hit = sum(_found(rule, names, findings) for names, rule, findings in asked)
        yield row(subject, "files", len(pairs), "count")
        yield row(subject, "faults", len(asked), "count")
        yield row(subject, "recall", hit / len(asked), "share", at_least=1.0)
        yield row(
            subject,
            "warnings_not_in_the_label",
            sum(_warnings(findings, label) for label, findings in pairs),
            "count",
        )
        clean = [
            sum(f.level is not Level.NOTE for f in findings)
            for label, findings in pairs
            if label.get("clean")
        ]
        if clean:
            yield row(subject, "clean_files", len(clean), "count")
            yield row(subject, "false_warnings_worst", max(clean), "count", at_most=FALSE_WARNINGS)


def _expected(label: Row) -> dict[str, list[str]]:
    return label.get("findings", {})  # type: ignore[return-value]


def _found(rule: str, names: Iterable[str], findings: Iterable[Finding]) -> bool:
    mine = [f for f in findings if f.rule == rule]
    return bool(mine) and set(names) <= {at.name for f in mine for at in f.at}


def _warnings(findings: Iterable[Finding], label: Row) -> int:
    known = {*_expected(label), *label.get("debatable", [])}  # type: ignore[misc]
    return sum(f.level is not Level.NOTE and f.rule not in known for f in findings)


def rows_of(folder: Path) -> Iterator[Row]:
    """Every row of the bench."""
    measured = measure(folder)
    times = sorted(measured.milliseconds) or [0.0]
    yield row("folder", "files", len(times) + len(measured.crashes), "count")
    yield row("folder", "crashes", len(measured.crashes), "count", at_most=0)
    yield row("folder", "files_without_scenario", len(measured.unread), "count")
    yield row("folder", "p50", statistics.median(times), "ms", at_most=MILLISECONDS)
    yield row("folder", "max", times[-1], "ms", at_most=MILLISECONDS)
    yield row("folder", "fragility_p50", statistics.median(measured.scores or [0]), "points")
    yield from (row("findings", rule, measured.rules[rule], "count") for rule in CODES)
    hit, total, accused = planted()
    yield row("planted", "faults", total, "count")
    yield row("planted", "recall", hit / total, "share", at_least=1.0)
    yield row("planted", "mended_still_accused", accused, "count", at_most=0)
    yield from label_rows(folder)


def row(
    subject: str,
    name: str,
    value: float,
    unit: str,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Row:
    """One row of the bench envelope."""
    ok = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
    target = at_most if at_least is None else at_least
    return {
        "subject": subject,
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "target": target,
        "ok": ok,
    }


def main() -> int:
    """Print the rows, and write them when asked; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = list(rows_of(options.folder))
    for one in rows:
        target = "" if one["target"] is None else f"target {one['target']} {'ok' if one['ok'] else 'MISSED'}"
        print(f"{one['subject']:<16} {one['name']:<26} {one['value']:>9} {one['unit']:<7} {target}")
    if options.json:
        versions = {"python": platform.python_version()}
        envelope = {"schema": "retour-bench/1", "bench": "lint", "versions": versions, "rows": rows}
        options.json.write_text(json.dumps(envelope, indent=2) + "\n", encoding="utf-8")
    return 0 if all(one["ok"] for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
