"""A request's body, told apart into items."""

from typing import TypeVar

import msgspec

from retour.connectors.files.findings import shortened
from retour.connectors.pushed.delivery import Delivery
from retour.connectors.pushed.limits import LARGEST_BODY, MOST_ITEMS
from retour.connectors.pushed.told import Refused, decoded, nearest

Piece = bytes | msgspec.Raw
T = TypeVar("T")
LINES = frozenset(
    {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-lines"}
)
_JSON = frozenset({"", "application/json", "text/json", "text/plain"})  # no-code tools often say text
_CHARSETS = frozenset({"", "utf-8", "utf8", "us-ascii"})


def kind_of(content_type: str) -> str:
    """The media type in lower case, without parameters; Refused when its characters are not UTF-8."""
    kind, *parameters = content_type.lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "\t') not in _CHARSETS:
            raise Refused("body.charset", value=shortened(value.strip()))
    return kind.strip()


def is_json(kind: str) -> bool:
    """True for JSON, said or left unsaid."""
    return kind in _JSON or kind.endswith("+json")


def bare(body: bytes) -> bytes:
    """The body without a byte order mark; Refused when there is none, or far too much."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    if not body.strip():
        raise Refused("body.empty")
    if len(body) > LARGEST_BODY:
        raise Refused("body.too_large", limit=LARGEST_BODY)
    return body


def items_of(delivery: Delivery, envelope: str) -> list[Piece]:
    """The items of a JSON body: one object, a list, an object that holds a list, or one object a line."""
    kind, body = kind_of(delivery.kind), bare(delivery.body)
    if kind in LINES:
        return few([line for line in body.split(b"\n") if line.strip()])
    if not is_json(kind):
        raise Refused("body.kind_unknown", value=shortened(kind))
    if not body.lstrip().startswith(b"{"):
        return few(listed(body))
    try:
        found = decoded(body, dict[str, msgspec.Raw])
    except ValueError:
        raise _not_json(body) from None
    if envelope not in found:
        return [body]
    other = next((key for key in found if key != envelope), None)
    if other is not None:
        raise Refused("field.unknown", other[:60], shortened(other), nearest(other, [envelope]))
    return few(listed(bytes(found[envelope])))


def listed(body: bytes) -> list[Piece]:
    """The items of a JSON list."""
    try:
        return list(decoded(body, list[msgspec.Raw]))
    except msgspec.ValidationError:
        raise Refused("body.not_a_list") from None
    except ValueError:
        raise _not_json(body) from None


def few(items: list[T]) -> list[T]:
    """The items; Refused when they are too many for one request."""
    if len(items) > MOST_ITEMS:
        raise Refused("body.too_many_items", limit=MOST_ITEMS, count=len(items))
    return items


def _not_json(body: bytes) -> Refused:
    hint = "json_lines" if body.lstrip().startswith(b"{") and b"}\n{" in body[:10_000] else ""
    return Refused("body.not_json", value=shortened(body[:240].decode(errors="replace")), hint=hint)
