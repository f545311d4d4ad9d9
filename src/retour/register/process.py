"""Processes: the cases that move, the activities they go through, the files that tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from retour.quantity import Text
from retour.register.indicator import Actor
from retour.register.keys import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity of a process, with who does it by default and its usual human minutes."""

    key: str
    name: Text
    actor_kind: Actor | None = None
    minutes: float | None = None  # human minutes per event, declared (grade D)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFile:
    """How one events file (or glob) of the workspace maps to events.

    Long files: `time`, `case`, `activity` are column names. Wide files: `dates` maps a column to the
    activity that it dates. Anything unset is guessed from the file and the guess is shown.
    """

    path: str
    shape: str | None = None  # long | wide | None (guess)
    time: str | None = None
    case: str | None = None
    activity: str | None = None
    event_id: str | None = None
    actor: str | None = None
    actor_kind: str | None = None
    amount: str | None = None
    minutes: str | None = None
    automation: str | None = None
    dates: Mapping[str, str] = field(default_factory=dict)  # wide: column -> activity
    rename: Mapping[str, str] = field(default_factory=dict)  # long: value in file -> activity
    attributes: Mapping[str, str] = field(default_factory=dict)  # column -> attribute
    day_first: bool | None = None
    timezone: str | None = None
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    object: str | None = None  # OCEL: the type of the objects that are the cases
    lifecycle: str | None = None  # XES: complete | all; None is complete


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTable:
    """How a table or a view of a database maps to events, one a row, as `EventFile` does for a long file.

    Who did something is not read: a table has kinds of actor and no actor.
    """

    table: str  # with its schema before a dot, or as the database finds it
    time: str
    case: str
    activity: str
    event_id: str | None = None
    actor_kind: str | None = None
    amount: str | None = None
    minutes: str | None = None
    automation: str | None = None
    rename: Mapping[str, str] = field(default_factory=dict)  # value in the table -> activity
    attributes: Mapping[str, str] = field(default_factory=dict)  # column -> attribute
    timezone: str | None = None  # of times that carry none; None: the workspace's


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One process of the workspace."""

    key: str
    name: Text
    case: Text
    activities: tuple[Activity, ...] = ()
    files: tuple[EventFile, ...] = ()
    tables: tuple[EventTable, ...] = ()  # of the database that the engine is
    attributes: tuple[str, ...] = ()  # declared case attributes: kept; undeclared columns are not stored
    retention: int | None = None  # months for which the durable log keeps it; None: as the workspace says

    @property
    def personal(self) -> frozenset[str]:
        """Attributes that name a person: e-mail addresses, and the columns that a file reads as its actor."""
        mapped = ((file.actor, *pair) for file in self.files for pair in file.attributes.items())
        said = {name for actor, column, name in mapped if column == actor or _is_email(column)}
        named = (pair for table in self.tables for pair in table.attributes.items())
        said |= {name for column, name in named if _is_email(column)}
        return frozenset(said | {name for name in self.attributes if _is_email(name)})

    def activity(self, key: str) -> Activity | None:
        """The declared activity with this key, if any."""
        return next((a for a in self.activities if a.key == key), None)


def _is_email(label: str) -> bool:
    words = folded(label)
    return words == "mail" or words.startswith("email") or words.endswith(("email", "courriel"))
