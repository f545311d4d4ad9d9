"""The façade: open a workspace folder, audit it on a day."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from retour.assessment.assess import assess
from retour.assessment.result import Assessment
from retour.connectors.declared import read_folder
from retour.connectors.declared.folder import is_inside
from retour.connectors.files import read_answers, read_readings, read_runs
from retour.events.answer import Answer, Reading
from retour.events.run import Run
from retour.kpi.dossier import Dossier, Flow
from retour.quantity import Place, Problem, Severity
from retour.register.build import build
from retour.register.workspace import Register
from retour.store.cache import Cache
from retour.store.log import file_digest
from retour.workspace.dossier import Scanning, fill, flow_of_runs
from retour.workspace.intake import Intake, Reader, take_all, unmapped
from retour.workspace.secret import pseudonym_key

SEED = 20261123
TOLD = ("runs", "answers", "readings")


class UnusableWorkspace(Exception):  # noqa: N818  it reads as what it is
    """The folder has no register that can be used; `problems` says why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].rule if problems else "workspace.missing")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Told:
    """What people and tools told besides events: runs, answers, readings."""

    runs: dict[str, tuple[Run, ...]]
    answers: tuple[Answer, ...]
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace folder. Nothing in the folder is changed but its hidden cache."""

    folder: Path
    register: Register
    problems: tuple[Problem, ...] = ()
    progress: Callable[[str], None] = field(default=lambda _: None, repr=False)

    def audit(self, *, today: date | None = None, seed: int = SEED) -> Assessment:
        """The assessment of every automation on a day (default: today's date).

        Deterministic: the same files, day and seed give the same figures to the last digit.
        """
        day = today or date.today()  # noqa: DTZ011  the user's own calendar day
        return assess(self.dossier(today=day), today=day, seed=seed)

    def intakes(self) -> tuple[Intake, ...]:
        """Read every event file that was not read yet."""
        return self._taken(self._reader())

    def _taken(self, reader: Reader) -> tuple[Intake, ...]:
        taken = []
        for intake in take_all(reader, self.register):
            self.progress(intake.process.key)
            taken.append(intake)
        return tuple(taken)

    def dossier(self, *, today: date) -> Dossier:
        """Everything the pure core needs, as known at the end of `today`."""
        reader = self._reader()
        intakes = self._taken(reader)
        told = read_told(self.folder, self.register)
        scanning = Scanning(self.register, holidays_of(self.register, today), today)
        parts = fill(scanning, intakes, told.answers)
        flows = parts.flows | _flows(told.runs, scanning)
        stray = tuple(unmapped(self.folder, self.register, reader))
        taken = tuple(p for intake in intakes for p in intake.problems)
        return Dossier(
            register=self.register,
            watermark=parts.watermark,
            first_seen=parts.first_seen,
            events=parts.events,
            cells=parts.cells,
            frames=parts.frames,
            received=parts.received,
            cases_per_day=parts.cases_per_day,
            graphs=parts.graphs,
            touches=parts.touches,
            reconciliations=parts.reconciliations,
            flows=flows,
            runs=told.runs,
            answers=told.answers,
            readings=told.readings,
            attribute_coverage=parts.attribute_coverage,
            samples=parts.samples,
            sources=tuple(s for intake in intakes for s in intake.sources),
            problems=(*self.problems, *stray, *taken, *parts.problems, *told.problems),
            holidays=scanning.holidays,
            digest=_digest(self.folder, self.register, intakes),
        )

    def _reader(self) -> Reader:
        return Reader(self.folder, Cache.of(self.folder), self.register.timezone, pseudonym_key())


def open_folder(folder: str | Path, *, progress: Callable[[str], None] | None = None) -> Workspace:
    """Open a workspace folder; UnusableWorkspace when nothing in it can be used."""
    path = Path(folder)
    documents, read = read_folder(path)
    register, built = build(documents)
    problems = (*read, *built)
    if register is None:
        raise UnusableWorkspace(problems)
    return Workspace(path, register, problems, progress or (lambda _: None))


def read_told(folder: Path, register: Register) -> Told:
    """Runs, answers and readings of a folder."""
    runs: list[Run] = []
    answers: list[Answer] = []
    readings: list[Reading] = []
    problems: list[Problem] = []
    keys = [a.key for a in register.automations]
    for path in data_files(folder / "runs"):
        found, wrong = read_runs(path, automations=keys, timezone=register.timezone, name=f"runs/{path.name}")
        runs += found
        problems += wrong
    for path in data_files(folder / "answers"):
        said, wrong = read_answers(path, name=f"answers/{path.name}")
        answers += said
        problems += wrong
    for path in data_files(folder / "readings"):
        typed, wrong = read_readings(path, name=f"readings/{path.name}")
        readings += typed
        problems += wrong
    problems += _outsiders(folder)
    problems += _strangers({r.automation for r in runs} | {a.automation for a in answers}, keys)
    by_automation = {key: tuple(r for r in runs if r.automation == key) for key in keys}
    kept = {key: found for key, found in by_automation.items() if found}
    return Told(kept, tuple(answers), tuple(readings), tuple(problems))


def _strangers(named: set[str], keys: list[str]) -> list[Problem]:
    return [
        Problem("automation.not_declared", Place("automations/"), name, severity=Severity.WARNING)
        for name in sorted(named - set(keys))
    ]


def _outsiders(folder: Path) -> list[Problem]:
    """Links among the data files that lead out of the workspace, or nowhere."""
    return [
        Problem("path.outside", Place(f"{name}/{path.name}"), path.name)
        for name in TOLD
        for path in _visible(folder / name)
        if not is_inside(folder, path)
    ]


def data_files(folder: Path) -> list[Path]:
    """The data files of a workspace's folder, in order; notes, hidden files, links out are not data."""
    return [path for path in _visible(folder) if path.is_file() and is_inside(folder.parent, path)]


def _visible(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix not in (".md", ".txt") and p.name[0] != ".")
    except OSError:  # none there, or said when the folder was read
        return []


def _flows(runs: dict[str, tuple[Run, ...]], scanning: Scanning) -> dict[str, Flow]:
    made = {key: flow_of_runs(found, scanning.zone) for key, found in runs.items()}
    return {key: flow for key, flow in made.items() if flow is not None}


def holidays_of(register: Register, today: date) -> frozenset[date]:
    """Public holidays of the workspace's country, ten years around today; none when no country is said."""
    if register.calendar.country is None:
        return frozenset()
    import holidays  # noqa: PLC0415  30 MB of calendars, only for those who need one

    years = range(today.year - 8, today.year + 2)
    return frozenset(holidays.country_holidays(register.calendar.country, years=years))


def _digest(folder: Path, register: Register, intakes: tuple[Intake, ...]) -> str:
    told = [register.revision]
    told += [f"{s.file}:{s.digest}" for intake in intakes for s in intake.sources]
    for name in TOLD:
        told += [f"{name}/{p.name}:{_bytes_of(p)}" for p in data_files(folder / name)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _bytes_of(path: Path) -> str:
    try:
        return file_digest(path)
    except OSError:
        return "unreadable"
