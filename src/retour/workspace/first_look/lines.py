"""One line a case: what each case of a file can be recognised by, and when it began."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from retour.connectors.files import read_events
from retour.events.columns import EventColumns, SourceReport
from retour.events.contact import normalise_email, normalise_phone
from retour.quantity import Problem, Text
from retour.register.process import EventFile, Process
from retour.watch.matching import Side

OFTEN = 0.9  # of the fullest date column, for one to begin cases
EARLY = 0.8  # of the earliest one's lines
MOST_VALUES = 200  # different activities or values, past which none of them is a sign
KEPT = ("email", "phone", "name", "first_name", "last_name", "company", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An activity, or a value of a column worth slicing by: when it was first seen, and on how many lines.

    `column` is empty for an activity. `since`: events (or cases, for a value) from that moment on.
    """

    column: str
    value: str
    first: int  # µs
    n: int
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The cases of one file, in the order of the file: as `matching` wants them, and as people call them."""

    side: Side
    label: Sequence[str]
    email: Sequence[str | None]  # as written
    begun_otherwise: frozenset[int] = frozenset()  # wide: lines without the beginning date, dated by another
    appearances: tuple[Appearance, ...] = ()


class Gathered:
    """Collects the events that begin the cases, from the chunks of one file.

    Wide files: the event of a line's beginning column, else its earliest. Long ones: a case's first event.
    """

    def __init__(self, *, wide: bool) -> None:
        self._wide = wide
        self._parts: list[EventColumns] = []
        self._seen: dict[str, tuple[int, int, int]] = {}
        self._told: Counter[str] = Counter()
        self._earliest: Counter[str] = Counter()

    def add(self, chunk: EventColumns) -> None:
        """The next chunk: wide files give a line's events together, long ones anywhere."""
        part = len(self._parts)
        self._parts.append(chunk)
        if self._wide:
            self._told.update(chunk.activity)
            self._earliest.update(chunk.activity[i] for i in _first_of_lines(chunk, None).tolist())
            return
        for place, (case, at) in enumerate(zip(chunk.case, chunk.at.tolist(), strict=True)):
            known = self._seen.get(case)
            if known is None or at < known[0]:
                self._seen[case] = at, part, place

    def start(self, named: str | None) -> str | None:
        """The activity that begins a wide file's cases: one on most lines, and most often the earliest.

        `named` is the one whose column says so: kept when it is as often there, and nearly as early.
        """
        if not self._told:
            return named
        most = max(self._told.values())
        usual = [a for a, n in self._told.items() if n >= OFTEN * most]
        best = max(usual, key=lambda a: self._earliest[a])
        if named in usual and self._earliest[named] >= EARLY * self._earliest[best]:
            return named
        return best

    @property
    def parts(self) -> tuple[EventColumns, ...]:
        """Every chunk."""
        return tuple(self._parts)

    def places(self, start: str | None) -> list[tuple[EventColumns, NDArray[np.int64]]]:
        """Each chunk with the places of the events that begin a case."""
        if self._wide:
            return [(chunk, _first_of_lines(chunk, start)) for chunk in self._parts]
        by_part: list[list[int]] = [[] for _ in self._parts]
        for _, part, place in self._seen.values():
            by_part[part].append(place)
        chosen = [np.array(sorted(places), np.int64) for places in by_part]
        return list(zip(self._parts, chosen, strict=True))


def _first_of_lines(chunk: EventColumns, start: str | None) -> NDArray[np.int64]:
    """For each line the event that begins its case, else its earliest."""
    other = np.array([a != start for a in chunk.activity], np.bool_)
    order = np.lexsort((chunk.at, other, chunk.line))
    line = chunk.line[order]
    first = np.ones(len(line), np.bool_)
    first[1:] = line[1:] != line[:-1]
    return order[first]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFile:
    """A file read from end to end: its cases (None: none), how they begin, the report and every problem."""

    lines: Lines | None
    start: str | None
    report: SourceReport
    problems: tuple[Problem, ...]


def read_lines(
    path: Path, mapping: EventFile, named: str | None, *, timezone: str, sure: bool = False
) -> WholeFile:
    """Read a whole file once. Never raises on a bad file.

    Args:
        path: the file.
        mapping: a complete mapping; attributes named as in KEPT say whose case it is.
        named: the activity whose column says that it begins a case (wide files).
        timezone: of dates without an offset.
        sure: a person said so: `named` is kept whatever the data look like.
    """
    wide = mapping.shape != "long"
    gathered = Gathered(wide=wide)
    process = Process(key="look", name=Text.same("look"), case=Text.same("case"))
    report, problems = read_events(
        path, process, mapping, name=path.name, timezone=timezone, key=b"", sink=gathered.add
    )
    start = named if sure or not wide else gathered.start(named)
    parts = [(chunk, places) for chunk, places in gathered.places(start) if len(places)]
    lines = _lines(parts, mapping, start if wide else None) if parts else None
    if lines is not None:
        lines = replace(lines, appearances=tuple(_appearances(gathered.parts, parts)))
    return WholeFile(lines=lines, start=start, report=report, problems=problems)


def _lines(
    parts: list[tuple[EventColumns, NDArray[np.int64]]], mapping: EventFile, start: str | None
) -> Lines:
    told = {name: _column(parts, name) for name in KEPT}
    cases = [chunk.case[i] for chunk, places in parts for i in places.tolist()]
    person = [
        name or " ".join(filter(None, (first, last)))
        for name, first, last in zip(told["name"], told["first_name"], told["last_name"], strict=True)
    ]
    company = [c or "" for c in told["company"]]
    if not any(person) and not any(company):
        person = [t or "" for t in told["title"]]
    own = mapping.case is not None
    side = Side(
        line=np.concatenate([chunk.line[places] for chunk, places in parts]),
        at=np.concatenate([chunk.at[places] for chunk, places in parts]),
        case=cases if own else [None] * len(cases),
        email=[normalise_email(cell) if cell else None for cell in told["email"]],
        phone=Normalised(told["phone"], normalise_phone),
        person=person,
        company=company,
        own_numbers=own and "email" not in _attribute_of(mapping),
    )
    label = [
        p or c or e or t or case
        for p, c, e, t, case in zip(person, company, told["email"], told["title"], cases, strict=True)
    ]
    late = [
        int(chunk.line[i])
        for chunk, places in parts
        for i in places.tolist()
        if start is not None and chunk.activity[i] != start
    ]
    return Lines(side=side, label=label, email=told["email"], begun_otherwise=frozenset(late))


def _appearances(
    chunks: Sequence[EventColumns], parts: list[tuple[EventColumns, NDArray[np.int64]]]
) -> Iterator[Appearance]:
    """Activities over all events; values of the slicing columns over the events that begin cases."""
    events, values = _Seen(), _Seen()
    for chunk in chunks:
        events.add("", chunk.activity, chunk.at)
    for chunk, places in parts:
        for name in [n for n in chunk.attributes if n not in KEPT]:
            cells = chunk.attributes[name]
            values.add(name, [cells[i] for i in places.tolist()], chunk.at[places])
    yield from events.appearances(np.concatenate([chunk.at for chunk in chunks]))
    yield from values.appearances(np.concatenate([chunk.at[places] for chunk, places in parts]))


class _Seen:
    """When each value of a column was first seen, and how often."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], tuple[int, int]] = {}

    def add(self, column: str, cells: Sequence[str | None], at: NDArray[np.int64]) -> None:
        """More cells of a column, and the moment of each (µs)."""
        code = {value: i for i, value in enumerate(dict.fromkeys(cells))}
        codes = np.fromiter(map(code.__getitem__, cells), np.int64, len(cells))
        firsts = np.full(len(code), np.iinfo(np.int64).max)
        np.minimum.at(firsts, codes, at)
        for value, first, n in zip(code, firsts.tolist(), np.bincount(codes).tolist(), strict=True):
            if value:
                before, m = self._told.get((column, value), (first, 0))
                self._told[column, value] = min(before, first), m + n

    def appearances(self, at: NDArray[np.int64]) -> Iterator[Appearance]:
        """Every value, of all the moments `at`; none of a column of too many."""
        whole = np.sort(at)
        for (column, value), (first, n) in self._told.items() if len(self._told) <= MOST_VALUES else ():
            since = len(whole) - int(np.searchsorted(whole, first))
            yield Appearance(column=column, value=value, first=first, n=n, since=since)


def _attribute_of(mapping: EventFile) -> str:
    """The part that the case's own column plays besides: the e-mail may be the case."""
    return mapping.attributes.get(mapping.case or "", "")


def _column(parts: list[tuple[EventColumns, NDArray[np.int64]]], name: str) -> list[str | None]:
    out: list[str | None] = []
    for chunk, places in parts:
        cells = chunk.attributes.get(name)
        out += [None] * len(places) if cells is None else [cells[i] for i in places.tolist()]
    return out


class Normalised(Sequence[str | None]):
    """Cells brought to one form when they are asked for: most phones never are."""

    def __init__(self, cells: Sequence[str | None], read: Callable[[str], str | None]) -> None:
        self._cells, self._read = cells, read
        self._known: dict[int, str | None] = {}

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[str | None]:
        known, read = self._known, self._read
        for place, cell in enumerate(self._cells):
            if place not in known:
                known[place] = read(cell) if cell else None
            yield known[place]

    @overload
    def __getitem__(self, place: int) -> str | None: ...

    @overload
    def __getitem__(self, place: slice) -> "Normalised": ...

    def __getitem__(self, place: int | slice) -> "str | Normalised | None":
        if isinstance(place, slice):
            return Normalised(self._cells[place], self._read)
        if place not in self._known:
            cell = self._cells[place]
            self._known[place] = self._read(cell) if cell else None
        return self._known[place]
