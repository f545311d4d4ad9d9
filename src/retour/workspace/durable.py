"""What the durable log of a folder adds to its files: a segment for each process, and runs."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from retour.events.columns import SourceReport
from retour.events.received import ReceivedRun
from retour.events.run import Run
from retour.events.told_run import run_told, the_run_that_counts
from retour.kpi.calendar import local_midnight
from retour.quantity import Place, Problem, Severity
from retour.register.process import Process
from retour.register.workspace import Register
from retour.store.cache import Cache, Note, read_note, write_note
from retour.store.durable import proof
from retour.store.durable.in_place import Standing, stands
from retour.store.durable.known import Known, View
from retour.store.durable.layout import FOLDER, log_folder
from retour.store.durable.log import attempted, is_elsewhere, opened
from retour.store.durable.runs import tellings
from retour.store.durable.segment import both_tell, write_segment
from retour.store.durable.tail import HotRow
from retour.store.whole import beside, is_whole

READING = 2  # raise it when a segment is made otherwise of the same log
IDENTITY = 5  # place of a run's identity among the columns of a telling


@dataclass(frozen=True)
class Logged:
    """The durable log of a folder at one moment, as known before another where one was asked."""

    view: View
    runs: tuple[Run, ...] = ()
    runs_digest: str = ""
    known_on: date | None = None

    @property
    def processes(self) -> frozenset[str]:
        """The processes that something was told of."""
        return frozenset(self.view.processes)

    def segment(self, cache: Cache, process: Process, *, again: bool = False) -> tuple[Path, Note]:
        """The segment of a process, made now unless it was made of the same log before."""
        known = self.view.known(process.key, lambda _: process.attributes)
        named = hashlib.sha256(f"{READING}\n{known.stamp}".encode()).hexdigest()[:24]
        target = cache.process(process.key) / f"{named}.parquet"
        kept = read_note(target.with_suffix(".json")) if is_whole(target) and not again else None
        return target, kept or _written(target, known, process)

    @property
    def is_past(self) -> bool:
        """As known on a day that is over."""
        return self.view.before is not None

    def in_place(self, cache: Cache, process: Process, *, again: bool = False) -> tuple[Standing, Note]:
        """The log of a process where it lies, and what it gave."""
        known = self.view.known(process.key, lambda _: process.attributes)
        events = self.view.count(process.key)
        found = stands(cache.process(process.key), known, process, events, again=again)
        return found, _note_of(process, events, found.digest)

    def undeclared(self, register: Register) -> tuple[Problem, ...]:
        """Processes that events were told of and that nobody declared: nothing of them is counted."""
        declared = {process.key for process in register.processes}
        return tuple(
            Problem(
                "log.process_undeclared",
                Place(f"{FOLDER}/"),
                key,
                severity=Severity.WARNING,
                details={"count": self.view.count(key)},
            )
            for key in self.view.processes
            if key not in declared and self.view.count(key)
        )


def read_log(
    folder: Path, register: Register, known_on: date | None = None
) -> tuple[Logged | None, tuple[Problem, ...]]:
    """The log of a folder, as known at the end of a day (None: now); None where there is none."""
    if not (log_folder(folder).is_dir() or is_elsewhere()):
        return None, ()
    before = None
    if known_on is not None:
        before = local_midnight(known_on + timedelta(days=1), ZoneInfo(register.timezone))
    with opened(folder) as log:

        def act() -> Logged | None:
            if not log.exists:
                return None
            told = tellings(log.cold, log.hot, before)
            return Logged(log.view(before), _runs(told), _digest(told), known_on)

        logged, unread = attempted(act, None)
        return logged, (*unread, *proof.read(folder)[1])


def _runs(told: Sequence[HotRow]) -> tuple[Run, ...]:
    by_run: dict[bytes, list[Run]] = {}
    for row in told:
        run = run_told(ReceivedRun(*row[:IDENTITY]), int(row[-1]))
        by_run.setdefault(row[IDENTITY], []).append(run)
    return tuple(the_run_that_counts(found) for found in by_run.values())


def _digest(told: Sequence[HotRow]) -> str:
    keys = sorted(row[IDENTITY] + row[IDENTITY + 1] for row in told)
    return hashlib.sha256(b"".join(keys)).hexdigest() if keys else ""


def with_files(logged: Iterable[Run], files: Iterable[Run]) -> list[Run]:
    """Runs of the log and of files, each once: an end counts more than a running."""
    by_run: dict[tuple[str, str], list[Run]] = {}
    for run in logged:
        by_run.setdefault((run.automation, run.id), []).append(run)
    found = []
    for run in files:
        same = by_run.get((run.automation, run.id))
        if same is None:
            found.append(run)
        else:
            same.insert(0, run)
    found += [the_run_that_counts(same) for same in by_run.values()]
    return sorted(found, key=lambda run: (run.started, run.id))


def _written(target: Path, known: Known, process: Process) -> Note:
    part = beside(target)
    note = _note_of(process, *write_segment(part, known, process.attributes))
    write_note(target.with_suffix(".json"), note)
    part.replace(target)
    return note


def _note_of(process: Process, events: int, digest: str) -> Note:
    report = SourceReport(
        file=f"{FOLDER}/{process.key}",
        process=process.key,
        digest=digest,
        rows=events,
        events=events,
        rejected=0,
    )
    return Note(report, ())


def told_twice(log: Path, files: Sequence[Path], process: Process) -> tuple[Problem, ...]:
    """Events that the log and a file both tell: nothing says that they are the same, both are counted."""
    count = both_tell(log, files)
    place, details = Place(f"processes/{process.key}.yaml"), {"count": count}
    said = Problem("log.told_twice", place, process.key, severity=Severity.WARNING, details=details)
    return (said,) if count else ()
