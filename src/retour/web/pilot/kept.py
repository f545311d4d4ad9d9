"""What was computed from a snapshot, kept in memory: a snapshot never changes, so nothing kept goes stale."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")
_every: "list[Kept[Any]]" = []


def forget() -> None:
    """Keep nothing any more, of any kind."""
    for kept in _every:
        kept.forget()


class Kept(Generic[Made]):
    """The latest values by key, at most `most` of them. Keys begin with the snapshot's number."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = Lock()
        _every.append(self)

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._found.clear()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The value of a key, made once; two threads may make it at the same time, one result is kept."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        with self._lock:
            self._found[key] = made
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return made
