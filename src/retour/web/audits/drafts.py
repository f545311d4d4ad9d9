"""Reviews that were begun and not signed yet: each is a document of the register like any other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from retour.audit.evidence import FRESH
from retour.connectors.declared.rewriting import Edit, rewritten
from retour.register.automation import Review
from retour.register.build_references import Names
from retour.register.build_workspace import review
from retour.register.sheet import Sheet
from retour.review import log
from retour.web.portfolio.decisions import entries_of
from retour.web.portfolio.documents import Draft, sheet_of
from retour.web.portfolio.models import Document
from retour.web.workspaces.models import Workspace
from retour.workspace.reviewing import document_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A review and the document that holds it; number 0 and no text before it is first saved."""

    review: Review
    path: str
    text: str = ""
    number: int = 0

    def saying(self, edits: Iterable[Edit]) -> Draft | None:
        """The document with some values changed, as it is saved; None when nothing changes."""
        edits = list(edits)
        text = rewritten(self.text or document_of(self.review), edits) if edits else self.text
        return Draft(path=self.path, text=text, seen=self.number) if text != self.text else None


def reviews_of(workspace: Workspace) -> list[Begun]:
    """Every review document that can be read, oldest first."""
    found = Document.objects.filter(workspace=workspace, path__startswith="reviews/")
    every = [_read(document) for document in found]
    return sorted((b for b in every if b is not None), key=lambda b: (b.review.at, b.path))


def _read(document: Document) -> Begun | None:
    sheet, _ = sheet_of(document.path, document.text)
    made = review(Sheet(sheet), Names("automation")) if sheet.data is not None else None
    if made is None:
        return None
    return Begun(review=made, path=document.path, text=document.text, number=document.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a reviewer has before them: the log, the reviews that were begun, the day."""

    entries: tuple[log.Entry, ...]
    reviews: tuple[Begun, ...]
    day: date

    @classmethod
    def of(cls, workspace: Workspace, day: date) -> "Desk":
        """The desk of a workspace on a day."""
        return cls(entries=entries_of(workspace), reviews=tuple(reviews_of(workspace)), day=day)

    @property
    def signed(self) -> Mapping[str, str]:
        """The documents that were signed."""
        return log.signed(self.entries)

    def reviewed(self, automation: str) -> tuple[log.Entry, ...]:
        """The signed reviews of an automation, oldest first."""
        return log.of(self.entries, automation, log.Kind.REVIEW)

    def last(self, automation: str) -> log.Entry | None:
        """The last signed review of an automation."""
        return next(reversed(self.reviewed(automation)), None)

    def begun(self, automation: str, by: str) -> Begun:
        """The review that is under way, or a new one of today."""
        mine = [b for b in self.reviews if b.review.automation == automation and not b.review.taken]
        here = [b for b in mine if b.review.at <= self.day <= b.review.at + FRESH]
        under_way = [b for b in here if b.path not in self.signed]
        if under_way:
            return under_way[-1]
        blank = Review(automation=automation, at=self.day, by=by)
        return Begun(review=blank, path=self._free(blank))

    def _free(self, blank: Review) -> str:
        taken = {b.path for b in self.reviews}
        stem = f"reviews/{blank.at}-{blank.automation}"
        return next(
            path for n in range(1, 1000) if (path := f"{stem}{f'-{n}' if n > 1 else ''}.yaml") not in taken
        )

    def before(self, automation: str) -> Review | None:
        """The last review that is no longer under way: what was answered then is shown beside."""
        mine = [b for b in self.reviews if b.review.automation == automation and b.review.at <= self.day]
        done = [b for b in mine if b.path in self.signed or b.review.taken or b.review.at + FRESH < self.day]
        return done[-1].review if done else None


def decided(begun: Begun, *, by: str, taken: str, reason: str, note: str, proposed: str) -> Review:
    """A review as it is about to be signed."""
    kept = note or begun.review.note
    return replace(begun.review, by=by, taken=taken, reason=reason, note=kept, proposed=proposed)
