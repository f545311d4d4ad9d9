"""Which events the hot tail already has: 24 bytes each, in memory, and the number of each.

The youngest are a dictionary, the others sorted runs that grow by merging: some 40 bytes an event, and a
look-up in a handful of runs. Digests are at random: an index on the disk would write one page an event.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIZE = 24  # bytes: an identity (16), a content (8)
_YOUNG = 65_536  # keys that are kept as a dictionary


@dataclass(frozen=True, slots=True)
class _Run:
    """Keys in the order of `mixed`, 64 of their bits; as three numbers each; the number of each event."""

    mixed: NDArray[np.uint64]
    whole: NDArray[np.uint64]  # (n, 3)
    numbers: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> "_Run":
        return _Run(self.mixed[kept], self.whole[kept], self.numbers[kept])


class Keys:
    """The keys of a tail, all numbered."""

    def __init__(self) -> None:
        self._young: dict[bytes, int] = {}
        self._runs: list[_Run] = []

    def known(self, asked: Sequence[bytes]) -> set[bytes]:
        """Which of some keys are there.

        Two keys of one run that share 64 bits may hide each other: one event in billions is then kept twice,
        which sealing puts right. No key is ever found that is not there.
        """
        found = {key for key in asked if key in self._young}
        if self._runs and asked:
            whole = _whole(b"".join(asked))
            mixed = _mixed(whole)
            for run in self._runs:
                at = np.minimum(np.searchsorted(run.mixed, mixed), len(run.mixed) - 1)
                near = np.flatnonzero(run.mixed[at] == mixed)
                same = near[(run.whole[at[near]] == whole[near]).all(axis=1)]
                found.update(asked[i] for i in same.tolist())
        return found

    def add(self, keys: Sequence[bytes], first: int) -> None:
        """Some more keys, numbered from `first`."""
        self._young.update(zip(keys, range(first, first + len(keys)), strict=True))
        if len(self._young) > _YOUNG:
            self._age(_whole(b"".join(self._young)), np.fromiter(self._young.values(), np.int64))
            self._young = {}

    def load(self, told: bytes, first: int) -> None:
        """Many keys, one after the other in `told`, numbered from `first`."""
        whole = _whole(told)
        self._age(whole, np.arange(first, first + len(whole)))

    def forget(self, upto: int) -> None:
        """Keys numbered up to `upto` are there no more."""
        self._young = {key: number for key, number in self._young.items() if number > upto}
        kept = [run.only(run.numbers > upto) for run in self._runs]
        self._runs = [run for run in kept if len(run.mixed)]

    def _age(self, whole: NDArray[np.uint64], numbers: NDArray[np.int64]) -> None:
        """A new run, merged with those that are not much larger."""
        while self._runs and len(self._runs[-1].mixed) <= 2 * len(whole):
            other = self._runs.pop()
            whole, numbers = np.concatenate((other.whole, whole)), np.concatenate((other.numbers, numbers))
        mixed = _mixed(whole)
        order = np.argsort(mixed)
        self._runs.append(_Run(mixed[order], whole[order], numbers[order]))


def _whole(told: bytes) -> NDArray[np.uint64]:
    return np.frombuffer(told, np.uint64).reshape(-1, 3)


def _mixed(whole: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """64 bits that differ for two contents of one event."""
    return whole[:, 0] ^ whole[:, 2]
