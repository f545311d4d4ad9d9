"""XES event logs, plain or gzipped, an event at a time. A line is the event's number in the file."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import CHUNK_EVENTS, MOST_COLUMNS
from retour.connectors.files.source import Kind, Source, Stream
from retour.connectors.files.table import Block, Table

CASE, ACTIVITY, TIME = "case:concept:name", "concept:name", "time:timestamp"
RESOURCE, TRANSITION = "org:resource", "lifecycle:transition"
_ALWAYS = (CASE, ACTIVITY, TIME, RESOURCE, TRANSITION)
Attributes = dict[str, str]


def open_xes(source: Source, wanted: Sequence[str], findings: Findings) -> Table | None:
    """A table out of a log: attributes of the trace are named ``case:…``, as in flattened logs.

    The header holds the attributes of the first events and the wanted columns; a wanted column that
    events do not have is looked for on their trace.
    """
    head = source.sample[:65_536]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        findings.add("xml.doctype")
        return None
    groups = _events(source, findings)
    first = next(groups, [])
    if not first:
        if not findings.counts:
            findings.add("file.header_only")
        return None
    keys = dict.fromkeys(_ALWAYS)
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
    from lxml import etree  # noqa: PLC0415 - only logs need it

    group: list[Attributes] = []
    try:
        for events in _traces(etree, source, findings):
            group += events
            if len(group) >= CHUNK_EVENTS:
                yield group
                group = []
    except etree.XMLSyntaxError as error:
        cut = any(findings.counts[r] for r in ("file.truncated_gzip", "file.broken", "file.zip_bomb"))
        if not cut:
            findings.add("xml.broken", line=error.lineno or 0, value=str(error.msg))
    if group:
        yield group


def _traces(etree: Any, source: Source, findings: Findings) -> Iterator[list[Attributes]]:  # noqa: ANN401 - lxml
    """The events of each trace; a trace cut by the end of the file gives those that were whole."""
    parser = etree.iterparse(
        Stream(source, findings),
        events=("end",),
        tag=("{*}event", "{*}trace"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    events: list[Attributes] = []
    parent: Any = None
    try:
        for _, element in parser:
            if element.tag.endswith("event"):
                events.append({c.get("key"): c.get("value", "") for c in element if c.get("key")})
                parent = element.getparent()
                element.clear()
                continue
            yield _with_case(events, element)
            events = []
            _forget(element)
    except etree.XMLSyntaxError:
        if events and parent is not None:
            yield _with_case(events, parent)
        raise


def _with_case(events: list[Attributes], trace: Any) -> list[Attributes]:  # noqa: ANN401 - lxml
    shared = {f"case:{c.get('key')}": c.get("value", "") for c in trace if c.get("key")}
    return [event | shared for event in events]


def _forget(element: Any) -> None:  # noqa: ANN401 - lxml
    """Free a trace that was read, and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
