"""The page of work under way: it looks again by itself, and a reload loses nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from retour.web.frame.context import language
from retour.web.frame.waiting import looking_again
from retour.web.intake import work
from retour.web.intake.looks import look_of
from retour.web.intake.models import Look
from retour.web.portfolio.models import Job
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label, say
from retour.wording.sentence import knows

STEPS = ("guessing", "reading", "matching", "writing", "auditing")


def waiting(request: HttpRequest, look: Look, job: Job) -> HttpResponse:
    """How far the work on a look is."""
    since = (timezone.now() - job.started).total_seconds() if job.started else 0.0
    about: dict[str, object] = {
        "section": "start",
        "look": look,
        "job": job,
        "since": since,
        "step": _step(job.step),
    }
    about |= {"failed": job.state == Job.State.FAILED, "done": _done(job), "most": len(STEPS) + 1}
    page = render(request, "intake/waiting.html", about)
    return page if about["failed"] else looking_again(request, page, seconds=1)


def _done(job: Job) -> int:
    """How many steps are behind; a file that is being read is the first of them."""
    return STEPS.index(job.step) + 1 if job.step in STEPS else int(bool(job.step))


def _step(step: str) -> str:
    """What is being done, in words; a file that is being read is named."""
    if knows(f"step_{step}", language(), "intake"):
        return say(f"step_{step}", {}, language(), family="intake")
    return label("intake.step_file", language(), file=step) if "." in step else ""


@require_POST
@seated(Role.EDITOR)
def again(request: HttpRequest, seat: Seat, look: str) -> HttpResponse:
    """Try once more what failed."""
    found = look_of(seat, look)
    work.again(seat, found)
    return redirect("intake:look", seat.workspace.key, found.key)
