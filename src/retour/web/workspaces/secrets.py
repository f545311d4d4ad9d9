"""Secrets that are shown once and kept as digests."""

import hashlib
import secrets


def new_secret(prefix: str = "") -> str:
    """A secret of 192 bits; its prefix says what it opens."""
    return f"{prefix}{secrets.token_urlsafe(24)}"


def digest_of(secret: str) -> str:
    """What is kept of a secret; it has no need of salt, being random itself."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
