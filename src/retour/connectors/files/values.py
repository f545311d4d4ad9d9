"""Columns of values read once a distinct value: actors, kinds, amounts, minutes."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from retour.connectors.files.findings import Findings
from retour.connectors.files.rows import Rows
from retour.events.actor import actor_kind, pseudonym
from retour.events.number import read_number

_REMEMBERED = 200_000  # distinct values
T = TypeVar("T", bound=Hashable | None)


class Memo(Generic[T]):
    """Reads each distinct value once, and forgets when there are too many."""

    def __init__(self, read: Callable[[str], T]) -> None:
        self._read = read
        self._known: dict[str, T] = {}

    def of(self, cells: Sequence[str]) -> list[T]:
        """What each cell reads as."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        known, read = self._known, self._read
        for cell in set(cells) - known.keys():
            known[cell] = read(cell)
        return [known[cell] for cell in cells]


class Values:
    """Reads the cells of one file that are not times, cases or activities."""

    def __init__(self, findings: Findings, key: bytes, *, comma: bool) -> None:
        self._findings = findings
        self._actors = Memo(lambda cell: pseudonym(cell, key) if cell.strip() else None)
        self._amounts = Memo(lambda cell: read_number(cell, places=2, comma=comma))
        self._minutes = Memo(lambda cell: _not_negative(read_number(cell, places=3, comma=comma)))

    def actors(self, rows: Rows, column: str | None) -> list[str | None] | None:
        """Pseudonyms; None where the cell is blank, or for all when there is no such column."""
        return None if column is None else self._actors.of(rows.cells[column])

    def kinds(self, rows: Rows, column: str | None) -> list[str | None] | None:
        """Kinds of actor. An unknown word is not shown: it may be somebody's name."""
        if column is None:
            return None
        words = rows.cells[column]
        kinds = {word: kind.value if (kind := actor_kind(word)) else None for word in set(words)}
        unknown = {word for word, kind in kinds.items() if kind is None and word.strip()}
        for row, word in enumerate(words) if unknown else ():
            if word in unknown:
                self._findings.warn("actor_kind.unknown", line=rows.lines[row], column=column)
        return [kinds[word] for word in words]

    def amounts(self, rows: Rows, column: str | None) -> list[int | None] | None:
        """Amounts in minor units; one that cannot be read is missing, with a warning."""
        return None if column is None else self._numbers(rows, column, ("amount", self._amounts))

    def minutes(self, rows: Rows, column: str | None) -> list[int | None] | None:
        """Minutes in thousandths; negative ones are missing, with a warning."""
        return None if column is None else self._numbers(rows, column, ("minutes", self._minutes))

    def _numbers(self, rows: Rows, column: str, of: tuple[str, Memo[int | str | None]]) -> list[int | None]:
        role, memo = of
        cells = rows.cells[column]
        read = memo.of(cells)
        for row in (i for i, number in enumerate(read) if number.__class__ is str):
            more = {"line": rows.lines[row], "column": column, "value": cells[row]}
            self._findings.warn(f"{role}.{read[row]}", **more)
        return [None if isinstance(number, str) else number for number in read]


def _not_negative(number: int | str | None) -> int | str | None:
    return "negative" if isinstance(number, int) and number < 0 else number
