"""What a file seems to be, before anything is declared: for `retour import` and `retour measure`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retour.connectors.files.events import Opened, open_events, with_order
from retour.connectors.files.findings import Findings
from retour.connectors.files.roles import EMAIL, Column, bare, by_name, slug
from retour.connectors.files.settle import Settled
from retour.connectors.files.source import survey
from retour.events.actor import plain
from retour.events.columns import Guess
from retour.quantity import Problem, Text
from retour.register.process import EventFile, Process

_SHOWN = 10  # rows
_KINDS_OF_CASE = (2, 8)  # distinct values of a column worth slicing by
_PEOPLE_WORDS = (
    "owner proprietaire contact person personne name nom prenom agent user utilisateur commercial "
    "responsable resource actor acteur organization organisation societe phone telephone client "
    "customer email mail"
)
_PEOPLE = frozenset(_PEOPLE_WORDS.split())
_RUN_STATUS = frozenset({"status", "statut"})
_RUN_WORDS = (
    "duration|operations|startedat|stoppedat|workflowid|imtid|centicredits|credits|started|ended|duree|trigger|"
    "transfer|executions|cost units|retry of|started at|start"
)
_RUN_SIGNS = frozenset(_RUN_WORDS.split("|"))


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column of the file and the part that it seems to play (``case``, ``date:won``…; empty: none)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessed:
    """A file as it seems to be. `holds` is ``events`` or ``runs``; `mapping` is complete for events.

    `rows` are the first rows as written (raw: to be shown to whoever owns the file, not stored).
    """

    mapping: EventFile
    holds: str = "events"
    guesses: tuple[Guess, ...] = ()
    header: tuple[HeaderColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    problems: tuple[Problem, ...] = ()
    activities: tuple[str, ...] = ()


def guess_mapping(
    path: Path, *, timezone: str, process: Process | None = None, given: EventFile | None = None
) -> Guessed:
    """Guess how a file maps to events, from its content and its header.

    Args:
        path: any file that `read_events` reads.
        timezone: where its times without offset were written.
        process: when it is declared already, its words for activities are used.
        given: what a person says of the file (a sheet, an order of dates, a column): the rest is guessed.

    Returns:
        A Guessed whose `mapping` can be written down and given to `read_events`; with problems (and an
        empty mapping) when the file cannot be read. Never raises on a bad file.
    """
    findings = Findings(path.name)
    source = survey(path, findings)
    empty = given or EventFile(path=path.name)
    nobody = Process(key="", name=Text.same(""), case=Text.same(""))
    opened = open_events(source, process or nobody, empty, findings) if source else None
    if opened is None:
        return Guessed(mapping=empty, problems=findings.problems())
    if _holds_runs(opened.table.header):
        return Guessed(
            mapping=empty,
            holds="runs",
            guesses=(Guess(what="kind", value=opened.source.kind.value), *opened.table.guesses),
            header=tuple(HeaderColumn(name, "") for name in opened.table.header),
            rows=_first_rows(opened),
        )
    if opened.settled is None:
        unknown = tuple(HeaderColumn(name, "") for name in opened.table.header)
        rows, problems = _first_rows(opened), findings.problems()
        return Guessed(mapping=empty, guesses=opened.guesses, header=unknown, rows=rows, problems=problems)
    return _guessed(opened, opened.settled, (empty, timezone, findings))


def _guessed(opened: Opened, settled: Settled, of: tuple[EventFile, str, Findings]) -> Guessed:
    given, timezone, findings = of
    settled, guesses = with_order(opened, settled, given)
    suggested = _suggested(opened.columns, settled)
    settled = replace(settled, attributes={**suggested, **settled.attributes})
    guesses += tuple(Guess(what=f"attribute:{a}", value=c, sure=False) for c, a in suggested.items())
    guesses += (Guess(what="timezone", value=timezone),)
    return Guessed(
        mapping=_mapping(given, opened, settled),
        guesses=guesses,
        header=_header(opened.table.header, settled),
        rows=_first_rows(opened),
        problems=findings.problems(),
        activities=_activities(opened, settled),
    )


def _mapping(given: EventFile, opened: Opened, settled: Settled) -> EventFile:
    told = {guess.what: guess.value for guess in opened.guesses}
    ordered = any(c.times.either for c in opened.columns if c.name in settled.times)
    return EventFile(
        path=given.path,
        shape=settled.shape,
        time=settled.time,
        case=settled.case,
        activity=settled.activity,
        dates=dict(settled.dates),
        attributes=dict(settled.attributes),
        day_first=settled.day_first if ordered else None,
        encoding=given.encoding or (told.get("encoding") if opened.source.kind == "csv" else None),
        separator=given.separator or told.get("separator"),
        sheet=given.sheet or told.get("sheet"),
        object=given.object or told.get("object"),
        lifecycle=given.lifecycle,
        event_id=settled.roles.get("event_id"),
        actor=settled.roles.get("actor"),
        actor_kind=settled.roles.get("actor_kind"),
        amount=settled.roles.get("amount"),
        minutes=settled.roles.get("minutes"),
        automation=settled.roles.get("automation"),
    )


def _holds_runs(header: Sequence[str]) -> bool:
    """True for a run history: an id, a status, and at least two signs of an execution."""
    names = {plain(name) for name in header}
    return bool(
        {"id", "imtid", "run id", "execution id"} & names
        and _RUN_STATUS & names
        and len(_RUN_SIGNS & names) >= 2
    )


def _suggested(columns: Sequence[Column], settled: Settled) -> dict[str, str]:
    """Columns worth keeping: the e-mail, to reconcile; and kinds of case, never people."""
    used = {settled.case, settled.time, settled.activity, *settled.dates, *settled.roles.values()}
    used |= {settled.process, settled.transition, *settled.attributes}
    email = by_name([c.name for c in columns], EMAIL)
    keep = {email: "email"} if email else {}
    for column in columns:
        if column.name not in used and column.name not in keep and _slices(column):
            keep[column.name] = slug(bare(column.name))
    return keep


def _slices(column: Column) -> bool:
    filled = [cell.strip() for cell in column.cells if cell.strip()]
    few, many = _KINDS_OF_CASE
    kinds = set(filled)
    return (
        few <= len(kinds) <= many
        and len(filled) >= max(0.8 * len(column.cells), 2 * len(kinds))
        and max(map(len, kinds)) <= 40
        and not (_PEOPLE & set(plain(column.name).split()))
        and not column.dated
        and not all(kind.replace(",", "").replace(".", "").isdigit() for kind in kinds)
    )


def _header(header: Sequence[str], settled: Settled) -> tuple[HeaderColumn, ...]:
    roles = {column: f"attribute:{attribute}" for column, attribute in settled.attributes.items()}
    roles |= {column: role for role, column in settled.roles.items()}
    roles |= {column: f"date:{activity}" for column, activity in settled.dates.items()}
    for role in ("case", "time", "activity", "process", "transition"):
        column = getattr(settled, role)
        if column is not None:
            roles[column] = role
    return tuple(HeaderColumn(name, roles.get(name, "")) for name in header)


def _first_rows(opened: Opened) -> tuple[tuple[str, ...], ...]:
    first = opened.first
    return tuple(first.row(i) for i in range(min(_SHOWN, len(first)))) if first else ()


def _activities(opened: Opened, settled: Settled) -> tuple[str, ...]:
    """The activities of the sample, in the order in which they are first met."""
    if settled.shape == "wide":
        return tuple(settled.dates.values())
    cells = next((c.cells for c in opened.columns if c.name == settled.activity), ())
    return tuple(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))[:100]
