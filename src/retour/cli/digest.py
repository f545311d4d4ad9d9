"""`retour digest`: what changed in a folder since a day, as it would be mailed."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from retour.cli.audit import opened
from retour.cli.due import calendar_of
from retour.cli.output import Exit, Voice, unusable, writing
from retour.report.digest import Digest, digest_of
from retour.report.digest_faces import digest_html, digest_text
from retour.report.manner import Manner, nowhere
from retour.report.node import View
from retour.report.raster import as_pngs
from retour.review.early import early_reviews
from retour.review.log import Entry
from retour.review.news import news, remember
from retour.wording import say
from retour.workspace.decisions import decisions_of
from retour.workspace.folder import Workspace

ALONE = Manner(sheet=nowhere, figure=nowhere)
ROOM = 1_000_000  # bytes of pictures in a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where the digest is written; None: not there. Without any, the text goes to the terminal."""

    html: Path | None = None
    text: Path | None = None


def run_digest(folder: Path, since: date, today: date | None, files: Files, lang: str | None) -> int:
    """Say what changed between two days, both computed from what the folder holds now."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    digest, problems = _digest(workspace, decisions_of(folder)[0], since, today, voice.lang)
    _write(digest, voice, files)
    if problems:
        return Exit.UNUSABLE
    return Exit.OK


def _digest(
    workspace: Workspace, entries: tuple[Entry, ...], since: date, today: date | None, lang: str
) -> tuple[Digest, bool]:
    now = workspace.audit(today=today)
    if since >= now.today:
        raise click.BadParameter(f"{since} ≥ {now.today}", param_hint="--since")
    then = workspace.audit(today=since)
    before = [e for e in entries if e.statement.at <= since]
    memory = remember(then, early_reviews(before, then))
    found = news(now, memory, early_reviews(entries, now))
    calendar = calendar_of(entries, now, None)
    return digest_of(View.of(now, lang, ALONE), found, calendar), unusable(now.dossier.problems)


def _write(digest: Digest, voice: Voice, files: Files) -> None:
    if files.html is None and files.text is None:
        voice.say(f"{digest.subject}\n\n{digest_text(digest)}")
    for path, made in ((files.html, _page), (files.text, digest_text)):
        if path is not None:
            with writing(voice, path):
                path.write_text(made(digest), encoding="utf-8")
            voice.tell(say("written", {"path": str(path)}, voice.lang, family="cli"))


def _page(digest: Digest) -> str:
    """One file that opens anywhere: the pictures are in it."""
    made = as_pngs({p.name: p.drawn for p in digest.pictures}, room=ROOM)
    inside = {name: "data:image/png;base64," + b64encode(png).decode() for name, png in made.items()}
    return digest_html(digest, inside)
