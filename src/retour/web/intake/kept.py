"""What was computed for a look, kept beside its files and signed: a reload or another page finds it again."""

import hmac
import pickle
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from retour.store.whole import beside

SIGNATURE = 32  # bytes


def keep(folder: Path, name: str, value: object) -> None:
    """Keep a value in a look's folder; it appears whole or not at all."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    path = folder / f"{name}.pickle"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = beside(path)
    part.write_bytes(_sign(body) + body)
    part.replace(path)


def kept(folder: Path, name: str) -> object | None:
    """A value that was kept; None when there is none, or when this server did not write it."""
    try:
        raw = (folder / f"{name}.pickle").read_bytes()
    except OSError:
        return None
    signature, body = raw[:SIGNATURE], raw[SIGNATURE:]
    if not hmac.compare_digest(signature, _sign(body)):
        return None
    return pickle.loads(body)  # type: ignore[no-any-return]  # noqa: S301  signed with the server's own key


def forget_others(folder: Path, prefix: str, names: set[str]) -> None:
    """Remove what was kept under a prefix and is not named: it answers a question that changed."""
    for path in folder.glob(f"{prefix}-*.pickle"):
        if path.stem not in names:
            path.unlink(missing_ok=True)


def _sign(body: bytes) -> bytes:
    return hmac.digest(f"look:{settings.SECRET_KEY}".encode(), body, sha256)
