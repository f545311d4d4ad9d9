"""A workspace begins: empty, from a folder, or as the example; and ends, whole."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from retour.connectors.declared.data_folders import DATA_FOLDERS
from retour.review import log
from retour.store.durable.hot import forget_tail
from retour.store.durable.log import attempted
from retour.web.accounts.models import User
from retour.web.portfolio import decisions, jobs, ledger
from retour.web.portfolio.documents import Draft, save
from retour.web.portfolio.folder import (
    DECLARED_FILES,
    DECLARED_FOLDERS,
    folder_of,
    forget_folder,
    keep_data,
)
from retour.web.portfolio.models import Document
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Membership, Role, Workspace
from retour.workspace.example import EXAMPLE
from retour.worth.ledger import entry

logger = logging.getLogger("retour.work")


@transaction.atomic
def begin(user: User, name: str, *, lang: str, is_example: bool = False) -> Seat:
    """A new workspace, owned by whoever makes it, with a ``retour.yaml`` of its own."""
    workspace = Workspace.objects.create(name=name, is_example=is_example)
    Membership.objects.create(workspace=workspace, user=user, role=Role.OWNER)
    seat = Seat(workspace, user, Role.OWNER)
    seat.note("workspace.created", name)
    if not is_example:
        save(seat, [Draft(path="retour.yaml", text=first_text(name, lang), seen=0)])
    return seat


def first_text(name: str, lang: str) -> str:
    """The least that a ``retour.yaml`` says."""
    said = json.dumps(name, ensure_ascii=False)
    return f"format: 1\nname: {said}\nlocale: {lang}\ncurrency: EUR\ntimezone: Europe/Paris\n"


def open_example(user: User) -> Seat:
    """The example firm, as a workspace of one's own; the one that is there already, if any."""
    mine = Membership.objects.filter(user=user, workspace__is_example=True).select_related("workspace")
    found = mine.first()
    if found is not None:
        return Seat(found.workspace, user, Role(found.role))
    seat = begin(user, "Atelier Lumen", lang="fr", is_example=True)
    take_folder(seat, EXAMPLE)
    return seat


def declared_in(folder: Path) -> Mapping[str, str]:
    """The declared documents of a folder, by path."""
    own = [folder / name for name in DECLARED_FILES]
    inside = [p for name in DECLARED_FOLDERS for p in sorted((folder / name).glob("*.yaml"))]
    files = [path for path in (*own, *inside) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def take_folder(seat: Seat, folder: Path, *, keeper: str = Document.Keeper.WEB) -> None:
    """Take everything of a workspace folder: documents and data files."""
    for name in DATA_FOLDERS:
        for path in sorted((folder / name).glob("*")):
            if path.is_file() and not path.name.startswith("."):
                keep_data(seat, path, f"{name}/{path.name}")
    drafts = [Draft(path=path, text=text) for path, text in declared_in(folder).items()]
    save(seat, drafts, keeper=keeper)
    decided = folder / log.FILE
    if decided.is_file():
        decisions.adopted(seat, decided.read_text(encoding="utf-8"))
    accounts = folder / entry.FILE
    if accounts.is_file():
        ledger.adopted(seat, accounts.read_text(encoding="utf-8"))
    jobs.ask(seat, "assess")


def end(seat: Seat) -> None:
    """Erase a workspace: its rows first, so that nobody brings anything in meanwhile, then its files."""
    workspace, folder = seat.workspace, folder_of(seat.workspace)
    workspace.delete()
    forget_folder(folder)
    for problem in attempted(lambda: forget_tail(folder), None)[1]:
        logger.warning("the tail of %s stays: %s", folder.name, problem.rule)
