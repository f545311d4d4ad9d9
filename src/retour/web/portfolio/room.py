"""How much a workspace may keep: the bytes of its data files, of its log, and of what waits to be taken.

The log counts and is never refused for it: the door loses nothing. Where it fills the room, no file is taken.
"""

from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from retour.store.durable.layout import FOLDER
from retour.web.frame.errors import Unkept
from retour.web.portfolio.models import DataFile
from retour.web.workspaces.models import Workspace

WAITING = (".looks", ".incoming", ".drops")  # folders of what was dropped and not yet taken
COUNTED = (*WAITING, FOLDER)


def room_of(workspace: Workspace, folder: Path, *, instead_of: str = "") -> int:
    """Bytes that a workspace may still keep; a file that is replaced does not count."""
    kept = DataFile.objects.filter(workspace=workspace).exclude(path=instead_of)
    waiting = sum(_size(folder / name) for name in COUNTED)
    return int(settings.QUOTA - (kept.aggregate(size=Sum("size"))["size"] or 0) - waiting)


def full(name: str) -> Unkept:
    """The refusal to keep a file for which there is no room."""
    return Unkept("full", 413, name=name, limit=settings.QUOTA // 1_000_000)


def _size(folder: Path) -> int:
    return sum(_bytes(path) for path in folder.rglob("*"))


def _bytes(path: Path) -> int:
    with suppress(OSError):  # a seal or a purge may take it away meanwhile
        return path.stat().st_size if path.is_file() else 0
    return 0
