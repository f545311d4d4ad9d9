"""An event as a tool tells it in JSON, and what keeps an item from being one."""

import difflib
import json
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec

from retour.connectors.files.findings import Findings, shortened


class Refused(Exception):  # noqa: N818  a rule, not a mistake
    """An item that gives nothing: the rule that it breaks, and what a problem says of it."""

    def __init__(
        self, rule: str, column: str = "", value: object = "", hint: str = "", **more: object
    ) -> None:
        super().__init__(rule)
        self.rule, self.column, self.value, self.hint, self.more = rule, column, str(value), hint, more

    def said(self, findings: Findings, item: int) -> None:
        """Note it about an item, counted from 1; 0 for the whole request."""
        more = {"column": self.column, "value": self.value, "hint": self.hint, "field": self.column}
        findings.reject(self.rule, line=item, **more, **self.more)


class Told(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """One event. Tools write numbers as text, ids as numbers; nothing is believed before it is read."""

    case: str | int | None = None
    activity: str | None = None
    time: str | int | float | None = None
    id: str | int | None = None
    process: str | None = None
    amount: str | int | float | None = None
    attributes: dict[str, Any] | None = None
    actor_kind: str | None = None
    actor: str | int | None = None
    minutes: str | int | float | None = None
    automation: str | None = None
    retracted: bool | None = None


TEXT, WHOLE, NUMBER = "text", "text_or_whole", "text_or_number"
FLAG, OBJECT, LIST = "yes_or_no", "object", "text_or_list"
_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    TEXT: (str,),
    WHOLE: (str, int),
    NUMBER: (str, int, float),
    FLAG: (bool,),
    OBJECT: (dict,),
    LIST: (str, int, list),
}
FIELDS: Final[Mapping[str, str]] = {
    "case": WHOLE,
    "activity": TEXT,
    "time": NUMBER,
    "id": WHOLE,
    "process": TEXT,
    "amount": NUMBER,
    "attributes": OBJECT,
    "actor_kind": TEXT,
    "actor": WHOLE,
    "minutes": NUMBER,
    "automation": TEXT,
    "retracted": FLAG,
}
T = TypeVar("T")
HALF = rb"\ud"  # begins the escape of a surrogate
BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_OF_A_PERSON = frozenset({"actor", "actor_kind"})  # never shown
_SPELT = {
    "timestamp": "time",
    "date": "time",
    "occurred_at": "time",
    "event": "activity",
    "type": "activity",
    "case_id": "case",
    "event_id": "id",
    "value": "amount",
    "price": "amount",
    "user": "actor",
    "data": "attributes",
    "properties": "attributes",
}


def decoded(raw: bytes | msgspec.Raw, of: type[T] | None = None) -> T:
    """What JSON says; msgspec's ValidationError when it is not of the type wanted, ValueError when no JSON.

    JSON can say half a character (a surrogate alone, of an emoji cut in two), which nothing can keep: it
    becomes a `?`.
    """
    wanted: Any = Any if of is None else of
    try:
        found: T = msgspec.json.decode(raw, type=wanted)
    except msgspec.ValidationError:
        raise
    except BROKEN as broken:
        whole = _mended(bytes(raw)) if HALF in bytes(raw).lower() else None
        if whole is None:
            raise ValueError("json") from broken
        found = msgspec.json.decode(whole, type=wanted)
    return found


def _mended(body: bytes) -> bytes | None:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, allow_nan=False).encode(errors="replace")
    except (ValueError, RecursionError):
        return None


def as_object(raw: bytes | msgspec.Raw) -> dict[str, Any]:
    """The object that one item is; Refused when it is none."""
    try:
        value: Any = decoded(raw)
    except ValueError:
        raise Refused("item.not_json", value=shortened(bytes(raw)[:400].decode(errors="replace"))) from None
    if not isinstance(value, dict):
        raise Refused("item.not_object", value=_shown(value))
    return value


def checked(item: Mapping[str, Any], fields: Mapping[str, str] = FIELDS) -> None:
    """Refuse an item that has a key of no meaning here, or a value of the wrong kind."""
    for key, value in item.items():
        if key not in fields:
            raise Refused("field.unknown", column=key[:60], value=shortened(key), hint=nearest(key, fields))
        if value is not None and not is_kind(value, fields[key]):
            shown = "…" if key in _OF_A_PERSON else _shown(value)
            raise Refused("field.wrong_kind", column=key, value=shown, expected=fields[key])


def is_kind(value: object, kind: str) -> bool:
    """True when a value is of a kind; yes and no are no numbers here."""
    return isinstance(value, _KINDS[kind]) and (kind == FLAG or not isinstance(value, bool))


def nearest(key: str, fields: Collection[str]) -> str:
    """The known key that an unknown one is likely to mean, or what to do about those of a CloudEvent."""
    low = key.lower()
    if low in {"specversion", "datacontenttype"}:
        return "send_as_cloudevents"
    if _SPELT.get(low, "") in fields:
        return _SPELT[low]
    return _near(low[:60], tuple(fields)) or ("in_attributes" if "attributes" in fields else "")


@lru_cache(maxsize=4096)
def _near(key: str, fields: tuple[str, ...]) -> str:
    return next(iter(difflib.get_close_matches(key, fields, 1, 0.6)), "")


def _shown(value: object) -> str:
    if isinstance(value, str):
        return shortened(value)
    return shortened(msgspec.json.encode(value)[:400].decode(errors="replace"))


def told_of(item: dict[str, Any]) -> Told:
    """An event out of an object that was decoded already; Refused when it is none."""
    checked(item)
    return msgspec.convert(item, Told)
