"""Looking at a file: guess, show, accept corrections, look again."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from retour.connectors.files import Guessed, guess_mapping, read_runs
from retour.connectors.files.excel import sheet_names
from retour.connectors.files.people import PEOPLE, people_columns
from retour.connectors.files.roles import activity_of, bare, slug
from retour.events.actor import plain
from retour.events.columns import Guess
from retour.quantity import Place, Problem
from retour.register.process import EventFile
from retour.store.log import file_digest
from retour.workspace.first_look.lines import Lines, read_lines
from retour.workspace.first_look.looked import Looked, Overrides, SeenColumn

SAMPLE = 3
ANY = "run"  # the automation that a history without a register is of
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BEGINS = (
    "created",
    "creation",
    "cree",
    "creee",
    "add",
    "ajout",
    "timestamp",
    "horodateur",
    "received",
    "recu",
)
_SINGLE = ["case", "time", "activity", "amount", "minutes", "event_id", "actor", "actor_kind", "automation"]
_QUOTES = frozenset(
    ["n devis", "numero devis", "numero de devis", "montant ht", "montant total ht", "total ht", "quote no"]
)


def look_at(
    path: Path,
    overrides: Overrides = Overrides(),  # noqa: B008  frozen
    *,
    timezone: str = "Europe/Paris",
    progress: Callable[[str], None] = lambda _: None,
) -> Looked:
    """What a file holds, with the guesses, three real rows a column, and every line that was refused.

    Args:
        path: CSV, XLSX, Parquet, JSON lines or XES, gzipped or not; or a Make or n8n run history.
        overrides: what a person corrected; give the same path again with more of them.
        timezone: of dates written without an offset.
        progress: is told the steps ("guessing", "reading").

    Returns:
        A Looked; with `holds` "nothing" and problems when the file cannot be used. Never raises on a bad one.
    """
    progress("guessing")
    sheets = sheet_names(path)
    guessed = _guess(path, _given(path, overrides), sheets, timezone)
    if guessed.holds == "runs":
        progress("reading")
        return _runs(path, guessed, timezone)
    mapping = _corrected(_with_people(guessed, overrides), overrides.roles)
    start = _start(mapping, overrides.roles)
    if not mapping.dates and (mapping.time is None or mapping.activity is None or mapping.case is None):
        return _nothing(path, guessed, overrides, sheets)
    progress("reading")
    sure = "start" in overrides.roles.values()
    whole = read_lines(path, mapping, mapping.dates.get(start or ""), timezone=timezone, sure=sure)
    lines, report = whole.lines, whole.report
    start = next((c for c, a in mapping.dates.items() if a == whole.start), None)
    return Looked(
        path=path,
        name=path.name,
        origin=origin_of([c.name for c in guessed.header]),
        holds="events",
        mapping=mapping,
        start=start,
        columns=_columns(guessed, mapping, start),
        sheets=sheets,
        guesses=guessed.guesses,
        activities=tuple(mapping.dates.values()) or guessed.activities,
        rows=report.rows,
        cases=len(lines.side) if lines else 0,
        rejected=report.rejected,
        first=_moment(lines, 0),
        last=_moment(lines, -1),
        digest=report.digest,
        size=path.stat().st_size,
        overrides=overrides,
        problems=whole.problems,
        lines=lines,
    )


def _given(path: Path, overrides: Overrides) -> EventFile:
    """What a person said of the file as a whole."""
    return EventFile(
        path=path.name,
        day_first=overrides.day_first,
        sheet=overrides.sheet,
        separator=overrides.separator,
        encoding=overrides.encoding,
    )


def _guess(path: Path, given: EventFile, sheets: tuple[str, ...], timezone: str) -> Guessed:
    """The guess of a file; of a workbook whose first sheet has no dates, of the first sheet that has some."""
    first = guess_mapping(path, timezone=timezone, given=given)
    if given.sheet is not None or len(sheets) < 2 or _dated(first):
        return first
    others = (guess_mapping(path, timezone=timezone, given=replace(given, sheet=s)) for s in sheets)
    found = next(((s, other) for s, other in zip(sheets, others, strict=True) if _dated(other)), None)
    if found is None:
        return first
    sheet, guessed = found
    return replace(guessed, guesses=(*guessed.guesses, Guess(what="sheet", value=sheet, sure=False)))


def _dated(guessed: Guessed) -> bool:
    return guessed.holds == "runs" or bool(guessed.mapping.dates or guessed.mapping.activity)


def _moment(lines: Lines | None, which: int) -> datetime | None:
    if lines is None:
        return None
    at = lines.side.at.min() if which == 0 else lines.side.at.max()
    return _EPOCH + timedelta(microseconds=int(at))


def _nothing(path: Path, guessed: Guessed, overrides: Overrides, sheets: tuple[str, ...]) -> Looked:
    """A file that gives no case: every column is shown all the same, so that a person can say."""
    problems = guessed.problems or (Problem("look.no_date", Place(path.name), path.name),)
    return Looked(
        path=path,
        name=path.name,
        origin=origin_of([c.name for c in guessed.header]),
        holds="nothing",
        mapping=guessed.mapping,
        start=None,
        columns=_columns(guessed, guessed.mapping, None),
        sheets=sheets,
        guesses=guessed.guesses,
        digest=_digest(path),
        size=path.stat().st_size if path.exists() else 0,
        overrides=overrides,
        problems=problems,
    )


def _digest(path: Path) -> str:
    try:
        return file_digest(path)
    except OSError:
        return ""


def _runs(path: Path, guessed: Guessed, timezone: str) -> Looked:
    runs, problems = read_runs(path, automations=[ANY], timezone=timezone)
    if not runs:  # the history names its scenarios: take each for what it says
        named = _scenarios(guessed)
        runs, problems = read_runs(path, automations=named, timezone=timezone) if named else (runs, problems)
    return Looked(
        path=path,
        name=path.name,
        origin=origin_of([c.name for c in guessed.header]),
        holds="runs",
        mapping=guessed.mapping,
        start=None,
        columns=_columns(guessed, guessed.mapping, None),
        guesses=guessed.guesses,
        rows=len(runs) + sum(1 for p in problems if p.place.line),
        cases=len(runs),
        rejected=sum(1 for p in problems if p.place.line),
        first=min((r.started for r in runs), default=None),
        last=max((r.started for r in runs), default=None),
        digest=_digest(path),
        size=path.stat().st_size,
        problems=problems,
    )


def _scenarios(guessed: Guessed) -> list[str]:
    names = [c.name for c in guessed.header]
    at = next((i for i, n in enumerate(names) if plain(n) in {"automation", "scenario", "workflowid"}), None)
    return [] if at is None else list(dict.fromkeys(row[at] for row in guessed.rows if row[at]))


def origin_of(header: Sequence[str]) -> str:
    """The kind of tool that writes such a header: its own words tell."""
    words = [plain(name) for name in header]
    prefixes = Counter(m[1] for name in header if (m := re.match(r"([\w ]{2,20}) - .", name.strip())))
    bared = {bare(name) for name in header}
    if prefixes and prefixes.most_common(1)[0][1] >= max(3, len(header) // 2) and "id" in bared:
        return "pipedrive"
    if "record id" in words or any(w.startswith("date entered ") for w in words):
        return "hubspot"
    if words[:1] in (["horodateur"], ["timestamp"]):
        return "form"
    if "imtid" in words:
        return "make"
    if {"startedat", "workflowid"} & set(words):
        return "n8n"
    return "quotes" if _QUOTES & set(words) else "table"


def _with_people(guessed: Guessed, overrides: Overrides) -> EventFile:
    mapping = guessed.mapping
    taken = [*mapping.dates, *overrides.roles]
    taken += [c for c in (mapping.time, mapping.activity, mapping.case, mapping.amount, mapping.minutes) if c]
    header = [c.name for c in guessed.header]
    people = people_columns(header, taken, guessed.rows)
    kinds = {c: a for c, a in mapping.attributes.items() if c not in people and a not in people.values()}
    return replace(mapping, attributes={**people, **kinds}, shape=mapping.shape)


def _corrected(mapping: EventFile, roles: Mapping[str, str]) -> EventFile:
    """The mapping with a person's roles in the place of the guessed ones."""
    for column, role in roles.items():
        mapping = _with_role(_without(mapping, column), column, role)
    return mapping


def _without(mapping: EventFile, column: str) -> EventFile:
    freed = {name: None for name in _SINGLE if getattr(mapping, name) == column}
    return replace(
        mapping,
        dates={c: a for c, a in mapping.dates.items() if c != column},
        attributes={c: a for c, a in mapping.attributes.items() if c != column},
        **freed,  # type: ignore[arg-type]
    )


def _with_role(mapping: EventFile, column: str, role: str) -> EventFile:
    if role in {"case", "amount", "minutes"}:
        return replace(mapping, **{role: column})  # type: ignore[arg-type]
    if role in {"time", "activity"}:
        return replace(mapping, shape="long", dates={}, **{role: column})  # type: ignore[arg-type]
    if role in {"start", "date"}:
        named = activity_of(column) or slug(column) or role
        free = named if named not in mapping.dates.values() else f"{named}_{len(mapping.dates) + 1}"
        dates = {**mapping.dates, column: free}
        return replace(mapping, shape="wide", time=None, activity=None, dates=dates)
    if role in PEOPLE:
        kept = {c: a for c, a in mapping.attributes.items() if a != role}
        return replace(mapping, attributes={**kept, column: role})
    if role == "kind":
        return replace(mapping, attributes={**mapping.attributes, column: slug(bare(column)) or "kind"})
    return mapping


def _start(mapping: EventFile, roles: Mapping[str, str]) -> str | None:
    """The column that dates a case's beginning: the one said, else one that says so, else the first."""
    said = next((c for c, role in roles.items() if role == "start" and c in mapping.dates), None)
    if said or not mapping.dates:
        return said
    columns = list(mapping.dates)
    named = [c for word in _BEGINS for c in columns if word in plain(c).split()]
    return (named or columns)[0]


def _columns(guessed: Guessed, mapping: EventFile, start: str | None) -> tuple[SeenColumn, ...]:
    roles = {c: "kind" if a not in PEOPLE else a for c, a in mapping.attributes.items()}
    roles |= {c: "start" if c == start else "date" for c in mapping.dates}
    for role in ("amount", "minutes", "activity", "time", "case"):
        if (column := getattr(mapping, role)) is not None:
            roles[column] = role
    return tuple(
        SeenColumn(c.name, roles.get(c.name, ""), mapping.dates.get(c.name, ""), _cells(guessed, i))
        for i, c in enumerate(guessed.header)
    )


def _cells(guessed: Guessed, at: int) -> tuple[str, ...]:
    return tuple(row[at] if at < len(row) else "" for row in guessed.rows[:SAMPLE])
