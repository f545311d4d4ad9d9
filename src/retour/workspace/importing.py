"""Bringing an export into a workspace folder: what it seems to be decides where it goes, and is shown."""

import shutil
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from retour.connectors.declared import read_six_columns, write_drafts
from retour.connectors.declared.mapping import write_mapping
from retour.connectors.files import guess_mapping
from retour.events.columns import Guess
from retour.quantity import Problem
from retour.register.keys import slug
from retour.register.process import EventFile
from retour.register.workspace import Register
from retour.store.log import file_digest


class Kind(StrEnum):
    """What an imported file was taken for."""

    SHEET = "sheet"  # the six-column steering table
    RUNS = "runs"
    EVENTS = "events"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. `already` is True when the same bytes were there: nothing changed."""

    kind: Kind
    written: tuple[Path, ...] = ()
    already: bool = False
    guesses: tuple[Guess, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def bring_in(
    folder: Path,
    path: Path,
    register: Register,
    *,
    process: str | None,
    lang: str,
    object_type: str | None = None,
) -> Imported:
    """Import one file. Importing it twice changes nothing. `object_type` is the case of an object log."""
    drafts, problems = ((), ()) if process else read_six_columns(path)
    if drafts:
        written, more = write_drafts(folder, drafts, lang)
        return Imported(kind=Kind.SHEET, written=written, problems=(*problems, *more))
    declared = register.process(process)
    given = EventFile(path=path.name, object=object_type) if object_type else None
    guessed = guess_mapping(path, timezone=register.timezone, process=declared, given=given)
    seen = Imported(
        kind=Kind.NOTHING,
        guesses=guessed.guesses,
        header=tuple((column.name, column.role) for column in guessed.header),
        rows=guessed.rows,
        problems=guessed.problems,
    )
    if guessed.holds == "runs":
        target, already = _copied(path, folder / "runs")
        return replace(seen, kind=Kind.RUNS, written=() if already else (target,), already=already)
    if not guessed.mapping.dates and guessed.mapping.activity is None:
        return seen
    target, already = _copied(path, folder / "events")
    if already:
        return replace(seen, kind=Kind.EVENTS, already=True)
    mapping = replace(guessed.mapping, path=f"events/{target.name}")
    key = process or slug(path.stem) or "process"
    noted, problem = write_mapping(folder, key, mapping, guessed.activities)
    wrong = () if problem is None else (problem,)
    return replace(seen, kind=Kind.EVENTS, written=(target, noted), problems=(*guessed.problems, *wrong))


def _copied(path: Path, into: Path) -> tuple[Path, bool]:
    """The file's place in a folder, and whether the same bytes were there already."""
    into.mkdir(parents=True, exist_ok=True)
    digest = file_digest(path)
    for present in sorted(into.iterdir()):
        if present.is_file() and file_digest(present) == digest:
            return present, True
    target, turn = into / path.name, 2
    while target.exists():
        target, turn = into / f"{path.stem}-{turn}{path.suffix}", turn + 1
    shutil.copyfile(path, target)
    return target, False
