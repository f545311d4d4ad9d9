"""What was computed for a look, kept beside its files: a reload or another page finds it again."""

from pathlib import Path

from retour.web.portfolio import signed


def keep(folder: Path, name: str, value: object) -> None:
    """Keep a value in a look's folder."""
    signed.keep(_path(folder, name), value)


def kept(folder: Path, name: str) -> object | None:
    """A value that was kept; None when there is none, or when this server did not write it."""
    return signed.kept(_path(folder, name))


def forget_others(folder: Path, prefix: str, names: set[str]) -> None:
    """Remove what was kept under a prefix and is not named: it answers a question that changed."""
    for path in folder.glob(f"{prefix}-*.pickle"):
        if path.stem not in names:
            path.unlink(missing_ok=True)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.pickle"
