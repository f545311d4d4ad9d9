"""The folder that is kept: what an earlier look wrote there is replaced, what a person put there is not."""

from collections.abc import Iterable
from pathlib import Path

from retour.quantity import Place, Problem
from retour.workspace.first_look.documents import AUTOMATION, PROCESS

LIST = ".first-look"  # names of the files that were written by a look
DOCUMENTS = ("retour.yaml", f"processes/{PROCESS}.yaml", f"automations/{AUTOMATION}.yaml")


def taken(folder: Path) -> Problem | None:
    """Why a folder cannot receive the workspace: it is one already, and not one of ours."""
    if folder.exists() and not folder.is_dir():
        return Problem("measure.folder_taken", Place(folder.name), folder.name)
    ours = _listed(folder)
    there = [name for name in DOCUMENTS if (folder / name).exists() and name not in ours]
    return Problem("measure.folder_taken", Place(there[0]), folder.name) if there else None


def clear(folder: Path) -> None:
    """Remove what an earlier look wrote, and nothing else."""
    for name in _listed(folder):
        path = folder / name
        if path.resolve().is_relative_to(folder.resolve()):
            path.unlink(missing_ok=True)


def remember(folder: Path, files: Iterable[str]) -> None:
    """Note what was written, so that another look may replace it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LIST).write_text("\n".join([*DOCUMENTS, *files]) + "\n", encoding="utf-8")


def _listed(folder: Path) -> list[str]:
    try:
        return (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
