"""The façade: open a workspace folder, audit it on a day."""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from retour.assessment.assess import assess
from retour.assessment.result import Assessment
from retour.connectors.declared import read_folder
from retour.connectors.prices import price_of
from retour.connectors.scenarios.kept import read_kept
from retour.events.answer import Answer
from retour.events.columns import SourceReport
from retour.events.run import Run
from retour.kpi.dossier import Dossier, Flow
from retour.quantity import Problem
from retour.register.build import build
from retour.register.engine import EngineKind
from retour.register.workspace import Register
from retour.review.rhythm import standing
from retour.store.cache import Cache
from retour.store.engines.chosen import engine_of
from retour.store.engines.engine import EngineError
from retour.store.log import file_digest
from retour.workspace.decisions import decisions_of
from retour.workspace.dossier import Parts, Scanning, fill, flow_of_runs
from retour.workspace.durable import Logged, read_log
from retour.workspace.intake import Intake, Reader, take_all, unmapped
from retour.workspace.secret import pseudonym_key
from retour.workspace.told import TOLD, data_files, known_on, read_told

SEED = 20261123
FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)  # the years that events may have


class UnusableWorkspace(Exception):  # noqa: N818  it reads as what it is
    """The folder has no register that can be used; `problems` says why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].rule if problems else "workspace.missing")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace folder. Nothing in the folder is changed but its hidden cache."""

    folder: Path
    register: Register
    problems: tuple[Problem, ...] = ()
    progress: Callable[[str], None] = field(default=lambda _: None, repr=False)

    def audit(
        self, *, today: date | None = None, seed: int = SEED, as_known_on: date | None = None
    ) -> Assessment:
        """The assessment of every automation on a day (default: today's date).

        `as_known_on`: with what the durable log knew at the end of a day (default: all that it knows).
        Deterministic: the same files, day and seed give the same figures to the last digit.
        ValueError("today.out_of_range") outside the years 1990 to 2099.
        """
        day = today or date.today()  # noqa: DTZ011  the user's own calendar day
        found = assess(self.dossier(today=day, as_known_on=as_known_on), today=day, seed=seed)
        return standing(decisions_of(self.folder)[0], found)

    def intakes(self) -> tuple[Intake, ...]:
        """Read every event file that was not read yet."""
        reader = self._reader(read_log(self.folder, self.register)[0])
        with reader.cache.in_use():
            return self._taken(reader)

    def _taken(self, reader: Reader) -> tuple[Intake, ...]:
        taken = []
        for intake in take_all(reader, self.register):
            self.progress(intake.process.key)
            taken.append(intake)
        return tuple(taken)

    def dossier(self, *, today: date, as_known_on: date | None = None) -> Dossier:
        """Everything the pure core needs, at the end of `today`; see `audit`.

        UnusableWorkspace when the engine that the folder chose cannot be had.
        """
        if not FIRST <= today <= LAST:
            raise ValueError("today.out_of_range")
        log, unread = read_log(self.folder, self.register, as_known_on)
        reader = replace(self._reader(log), in_place=self.register.engine.kind is EngineKind.DUCKDB)
        zone = ZoneInfo(self.register.timezone)
        holidays = holidays_of(self.register, today)
        kept = read_kept(self.folder, self.register.automations)
        told = known_on(today, zone, read_told(self.folder, self.register, log.runs if log else ()))
        try:
            with reader.cache.in_use(), engine_of(self.register.engine, os.environ) as engine:
                scanning = Scanning(self.register, holidays, today, engine)
                intakes, parts = self._scanned(reader, scanning, told.answers)
        except EngineError as error:
            raise UnusableWorkspace((error.problem,)) from error
        reader.cache.forget_all_but([*parts.cached, *(path for i in intakes for path in i.cached)])
        flows = parts.flows | _flows(told.runs, zone)
        stray = (*unread, *unmapped(self.folder, self.register, reader))
        stray += log.undeclared(self.register) if log else ()
        taken = tuple(p for intake in intakes for p in intake.problems)
        sources = (*(s for intake in intakes for s in intake.sources), *parts.sources)
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
            sources=sources,
            problems=(*self.problems, *stray, *taken, *parts.problems, *told.problems, *kept.problems),
            holidays=holidays,
            scenarios=kept.counts,
            digest=_digest(self.folder, self.register, sources, log.runs_digest if log else ""),
        )

    def _scanned(
        self, reader: Reader, scanning: Scanning, answers: tuple[Answer, ...]
    ) -> tuple[tuple[Intake, ...], Parts]:
        """The logs and what they hold; a cache that cannot be read is made again, once."""
        try:
            intakes = self._taken(reader)
            return intakes, fill(scanning, intakes, answers)
        except (duckdb.Error, EngineError, OSError):
            log = read_log(self.folder, self.register, reader.log.known_on)[0] if reader.log else None
            intakes = self._taken(replace(reader, again=True, log=log))
            return intakes, fill(scanning, intakes, answers)

    def _reader(self, log: Logged | None) -> Reader:
        cache = Cache.of(self.folder)
        return Reader(self.folder, cache, self.register.timezone, pseudonym_key(), log=log)


def open_folder(folder: str | Path, *, progress: Callable[[str], None] | None = None) -> Workspace:
    """Open a workspace folder; UnusableWorkspace when nothing in it can be used."""
    path = Path(folder)
    documents, read = read_folder(path)
    register, built = build(documents, ai_price=price_of)
    problems = (*read, *built, *decisions_of(path)[1])
    if register is None:
        raise UnusableWorkspace(problems)
    return Workspace(path, register, problems, progress or (lambda _: None))


def _flows(runs: dict[str, tuple[Run, ...]], zone: ZoneInfo) -> dict[str, Flow]:
    made = {key: flow_of_runs(found, zone) for key, found in runs.items()}
    return {key: flow for key, flow in made.items() if flow is not None}


def holidays_of(register: Register, today: date) -> frozenset[date]:
    """Public holidays of the workspace's country, ten years around today; none when no country is said."""
    if register.calendar.country is None:
        return frozenset()
    import holidays  # noqa: PLC0415  30 MB of calendars, only for those who need one

    years = range(today.year - 8, today.year + 2)
    return frozenset(holidays.country_holidays(register.calendar.country, years=years))


def _digest(folder: Path, register: Register, sources: Iterable[SourceReport], runs: str) -> str:
    told = [register.revision]
    told += [f"{s.file}:{s.digest}" for s in sources]
    told += [f"log:{runs}"] if runs else []
    for name in TOLD:
        told += [f"{name}/{p.name}:{_bytes_of(p)}" for p in data_files(folder / name)]
    named = sorted({path for automation in register.automations for path in automation.scenarios})
    told += [f"{path}:{_bytes_of(folder / path)}" for path in named]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _bytes_of(path: Path) -> str:
    try:
        return file_digest(path)
    except OSError:
        return "unreadable"
