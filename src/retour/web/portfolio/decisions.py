"""The decision log of a workspace: lines that are added one after the other, and never changed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from retour.quantity import Problem
from retour.review import log
from retour.web.portfolio.models import Decision, Document
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace


class Diverged(ValueError):  # noqa: N818  it reads as what it is
    """A log that does not continue the one that is here; `problem` says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


def text_of(workspace: Workspace) -> str:
    """The log as a file of a folder holds it; empty when nothing was signed."""
    lines = Decision.objects.filter(workspace=workspace).order_by("number").values_list("line", flat=True)
    return "".join(f"{line}\n" for line in lines)


def entries_of(workspace: Workspace) -> tuple[log.Entry, ...]:
    """Every entry of the log, oldest first."""
    return log.read(text_of(workspace))[0]


def problems_of(workspace: Workspace) -> tuple[Problem, ...]:
    """Where the log is broken, and which signed documents are no longer what was signed."""
    entries, broken = log.read(text_of(workspace))
    documents = Document.objects.filter(workspace=workspace, path__startswith="reviews/")
    return (*broken, *log.altered(entries, dict(documents.values_list("path", "text"))))


def is_signed(workspace: Workspace, path: str) -> bool:
    """True when a document was signed: it can no longer be changed, only followed by another one."""
    return path.startswith("reviews/") and path in log.signed(entries_of(workspace))


def sign(seat: Seat, statement: log.Statement, *, recorded: datetime | None = None) -> log.Entry:
    """Add an entry to the log, sealed over the last one, and note it."""
    with transaction.atomic():
        last = (
            Decision.objects.select_for_update().filter(workspace=seat.workspace).order_by("-number").first()
        )
        entry = log.sealed(statement, after=_entry(last), recorded=recorded or timezone.now())
        Decision.objects.create(workspace=seat.workspace, number=entry.number, line=entry.line)
        seat.note(
            f"decision.{statement.kind.value}", statement.automation, number=entry.number, seal=entry.short
        )
    return entry


def _entry(last: Decision | None) -> log.Entry | None:
    """The last entry; when its line was tampered with, what is sealed next still follows what is written."""
    found: Sequence[log.Entry] = log.read(last.line)[0] if last else ()
    return found[0] if found else None


def continuing(workspace: Workspace, text: str) -> tuple[tuple[log.Entry, ...], tuple[Problem, ...]]:
    """The entries that a log adds to the one that is here, and why it cannot be taken.

    A log that stops before the one that is here adds nothing. One that says something else, at the first
    line that differs, is `decisions.diverged`; its own broken lines come first.
    """
    entries, broken = log.read(plain(text))
    if broken:
        return (), broken
    here, there = (said.split("\n")[:-1] for said in (text_of(workspace), plain(text)))
    for number, (ours, theirs) in enumerate(zip(here, there, strict=False), start=1):
        if ours != theirs:
            return (), (Problem("decisions.diverged", log.place_of(number), str(len(here))),)
    return entries[len(here) :], ()


def plain(text: str) -> str:
    """Without what an editor or a version control may have added: no entry holds an end of line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return "".join(f"{line}\n" for line in lines if line)


def adopted(seat: Seat, text: str) -> int:
    """Take over a log that continues the one that is here, and note it; how many entries were added.

    Diverged when it is broken, or is not a continuation: nothing is taken then.
    """
    with transaction.atomic():
        new, problems = continuing(seat.workspace, text)
        if problems:
            raise Diverged(problems[0])
        Decision.objects.bulk_create(
            Decision(workspace=seat.workspace, number=e.number, line=e.line) for e in new
        )
        if new:
            seat.note("decision.adopted", str(len(new)), n=len(new), seal=new[-1].short)
    return len(new)
