"""Changing some values of a YAML text and nothing else: comments, layout and other keys stay."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from io import StringIO
from itertools import pairwise
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from retour.connectors.declared.merging import merged
from retour.connectors.declared.tree import Refused, read_tree
from retour.register.sheet import Path

Edit = tuple[Path, object]  # a path of keys and its new value in plain Python; None removes the key
_LIST = re.compile(r"^( *)[^\s#-][^\n]*:[^\n]*\n( *)- ", re.MULTILINE)
_WIDE = 1_000_000


class Unreadable(ValueError):  # noqa: N818  the text is somebody's, not ours
    """The text is no YAML that can be changed value by value."""


def rewritten(text: str, edits: Iterable[Edit], *, kept: Collection[Path] = ()) -> str:
    """The text with some values set or removed.

    A map or a list that a removal empties goes too, unless its path is in `kept`: then it stays, with
    nothing in it. Maps on the way to a value are made; so is a list, when the next step is its length. A
    text that the edits do not change is returned as it is, to the byte.

    Raises:
        Unreadable: the text cannot be read as one YAML map.
    """
    edits = list(edits)
    if not edits:
        return text
    yaml = _writer(text)
    before = _dumped(yaml, _loaded(yaml, text))
    root = _loaded(yaml, text)
    _apply(root, edits, frozenset(kept))
    after = _dumped(yaml, root) if root else ""
    return _closest(text, before, after)


def _writer(text: str) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    found = _LIST.search(text)
    offset = len(found[2]) - len(found[1]) if found else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=max(offset, 0))
    return yaml


def _loaded(yaml: YAML, text: str) -> CommentedMap:
    try:
        tree = read_tree("", text)
        data = CommentedMap() if tree.empty else yaml.load(text)
    except (Refused, YAMLError, ValueError) as error:
        raise Unreadable(type(error).__name__) from None
    if not isinstance(data, CommentedMap) or tree.problems:
        raise Unreadable("map")
    return data


def _dumped(yaml: YAML, root: CommentedMap) -> str:
    out = StringIO()
    yaml.dump(root, out)
    return out.getvalue()


def _closest(text: str, before: str, after: str) -> str:
    """The edits brought over to the text as its author laid it out, where that says the same."""
    if text == before or not text.strip():
        return after
    brought = merged(before, after, text)
    return brought if brought is not None and _says(brought) == _says(after) else after


def _says(text: str) -> object:
    try:
        return read_tree("", text).data
    except Refused:
        return None


def _apply(root: CommentedMap, edits: Sequence[Edit], kept: frozenset[Path]) -> None:
    for path, value in edits:
        if value is not None:
            _put(root, path, value)
    gone = [path for path, value in edits if value is None]
    for path in sorted(gone, key=_rank, reverse=True):
        _remove(root, path, kept)


def _rank(path: Path) -> list[tuple[int, int, str]]:
    return [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in path]


def _put(root: CommentedMap, path: Path, value: object) -> None:
    here: Any = root
    for step, following in pairwise(path):
        inner = _at(here, step)
        if not isinstance(inner, CommentedSeq if isinstance(following, int) else CommentedMap):
            inner = CommentedSeq() if isinstance(following, int) else _flow_map()
            _set(here, step, inner)
        here = inner
    _set(here, path[-1], _node(value))
    _open_up(root, path)


def _at(here: Any, step: str | int) -> Any:  # noqa: ANN401  a node of the round trip
    if isinstance(step, int):
        return here[step] if step < len(here) else None
    return here.get(step)


def _set(here: Any, step: str | int, value: object) -> None:  # noqa: ANN401  a node of the round trip
    if isinstance(step, int) and step >= len(here):
        here.append(value)
    else:
        here[step] = value


def _flow_map() -> CommentedMap:
    made = CommentedMap()
    made.fa.set_flow_style()
    return made


def _node(value: object) -> object:
    """Plain Python as nodes: what holds only scalars is written on one line."""
    if isinstance(value, Mapping):
        made = CommentedMap({key: _node(inner) for key, inner in value.items()})
        if not any(isinstance(inner, CommentedMap | CommentedSeq) for inner in made.values()):
            made.fa.set_flow_style()
        return made
    if isinstance(value, Sequence) and not isinstance(value, str):
        listed = CommentedSeq(_node(inner) for inner in value)
        if not any(isinstance(inner, CommentedMap | CommentedSeq) for inner in listed):
            listed.fa.set_flow_style()
        return listed
    return value


def _open_up(root: CommentedMap, path: Path) -> None:
    """A map that holds another one leaves its line."""
    here: Any = root
    for step in path[:-1]:
        here = here[min(step, len(here) - 1) if isinstance(step, int) else step]
        inner = here.values() if isinstance(here, CommentedMap) else here
        if any(isinstance(one, CommentedMap | CommentedSeq) and _is_wide(one) for one in inner):
            here.fa.set_block_style()


def _is_wide(node: CommentedMap | CommentedSeq) -> bool:
    return isinstance(node, CommentedMap) or any(isinstance(one, CommentedMap) for one in node)


def _remove(root: CommentedMap, path: Path, kept: frozenset[Path]) -> None:
    here: Any = root
    for step in path[:-1]:
        here = _at(here, step)
        if not isinstance(here, CommentedMap | CommentedSeq):
            return
    if _has(here, path[-1]):
        del here[path[-1]]
    if here or len(path) == 1:
        return
    if path[:-1] in kept:
        _put_nothing(root, path[:-1])
    else:
        _remove(root, path[:-1], kept)


def _has(here: CommentedMap | CommentedSeq, step: str | int) -> bool:
    return step < len(here) if isinstance(step, int) else step in here


def _put_nothing(root: CommentedMap, path: Path) -> None:
    here: Any = root
    for step in path[:-1]:
        here = _at(here, step)
    here[path[-1]] = None
