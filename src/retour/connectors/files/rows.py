"""Rows of a block by column name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from retour.connectors.files.table import Block

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """n rows: their lines in the file, and n cells of each column."""

    lines: NDArray[np.int64]
    cells: Mapping[str, Sequence[str]]

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, index: int) -> tuple[str, ...]:
        """The cells of one row, in the order of the header."""
        return tuple(column[index] for column in self.cells.values())

    def kept(self, keep: Mask) -> "Rows":
        """The rows where `keep` is True."""
        if keep.all():
            return self
        cells = {name: list(compress(column, keep)) for name, column in self.cells.items()}
        return Rows(self.lines[keep], cells)

    def at(self, rows: NDArray[np.int64]) -> "Rows":
        """The rows at these places, which may repeat."""
        places = rows.tolist()
        cells = {name: [column[i] for i in places] for name, column in self.cells.items()}
        return Rows(self.lines[rows], cells)

    def only(self, columns: Sequence[str]) -> "Rows":
        """The same rows with these columns only."""
        return Rows(self.lines, {name: self.cells[name] for name in columns})


def parts(block: Block, header: Sequence[str], most: int) -> Iterator[Rows]:
    """The rows of a block, at most `most` at a time."""
    for start in range(0, len(block), most):
        part = slice(start, start + most)
        cells = {name: column[part] for name, column in zip(header, block.columns, strict=True)}
        yield Rows(block.lines[part], cells)


def stripped(cells: Sequence[str]) -> list[str]:
    """The cells without the spaces around them."""
    return [cell.strip() for cell in cells]


def texts(cells: Sequence[str]) -> list[str | None]:
    """The cells without the spaces around them; None where nothing is left."""
    return [cell.strip() or None for cell in cells]


def filled(cells: list[str]) -> Mask:
    """Where a cell has something."""
    if "" not in cells:
        return np.ones(len(cells), np.bool_)
    return np.array([bool(cell) for cell in cells], np.bool_)
