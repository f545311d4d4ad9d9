"""Events out of a file: chunks of columns for the store, a report, and every problem."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from retour.connectors.files.chunks import Chunks, How, Tally
from retour.connectors.files.findings import Findings
from retour.connectors.files.opening import open_table
from retour.connectors.files.roles import LONG_ROLES, Column, columns_of
from retour.connectors.files.settle import Settled, day_order, decimal_mark, decimals, settle
from retour.connectors.files.source import Source, survey
from retour.connectors.files.table import Block, Table
from retour.events.columns import EventColumns, Guess, SourceReport
from retour.events.exported import column_of
from retour.events.moment import Evidence, evidence, read_moment
from retour.quantity import Problem
from retour.register.process import EventFile, Process

_FEW = 40  # columns: the sample of a wider file is smaller


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file whose reading is settled, its blocks still to be gone through."""

    source: Source
    table: Table
    first: Block | None
    columns: tuple[Column, ...]
    settled: Settled | None
    guesses: tuple[Guess, ...]


def read_events(  # noqa: PLR0913 - the signature that the workspace and the store agreed on
    path: Path,
    process: Process,
    mapping: EventFile,
    *,
    name: str,
    timezone: str,
    key: bytes,
    sink: Callable[[EventColumns], None],
) -> tuple[SourceReport, tuple[Problem, ...]]:
    """Read the events of one process from one file, a chunk at a time.

    Args:
        path: CSV, XLSX, Parquet, JSON lines, XES or OCEL, gzipped or not; recognised by its content.
        process: whose events these are; its declared attributes are kept when the file has them.
        mapping: what is known of the file; the rest is guessed and the guesses are in the report.
        name: how the file is called in problems and events.
        timezone: IANA zone of times written without an offset, unless the mapping says another.
        key: secret of the workspace: actors become HMAC-SHA256 pseudonyms.
        sink: is given chunks of about 50,000 events, in the order of the file.

    Returns:
        The report (rows, events, rejected, guesses) and the problems. A bad file never raises.
    """
    findings = Findings(name)
    zone = zone_of(mapping.timezone or timezone, findings)
    source = survey(path, findings)
    opened = open_events(source, process, mapping, findings) if source and zone else None
    if opened is None or opened.settled is None or zone is None:
        guesses = opened.guesses if opened else ()
        return _report(
            findings, (process, source, guesses), Tally(rows=findings.rejected)
        ), findings.problems()
    settled, guesses = with_order(opened, opened.settled, mapping)
    guesses = (*guesses, *_timezone_guess(opened, settled, (mapping, timezone)))
    how = How(process=process, settled=settled, zone=zone, key=key, rename=mapping.rename)
    reader = Chunks(how, opened.table.header, findings)
    for block in chain([opened.first] if opened.first else [], opened.table.blocks):
        for chunk in reader.of(block):
            sink(chunk)
    reader.finish()
    return _report(findings, (process, source, guesses), reader.tally), findings.problems()


def zone_of(name: str, findings: Findings) -> ZoneInfo | None:
    """The zone of this name, or None and a problem."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        findings.add("timezone.unknown", value=name)
        return None


def open_events(source: Source, process: Process, mapping: EventFile, findings: Findings) -> Opened | None:
    """Open a file and settle which column plays which part, from its first block."""
    table = open_table(source, mapping, findings, _wanted(process, mapping))
    if table is None:
        return None
    first = next(table.blocks, None)
    if first is None and not findings.rejected:
        findings.warn("file.header_only")
    _look_at_header(table, findings)
    columns = columns_of(table.header, _small(first))
    settled = settle(table, columns, process, mapping, findings)
    guesses = (Guess(what="kind", value=source.kind.value), *table.guesses)
    if settled is not None:
        mark, told = decimal_mark(decimals(columns, settled), source.kind, _separator(table, mapping))
        settled = replace(settled, comma=mark)
        guesses = (*guesses, *settled.guesses, *((told,) if told else ()))
    return Opened(source=source, table=table, first=first, columns=columns, settled=settled, guesses=guesses)


def _wanted(process: Process, mapping: EventFile) -> list[str]:
    """The columns that are asked for by name."""
    told = [getattr(mapping, role) for role in ("case", "time", "activity", *LONG_ROLES)]
    apart = [c for name in process.attributes if (c := column_of(name)) != name]
    return [*(c for c in (*told, *mapping.attributes) if c), *process.attributes, *apart]


def _look_at_header(table: Table, findings: Findings) -> None:
    """Warn when a column is named by a whole date: the file has no header, its first row was taken."""
    dates = (name for name in table.header if any(c in name for c in "-/:") and len(name) >= 8)
    found = next((name for name in dates if isinstance(read_moment(name, zone=UTC), int)), None)
    if found is not None:
        findings.warn("file.no_header", value=found)


def _small(block: Block | None) -> Block | None:
    """Fewer rows of a very wide block: two million cells are sample enough."""
    if block is None or len(block.columns) <= _FEW:
        return block
    rows = max(50, 80_000 // len(block.columns))
    return Block(block.lines[:rows], tuple(column[:rows] for column in block.columns))


def _separator(table: Table, mapping: EventFile) -> str | None:
    return mapping.separator or next((g.value for g in table.guesses if g.what == "separator"), None)


def with_order(opened: Opened, settled: Settled, mapping: EventFile) -> tuple[Settled, tuple[Guess, ...]]:
    """Settle the day order: from the first block, else from the whole file."""
    if mapping.day_first is not None:
        return replace(settled, day_first=mapping.day_first), opened.guesses
    places = [opened.table.header.index(column) for column in settled.times]
    firsts = [opened.first.columns[p] for p in places] if opened.first else []
    found = sum((evidence(cells) for cells in firsts), Evidence())
    if found.either and not (found.first_over_12 or found.second_over_12):
        found += _rest_of_file(opened, mapping, places)
    first, guess = day_order(settled, found, firsts)
    return replace(settled, day_first=first), (*opened.guesses, *((guess,) if guess else ()))


def _rest_of_file(opened: Opened, mapping: EventFile, places: Sequence[int]) -> Evidence:
    again = open_table(opened.source, mapping, Findings(""), opened.table.header)
    total = Evidence()
    for number, block in enumerate(again.blocks if again else ()):
        if number:
            total = sum((evidence(block.columns[p]) for p in places if p < len(block.columns)), total)
        if total.first_over_12 or total.second_over_12:
            break
    return total


def _timezone_guess(opened: Opened, settled: Settled, of: tuple[EventFile, str]) -> tuple[Guess, ...]:
    mapping, timezone = of
    if mapping.timezone is not None:
        return ()
    total = sum((c.times for c in opened.columns if c.name in settled.times), Evidence())
    if not total.read:
        return ()
    parts = (["offsets"] if total.offset else []) + ([timezone] if total.offset < total.read else [])
    return (Guess(what="timezone", value="+".join(parts)),)


def _report(
    findings: Findings, of: tuple[Process, Source | None, tuple[Guess, ...]], tally: Tally
) -> SourceReport:
    process, source, guesses = of
    return SourceReport(
        file=findings.file,
        process=process.key,
        digest=source.digest if source else "",
        rows=tally.rows,
        events=tally.events,
        rejected=findings.rejected,
        guesses=guesses,
    )
