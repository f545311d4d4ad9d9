"""How long the durable log keeps things, as a workspace says it: ``13 months``, ``2 years``, or for ever."""

import re
from dataclasses import dataclass

_KEPT = re.compile(r"(\d{1,4})\s*(months?|mois|years?|ans?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Months for which events and runs are kept; None: for ever."""

    events: int | None = None
    runs: int | None = None


def months_of(words: str | None) -> int | None:
    """The months that some words say; None when they say nothing."""
    found = _KEPT.fullmatch(words or "")
    if found is None:
        return None
    return int(found[1]) * (1 if found[2].lower().startswith("mo") else 12)
