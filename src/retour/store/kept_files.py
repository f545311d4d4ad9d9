"""The files of a kept state: none is ever changed, and one note names those that belong together.

A note replaces the one before at once, when all that it names is on the disk: whoever is stopped before
leaves files that nobody names, and the next one begins from the note that was there.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from retour.store.durable.files import flush
from retour.store.whole import beside, is_whole

NOTE = "kept.json"


@dataclass(frozen=True, slots=True)
class Noted:
    """What a kept state is: the log's files that it was made from, its own files, how far cells are known.

    `reading` is how the log's events were read, where they are not read as they are.

    `cells` and `untils` go by the digest of what is kept; `changed` counts the cases in `over`. `codes` are
    the values of attributes that have few: `base` holds their places there, from 1. `left` names the columns
    that `base` does not hold, for no event has what they are made from.
    """

    log: tuple[tuple[str, ...], ...] = ()
    reading: str = ""
    events: int = 0
    cases: int = 0
    changed: int = 0
    base: tuple[str, ...] = ()
    over: str | None = None
    left: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    untils: Mapping[str, int] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files."""
        return (*self.base, *((self.over,) if self.over else ()), *self.cells.values())


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of such files, and its note."""

    folder: Path

    def noted(self) -> Noted | None:
        """What is kept; None where nothing is, or where a file is missing or cut."""
        told = _read(self.folder / NOTE)
        if told is None or not all(is_whole(self.folder / name) for name in told.files):
            return None
        return told

    def new(self, kind: str) -> Path:
        """A path that no file has had."""
        return self.folder / f"{kind}-{secrets.token_hex(8)}.parquet"

    def settle(self, noted: Noted) -> None:
        """Make this what is kept. Files that neither this note nor the one before names are removed."""
        before = _read(self.folder / NOTE)
        for name in noted.files:
            if before is None or name not in before.files:
                flush(self.folder / name)
        part = beside(self.folder / NOTE)
        part.write_text(json.dumps(asdict(noted)), encoding="utf-8")
        flush(part)
        part.replace(self.folder / NOTE)
        flush(self.folder)
        named = {*noted.files, *(before.files if before else ())}
        for path in [*self.folder.glob("*.parquet"), *self.folder.glob("*.part")]:
            if path.name not in named:
                path.unlink(missing_ok=True)


def _read(path: Path) -> Noted | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        log = tuple(tuple(bucket) for bucket in told.pop("log"))
        codes = {name: tuple(values) for name, values in told.pop("codes").items()}
        base, left = (tuple(told.pop(name)) for name in ("base", "left"))
        return Noted(log=log, base=base, left=left, codes=codes, **told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
