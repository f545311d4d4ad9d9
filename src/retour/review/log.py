"""The decision log: one line an entry, each sealed over the line before; what was written is never changed.

A line is the canonical JSON of its entry (keys sorted, no spaces, UTF-8). Its seal is the SHA-256 of the
line without the seal, which holds the seal before: a byte changed, a line taken out, moved or put in
breaks the chain at that line. A whole chain written anew is only seen beside a seal that was quoted
elsewhere: every report quotes the last one.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from retour.quantity import Place, Problem

FILE = "reviews/decisions.jsonl"
BEGINNING = "0" * 64  # the seal before the first entry
SHOWN = 12  # characters of a seal that a report quotes


class Kind(StrEnum):
    """What was signed."""

    REVIEW = "review"  # an audit of an automation, and the decision taken
    PROMISE = "promise"  # what an automation is expected to bring, before go-live
    OUTCOME = "outcome"  # what a promise became, on its day
    THRESHOLDS = "thresholds"  # the rules of the verdict were changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody signs: about which automation (empty: the workspace), on which day, and what."""

    kind: Kind
    automation: str
    at: date
    by: str
    said: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement in the log: its place (from 1), when it was recorded, the seal before and its own."""

    number: int
    statement: Statement
    recorded: datetime
    before: str
    seal: str

    @property
    def line(self) -> str:
        """The line of the log, without its end."""
        return _canonical(_bare(self) | {"seal": self.seal})

    @property
    def short(self) -> str:
        """The seal as a report quotes it."""
        return self.seal[:SHOWN]


def sealed(statement: Statement, *, after: Entry | None, recorded: datetime) -> Entry:
    """The next entry of a log that ends with `after`; ValueError("recorded.no_zone") without a time zone."""
    if recorded.tzinfo is None:
        raise ValueError("recorded.no_zone")
    entry = Entry(
        number=after.number + 1 if after else 1,
        statement=statement,
        recorded=recorded.astimezone(UTC).replace(microsecond=0),
        before=after.seal if after else BEGINNING,
        seal="",
    )
    return _resealed(entry)


def read(text: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Every entry that can be read, and every place where the chain is broken.

    Rules: `decisions.unreadable` (no entry), `decisions.altered` (its words are not those that were
    sealed), `decisions.broken` (an entry before it was taken out, put in or moved).
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    unread = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line:
            continue
        entry = _entry(line)
        if entry is None:
            problems.append(Problem("decisions.unreadable", Place(FILE, number), line[:80]))
            unread = True
            continue
        problems += _wrong(entry, line, number, entries[-1] if entries else None, unread=unread)
        entries.append(entry)
        unread = False
    return tuple(entries), tuple(problems)


def _wrong(entry: Entry, line: str, number: int, last: Entry | None, *, unread: bool) -> Iterable[Problem]:
    place, shown = Place(FILE, number), f"n° {entry.number}"
    if line != entry.line or _resealed(entry).seal != entry.seal:
        yield Problem("decisions.altered", place, shown)
    expected = (last.number + 1, last.seal) if last else (1, BEGINNING)
    if (entry.number, entry.before) != expected and not unread:
        yield Problem("decisions.broken", place, shown, details={"expected": expected[0]})


def altered(entries: Iterable[Entry], texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Signed documents that are not what they were when they were signed.

    Args:
        entries: the log.
        texts: the text of every document, by its path.

    Returns:
        `review.altered` (its text changed) and `review.removed` (it is no longer there), at the document.
    """
    problems = []
    for path, digest in signed(entries).items():
        if path not in texts:
            problems.append(Problem("review.removed", Place(path), path))
        elif digest_of(texts[path]) != digest:
            problems.append(Problem("review.altered", Place(path), path))
    return tuple(problems)


def signed(entries: Iterable[Entry]) -> dict[str, str]:
    """The digest of each signed document, as it was last signed, by its path."""
    found = {}
    for entry in entries:
        document = entry.statement.said.get("document")
        if isinstance(document, Mapping):
            found[str(document.get("path", ""))] = str(document.get("sha256", ""))
    return found


def place_of(number: int) -> Place:
    """Where an entry is written: its line of the log."""
    return Place(FILE, number)


def digest_of(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def of(entries: Sequence[Entry], automation: str, kind: Kind) -> tuple[Entry, ...]:
    """The entries of one kind about an automation, oldest first."""
    return tuple(e for e in entries if e.statement.automation == automation and e.statement.kind is kind)


def _resealed(entry: Entry) -> Entry:
    seal = hashlib.sha256(_canonical(_bare(entry)).encode()).hexdigest()
    return Entry(
        number=entry.number,
        statement=entry.statement,
        recorded=entry.recorded,
        before=entry.before,
        seal=seal,
    )


def _bare(entry: Entry) -> dict[str, object]:
    said = entry.statement
    return {
        "n": entry.number,
        "kind": said.kind.value,
        "automation": said.automation,
        "at": said.at.isoformat(),
        "by": said.by,
        "said": said.said,
        "recorded": entry.recorded.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "before": entry.before,
    }


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _entry(line: str) -> Entry | None:
    try:
        raw = json.loads(line)
        return Entry(
            number=int(raw["n"]),
            statement=Statement(
                kind=Kind(raw["kind"]),
                automation=str(raw["automation"]),
                at=date.fromisoformat(raw["at"]),
                by=str(raw["by"]),
                said=dict(raw["said"]),
            ),
            recorded=datetime.fromisoformat(raw["recorded"]),
            before=str(raw["before"]),
            seal=str(raw["seal"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
