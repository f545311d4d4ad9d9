"""What every command shares: the language, where words go, and what an exit code means."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from retour.quantity import Place, Problem, Severity
from retour.wording.problems import say_problem
from retour.workspace.terminal import system_language


class Exit(IntEnum):
    """Exit codes, part of the public contract."""

    OK = 0
    FULL = 1
    USAGE = 2
    UNUSABLE = 3
    EVIDENCE = 4
    ALERT = 10


LISTED = 50


@dataclass(frozen=True, slots=True)
class Voice:
    """How a command speaks: results on stdout, the rest on stderr."""

    lang: str

    def say(self, text: str) -> None:
        """A result."""
        click.echo(text)

    def tell(self, text: str) -> None:
        """Progress or a remark, on stderr."""
        click.echo(text, err=True)

    def problems(self, problems: Iterable[Problem], *, limit: int = LISTED) -> None:
        """Problems, one a line, errors first; on stderr."""
        ordered = sorted(problems, key=lambda p: (list(Severity).index(p.severity), p.place))
        for problem in ordered[:limit]:
            self.tell(say_problem(problem, self.lang))
        if len(ordered) > limit:
            rest = len(ordered) - limit
            self.tell(f"… (+{rest})")


def width() -> int:
    """Columns of the terminal; 120 where there is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return 120
    return max(80, min(os.get_terminal_size().columns, 180))


def unusable(problems: Iterable[Problem]) -> bool:
    """True when some data could not be used."""
    return any(p.severity is Severity.ERROR for p in problems)


@contextmanager
def writing(voice: Voice, path: Path) -> Iterator[None]:
    """Ends the command as a usage error, saying why, when `path` cannot be written."""
    try:
        yield
    except OSError as error:
        details = {"reason": type(error).__name__}
        voice.problems([Problem("file.unwritable", Place(str(path)), path.name, details=details)])
        raise click.exceptions.Exit(Exit.USAGE) from None


def forgive_terminals() -> None:
    """A terminal that has no “→” shows “?” in its place: no answer is lost for one character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Guarded(click.Group):
    """Commands that end in one line, not in a traceback, when a disk is full."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  click's own signature
        """Run the command line."""
        try:
            return super().__call__(*args, **kwargs)
        except OSError as error:
            if error.errno not in FULL_DISK:
                raise
            name = str(error.filename or "stdout")
            _write_no_more(sys.stdout.fileno())
            problem = Problem("file.unwritable", Place(name), name, details={"reason": error.strerror})
            Voice(system_language()).problems([problem])
            sys.exit(Exit.FULL)


def _write_no_more(descriptor: int) -> None:
    """What is still waiting to be written there is dropped, or Python would try again on its way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
