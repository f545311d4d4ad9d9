"""OCEL 2.0 as JSON (``.jsonocel``, ``.json``): one piece, of 256 MiB at most."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from retour.connectors.files.cells import cell_text
from retour.connectors.files.findings import Findings
from retour.connectors.files.ocel.log import EventSaid, ObjectLog, ObjectSaid
from retour.connectors.files.source import Source, piece

Json = dict[str, Any]


def read_json(source: Source, findings: Findings) -> ObjectLog | None:
    """The log of a JSON file, or None and why."""
    raw = piece(source, findings)
    if raw is None:
        return None
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        findings.add("file.broken", kind="json")
        return None
    if not isinstance(told, dict):
        findings.add("file.broken", kind="json")
        return None
    types = {_text(t.get("name")): _names(t) for t in _objects(told.get("objectTypes"))}
    declared = (name for t in _objects(told.get("eventTypes")) for name in _names(t))
    return ObjectLog(
        event_attributes=tuple(dict.fromkeys(declared)),
        object_attributes=types,
        objects=lambda: _read_objects(told, findings),
        events=lambda: _read_events(told, findings),
    )


def _read_objects(told: Json, findings: Findings) -> Iterator[ObjectSaid]:
    for number, one in _entries(told, "objects", findings):
        said = [
            (_text(v.get("name")), _text(v.get("time")), _text(v.get("value")))
            for v in _objects(one.get("attributes"))
        ]
        yield ObjectSaid(number, _text(one.get("id")), _text(one.get("type")), said)


def _read_events(told: Json, findings: Findings) -> Iterator[EventSaid]:
    for number, one in _entries(told, "events", findings):
        values = {_text(v.get("name")): _text(v.get("value")) for v in _objects(one.get("attributes"))}
        related = [_text(r.get("objectId")) for r in _objects(one.get("relationships"))]
        yield EventSaid(
            number, _text(one.get("id")), _text(one.get("type")), _text(one.get("time")), values, related
        )


def _entries(told: Json, key: str, findings: Findings) -> Iterator[tuple[int, Json]]:
    """The objects of a list, numbered from 1; what is none of them is said."""
    found = told.get(key)
    for number, one in enumerate(found if isinstance(found, list) else (), start=1):
        if isinstance(one, dict):
            yield number, one
        else:
            findings.reject("ocel.entry_broken", line=number, value=key)


def _objects(value: object) -> Iterator[Json]:
    yield from (one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict))


def _names(of_type: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_text(a.get("name")) for a in _objects(of_type.get("attributes")))


def _text(value: object) -> str:
    """A value as text; half a character, which JSON can say and no file can hold, becomes a ``?``."""
    text = cell_text(value)
    return text if text.isascii() else text.encode(errors="replace").decode()
