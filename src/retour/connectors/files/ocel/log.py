"""What the three forms of OCEL 2.0 say, whatever the file is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class ObjectSaid(NamedTuple):
    """One object. `values` are (attribute, time as written, value); without a time: since always."""

    number: int
    id: str
    type: str
    values: Sequence[tuple[str, str, str]]


class EventSaid(NamedTuple):
    """One event, as written; `objects` may repeat (one object, two qualifiers)."""

    number: int
    id: str
    type: str
    time: str
    attributes: Mapping[str, str]
    objects: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectLog:
    """A log that can be gone through: its objects, then its events, in the order of the file.

    `event_attributes` are the declared attributes of events, `object_attributes` those of each type.
    """

    event_attributes: tuple[str, ...]
    object_attributes: Mapping[str, tuple[str, ...]]
    objects: Callable[[], Iterator[ObjectSaid]]
    events: Callable[[], Iterator[EventSaid]]
