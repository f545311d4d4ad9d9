"""A ledger or a decision log on the disk, verified whole: nothing else is read, little is kept."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from retour.quantity import Place, Problem
from retour.review import log
from retour.worth.ledger.verify import Checked, check_lines, joined

ALONE = 20_000_000  # bytes that one process verifies by itself
PROCESSES = 2
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found: how many entries, the last seal, and every problem with its line."""

    kind: str  # ledger | decisions
    entries: int
    seal: str
    problems: tuple[Problem, ...]


def verify_file(path: Path, *, draws: bool = False, quoted: str = "") -> Verified:
    """Verify one exported file; OSError when it cannot be read.

    Args:
        path: a ledger, or a decision log.
        draws: make the draws of a ledger again, and the bounds that they give.
        quoted: a seal that was quoted elsewhere: it has to be in the file.
    """
    found = _decisions(path) if _is_decisions(path) else _ledger(path, draws=draws)
    if quoted and not _holds(path, quoted):
        missing = Problem("ledger.seal_missing", Place(path.name), quoted)
        return Verified(
            kind=found.kind, entries=found.entries, seal=found.seal, problems=(*found.problems, missing)
        )
    return found


def _is_decisions(path: Path) -> bool:
    """A decision is a statement of a kind; an amount has none."""
    with path.open("rb") as stream:
        first = stream.read(CHUNK).partition(b"\n")[0]
    return b'"kind":' in first and b'"month":' not in first


def _decisions(path: Path) -> Verified:
    raw = path.read_bytes()
    entries, problems = log.read(raw.decode("utf-8", "replace"))
    here = tuple(
        Problem(p.rule, Place(path.name, p.place.line), p.value, details=p.details) for p in problems
    )
    return Verified(
        kind="decisions", entries=len(entries), seal=entries[-1].seal if entries else "", problems=here
    )


def _ledger(path: Path, *, draws: bool) -> Verified:
    size = path.stat().st_size
    cuts = _cuts(path, size)
    check = partial(_checked, path, draws=draws)
    if len(cuts) > 2:
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
            whole = joined(pool.map(check, pairwise(cuts)))
    else:
        whole = joined([check((0, size))])
    return Verified(
        kind="ledger",
        entries=whole.lines,
        seal=whole.last[1][0] if whole.last else "",
        problems=tuple(whole.problems),
    )


def _cuts(path: Path, size: int) -> list[int]:
    """Where each process begins, at the beginning of a line, and the end."""
    if size <= ALONE or (os.cpu_count() or 1) < 2:
        return [0, size]
    cuts = [0]
    with path.open("rb") as stream:
        for part in range(1, PROCESSES):
            stream.seek(size * part // PROCESSES)
            stream.readline()
            cuts.append(stream.tell())
    return [*cuts, size]


def _checked(path: Path, part: tuple[int, int], *, draws: bool) -> Checked:
    return check_lines(_lines(path, *part), file=path.name, draws=draws, begins=part[0] == 0)


def _lines(path: Path, start: int, end: int) -> Iterator[bytes]:
    """The lines from one byte to another, the last one as it is."""
    with path.open("rb", buffering=CHUNK) as stream:
        stream.seek(start)
        left = end - start
        while left > 0:
            line = stream.readline()
            if not line:
                return
            left -= len(line)
            yield line


def _holds(path: Path, quoted: str) -> bool:
    """True when a line of the file has a seal that begins so."""
    mark = f'"seal":"{quoted}'.encode()
    with path.open("rb", buffering=CHUNK) as stream:
        return any(mark in line for line in stream)
