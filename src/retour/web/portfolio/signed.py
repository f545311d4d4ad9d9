"""Computed values kept in files: whole or not at all, and signed, so that nothing else is ever loaded."""

import hmac
import pickle
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from retour.store.whole import beside

SIGNATURE = 32  # bytes


def keep(path: Path, value: object) -> None:
    """Keep a value in a file that appears whole or not at all."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = beside(path)
    part.write_bytes(_sign(path, body) + body)
    part.replace(path)


def kept(path: Path) -> object | None:
    """A value that was kept; None when there is none, or when this server did not write it there."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    signature, body = raw[:SIGNATURE], raw[SIGNATURE:]
    if not hmac.compare_digest(signature, _sign(path, body)):
        return None
    return pickle.loads(body)  # type: ignore[no-any-return]  # noqa: S301  signed with the server's own key


def _sign(path: Path, body: bytes) -> bytes:
    """A signature is good for one name only: a kept file cannot be given another's."""
    return hmac.digest(f"{path.name}:{settings.SECRET_KEY}".encode(), body, sha256)
