"""What people and tools told besides events: runs, answers, readings; as known on a day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from retour.connectors.declared.folder import is_inside
from retour.connectors.files import read_answers, read_readings, read_runs
from retour.events.answer import Answer, Reading
from retour.events.run import Run, known_at
from retour.kpi.calendar import local_midnight
from retour.quantity import Place, Problem, Severity
from retour.register.workspace import Register
from retour.store.scan import moment
from retour.workspace.durable import with_files

TOLD = ("runs", "answers", "readings")


@dataclass(frozen=True, slots=True)
class Told:
    """Runs by automation, answers and readings, with what was wrong in their files."""

    runs: dict[str, tuple[Run, ...]]
    answers: tuple[Answer, ...]
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]


def read_told(folder: Path, register: Register, logged: Sequence[Run] = ()) -> Told:
    """Runs, answers and readings of a folder; `logged`: the runs of its durable log."""
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
    runs = with_files(logged, runs) if logged else runs
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


def known_on(today: date, zone: ZoneInfo, told: Told) -> Told:
    """What was told by the end of a day; how much came later is said, file by file."""
    end = moment(local_midnight(today + timedelta(days=1), zone))
    runs = {key: _some(known_at(run, end) for run in found) for key, found in told.runs.items()}
    answers = tuple(a for a in told.answers if a.is_known_on(today))
    readings = tuple(r for r in told.readings if r.is_known_on(today))
    later = [
        *_later(
            "runs.in_future", (r.place for found in told.runs.values() for r in found if r.started >= end)
        ),
        *_later("answers.in_future", (a.place for a in told.answers if not a.is_known_on(today))),
        *_later("readings.in_future", (r.place for r in told.readings if not r.is_known_on(today))),
    ]
    kept = {key: found for key, found in runs.items() if found}
    return replace(told, runs=kept, answers=answers, readings=readings, problems=(*told.problems, *later))


def _some(runs: Iterable[Run | None]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run is not None)


def _later(rule: str, places: Iterable[Place]) -> list[Problem]:
    counts = Counter(place.file for place in places)
    return [
        Problem(rule, Place(file), severity=Severity.WARNING, details={"count": count})
        for file, count in sorted(counts.items())
    ]
