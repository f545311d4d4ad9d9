"""One line a case: what each case of a file can be recognised by, and when it began."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retour.connectors.files import read_events
from retour.events.columns import EventColumns, SourceReport
from retour.events.contact import normalise_email, normalise_phone
from retour.quantity import Problem, Text
from retour.register.process import EventFile, Process
from retour.watch.matching import Side

KEPT = ("email", "phone", "name", "first_name", "last_name", "company", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The cases of one file, in the order of the file: as `matching` wants them, and as people call them."""

    side: Side
    label: Sequence[str]
    email: Sequence[str | None]  # as written


class Gathered:
    """Collects the first event of every case from the chunks of one file."""

    def __init__(self, start: str | None) -> None:
        self._start = start
        self._parts: list[EventColumns] = []
        self._chosen: list[NDArray[np.int64]] = []
        self._seen: dict[str, tuple[int, int, int]] = {}

    def add(self, chunk: EventColumns) -> None:
        """The next chunk: wide files give a line's events together, long ones anywhere."""
        self._parts.append(chunk)
        if self._start is not None:
            self._chosen.append(_first_of_lines(chunk, self._start))
            return
        part = len(self._parts) - 1
        for place, (case, at) in enumerate(zip(chunk.case, chunk.at.tolist(), strict=True)):
            known = self._seen.get(case)
            if known is None or at < known[0]:
                self._seen[case] = at, part, place

    def places(self) -> list[tuple[EventColumns, NDArray[np.int64]]]:
        """Each chunk with the places of the events that begin a case."""
        if self._start is None:
            by_part: list[list[int]] = [[] for _ in self._parts]
            for _, part, place in self._seen.values():
                by_part[part].append(place)
            self._chosen = [np.array(sorted(places), np.int64) for places in by_part]
        return list(zip(self._parts, self._chosen, strict=True))


def _first_of_lines(chunk: EventColumns, start: str) -> NDArray[np.int64]:
    """For each line the event that begins its case, else its earliest."""
    other = np.fromiter((a != start for a in chunk.activity), np.bool_, len(chunk))
    order = np.lexsort((chunk.at, other, chunk.line))
    line = chunk.line[order]
    first = np.ones(len(line), np.bool_)
    first[1:] = line[1:] != line[:-1]
    return order[first]


def read_lines(
    path: Path, mapping: EventFile, start: str | None, *, timezone: str
) -> tuple[Lines | None, SourceReport, tuple[Problem, ...]]:
    """Read a whole file once: its cases, the report and every problem. Never raises on a bad file.

    Args:
        path: the file.
        mapping: a complete mapping; attributes named as in KEPT say whose case it is.
        start: the activity that begins a case (wide files); None: the first event of each case.
        timezone: of dates without an offset.
    """
    gathered = Gathered(start)
    process = Process(key="look", name=Text.same("look"), case=Text.same("case"))
    report, problems = read_events(
        path, process, mapping, name=path.name, timezone=timezone, key=b"", sink=gathered.add
    )
    parts = [(chunk, places) for chunk, places in gathered.places() if len(places)]
    return (_lines(parts, mapping) if parts else None), report, problems


def _lines(parts: list[tuple[EventColumns, NDArray[np.int64]]], mapping: EventFile) -> Lines:
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
        email=_read(told["email"], normalise_email),
        phone=_read(told["phone"], normalise_phone),
        person=person,
        company=company,
        own_numbers=own and "email" not in _attribute_of(mapping),
    )
    label = [
        p or c or e or t or case
        for p, c, e, t, case in zip(person, company, told["email"], told["title"], cases, strict=True)
    ]
    return Lines(side=side, label=label, email=told["email"])


def _attribute_of(mapping: EventFile) -> str:
    """The part that the case's own column plays besides: the e-mail may be the case."""
    return mapping.attributes.get(mapping.case or "", "")


def _column(parts: list[tuple[EventColumns, NDArray[np.int64]]], name: str) -> list[str | None]:
    out: list[str | None] = []
    for chunk, places in parts:
        cells = chunk.attributes.get(name)
        out += [None] * len(places) if cells is None else [cells[i] for i in places.tolist()]
    return out


def _read(cells: Sequence[str | None], read: Callable[[str], str | None]) -> list[str | None]:
    return [read(cell) if cell else None for cell in cells]
