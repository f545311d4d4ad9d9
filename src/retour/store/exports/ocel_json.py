"""An object log as OCEL 2.0 JSON."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from retour.store.exports.held import Held
from retour.store.exports.ocel import FLOATS, QUALIFIER, Event, objects_of
from retour.store.exports.written import text_of


def write_json(held: Held, out: Path) -> None:
    """Types, then objects, then events, an entry a line; values are texts, as the format has them."""
    with objects_of(held) as found, text_of(out) as stream:
        stream.write(f'{{"objectTypes": [{_dumped({"name": found.type, "attributes": []})}],\n"eventTypes": ')
        _list(stream, (_type(activity, names) for activity, names in found.types().items()))
        stream.write(',\n"objects": ')
        _list(stream, ({"id": case, "type": found.type} for case in found.cases()))
        stream.write(',\n"events": ')
        _list(stream, (_event(event) for event in found.events()))
        stream.write("}\n")


def _list(stream: TextIO, entries: Iterable[dict[str, object]]) -> None:
    start = "["
    for entry in entries:
        stream.write(f"{start}\n{_dumped(entry)}")
        start = ","
    stream.write("\n]" if start == "," else "[]")


def _type(activity: str, names: list[str]) -> dict[str, object]:
    attributes = [{"name": name, "type": "float" if name in FLOATS else "string"} for name in names]
    return {"name": activity, "attributes": attributes}


def _event(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "type": event.activity,
        "time": event.time,
        "attributes": [{"name": name, "value": value} for name, value in event.values.items()],
        "relationships": [{"objectId": case, "qualifier": QUALIFIER} for case in event.cases],
    }


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
