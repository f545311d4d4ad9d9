"""JSON lines, and a JSON list of flat objects: one object a row, nested keys joined by points."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from retour.connectors.files.cells import cell_text
from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import MOST_COLUMNS
from retour.connectors.files.source import Kind, Source, piece
from retour.connectors.files.table import Block, Row, Shaper, Table, name_columns
from retour.connectors.files.text import guess_encoding, lines_of
from retour.events.columns import Guess

Objects = list[tuple[int, dict[str, str]]]
_DEEPEST = 6


def open_json_lines(source: Source, wanted: Sequence[str], findings: Findings) -> Table | None:
    """A table out of JSON lines; its header holds the keys of the first piece and the wanted ones."""
    encoding = guess_encoding(source)
    groups = (objects for objects in _objects(source, encoding.value, findings) if objects)
    return _table(Kind.JSON_LINES, groups, wanted, findings, (encoding,))


def open_json(source: Source, wanted: Sequence[str], findings: Findings) -> Table | None:
    """A table out of a JSON list of objects (or an object whose ``data`` is one)."""
    items = json_items(source, findings)
    if items is None:
        return None
    objects = [(n, flat(item)) for n, item in enumerate(items, start=1) if isinstance(item, dict)]
    return _table(Kind.JSON, iter([objects] if objects else []), wanted, findings, ())


def json_items(source: Source, findings: Findings) -> list[Any] | None:
    """The list of a one-piece JSON file, which may stand under ``data`` or another known key."""
    raw = piece(source, findings)
    if raw is None:
        return None
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        findings.add("file.broken", kind="json")
        return None
    if isinstance(value, dict):
        for name in ("data", "results", "executions", "scenarioLogs", "logs", "items"):
            if isinstance(value.get(name), list):
                return list(value[name])
        return [value]
    return value if isinstance(value, list) else []


def _objects(source: Source, encoding: str, findings: Findings) -> Iterator[Objects]:
    for group in lines_of(source, encoding, findings):
        objects: Objects = []
        for number, line in enumerate(group.lines, start=group.start):
            text = line.strip().lstrip("\ufeff")
            if not text:
                continue
            value = parsed(text)
            if isinstance(value, dict):
                objects.append((number, flat(value)))
            else:
                findings.reject("line.not_json", line=number, value=text)
        yield objects


def parsed(text: str) -> object:
    """The value of one line, or None when it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def flat(item: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, str]:
    """An object as text cells; ``{"a": {"b": 1}}`` becomes ``{"a.b": "1"}``."""
    cells: dict[str, str] = {}
    for key, value in item.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            cells |= flat(value, f"{prefix}{key}.", depth + 1)
        else:
            cells[prefix + key] = _writable(cell_text(value))
    return cells


def _writable(text: str) -> str:
    """JSON can say half a character (a surrogate alone), which no file can hold: it becomes a ``?``."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _table(
    kind: Kind,
    groups: Iterator[Objects],
    wanted: Sequence[str],
    findings: Findings,
    guesses: tuple[Guess, ...],
) -> Table | None:
    first = next(groups, None)
    if first is None:
        findings.add("file.empty")
        return None
    keys = list(dict.fromkeys([*(key for _, cells in first for key in cells), *wanted]))
    header = name_columns(Row(first[0][0], keys), findings)
    shaper = Shaper(findings, header, len(header))
    return Table(
        kind, header, _blocks(first, groups, (shaper, keys[: min(len(header), MOST_COLUMNS)])), guesses
    )


def _blocks(first: Objects, groups: Iterator[Objects], how: tuple[Shaper, list[str]]) -> Iterator[Block]:
    shaper, keys = how
    objects: Objects | None = first
    while objects is not None:
        rows = [[cells.get(key, "") for key in keys] for _, cells in objects]
        block = shaper.block([number for number, _ in objects], rows)
        if block:
            yield block
        objects = next(groups, None)
