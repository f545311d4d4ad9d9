"""Events posted to the door: plain JSON in four shapes, CloudEvents in three modes."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

import msgspec

from retour.connectors.files.findings import Findings
from retour.connectors.pushed import cloudevents
from retour.connectors.pushed.bodies import LINES, bare, few, is_json, items_of, kind_of, listed
from retour.connectors.pushed.delivery import Delivery, Policy, Pushed
from retour.connectors.pushed.limits import MOST_ITEMS
from retour.connectors.pushed.reader import Reader
from retour.connectors.pushed.told import BROKEN, Refused, Told, as_object, told_of
from retour.events.received import Received


class _Envelope(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    events: list[Told]


_many = msgspec.json.Decoder(list[Told]).decode
_lines = msgspec.json.Decoder(Told).decode_lines
_enveloped = msgspec.json.Decoder(_Envelope).decode
_one = msgspec.json.Decoder(Told).decode
T = TypeVar("T")
_LIST = re.compile(rb"\s*\[")
_ENVELOPE = re.compile(rb'\s*\{\s*"events"\s*:')


def read_pushed_events(delivery: Delivery, policy: Policy, now: datetime) -> Pushed:
    """The events of one request to `/v1/events`, whatever it says it is.

    Args:
        delivery: plain JSON (an object, a list, `{"events": […]}`, one object a line) or CloudEvents 1.0.
        policy: what the workspace declares.
        now: times of more than a day later are refused.

    Returns:
        Events and problems; bad bytes never raise.
    """
    reader = Reader(policy, now, Findings(policy.source))
    try:
        return _read(delivery, reader)
    except Refused as refused:
        refused.said(reader.findings, 0)
        return Pushed(problems=reader.findings.problems())


def _read(delivery: Delivery, reader: Reader) -> Pushed:
    kind, policy = kind_of(delivery.kind), reader.policy
    if kind == cloudevents.BATCH:
        pieces = few(listed(bare(delivery.body)))
        return _each(pieces, lambda piece: cloudevents.told(as_object(piece), policy), reader)
    if kind == cloudevents.STRUCTURED:
        whole = [bare(delivery.body)]
        return _each(whole, lambda piece: cloudevents.told(as_object(piece), policy), reader)
    if cloudevents.VERSION in delivery.headers:
        return _each([delivery], lambda one: cloudevents.told(cloudevents.from_headers(one), policy), reader)
    quick = _quickly(delivery.body, kind)
    if quick is not None:
        return _each(quick, None, reader)
    return _each(items_of(delivery, "events"), lambda piece: told_of(as_object(piece)), reader)


def _quickly(body: bytes, kind: str) -> list[Told] | None:
    """The events of a body in which nothing is wrong; None: it must be gone through item by item."""
    try:
        if kind in LINES:
            found = _lines(body)
        elif not is_json(kind):
            return None
        elif _LIST.match(body):
            found = _many(body)
        elif _ENVELOPE.match(body):
            found = _enveloped(body).events
        else:
            found = [_one(body)]
    except BROKEN:
        return None
    return found if 0 < len(found) <= MOST_ITEMS else None


def _each(items: Iterable[T], tell: Callable[[T], Told] | None, reader: Reader) -> Pushed:
    events: list[Received] = []
    number = 0
    for number, item in enumerate(items, start=1):
        reader.item = number
        try:
            events.append(reader.event(item if tell is None else tell(item)))  # type: ignore[arg-type]
        except Refused as refused:
            refused.said(reader.findings, number)
    return Pushed(events=tuple(events), problems=reader.said(), items=number, refused=number - len(events))
