"""`retour import`: exports and the six-column sheet come into a workspace."""

from pathlib import Path

import retour
from retour.cli.output import Exit, Voice, unusable, writing
from retour.quantity import Place, Problem
from retour.register.keys import is_key
from retour.register.workspace import Register
from retour.wording import say
from retour.wording.problems import say_guess
from retour.workspace.folder import UnusableWorkspace
from retour.workspace.importing import Imported, Kind, bring_in
from retour.workspace.terminal import system_language


def run_import(
    folder: Path,
    files: tuple[Path, ...],
    process: str | None,
    lang: str | None,
    *,
    object_type: str | None = None,
) -> int:
    """Import some files; the exit code."""
    try:
        register = retour.open(folder).register
    except UnusableWorkspace:
        register = Register(name=folder.name, locale=lang or system_language())
    voice = Voice(lang or register.locale)
    if process is not None and not is_key(process):
        voice.problems([Problem("key.badly_written", Place("--process"), process)])
        return Exit.USAGE
    code = Exit.OK
    for path in files:
        with writing(voice, folder):
            done = bring_in(folder, path, register, process=process, lang=voice.lang, object_type=object_type)
        tell(voice, path, done)
        if done.kind is Kind.NOTHING or unusable(done.problems):
            code = Exit.UNUSABLE
    return code


def tell(voice: Voice, path: Path, done: Imported) -> None:
    """What was guessed, what was written."""
    for guess in done.guesses:
        voice.tell(f"  - {say_guess(guess, voice.lang)}")
    voice.problems(done.problems, limit=20)
    for code, details in outcome(path, done):
        voice.say(say(code, details, voice.lang, family="measure"))


def outcome(path: Path, done: Imported) -> list[tuple[str, dict[str, object]]]:
    """The sentences of an import."""
    if done.already:
        return [("already", {})]
    match done.kind:
        case Kind.SHEET:
            return [("imported_sheet", {"n": len(done.written)})]
        case Kind.RUNS:
            return [("imported_runs", {"path": str(done.written[0])})]
        case Kind.EVENTS:
            told, noted = (str(p) for p in done.written)
            return [("imported_events", {"path": told}), ("check_next", {"path": noted})]
        case Kind.NOTHING:
            return [("nothing", {"file": path.name})]
