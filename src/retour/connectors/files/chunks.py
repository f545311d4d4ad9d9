"""Chunks of events out of blocks of text, by a settled reading."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import CHUNK_EVENTS
from retour.connectors.files.refusals import Refusals
from retour.connectors.files.rows import Mask, Rows, filled, parts, stripped, texts
from retour.connectors.files.settle import Settled, labels_of
from retour.connectors.files.table import Block
from retour.connectors.files.values import Memo, Values
from retour.events.actor import plain
from retour.events.columns import EventColumns
from retour.events.contact import normalise_email
from retour.events.moment import Moments, Read, read_moments
from retour.register.process import Process

_KEPT = (Read.FINE, Read.TWICE, Read.NEVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How one file is read, all settled."""

    process: Process
    settled: Settled
    zone: ZoneInfo
    key: bytes
    rename: Mapping[str, str]


@dataclass(slots=True)
class Tally:
    """What was counted while reading."""

    rows: int = 0
    events: int = 0
    other_transitions: int = 0
    other_process: Counter[str] = field(default_factory=Counter)


class Chunks:
    """Turns the blocks of one file into chunks of events, and counts."""

    def __init__(self, how: How, header: Sequence[str], findings: Findings) -> None:
        self.tally = Tally()
        self._how, self._settled, self._header = how, how.settled, header
        self._findings = findings
        self._refusals = Refusals(findings, how.settled, how.zone)
        self._values = Values(findings, how.key, comma=how.settled.comma)
        labels = labels_of(how.process)
        self._activities = Memo(
            lambda cell: how.rename.get(text := cell.strip()) or labels.get(plain(text)) or text
        )
        self._refused = 0

    def of(self, block: Block) -> Iterator[EventColumns]:
        """The events of a block, at most about 50,000 at a time."""
        for rows in parts(block, self._header, max(1, CHUNK_EVENTS // max(1, len(self._settled.dates)))):
            own = self._own(rows)
            self.tally.rows += len(own)
            before = self._findings.rejected
            chunk = self._wide(own) if self._settled.shape == "wide" else self._long(own)
            self._refused += self._findings.rejected - before
            self.tally.events += len(chunk)
            if len(chunk):
                yield chunk

    def finish(self) -> None:
        """Say what was left out on purpose; lines that never became rows count as rows read."""
        tally = self.tally
        tally.rows += self._findings.rejected - self._refused
        if tally.other_transitions:
            details = {"kept": tally.events, "skipped": tally.other_transitions}
            self._findings.note("events.other_transitions", **details)
        if tally.other_process and not tally.rows:
            found = [name for name, _ in tally.other_process.most_common(5)]
            self._findings.warn("process.no_rows", found=found)

    def _own(self, rows: Rows) -> Rows:
        """Rows of this process, where the file says the process of each."""
        if self._settled.process is None:
            return rows
        process = self._how.process
        words = {plain(w) for w in (process.key, process.name.fr, process.name.en, "")}
        cells = rows.cells[self._settled.process]
        mine = {cell for cell in set(cells) if plain(cell) in words}
        if mine.issuperset(cells):
            return rows
        self.tally.other_process.update(cell for cell in cells if cell not in mine)
        return rows.kept(np.array([cell in mine for cell in cells]))

    def _long(self, rows: Rows) -> EventColumns:
        settled = self._settled
        rows = self._completed(rows)
        case = stripped(rows.cells[settled.case or ""])
        activity = self._activities.of(rows.cells[settled.activity or ""])
        times = self._read(rows, settled.time or "")
        keep = np.isin(times.read, _KEPT) & filled(case) & filled(activity)
        for row in np.flatnonzero(~keep).tolist():
            self._refusals.long(rows, row, (case[row], activity[row], Read(int(times.read[row]))))
        self._refusals.clock(rows, (times, keep), settled.time or "")
        if not keep.all():
            case, activity = list(compress(case, keep)), list(compress(activity, keep))
        return self._columns(rows.kept(keep), (case, activity, times.at[keep]))

    def _completed(self, rows: Rows) -> Rows:
        """Completions only, when the file tells other transitions too."""
        if self._settled.transition is None:
            return rows
        cells = rows.cells[self._settled.transition]
        done = {cell for cell in set(cells) if cell.strip().lower() in {"", "complete"}}
        keep = np.array([cell in done for cell in cells], np.bool_)
        self.tally.other_transitions += int(np.count_nonzero(~keep))
        return rows.kept(keep)

    def _wide(self, rows: Rows) -> EventColumns:
        settled = self._settled
        case = stripped(rows.cells[settled.case]) if settled.case else self._made(rows)
        times = {column: self._read(rows, column) for column in settled.dates}
        fine = np.array([np.isin(t.read, _KEPT) for t in times.values()])
        whole = filled(case) & fine.any(axis=0)
        for row in np.flatnonzero(~whole).tolist():
            self._refusals.wide(rows, row, (case[row], times))
        for (column, moments), kept in zip(times.items(), fine, strict=True):
            self._dates(rows, (column, moments), (kept, whole))
        row_of, date_of = np.nonzero((fine & whole).T)
        at = np.array([t.at for t in times.values()])[date_of, row_of]
        names = list(settled.dates.values())
        cases, activities = [case[i] for i in row_of.tolist()], [names[j] for j in date_of.tolist()]
        used = [*settled.roles.values(), *settled.attributes]
        return self._columns(rows.only(used).at(row_of), (cases, activities, at), first=_first(row_of))

    def _dates(self, rows: Rows, of: tuple[str, Moments], masks: tuple[Mask, Mask]) -> None:
        """In rows that have an event, say the dates that could not be read; an empty one is nothing."""
        column, moments = of
        kept, whole = masks
        for row in np.flatnonzero(~kept & whole & (moments.read != Read.MISSING)).tolist():
            self._refusals.time(rows, row, (column, Read(int(moments.read[row]))))
        self._refusals.clock(rows, (moments, kept & whole), column)

    def _made(self, rows: Rows) -> list[str]:
        """Cases of a file without identifier: the row's first time, a digest of its e-mail (or of all)."""
        dates = zip(*(stripped(rows.cells[column]) for column in self._settled.dates), strict=True)
        times = [next(filter(None, row), "") for row in dates]
        email = self._settled.email
        marks = (
            [normalise_email(cell) or cell.strip() for cell in rows.cells[email]]
            if email
            else ["\x1f".join(row) for row in zip(*rows.cells.values(), strict=True)]
        )
        return [f"{time} {_digest(mark)}" for time, mark in zip(times, marks, strict=True)]

    def _read(self, rows: Rows, column: str) -> Moments:
        cells = rows.cells[column]
        return read_moments(cells, zone=self._how.zone, day_first=self._settled.day_first)

    def _columns(
        self,
        rows: Rows,
        of: tuple[list[str], list[str], NDArray[np.int64]],
        first: Mask | None = None,
    ) -> EventColumns:
        """The chunk of these rows. `first` (wide files): where a row gives its first event."""
        case, activity, at = of
        roles, values = self._settled.roles, self._values
        minutes = values.minutes(rows, roles.get("minutes"))
        if minutes is not None and first is not None:
            minutes = [m if one else None for m, one in zip(minutes, first.tolist(), strict=True)]
        return EventColumns(
            process=self._how.process.key,
            file=self._findings.file,
            line=rows.lines,
            case=case,
            activity=activity,
            at=at,
            event_id=self._ids(rows, activity, wide=first is not None),
            actor_kind=values.kinds(rows, roles.get("actor_kind")),
            actor=values.actors(rows, roles.get("actor")),
            amount=values.amounts(rows, roles.get("amount")),
            minutes=minutes,
            automation=texts(rows.cells[roles["automation"]]) if "automation" in roles else None,
            attributes={name: texts(rows.cells[c]) for c, name in self._settled.attributes.items()},
        )

    def _ids(self, rows: Rows, activity: list[str], *, wide: bool) -> list[str | None] | None:
        """The source's own event ids; a wide row's id is made one for each of its activities."""
        column = self._settled.roles.get("event_id")
        if column is None:
            return None
        ids = texts(rows.cells[column])
        if not wide:
            return ids
        return [f"{i}:{a}" if i else None for i, a in zip(ids, activity, strict=True)]


def _digest(mark: str) -> str:
    return hashlib.sha256(mark.encode(errors="replace")).hexdigest()[:8]


def _first(row_of: NDArray[np.int64]) -> Mask:
    """Where a row appears for the first time: the minutes of a wide row count once."""
    first = np.ones(len(row_of), np.bool_)
    first[1:] = row_of[1:] != row_of[:-1]
    return first
