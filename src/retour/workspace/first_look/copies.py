"""The files as a workspace keeps them: only the columns that play a part, the case recognised, lines kept.

A copy has every line at its own number, so that « ligne 212 » of a report is line 212 of the user's file.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from retour.connectors.files.findings import Findings
from retour.connectors.files.opening import open_table
from retour.connectors.files.source import survey
from retour.connectors.files.table import Block
from retour.register.keys import slug
from retour.register.process import EventFile
from retour.workspace.first_look.lines import KEPT
from retour.workspace.first_look.looked import Looked

CASE = "retour_case"
SET_ASIDE = "retour_set_aside"  # wide: the beginning of a case that is neither found nor lost
UNSETTLED = "unsettled"

NAMED = ("name", "email", "last_name", "company", "title", "phone")  # what a lost case is called by, in order

Column = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What matching says of one file's lines.

    `key`: line -> the case's key, for every line that begins a case. `unsettled`: lines whose case is
    neither found nor lost. `begins`: the activity that begins a case here (empty: the file's own words).
    `skip`: lines that are no data (totals). `begun`: lines without the beginning date, and the date of
    another column that stands for it.
    """

    key: dict[int, str]
    begins: str
    unsettled: frozenset[int] = frozenset()
    skip: frozenset[int] = frozenset()
    begun: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Copy:
    """One file being copied: what it was, what is told of its lines, the columns kept."""

    looked: Looked
    told: Told
    wanted: tuple[str, ...]

    @property
    def wide(self) -> bool:
        """One row a case."""
        return self.looked.mapping.shape != "long"

    def columns(self, lines: list[int], kept: list[Column]) -> list[Column]:
        """The columns to write for some lines: the case first, what the file had, what is set aside."""
        cells = [_on_one_line(column) for column in kept]
        return self._wide(lines, cells) if self.wide else self._long(lines, cells)

    def _wide(self, lines: list[int], cells: list[Column]) -> list[Column]:
        told = self.told
        own = self._column(self.looked.mapping.case, cells) or [""] * len(lines)
        keys = [told.key.get(line) or (n.strip() or f"L{line}") for line, n in zip(lines, own, strict=True)]
        aside = [""] * len(lines)
        at = self.wanted.index(self.looked.start or self.wanted[0])
        if told.begun:
            cells[at] = [told.begun.get(line, c) for line, c in zip(lines, cells[at], strict=True)]
        if told.unsettled:
            out = [line in told.unsettled for line in lines]
            aside = [c if o else "" for c, o in zip(cells[at], out, strict=True)]
            cells[at] = ["" if o else c for c, o in zip(cells[at], out, strict=True)]
        return [keys, *cells, aside]

    def _long(self, lines: list[int], cells: list[Column]) -> list[Column]:
        told, mapping = self.told, self.looked.mapping
        numbers = self._column(mapping.case, cells) or [""] * len(lines)
        keys = self._keys_of_numbers()
        if told.begins:
            at = self.wanted.index(mapping.activity or "")
            cells[at] = [self._activity(line, c) for line, c in zip(lines, cells[at], strict=True)]
        return [[keys.get(n.strip(), n) for n in numbers], *cells]

    def _activity(self, line: int, said: str) -> str:
        if line not in self.told.key:
            return said
        return UNSETTLED if line in self.told.unsettled else self.told.begins

    def _keys_of_numbers(self) -> dict[str, str]:
        side = self.looked.lines.side if self.looked.lines else None
        if side is None:
            return {}
        pairs = zip(side.line.tolist(), side.case, strict=True)
        return {number or "": self.told.key.get(line, number or "") for line, number in pairs}

    def _column(self, name: str | None, cells: list[Column]) -> Column | None:
        return cells[self.wanted.index(name)] if name in self.wanted else None


def write_copy(looked: Looked, told: Told, folder: Path) -> EventFile:
    """Write `events/<name>.csv` in the folder and return the mapping that reads it."""
    target = _free_name(folder / "events", slug(looked.path.name.partition(".")[0]) or "export")
    looked = _needed(looked)
    copy = Copy(looked, told, tuple(c.name for c in looked.columns if c.role))
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([CASE, *copy.wanted, *([SET_ASIDE] if copy.wide else [])])
        next_line = 2
        for lines, columns in _blocks(copy):
            rows = zip(*columns, strict=True)
            if lines[0] == next_line and lines[-1] - lines[0] == len(lines) - 1:
                writer.writerows(rows)
                next_line = lines[-1] + 1
                continue
            for line, row in zip(lines, rows, strict=True):
                writer.writerows([()] * (line - next_line))  # blank lines keep the numbers of those below
                writer.writerow(row)
                next_line = max(line, next_line) + 1
    return _mapping(looked, told, f"events/{target.name}")


def _needed(looked: Looked) -> Looked:
    """The file with the columns that a workspace needs: of those that name a person, two at most."""
    attributes = looked.mapping.attributes
    named = [role for role in NAMED if role in attributes.values()][:2]
    kept = {c: a for c, a in attributes.items() if a not in KEPT or a in named}
    columns = tuple(c for c in looked.columns if c.name not in attributes or c.name in kept)
    return replace(looked, columns=columns, mapping=replace(looked.mapping, attributes=kept))


def _free_name(folder: Path, stem: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target, turn = folder / f"{stem}.csv", 2
    while target.exists():
        target, turn = folder / f"{stem}-{turn}.csv", turn + 1
    return target


def _blocks(copy: Copy) -> Iterator[tuple[list[int], list[Column]]]:
    findings = Findings(copy.looked.name)
    source = survey(copy.looked.path, findings)
    table = open_table(source, copy.looked.mapping, findings, copy.wanted) if source else None
    if table is None:
        return
    places = [table.header.index(c) for c in copy.wanted]
    for block in table.blocks:
        kept = _without(block, copy.told.skip)
        lines = kept.lines.tolist()
        if lines:
            yield lines, copy.columns(lines, [kept.columns[p] for p in places])


def _without(block: Block, skip: frozenset[int]) -> Block:
    if not skip or skip.isdisjoint(block.lines.tolist()):
        return block
    keep = [i for i, line in enumerate(block.lines.tolist()) if line not in skip]
    return Block(block.lines[keep], tuple([c[i] for i in keep] for c in block.columns))


def _on_one_line(column: Column) -> Column:
    if "\n" not in "".join(column) and "\r" not in "".join(column):
        return column
    return [" ".join(cell.splitlines()) for cell in column]


def _mapping(looked: Looked, told: Told, path: str) -> EventFile:
    mapping = replace(
        looked.mapping, path=path, case=CASE, encoding="utf-8", separator=",", sheet=None, event_id=None
    )
    if mapping.shape == "long":
        return mapping
    start = looked.start or ""
    begins = {start: told.begins or mapping.dates[start]}
    others = {c: a for c, a in mapping.dates.items() if c != start}
    aside = {SET_ASIDE: UNSETTLED} if told.unsettled else {}
    return replace(mapping, dates={**begins, **others, **aside})
