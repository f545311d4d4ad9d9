"""The ledger of a workspace: months closed by the background work, lines that are only ever added."""

import hashlib
from collections.abc import Callable, Sequence

from django.db import transaction

import retour
from retour.assessment.result import Assessment
from retour.quantity import Place, Problem
from retour.web.portfolio import snapshots
from retour.web.portfolio.decisions import Diverged, plain
from retour.web.portfolio.folder import written
from retour.web.portfolio.jobs import Found, Refused, Work, handles
from retour.web.portfolio.models import LedgerLine
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace
from retour.workspace.folder import UnusableWorkspace
from retour.workspace.ledger import Broken, closing, fresh_amounts, read_ledger, restating, sound
from retour.worth.ledger.entry import FILE, Entry
from retour.worth.ledger.month import Month

LEDGERS_KEPT = 4  # verified texts whose entries stay in memory
Read = tuple[tuple[Entry, ...], tuple[Problem, ...]]
_kept: dict[bytes, Read] = {}


def text_of(workspace: Workspace) -> str:
    """The ledger as a file of a folder holds it; empty when no month was closed."""
    lines = LedgerLine.objects.filter(workspace=workspace).order_by("number").values_list("line", flat=True)
    return "".join(f"{line}\n" for line in lines)


def read_of(workspace: Workspace) -> Read:
    """Every entry, oldest first, and everything that is wrong in the ledger.

    The same text is verified once: what was found is kept by the digest of all of it, so that one byte
    changed in the database is verified anew.
    """
    raw = text_of(workspace).encode()
    digest = hashlib.sha256(raw).digest()
    found = _kept.get(digest)
    if found is None:
        found = read_ledger(raw)
        while len(_kept) >= LEDGERS_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[digest] = found
    return found


def last_of(workspace: Workspace) -> Entry | None:
    """The last entry, whose seal holds all the others; None without one that can be read."""
    last = LedgerLine.objects.filter(workspace=workspace).order_by("-number").first()
    found = read_ledger(last.line.encode())[0] if last else ()
    return found[-1] if found else None


@handles("close")
def close(work: Work) -> Found:
    """Audit the workspace as of today, and close every month that is over."""

    def added(entries: tuple[Entry, ...], assessment: Assessment) -> tuple[tuple[Entry, ...], int]:
        closed = closing(entries, assessment)
        return closed.added, len(closed.moved)

    return _recorded(work, "ledger.closed", added)


@handles("restate")
def restate(work: Work) -> Found:
    """Audit the workspace as of today, and add what closed months would say otherwise, with its reason."""
    asked = work.job.asked

    def added(entries: tuple[Entry, ...], assessment: Assessment) -> tuple[tuple[Entry, ...], int]:
        month = Month.read(asked["month"]) if asked.get("month") else None
        fresh = fresh_amounts(assessment, month=month, automation=asked.get("automation") or None)
        return restating(entries, fresh, assessment.today, because=asked["because"]), 0

    return _recorded(work, "ledger.restated", added)


Added = Callable[[tuple[Entry, ...], Assessment], tuple[tuple[Entry, ...], int]]


def _recorded(work: Work, action: str, added: Added) -> Found:
    """Entries added under a lock to a ledger that is sound, and noted in the trail."""
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
        new, moved = added(entries, assessment)
        _add(workspace, new)
        if new:
            work.seat.note(action, str(len(new)), n=len(new), seal=new[-1].short)
    return {"added": len(new), "moved": moved}


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
