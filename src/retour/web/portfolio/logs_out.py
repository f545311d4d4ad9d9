"""A process's log as a file for other tools: made in the background, given for ten minutes, then removed."""

import time
from pathlib import Path

import retour
from retour.quantity import Problem
from retour.store.exports import Form
from retour.web.portfolio import jobs
from retour.web.portfolio.chores import daily
from retour.web.portfolio.documents import register_of, texts
from retour.web.portfolio.folder import folder_of, written
from retour.web.portfolio.jobs import Found, Refused, Work, handles
from retour.web.portfolio.models import Job
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace
from retour.workspace.exporting import export
from retour.workspace.folder import UnusableWorkspace

WORK = "log"
FRESH = 600.0  # seconds
FORMS = tuple(form.value for form in Form)


def is_declared(workspace: Workspace, process: str) -> bool:
    """True when the register declares a process with this key."""
    register, _ = register_of(texts(workspace))
    return register is not None and register.process(process) is not None


def kept(workspace: Workspace, process: str, form: str) -> Path | None:
    """The file, when one was made in the last ten minutes."""
    path = _path(workspace, process, form)
    try:
        made = path.stat().st_mtime
    except OSError:
        return None
    return path if made >= time.time() - FRESH else None


def ask(seat: Seat, process: str, form: str) -> Job:
    """Ask for a file; the same one is not made twice at once."""
    wanted = {"process": process, "form": form}
    under_way = Job.objects.filter(
        workspace=seat.workspace, kind=WORK, asked=wanted, state=Job.State.RUNNING
    ).first()
    return under_way or jobs.ask(seat, WORK, **wanted)


@handles(WORK)
def make(work: Work) -> Found:
    """Make a file, and keep it a while."""
    asked = {"process": str(work.job.asked["process"]), "form": str(work.job.asked["form"])}
    try:
        opened = retour.open(written(work.job.workspace), progress=work.tell)
    except UnusableWorkspace:
        raise Refused("no_register") from None
    process = opened.register.process(asked["process"])
    if process is None:
        raise Refused("no_events")
    path = _path(work.job.workspace, **asked)
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(export(opened, process, Form(asked["form"]), path), Problem):
        raise Refused("no_events")
    work.seat.note("log.exported", asked["process"], form=asked["form"])
    return asked


def _path(workspace: Workspace, process: str, form: str) -> Path:
    return folder_of(workspace) / ".logs-out" / f"{process}.{Form(form).extension}"


@daily
def forget_logs() -> None:
    """Remove the files that were made for somebody, long ago."""
    for workspace in Workspace.objects.all():
        for path in (folder_of(workspace) / ".logs-out").glob("*"):
            if path.stat().st_mtime < time.time() - FRESH:
                path.unlink(missing_ok=True)
