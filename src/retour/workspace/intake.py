"""The files of a workspace folder become segments of its log, once each, whatever is re-imported."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retour.connectors.files import read_events
from retour.events.columns import SourceReport
from retour.quantity import Place, Problem, Severity
from retour.register.process import EventFile, Process
from retour.register.workspace import Register
from retour.store.cache import Cache, Note, read_note, write_note
from retour.store.log import Merged, SegmentWriter, file_digest, merge, segment_name

READING = 1  # raise it when connectors read the same bytes differently


@dataclass(frozen=True, slots=True)
class Intake:
    """The log of one process, what each of its files gave, and what was wrong with them."""

    process: Process
    log: Merged | None
    sources: tuple[SourceReport, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a workspace's event files are read."""

    folder: Path
    cache: Cache
    timezone: str
    key: bytes

    def take(self, process: Process) -> Intake:
        """Read what was not read yet, and merge the process's log."""
        problems: list[Problem] = []
        notes: list[tuple[Path, Note]] = []
        for mapping in process.files:
            paths = self.paths(mapping)
            if not paths:
                problems.append(Problem("events.file_missing", Place(mapping.path), mapping.path))
            notes += [self.segment(path, process, mapping) for path in paths]
        told = [note for _, note in notes]
        problems += [p for note in told for p in note.problems]
        filled = [path for path, note in notes if note.report.events]
        merged = merge(self.cache.process(process.key), process, filled) if filled else None
        problems += merged.problems if merged else ()
        return Intake(process, merged, tuple(n.report for n in told), tuple(problems))

    def paths(self, mapping: EventFile) -> list[Path]:
        """The files that a mapping's path or pattern means, inside the workspace folder only."""
        found = sorted(p for p in self.folder.glob(mapping.path.lstrip("/")) if p.is_file())
        return [p for p in found if p.resolve().is_relative_to(self.folder.resolve())]

    def segment(self, path: Path, process: Process, mapping: EventFile) -> tuple[Path, Note]:
        """The segment of one file, read now if it never was."""
        digest = file_digest(path)
        name = segment_name(digest, process, mapping, self.timezone, self.key.hex(), READING)
        target = self.cache.process(process.key) / name
        note = target.with_suffix(".json")
        if not (target.exists() and note.exists()):
            self._read(path, process, mapping, target)
        return target, read_note(note)

    def _read(self, path: Path, process: Process, mapping: EventFile, target: Path) -> None:
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
        write_note(target.with_suffix(".json"), Note(report, problems))
        writer.commit()


def take_all(reader: Reader, register: Register) -> Iterator[Intake]:
    """The intake of every process that declares files."""
    for process in register.processes:
        if process.files:
            yield reader.take(process)


def unmapped(folder: Path, register: Register, reader: Reader) -> Iterator[Problem]:
    """Event files that no process mentions: nothing in them is counted, so say it."""
    used = {p.resolve() for process in register.processes for m in process.files for p in reader.paths(m)}
    for path in sorted((folder / "events").glob("*")):
        is_data = path.is_file() and path.suffix not in (".md", ".txt") and not path.name.startswith(".")
        if is_data and path.resolve() not in used:
            place = Place(str(path.relative_to(folder)))
            yield Problem("events.file_unmapped", place, path.name, "map_it", Severity.WARNING)
