"""What the verifier is worth: a million entries, and any bit that changes.

`python benches/ledger.py [--entries 1000000] [--flips 600] [--json FILE]`. A seeded generator writes a ledger
of a large firm (time, margin, errors, costs, unknown months, restatements) with the ledger's own sealing; the
whole file is verified; then single bits are flipped, one at a time, at random places, and each has to be
found at its line: over a small ledger verified whole each time, and in the large one.
"""

import argparse
import json
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from retour.quantity import Grade, Unknown
from retour.workspace.verifying import verify_file
from retour.worth.ledger.amounts import FORMULAS, Written
from retour.worth.ledger.entry import Amount, Entry, Part, known, sealed, unknown
from retour.worth.ledger.month import Month
from retour.worth.ledger.verify import check_lines, joined
from retour.worth.result import Nature

SEED = 20261126
SECONDS, FLIPS, FLIPS_IN_LARGE = 20.0, 600, 12
SMALL = 2_000  # entries of the ledger whose every flip is verified over the whole file
Row = dict[str, object]
COSTS: dict[str, Written] = {"hourly_cost": ["26", "31", "40"], "days": "30", "days_in_month": "30"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of line: where it belongs, and what it is made from but its cases."""

    name: str
    nature: Nature
    grade: Grade
    formula: str
    inputs: Mapping[str, Written]


KINDS = (
    Kind(
        name="time_capacity",
        nature=Nature.CAPACITY,
        grade=Grade.D,
        formula="time",
        inputs={
            "treated": "1",
            "before": ["3", "5", "8"],
            "after": ["0.5", "1", "2"],
            "hourly_cost": ["26", "31", "40"],
            "share_used": ["0.25", "0.5", "0.9"],
        },
    ),
    Kind(
        name="margin",
        nature=Nature.CASH,
        grade=Grade.B,
        formula="margin",
        inputs={
            "effect": {"at": "0.037124", "low": "0.023", "high": "0.0531"},
            "amount": ["900", "1240", "1700"],
            "margin_rate": ["0.3", "0.45", "0.6"],
        },
    ),
    Kind(
        name="upkeep",
        nature=Nature.COST,
        grade=Grade.D,
        formula="work",
        inputs={"hours": ["0.3", "1", "3"], **COSTS},
    ),
    Kind(
        name="supervision",
        nature=Nature.COST,
        grade=Grade.D,
        formula="work",
        inputs={"hours": ["0.5", "1.5", "4"], **COSTS},
    ),
    Kind(
        name="subscription",
        nature=Nature.COST,
        grade=Grade.D,
        formula="subscription",
        inputs={
            "price": ["9", "16", "35"],
            "share": ["0.2", "0.5", "1"],
            "days": "30",
            "days_in_month": "30",
        },
    ),
)
MONTHS = 84
MADE: dict[tuple[str, int], Amount] = {}


def entries(count: int, seed: int = SEED) -> Iterator[Entry]:
    """A sound ledger: month by month, automation by automation, some unknown, one a month restated."""
    last: Entry | None = None
    rng = random.Random(seed)  # noqa: S311  a bench, not a secret
    for amount, recorded, restates in islice(_amounts(count, rng), count):
        last = sealed(amount, after=last, recorded=recorded, restates=restates)
        yield last


def _amounts(count: int, rng: random.Random) -> Iterator[tuple[Amount, date, int | None]]:
    month, firms, number = Month(date(2019, 1, 1)), max(1, count // (MONTHS * len(KINDS))), 0
    while True:
        first = number + 1
        for index in range(firms):
            for kind in KINDS:
                number += 1
                amount = _amount(f"automation-{index:05d}", month, kind, rng.randint(20, 4000))
                late = rng.random() < 0.03
                yield (
                    unknown(amount, Unknown("month_not_observed")) if late else amount,
                    month.next.first,
                    None,
                )
        number += 1
        yield _amount("automation-00000", month, KINDS[0], rng.randint(20, 4000)), month.next.first, first
        month = month.next


def _amount(automation: str, month: Month, kind: Kind, cases: int) -> Amount:
    """An amount with its true mean; its range is drawn once for each number of cases."""
    counted = {"quantity": str(cases)} if "quantity" in FORMULAS[kind.formula].times else {}
    part = Part(
        formula=kind.formula,
        start=month.first,
        end=month.next.first,
        inputs={**counted, **kind.inputs},
        shared={"hourly_cost": "role:clerk"} if "hourly_cost" in kind.inputs else {},
        rule={"before": {"from": None, "source": "declared"}} if kind.formula == "time" else {},
    )
    key = kind.name, cases if counted else 0
    if key not in MADE:
        blank = Amount(
            automation=automation,
            month=month,
            line=kind.name,
            nature=kind.nature,
            grade=kind.grade,
            currency="EUR",
        )
        MADE[key] = known(blank, [part])
    return replace(MADE[key], automation=automation, month=month, parts=(part,))


def write(path: Path, count: int) -> None:
    with path.open("wb") as out:
        for entry in entries(count):
            out.write(f"{entry.line}\n".encode())


def flips_of_small(flips: int) -> tuple[int, int]:
    """Bits flipped and found at their line, over a small ledger verified whole each time."""
    raw = b"".join(f"{entry.line}\n".encode() for entry in entries(SMALL))
    ends = [i for i, byte in enumerate(raw) if byte == 10]
    rng = random.Random(SEED + 1)  # noqa: S311
    found = 0
    for _ in range(flips):
        place = rng.randrange(8 * len(raw))
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        line = sum(end < place // 8 for end in ends) + 1
        problems = joined([check_lines(bytes(changed).splitlines(keepends=True))]).problems
        found += bool(problems) and problems[0].place.line == line
    return found, flips


def flips_of_large(path: Path, flips: int) -> tuple[int, int]:
    """The same in the large file, in place, each verified over the whole file."""
    rng = random.Random(SEED + 2)  # noqa: S311
    size, found = path.stat().st_size, 0
    for _ in range(flips):
        place = rng.randrange(8 * size)
        line = _flip(path, place)
        problems = verify_file(path).problems
        found += bool(problems) and problems[0].place.line == line
        _flip(path, place)
    return found, flips


def _flip(path: Path, place: int) -> int:
    """Flip a bit of a file; the line that it is in."""
    with path.open("r+b") as stream:
        before = 0
        while stream.tell() + (1 << 20) <= place // 8:
            before += stream.read(1 << 20).count(b"\n")
        before += stream.read(place // 8 - stream.tell()).count(b"\n")
        stream.seek(place // 8)
        byte = stream.read(1)[0]
        stream.seek(place // 8)
        stream.write(bytes([byte ^ 1 << place % 8]))
    return before + 1


def measured(count: int, flips: int, flips_in_large: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        began = time.perf_counter()
        write(path, count)
        yield _row("written", time.perf_counter() - began, "s", None)
        yield _row("size", path.stat().st_size / 1e6, "MB", None)
        began = time.perf_counter()
        verified = verify_file(path)
        took = time.perf_counter() - began
        sound = not verified.problems and verified.entries == count
        yield _row("verified", took, "s", SECONDS, ok=sound and took <= SECONDS)
        yield _row("sound entries", verified.entries, "entries", count, ok=sound)
        peaks = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        peak = max(resource.getrusage(each).ru_maxrss for each in peaks)
        yield _row("memory at its peak", peak / 1024, "MB", None)
        found, tried = flips_of_large(path, flips_in_large)
        yield _row("flips found in the large ledger", found, f"of {tried}", tried, ok=found == tried)
    found, tried = flips_of_small(flips)
    yield _row("flips found in the small ledger", found, f"of {tried}", tried, ok=found == tried)


def _row(name: str, value: float, unit: str, target: float | None, *, ok: bool | None = None) -> Row:
    return {
        "subject": "retour",
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "target": target,
        "ok": ok,
    }


def main() -> int:
    """Measure, print, and write the envelope when a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--flips", type=int, default=FLIPS)
    parser.add_argument("--flips-in-large", type=int, default=FLIPS_IN_LARGE)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rows = []
    for row in measured(asked.entries, asked.flips, asked.flips_in_large):
        rows.append(row)
        verdict = {True: "ok", False: "MISSED", None: ""}[row["ok"]]  # type: ignore[index]
        print(f"{row['name']:<36} {row['value']:>12} {row['unit']:<10} {verdict}", flush=True)
    if asked.json:
        envelope = {
            "schema": "retour-bench/1",
            "bench": "ledger",
            "versions": {"python": platform.python_version()},
            "rows": rows,
        }
        asked.json.write_text(json.dumps(envelope, indent=1), encoding="utf-8")
    return 0 if all(row["ok"] is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
