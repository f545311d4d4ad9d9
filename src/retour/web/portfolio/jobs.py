"""Heavy work: asked for by a page, done by a background command, its progress kept in the database."""

import logging
import os
import platform
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from retour.web.frame.errors import Unkept
from retour.web.portfolio.models import Job
from retour.web.workspaces.access import Seat

SILENT = timedelta(seconds=30)  # without a sign of life the worker is gone
BEAT = 5.0  # seconds between two signs of life
MOST_TRIES = 3
Found = dict[str, Any]
logger = logging.getLogger("retour.work")


class Refused(Exception):  # noqa: N818  the work was asked for and cannot be done
    """The work cannot be done; its code is said to whoever asked."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a handler gets: the job, and how to say how far it is."""

    job: Job

    @property
    def seat(self) -> Seat:
        """The seat of whoever asked."""
        from retour.web.workspaces.models import Role  # noqa: PLC0415

        return Seat(self.job.workspace, self.job.by, Role.EDITOR)

    def tell(self, step: str) -> None:
        """Say how far the work is."""
        Job.objects.filter(pk=self.job.pk).update(step=step[:200], alive=timezone.now())


Handler = Callable[[Work], Found]
HANDLERS: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register what does a kind of work."""

    def note(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return note


def ask(seat: Seat, kind: str, **asked: object) -> Job:
    """Ask for work; the same work already waiting is not asked for twice."""
    waiting = Job.objects.filter(workspace=seat.workspace, kind=kind, state=Job.State.QUEUED, asked=asked)
    return waiting.first() or Job.objects.create(
        workspace=seat.workspace, kind=kind, asked=asked, by=seat.user
    )


def work_once() -> bool:
    """Do the next piece of work, if any."""
    _take_back_abandoned()
    job = _next()
    if job is None:
        return False
    with _alive(job):
        _do(job)
    return True


def _next() -> Job | None:
    """Claim the first job that waits; of two workers one gets it."""
    for job in Job.objects.filter(state=Job.State.QUEUED).select_related("workspace", "by")[:10]:
        now = timezone.now()
        claimed = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(
            state=Job.State.RUNNING, started=now, alive=now, tries=job.tries + 1, worker=_me()
        )
        if claimed:
            job.refresh_from_db()
            return job
    return None


def _me() -> str:
    return f"{platform.node()[:100]}:{os.getpid()}"


def _take_back_abandoned() -> None:
    """Work whose worker is gone is done again, a few times."""
    running = Job.objects.filter(state=Job.State.RUNNING)
    silent = set(running.filter(alive__lt=timezone.now() - SILENT).values_list("pk", flat=True))
    here = running.filter(worker__startswith=f"{platform.node()[:100]}:").values_list("pk", "worker")
    gone = Job.objects.filter(pk__in=silent | {pk for pk, worker in here if not _lives(worker)})
    gone.filter(tries__gte=MOST_TRIES).update(
        state=Job.State.FAILED, error="interrupted", ended=timezone.now()
    )
    gone.filter(state=Job.State.RUNNING).update(state=Job.State.QUEUED, step="")


def _lives(worker: str) -> bool:
    """False when no process of this machine has a worker's number any more."""
    try:
        os.kill(int(worker.rpartition(":")[2]), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True


def _do(job: Job) -> None:
    try:
        found = HANDLERS[job.kind](Work(job))
    except (Refused, Unkept) as refused:
        _end(job, Job.State.FAILED, error=str(refused)[:80])
    except Exception:
        logger.exception("job %s (%s) failed", job.key, job.kind)
        _end(job, Job.State.FAILED, error="broken")
    else:
        _end(job, Job.State.DONE, found=found)


def _end(job: Job, state: str, **values: object) -> None:
    with transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state=state, ended=timezone.now(), **values)


@contextmanager
def _alive(job: Job) -> Iterator[None]:
    """Give signs of life while the work goes on, even through one long computation."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            close_old_connections()
            with suppress(DatabaseError):  # busy: the next sign of life will do
                Job.objects.filter(pk=job.pk).update(alive=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
