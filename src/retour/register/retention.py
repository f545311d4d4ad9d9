"""How long the durable log keeps things, as a workspace says it: ``13 months``, ``2 years``, or for ever."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from retour.register.wire import Wire
from retour.register.wire_values import refuse

LONGEST = 600  # months
_KEPT = re.compile(r"(\d{1,4})\s*(months?|mois|years?|ans?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Months for which events and runs are kept; None: for ever."""

    events: int | None = None
    runs: int | None = None


def parse_kept(value: object) -> str:
    """A number of months or years, in words; refused when it is none."""
    words = str(value).strip()
    months = months_of(words) if isinstance(value, str) else None
    if months is None or not 1 <= months <= LONGEST:
        hint = f"{words} months" if words.isdecimal() else ""
        refuse("retention.unreadable", hint=hint)
    return words


def months_of(words: str | None) -> int | None:
    """The months that some words say; None when they say nothing."""
    found = _KEPT.fullmatch(words or "")
    if found is None:
        return None
    return int(found[1]) * (1 if found[2].lower().startswith("mo") else 12)


Kept = Annotated[
    str,
    PlainValidator(parse_kept),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+ ?(months?|mois|years?|ans?)$"}),
]


class RetentionMap(Wire):
    """How long what came through the door is kept."""

    events: Kept | None = None
    runs: Kept | None = None

    @property
    def said(self) -> Retention:
        """In months."""
        return Retention(events=months_of(self.events), runs=months_of(self.runs))
