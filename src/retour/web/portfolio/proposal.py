"""What a set of documents would change in a workspace, said before anything is."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff

from django.db import transaction

from retour.quantity import Problem
from retour.review.log import altered
from retour.web.portfolio import ledger as accounts
from retour.web.portfolio.decisions import adopted, continuing
from retour.web.portfolio.documents import Draft, is_refused, read_around, save
from retour.web.portfolio.models import Document
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace

MOST_LINES = 10_000  # of both texts: comparing takes more than their square


def difference(before: str | None, after: str | None, *, context: int = 3) -> list[str]:
    """The lines that change, each with its sign (``+``, ``-`` or a space); ``@@`` begins each part.

    Texts of more lines than can be compared line by line are said to change whole.
    """
    old, new = (before or "").splitlines(), (after or "").splitlines()
    if len(old) + len(new) > MOST_LINES:
        return [f"@@ -1,{len(old)} +1,{len(new)} @@"] if old != new else []
    return list(unified_diff(old, new, n=context, lineterm=""))[2:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A document before and after: None where it is not there. `seen` is the revision it was compared with.

    `moves`: whoever keeps the document (the web, or files) changes.
    """

    path: str
    before: str | None
    after: str | None
    seen: int
    moves: bool = False

    @property
    def kind(self) -> str:
        """``added``, ``changed``, ``removed`` or ``moved`` (the same text, kept elsewhere)."""
        if self.before == self.after:
            return "moved"
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def lines(self) -> list[str]:
        """The lines that change."""
        return difference(self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What would change, and what would be wrong in the documents that change, the decisions, the ledger."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    keeper: str
    decided: str = ""  # the decision log that came with the documents
    signed: int = 0  # entries that it adds
    ledger: str = ""  # the ledger that came with the documents
    recorded: int = 0  # entries that it adds

    @property
    def is_refused(self) -> bool:
        """True when something in it is too wrong to be saved."""
        return is_refused(self.problems)


def propose(
    workspace: Workspace,
    wanted: Mapping[str, str],
    *,
    keeper: str,
    whole: bool = False,
    decided: str = "",
    ledger: str = "",
) -> Proposal:
    """Compare documents with those of a workspace, a decision log and a ledger with its own.

    A log is taken when it continues the one that is here and what it signs is what the documents say.
    `whole`: what `keeper` keeps and that is not among `wanted` would be removed; what others keep stays.
    """
    present = {document.path: document for document in Document.objects.filter(workspace=workspace)}
    changes = []
    for path, text in sorted(wanted.items()):
        found = present.get(path)
        moves = found is not None and found.keeper != keeper
        if found is None or found.text != text or moves:
            seen, before = (found.number, found.text) if found else (0, None)
            changes.append(Change(path=path, before=before, after=text, seen=seen, moves=moves))
    gone = [d for path, d in sorted(present.items()) if whole and path not in wanted and d.keeper == keeper]
    changes += [Change(path=d.path, before=d.text, after=None, seen=d.number) for d in gone]
    after = {path: d.text for path, d in present.items()} | dict(wanted)
    declared = {path: text for path, text in after.items() if path not in {d.path for d in gone}}
    new, refused = continuing(workspace, decided)
    recorded, unsound = accounts.continuing(workspace, ledger)
    return Proposal(
        changes=tuple(changes),
        problems=(*_problems(declared, changes), *refused, *unsound, *altered(new, declared)),
        keeper=keeper,
        decided=decided,
        signed=len(new),
        ledger=ledger,
        recorded=len(recorded),
    )


def _problems(declared: Mapping[str, str], changes: list[Change]) -> tuple[Problem, ...]:
    paths = {change.path for change in changes}
    if not paths:
        return ()
    _, problems = read_around(declared, paths)
    return tuple(p for p in problems if p.place.file in paths or p.place.file not in declared)


@transaction.atomic
def apply(seat: Seat, proposal: Proposal) -> list[str]:
    """Make a proposal true, whole or not at all; the paths whose text changed.

    Conflict when one of its documents was saved since it was made, Diverged when a decision was signed.
    """
    drafts = [Draft(path=c.path, text=c.after, seen=c.seen) for c in proposal.changes]
    changed = save(seat, drafts, keeper=proposal.keeper)
    for change in proposal.changes:
        if change.kind == "moved":
            seat.note("document.moved", change.path, keeper=proposal.keeper)
    if proposal.signed:
        adopted(seat, proposal.decided)
    if proposal.recorded:
        accounts.adopted(seat, proposal.ledger)
    return changed
