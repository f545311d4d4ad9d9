"""XES event logs, plain or gzipped, an event at a time. A line is the event's number in the file."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from retour.connectors.files.exported import says_it_is_exported
from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import CHUNK_EVENTS, MOST_COLUMNS
from retour.connectors.files.source import Kind, Source, Stream
from retour.connectors.files.table import Block, Table
from retour.connectors.files.xml import declares_a_doctype, forget, parsed
from retour.events.exported import XES_KEYS

CASE, ACTIVITY, TIME = "case:concept:name", "concept:name", "time:timestamp"
RESOURCE, TRANSITION = "org:resource", "lifecycle:transition"
_ALWAYS = (CASE, ACTIVITY, TIME, RESOURCE, TRANSITION)
_TAGS = ("{*}event", "{*}trace")
_DEEPEST = 6
Attributes = dict[str, str]


def open_xes(source: Source, wanted: Sequence[str], findings: Findings) -> Table | None:
    """A table out of a log: attributes of the trace are named ``case:…``, as in flattened logs.

    The header holds the attributes of the first events and the wanted columns; a wanted column that
    events do not have is looked for on their trace. An attribute inside another is ``outer.inner``.
    """
    if declares_a_doctype(source, findings):
        return None
    groups = _events(source, findings)
    first = next(groups, [])
    if not first:
        if not findings.counts:
            findings.add("file.header_only")
        return None
    keys = dict.fromkeys([*_ALWAYS, *(XES_KEYS.values() if says_it_is_exported(source) else ())])
    for event in first[:5_000]:
        keys.update(dict.fromkeys(event))
    header = tuple(dict.fromkeys([*keys, *wanted]))[:MOST_COLUMNS]
    return Table(Kind.XES, header, _blocks(chain([first], groups), header), ())


def _blocks(groups: Iterator[list[Attributes]], header: tuple[str, ...]) -> Iterator[Block]:
    number = 1
    for group in groups:
        columns = tuple(_column(group, key) for key in header)
        yield Block(np.arange(number, number + len(group), dtype=np.int64), columns)
        number += len(group)


def _column(group: list[Attributes], key: str) -> list[str]:
    if key.startswith("case:"):
        return [event.get(key, "") for event in group]
    of_trace = f"case:{key}"
    if key in _ALWAYS or not any(of_trace in event for event in group[:1_000]):
        return [event.get(key, "") for event in group]
    return [event.get(key) or event.get(of_trace, "") for event in group]


def _events(source: Source, findings: Findings) -> Iterator[list[Attributes]]:
    """Events in groups, each with the attributes of its trace under ``case:``."""
    group: list[Attributes] = []
    for events in _traces(source, findings):
        group += events
        if len(group) >= CHUNK_EVENTS:
            yield group
            group = []
    if group:
        yield group


def _traces(source: Source, findings: Findings) -> Iterator[list[Attributes]]:
    """The events of each trace; a trace cut by the end of the file gives those that were whole."""
    events: list[Attributes] = []
    parent: Any = None
    for element in parsed(Stream(source, findings), _TAGS, findings):
        if element.tag.endswith("event"):
            events.append(_attributes(element))
            parent = element.getparent()
            element.clear()
            continue
        yield _with_case(events, element)
        events = []
        forget(element)
    if events and parent is not None:
        yield _with_case(events, parent)


def _attributes(element: Any) -> Attributes:  # noqa: ANN401 - lxml
    told: Attributes = {}
    for one in element:
        key = one.get("key")
        if key:
            told[key] = one.get("value", "")
            if len(one):
                told |= _inner(one, key)
    return told


def _inner(element: Any, outer: str, depth: int = 0) -> Attributes:  # noqa: ANN401 - lxml
    """Attributes inside an attribute, a list or a container; the first of one name is kept."""
    told: Attributes = {}
    for one in element:
        key = one.get("key")
        name = f"{outer}.{key}" if key else outer  # the ``values`` of a list have no key
        if key:
            told.setdefault(name, one.get("value", ""))
        if len(one) and depth < _DEEPEST:
            told = _inner(one, name, depth + 1) | told
    return told


def _with_case(events: list[Attributes], trace: Any) -> list[Attributes]:  # noqa: ANN401 - lxml
    shared = {f"case:{key}": value for key, value in _attributes(trace).items()}
    return [event | shared for event in events]
