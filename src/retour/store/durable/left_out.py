"""Attributes that were told and not kept, because their process does not declare them: names and numbers.

Kept in ``log/left_out.json``, never a value. What a seal leaves out is counted once, however often it is
stopped and done again: the file says up to which number of the tail it counted. What the door left out is
counted by name only, some seconds later: a server that is stopped loses those seconds of the count.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from retour.store.durable.person import Person
from retour.store.durable.tail import ATTRIBUTES, PROCESS, SEQ, HotRow, attributes_of
from retour.store.lock import turn
from retour.store.whole import keep

FILE = "left_out.json"
MOST = 50  # names that are told apart, of each process; the others are counted together
LONGEST = 60  # characters of a name
REPEATED = 2**14  # texts of attributes that are read once: those of a log often repeat
OTHERS = ""  # the name of all the others
DOOR = ""  # the process of what the door left out


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many values were left out, by process (`DOOR`: before they reached one) and by name."""

    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    upto: int = 0  # the last number of the tail that was counted

    @property
    def total(self) -> int:
        """All of them."""
        return sum(sum(each.values()) for each in self.values.values())

    @property
    def names(self) -> tuple[tuple[str, int], ...]:
        """The names with their numbers, the most frequent first; without the others."""
        found: Counter[str] = Counter()
        for each in self.values.values():
            found.update(each)
        return tuple((n, count) for n, count in sorted(found.items(), key=lambda p: (-p[1], p[0])) if n)


def left_out(root: Path) -> LeftOut:
    """What was left out of the log whose folder this is; nothing where nothing was counted."""
    try:
        raw = json.loads((root / FILE).read_text(encoding="utf-8"))
        values = {str(p): {str(n): int(c) for n, c in each.items()} for p, each in raw["values"].items()}
        return LeftOut(values, int(raw["upto"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return LeftOut()


def count_at_door(root: Path, names: Mapping[str, int]) -> None:
    """Add what the door left out. OSError when it cannot be written."""
    with turn(root / FILE.replace(".json", ".lock")):
        before = left_out(root)
        _write(root, LeftOut(_added(before.values, {DOOR: names}), before.upto))


def count_sealed(root: Path, rows: Sequence[HotRow], kept: Callable[[str], Iterable[str]]) -> None:
    """Add what a seal of these rows leaves out, unless they were counted. OSError as above."""
    with turn(root / FILE.replace(".json", ".lock")):
        before = left_out(root)
        more = _of([row for row in rows if row[SEQ] > before.upto], kept)
        if more:
            _write(root, LeftOut(_added(before.values, more), int(rows[-1][SEQ])))


def forget_person(root: Path, person: Person) -> None:
    """Names that name a person join the others. OSError as above."""
    before = left_out(root)
    if any(person.is_in(name) for name, _ in before.names):
        with turn(root / FILE.replace(".json", ".lock")):
            before = left_out(root)
            _write(
                root, LeftOut({p: _unnamed(each, person) for p, each in before.values.items()}, before.upto)
            )


def _unnamed(each: Mapping[str, int], person: Person) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, count in each.items():
        found[OTHERS if person.is_in(name) else name] += count
    return found


def _of(rows: Sequence[HotRow], kept: Callable[[str], Iterable[str]]) -> dict[str, Counter[str]]:
    names = {process: frozenset(kept(process)) for process in {str(row[PROCESS]) for row in rows}}
    found: dict[str, Counter[str]] = {}
    for row in rows:
        told = _names(row[ATTRIBUTES])
        missing = told - names[row[PROCESS]] if told else told
        if missing:
            found.setdefault(row[PROCESS], Counter()).update(missing)
    return found


@lru_cache(maxsize=REPEATED)
def _names(text: str) -> frozenset[str]:
    return frozenset(attributes_of(text))


def _added(
    before: Mapping[str, Mapping[str, int]], more: Mapping[str, Mapping[str, int]]
) -> Mapping[str, Mapping[str, int]]:
    found = {process: Counter(each) for process, each in before.items()}
    for process, names in more.items():
        here = found.setdefault(process, Counter())
        for name, count in names.items():
            short = name[:LONGEST]
            here[short if short in here or len(here) < MOST else OTHERS] += count
    return found


def _write(root: Path, told: LeftOut) -> None:
    said = {"upto": told.upto, "values": told.values}
    keep(root / FILE, json.dumps(said, ensure_ascii=False, sort_keys=True))
