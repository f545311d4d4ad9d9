"""What is dropped is copied first, bounded by the workspace's room: no transaction waits for a copy."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.core.files import File

from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.room import full, room_of
from retour.web.workspaces.models import Workspace


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was copied: where, its size in bytes, the SHA-256 of its content."""

    path: Path
    size: int
    digest: str


def copied(upload: File, target: Path, workspace: Workspace) -> Copy:
    """A copy of an upload, in folders made for it; Unkept when the workspace has no room for it."""
    room, digest, size = room_of(workspace, folder_of(workspace)), sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > room:
                raise full(target.name)
            out.write(chunk)
            digest.update(chunk)
    return Copy(target, size, digest.hexdigest())
