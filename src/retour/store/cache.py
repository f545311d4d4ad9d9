"""Where the event log lives: a hidden folder of the workspace, or a temporary one where none can be."""

import atexit
import json
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retour.events.columns import Guess, SourceReport
from retour.quantity import Place, Problem, Severity
from retour.store.lock import alone, shared
from retour.store.whole import keep

FOLDER = ".retour"


@dataclass(frozen=True, slots=True)
class Cache:
    """The log's folder. Nothing in it is precious: every byte can be read again from the exports."""

    root: Path

    @staticmethod
    def folder(workspace: Path) -> Path:
        """Where the cache of a workspace folder is, when it can be there."""
        return workspace / FOLDER / "log"

    @classmethod
    def of(cls, workspace: Path) -> "Cache":
        """The cache of a workspace folder."""
        root = cls.folder(workspace)
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

    def clear(self, key: str) -> None:
        """Forget all that is kept of one process: something of it could not be read."""
        _forget(self.process(key), ())
        self.process(key)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Inside, no other audit removes anything from the cache."""
        with shared(self.root):
            yield

    def forget_all_but(self, used: Collection[Path]) -> None:
        """Remove every file and folder that is not among `used` (or a note of one), unless an audit runs.

        What was read from an export that is gone goes with it: so do parts that an interrupted audit left.
        """
        kept = {path.with_suffix("") for path in used}
        with alone(self.root) as nobody_reads:
            for folder in self.root.iterdir() if nobody_reads else ():
                _forget(folder, kept)


def _forget(folder: Path, kept: Collection[Path]) -> None:
    with suppress(OSError):
        for path in folder.iterdir():
            if path.suffix not in (".parquet", ".json", "") or path.with_suffix("") not in kept:
                _remove(path)
        folder.rmdir()  # refused while something in it is used


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Note:
    """What reading one file told, kept beside its segment."""

    report: SourceReport
    problems: tuple[Problem, ...]


def write_note(path: Path, note: Note) -> None:
    """Keep a note beside a segment."""
    told = {"report": asdict(note.report), "problems": [plain_problem(p) for p in note.problems]}
    keep(path, json.dumps(told, default=str))


def read_note(path: Path) -> Note | None:
    """A note kept beside a segment; None when there is none, or a damaged one."""
    try:
        return _note(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _note(told: dict[str, Any]) -> Note:
    guesses = tuple(Guess(**g) for g in told["report"].pop("guesses"))
    return Note(
        SourceReport(**told["report"], guesses=guesses), tuple(problem_of(p) for p in told["problems"])
    )


def plain_problem(problem: Problem) -> dict[str, object]:
    """A problem as JSON."""
    return asdict(problem) | {"details": dict(problem.details)}


def problem_of(told: dict[str, object]) -> Problem:
    """A problem from its JSON; TypeError, KeyError or ValueError when it is none."""
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
