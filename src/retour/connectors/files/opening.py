"""One door to a table, whatever the file is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retour.connectors.files.excel import open_xlsx
from retour.connectors.files.exported import as_exported, recognised
from retour.connectors.files.findings import Findings
from retour.connectors.files.jsonlines import open_json, open_json_lines
from retour.connectors.files.ocel import open_ocel
from retour.connectors.files.parquet import open_parquet
from retour.connectors.files.separated import open_csv
from retour.connectors.files.source import Kind, Source, survey
from retour.connectors.files.table import Row, Table
from retour.connectors.files.xes import open_xes
from retour.events.columns import Guess
from retour.quantity import Problem
from retour.register.process import EventFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole table in memory: header, rows with their line numbers, what was guessed, what is wrong."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    guesses: tuple[Guess, ...] = ()
    problems: tuple[Problem, ...] = ()

    def column(self, *names: str) -> int | None:
        """The place of the first of these columns that the header has (case and accents aside)."""
        table = Table(Kind.CSV, self.header, iter(()))
        return next((at for name in names if (at := table.index(name)) is not None), None)


def open_table(
    source: Source, mapping: EventFile, findings: Findings, wanted: Sequence[str] = ()
) -> Table | None:
    """The table of a recognised file, or None and a problem.

    `wanted` columns of JSON, XES and OCEL are kept. A log that Retour exported is recognised.
    """
    table = _opened(source, mapping, findings, wanted)
    return table and recognised(table, source)


def _opened(source: Source, mapping: EventFile, findings: Findings, wanted: Sequence[str]) -> Table | None:
    match source.kind:
        case Kind.CSV:
            return open_csv(source, as_exported(source, mapping), findings)
        case Kind.XLSX:
            return open_xlsx(source, mapping, findings)
        case Kind.PARQUET:
            return open_parquet(source, findings)
        case Kind.JSON_LINES:
            return open_json_lines(source, wanted, findings)
        case Kind.JSON:
            return open_json(source, wanted, findings)
        case Kind.XES:
            return open_xes(source, wanted, findings)
        case Kind.OCEL_JSON | Kind.OCEL_SQLITE | Kind.OCEL_XML:
            return open_ocel(source, mapping, wanted, findings)


def read_table(path: Path, *, mapping: EventFile | None = None, name: str = "", most: int = 200_000) -> Sheet:
    """Any tabular file as text cells, at most `most` rows (a problem says so).

    Args:
        path: CSV, XLSX, Parquet, JSON lines, XES or OCEL, gzipped or not.
        mapping: separator, encoding or sheet, when they are known.
        name: how the file is called in problems; its own name by default.
        most: rows kept.

    Returns:
        A Sheet; empty with problems when nothing could be read. Never raises on a bad file.
    """
    findings = Findings(name or path.name)
    source = survey(path, findings)
    table = open_table(source, mapping or EventFile(path=path.name), findings) if source else None
    if source is None or table is None:
        return Sheet(header=(), rows=(), problems=findings.problems())
    rows: list[Row] = []
    for block in table.blocks:
        rows += [Row(int(line), block.row(i)) for i, line in enumerate(block.lines)]
        if len(rows) > most:
            findings.warn("file.too_large", rows=len(rows), limit=most)
            break
    if not rows and not findings.rejected and not findings.counts["file.header_only"]:
        findings.warn("file.header_only")
    guesses = (Guess(what="kind", value=source.kind.value), *table.guesses)
    return Sheet(header=table.header, rows=tuple(rows[:most]), guesses=guesses, problems=findings.problems())
