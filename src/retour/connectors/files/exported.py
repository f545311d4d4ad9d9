"""Logs that Retour exported, recognised by what they are marked with and read back as they were."""

from collections.abc import Iterator
from dataclasses import replace

from retour.connectors.files.source import Kind, Source
from retour.connectors.files.table import Block, Table
from retour.events.columns import Guess
from retour.events.exported import COLUMNS, OWN_ID, SOURCE, XES_KEYS, unguarded
from retour.register.process import EventFile

_HEAD = ",".join(COLUMNS).encode()
_OCEL = frozenset({Kind.OCEL_JSON, Kind.OCEL_SQLITE, Kind.OCEL_XML})


def as_exported(source: Source, mapping: EventFile) -> EventFile:
    """How a CSV is read: one that Retour wrote is in UTF-8, between commas, whatever its cells hold."""
    ours = source.sample.removeprefix(b"\xef\xbb\xbf").startswith(_HEAD)
    return replace(mapping, separator=",", encoding="utf-8") if ours else mapping


def recognised(table: Table, source: Source) -> Table:
    """The table, with the column of each role when Retour exported it; else as it is."""
    roles = _roles(table, source)
    if roles is None:
        return table
    told = replace(table, exported=roles, guesses=(*table.guesses, Guess(what="written_by", value=SOURCE)))
    if table.kind not in {Kind.CSV, Kind.XLSX}:  # a workbook is such a CSV that was saved otherwise
        return told
    header = tuple(unguarded(name) for name in table.header)
    return replace(told, header=header, blocks=_unguarded(table.blocks))


def says_it_is_exported(source: Source) -> bool:
    """True for an XES log that Retour wrote."""
    return f'key="source" value="{SOURCE}"'.encode() in source.sample[:4096]


def _roles(table: Table, source: Source) -> dict[str, str] | None:
    if table.kind in _OCEL:
        return XES_KEYS | {"actor": "actor"} if OWN_ID in table.header else None
    if table.kind is Kind.XES:
        return dict(XES_KEYS) if says_it_is_exported(source) else None
    return {role: role for role in COLUMNS} if table.header[: len(COLUMNS)] == COLUMNS else None


def _unguarded(blocks: Iterator[Block]) -> Iterator[Block]:
    for block in blocks:
        columns = tuple([unguarded(cell) for cell in column] for column in block.columns)
        yield Block(block.lines, columns)
