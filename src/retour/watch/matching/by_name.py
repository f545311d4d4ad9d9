"""Cases recognised by names that are near enough, within a stated time: one to one, doubts said."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from retour.events.called import name_words
from retour.kpi.plan import TOLERANCE
from retour.watch.matching.identity import Found
from retour.watch.matching.nearness import Words, marks, maybe_near, nearness
from retour.watch.matching.result import DAY, Doubt, NamePair, NameRule, Side, State

MOST_LOOKED_AT = 60_000_000  # pairs of names that the cheap test may look at: about a second
MOST_COMPARED = 100_000  # pairs that it lets through, compared letter by letter: two or three more
NAMED = 5  # records named in a doubt

Lines = AbstractSet[tuple[int, int]]
Places = NDArray[np.int64]
Likely = tuple[str, int, int, tuple[Words, Words]]  # kind, request, record, both names


@dataclass(frozen=True, slots=True)
class Near:
    """A record whose name is near a request's."""

    record: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched: requests without record, records that answer none yet, under one rule."""

    came_in: Side
    done: Side
    requests: Places
    records: Places  # oldest first
    rule: NameRule
    refused: Lines

    def near(self) -> dict[int, list[Near]] | None:
        """The near records of every request; None when comparing would take too long.

        Every pair goes through the cheap test before any is compared letter by letter: too many is known
        before time is spent.
        """
        likely = [*islice(chain(self._likely("person"), self._likely("company")), MOST_COMPARED + 1)]
        if len(likely) > MOST_COMPARED or None in likely:
            return None
        found: dict[int, list[Near]] = defaultdict(list)
        for kind, request, record, names in filter(None, likely):
            similarity = nearness(*names)
            if similarity >= self._least(request, record, kind):
                found[request].append(Near(record, similarity))
        return found

    def _likely(self, kind: str) -> Iterator[Likely | None]:
        """Pairs that may be near; None when there are too many to look at."""
        ours, theirs = _named(self.came_in, self.requests, kind), _named(self.done, self.records, kind)
        if not ours or not theirs:
            return
        names, told = list(theirs.values()), np.array(list(theirs), np.int64)
        starts, ends = self._windows(np.array(list(ours), np.int64), self.done.at[told])
        if int((ends - starts).sum()) > MOST_LOOKED_AT:
            yield None
            return
        bits, mine = marks(names), marks(list(ours.values()))
        for i, (request, words) in enumerate(ours.items()):
            start, letters = int(starts[i]), sum(map(len, words))
            inside = bits[:, start : int(ends[i])]
            for place in maybe_near(mine[:, i], inside, letters, self.rule.threshold).tolist():
                yield kind, request, int(told[start + place]), (words, names[start + place])

    def _windows(self, requests: Places, at: Places) -> tuple[Places, Places]:
        """Between which records (by time) each request's may be."""
        asked = self.came_in.at[requests]
        last = asked + int(self.rule.window_days * DAY)
        return np.searchsorted(at, asked - TOLERANCE), np.searchsorted(at, last, side="right")

    def _least(self, request: int, record: int, kind: str) -> float:
        """The threshold of two lines: higher where their addresses contradict the names.

        Out of reach when a person refused the pair, and for two people of one firm.
        """
        ours, theirs = self.came_in, self.done
        people = kind == "company" and ours.person[request] and theirs.person[record]
        if people or (int(ours.line[request]), int(theirs.line[record])) in self.refused:
            return float("inf")
        for mine, other in ((ours.email, theirs.email), (ours.phone, theirs.phone)):
            if mine[request] and other[record] and mine[request] != other[record]:
                return self.rule.with_other_address
        return self.rule.threshold


def match_names(
    sides: tuple[Side, Side], found: Found, rule: NameRule, refused: Lines
) -> tuple[tuple[NamePair, ...], tuple[Doubt, ...], bool]:
    """Pair what is left by names. The third value is False when there were too many to compare."""
    came_in, done = sides
    left = np.flatnonzero(~found.used)
    records = left[np.argsort(done.at[left], kind="stable")]
    near = Search(came_in, done, found.missing, records, rule, refused).near()
    if near is None:
        return (), (), False
    claims: dict[int, list[Near]] = defaultdict(list)
    for request, all_near in near.items():
        for one in all_near:
            claims[one.record].append(Near(request, one.similarity))
    pairs: list[NamePair] = []
    doubts: list[Doubt] = []
    for request, all_near in near.items():
        best = max(all_near, key=lambda n: n.similarity)
        if _alone(best, all_near, rule) and _alone(Near(request, best.similarity), claims[best.record], rule):
            pairs.append(_pair(sides, request, best))
        else:
            doubts.append(_doubt(sides, request, all_near))
    for pair in pairs:
        found.pair(pair.came_in, pair.done)
    for doubt in doubts:
        found.state[doubt.came_in] = State.DOUBTFUL
    return tuple(pairs), tuple(doubts), True


def _named(side: Side, places: Places, kind: str) -> dict[int, Words]:
    column = getattr(side, kind)
    return {p: words for p in places.tolist() if (words := name_words(column[p]))}


def _alone(best: Near, others: list[Near], rule: NameRule) -> bool:
    """True when no other is about as near."""
    too_near = best.similarity - rule.margin
    return not any(n.similarity > too_near for n in others if n.record != best.record)


def _pair(sides: tuple[Side, Side], request: int, near: Near) -> NamePair:
    came_in, done = sides
    return NamePair(
        came_in=request,
        done=near.record,
        lines=(int(came_in.line[request]), int(done.line[near.record])),
        names=(_written(came_in, request), _written(done, near.record)),
        similarity=near.similarity,
        seconds=(int(done.at[near.record]) - int(came_in.at[request])) / 1e6,
    )


def _doubt(sides: tuple[Side, Side], request: int, all_near: list[Near]) -> Doubt:
    came_in, done = sides
    nearest = sorted(all_near, key=lambda n: -n.similarity)[:NAMED]
    return Doubt(
        came_in=request,
        line=int(came_in.line[request]),
        name=_written(came_in, request),
        records=tuple((int(done.line[n.record]), _written(done, n.record)) for n in nearest),
    )


def _written(side: Side, place: int) -> str:
    return side.person[place] or side.company[place]
