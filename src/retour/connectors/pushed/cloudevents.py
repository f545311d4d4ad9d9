"""CloudEvents 1.0 (structured, binary, batch) as events.

Ours is the mapping: `subject` is the case, `time` the time, `type` gives the activity, `source` and `id`
together the id; which workspace and source they belong to is the token's to say. Keys of `data` that are
fields of an event are read as such, the others are attributes, and so are extension attributes.
"""

import base64
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from retour.connectors.files.findings import shortened
from retour.connectors.pushed.bodies import kind_of
from retour.connectors.pushed.delivery import Delivery, Policy
from retour.connectors.pushed.limits import LONGEST_KEY
from retour.connectors.pushed.told import FIELDS, Refused, Told, decoded, is_kind, told_of
from retour.events.actor import plain

STRUCTURED, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
VERSION = "ce-specversion"
NOT_READ = "…"  # data that is there, and is no JSON
_OWN = frozenset({"specversion", "id", "source", "type", "subject", "time", "data", "data_base64"})
_ABOUT_DATA = frozenset({"datacontenttype", "dataschema"})
_IN_DATA = frozenset(FIELDS) - {"id", "time", "attributes", "retracted"}
_SAID = {name.replace("_", ""): name for name in FIELDS if name not in {"id", "time", "attributes"}}
_LEVEL = re.compile(r"[./:#]+")
_VERSIONED = re.compile(r"v\d+([._]\d+)*|\d+([._]\d+)*", re.IGNORECASE)


def from_headers(delivery: Delivery) -> dict[str, Any]:
    """The event of binary mode, as structured mode writes it."""
    attributes = {
        name.removeprefix("ce-"): unquote(value, errors="replace")
        for name, value in delivery.headers.items()
        if name.startswith("ce-")
    }
    kind = kind_of(delivery.kind)
    found: dict[str, Any] = {**attributes, "datacontenttype": kind}
    if delivery.body.strip():
        found["data"] = _decoded(delivery.body) if _holds_json(kind) else NOT_READ
    return found


def told(item: Mapping[str, Any], policy: Policy) -> Told:
    """One event; Refused when it is no CloudEvent that can be read."""
    if item.get("specversion") != "1.0":
        raise Refused("cloudevent.version", "specversion", shortened(str(item.get("specversion", ""))))
    for name in ("id", "source", "type"):
        if not isinstance(item.get(name), str) or not item[name].strip():
            raise Refused("cloudevent.missing", name, name)
    found, attributes = _from_data(item, policy)
    for name, value in item.items():
        if name in _SAID:
            found[_SAID[name]] = _flag(value) if name == "retracted" else value
        elif name not in _OWN | _ABOUT_DATA:
            attributes[name] = value
    if item.get("subject"):
        found["case"] = item["subject"]
    process = found.get("process") or policy.process or ""
    found.setdefault("activity", _activity(item["type"], policy.activities.get(str(process), {})))
    own = {"id": f"{item['source'].strip()}#{item['id'].strip()}", "time": item.get("time")}
    return told_of({**found, **own, "attributes": attributes})


def _from_data(item: Mapping[str, Any], policy: Policy) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the payload says of the event, and its other keys. It has its own words: ours are looked for."""
    data = _data(item)
    if not isinstance(data, dict):
        return {}, {} if data is None else {"data": data}
    inside = data.get("attributes")
    found, attributes = {}, dict(inside) if isinstance(inside, dict) else {}
    for name, value in data.items():
        if name in _IN_DATA and is_kind(value, FIELDS[name]) and _is_ours(name, value, policy):
            found[name] = value
        elif name != "attributes" or not isinstance(inside, dict):
            attributes[name] = value
    return found, attributes


def _is_ours(name: str, value: object, policy: Policy) -> bool:
    return name != "process" or value in policy.processes


def _data(item: Mapping[str, Any]) -> object:
    packed = item.get("data_base64")
    if packed is None:
        return item.get("data")
    if item.get("data") is not None:
        raise Refused("cloudevent.data_twice", "data_base64")
    if not _holds_json(kind_of(str(item.get("datacontenttype") or ""))):
        return NOT_READ
    try:
        return _decoded(base64.b64decode(str(packed), validate=True))
    except ValueError:
        raise Refused("cloudevent.data_unreadable", "data_base64") from None


def _holds_json(kind: str) -> bool:
    """True for data that is JSON, which it is where nothing is said."""
    return kind in {"", "application/json", "text/json"} or kind.endswith("+json")


def _decoded(body: bytes) -> object:
    try:
        found: object = decoded(body)
    except ValueError:
        raise Refused("cloudevent.data_unreadable", "data") from None
    return found


def _flag(value: object) -> object:
    """Headers hold texts only."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _activity(type_: str, words: Mapping[str, str]) -> str:
    """`com.example.quote.sent.v1`: the longest ending that is declared, or else its last word, `sent`."""
    if len(type_) > LONGEST_KEY:
        return type_  # refused as any activity of that length
    levels = [level for level in _LEVEL.split(type_.strip()) if level]
    while len(levels) > 1 and _VERSIONED.fullmatch(levels[-1]):
        levels.pop()
    endings = (words.get(plain(" ".join(levels[start:]))) for start in range(min(len(levels), 20)))
    return next(filter(None, endings), levels[-1] if levels else type_)
