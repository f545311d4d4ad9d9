"""What the door leaves out of what it keeps is counted, so that whoever owns the log sees it too."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from retour.quantity import Problem
from retour.store.durable.layout import log_folder
from retour.store.durable.left_out import count_at_door

SOON = 5.0  # seconds: one small write for all that is left out meanwhile
MOST = 1_000  # names that wait at most
_log = logging.getLogger("retour.door")


@dataclass
class Left:
    """Names of attributes that nobody declared, counted until they are written."""

    _waiting: dict[Path, Counter[str]] = field(default_factory=dict)

    def notice(self, folder: Path, problems: Iterable[Problem]) -> None:
        """Count what the reader left out of one request."""
        for problem in problems:
            each = problem.details.get("each") if problem.rule == "attributes.left_out" else None
            if isinstance(each, dict):
                self._count(folder, each)

    def _count(self, folder: Path, each: dict[str, int]) -> None:
        if folder not in self._waiting:
            loop = asyncio.get_running_loop()
            loop.call_later(SOON, lambda: loop.run_in_executor(None, write, folder, self.taken(folder)))
        waiting = self._waiting.setdefault(folder, Counter())
        if len(waiting) < MOST:
            waiting.update(each)

    def taken(self, folder: Path) -> "Counter[str]":
        """What waits of a workspace, which is then to be written: on the thread that counts."""
        return self._waiting.pop(folder, Counter())


def write(folder: Path, names: "Counter[str]") -> None:
    """Write what was left out of a workspace; what cannot be written is said in the server's log."""
    try:
        count_at_door(log_folder(folder), names)
    except OSError as error:
        _log.warning("%d values left out were not counted: %s", names.total(), error)
