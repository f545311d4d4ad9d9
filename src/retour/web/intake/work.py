"""The look's work: at once when the files are small, else in the background, its progress shown."""

import logging

from retour.web.intake import reading
from retour.web.intake.asking import mark_of
from retour.web.intake.looks import path_of
from retour.web.intake.models import Look, LookFile
from retour.web.portfolio import jobs
from retour.web.portfolio.jobs import Found, Refused, Work, handles
from retour.web.portfolio.models import Job
from retour.web.workspaces.access import Seat

READ, ANSWER = "look.read", "look.answer"
QUICK = 150_000  # bytes of exports that are read within a second
PACKED = (b"PK\x03\x04", b"\x1f\x8b")
logger = logging.getLogger("retour.intake")


@handles(READ)
def read(work: Work) -> Found:
    """Read the files of a look."""
    reading.read(_look(work), work.tell)
    return {}


@handles(ANSWER)
def answer(work: Work) -> Found:
    """Compare the files of a look."""
    reading.answer(_look(work), work.tell)
    return {}


def _look(work: Work) -> Look:
    found = Look.objects.filter(workspace=work.job.workspace, key=work.job.asked["look"]).first()
    if found is None:
        raise Refused("look.forgotten")
    return found


def under_way(seat: Seat, look: Look, kind: str) -> Job | None:
    """The work that a page waits for; None when what it needs is there, if need be computed just now."""
    if _is_there(look, kind):
        return None
    asked = {"look": look.key, "mark": mark_of(look)}
    known = Job.objects.filter(workspace=seat.workspace, kind=kind, asked=asked).order_by("-id").first()
    if known is not None and known.state != Job.State.DONE:
        return known
    if known is None and is_quick(look) and _done_now(look, kind):
        return None
    return jobs.ask(seat, kind, **asked)


def again(seat: Seat, look: Look) -> None:
    """Forget that the work failed, so that the page asks for it again."""
    Job.objects.filter(
        workspace=seat.workspace, kind__in=(READ, ANSWER), asked__look=look.key, state=Job.State.FAILED
    ).delete()


def _is_there(look: Look, kind: str) -> bool:
    return (reading.seen_of(look) if kind == READ else reading.answer_of(look)) is not None


def _done_now(look: Look, kind: str) -> bool:
    try:
        (reading.read if kind == READ else reading.answer)(look)
    except Exception:
        logger.exception("look %s could not be worked out at once", look.key)
        return False
    return _is_there(look, kind)


def is_quick(look: Look) -> bool:
    """True when the files are few bytes, and plain ones: nobody knows what a packed file holds."""
    files = list(look.files.all())
    return sum(f.size for f in files) <= QUICK and not any(_packed(f) for f in files)


def _packed(file: LookFile) -> bool:
    try:
        with path_of(file).open("rb") as stream:
            return stream.read(4).startswith(PACKED)
    except OSError:
        return False
