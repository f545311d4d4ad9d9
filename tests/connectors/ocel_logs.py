"""One small object log in the three forms: written from the same JSON, so that they must be read alike."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

LOG = {
    "objectTypes": [
        {"name": "Order", "attributes": [{"name": "price", "type": "float"}]},
        {"name": "Parcel", "attributes": []},
    ],
    "eventTypes": [
        {"name": "order placed", "attributes": [{"name": "actor", "type": "string"}]},
        {"name": "sent", "attributes": [{"name": "amount", "type": "float"}]},
    ],
    "objects": [
        {
            "id": "o1",
            "type": "Order",
            "attributes": [
                {"name": "price", "time": "1970-01-01T00:00:00Z", "value": "10"},
                {"name": "price", "time": "2026-05-12T08:00:00Z", "value": "12.50"},
            ],
            "relationships": [{"objectId": "p1", "qualifier": "is in"}],
        },
        {"id": "o2", "type": "Order", "attributes": []},
        {"id": "p1", "type": "Parcel", "attributes": []},
    ],
    "events": [
        {
            "id": "e1",
            "type": "order placed",
            "time": "2026-05-11T07:00:00.123456Z",
            "attributes": [{"name": "actor", "value": "Ann & <Bob>"}],
            "relationships": [{"objectId": "o1", "qualifier": "the order"}],
        },
        {
            "id": "e2",
            "type": "sent",
            "time": "2026-05-13T07:00:00Z",
            "attributes": [{"name": "amount", "value": "3.20"}],
            "relationships": [
                {"objectId": "o1", "qualifier": "holds"},
                {"objectId": "o1", "qualifier": "pays for"},
                {"objectId": "o2", "qualifier": "holds"},
                {"objectId": "p1", "qualifier": "is"},
            ],
        },
        {
            "id": "e3",
            "type": "sent",
            "time": "2026-05-14T07:00:00Z",
            "attributes": [],
            "relationships": [{"objectId": "p1", "qualifier": "is"}],
        },
    ],
}


def as_json(log: dict, path: Path) -> Path:
    path.write_text(json.dumps(log), encoding="utf-8")
    return path


def as_xml(log: dict, path: Path, *, relation: str = "relationship") -> Path:
    """The log as XML: `relation` is what a link is called, which differs from tool to tool."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', "<log>"]
    for kind in ("object", "event"):
        out.append(f"<{kind}-types>")
        for one in log[f"{kind}Types"]:
            names = "".join(
                f"<attribute name={quoteattr(a['name'])} type={quoteattr(a['type'])}/>"
                for a in one["attributes"]
            )
            out.append(
                f"<{kind}-type name={quoteattr(one['name'])}><attributes>{names}</attributes></{kind}-type>"
            )
        out.append(f"</{kind}-types>")
    for kind in ("object", "event"):
        out.append(f"<{kind}s>")
        out += [_xml_of(kind, one, relation) for one in log[f"{kind}s"]]
        out.append(f"</{kind}s>")
    path.write_text("\n".join([*out, "</log>"]), encoding="utf-8")
    return path


def _xml_of(kind: str, one: dict, relation: str) -> str:
    own = "".join(f" {k}={quoteattr(one[k])}" for k in ("id", "type", "time") if k in one)
    values = "".join(
        f"<attribute name={quoteattr(a['name'])}"
        + (f" time={quoteattr(a['time'])}" if "time" in a else "")
        + f">{escape(a['value'])}</attribute>"
        for a in one.get("attributes", ())
    )
    links = "".join(
        f"<{relation} object-id={quoteattr(r['objectId'])} qualifier={quoteattr(r['qualifier'])}/>"
        for r in one.get("relationships", ())
    )
    return f"<{kind}{own}><attributes>{values}</attributes><objects>{links}</objects></{kind}>"


def as_sqlite(log: dict, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as con:
        for kind in ("event", "object"):
            con.execute(f"CREATE TABLE {kind}_map_type (ocel_type TEXT, ocel_type_map TEXT)")
            con.execute(f"CREATE TABLE {kind} (ocel_id TEXT PRIMARY KEY, ocel_type TEXT)")
            changed = ", ocel_changed_field TEXT" if kind == "object" else ""
            for one in log[f"{kind}Types"]:
                table = f"{kind}_{one['name'].title().replace(' ', '')}"
                mapped = [one["name"], table[len(kind) + 1 :]]
                con.execute(f"INSERT INTO {kind}_map_type VALUES (?, ?)", mapped)  # noqa: S608 - our own names
                columns = "".join(f', "{a["name"]}" TEXT' for a in one["attributes"])
                con.execute(f"CREATE TABLE {table} (ocel_id TEXT, ocel_time TEXT{changed}{columns})")
        con.execute(
            "CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT)"
        )
        for event in log["events"]:
            con.execute("INSERT INTO event VALUES (?, ?)", [event["id"], event["type"]])
            table = f"event_{event['type'].title().replace(' ', '')}"
            values = {a["name"]: a["value"] for a in event.get("attributes", ())}
            _insert(con, table, {"ocel_id": event["id"], "ocel_time": event["time"], **values})
            for link in event.get("relationships", ()):
                con.execute(
                    "INSERT INTO event_object VALUES (?, ?, ?)",
                    [event["id"], link["objectId"], link["qualifier"]],
                )
        for one in log["objects"]:
            con.execute("INSERT INTO object VALUES (?, ?)", [one["id"], one["type"]])
            for place, a in enumerate(one.get("attributes", ())):
                row = {"ocel_id": one["id"], "ocel_time": a["time"], a["name"]: a["value"]}
                _insert(
                    con, f"object_{one['type']}", row | ({"ocel_changed_field": a["name"]} if place else {})
                )
        con.commit()
    return path


def _insert(con: sqlite3.Connection, table: str, row: dict[str, str]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    con.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))  # noqa: S608


FORMS = {"jsonocel": as_json, "xmlocel": as_xml, "sqlite": as_sqlite}
