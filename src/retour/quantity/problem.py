"""A problem is a value: where it is, what was found, which rule it breaks, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """What the problem costs."""

    ERROR = "error"  # the thing could not be used
    WARNING = "warning"  # used, but a person should look
    NOTE = "note"  # a guess that was made, shown


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file (1-based; 0 when the whole file is meant)."""

    file: str
    line: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule broken at a place. `rule` is a code such as ``date.unreadable`` that `wording` says.

    `hint` is a code too, or the nearest known key; `details` carries the numbers of the sentence.
    """

    rule: str
    place: Place
    value: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR
    details: Mapping[str, object] = field(default_factory=dict)
