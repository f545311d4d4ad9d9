"""The register as documents: the same text and rules as the files of a folder, with every revision."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction

from retour.connectors.declared.folder import MAX_BYTES, document_of, kind_of
from retour.connectors.prices import price_of
from retour.quantity import Place, Problem, Severity
from retour.register.build import build
from retour.register.sheet import Document as Sheet
from retour.register.workspace import Register
from retour.web.portfolio import jobs
from retour.web.portfolio.decisions import is_signed
from retour.web.portfolio.folder import placed
from retour.web.portfolio.models import Document, Revision
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document as somebody wants it; no text removes it.

    `seen`: the revision they saw (0: none was there; None: whatever is there).
    """

    path: str
    text: str | None
    seen: int | None = None


class Conflict(Exception):  # noqa: N818  nothing is wrong: somebody else was faster
    """Somebody saved the document meanwhile; `path` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Sealed(Conflict):
    """The document was signed: it can be followed by another one, never changed nor removed."""


def texts(workspace: Workspace) -> dict[str, str]:
    """Every document's text by its path."""
    return dict(Document.objects.filter(workspace=workspace).values_list("path", "text"))


def register_of(declared: Mapping[str, str]) -> tuple[Register | None, tuple[Problem, ...]]:
    """The register that documents declare, by the same rules as a folder, with every problem."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for path, text in sorted(declared.items()):
        sheet, wrong = sheet_of(path, text)
        sheets.append(sheet)
        problems += wrong
    register, found = build(sheets, ai_price=price_of)
    return register, (*problems, *found)


@lru_cache(maxsize=1024)
def sheet_of(path: str, text: str) -> tuple[Sheet, tuple[Problem, ...]]:
    """A document as it was read, and what is wrong with it as YAML."""
    size = len(text.encode())
    if size > MAX_BYTES:
        large = Problem("file.too_large", Place(path), path, details={"bytes": size, "limit": MAX_BYTES})
        return Sheet(file=path, kind=kind_of(path), data=None), (large,)
    sheet, problems = document_of(path, text, kind_of(path))
    return sheet, tuple(problems)


def problems_of(workspace: Workspace, drafts: Iterable[Draft]) -> tuple[Problem, ...]:
    """What would be wrong in the drafts' own files, were they saved."""
    drafts = tuple(drafts)
    declared: dict[str, str | None] = {**texts(workspace), **{d.path: d.text for d in drafts}}
    present = {path: text for path, text in declared.items() if text is not None}
    paths = {draft.path for draft in drafts}
    _, problems = read_around(present, paths)
    found = (p for p in problems if p.place.file in paths)
    return (*found, *(_sealed(d.path) for d in drafts if _breaks_a_seal(workspace, d)))


def _sealed(path: str) -> Problem:
    return Problem("review.signed", Place(path), path)


def _breaks_a_seal(workspace: Workspace, draft: Draft) -> bool:
    here = Document.objects.filter(workspace=workspace, path=draft.path).values_list("text", flat=True)
    return is_signed(workspace, draft.path) and draft.text != here.first()


def read_around(
    declared: Mapping[str, str], paths: Collection[str]
) -> tuple[Register | None, tuple[Problem, ...]]:
    """The register as far as some documents need it, and every problem in them.

    Of the other automations and reviews only the names are known: four hundred are not read to check one.
    When a name leads further than that, everything is read.
    """
    near = _near(declared, paths)
    read = [sheet_of(path, text) for path, text in sorted(declared.items()) if path in near]
    unread = [Sheet(file=path, kind=kind_of(path), data=None) for path in declared if path not in near]
    register, found = build([*(sheet for sheet, _ in read), *unread], ai_price=price_of)
    problems = (*(p for _, wrong in read for p in wrong), *found)
    if unread and any(
        p.details.get("kind") == "automation" or p.rule.endswith(".repeated") for p in problems
    ):
        return register_of(declared)
    return register, problems


def _near(declared: Mapping[str, str], paths: Collection[str]) -> set[str]:
    """The documents to read: the shared ones, those asked for, and the automations that these name."""
    near = {path for path in declared if kind_of(path) not in ("automation", "review")}
    asked = [path for path in paths if path in declared]
    while asked:
        path = asked.pop()
        near.add(path)
        said = sheet_of(path, declared[path])[0].data
        named = [said.get(key) for key in ("upstream", "automation")] if isinstance(said, Mapping) else []
        found = {f"automations/{name}.yaml" for name in named if isinstance(name, str)}
        asked += [one for one in found if one in declared and one not in near]
    return near


def is_refused(problems: Iterable[Problem]) -> bool:
    """True when a draft is too wrong to be saved: what it says would be left out."""
    return any(p.severity is Severity.ERROR for p in problems)


def save(seat: Seat, drafts: Iterable[Draft], *, keeper: str = Document.Keeper.WEB) -> list[str]:
    """Save drafts, all or none, each as a new revision; the paths that changed.

    Conflict when somebody saved one of them meanwhile, or signed it (Sealed).
    """
    with transaction.atomic():
        changed = [draft.path for draft in drafts if _save(seat, draft, keeper)]
        if changed:
            jobs.ask(seat, "assess")
    return changed


def _save(seat: Seat, draft: Draft, keeper: str) -> bool:
    placed(draft.path)
    here: dict[str, Any] = {"workspace": seat.workspace, "path": draft.path}
    found = Document.objects.select_for_update().filter(**here).first()
    if draft.seen is not None and draft.seen != (found.number if found else 0):
        raise Conflict(draft.path)
    if (found.text if found else None) == draft.text:
        if found is not None and found.keeper != keeper:
            Document.objects.filter(pk=found.pk).update(keeper=keeper)
        return False
    if is_signed(seat.workspace, draft.path):
        raise Sealed(draft.path)
    number = 1 + (Revision.objects.filter(**here).values_list("number", flat=True).first() or 0)
    try:
        with transaction.atomic():
            Revision.objects.create(
                **here, number=number, text=draft.text, by=seat.user, through=seat.through
            )
    except IntegrityError:
        raise Conflict(draft.path) from None
    if draft.text is None:
        Document.objects.filter(**here).delete()
    else:
        values: dict[str, Any] = {"text": draft.text, "number": number, "keeper": keeper}
        Document.objects.update_or_create(**here, defaults=values)
    seat.note("document.removed" if draft.text is None else "document.saved", draft.path, number=number)
    return True
