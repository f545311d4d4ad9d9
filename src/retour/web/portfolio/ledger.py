"""The ledger of a workspace: months closed by the background work, lines that are only ever added."""

from collections.abc import Sequence

from django.db import transaction

import retour
from retour.quantity import Place, Problem
from retour.web.portfolio import snapshots
from retour.web.portfolio.decisions import Diverged, plain
from retour.web.portfolio.folder import written
from retour.web.portfolio.jobs import Found, Refused, Work, handles
from retour.web.portfolio.models import LedgerLine
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace
from retour.workspace.folder import UnusableWorkspace
from retour.workspace.ledger import Broken, closing, read_ledger, sound
from retour.worth.ledger.entry import FILE, Entry


def text_of(workspace: Workspace) -> str:
    """The ledger as a file of a folder holds it; empty when no month was closed."""
    lines = LedgerLine.objects.filter(workspace=workspace).order_by("number").values_list("line", flat=True)
    return "".join(f"{line}\n" for line in lines)


def read_of(workspace: Workspace) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Every entry, oldest first, and everything that is wrong in the ledger."""
    return read_ledger(text_of(workspace).encode())


def last_of(workspace: Workspace) -> Entry | None:
    """The last entry, whose seal holds all the others; None without one that can be read."""
    last = LedgerLine.objects.filter(workspace=workspace).order_by("-number").first()
    found = read_ledger(last.line.encode())[0] if last else ()
    return found[-1] if found else None


@handles("close")
def close(work: Work) -> Found:
    """Audit the workspace as of today, and close every month that is over."""
    workspace = work.job.workspace
    try:
        opened = retour.open(written(workspace), progress=work.tell)
    except UnusableWorkspace:
        raise Refused("no_register") from None
    work.tell("assessing")
    assessment = opened.audit(today=snapshots.day_of(workspace))
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        try:
            entries = sound(*read_of(workspace), assessment.today)
        except Broken:
            raise Refused("ledger_broken") from None
        closed = closing(entries, assessment)
        _add(workspace, closed.added)
        if closed.added:
            last = closed.added[-1]
            work.seat.note("ledger.closed", str(len(closed.added)), n=len(closed.added), seal=last.short)
    return {"added": len(closed.added), "moved": len(closed.moved)}


def _add(workspace: Workspace, entries: Sequence[Entry]) -> None:
    LedgerLine.objects.bulk_create(
        [LedgerLine(workspace=workspace, number=e.number, line=e.line) for e in entries], batch_size=500
    )


def continuing(workspace: Workspace, text: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries that a ledger adds to the one that is here, and why it cannot be taken.

    A ledger that stops before the one that is here adds nothing; one that says something else, at the first
    line that differs, is `ledger.diverged`; its own wrong lines come first.
    """
    there = plain(text)
    entries, broken = read_ledger(there.encode())
    if broken:
        return (), broken
    here = text_of(workspace).split("\n")[:-1]
    for number, (ours, theirs) in enumerate(zip(here, there.split("\n"), strict=False), start=1):
        if theirs and ours != theirs:
            return (), (Problem("ledger.diverged", Place(FILE, number), str(len(here))),)
    return entries[len(here) :], ()


def adopted(seat: Seat, text: str) -> int:
    """Take over a ledger that continues the one that is here, and note it; how many entries were added.

    Diverged when it is broken, or is not a continuation: nothing is taken then.
    """
    with transaction.atomic():
        new, problems = continuing(seat.workspace, text)
        if problems:
            raise Diverged(problems[0])
        _add(seat.workspace, new)
        if new:
            seat.note("ledger.adopted", str(len(new)), n=len(new), seal=new[-1].short)
    return len(new)
