"""How near two names are, and a cheap test that spares most comparisons."""

import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

Words = tuple[str, ...]
SHORT = 3  # letters: a word so short must be the same (Léo is not Léa)
INITIAL = 0.5  # cost of an initial for a word that begins with it
MOST_WORDS = 5  # of a name: the others are left out
BITS_AN_EDIT = 5  # of pairs of letters: 3 for a letter dropped, 4 for another one, 6 for an inversion


def nearness(one: Words, other: Words) -> float:
    """Share of the letters that agree, words paired as well as they can be, whatever their order.

    1 is the same name. Words of three letters or fewer must be equal; each pair of words may differ by one
    letter in four (or an inversion); a word without a partner costs all its letters.
    """
    if one == other:
        return 1.0 if one else 0.0
    first, second = sorted((one[:MOST_WORDS], other[:MOST_WORDS]), key=len)
    if not first:
        return 0.0
    letters = max(sum(map(len, first)), sum(map(len, second)))
    costs = [[_cost(a, b) for b in second] for a in first]
    sizes = [len(word) for word in second]
    best = min(
        sum(costs[i][j] for i, j in enumerate(chosen))
        + sum(size for j, size in enumerate(sizes) if j not in chosen)
        for chosen in permutations(range(len(second)), len(first))
    )
    return max(0.0, 1 - best / letters)


@lru_cache(maxsize=200_000)
def _cost(one: str, other: str) -> float:
    if one == other:
        return 0.0
    longest = max(len(one), len(other))
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else longest
    allowed = 0 if min(len(one), len(other)) <= SHORT else max(1, longest // 4)
    if abs(len(one) - len(other)) > allowed:
        return float(longest)
    cost = _edits(one, other, allowed)
    return float(cost if cost <= allowed else longest)


def _edits(one: str, other: str, most: int) -> int:
    """Letters to add, drop, replace or invert (optimal string alignment); above `most`, not exactly.

    What both words begin and end with costs nothing and is left out first.
    Source: Boytsov (2011), Indexing methods for approximate dictionary searching, §2.
    """
    one, other = _without_ends(one, other)
    short, long = sorted((one, other), key=len)
    if len(short) <= 1:
        return len(long) - (short != "" and short in long)
    if most == 1:
        return 1 if len(one) == len(other) == 2 and one == other[::-1] else 2
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, facing in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _without_ends(one: str, other: str) -> tuple[str, str]:
    start, end = 0, 0
    shortest = min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def marks(names: Sequence[Words]) -> NDArray[np.uint64]:
    """The pairs of letters of each name as 128 bits, (2, n): near names have nearly the same bits."""
    known: dict[Words, int] = {}
    for name in names:
        if name not in known:
            known[name] = _bits(name)
    low = (1 << 64) - 1
    told = [known[name] for name in names]
    return np.array([[b & low for b in told], [b >> 64 for b in told]], np.uint64)


def _bits(words: Words) -> int:
    bits = 0
    for word in words[:MOST_WORDS]:
        for pair in zip(f" {word}", f"{word} ", strict=True):
            bits |= 1 << (zlib.crc32("".join(pair).encode()) % 128)
    return bits


def maybe_near(
    mark: NDArray[np.uint64], others: NDArray[np.uint64], letters: int, least: float
) -> NDArray[np.int64]:
    """Places of the others that may be as near as `least` to a name of so many letters.

    A few names that are as near are left out: an initial that stands for a long word, two inversions.
    """
    edits = int((1 - least) / least * letters)
    differ = np.bitwise_count(others[0] ^ mark[0]) + np.bitwise_count(others[1] ^ mark[1])
    return np.flatnonzero(differ <= BITS_AN_EDIT * edits + 2)
