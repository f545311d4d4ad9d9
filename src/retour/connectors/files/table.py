"""A table out of any kind of file: a header, and blocks of rows with their line numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import MOST_COLUMNS
from retour.connectors.files.source import Kind
from retour.events.actor import plain
from retour.events.columns import Guess

EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#N/D", "#REF"})
_TOTAL = re.compile(r"(?:(?:sous|sub|grand|grands) )?tota(?:l|ux|ls)\b|(?:sum|somme)$")
_LOOKED_AT = 30  # rows looked at to find the header


@dataclass(frozen=True, slots=True)
class Row:
    """One row of text cells and its line in the file."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive rows by column: `lines` (n), and as many columns of n cells as the header has."""

    lines: NDArray[np.int64]
    columns: tuple[Sequence[str], ...]

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, index: int) -> tuple[str, ...]:
        """The cells of one row."""
        return tuple(column[index] for column in self.columns)


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its blocks, which can be gone through once. Cells are text; blank is empty."""

    kind: Kind
    header: tuple[str, ...]
    blocks: Iterator[Block]
    guesses: tuple[Guess, ...] = ()
    exported: Mapping[str, str] | None = None  # of a log that Retour exported: role -> column

    def index(self, column: str) -> int | None:
        """The place of a column by its name, else by its name without accents, case and punctuation."""
        if column in self.header:
            return self.header.index(column)
        names = [plain(name) for name in self.header]
        return names.index(plain(column)) if plain(column) in names else None


@dataclass(slots=True)
class Shaper:
    """Turns raw rows into blocks as wide as the header; says which rows do not fit."""

    findings: Findings
    header: tuple[str, ...] = ()
    width: int = 0
    strict: bool = True  # CSV: a row with too few cells is worth a warning
    kept: Sequence[int] | None = field(default=None)

    def block(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> Block | None:
        """A block of the rows that are not blank."""
        if set(map(len, rows)) != {self.width}:
            lines, rows = self._fitted(lines, rows)
        if not rows:
            return None
        return self.from_columns(lines, list(zip(*rows, strict=True)))

    def from_columns(self, lines: Sequence[int], columns: Sequence[Sequence[str]]) -> Block | None:
        """A block of whole columns, less the rows that are blank and the columns past the header."""
        kept = tuple(_without_errors(c) for c in columns[: len(self.header)])
        return _without_blank_rows(Block(np.asarray(lines, np.int64), kept))

    def _fitted(
        self, lines: Sequence[int], rows: Sequence[Sequence[str]]
    ) -> tuple[list[int], list[Sequence[str]]]:
        fitted = [
            (line, cells)
            for line, row in zip(lines, rows, strict=True)
            if (cells := self._fit(line, row)) is not None
        ]
        return [line for line, _ in fitted], [cells for _, cells in fitted]

    def _fit(self, line: int, row: Sequence[str]) -> Sequence[str] | None:
        if len(row) == self.width:
            return row
        if not any(row):
            return None
        if len(row) > self.width:
            if any(cell.strip() for cell in row[self.width :]):
                details = {"cells": len(row), "columns": self.width}
                self.findings.reject("line.too_many_cells", line=line, value=" ".join(row), **details)
                return None
            return row[: self.width]
        if self.strict and not is_total(row):
            self.findings.warn(
                "line.too_few_cells", line=line, value=" ".join(row), cells=len(row), columns=self.width
            )
        return [*row, *[""] * (self.width - len(row))]


def is_total(cells: Sequence[str]) -> bool:
    """True for a total line: one of its first filled cells says so."""
    filled = [cell for cell in cells if cell.strip()][:3]
    return any(len(cell) < 40 and _TOTAL.match(plain(cell)) for cell in filled)


def find_header(rows: Sequence[Row]) -> int:
    """Which of the first rows is the header: the first as full as a usual row (titles stand above it)."""
    full = [sum(1 for c in row.cells if c.strip()) for row in rows[:_LOOKED_AT]]
    usual = Counter(n for n in full if n > 1).most_common(1)
    enough = max(2, 0.6 * usual[0][0]) if usual else 1
    fits = (i for i, n in enumerate(full) if n >= enough)
    return next(fits, next((i for i, n in enumerate(full) if n), 0))


def name_columns(row: Row, findings: Findings) -> tuple[str, ...]:
    """Header names, trimmed; a second column of the same name becomes ``name (2)``; at most 2,000."""
    cells = [" ".join(cell.split()) for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        findings.add("file.too_many_columns", line=row.line, columns=len(cells), limit=MOST_COLUMNS)
        cells = cells[:MOST_COLUMNS]
    taken = set(cells)
    seen: set[str] = set()
    names = []
    for place, cell in enumerate(cells, start=1):
        name = cell or f"column {place}"
        if name in seen:
            name = _renamed(cell or name, taken | seen)
            findings.warn("column.duplicated", line=row.line, column=name, value=cell, renamed=name)
        seen.add(name)
        names.append(name)
    return tuple(names)


def _renamed(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _without_errors(column: Sequence[str]) -> Sequence[str]:
    if "#" not in "".join(column):
        return column
    return ["" if cell in EXCEL_ERRORS else cell for cell in column]


def _without_blank_rows(block: Block) -> Block | None:
    """Rows with nothing but spaces are not rows. Looked at only where the first cell is blank."""
    if not block.columns:
        return None
    doubt = [i for i, cell in enumerate(block.columns[0]) if not cell or cell.isspace()]
    blank = {i for i in doubt if not any(c[i].strip() for c in block.columns)}
    if not blank:
        return block
    keep = [i for i in range(len(block)) if i not in blank]
    return Block(block.lines[keep], tuple([c[i] for i in keep] for c in block.columns)) if keep else None
