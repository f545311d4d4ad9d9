"""Secrets that are shown once and kept as digests."""

import base64
import binascii
import hashlib
import hmac
import secrets

from django.utils.crypto import salted_hmac


def new_secret(prefix: str = "") -> str:
    """A secret of 192 bits; its prefix says what it opens."""
    return f"{prefix}{secrets.token_urlsafe(24)}"


def digest_of(secret: str) -> str:
    """What is kept of a secret; it has no need of salt, being random itself."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def made_secret(purpose: str, nonce: str) -> str:
    """A secret of 256 bits that the server's key makes again from a nonce."""
    made = salted_hmac(f"retour.{purpose}", nonce, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode("ascii").rstrip("=")


def sealed(purpose: str, secret: bytes) -> str:
    """What is kept of a secret of at most 64 bytes that must be known again: readable by this server only."""
    if len(secret) > 64:
        raise ValueError("secret.length")
    nonce = secrets.token_bytes(16)
    hidden = bytes(a ^ b for a, b in zip(secret, _pad(purpose, nonce), strict=False))
    told = nonce + _mark(purpose, nonce + hidden) + hidden
    return base64.urlsafe_b64encode(told).decode("ascii")


def unsealed(purpose: str, told: str) -> bytes | None:
    """The secret that was sealed; None when the server's key is no longer the one that did it."""
    try:
        raw = base64.urlsafe_b64decode(told)
    except (binascii.Error, ValueError):
        return None
    nonce, mark, hidden = raw[:16], raw[16:32], raw[32:]
    if not hidden or not hmac.compare_digest(mark, _mark(purpose, nonce + hidden)):
        return None
    return bytes(a ^ b for a, b in zip(hidden, _pad(purpose, nonce), strict=False))


def _pad(purpose: str, nonce: bytes) -> bytes:
    """64 bytes that are used once."""
    return salted_hmac(f"retour.{purpose}.pad", nonce.hex(), algorithm="sha512").digest()


def _mark(purpose: str, told: bytes) -> bytes:
    return salted_hmac(f"retour.{purpose}.mark", told.hex(), algorithm="sha256").digest()[:16]
