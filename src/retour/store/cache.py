"""Where the event log lives: a hidden folder of the workspace, or a temporary one where none can be."""

import atexit
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retour.events.columns import Guess, SourceReport
from retour.quantity import Place, Problem, Severity
from retour.store.whole import keep

FOLDER = ".retour"


@dataclass(frozen=True, slots=True)
class Cache:
    """The log's folder. Nothing in it is precious: every byte can be read again from the exports."""

    root: Path

    @classmethod
    def of(cls, workspace: Path) -> "Cache":
        """The cache of a workspace folder."""
        root = workspace / FOLDER / "log"
        try:
            root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=root):
                pass
        except OSError:
            root = Path(tempfile.mkdtemp(prefix="retour-"))
            atexit.register(shutil.rmtree, root, ignore_errors=True)
        return cls(root)

    def process(self, key: str) -> Path:
        """Folder of one process's segments."""
        folder = self.root / key
        folder.mkdir(parents=True, exist_ok=True)
        return folder


@dataclass(frozen=True, slots=True)
class Note:
    """What reading one file told, kept beside its segment."""

    report: SourceReport
    problems: tuple[Problem, ...]


def write_note(path: Path, note: Note) -> None:
    """Keep a note beside a segment."""
    told = {"report": asdict(note.report), "problems": [_plain(p) for p in note.problems]}
    keep(path, json.dumps(told, default=str))


def read_note(path: Path) -> Note | None:
    """A note kept beside a segment; None when there is none, or a damaged one."""
    try:
        return _note(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _note(told: dict[str, Any]) -> Note:
    guesses = tuple(Guess(**g) for g in told["report"].pop("guesses"))
    return Note(SourceReport(**told["report"], guesses=guesses), tuple(_problem(p) for p in told["problems"]))


def _plain(problem: Problem) -> dict[str, object]:
    return asdict(problem) | {"details": dict(problem.details)}


def _problem(told: dict[str, object]) -> Problem:
    place = told["place"]
    details = told["details"]
    if not (isinstance(place, dict) and isinstance(details, dict)):
        raise TypeError("note.damaged")
    return Problem(
        rule=str(told["rule"]),
        place=Place(**place),
        value=str(told["value"]),
        hint=str(told["hint"]),
        severity=Severity(str(told["severity"])),
        details=details,
    )
