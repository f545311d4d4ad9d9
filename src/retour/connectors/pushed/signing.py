"""Signed requests, as Standard Webhooks 1.0.0 has them: HMAC-SHA256 over `id.timestamp.body`.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
import hmac
import re
from collections.abc import Iterable, Mapping

from retour.connectors.pushed.limits import LONGEST_KEY, TOLERANCE
from retour.connectors.pushed.told import Refused

PREFIX = "whsec_"
SMALLEST, LARGEST = 24, 64  # bytes of a secret
ID, AT, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_VERSION = "v1,"


def key_of(secret: str) -> bytes:
    """The key of a secret (`whsec_` and base64); ValueError when it is none of 24 to 64 bytes."""
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    if not SMALLEST <= len(key) <= LARGEST:
        raise ValueError("secret.length")
    return key


def secret_of(key: bytes) -> str:
    """A key as a sender is given it."""
    return PREFIX + base64.b64encode(key).decode("ascii")


def sign(key: bytes, id_: str, at: int, body: bytes) -> str:
    """The signature of one message; `at` in seconds since 1970."""
    digest = hmac.digest(key, f"{id_}.{at}.".encode() + body, "sha256")
    return _VERSION + base64.b64encode(digest).decode("ascii")


def verify(keys: Iterable[bytes], headers: Mapping[str, str], body: bytes, now: float) -> str:
    """The id of a message that one of the keys signed, at most five minutes ago or ahead.

    Args:
        keys: those in force: two while a secret is being changed.
        headers: by name, in lower case.
        body: as received, byte for byte.
        now: seconds since 1970.

    Returns:
        The `webhook-id`: the same for every attempt at sending the message.

    Raises:
        Refused: `signature.missing`, `.clock`, `.wrong`; a header that lacks is named.
    """
    for name in (ID, AT, SIGNATURE):
        if not headers.get(name, "").strip():
            raise Refused("signature.missing", name, name)
    id_, stamp = headers[ID].strip(), headers[AT].strip()
    if len(id_) > LONGEST_KEY or not re.fullmatch(r"[0-9]{1,12}", stamp):
        raise Refused("signature.wrong", AT if len(id_) <= LONGEST_KEY else ID)
    if abs(now - int(stamp)) > TOLERANCE:
        raise Refused("signature.clock", AT, stamp, limit=TOLERANCE // 60)
    given = [part for part in headers[SIGNATURE].split()[:16] if part.startswith(_VERSION)]
    signed = f"{id_}.{stamp}.".encode(errors="replace") + body
    digests = [hmac.digest(key, signed, "sha256") for key in keys]
    fits = [_fits(digest, part) for digest in digests for part in given]
    if not any(fits):
        raise Refused("signature.wrong", SIGNATURE)
    return id_


def _fits(digest: bytes, given: str) -> bool:
    try:
        told = base64.b64decode(given.removeprefix(_VERSION), validate=True)
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(digest, told)
