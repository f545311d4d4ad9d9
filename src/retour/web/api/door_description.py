"""The door described: `/v1/events`, `/v1/runs`, `/v1/traces`, with examples that the door accepts.

Field names and kinds are those of `connectors.pushed`; a test posts every example to its reader.
"""

from collections.abc import Mapping
from typing import Any

from retour.connectors.pushed.cloudevents import BATCH, STRUCTURED
from retour.connectors.pushed.limits import LARGEST_BODY, MOST_ITEMS
from retour.connectors.pushed.runs import FIELDS as RUN_FIELDS
from retour.connectors.pushed.told import FIELDS, FLAG, LIST, NUMBER, OBJECT, TEXT, WHOLE

Schema = dict[str, Any]
DOOR = [{"url": "/v1"}]
LINES, PROTOBUF, JSON = "application/x-ndjson", "application/x-protobuf", "application/json"
NEEDED = {"Event": ["case", "activity", "time"], "Run": ["id", "started", "status"]}
_KINDS: Mapping[str, Schema] = {
    TEXT: {"type": "string"},
    WHOLE: {"type": ["string", "integer"]},
    NUMBER: {"type": ["string", "number"]},
    FLAG: {"type": "boolean"},
    OBJECT: {"type": "object", "additionalProperties": True},
    LIST: {"type": ["string", "integer", "array"], "items": {"type": ["string", "integer"]}},
}
_WORDS = {
    "case": "The case that it happened to.",
    "activity": "What happened.",
    "time": "When: ISO 8601, best with its offset, or a count since 1970.",
    "id": "Its name at the source: the same again corrects it. Without one, the same content is the same.",
    "process": "Of which process; the source's own when left out.",
    "amount": "Money, in the currency of the workspace.",
    "attributes": "Those that the process declares are kept, the others are dropped and said.",
    "actor_kind": "`human`, `robot` or `customer`.",
    "actor": "Who: becomes a pseudonym before anything is kept.",
    "minutes": "Minutes of human work.",
    "automation": "Which automation did it, or which one ran.",
    "retracted": "True: this event was sent by mistake.",
    "started": "When it began.",
    "ended": "When it ended.",
    "status": "`success`, `partial`, `failed`, `cancelled`, `running`, or the tool's own word.",
    "items": "What it handled, 1 when left out.",
    "ignored": "What it dropped on the way.",
    "trigger": "`production`, `manual`, `test` or `error_handler`.",
    "cases": "The cases that it handled.",
    "cost_units": "What the tool bills: operations, tasks, credits.",
}
EVENT = {"id": "4711-sent", "case": "4711", "activity": "quote_sent", "time": "2026-05-12T10:30:00+02:00"}
SIGNED = {"case": "4711", "activity": "signed", "time": "2026-05-27T09:00:00+02:00", "amount": "1 240,00"}
RUN = {"id": "815", "automation": "quote-follow-up", "started": "2026-05-12T10:30:00Z", "status": "success"}
CLOUDEVENT = {
    "specversion": "1.0",
    "id": "9d1c",
    "source": "/crm/quotes",
    "type": "com.example.quote_sent",
    "subject": "4711",
    "time": "2026-05-12T10:30:00+02:00",
    "data": {"amount": 1240.0},
}
TRACE = {
    "resourceSpans": [
        {
            "scopeSpans": [
                {
                    "spans": [
                        {
                            "traceId": "5b8efff798038103d269b633813fc60c",
                            "spanId": "eee19b7ec3c1b174",
                            "name": "workflow.execute",
                            "startTimeUnixNano": "1778580000000000000",
                            "endTimeUnixNano": "1778580003500000000",
                            "attributes": [
                                {"key": "n8n.workflow.name", "value": {"stringValue": "quote-follow-up"}},
                                {"key": "n8n.execution.id", "value": {"stringValue": "45"}},
                                {"key": "n8n.execution.status", "value": {"stringValue": "success"}},
                            ],
                        }
                    ]
                }
            ]
        }
    ]
}


def door_paths() -> Schema:
    """The paths of the door, under a server of their own; each again for sources that sign."""
    places = {"events": _events(), "runs": _runs(), "traces": _traces()}
    sent = {f"/{place}": {"servers": DOOR, "post": told} for place, told in places.items()}
    return sent | {f"/{place}/{{source}}": _signed(told) for place, told in places.items()}


def _signed(told: Schema) -> Schema:
    """The same for a source whose requests are signed, as Standard Webhooks has it."""
    again = told | {"operationId": f"{told['operationId']}Signed", "security": [{"signature": []}]}
    named = ("source", "webhookId", "webhookTimestamp")
    parameters = [{"$ref": f"#/components/parameters/{name}"} for name in named]
    return {"servers": DOOR, "parameters": parameters, "post": again}


def _post(name: str, summary: str, content: Schema, answers: Schema) -> Schema:
    refused = {"$ref": "#/components/responses/Refused"}
    later = {"$ref": "#/components/responses/Later"}
    return {
        "tags": ["door"],
        "operationId": name,
        "summary": summary,
        "security": [{"source": []}],
        "requestBody": {"required": True, "content": content},
        "responses": answers | {"422": refused, "429": later, "503": later, "default": refused},
    }


def _content(schema: Schema, **examples: object) -> Schema:
    return {"schema": schema, "examples": {name: {"value": value} for name, value in examples.items()}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _many(name: str, word: str) -> Schema:
    """One, a list, or an object that holds a list."""
    some = {"type": "array", "items": _ref(name), "maxItems": MOST_ITEMS}
    held = {"type": "object", "properties": {word: some}, "required": [word], "additionalProperties": False}
    return {"oneOf": [_ref(name), some, held]}


def _taken() -> Schema:
    words = "Kept, on the disk; what is wrong with each of the others."
    return {"202": {"description": words, "content": {JSON: {"schema": _ref("Taken")}}}}


def _events() -> Schema:
    batch = {"type": "array", "items": _ref("CloudEvent"), "maxItems": MOST_ITEMS}
    content = {
        JSON: _content(
            _many("Event", "events"), one=EVENT, several=[EVENT, SIGNED], held={"events": [EVENT, SIGNED]}
        ),
        LINES: {"schema": {"type": "string", "description": "One event a line."}},
        STRUCTURED: _content(_ref("CloudEvent"), one=CLOUDEVENT),
        BATCH: _content(batch, several=[CLOUDEVENT, CLOUDEVENT | {"id": "9d1d"}]),
    }
    summary = (
        f"Send events: at most {MOST_ITEMS} and {LARGEST_BODY} bytes a request. "
        "CloudEvents 1.0 in binary mode too: headers `ce-…`, the data as body"
    )
    return _post("sendEvents", summary, content, _taken())


def _runs() -> Schema:
    content = {JSON: _content(_many("Run", "runs"), one=RUN, several=[RUN, RUN | {"id": "816"}])}
    summary = "Send runs of automations: once ended, or when they begin and again when they end"
    return _post("sendRuns", summary, content | {LINES: {"schema": {"type": "string"}}}, _taken())


def _traces() -> Schema:
    words = "What OTLP/HTTP answers, with what was rejected, if anything."
    content = {JSON: _content({"type": "object"}, n8n=TRACE), PROTOBUF: {}}
    answers = {"200": {"description": words, "content": {JSON: {"schema": {"type": "object"}}, PROTOBUF: {}}}}
    return _post("sendTraces", "Send OTLP traces: the executions of n8n become runs", content, answers)


def _record(name: str, fields: Mapping[str, str]) -> Schema:
    told = {key: _KINDS[kind] | _described(key) for key, kind in fields.items()}
    return {"type": "object", "properties": told, "required": NEEDED[name], "additionalProperties": False}


def _described(key: str) -> Schema:
    return {"description": _WORDS[key]} if key in _WORDS else {}


def door_schemas() -> Schema:
    """The schemas of what is sent, and of what is answered."""
    text, whole = {"type": "string"}, {"type": "integer", "minimum": 0}
    cloud = dict.fromkeys(("id", "source", "type", "subject", "time"), text) | {"data": {}}
    said = dict.fromkeys(("field", "rule", "value", "hint", "said"), text)
    wrong = {"type": "array", "items": _ref("WrongItem")}
    counts = {"accepted": whole, "duplicates": whole, "errors": wrong, "warnings": wrong, "aside": whole}
    details = {"type": text, "title": text, "status": whole, "detail": text}
    return {
        "Event": _record("Event", FIELDS),
        "Run": _record("Run", RUN_FIELDS),
        "CloudEvent": {
            "type": "object",
            "properties": {"specversion": {"const": "1.0"}} | cloud,
            "required": ["specversion", "id", "source", "type", "subject", "time"],
        },
        "Taken": {"type": "object", "properties": counts, "required": ["accepted", "duplicates", "errors"]},
        "WrongItem": {
            "type": "object",
            "properties": {
                "index": {
                    "type": ["integer", "null"],
                    "description": "The item's place, from 0; null: the request.",
                }
            }
            | said,
            "required": ["index", *said],
        },
        "NotTaken": {
            "type": "object",
            "properties": details | counts,
            "required": list(details),
        },
    }


def door_responses() -> Schema:
    """The answers when nothing was kept."""
    content = {"application/problem+json": {"schema": _ref("NotTaken")}}
    wait = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    return {
        "Refused": {
            "description": "Nothing was kept: why, and what is wrong with each item.",
            "content": content,
        },
        "Later": {
            "description": "Nothing was kept: send the same request again later.",
            "headers": wait,
            "content": content,
        },
    }


def door_security() -> Schema:
    """How a source is let in."""
    return {
        "source": {"type": "http", "scheme": "bearer", "description": "The token of a source."},
        "signature": {
            "type": "apiKey",
            "in": "header",
            "name": "webhook-signature",
            "description": "Standard Webhooks 1.0: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`.",
        },
    }


def door_parameters() -> Schema:
    """What signed requests carry."""
    text, whole = {"type": "string"}, {"type": "integer"}
    told = {
        "source": ("source", "path", "The key in the address of a source that signs.", text),
        "webhookId": ("webhook-id", "header", "The same for every attempt at sending this message.", text),
        "webhookTimestamp": (
            "webhook-timestamp",
            "header",
            "Seconds since 1970, five minutes apart at most.",
            whole,
        ),
    }
    return {
        key: {"name": name, "in": where, "description": words, "required": True, "schema": schema}
        for key, (name, where, words, schema) in told.items()
    }
