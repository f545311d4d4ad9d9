"""What the address asks of the steering table; what it asks wrongly is left aside and said."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from retour.web.pilot.lines import FILTERS, SORTS, Line, Sortable, folded

LONGEST = 100  # characters of a search


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Filters, search and order. `ignored`: (filter, value) pairs that mean nothing here."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    sort: str = ""
    down: bool = False
    ignored: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, said: QueryDict, choices: Mapping[str, Mapping[str, str]]) -> "Asked":
        """Read the address: `choices` are the values that exist, by filter."""
        given = {name: value for name in FILTERS if (value := said.get(name, "").strip()[:LONGEST])}
        chosen = {name: value for name, value in given.items() if value in choices[name]}
        ignored = [(name, value) for name, value in given.items() if name not in chosen]
        sort = said.get("sort", "").strip()[:LONGEST]
        column = sort.removeprefix("-")
        if column and column not in SORTS:
            ignored.append(("sort", sort))
            column = ""
        search = " ".join(said.get("q", "").split())[:LONGEST]
        down = bool(column) and sort.startswith("-")
        return cls(chosen=chosen, search=search, sort=column, down=down, ignored=tuple(ignored))

    @property
    def active(self) -> int:
        """How many filters are in place, the search included."""
        return len(self.chosen) + bool(self.search)

    def query(self, *, page: int = 1) -> str:
        """The address that asks the same again, on some page; empty when nothing is asked."""
        said = dict(self.chosen)
        if self.search:
            said["q"] = self.search
        if self.sort:
            said["sort"] = f"{'-' * self.down}{self.sort}"
        if page > 1:
            said["page"] = str(page)
        return f"?{urlencode(said)}" if said else "?"

    def sorted_by(self, column: str) -> "Asked":
        """The same, sorted by a column; by the same column again: the other way round."""
        return replace(self, sort=column, down=column == self.sort and not self.down)

    def of_lines(self, lines: tuple[Line, ...]) -> list[Line]:
        """The lines that are asked for, in the order that is asked for; what is unknown comes last."""
        words = folded(self.search).split()
        found = [line for line in lines if self._keeps(line) and all(word in line.words for word in words)]
        if not self.sort:
            return found
        known = [line for line in found if line.order[self.sort] is not None]
        known.sort(key=lambda line: _rank(line.order[self.sort]), reverse=self.down)
        return known + [line for line in found if line.order[self.sort] is None]

    def _keeps(self, line: Line) -> bool:
        return all(value in line.choices[name] for name, value in self.chosen.items())


def _rank(value: Sortable | None) -> tuple[float, str]:
    return (0.0, value) if isinstance(value, str) else (value or 0.0, "")
