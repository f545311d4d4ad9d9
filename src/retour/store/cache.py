"""Where the event log lives: a hidden folder of the workspace, or a temporary one where none can be."""

import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from retour.events.columns import Guess, SourceReport
from retour.quantity import Place, Problem, Severity

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
            probe = root / "writable"
            probe.touch()
            probe.unlink()
        except OSError:
            root = Path(tempfile.mkdtemp(prefix="retour-"))
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
    path.write_text(json.dumps(told, default=str), encoding="utf-8")


def read_note(path: Path) -> Note:
    """A note kept beside a segment."""
    told = json.loads(path.read_text(encoding="utf-8"))
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
