"""How long things are kept, as written in a workspace."""

from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from retour.register.retention import Retention, months_of
from retour.register.wire import Wire
from retour.register.wire_values import refuse

LONGEST = 600  # months


def parse_kept(value: object) -> str:
    """A number of months or years, in words; refused when it is none."""
    words = str(value).strip()
    months = months_of(words) if isinstance(value, str) else None
    if months is None or not 1 <= months <= LONGEST:
        hint = f"{words} months" if words.isdecimal() else ""
        refuse("retention.unreadable", hint=hint)
    return words


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
