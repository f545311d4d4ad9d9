"""`processes/*.yaml` as they are written."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, PlainValidator

from retour.register.indicator import Actor
from retour.register.wire import Wire, listed, named
from retour.register.wire_retention import Kept
from retour.register.wire_values import Flag, QuantityValue, TextValue, Word, member, words_of

ActorValue = Annotated[Actor, PlainValidator(member(Actor)), words_of(Actor)]


class Shape(StrEnum):
    """One row an event, or one row a case."""

    LONG = "long"
    WIDE = "wide"


class Lifecycle(StrEnum):
    """Which transitions of an activity are events."""

    COMPLETE = "complete"
    ALL = "all"


class ActivityMap(Wire):
    """An activity; a name alone is enough, and nothing at all too."""

    name: TextValue | None = None
    actor_kind: ActorValue | None = None
    minutes: QuantityValue | None = None


class FileMap(Wire):
    """How one file of events is read."""

    path: Word
    shape: Annotated[Shape, PlainValidator(member(Shape)), words_of(Shape)] | None = None
    time: Word | None = None
    case: Word | None = None
    activity: Word | None = None
    event_id: Word | None = None
    actor: Word | None = None
    actor_kind: Word | None = None
    amount: Word | None = None
    minutes: Word | None = None
    automation: Word | None = None
    dates: dict[str, Word] = Field(default_factory=dict)
    rename: dict[str, Word] = Field(default_factory=dict)
    attributes: dict[str, Word] = Field(default_factory=dict)
    day_first: Flag | None = None
    timezone: Word | None = None
    encoding: Word | None = None
    separator: str | None = None
    sheet: Word | None = None
    object: Word | None = None
    lifecycle: Annotated[Lifecycle, PlainValidator(member(Lifecycle)), words_of(Lifecycle)] | None = None


class TableMap(Wire):
    """How one table of a database is read: one event a row."""

    table: Word
    time: Word
    case: Word
    activity: Word
    event_id: Word | None = None
    actor_kind: Word | None = None
    amount: Word | None = None
    minutes: Word | None = None
    automation: Word | None = None
    rename: dict[str, Word] = Field(default_factory=dict)
    attributes: dict[str, Word] = Field(default_factory=dict)
    timezone: Word | None = None


class ProcessMap(Wire):
    """`processes/*.yaml`."""

    process: Word | None = None
    name: TextValue | None = None
    case: TextValue | None = None
    attributes: tuple[Word, ...] = ()
    retention: Kept | None = None
    activities: dict[str, Annotated[ActivityMap, named(ActivityMap)]] = Field(default_factory=dict)
    files: Annotated[dict[int, FileMap], listed(FileMap)] = Field(default_factory=dict)
    tables: Annotated[dict[int, TableMap], listed(TableMap)] = Field(default_factory=dict)
