"""The decision log of a folder: read with everything that is wrong in it, and only ever added to."""

import os
from pathlib import Path

from retour.connectors.declared.folder import folder_texts
from retour.quantity import Place, Problem
from retour.review import log
from retour.review.log import Entry


def decisions_of(folder: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The decision log of a folder, and what is wrong in it: a broken chain, a signed document that moved."""
    text, unread = _read(folder / log.FILE)
    entries, broken = log.read(text)
    if not entries:
        return entries, (*unread, *broken)
    return entries, (*unread, *broken, *log.altered(entries, folder_texts(folder)[0]))


def log_text(folder: Path) -> tuple[str, tuple[Problem, ...]]:
    """The decision log of a folder as it is written (empty without one), and where its chain is broken."""
    text, unread = _read(folder / log.FILE)
    return text, (*unread, *log.read(text)[1])


def _read(path: Path) -> tuple[str, tuple[Problem, ...]]:
    try:
        return path.read_text(encoding="utf-8"), ()
    except FileNotFoundError:
        return "", ()
    except (OSError, UnicodeDecodeError) as error:
        details = {"reason": type(error).__name__}
        return "", (Problem("file.unreadable", Place(log.FILE), log.FILE, details=details),)


def append(folder: Path, entry: Entry) -> Entry:
    """Add a line to the log; it is on the disk when this returns."""
    path = folder / log.FILE
    with path.open("a", encoding="utf-8", newline="\n") as out:
        out.write(entry.line + "\n")
        out.flush()
        os.fsync(out.fileno())
    return entry
