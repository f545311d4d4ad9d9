"""The ledger as it reads on a day: what stands, what was restated, what would be said otherwise today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retour.quantity import Grade, worst
from retour.worth.ledger.draws import bounds_of
from retour.worth.ledger.entry import Amount, Entry
from retour.worth.ledger.month import Month
from retour.worth.result import Nature

WAITING = ("month_not_observed", "outcomes_pending")  # nobody could know yet: completed without being asked
Key = tuple[str, Month, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is recorded of one line of one month, oldest first: the first figure, then each restatement."""

    entries: tuple[Entry, ...]

    @property
    def stands(self) -> Entry:
        """The last one."""
        return self.entries[-1]

    @property
    def first(self) -> Entry:
        """The first one."""
        return self.entries[0]

    @property
    def restated(self) -> bool:
        """True when a figure was followed by another one; an unknown that became known is no restatement."""
        figures = [e for e in self.entries if e.amount.unknown not in WAITING]
        return len(figures) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A recorded amount that would be another one today; `was` is None for a line nobody had recorded."""

    was: Entry | None
    now: Amount

    @property
    def completes(self) -> bool:
        """True when nobody could know yet what is known now: nothing recorded is contradicted."""
        return self.was is not None and self.was.amount.unknown in WAITING and self.now.value is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Amounts of one nature added, in hundredths; an interval from draws that are added, never from bounds.

    `unknown` is how many lines nobody could say: they are not in the total, and they are no zero.
    """

    nature: Nature
    value: int | None
    low: int | None = None
    high: int | None = None
    grade: Grade = Grade.E
    unknown: int = 0


def told(entries: Iterable[Entry], *, known_on: date | None = None) -> dict[Key, Told]:
    """What was recorded of each line of each month, as known on a day (included); everything without one."""
    found: dict[Key, list[Entry]] = {}
    for entry in entries:
        if known_on is None or entry.recorded <= known_on:
            found.setdefault(entry.amount.key, []).append(entry)
    return {key: Told(entries=tuple(each)) for key, each in found.items()}


def total_of(amounts: Sequence[Amount], nature: Nature) -> Total:
    """The total of one nature, to the hundredth; None when every line of it is unknown."""
    own = [a for a in amounts if a.nature is nature]
    figures = [a for a in own if a.value is not None]
    if not figures:
        return Total(nature=nature, value=None, unknown=len(own))
    value = sum(a.value for a in figures if a.value is not None)
    low, high = bounds_of((draws for a in figures if (draws := a.draws) is not None), value)
    return Total(
        nature=nature,
        value=value,
        low=low,
        high=high,
        grade=worst(a.grade for a in figures),
        unknown=len(own) - len(figures),
    )


def to_record(entries: Sequence[Entry], fresh: Iterable[Amount]) -> tuple[list[Amount], list[Moved]]:
    """What closing adds, and what it only tells.

    Args:
        entries: the ledger.
        fresh: every line of every month that is over, as known today.

    Returns:
        Amounts of months that are not closed yet for their automation; then amounts that would no longer be
        what was recorded, among which those that complete an unknown are recorded too.
    """
    book = told(entries)
    closed = {(key[0], key[1]) for key in book}
    new, moved = [], []
    for amount in fresh:
        recorded = book.get(amount.key)
        if recorded is not None and not amount.same_as(recorded.stands.amount):
            moved.append(Moved(was=recorded.stands, now=amount))
        elif recorded is None and (amount.automation, amount.month) in closed:
            moved.append(Moved(was=None, now=amount))
        elif recorded is None:
            new.append(amount)
    return new, moved


def by_month(book: Mapping[Key, Told]) -> dict[Month, tuple[Told, ...]]:
    """What is recorded of each month, latest first."""
    found: dict[Month, list[Told]] = {}
    for (_, month, _), each in book.items():
        found.setdefault(month, []).append(each)
    return {month: tuple(found[month]) for month in sorted(found, reverse=True)}
