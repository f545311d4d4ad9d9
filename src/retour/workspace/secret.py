"""The key that turns people's names into pseudonyms: the user's, never the folder's."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from retour.store.whole import beside

VARIABLE = "RETOUR_KEY"


def pseudonym_key() -> bytes:
    """The key from the environment, else from the user's configuration, made there the first time."""
    given = os.environ.get(VARIABLE)
    if given:
        return given.encode()
    path = config_folder() / "pseudonym.key"
    try:
        return _kept(path)
    except OSError:
        return secrets.token_bytes(32)  # nowhere to keep one: pseudonyms last as long as the process


def config_folder() -> Path:
    """The user's configuration folder (XDG)."""
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "retour"


def _kept(path: Path) -> bytes:
    with suppress(FileNotFoundError):
        if key := path.read_bytes():
            return key
    path.parent.mkdir(parents=True, exist_ok=True)
    _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    """Write a new key, whole or not at all, and never over one that another audit made meanwhile."""
    part = beside(path)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(secrets.token_bytes(32))
    try:
        if path.exists() and not path.stat().st_size:  # left by a disk that was full
            part.replace(path)
        else:
            os.link(part, path)
    except FileExistsError:
        return
    except OSError:  # a disk without links
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
