"""What was erased and purged, as lines that seal each other: what, when, how many; never who.

A line is the canonical JSON of an act, with the SHA-256 of what it says and of the seal before. The person is
there as a keyed digest only: whoever has the key can show that a line speaks of them, nobody else can tell.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from retour.quantity import Place, Problem
from retour.store.durable.layout import FOLDER, log_folder
from retour.store.lock import adding

FILE = "erasures.jsonl"
BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An erasure of a person or a purge of what was old, once it was done and looked for again."""

    kind: str  # erasure | purge
    at: datetime
    counts: Mapping[str, int]
    subject: str = ""
    removed: tuple[str, ...] = ()  # SHA-256 of the files that are no longer there
    added: tuple[str, ...] = ()  # of those that took their place
    looked_in: int = 0  # files that were searched afterwards
    still_in: int = 0  # files of the log where something was found again: none, or the act failed
    exports: int = 0  # files of the user that still name the person
    limits: Mapping[str, str] = field(default_factory=dict)  # of a purge: the day before which, by process


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An act in the chain."""

    number: int
    act: Act
    before: str
    seal: str


def path_of(workspace: Path) -> Path:
    """Where the acts are written."""
    return log_folder(workspace) / FILE


def record(workspace: Path, act: Act) -> Line:
    """Add an act to the chain; it is on the disk at the end."""
    path = path_of(workspace)
    with adding(path) as out:
        lines, _ = read(workspace)
        number, before = (lines[-1].number + 1, lines[-1].seal) if lines else (1, BEGINNING)
        out.write((_written(number, act, before) + "\n").encode())
        return Line(number=number, act=act, before=before, seal=_seal(_body(number, act, before)))


def read(workspace: Path) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """Every act, and every place where the chain does not hold (`erasures.altered`)."""
    path = path_of(workspace)
    if not path.exists():
        return (), ()
    lines: list[Line] = []
    problems = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = _read_line(text)
        expected = lines[-1].seal if lines else BEGINNING
        if line is None or text != _written(len(lines) + 1, line.act, expected):
            problems.append(Problem("erasures.altered", Place(f"{FOLDER}/{FILE}", number), str(number)))
        if line is not None:
            lines.append(line)
    return tuple(lines), tuple(problems)


def _body(number: int, act: Act, before: str) -> dict[str, object]:
    return {
        "n": number,
        "kind": act.kind,
        "at": act.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "subject": act.subject,
        "counts": dict(act.counts),
        "removed": list(act.removed),
        "added": list(act.added),
        "looked_in": act.looked_in,
        "still_in": act.still_in,
        "exports": act.exports,
        "limits": dict(act.limits),
        "before": before,
    }


def _written(number: int, act: Act, before: str) -> str:
    body = _body(number, act, before)
    return _canonical(body | {"seal": _seal(body)})


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _seal(body: Mapping[str, object]) -> str:
    return hashlib.sha256(_canonical(body).encode()).hexdigest()


def _read_line(text: str) -> Line | None:
    try:
        raw = json.loads(text)
        act = Act(
            kind=str(raw["kind"]),
            at=datetime.fromisoformat(raw["at"]),
            subject=str(raw["subject"]),
            counts=dict(raw["counts"]),
            removed=tuple(raw["removed"]),
            added=tuple(raw["added"]),
            looked_in=int(raw["looked_in"]),
            still_in=int(raw["still_in"]),
            exports=int(raw["exports"]),
            limits=dict(raw["limits"]),
        )
        return Line(number=int(raw["n"]), act=act, before=str(raw["before"]), seal=str(raw["seal"]))
    except (ValueError, KeyError, TypeError):
        return None
