"""What one file seems to be, shown before anything is computed from it; and what a person may correct."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from retour.events.columns import Guess
from retour.quantity import Problem, Severity
from retour.register.process import EventFile
from retour.workspace.first_look.lines import Lines

ROLES = (
    "case",
    "start",
    "date",
    "time",
    "activity",
    "email",
    "phone",
    "name",
    "first_name",
    "last_name",
    "company",
    "title",
    "amount",
    "minutes",
    "kind",
    "",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What a person corrects; what is left out is guessed.

    `roles`: column -> one of ROLES ("start" dates the beginning of the case, "date" another activity,
    "kind" a kind of case worth slicing by, "" nothing).
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    sheet: str | None = None
    separator: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column, the part that it plays, the activity that it dates (if any), and three real cells."""

    name: str
    role: str
    activity: str
    sample: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A file as it was understood. `holds`: events, runs or nothing (then `problems` says why).

    `origin` is the kind of tool that wrote it: form, pipedrive, hubspot, quotes, make, n8n or table.
    `rows` counts lines read, `rejected` those that gave nothing, each with its problem; `first` and `last`
    are the extremes of the dates that begin cases. `activities` are those of the file, in order.
    """

    path: Path
    name: str
    origin: str
    holds: str
    mapping: EventFile
    start: str | None
    columns: tuple[SeenColumn, ...] = ()
    sheets: tuple[str, ...] = ()
    guesses: tuple[Guess, ...] = ()
    activities: tuple[str, ...] = ()
    rows: int = 0
    cases: int = 0
    rejected: int = 0
    first: datetime | None = None
    last: datetime | None = None
    digest: str = ""
    size: int = 0
    overrides: Overrides = Overrides()
    problems: tuple[Problem, ...] = ()
    lines: Lines | None = field(default=None, repr=False, compare=False)

    @property
    def usable(self) -> bool:
        """True when cases with a date were read."""
        return self.holds == "events" and self.cases > 0

    @property
    def refused_lines(self) -> tuple[Problem, ...]:
        """The lines that gave nothing, total lines included: line, value, rule (a thousand at most)."""
        told = (p for p in self.problems if p.place.line)
        return tuple(p for p in told if p.severity is Severity.ERROR or p.rule == "line.total")

    @property
    def ambiguous_days(self) -> bool:
        """True when no date tells whether the day or the month comes first: a person should say."""
        return any(g.what == "day_order" and not g.sure for g in self.guesses)

    def column(self, role: str) -> str | None:
        """The first column that plays a part."""
        return next((c.name for c in self.columns if c.role == role), None)
