"""Paths of files that a document names: inside the workspace's folder, or refused."""

import re
from collections.abc import Iterable

from retour.register.sheet import Path, Sheet


def inside(sheet: Sheet, path: Path, files: Iterable[str]) -> tuple[str, ...]:
    """The files, each noted as a problem when its path leads out of the folder."""
    files = tuple(files)
    for file in files:
        if file.startswith(("/", "\\", "~")) or ".." in re.split(r"[/\\]", file) or ":" in file[:2]:
            sheet.note(path, "path.outside", value=file)
    return files
