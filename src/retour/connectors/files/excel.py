"""XLSX, read row by row, after looking at what it would unpack to."""

import difflib
import warnings
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from retour.connectors.files.cells import cell_text
from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import (
    LARGEST_BESIDE,
    LARGEST_MEMBER,
    LARGEST_PIECE,
    LARGEST_RATIO,
    LARGEST_UNPACKED,
    MOST_COLUMNS,
)
from retour.connectors.files.source import Kind, Source, survey
from retour.connectors.files.table import Block, Row, Shaper, Table, find_header, name_columns
from retour.events.columns import Guess
from retour.register.process import EventFile

_ROWS_AT_ONCE = 20_000


def open_xlsx(source: Source, mapping: EventFile, findings: Findings) -> Table | None:
    """A table out of one sheet (the first with rows, unless the mapping names it)."""
    if not _safe(source, findings):
        return None
    try:
        book = _book(source)
        chosen = _sheet(book, mapping, findings)
        if chosen is None:
            return None
        rows = _rows(chosen)
        head = list(islice(rows, 60))
    except Exception:  # noqa: BLE001 - a damaged workbook fails in as many ways as openpyxl has lines
        findings.add("file.broken", kind="xlsx")
        return None
    if not any(any(row.cells) for row in head):
        findings.add("file.empty")
        return None
    at = find_header(head)
    guesses = (
        [] if mapping.sheet else [Guess(what="sheet", value=chosen.title, sure=len(book.sheetnames) == 1)]
    )
    if at:
        guesses.append(Guess(what="header_line", value=str(head[at].line)))
    header = name_columns(head[at], findings)
    shaper = Shaper(findings, header, len(header), strict=False)
    blocks = _closing(book, _blocks(chain(head[at + 1 :], rows), shaper, findings))
    return Table(Kind.XLSX, header, blocks, tuple(guesses))


def sheet_names(path: Path) -> tuple[str, ...]:
    """The visible sheets of a workbook, in their order; empty when it is no workbook, or not a safe one."""
    findings = Findings(path.name)
    source = survey(path, findings)
    if source is None or source.kind is not Kind.XLSX or not _safe(source, findings):
        return ()
    try:
        book = _book(source)
        names = [s.title for s in book.worksheets if getattr(s, "sheet_state", "visible") == "visible"]
        book.close()
    except Exception:  # noqa: BLE001 - as many ways as openpyxl has lines
        return ()
    return tuple(names)


def _safe(source: Source, findings: Findings) -> bool:
    try:
        with zipfile.ZipFile(source.path) as archive:
            members = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                findings.add("file.binary", value=source.path.name, hint="save_as_xlsx", found="zip")
                return False
            if _has_doctype(archive, members):
                findings.add("xml.doctype")
                return False
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        findings.add("file.broken", kind="xlsx")
        return False
    return _bounded(members, source.path.stat().st_size, findings)


def _bounded(members: list[zipfile.ZipInfo], packed: int, findings: Findings) -> bool:
    """True when neither the whole nor what is held in memory at once unpacks to too much."""
    beside = [m for m in members if not m.filename.startswith("xl/worksheets/")]
    largest = max(beside, key=lambda m: m.file_size)
    whole = min(LARGEST_UNPACKED, max(LARGEST_PIECE, LARGEST_RATIO * packed))
    for name, size, limit in (
        ("", sum(m.file_size for m in members), whole),
        (largest.filename, largest.file_size, LARGEST_MEMBER),
        ("", sum(m.file_size for m in beside), LARGEST_BESIDE),
    ):
        if size > limit:
            findings.add("file.zip_bomb", value=name, hint="save_as_csv", bytes=size, limit=limit)
            return False
    return True


def _has_doctype(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                head = part.read(4096)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                return True
    return False


def _book(source: Source) -> Any:  # noqa: ANN401 - openpyxl has no types
    import openpyxl  # noqa: PLC0415 - heavy, and most files are CSV

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(source.path, read_only=True, data_only=True, keep_links=False)


def _sheet(book: Any, mapping: EventFile, findings: Findings) -> Any:  # noqa: ANN401 - the same
    if mapping.sheet is None:
        sheets = [s for s in book.worksheets if getattr(s, "sheet_state", "visible") == "visible"]
        return next(
            (s for s in sheets if any(any(r.cells) for r in islice(_rows(s), 20))), book.worksheets[0]
        )
    if mapping.sheet in book.sheetnames:
        return book[mapping.sheet]
    near = difflib.get_close_matches(mapping.sheet, book.sheetnames, 1)
    findings.add(
        "sheet.missing", value=mapping.sheet, hint=near[0] if near else "", sheets=list(book.sheetnames)
    )
    return None


def _rows(sheet: Any) -> Iterator[Row]:  # noqa: ANN401 - the same
    """Rows with their number in the sheet; one column past the limit is read, to see that it is passed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=None), start=1):
            cells = [cell_text(v) for v in values[: 8 * MOST_COLUMNS]]
            while cells and not cells[-1]:
                cells.pop()
            yield Row(number, cells)


def _blocks(rows: Iterator[Row], shaper: Shaper, findings: Findings) -> Iterator[Block]:
    while some := _next(rows, findings):
        block = shaper.block([r.line for r in some], [r.cells for r in some])
        if block:
            yield block


def _closing(book: Any, blocks: Iterator[Block]) -> Iterator[Block]:  # noqa: ANN401 - the same
    try:
        yield from blocks
    finally:
        book.close()


def _next(rows: Iterator[Row], findings: Findings) -> list[Row]:
    some: list[Row] = []
    try:
        some.extend(islice(rows, _ROWS_AT_ONCE))
    except Exception:  # noqa: BLE001 - what came before the damage is kept
        findings.add("file.broken", line=some[-1].line if some else 0, kind="xlsx")
    return some
