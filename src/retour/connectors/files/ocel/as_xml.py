"""OCEL 2.0 as XML (``.xmlocel``, ``.xml``), gone through an element at a time, twice."""

from collections.abc import Iterator
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
    declared = {"object-type": {}, "event-type": {}}  # type: dict[str, dict[str, tuple[str, ...]]]
    objects: list[ObjectSaid] = []
    for number, element in _elements(source, findings):
        tag = _local(element)
        if tag == "object":
            objects.append(_object(number, element))
        elif tag in declared:
            declared[tag][element.get("name", "")] = _declared(element)
    names = (name for names in declared["event-type"].values() for name in names)
    return ObjectLog(
        event_attributes=tuple(dict.fromkeys(names)),
        object_attributes=declared["object-type"],
        objects=lambda: iter(objects),
        events=lambda: _events(source),
    )


def _events(source: Source) -> Iterator[EventSaid]:
    """The second time: what is wrong with the file was said the first time."""
    for number, element in _elements(source, Findings("")):
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
