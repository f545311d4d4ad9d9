"""Drafts of automations become documents of the workspace, by the same road as `retour import`."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from retour.connectors.declared import Draft as Automation
from retour.connectors.declared import write_drafts
from retour.quantity import Problem
from retour.web.portfolio.documents import Conflict, Draft, save, texts
from retour.web.portfolio.folder import placed
from retour.web.portfolio.models import Document
from retour.web.portfolio.opening import declared_in
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace


class Unsaved(Exception):  # noqa: N818  nothing is wrong: the document is not ours to change just now
    """A document could not be saved; `code` (``conflict`` or ``managed``) and `path` say why and which."""

    def __init__(self, code: str, path: str) -> None:
        super().__init__(code)
        self.code, self.path = code, path


def save_own(seat: Seat, drafts: Iterable[Draft]) -> list[str]:
    """Save drafts, all or none; Unsaved when one is kept by files, or when somebody was faster."""
    drafts = list(drafts)
    here = Document.objects.filter(workspace=seat.workspace, path__in=[draft.path for draft in drafts])
    held = here.filter(keeper=Document.Keeper.FILES).first()
    if held is not None:
        raise Unsaved("managed", held.path)
    try:
        return save(seat, drafts)
    except Conflict as conflict:
        raise Unsaved("conflict", conflict.path) from None


def numbers_of(workspace: Workspace) -> dict[str, int]:
    """The revision of every document, to be told when somebody saves one meanwhile."""
    return dict(Document.objects.filter(workspace=workspace).values_list("path", "number"))


def create(seat: Seat, drafts: Iterable[Automation], lang: str) -> tuple[list[str], tuple[Problem, ...]]:
    """Save drafts of automations; the documents that changed, and what could not be declared.

    What exists is never replaced. Unsaved when one of the documents cannot be changed.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_out(seat.workspace, folder)
        _, problems = write_drafts(folder, drafts, lang)
        return save_own(seat, changed_in(seat.workspace, folder)), problems


def write_out(workspace: Workspace, folder: Path) -> None:
    """The documents of a workspace, as files of a folder."""
    for path, text in texts(workspace).items():
        target = folder / placed(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


def changed_in(workspace: Workspace, folder: Path) -> list[Draft]:
    """What a folder declares otherwise than the workspace does."""
    before, numbers = texts(workspace), numbers_of(workspace)
    now = declared_in(folder)
    return [
        Draft(path=path, text=text, seen=numbers.get(path, 0))
        for path, text in now.items()
        if before.get(path) != text
    ]
