"""Cases recognised by names that are near enough, within a stated time: one to one, doubts said."""

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retour.events.called import name_words
from retour.kpi.plan import TOLERANCE
from retour.watch.matching.identity import Found
from retour.watch.matching.nearness import Words, marks, maybe_near, nearness
from retour.watch.matching.result import DAY, Doubt, NamePair, NameRule, Side, State

MOST_LOOKED_AT = 400_000_000  # pairs of names that the cheap test may look at: about three seconds
NAMED = 5  # records named in a doubt
Lines = AbstractSet[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Near:
    """A record whose name is near a request's."""

    record: int
    similarity: float


def match_names(
    sides: tuple[Side, Side], found: Found, rule: NameRule, refused: Lines
) -> tuple[tuple[NamePair, ...], tuple[Doubt, ...], bool]:
    """Pair what is left by names. The third value is False when there were too many to compare."""
    done = sides[1]
    left = np.flatnonzero(~found.used)
    records = left[np.argsort(done.at[left], kind="stable")]
    near: dict[int, list[Near]] = defaultdict(list)
    fits = True
    for kind in ("person", "company"):
        fits &= _look(sides, (found.missing, records), (kind, rule, refused), near)
    claims: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for request, all_near in near.items():
        for one in all_near:
            claims[one.record].append((request, one.similarity))
    pairs: list[NamePair] = []
    doubts: list[Doubt] = []
    for request, all_near in near.items():
        best = max(all_near, key=lambda n: n.similarity)
        if _alone(request, best, all_near, claims, rule):
            pairs.append(_pair(sides, request, best))
        else:
            doubts.append(_doubt(sides, request, all_near))
    for pair in pairs:
        found.pair(pair.came_in, pair.done)
    for doubt in doubts:
        found.state[doubt.came_in] = State.DOUBTFUL
    return tuple(pairs), tuple(doubts), fits


def _look(
    sides: tuple[Side, Side],
    places: tuple[NDArray[np.int64], NDArray[np.int64]],
    of: tuple[str, NameRule, Lines],
    near: dict[int, list[Near]],
) -> bool:
    """Add every near record of every request; False when that would take too long."""
    came_in, done = sides
    kind, rule, refused = of
    ours, theirs = _named(came_in, places[0], kind), _named(done, places[1], kind)
    if not ours or not theirs:
        return True
    told = np.array(list(theirs), np.int64)
    at = done.at[told]
    wanted = np.array(list(ours), np.int64)
    starts = np.searchsorted(at, came_in.at[wanted] - TOLERANCE)
    ends = np.searchsorted(at, came_in.at[wanted] + int(rule.window_days * DAY), side="right")
    if int((ends - starts).sum()) > MOST_LOOKED_AT:
        return False
    bits, mine = marks(list(theirs.values())), marks(list(ours.values()))
    names = list(theirs.values())
    for i, (request, words) in enumerate(ours.items()):
        start, end = int(starts[i]), int(ends[i])
        if start == end:
            continue
        for place in maybe_near(mine[i], bits[start:end], sum(map(len, words)), rule.threshold).tolist():
            record = int(told[start + place])
            similarity = nearness(words, names[start + place])
            lines = int(came_in.line[request]), int(done.line[record])
            allowed = lines not in refused and not _taken(near, request, record)
            if allowed and similarity >= _least(sides, (request, record), rule):
                near[request].append(Near(record, similarity))
    return True


def _taken(near: dict[int, list[Near]], request: int, record: int) -> bool:
    return any(one.record == record for one in near.get(request, ()))


def _named(side: Side, places: NDArray[np.int64], kind: str) -> dict[int, Words]:
    column = getattr(side, kind)
    return {p: words for p in places.tolist() if (words := name_words(column[p]))}


def _least(sides: tuple[Side, Side], pair: tuple[int, int], rule: NameRule) -> float:
    """The threshold of two lines: higher where their addresses or phones contradict the names."""
    came_in, done = sides
    request, record = pair
    for mine, other in ((came_in.email, done.email), (came_in.phone, done.phone)):
        if mine[request] and other[record] and mine[request] != other[record]:
            return rule.with_other_address
    return rule.threshold


def _alone(
    request: int,
    best: Near,
    all_near: list[Near],
    claims: dict[int, list[tuple[int, float]]],
    rule: NameRule,
) -> bool:
    """True when no other record, nor another request for this record, is about as near."""
    too_near = best.similarity - rule.margin
    others = [n for n in all_near if n.record != best.record and n.similarity > too_near]
    rivals = [r for r, s in claims[best.record] if r != request and s > too_near]
    return not others and not rivals


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
