"""OCEL 2.0 as XML (``.xmlocel``, ``.xml``), an element at a time, once where objects come first."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from retour.connectors.files.findings import Findings
from retour.connectors.files.ocel.log import EventSaid, ObjectLog, ObjectSaid
from retour.connectors.files.source import Source, Stream
from retour.connectors.files.xml import declares_a_doctype, forget, parsed

_TAGS = ("{*}object", "{*}event", "{*}object-type", "{*}event-type")


def read_xml(source: Source, findings: Findings) -> ObjectLog | None:
    """The log of an XML file, or None and why."""
    if declares_a_doctype(source, findings):
        return None
    declared: dict[str, dict[str, tuple[str, ...]]] = {"object-type": {}, "event-type": {}}
    objects: list[ObjectSaid] = []
    elements = _elements(source, findings)
    first: tuple[EventSaid, ...] = ()
    once = _has_objects_first(source)
    for number, element in elements:
        tag = _local(element)
        if tag == "event" and once:
            first = (_event(number, element),)
            break
        if tag == "object":
            objects.append(_object(number, element))
        elif tag in declared:
            declared[tag][element.get("name", "")] = _declared(element)
    names = (name for names in declared["event-type"].values() for name in names)
    return ObjectLog(
        event_attributes=tuple(dict.fromkeys(names)),
        object_attributes=declared["object-type"],
        objects=lambda: iter(objects),
        events=lambda: chain(first, _events(elements if once else _elements(source, Findings("")))),
    )


def _has_objects_first(source: Source) -> bool:
    """True for the order of the format: then nothing that follows the first event is about objects."""
    objects, events = (source.sample.find(tag) for tag in (b"<objects", b"<events"))
    return objects >= 0 and (events < 0 or objects < events)


def _events(elements: Iterator[tuple[int, Any]]) -> Iterator[EventSaid]:
    """The events. The second time, what is wrong with the file was said the first time."""
    for number, element in elements:
        if _local(element) == "event":
            yield _event(number, element)


def _elements(source: Source, findings: Findings) -> Iterator[tuple[int, Any]]:
    """Objects, events and types, numbered by kind; a reference to an object stays with its parent."""
    counts: dict[str, int] = {}
    for element in parsed(Stream(source, findings), _TAGS, findings):
        if element.get("object-id") is not None:
            continue
        tag = _local(element)
        counts[tag] = counts.get(tag, 0) + 1
        yield counts[tag], element
        forget(element)


def _object(number: int, element: Any) -> ObjectSaid:  # noqa: ANN401 - lxml
    said = [(a.get("name", ""), a.get("time", ""), a.text or "") for a in _inside(element, "attributes")]
    return ObjectSaid(number, element.get("id", ""), element.get("type", ""), said)


def _event(number: int, element: Any) -> EventSaid:  # noqa: ANN401 - lxml
    values = {a.get("name", ""): a.text or "" for a in _inside(element, "attributes")}
    related = [r.get("object-id", "") for r in _inside(element, "objects")]
    id_, type_, time = (element.get(name, "") for name in ("id", "type", "time"))
    return EventSaid(number, id_, type_, time, values, related)


def _declared(element: Any) -> tuple[str, ...]:  # noqa: ANN401 - lxml
    return tuple(a.get("name", "") for a in _inside(element, "attributes"))


def _inside(element: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - lxml
    """The elements of the children of this name, whatever tools call them (``relationship``, ``object``)."""
    for child in element:
        if _local(child) == name:
            yield from child


def _local(element: Any) -> str:  # noqa: ANN401 - lxml
    return str(element.tag).rpartition("}")[2]
