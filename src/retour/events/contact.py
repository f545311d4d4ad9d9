"""E-mails and phones brought to one form, so that the same person is found on both sides."""

import re

_EMAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]{2,}")
# An address that needs no mending but its case.
_PLAIN = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z0-9-]{2,}")
_IN_BRACKETS = re.compile(r"<([^<>]+)>\s*$")


def normalise_email(raw: str) -> str | None:
    """One e-mail in lower case, without spaces, display name, ``mailto:`` or ``+tag``; None if it is none.

    >>> normalise_email(" Jean.Dupont+devis@Exemple.FR ")
    'jean.dupont@exemple.fr'
    """
    folded = raw.casefold()
    if _PLAIN.fullmatch(folded):
        return folded
    inner = _IN_BRACKETS.search(raw)
    text = (inner[1] if inner else raw).strip().casefold().removeprefix("mailto:")
    if not _EMAIL.fullmatch(text) or ".." in text:
        return None
    local, _, domain = text.partition("@")
    bare = local.split("+", 1)[0]
    return f"{bare or local}@{domain}"


def normalise_phone(raw: str, *, country: str = "33") -> str | None:
    """One phone number as ``+33612345678``; None if it cannot be one.

    ``06 12 34 56 78``, ``06.12.34.56.78``, ``+33 (0)6 12 34 56 78`` and ``0033612345678`` are the same.
    `country` is the calling code of numbers written without one.
    """
    text = raw.strip().replace("(0)", "")
    if re.search(r"[^\d\s.+()/\-\u00a0\u202f]", text):
        return None
    digits = re.sub(r"\D", "", text)
    if text.startswith("+"):
        full = digits
    elif digits.startswith("00"):
        full = digits[2:]
    elif digits.startswith("0"):
        full = country + digits[1:]
    elif digits.startswith(country) and len(digits) == len(country) + 9:
        full = digits
    else:
        full = country + digits if len(digits) == 9 else ""
    return f"+{full}" if 8 <= len(full) <= 15 else None
