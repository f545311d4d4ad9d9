"""Object logs flattened on one type of object: each of its objects is a case.

An event of several cases counts once in each; its id there is ``<event id>@<case>``, in every export.
An attribute of the case has the value that it had at the time of the event. Qualifiers are not read.
"""

import difflib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np

from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import CHUNK_EVENTS, MOST_COLUMNS
from retour.connectors.files.ocel.as_json import read_json
from retour.connectors.files.ocel.as_sqlite import read_sqlite
from retour.connectors.files.ocel.as_xml import read_xml
from retour.connectors.files.ocel.log import EventSaid, ObjectLog, ObjectSaid
from retour.connectors.files.source import Kind, Source
from retour.connectors.files.table import Block, Table
from retour.events.columns import Guess
from retour.events.exported import OWN_ID, ROW, XES_KEYS
from retour.events.moment import FIRST_YEAR, Read, read_moments
from retour.register.process import EventFile

EVENT_ID, CASE, ACTIVITY, TIME = (XES_KEYS[role] for role in ("event_id", "case", "activity", "time"))
_FIRST = (EVENT_ID, CASE, ACTIVITY, TIME)
_ROLES = ("actor_kind", "actor", "amount", "minutes", "automation")  # of a log that Retour exported
_ALWAYS = -(2**62)  # µs: before any event
_READERS = {Kind.OCEL_JSON: read_json, Kind.OCEL_SQLITE: read_sqlite, Kind.OCEL_XML: read_xml}
History = tuple[list[int], list[str]]  # when each value began (µs), the values


@dataclass(slots=True)
class Cases:
    """The objects of the chosen type, the history of their attributes, and the ids of all other objects."""

    type: str
    others: set[str] = field(default_factory=set)
    known: dict[str, dict[str, History]] = field(default_factory=dict)

    def value(self, case: str, attribute: str, at: int) -> str:
        """The value of an attribute at a time (µs); empty before it had one."""
        began, values = self.known[case].get(attribute, ((), ()))
        place = bisect_right(began, at)
        return values[place - 1] if place else ""


@dataclass(slots=True)
class _Tally:
    shared: int = 0
    elsewhere: int = 0


def open_ocel(source: Source, mapping: EventFile, wanted: Sequence[str], findings: Findings) -> Table | None:
    """A table out of an object log, a row for each event of each case; None and why when there is none.

    Columns are named as in a flattened log (``case:concept:name``…); attributes of the case are
    ``case:<name>``, and a wanted column that events do not have is looked for on their case.
    """
    log = _READERS[source.kind](source, findings)
    if log is None:
        return None
    zone = _zone(mapping)
    objects = list(log.objects())
    chosen = _chosen(objects, mapping, findings)
    if chosen is None or zone is None:
        return None
    type_, guesses = chosen
    cases = _cases(objects, type_, (zone, findings))
    ours = _ROLES if OWN_ID in log.event_attributes else ()
    own = [f"case:{name}" for name in log.object_attributes.get(type_, ())]
    header = tuple(dict.fromkeys([*_FIRST, *log.event_attributes, *ours, *own, *wanted]))[:MOST_COLUMNS]
    return Table(source.kind, header, _blocks(log, cases, header, (zone, findings)), guesses)


def _zone(mapping: EventFile) -> ZoneInfo | None:
    try:
        return ZoneInfo(mapping.timezone or "UTC")
    except (KeyError, ValueError, OSError):
        return None  # said by whoever reads the times


def _chosen(
    objects: Sequence[ObjectSaid], mapping: EventFile, findings: Findings
) -> tuple[str, tuple[Guess, ...]] | None:
    """The type of the cases: the one that was asked for, else the only one that has objects."""
    seen = dict.fromkeys(said.type for said in objects)
    if mapping.object is not None:
        if mapping.object in seen:
            return mapping.object, ()
        near = difflib.get_close_matches(mapping.object, list(seen), 1, 0.5)
        known = ", ".join(seen)
        findings.add(
            "ocel.object_unknown_type", value=mapping.object, hint=near[0] if near else "", known=known
        )
        return None
    if len(seen) == 1:
        (only,) = seen
        return only, (Guess(what="object", value=only),)
    findings.add(
        "ocel.object_not_chosen" if seen else "ocel.no_object", known=", ".join(seen), hint="choose_object"
    )
    return None


def _cases(objects: Sequence[ObjectSaid], type_: str, how: tuple[ZoneInfo, Findings]) -> Cases:
    zone, findings = how
    cases = Cases(type_)
    told: list[tuple[int, str, str, str, str]] = []
    for said in objects:
        if said.type != type_:
            cases.others.add(said.id)
            continue
        cases.known.setdefault(said.id, {})
        told += [(said.number, said.id, *value) for value in said.values]
    moments = read_moments([time for _, _, _, time, _ in told], zone=zone)
    changes: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for (number, id_, name, time, value), at, code in zip(
        told, moments.at.tolist(), moments.read.tolist(), strict=True
    ):
        read = Read(code)
        if read.kept or read is Read.MISSING or _is_long_ago(read, time):
            changes.setdefault((id_, name), []).append((at if read.kept else _ALWAYS, value))
        else:
            findings.warn(read.rule, line=number, column=name, value=time)
    for (id_, name), values in changes.items():
        values.sort(key=lambda change: change[0])
        cases.known[id_][name] = [at for at, _ in values], [value for _, value in values]
    return cases


def _is_long_ago(read: Read, time: str) -> bool:
    """True for a time such as 1970, which tools write for a value that was always there."""
    return read is Read.OUT_OF_RANGE and time.strip()[:4] < str(FIRST_YEAR)


def _blocks(
    log: ObjectLog, cases: Cases, header: tuple[str, ...], how: tuple[ZoneInfo, Findings]
) -> Iterator[Block]:
    zone, findings = how
    tally = _Tally()
    group: list[tuple[EventSaid, str]] = []
    for event in log.events():
        group += [(event, case) for case in _cases_of(event, cases, tally, findings)]
        if len(group) >= CHUNK_EVENTS:
            yield _block(group, cases, header, zone)
            group = []
    if group:
        yield _block(group, cases, header, zone)
    details = {"object": cases.type, "shared": tally.shared, "elsewhere": tally.elsewhere}
    findings.note("ocel.flattened", **details)


def _cases_of(event: EventSaid, cases: Cases, tally: _Tally, findings: Findings) -> list[str]:
    """The cases of an event, once each; what it refers to and is nowhere in the file is said."""
    related = dict.fromkeys(event.objects)
    for one in related:
        if one not in cases.known and one not in cases.others:
            findings.warn("ocel.object_nowhere", line=event.number, column=event.id, value=one)
    mine = [one for one in related if one in cases.known]
    tally.shared += len(mine) > 1
    tally.elsewhere += not mine
    return mine


def _block(
    group: list[tuple[EventSaid, str]], cases: Cases, header: tuple[str, ...], zone: ZoneInfo
) -> Block:
    at = read_moments([event.time for event, _ in group], zone=zone).at.tolist()
    fixed = {
        EVENT_ID: [_id(event, case) for event, case in group],
        CASE: [case for _, case in group],
        ACTIVITY: [event.type for event, _ in group],
        TIME: [event.time for event, _ in group],
    }
    columns = [fixed.get(name) or _column(name, group, at, cases) for name in header]
    return Block(np.array([event.number for event, _ in group], np.int64), tuple(columns))


def _column(name: str, group: list[tuple[EventSaid, str]], at: list[int], cases: Cases) -> list[str]:
    of_case = name.removeprefix("case:")
    if of_case != name:
        return [cases.value(case, of_case, when) for (_, case), when in zip(group, at, strict=True)]
    return [
        event.attributes.get(name) or cases.value(case, name, when)
        for (event, case), when in zip(group, at, strict=True)
    ]


def _id(event: EventSaid, case: str) -> str:
    """The id of an event in one case: its own there, the same whichever other cases it has."""
    if event.id.startswith(ROW):
        return event.attributes.get(OWN_ID, "")
    return event.attributes.get(OWN_ID) or (f"{event.id}@{case}" if event.id else "")
