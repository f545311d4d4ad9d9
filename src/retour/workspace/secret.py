"""The key that turns people's names into pseudonyms: the user's, never the folder's."""

import os
import secrets
from pathlib import Path

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
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(secrets.token_bytes(32))
    return path.read_bytes()
