"""How one events file is laid out: what the mapping says, and for the rest a guess that is shown."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC

import numpy as np

from retour.connectors.files.findings import Findings
from retour.connectors.files.roles import (
    EMAIL,
    LONG_ROLES,
    NAMES,
    Column,
    bare,
    by_name,
    dated_activities,
)
from retour.connectors.files.source import Kind
from retour.connectors.files.table import Table
from retour.connectors.files.xes import TRANSITION
from retour.events.actor import plain
from retour.events.columns import Guess
from retour.events.exported import column_of
from retour.events.moment import Evidence, Read, read_moments
from retour.events.number import DecimalEvidence, decimal_evidence
from retour.register.process import EventFile, Process

GENERATED = "generated"
_CODE = re.compile(r"[#\w][\w./#-]{0,23}")
_ENGLISH_FORMS = frozenset({"timestamp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A settled reading of one file: the columns (by name) of every role, and how to read them.

    `time` and `activity` are of long files, `dates` (column -> activity) of wide ones. `case` is None
    when the file has none: the case is then made of the row's time and a digest of its e-mail.
    """

    shape: str
    case: str | None
    time: str | None = None
    activity: str | None = None
    dates: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)  # event_id, actor, amount… -> column
    attributes: Mapping[str, str] = field(default_factory=dict)
    process: str | None = None
    transition: str | None = None
    email: str | None = None
    day_first: bool = True
    comma: bool = False
    guesses: tuple[Guess, ...] = ()

    @property
    def times(self) -> tuple[str, ...]:
        """The columns that hold times."""
        return (self.time,) if self.time else tuple(self.dates)


def settle(
    table: Table, columns: Sequence[Column], process: Process, mapping: EventFile, findings: Findings
) -> Settled | None:
    """Settle every role; None (and problems) when a column that cannot be done without is missing."""
    asked = _asked(table, mapping, findings)
    if asked is None:
        return None
    if table.exported is not None and _agrees(asked, table.exported):
        return _as_exported(table, table.exported, (asked, process))
    shape, shape_guess = _shape(columns, asked)
    labels = labels_of(process)
    settled = _wide(columns, asked, labels) if shape == "wide" else _long(columns, asked)
    settled = replace(settled, guesses=(*shape_guess, *settled.guesses))
    settled = _with_roles(settled, columns, (table, asked, process))
    return settled if _complete(settled, table, findings) else None


def _agrees(asked: EventFile, roles: Mapping[str, str]) -> bool:
    """True when nothing else is said of the columns of an exported log than what it says itself."""
    return not asked.dates and all(getattr(asked, role) in {None, column} for role, column in roles.items())


def _as_exported(table: Table, roles: Mapping[str, str], of: tuple[EventFile, Process]) -> Settled:
    """An exported log: nothing is guessed, and every declared attribute has its own column."""
    asked, process = of
    columns = {" ".join(column_of(name).split()): name for name in process.attributes}
    return Settled(
        shape="long",
        case=roles["case"],
        activity=roles["activity"],
        time=roles["time"],
        roles={role: roles[role] for role in LONG_ROLES},
        attributes={c: name for c, name in columns.items() if c in table.header} | dict(asked.attributes),
    )


def _asked(table: Table, mapping: EventFile, findings: Findings) -> EventFile | None:
    """The mapping with the file's own spelling of its columns; None when one is not there."""
    found: dict[str, str] = {}
    fine = True
    for role in ("time", "case", "activity", *LONG_ROLES):
        fine &= _find(table, (getattr(mapping, role), role), found, findings)
    for column, activity in mapping.dates.items():
        fine &= _find(table, (column, f"date:{activity}"), found, findings)
    if not fine:
        return None
    spelled = {role: found[role] for role in ("time", "case", "activity", *LONG_ROLES) if role in found}
    dates = {found[f"date:{activity}"]: activity for activity in mapping.dates.values()}
    attributes = {}
    for column, attribute in mapping.attributes.items():
        at = table.index(column)
        if at is None:
            _missing(table, (column, f"attribute:{attribute}"), findings, fatal=False)
        else:
            attributes[table.header[at]] = attribute
    return replace(mapping, **spelled, dates=dates, attributes=attributes)  # type: ignore[arg-type]


def labels_of(process: Process) -> dict[str, str]:
    """Words for the declared activities (their key, their French and English names), plain -> key."""
    return {
        plain(words): activity.key
        for activity in process.activities
        for words in (activity.name.fr, activity.name.en, activity.key)
    }


def _find(table: Table, asked: tuple[str | None, str], found: dict[str, str], findings: Findings) -> bool:
    column, role = asked
    if column is None:
        return True
    at = table.index(column)
    if at is None:
        _missing(table, (column, role), findings, fatal=True)
        return False
    found[role] = table.header[at]
    return True


def _missing(table: Table, asked: tuple[str, str], findings: Findings, *, fatal: bool) -> None:
    column, role = asked
    near = difflib.get_close_matches(column, table.header, 1, 0.5)
    say = findings.add if fatal else findings.warn
    say("column.missing", value=column, hint=near[0] if near else "", role=role)


def _shape(columns: Sequence[Column], asked: EventFile) -> tuple[str, tuple[Guess, ...]]:
    if asked.shape in {"long", "wide"}:
        return asked.shape, ()
    if asked.dates:
        return "wide", ()
    if asked.time and asked.activity:
        return "long", ()
    header = [c.name for c in columns]
    activity = asked.activity or by_name(header, NAMES["activity"])
    time = asked.time or _time_column(columns, ())
    dated = dated_activities(columns, {})
    form = len(dated) == 1 and time is not None and plain(time) in {"timestamp", "horodateur"}
    strong = activity is not None and plain(activity) in NAMES["activity"][:8]
    long = activity is not None and time is not None and not form and (strong or len(dated) <= 1)
    return ("long" if long else "wide"), (Guess(what="shape", value="long" if long else "wide"),)


def _time_column(columns: Sequence[Column], taken: Sequence[str]) -> str | None:
    free = [c for c in columns if c.name not in taken]
    plausible = [c.name for c in free if c.dated or c.times.read] or [c.name for c in free]
    named = by_name(plausible, NAMES["time"])
    return named or next((c.name for c in free if c.dated), None)


def _long(columns: Sequence[Column], asked: EventFile) -> Settled:
    header = [c.name for c in columns]
    guesses: list[Guess] = []
    case = asked.case or _guessed("case", by_name(header, NAMES["case"]), guesses)
    taken = [c for c in (case,) if c]
    activity = asked.activity or _guessed("activity", by_name(header, NAMES["activity"], taken), guesses)
    taken += [c for c in (activity,) if c]
    time = asked.time or _guessed("time", _time_column(columns, taken), guesses)
    transition = TRANSITION if TRANSITION in header and asked.lifecycle != "all" else None
    if transition and asked.lifecycle is None:
        guesses.append(Guess(what="lifecycle", value="complete"))
    return Settled(
        shape="long", case=case, activity=activity, time=time, transition=transition, guesses=tuple(guesses)
    )


def _wide(columns: Sequence[Column], asked: EventFile, labels: Mapping[str, str]) -> Settled:
    header = [c.name for c in columns]
    guesses: list[Guess] = []
    dates = dict(asked.dates)
    if not dates and asked.time and asked.activity is None:
        dates = {asked.time: "created"}
    if not dates:
        dates = dated_activities(columns, labels)
        guesses += [Guess(what=f"date:{activity}", value=column) for column, activity in dates.items()]
    case = asked.case or _case_of_rows(columns, dates)
    email = by_name(header, EMAIL)
    if asked.case is None:
        named = case is not None and case != _first_codes(columns, dates)
        guesses.append(Guess(what="column:case", value=case or GENERATED, sure=named))
    return Settled(shape="wide", case=case, dates=dates, email=email, guesses=tuple(guesses))


def _case_of_rows(columns: Sequence[Column], dates: Mapping[str, str]) -> str | None:
    """A column named like an identifier whose filled cells are all different."""
    free = [c.name for c in columns if c.name not in dates]
    named = by_name(free, NAMES["case"])
    if named:
        return named
    ids = (
        c.name
        for c in columns
        if c.name not in dates
        and {"id", "numero", "ref", "reference", "n"} & set(bare(c.name).split())
        and len(set(c.cells)) == len(c.cells) > 0
        and all(c.cells)
    )
    return next(ids, None) or _first_codes(columns, dates)


def _first_codes(columns: Sequence[Column], dates: Mapping[str, str]) -> str | None:
    """The file's first column, when it holds a short code of its own on every line: Q1, NA, D-0042."""
    first = columns[0] if columns else None
    if first is None or first.name in dates or len(first.cells) < 2:
        return None
    codes = {c.strip() for c in first.cells}
    different = len(codes) == len(first.cells)
    return first.name if different and all(_CODE.fullmatch(c) for c in codes) else None


def _guessed(role: str, column: str | None, guesses: list[Guess]) -> str | None:
    if column is not None:
        guesses.append(Guess(what=f"column:{role}", value=column))
    return column


def _with_roles(settled: Settled, columns: Sequence[Column], of: tuple[Table, EventFile, Process]) -> Settled:
    table, asked, process = of
    header = [c.name for c in columns]
    guesses: list[Guess] = []
    used = {settled.case, settled.time, settled.activity, *settled.dates, *asked.attributes}
    taken = [c for c in used if c]
    roles: dict[str, str] = {}
    for role in LONG_ROLES:
        told = getattr(asked, role)
        if told is None and settled.shape == "wide" and role not in {"amount", "minutes"}:
            continue  # the owner of a deal did not do all that happened to it
        column = told or _guessed(role, by_name(header, NAMES[role], taken), guesses)
        if column is not None:
            roles[role] = column
            taken.append(column)
    attributes = dict(asked.attributes)
    for attribute in process.attributes:
        at = table.index(attribute)
        if attribute not in attributes.values() and at is not None:
            column = table.header[at]
            attributes.setdefault(column, attribute)
            guesses.append(Guess(what=f"attribute:{attribute}", value=column))
    owner = _guessed("process", by_name(header, NAMES["process"], taken), guesses)
    return replace(
        settled, roles=roles, attributes=attributes, process=owner, guesses=(*settled.guesses, *guesses)
    )


def _complete(settled: Settled, table: Table, findings: Findings) -> bool:
    needed = {"time": settled.time, "activity": settled.activity, "case": settled.case}
    missing = [role for role, column in needed.items() if settled.shape == "long" and column is None]
    if settled.shape == "wide" and not settled.dates:
        missing = ["time"]
    for role in missing:
        findings.add("column.missing", value=role, role=role, columns=list(table.header[:30]))
    return not missing


def day_order(
    settled: Settled, found: Evidence, samples: Iterable[Sequence[str]]
) -> tuple[bool, Guess | None]:
    """Whether 05/06 is the fifth of June, and the guess to show (None when no date is written so).

    Told by a 13 or more; else by which reading runs forward in time; else by the language of the form's
    own column; else as in France. Only the first is sure.
    """
    if not found.either:
        return True, None
    if found.first_over_12 and found.second_over_12:
        first = found.first_over_12 >= found.second_over_12
        return first, Guess(what="day_order", value="mixed", sure=False)
    if found.first_over_12 or found.second_over_12:
        first = bool(found.first_over_12)
        return first, Guess(what="day_order", value="day_first" if first else "month_first")
    forward = _runs_forward(samples)
    first = not ({plain(c) for c in settled.times} & _ENGLISH_FORMS) if forward is None else forward
    return first, Guess(what="day_order", value="day_first" if first else "month_first", sure=False)


def _runs_forward(samples: Iterable[Sequence[str]]) -> bool | None:
    """True or False when only one of the two orders makes the column never go back; None otherwise."""
    back = {True: 0, False: 0}
    for cells in samples:
        for first in (True, False):
            read = read_moments(cells, zone=UTC, day_first=first)
            at = read.at[read.read == Read.FINE]
            back[first] += int(np.count_nonzero(np.diff(at) < 0))
    if (back[True] == 0) == (back[False] == 0):
        return None
    return back[True] == 0


def decimal_mark(found: DecimalEvidence, kind: Kind, separator: str | None) -> tuple[bool, Guess | None]:
    """Whether a lone ``1,234`` or ``1.234`` has a decimal comma: told by the other values of the column."""
    if kind is not Kind.CSV and not (found.comma or found.point):
        return False, None
    if found.comma or found.point:
        comma = found.comma > found.point
        return comma, Guess(what="decimal", value="comma" if comma else "point")
    if not found.either:
        return separator == ";", None
    comma = separator == ";"
    return comma, Guess(what="decimal", value="comma" if comma else "point", sure=False)


def decimals(columns: Sequence[Column], settled: Settled) -> DecimalEvidence:
    """What the amounts and minutes of the sample say of their decimal mark."""
    named = {settled.roles.get("amount"), settled.roles.get("minutes")}
    total = DecimalEvidence()
    for column in columns:
        if column.name in named:
            total += decimal_evidence(column.cells)
    return total
