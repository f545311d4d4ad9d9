"""Secrets that are shown once and kept as digests."""

import base64
import hashlib
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
