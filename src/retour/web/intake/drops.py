"""Files that are too heavy for a page to read: dropped in a folder of their own, brought in by the worker."""

import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import get_random_string

from retour.web.frame.errors import Unkept
from retour.web.intake import columns
from retour.web.intake.drafting import Unsaved
from retour.web.intake.dropping import copied
from retour.web.intake.incoming import Brought, bring
from retour.web.intake.looks import plain_name
from retour.web.intake.weight import PLAIN, is_light
from retour.web.portfolio import jobs
from retour.web.portfolio.chores import A_DAY, daily
from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.jobs import Found, Refused, Work, handles
from retour.web.portfolio.models import DataFile, Job
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace
from retour.wording import label, say_problem

BRING = "source.bring"
DROPS = ".drops"
SAID = 3  # problems of a file that are told at once


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told to whoever brought a file in: how it went, in a sentence."""

    level: str  # success | warning | error
    text: str


def are_light(uploads: Iterable[UploadedFile]) -> bool:
    """True when all of these files are read while the page waits."""
    uploads = list(uploads)
    together = sum(upload.size or 0 for upload in uploads)
    return together <= PLAIN and all(is_light(upload, upload.size or 0) for upload in uploads)


def ask(seat: Seat, uploads: Iterable[UploadedFile], told: Mapping[str, str | None]) -> Job:
    """Keep files aside and ask for them to be brought in; `told` is what `bring` wants besides.

    Unkept when the workspace has no room for them: none is kept then.
    """
    name = get_random_string(16).lower()
    folder = _folder(seat.workspace, name)
    try:
        for i, upload in enumerate(uploads):
            copied(upload, folder / str(i).zfill(3) / plain_name(upload.name or ""), seat.workspace)
        return jobs.ask(seat, BRING, drop=name, **told)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@handles(BRING)
def bring_all(work: Work) -> Found:
    """Bring in the files of a drop; what is told of each, and the data files that they became."""
    told = dict(work.job.asked)
    folder = _folder(work.job.workspace, told.pop("drop"))
    paths = sorted(folder.glob("*/*"))
    if not paths:
        raise Refused("interrupted")
    try:
        brought = [_bring(work, path, told) for path in paths]
    finally:  # of work that is interrupted nothing is removed: it is done again
        shutil.rmtree(folder, ignore_errors=True)
    tellings = [telling for _, said in brought for telling in said]
    files = [file.pk for file, _ in brought if file is not None]
    return {"told": [[one.level, one.text] for one in tellings], "files": files}


def _bring(work: Work, path: Path, told: Mapping[str, str | None]) -> tuple[DataFile | None, list[Telling]]:
    """The data file that a file became, its columns read too; and what is told of it."""
    lang, seat = told["lang"] or "fr", work.seat
    work.tell(path.name)
    try:
        with path.open("rb") as stream:
            upload = File(stream, name=path.name)
            one = bring(seat, upload, kind=told["home"] or "", process=told["process"], lang=lang)
    except Unsaved as unsaved:
        return None, [unsaved_said(unsaved, lang)]
    except Unkept as unkept:
        return None, [Telling("error", label(f"frame.error_{unkept.code}_text", lang, **unkept.details))]
    if one.file is not None:
        columns.read(seat, one.file)
    return one.file, brought_said(one, lang)


def brought_said(one: Brought, lang: str) -> list[Telling]:
    """What a file became, and its first problems."""
    code = "already" if one.already else f"brought_{one.kind}"
    level = "warning" if one.kind == "nothing" else "success"
    first = Telling(level, label(f"intake.{code}", lang, file=one.name))
    return [first, *(Telling("warning", say_problem(p, lang)) for p in one.problems[:SAID])]


def unsaved_said(unsaved: Unsaved, lang: str) -> Telling:
    """Why a document could not be changed."""
    return Telling("error", label(f"intake.{unsaved.code}", lang, path=unsaved.path))


def _folder(workspace: Workspace, name: str) -> Path:
    return folder_of(workspace) / DROPS / name


@daily
def forget_drops() -> None:
    """Remove the drops that no work took: a worker takes one within minutes."""
    for folder in (Path(settings.RETOUR_DATA) / "workspaces").glob(f"*/{DROPS}/*"):
        if time.time() - folder.stat().st_mtime > 2 * A_DAY:
            shutil.rmtree(folder, ignore_errors=True)
