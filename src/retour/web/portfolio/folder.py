"""A workspace's folder on disk: documents come from the database, data files live here."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from retour.connectors.declared.data_folders import DATA_FOLDERS
from retour.connectors.scenarios import why_not_kept
from retour.connectors.scenarios.kept import FOLDER
from retour.connectors.scenarios.limits import LARGEST
from retour.review.log import FILE
from retour.store.whole import beside, keep
from retour.web.frame.errors import Unkept
from retour.web.portfolio.models import DataFile, Decision, Document
from retour.web.portfolio.room import full, room_of
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace

LONGEST = 200  # bytes of a path
DECLARED_FOLDERS = ("processes", "automations", "reviews")
DECLARED_FILES = ("retour.yaml", "changes.yaml", "journal.yaml")


class Misplaced(ValueError):  # noqa: N818  it reads as what it is
    """A path that leads nowhere in a workspace's folder."""


def folder_of(workspace: Workspace) -> Path:
    """The workspace's own folder."""
    return Path(settings.RETOUR_DATA) / "workspaces" / workspace.key


def placed(path: str) -> PurePosixPath:
    """A path inside a workspace's folder; Misplaced when it leads out, is hidden, or has no known home."""
    found = PurePosixPath(path)
    clean = all(part not in ("", ".", "..") and not part.startswith(".") for part in found.parts)
    home = found.parts[0] if len(found.parts) == 2 else ""
    known = path in DECLARED_FILES or home in (*DATA_FOLDERS, *DECLARED_FOLDERS)
    plain = found.as_posix() == path and "\\" not in path and "\0" not in path
    if not (clean and known and plain and len(path.encode("utf-8", "replace")) <= LONGEST):
        raise Misplaced(path)
    return found


def written(workspace: Workspace) -> Path:
    """The folder, its declared documents exactly those of the database."""
    folder = folder_of(workspace)
    documents = dict(Document.objects.filter(workspace=workspace).values_list("path", "text"))
    for path, text in documents.items():
        _write(folder / placed(path), text)
    for file in _declared(folder):
        if file.relative_to(folder).as_posix() not in documents:
            file.unlink()
    lines = Decision.objects.filter(workspace=workspace).order_by("number").values_list("line", flat=True)
    if lines:
        _write(folder / placed(FILE), "".join(f"{line}\n" for line in lines))
    return folder


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    keep(path, text)


def _declared(folder: Path) -> Iterable[Path]:
    own = [folder / name for name in DECLARED_FILES]
    inside = [path for name in DECLARED_FOLDERS for path in (folder / name).glob("*.yaml")]
    return [path for path in (*own, *inside) if path.is_file()]


def keep_upload(seat: Seat, upload: UploadedFile, path: str) -> DataFile:
    """Keep an uploaded file in the folder, whole or not at all, and note it."""
    with upload.open() as stream:
        return keep_chunks(seat, iter(lambda: stream.read(1 << 20), b""), path)


def keep_data(seat: Seat, source: Path, path: str) -> DataFile:
    """Keep a copy of a file in the folder, whole or not at all, and note it."""
    with source.open("rb") as stream:
        return keep_chunks(seat, iter(lambda: stream.read(1 << 20), b""), path)


def keep_chunks(seat: Seat, chunks: Iterable[bytes], path: str) -> DataFile:
    """Keep what comes in pieces: the file appears when the last one is there.

    Unkept when the workspace has no room for it, and for a scenario that shows a secret or cannot be read.
    """
    target = folder_of(seat.workspace) / placed(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part, digest, size = beside(target), hashlib.sha256(), 0
    room = room_of(seat.workspace, folder_of(seat.workspace), instead_of=path)
    try:
        with part.open("wb") as out:
            for chunk in chunks:
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                if size > room:
                    raise full(target.name)
        _refuse_scenario(part, path)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    details = {"size": size, "digest": digest.hexdigest(), "by": seat.user}
    found, _ = DataFile.objects.update_or_create(workspace=seat.workspace, path=path, defaults=details)
    seat.note("file.kept", path, size=size)
    return found


def _refuse_scenario(part: Path, path: str) -> None:
    """A scenario is kept only when it was read and shows no secret: the server is no place for one."""
    home, _, name = path.partition("/")
    if home != FOLDER:
        return
    with part.open("rb") as stream:
        why = why_not_kept(stream.read(LARGEST + 1), name)
    if why:
        raise Unkept(f"scenario_{why}", 422, name=name)


def forget_data(seat: Seat, path: str) -> None:
    """Remove a data file, from the folder and from the list."""
    (folder_of(seat.workspace) / placed(path)).unlink(missing_ok=True)
    DataFile.objects.filter(workspace=seat.workspace, path=path).delete()
    seat.note("file.removed", path)


def forget_folder(folder: Path) -> None:
    """Remove everything of a workspace from the disk."""
    shutil.rmtree(folder, ignore_errors=True)
