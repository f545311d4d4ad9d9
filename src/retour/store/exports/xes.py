"""A log as XES (IEEE 1849): a trace a case, an event an event."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from retour.events.exported import SOURCE, XES_KEYS, column_of
from retour.store.exports.held import Held, Row, decimal
from retour.store.exports.written import text_of, xml_text

_EXTENSIONS = {
    "Concept": "concept",
    "Time": "time",
    "Organizational": "org",
    "Identity": "identity",
}
_ADDRESS = "http://www.xes-standard.org/"


def write_xes(held: Held, out: Path) -> None:
    """One trace for each case, in the log's order. An attribute that an event has not is not written."""
    with text_of(out) as stream:
        stream.writelines(_head(held))
        names = [xml_text(column_of(name), held) for name in held.attributes]
        for case, rows in groupby(held.rows(), key=lambda row: row.case):
            stream.write(f'<trace>\n<string key="concept:name" value="{xml_text(case, held)}"/>\n')
            stream.writelines(_event(row, names, held) for row in rows)
            stream.write("</trace>\n")
        stream.write("</log>\n")


def _head(held: Held) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<log xes.version="1849-2016" xes.features="" xmlns="{_ADDRESS}">\n'
    for name, prefix in _EXTENSIONS.items():
        yield f'<extension name="{name}" prefix="{prefix}" uri="{_ADDRESS}{prefix}.xesext"/>\n'
    yield '<classifier name="Activity" keys="concept:name"/>\n'
    yield f'<string key="concept:name" value="{xml_text(held.process.key, held)}"/>\n'
    yield f'<string key="source" value="{SOURCE}"/>\n'


def _event(row: Row, names: list[str], held: Held) -> str:
    texts = {
        XES_KEYS["activity"]: row.activity,
        XES_KEYS["event_id"]: row.event_id,
        XES_KEYS["actor"]: row.actor,
        "actor_kind": row.actor_kind,
        "automation": row.automation,
        **dict(zip(names, row.attributes, strict=True)),
    }
    said = [f'<string key="{k}" value="{xml_text(v, held)}"/>' for k, v in texts.items() if v]
    said.insert(1, f'<date key="{XES_KEYS["time"]}" value="{row.time}"/>')
    if row.amount is not None:
        said.append(f'<float key="amount" value="{decimal(row.amount, 2)}"/>')
    if row.minutes is not None:
        said.append(f'<float key="minutes" value="{decimal(row.minutes, 3)}"/>')
    return f"<event>\n{''.join(said)}\n</event>\n"
