"""A small sheet (CSV or XLSX) as rows of texts with their line numbers."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retour.quantity import Place, Problem

MAX_BYTES = 5_000_000
MAX_UNPACKED = 60_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 100
_SEPARATORS = ";,\t|"
_RULER = re.compile(r"[\s|:-]+")


class Unreadable(Exception):  # noqa: N818  the file is refused, and the problem says why
    """The file cannot be read as a sheet."""

    def __init__(self, file: str, rule: str, **details: object) -> None:
        super().__init__(rule)
        self.problem = Problem(rule, Place(file), file, details=details)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its 1-based line in the file and its cells as texts."""

    line: int
    cells: tuple[str, ...]


def read_rows(path: Path) -> list[list[Row]]:
    """The rows of each sheet of a file (one sheet for a CSV), empty rows left out.

    Raises:
        Unreadable: not a sheet, too large, or damaged.
    """
    try:
        raw = _bytes(path)
    except OSError as error:
        raise Unreadable(path.name, "table.unreadable", reason=type(error).__name__) from None
    return _workbook(raw, path.name) if raw.startswith(b"PK") else [_separated(raw, path.name)]


def pasted_rows(text: str, name: str) -> list[Row]:
    """The rows of a table pasted from a spreadsheet (tabs), a CSV or Markdown; empty when it is no table.

    A table has at least two lines with the same separator, as many times on most of them.
    """
    lines = [line for line in text.splitlines() if line.strip()][: MAX_ROWS + 1]
    separator = _separator_of(lines)
    if separator is None or len(lines) > MAX_ROWS:
        return []
    if separator == "|":
        lines = [
            line.strip().removeprefix("|").removesuffix("|") for line in lines if not _RULER.fullmatch(line)
        ]
        return _rows(enumerate(([c.strip() for c in line.split("|")] for line in lines), 1), name)
    reader = csv.reader(io.StringIO(text.strip("\n"), newline=""), delimiter=separator)
    try:
        return _rows(enumerate(reader, 1), name)
    except csv.Error:
        return []


def _separator_of(lines: list[str]) -> str | None:
    for separator in ("\t", "|", ";"):
        counts = [line.count(separator) for line in lines]
        filled = [n for n in counts if n]
        if len(filled) >= 2 and len(filled) >= 0.5 * len(lines):
            return separator
    return None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as opened:
        raw = opened.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise Unreadable(path.name, "table.too_large", limit=MAX_BYTES)
    return raw


def _separated(raw: bytes, file: str) -> list[Row]:
    text = _decoded(raw, file)
    separator = max(_SEPARATORS, key=text[:5000].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(file, "table.unreadable", reason=str(error)) from None
    return _rows(rows, file)


def _decoded(raw: bytes, file: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in raw:
        raise Unreadable(file, "table.unreadable", reason="binary")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(file, "table.unreadable", reason="encoding")


def _workbook(raw: bytes, file: str) -> list[list[Row]]:
    from openpyxl import load_workbook  # noqa: PLC0415  slow, and only for workbooks

    try:
        _check_unpacked(raw, file)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheets = [_rows(enumerate(s.iter_rows(values_only=True), 1), file) for s in book.worksheets]
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001  openpyxl raises about anything on a damaged file
        raise Unreadable(file, "table.unreadable", reason=type(error).__name__) from None
    book.close()
    return sheets


def _check_unpacked(raw: bytes, file: str) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
            raise Unreadable(file, "table.too_large", limit=MAX_UNPACKED)


def _rows(rows: Iterable[tuple[int, Iterable[Any]]], file: str) -> list[Row]:
    made: list[Row] = []
    for line, cells in rows:
        words = tuple("" if c is None else str(c).strip() for c in cells)
        if len(made) >= MAX_ROWS or (len(words) > MAX_COLUMNS and any(words[MAX_COLUMNS:])):
            raise Unreadable(file, "table.too_large", limit=MAX_ROWS)
        if any(words):
            made.append(Row(line, words))
    return made
