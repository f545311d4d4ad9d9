"""The files of a workspace folder become segments of its log, once each, whatever is re-imported."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from retour.connectors.declared.folder import is_inside
from retour.connectors.files import read_events
from retour.events.columns import SourceReport
from retour.quantity import Place, Problem, Severity
from retour.register.process import EventFile, Process
from retour.register.workspace import Register
from retour.store.cache import Cache, Note, read_note, write_note
from retour.store.log import SegmentWriter, file_digest, merge, segment_name
from retour.store.source import Log
from retour.store.whole import is_whole
from retour.workspace.durable import Logged, told_twice

Segment = tuple[Path, Note]  # a file of the cache, and what reading it told
READING = 2  # raise it when connectors read the same bytes differently


@dataclass(frozen=True, slots=True)
class Intake:
    """The log of one process, what each of its files gave, and what was wrong with them."""

    process: Process
    log: Log | None
    sources: tuple[SourceReport, ...]
    problems: tuple[Problem, ...]
    room: Path  # of the process in the cache
    cached: tuple[Path, ...] = ()  # the files there that hold this


@dataclass(frozen=True, slots=True)
class Reader:
    """How a workspace's event files are read.

    `again`: whatever the cache has, for it was damaged. `in_place`: a process that only the durable log knows
    is read from the files of the log, which are not copied.
    """

    folder: Path
    cache: Cache
    timezone: str
    key: bytes
    again: bool = False
    log: Logged | None = None
    in_place: bool = False

    def take(self, process: Process) -> Intake:
        """Read what was not read yet, and merge the process's log; or read it where it lies."""
        notes, problems = self._files(process)
        filled = any(note.report.events for _, note in notes)
        logged = self.log if self.log is not None and process.key in self.log.processes else None
        if logged is not None and self.in_place and not filled and not logged.is_past:
            return self._where_it_lies(process, logged, notes, problems)
        return self._merged(process, logged, notes, problems)

    def _files(self, process: Process) -> tuple[list[Segment], list[Problem]]:
        """The segments of a process's files, with their notes, and what was wrong with them."""
        problems: list[Problem] = []
        notes: list[Segment] = []
        for mapping in process.files:
            paths = self.paths(mapping)
            if not paths:
                problems.append(Problem("events.file_missing", Place(mapping.path), mapping.path))
            for path in paths:
                try:
                    notes.append(self.segment(path, process, mapping))
                except PermissionError as error:
                    problems.append(unreadable(self.folder, path, error))
        return notes, [*problems, *(p for _, note in notes for p in note.problems)]

    def _where_it_lies(
        self, process: Process, logged: Logged, notes: list[Segment], problems: list[Problem]
    ) -> Intake:
        if self.again:
            self.cache.clear(process.key)
        standing, said = logged.in_place(self.cache, process, again=self.again)
        return Intake(
            process,
            standing.log if said.report.events else None,
            (*(note.report for _, note in notes), said.report),
            tuple(problems),
            self.cache.process(process.key),
            (*(path for path, _ in notes), *standing.cached),
        )

    def _merged(
        self, process: Process, logged: Logged | None, notes: list[Segment], problems: list[Problem]
    ) -> Intake:
        filled = [path for path, note in notes if note.report.events]
        if logged is not None:
            path, said = logged.segment(self.cache, process, again=self.again)
            notes = [*notes, (path, said)]
            if said.report.events:
                problems = [*problems, *(told_twice(path, filled, process) if filled else ())]
                filled.append(path)
        room = self.cache.process(process.key)
        merged = merge(room, process, filled, again=self.again) if filled else None
        return Intake(
            process,
            Log.of(merged.path) if merged else None,
            tuple(note.report for _, note in notes),
            (*problems, *(merged.problems if merged else ())),
            room,
            (*(path for path, _ in notes), *((merged.path,) if merged else ())),
        )

    def paths(self, mapping: EventFile) -> list[Path]:
        """The files that a mapping's path or pattern means inside the workspace folder, oldest first."""
        try:
            found = [p for p in self._meant(mapping.path) if p.is_file() and is_inside(self.folder, p)]
            return sorted(found, key=lambda p: counted_parts(p.relative_to(self.folder)))
        except (
            OSError,
            ValueError,
            IndexError,
        ):  # no file system takes such a name, nor glob such a pattern
            return []

    def _meant(self, path: str) -> list[Path]:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            return []  # a pattern that leads out would walk the whole disk before being told no
        exact = self.folder / path
        return [exact] if exact.is_file() else list(self.folder.glob(path))

    def segment(self, path: Path, process: Process, mapping: EventFile) -> Segment:
        """The segment of one file, read now if it never was."""
        digest = file_digest(path)
        said_in = path.relative_to(self.folder).as_posix()
        name = segment_name(digest, process, said_in, mapping, self.timezone, self.key.hex(), READING)
        target = self.cache.process(process.key) / name
        kept = read_note(target.with_suffix(".json")) if is_whole(target) and not self.again else None
        return target, kept or self._read(path, process, mapping, target)

    def _read(self, path: Path, process: Process, mapping: EventFile, target: Path) -> Note:
        attributes = tuple(dict.fromkeys([*process.attributes, *mapping.attributes.values()]))
        writer = SegmentWriter(target, attributes)
        name = str(path.relative_to(self.folder))
        try:
            report, problems = read_events(
                path, process, mapping, name=name, timezone=self.timezone, key=self.key, sink=writer
            )
        except BaseException:
            writer.abandon()
            raise
        note = Note(report, problems)
        write_note(target.with_suffix(".json"), note)
        writer.commit()
        return note


def counted_parts(path: Path) -> tuple[tuple[tuple[str | int, ...], str], ...]:
    """A sorting key of exports: ``q-9.csv`` before ``q-10.csv``, ``q.csv`` before ``q-2.csv``."""
    return tuple((_counted(Path(part).stem), part) for part in path.parts)


def _counted(text: str) -> tuple[str | int, ...]:
    return tuple(int(part) if i % 2 else part for i, part in enumerate(re.split(r"(\d+)", text)))


def unreadable(folder: Path, path: Path, error: OSError) -> Problem:
    """The problem of a file that is there and that may not be read."""
    name = path.relative_to(folder).as_posix()
    return Problem("file.unreadable", Place(name), name, details={"reason": type(error).__name__})


def take_all(reader: Reader, register: Register) -> Iterator[Intake]:
    """The intake of every process that declares files, or that the durable log knows."""
    logged = reader.log.processes if reader.log else frozenset[str]()
    for process in register.processes:
        if process.files or process.tables or process.key in logged:
            yield reader.take(process)


def unmapped(folder: Path, register: Register, reader: Reader) -> Iterator[Problem]:
    """Event files that no process mentions: nothing in them is counted, so say it."""
    used = {p.resolve() for process in register.processes for m in process.files for p in reader.paths(m)}
    for path in sorted((folder / "events").glob("*")):
        is_data = path.is_file() and path.suffix not in (".md", ".txt") and not path.name.startswith(".")
        if is_data and path.resolve() not in used:
            place = Place(str(path.relative_to(folder)))
            yield Problem("events.file_unmapped", place, path.name, "map_it", Severity.WARNING)
