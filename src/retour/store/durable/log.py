"""The durable log of a workspace folder: what it holds, and the upkeep that it needs.

Every act here can be done while a server and a command line are at work. What cannot be done is a problem,
and nothing is lost: what came in stays where it is until it is sealed.
"""

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import duckdb

from retour.quantity import Place, Problem
from retour.store.durable.cold import Busy, Cold, State
from retour.store.durable.compact import MANY, Compacted, compact
from retour.store.durable.erase import Erased, erase
from retour.store.durable.hot import ELSEWHERE, Hot, open_hot
from retour.store.durable.hot_book import Failed, Unkept
from retour.store.durable.known import Restless, View
from retour.store.durable.layout import FOLDER
from retour.store.durable.left_out import LeftOut, left_out
from retour.store.durable.person import Person
from retour.store.durable.proof import Act
from retour.store.durable.purge import Limits, Living, purge
from retour.store.durable.runs import seal_runs
from retour.store.durable.seal import Attributes, Sealed, seal
from retour.store.durable.table import Overtaken
from retour.store.durable.tail import CASE, PROCESS, HotRow, take

T = TypeVar("T")
PLACE = Place(f"{FOLDER}/")
WAIT = 30.0  # seconds for somebody else to finish
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
_SAID = {
    "log.disk_full": ("no space left", "disk quota", "file too large"),
    "log.read_only": ("read-only", "permission denied", "not permitted"),
}
_WHY = {Unkept.FULL: "log.disk_full", Unkept.READ_ONLY: "log.read_only", Unkept.LOCKED: "log.busy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What the log holds of one process: events believed, versions that were corrected, rows not sealed yet.

    `first` and `last` are µs since 1970 UTC of the sealed events; None where there is none.
    """

    process: str
    events: int
    past: int
    waiting: int
    files: int
    size: int  # bytes
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the log holds."""

    processes: tuple[Holding, ...]
    runs: int  # tellings of runs that are sealed
    runs_waiting: int
    left_out: LeftOut = field(default_factory=LeftOut)


@dataclass(frozen=True)
class DurableLog:
    """The log of one workspace folder."""

    workspace: Path
    cold: Cold
    hot: Hot

    @classmethod
    def of(cls, workspace: Path, hot: Hot | None = None) -> "DurableLog":
        """The log of a folder, there or not; `hot`: the tail that a server has open already."""
        return cls(workspace, Cold.of(workspace), hot or open_hot(workspace))

    @property
    def exists(self) -> bool:
        """True when something was told."""
        return bool(self.cold.tables()) or self.hot.exists

    def seal(self, attributes: Attributes, *, wait: float = WAIT) -> tuple[Sealed, tuple[Problem, ...]]:
        """Bring what came in into the cold log. `attributes`: those that a process keeps."""

        def act() -> Sealed:
            if not take(self.hot.rows, 1) and not take(self.hot.runs, 1):
                return Sealed()
            with self.cold.turn(wait):
                done = seal(self.cold, self.hot, attributes)
                return done + Sealed(runs=seal_runs(self.cold, self.hot))

        return attempted(act, Sealed())

    def compact(self, *, many: int = MANY, wait: float = WAIT) -> tuple[Compacted, tuple[Problem, ...]]:
        """Make few files of many, sorted by case; `many`: how many files of a bucket may stay."""

        def act() -> Compacted:
            if not self.cold.tables():
                return Compacted()
            with self.cold.turn(wait):
                return compact(self.cold, many=many)

        return attempted(act, Compacted())

    def purge(self, limits: Limits, *, wait: float = WAIT) -> tuple[Act | None, tuple[Problem, ...]]:
        """Drop what is older than is kept. Seal before; a case that the tail tells more of stays."""

        def act() -> Act | None:
            if not self.cold.tables():
                return None
            with self.cold.turn(wait):
                return purge(self.workspace, self.cold, limits, _living(take(self.hot.rows)))

        return attempted(act, None)

    def erase(self, person: Person, *, wait: float = WAIT) -> tuple[Erased | None, tuple[Problem, ...]]:
        """Erase a person. Seal before: what is not sealed is found again, and said (`log.not_erased`)."""

        def act() -> Erased | None:
            with self.cold.turn(wait):
                return erase(self.workspace, self.cold, person)

        erased, problems = attempted(act, None)
        left = erased.left if erased else ()
        names = [path.relative_to(self.workspace).as_posix() for path in left]
        return erased, (*problems, *(Problem("log.not_erased", Place(name), name) for name in names))

    def view(self, before: int | None = None) -> View:
        """The whole log at a moment, as known before another (µs); Restless or Failed where it cannot be."""
        return View.of(self.cold, self.hot, before)

    def status(self) -> Status:
        """What it holds."""
        state = State.of(self.cold)
        waiting: dict[str, int] = {}
        for row in take(self.hot.rows):
            waiting[row[PROCESS]] = waiting.get(row[PROCESS], 0) + 1
        names = sorted({*state.pairs, *waiting})
        return Status(
            processes=tuple(_holding(name, state, waiting.get(name, 0)) for name in names),
            runs=state.runs.rows,
            runs_waiting=len(take(self.hot.runs)),
            left_out=left_out(self.cold.root),
        )

    def close(self) -> None:
        """Let go of the tail."""
        self.hot.close()


def _living(rows: Sequence[HotRow]) -> Living:
    """The cases, by process, that something is told of in the tail."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row[PROCESS], set()).add(row[CASE])
    return found


def is_elsewhere() -> bool:
    """True when the tails of all folders are in a database (`RETOUR_LOG_URL`)."""
    return bool(os.environ.get(ELSEWHERE))


@contextmanager
def opened(workspace: Path) -> Iterator[DurableLog]:
    """The log of a folder, closed at the end."""
    log = DurableLog.of(workspace)
    try:
        yield log
    finally:
        log.close()


def _holding(process: str, state: State, waiting: int) -> Holding:
    if process not in state.pairs:
        return Holding(
            process=process, events=0, past=0, waiting=waiting, files=0, size=0, first=None, last=None
        )
    _, events, history = state.pairs[process]
    both = (*events.files, *history.files)
    return Holding(
        process=process,
        events=events.rows,
        past=history.rows,
        waiting=waiting,
        files=len(both),
        size=sum(f.size for f in both),
        first=min((f.first for f in events.files if f.first is not None), default=None),
        last=max((f.last for f in events.files if f.last is not None), default=None),
    )


def attempted(act: Callable[[], T], otherwise: T) -> tuple[T, tuple[Problem, ...]]:
    """What an act gives; or `otherwise`, and why it could not be done."""
    from deltalake.exceptions import CommitFailedError, DeltaError  # noqa: PLC0415  only where there is a log

    try:
        return act(), ()
    except CommitFailedError:
        return otherwise, (Problem("log.busy", PLACE),)
    except (OSError, duckdb.Error, DeltaError, Failed, Busy, Overtaken, Restless) as error:
        return otherwise, (problem_of(error),)


def problem_of(error: Exception) -> Problem:
    """Why the log could not be written or read."""
    if isinstance(error, Busy | Overtaken | Restless):
        return Problem("log.busy", PLACE)
    if isinstance(error, Failed):
        return Problem(_WHY.get(error.why, "log.failed"), PLACE, error.why.value)
    code = error.errno if isinstance(error, OSError) else None
    if code in FULL or _says(error, "log.disk_full"):
        return Problem("log.disk_full", PLACE)
    if code in CLOSED or _says(error, "log.read_only"):
        return Problem("log.read_only", PLACE)
    return Problem("log.failed", PLACE, type(error).__name__)


def _says(error: Exception, rule: str) -> bool:
    said = str(error).lower()
    return any(words in said for words in _SAID[rule])
