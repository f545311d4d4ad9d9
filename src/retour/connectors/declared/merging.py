"""Two people changed one text: what each did, line by line, put together when neither touched the other's."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines from `start` to `end` (excluded) of the common text became `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]

    def touches(self, other: "_Change") -> bool:
        """True when the two changes are about the same lines, or about neighbours."""
        return self.start <= other.end and other.start <= self.end


def merged(base: str, mine: str, theirs: str) -> str | None:
    """What both made of `base`; None when they changed the same lines in two ways."""
    lines = base.splitlines(keepends=True)
    ours, others = _changes(lines, mine), _changes(lines, theirs)
    if any(a != b and a.touches(b) for a in ours for b in others):
        return None
    for change in sorted({*ours, *others}, key=lambda c: (c.start, c.end), reverse=True):
        lines[change.start : change.end] = change.lines
    return "".join(lines)


def _changes(base: Sequence[str], text: str) -> list[_Change]:
    lines = text.splitlines(keepends=True)
    codes = SequenceMatcher(None, base, lines, autojunk=False).get_opcodes()
    return [_Change(i1, i2, tuple(lines[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
