"""YAML events to plain Python with the line of every key, refusing what only an attacker writes.

Events are read one by one: nothing is expanded before it is counted, nothing recurses. A key written
twice keeps neither value: its path is returned in `aside`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from retour.connectors.declared.scalars import plain
from retour.quantity import Place, Problem
from retour.register.sheet import Path

MAX_DEPTH = 32
MAX_ALIASES = 50
MAX_NODES = 50_000
_TEXT_TAGS = ("tag:yaml.org,2002:str", "!")
_FULL_TAGS = {
    None,
    "tag:yaml.org,2002:map",
    "tag:yaml.org,2002:seq",
    *_TEXT_TAGS,
    *(f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "bool", "null")),
}


class Refused(Exception):  # noqa: N818  not an error of ours: the file is refused
    """The whole file is refused, for this problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


@dataclass(slots=True)
class _Open:
    """A map or a list being read. `key` is the next value's place; `size` counts nodes, aliases expanded."""

    value: dict[str, Any] | list[Any]
    path: Path
    anchor: str | None
    size: int = 1
    key: str | None = None


@dataclass(slots=True)
class Tree:
    """What a YAML text says: `data`, the line of each path, the paths written twice, what is wrong."""

    file: str
    data: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    aside: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    empty: bool = True
    _stack: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[object, int]] = field(default_factory=dict)
    _aliases: int = 0

    def refuse(self, rule: str, line: int, value: str = "", **details: object) -> Refused:
        """The refusal of the whole file."""
        return Refused(Problem(rule, Place(self.file, line), value, details=details))

    def take(self, event: Event) -> None:
        """Read one event."""
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent) and not self.empty:
            raise self.refuse("yaml.documents", line)
        if isinstance(event, NodeEvent):
            self._check_tag(event, line)
        match event:
            case ScalarEvent():
                self._scalar(event, line)
            case AliasEvent():
                self._alias(event, line)
            case MappingStartEvent():
                self._begin({}, event.anchor, line)
            case SequenceStartEvent():
                self._begin([], event.anchor, line)
            case CollectionEndEvent():
                self._end()

    def _check_tag(self, event: Any, line: int) -> None:  # noqa: ANN401  untyped events
        tag = None if isinstance(event, AliasEvent) else getattr(event, "tag", None)
        if tag is not None and str(tag) not in _FULL_TAGS:
            raise self.refuse("yaml.tag", line, str(tag))

    def _scalar(self, event: Any, line: int) -> None:  # noqa: ANN401  untyped events
        if self._awaits_key():
            self._keep_anchor(event.anchor, str(event.value), 1)
            self._set_key(str(event.value), line)
            return
        quoted = not event.implicit[0] and (event.tag is None or str(event.tag) in _TEXT_TAGS)
        value = str(event.value) if quoted else plain(event.value)
        self._keep_anchor(event.anchor, value, 1)
        self._put(value, 1, line)

    def _alias(self, event: Any, line: int) -> None:  # noqa: ANN401  untyped events
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise self.refuse("yaml.aliases", line, f"*{event.anchor}", limit=MAX_ALIASES)
        if any(o.anchor == event.anchor for o in self._stack):
            raise self.refuse("yaml.recursive", line, f"*{event.anchor}")
        if event.anchor not in self._anchors:
            raise self.refuse("yaml.syntax", line, f"*{event.anchor}", message="undefined alias")
        value, size = self._anchors[event.anchor]
        if self._awaits_key():
            self._set_key(value, line)
        else:
            self._put(value, size, line)

    def _begin(self, value: dict[str, Any] | list[Any], anchor: str | None, line: int) -> None:
        if self._awaits_key():
            raise self.refuse("key.not_text", line)
        if len(self._stack) >= MAX_DEPTH:
            raise self.refuse("yaml.depth", line, limit=MAX_DEPTH)
        path = self._next_path()
        self.lines.setdefault(path, line)
        self._stack.append(_Open(value, path, anchor))

    def _end(self) -> None:
        done = self._stack.pop()
        self._keep_anchor(done.anchor, done.value, done.size)
        self._put(done.value, done.size, self.lines[done.path])

    def _put(self, value: object, size: int, line: int) -> None:
        if not self._stack:
            self.data, self.empty = value, value is None
            self.lines.setdefault((), line)
            return
        top = self._stack[-1]
        self._count(top, size, line)
        self.lines.setdefault(self._next_path(), line)
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            top.value.setdefault(str(top.key), value)
            top.key = None

    def _count(self, top: _Open, size: int, line: int) -> None:
        top.size += size
        if top.size > MAX_NODES:
            raise self.refuse("yaml.nodes", line, limit=MAX_NODES)

    def _set_key(self, key: object, line: int) -> None:
        top = self._stack[-1]
        if not isinstance(key, str) or not isinstance(top.value, dict):
            raise self.refuse("key.not_text", line)
        path = (*top.path, key)
        if key in top.value:
            where = Place(self.file, line, ".".join(map(str, path)))
            self.problems.append(Problem("key.duplicate", where, key, details={"first": self.lines[path]}))
            self.aside.append(path)
        self.lines.setdefault(path, line)
        top.key = key

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _next_path(self) -> Path:
        if not self._stack:
            return ()
        top = self._stack[-1]
        return (*top.path, len(top.value) if isinstance(top.value, list) else str(top.key))

    def _keep_anchor(self, anchor: str | None, value: object, size: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (value, size)


def read_tree(file: str, text: str) -> Tree:
    """Read a YAML text.

    Raises:
        Refused: the file cannot be used at all; the problem says why and where.
    """
    tree = Tree(file)
    try:
        for event in _events(text):
            tree.take(event)
    except MarkedYAMLError as error:
        raise _syntax(tree, text, error) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise tree.refuse("yaml.syntax", 0, message=type(error).__name__) from None
    return tree


def _events(text: str) -> Iterable[Event]:
    found: Iterable[Event] = YAML(typ="safe", pure=True).parse(text)
    return found


def _syntax(tree: Tree, text: str, error: Any) -> Refused:  # noqa: ANN401  untyped errors
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    lines = text.splitlines()
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    before = written[: len(written) - len(written.lstrip())]
    rule = "yaml.tab" if "\t" in before or "'\\t'" in str(error.problem) else "yaml.syntax"
    return tree.refuse(rule, line, written.strip()[:80], message=str(error.problem or error.context or ""))
