"""`retour apply`: push a folder to a server, once what it would change was shown."""

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from retour.cli.output import Exit, Voice, unusable
from retour.connectors.declared import folder_texts
from retour.connectors.declared.data_folders import DATA_FOLDERS
from retour.connectors.server import Server, Unserved
from retour.review.log import FILE
from retour.wording import label
from retour.workspace.decisions import log_text
from retour.workspace.ledger import ledger_text
from retour.workspace.terminal import system_language
from retour.worth.ledger.entry import FILE as LEDGER

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked besides the folder: where to, and how far to go."""

    to: str
    token_env: str | None = None
    yes: bool = False
    dry_run: bool = False
    with_data: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A folder's documents and data files, and what of them the server has not."""

    documents: Mapping[str, str]
    decided: str  # the decision log
    signed: int  # lines of it that the server has not
    ledger: str
    recorded: int  # lines of it that the server has not
    changes: tuple[Json, ...]
    problems: tuple[Json, ...]
    refused: bool
    fresh: Mapping[str, Path]
    known: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """True when the server has it all."""
        return not self.changes and not self.fresh and not self.signed and not self.recorded


def run_apply(folder: Path, wanted: Wanted, lang: str | None) -> int:
    """Push a folder.

    Returns:
        0 when the server says what the folder says, or would on a dry run; 2 when something asked is wrong,
        or nobody said yes; 3 when the folder or the server's answer cannot be used.
    """
    voice = Voice(lang or system_language())
    if not (folder / "retour.yaml").is_file():
        voice.tell(label("apply.no_folder", voice.lang, path=str(folder)))
        return Exit.USAGE
    documents, problems = folder_texts(folder)
    voice.problems(problems)
    if unusable(problems):
        return Exit.UNUSABLE
    decided, broken = log_text(folder)
    ledger, unsound = ledger_text(folder)
    if broken or unsound:
        voice.problems((*broken, *unsound))
        return Exit.UNUSABLE
    token = _token(voice, wanted)
    if not token:
        return Exit.USAGE
    try:
        server = Server(wanted.to, token, voice.lang)
        return _push(voice, server, _compared(server, (documents, decided, ledger), folder, wanted), wanted)
    except Unserved as unserved:
        voice.tell(label(f"apply.{unserved.code}", voice.lang, **unserved.details))
        _tell_problems(voice, unserved.problems)
        return Exit.USAGE if unserved.usage else Exit.UNUSABLE


def _token(voice: Voice, wanted: Wanted) -> str:
    """The token, from the environment or the standard input; never an argument, which others can see."""
    if wanted.token_env is not None:
        token = os.environ.get(wanted.token_env, "").strip()
        code = "apply.no_token"
    else:
        token = sys.stdin.readline().strip()
        code = "apply.no_token_stdin"
    if not token:
        voice.tell(label(code, voice.lang, name=wanted.token_env))
    return token


def _compared(
    server: Server, declared: tuple[Mapping[str, str], str, str], folder: Path, wanted: Wanted
) -> Push:
    documents, decided, ledger = declared
    found = server.proposal(documents, decided, ledger)
    there = server.files() if wanted.with_data else {}
    local = dict(_data_files(folder)) if wanted.with_data else {}
    fresh = {name: path for name, path in local.items() if there.get(name) != _digest(path)}
    return Push(
        documents=documents,
        decided=decided,
        signed=int(found.get("decisions", 0)),
        ledger=ledger,
        recorded=int(found.get("ledger", 0)),
        changes=tuple(found["changes"]),
        problems=tuple(found["problems"]),
        refused=bool(found["refused"]),
        fresh=fresh,
        known=frozenset(there),
    )


def _data_files(folder: Path) -> Iterable[tuple[str, Path]]:
    for name in DATA_FOLDERS:
        for path in sorted((folder / name).glob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield f"{name}/{path.name}", path


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _push(voice: Voice, server: Server, push: Push, wanted: Wanted) -> int:
    _show(voice, push)
    if push.refused:
        return Exit.UNUSABLE
    if push.is_empty:
        voice.tell(label("apply.nothing", voice.lang, n=len(push.documents)))
        return Exit.OK
    if wanted.dry_run:
        voice.tell(label("apply.dry", voice.lang))
        return Exit.OK
    if not wanted.yes and not _agreed(voice, wanted):
        voice.tell(label("apply.dropped", voice.lang))
        return Exit.USAGE
    if push.changes or push.signed or push.recorded:
        seen = {change["path"]: change["seen"] for change in push.changes}
        server.apply(push.documents, seen, push.decided, push.ledger)
    for name, path in push.fresh.items():
        server.send(path, name)
    voice.tell(label("apply.applied", voice.lang, n=len(push.changes), files=len(push.fresh)))
    return Exit.OK


def _agreed(voice: Voice, wanted: Wanted) -> bool:
    """Whether a person at the terminal says yes; nobody there is no."""
    if wanted.token_env is None:
        return False  # the standard input gave the token: it cannot answer too
    try:
        return click.confirm(label("apply.ask", voice.lang), err=True)
    except click.Abort:
        return False


def _show(voice: Voice, push: Push) -> None:
    """The differences, on stdout; what is wrong, on stderr."""
    for change in push.changes:
        voice.say(f"{change['path']} ({label('apply.change_' + change['kind'], voice.lang)})")
        for line in change["diff"]:
            voice.say(f"  {line}")
    for name in push.fresh:
        code = "data_changed" if name in push.known else "data_added"
        voice.say(f"{name} ({label('apply.' + code, voice.lang)})")
    if push.signed:
        voice.say(f"{FILE} ({label('apply.decisions', voice.lang, n=push.signed)})")
    if push.recorded:
        voice.say(f"{LEDGER} ({label('apply.ledger', voice.lang, n=push.recorded)})")
    _tell_problems(voice, push.problems)
    if not push.is_empty:
        voice.tell(label("apply.summary", voice.lang, n=len(push.changes), files=len(push.fresh)))


def _tell_problems(voice: Voice, problems: Iterable[Json]) -> None:
    for problem in problems:
        voice.tell(str(problem.get("said", "")))
