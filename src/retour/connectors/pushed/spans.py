"""Spans of OTLP/HTTP traces, out of JSON or protobuf: only what tells a run."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from retour.connectors.pushed.bodies import bare, kind_of
from retour.connectors.pushed.delivery import Delivery
from retour.connectors.pushed.told import BROKEN, Refused

PROTOBUF, JSON = "application/x-protobuf", "application/json"
Attributes = Mapping[str, str | int | float | bool]


class Span(NamedTuple):
    """One span. `start` and `end` in ns since 1970; `failed`: its status is an error."""

    name: str
    trace: str
    span: str
    parent: str
    start: int
    end: int
    failed: bool
    attributes: Attributes
    resource: Attributes


class _Value(msgspec.Struct, rename="camel", gc=False):
    string_value: str | None = None
    bool_value: bool | None = None
    int_value: int | str | None = None
    double_value: float | str | None = None


class _Pair(msgspec.Struct, gc=False):
    key: str = ""
    value: _Value | None = None


class _Status(msgspec.Struct, gc=False):
    code: int | str = 0


class _Told(msgspec.Struct, rename="camel", gc=False):
    name: str = ""
    trace_id: str = ""
    span_id: str = ""
    parent_span_id: str = ""
    start_time_unix_nano: int | str = 0
    end_time_unix_nano: int | str = 0
    attributes: list[_Pair] = []
    status: _Status | None = None


class _Scope(msgspec.Struct, rename="camel", gc=False):
    spans: list[_Told] = []


class _Resource(msgspec.Struct, gc=False):
    attributes: list[_Pair] = []


class _ResourceSpans(msgspec.Struct, rename="camel", gc=False):
    resource: _Resource | None = None
    scope_spans: list[_Scope] = []


class _Request(msgspec.Struct, rename="camel", gc=False):
    resource_spans: list[_ResourceSpans] = []


_request = msgspec.json.Decoder(_Request).decode
_ERROR = frozenset({2, "STATUS_CODE_ERROR"})


def spans_of(delivery: Delivery) -> list[Span]:
    """The spans of a request to `/v1/traces`; Refused when it is none, or needs what is not installed."""
    kind = kind_of(delivery.kind)
    if kind == PROTOBUF:
        return list(_from_protobuf(delivery.body))
    if kind not in {JSON, ""}:
        raise Refused("body.kind_unknown", value=kind[:60])
    try:
        return list(_from_json(bare(delivery.body)))
    except msgspec.ValidationError as wrong:
        raise Refused("traces.unreadable", value=str(wrong)[:60]) from None
    except BROKEN:
        raise Refused("body.not_json") from None


def _from_json(body: bytes) -> Iterator[Span]:
    for group in _request(body).resource_spans:
        resource = _attributes(group.resource.attributes if group.resource else [])
        for told in (told for scope in group.scope_spans for told in scope.spans):
            yield Span(
                told.name,
                told.trace_id.lower(),
                told.span_id.lower(),
                told.parent_span_id.lower(),
                whole(told.start_time_unix_nano),
                whole(told.end_time_unix_nano),
                told.status is not None and told.status.code in _ERROR,
                _attributes(told.attributes),
                resource,
            )


def whole(value: object) -> int:
    """A count of JSON, which writes 64 bits as a text; 0 for anything else."""
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,19}", value) else 0


def _attributes(pairs: list[_Pair]) -> dict[str, Any]:
    return {pair.key: found for pair in pairs if pair.value and (found := _value(pair.value)) is not None}


def _value(value: _Value) -> str | int | float | bool | None:
    told = (value.string_value, value.bool_value, value.int_value, value.double_value)
    return next((each for each in told if each is not None), None)


def _from_protobuf(body: bytes) -> Iterator[Span]:
    """The same out of protobuf, which needs the extra `otlp`."""
    try:
        from google.protobuf.message import DecodeError  # noqa: PLC0415
        from opentelemetry.proto.collector.trace.v1 import trace_service_pb2  # noqa: PLC0415
    except ImportError:
        raise Refused("traces.protobuf_not_installed", hint="otlp_json") from None
    request = trace_service_pb2.ExportTraceServiceRequest()
    try:
        request.ParseFromString(body)
    except (DecodeError, ValueError):
        raise Refused("traces.unreadable") from None
    for group in request.resource_spans:
        resource = _read(group.resource.attributes)
        for span in (span for scope in group.scope_spans for span in scope.spans):
            yield Span(
                span.name,
                span.trace_id.hex(),
                span.span_id.hex(),
                span.parent_span_id.hex(),
                span.start_time_unix_nano,
                span.end_time_unix_nano,
                span.status.code in _ERROR,
                _read(span.attributes),
                resource,
            )


def _read(pairs: Any) -> dict[str, Any]:  # noqa: ANN401  generated classes have no types
    kinds = {"string_value", "bool_value", "int_value", "double_value"}
    told = ((pair.key, pair.value, pair.value.WhichOneof("value")) for pair in pairs)
    return {key: getattr(value, kind) for key, value, kind in told if kind in kinds}


def partial_success(rejected: int, said: str, kind: str) -> bytes:
    """The answer of the protocol, in the content type that was sent."""
    if kind_of(kind) != PROTOBUF:
        partial = {"partialSuccess": {"rejectedSpans": str(rejected), "errorMessage": said}}
        return msgspec.json.encode(partial if rejected or said else {})
    from opentelemetry.proto.collector.trace.v1 import trace_service_pb2  # noqa: PLC0415

    answer = trace_service_pb2.ExportTraceServiceResponse()
    if rejected or said:
        answer.partial_success.rejected_spans = rejected
        answer.partial_success.error_message = said
    found: bytes = answer.SerializeToString()
    return found
