"""Keys: how they are written, and the nearest known one to a mistyped one."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def is_key(text: str) -> bool:
    """True for letters without accents, digits, ``-`` and ``_``, beginning with a letter or a digit."""
    return _KEY.fullmatch(text) is not None


def slug(text: str) -> str:
    """The key that a label suggests: `Relance des devis à J+7` gives `relance-des-devis-a-j-7`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-_")


def folded(text: str) -> str:
    """A text without case, accents, spaces, hyphens and underscores: two that fold alike look alike."""
    return re.sub(
        r"[\s_-]+", "", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word closest to a mistyped one, or an empty text when none is close."""
    by_fold = {folded(k): k for k in sorted(known)}
    found = get_close_matches(folded(word), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else ""
