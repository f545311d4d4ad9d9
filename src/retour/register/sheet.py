"""A document as it was written, and the list of what is wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from retour.quantity import Place, Problem, Severity

Path = tuple[str | int, ...]
Kind = Literal["workspace", "process", "automation", "changes", "journal", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One declared document in plain Python (dict, list, str, int, float, bool, None).

    `lines` gives the 1-based line of each path of keys. `data` is None when the file exists but could
    not be read: its problems are already listed, and what refers to it is not called undeclared.
    `aside` are paths that the file's reader already listed as wrong (a key written twice).
    """

    file: str
    kind: Kind
    data: object
    lines: Mapping[Path, int] = field(default_factory=dict)
    aside: tuple[Path, ...] = ()

    def place(self, path: Path = ()) -> Place:
        """Where a path of keys is written: its own line, or that of the nearest key around it."""
        around = (self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines)
        return Place(self.file, next(around, 0), ".".join(map(str, path)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document being read: each reader notes here what it could not use."""

    document: Document
    problems: list[Problem] = field(default_factory=list)

    def note(
        self,
        path: Path,
        rule: str,
        *,
        value: object = "",
        hint: str = "",
        severity: Severity = Severity.ERROR,
        **details: object,
    ) -> None:
        """List a problem at a path of keys."""
        where = self.document.place(path)
        self.problems.append(Problem(rule, where, shown(value), hint, severity, details))

    @property
    def errors(self) -> int:
        """How many errors (not warnings, not notes) were listed so far."""
        return len(self.document.aside) + sum(p.severity is Severity.ERROR for p in self.problems)


def shown(value: object) -> str:
    """A value as a problem shows it: short, on one line."""
    words = value if isinstance(value, str) else repr(value)
    words = " ".join(words.split())
    return words if len(words) <= 80 else words[:79] + "…"
