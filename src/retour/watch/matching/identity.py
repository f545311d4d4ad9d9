"""Cases recognised by something that is written the same on both sides: a number, an e-mail, a phone."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retour.kpi.plan import TOLERANCE
from retour.watch.matching.result import DAY, Side, State

SHARED = 0.2  # share of the smaller file's numbers that must be in the other, for numbers to mean the same
CONTRADICTED = 0.5  # share of those pairs whose e-mails differ, from which they do not
FEW = 5  # pairs, below which nothing is concluded from them

Places = dict[str, list[int]]


class Found:
    """What is known so far of each request: its state, its record, the request that it repeats."""

    def __init__(self, came_in: Side, done: Side) -> None:
        self.state = np.zeros(len(came_in), np.int8)
        self.record = np.full(len(came_in), -1, np.int64)
        self.of = np.full(len(came_in), -1, np.int64)
        self.used = np.zeros(len(done), np.bool_)

    def pair(self, request: int, record: int) -> None:
        """One request has its record."""
        self.state[request], self.record[request], self.used[record] = State.FOUND, record, True

    def repeat(self, request: int, first: int) -> None:
        """One request is another one, sent again."""
        self.state[request], self.of[request] = State.REPEATED, first

    @property
    def missing(self) -> NDArray[np.int64]:
        """Places of the requests not settled yet."""
        return np.flatnonzero(self.state == State.MISSING)


def by_key(keys: Sequence[str | None], at: NDArray[np.int64], only: NDArray[np.int64]) -> Places:
    """The places (among `only`) of every key, oldest first."""
    places: Places = {}
    if not any(keys):
        return places
    for place in only[np.argsort(at[only], kind="stable")].tolist():
        key = keys[place]
        if key:
            if key in places:
                places[key].append(place)
            else:
                places[key] = [place]
    return places


def mark_repeats(came_in: Side, found: Found) -> None:
    """Requests of one person within a day of one another are one request, where lines have no number."""
    if came_in.own_numbers:
        return
    keys = [email or came_in.phone[place] for place, email in enumerate(came_in.email)]
    for places in by_key(keys, came_in.at, found.missing).values():
        first = places[0]
        for place in places[1:]:
            if came_in.at[place] - came_in.at[first] <= DAY:
                found.repeat(place, first)
            else:
                first = place


def numbers_agree(came_in: Side, done: Side) -> bool:
    """True when the case numbers of the two files mean the same thing."""
    ours, theirs = {c for c in came_in.case if c}, {c for c in done.case if c}
    shared = ours & theirs
    if not shared or len(shared) < SHARED * min(len(ours), len(theirs)):
        return False
    mails = {c: m for c, m in zip(done.case, done.email, strict=True) if c in shared and m}
    told = [(m, mails[c]) for c, m in zip(came_in.case, came_in.email, strict=True) if c in mails and m]
    differ = sum(1 for mine, other in told if mine != other)
    return len(told) < FEW or differ < CONTRADICTED * len(told)


def match_numbers(came_in: Side, done: Side, found: Found) -> None:
    """The same number is the same case: its first line and its first record count."""
    records = by_key(done.case, done.at, np.arange(len(done)))
    for number, places in by_key(came_in.case, came_in.at, found.missing).items():
        first, *others = places
        if number in records:
            found.pair(first, records[number][0])
            found.used[records[number]] = True
        for place in others:
            found.repeat(place, first)


def match_keys(
    keys: tuple[Sequence[str | None], Sequence[str | None]], sides: tuple[Side, Side], found: Found
) -> None:
    """Each record answers the latest request before it that has none yet; what is left is *known*.

    A request whose person has a record already taken, or only an older one, is neither found nor lost.
    """
    came_in, done = sides
    records = by_key(keys[1], done.at, np.arange(len(done)))
    moments = came_in.at.tolist(), done.at.tolist()
    for key, places in by_key(keys[0], came_in.at, found.missing).items():
        if key in records:
            _answer(places, records[key], moments, found)


def _answer(
    requests: list[int], records: list[int], moments: tuple[list[int], list[int]], found: Found
) -> None:
    asked, done = moments
    waiting: list[int] = []
    left = list(requests)
    for record in records:
        if found.used[record]:
            continue
        until = done[record] + TOLERANCE
        while left and asked[left[0]] <= until:
            waiting.append(left.pop(0))
        if waiting:
            found.pair(waiting.pop(), record)
    for request in (*waiting, *left):
        found.state[request] = State.KNOWN


def look_swapped(pairs: Sequence[tuple[int, int]], sides: tuple[Side, Side]) -> bool:
    """True when most records come clearly before the requests that they would answer."""
    came_in, done = sides
    if len(pairs) < FEW:
        return False
    mine, other = np.array(pairs, np.int64).T
    gaps = done.at[other] - came_in.at[mine]
    early, late = int((gaps < -TOLERANCE).sum()), int((gaps > TOLERANCE).sum())
    return early >= 0.8 * max(1, early + late) and early >= 0.3 * len(pairs)


def sure_pairs(sides: tuple[Side, Side], *, numbers: bool) -> list[tuple[int, int]]:
    """Pairs of lines with a same number, e-mail or phone that is on one line of each file only.

    The first of the three that gives enough of them is enough.
    """
    pairs: list[tuple[int, int]] = []
    for name in (["case"] if numbers else []) + ["email", "phone"]:
        ours, theirs = (_alone(getattr(side, name)) for side in sides)
        pairs += [(place, theirs[key]) for key, place in ours.items() if key in theirs]
        if len(pairs) >= FEW:
            break
    return pairs


def _alone(keys: Sequence[str | None]) -> dict[str, int]:
    """The place of every key that is there once."""
    places: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key:
            places[key] = -1 if key in places else place
    return {key: place for key, place in places.items() if place >= 0}
