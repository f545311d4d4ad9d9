"""n8n's spans, with the attribute names of its own source (`packages/cli/src/modules/otel`)."""

import base64
import builtins
import json

import pytest
from google.protobuf.json_format import ParseDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from connectors.pushed.posting import MAY_12, in_words, post_traces, wrong
from retour.connectors.pushed.spans import partial_success
from retour.events.run import RunStatus, Trigger
from retour.events.told_run import run_told

START = MAY_12 * 1000


def pairs(attributes):
    kinds = {str: "stringValue", int: "intValue", bool: "boolValue", float: "doubleValue"}
    return [
        {"key": key, "value": {kinds[type(v)]: str(v) if type(v) is int else v}}
        for key, v in attributes.items()
    ]


def span(name="workflow.execute", span_id="a1", parent="", seconds=3.5, code=1, **attributes):
    return {
        "traceId": "11" * 16,
        "spanId": span_id * 4,
        "parentSpanId": parent * 4,
        "name": name,
        "kind": 1,
        "startTimeUnixNano": str(START),
        "endTimeUnixNano": str(START + int(seconds * 1e9)),
        "attributes": pairs({k.replace("__", "."): v for k, v in attributes.items()}),
        "status": {"code": code},
    }


def workflow(**more):
    told = {
        "n8n__workflow__id": "wf-7",
        "n8n__workflow__name": "Quote follow-up",
        "n8n__execution__id": "45",
        "n8n__execution__mode": "webhook",
        "n8n__execution__status": "success",
    }
    return span(**(told | more))


def node(span_id, *, code=1, out=4):
    return span(
        "node.execute", span_id, "a1", code=code, n8n__node__items__output=out, n8n__node__name="HTTP"
    )


def request(*spans, instance="inst-1"):
    resource = {"attributes": pairs({"service.name": "n8n", "n8n.instance.id": instance} if instance else {})}
    return {"resourceSpans": [{"resource": resource, "scopeSpans": [{"scope": {}, "spans": list(spans)}]}]}


def as_protobuf(told):
    told = json.loads(json.dumps(told))
    for each in (s for r in told["resourceSpans"] for scope in r["scopeSpans"] for s in scope["spans"]):
        for key in ("traceId", "spanId", "parentSpanId"):
            each[key] = base64.b64encode(bytes.fromhex(each[key])).decode()
    return ParseDict(told, ExportTraceServiceRequest()).SerializeToString()


def test_an_execution_is_a_run_and_its_nodes_are_counted():
    pushed = post_traces(request(workflow(), node("b1"), node("b2", out=0), span("GET /", "c1")))
    (received,) = pushed.runs
    run = run_told(received)
    assert (run.id, run.automation, received.started) == ("inst-1/45", "quote-follow-up", MAY_12)
    assert (run.status, run.trigger, run.items, run.machine_seconds) == (
        RunStatus.SUCCESS,
        Trigger.PRODUCTION,
        4,
        3.5,
    )
    assert (pushed.items, pushed.refused, pushed.aside) == (4, 0, 3)
    assert in_words(pushed, "en") == [
        "2 spans of nodes were counted, and are not kept.",
        "1 span is no run: left aside.",
    ]


def test_protobuf_says_the_same_as_json():
    told = request(workflow(), node("b1"), span("GET /", "c1"))
    assert post_traces(as_protobuf(told), "application/x-protobuf") == post_traces(told)


def test_a_node_that_failed_in_a_success_makes_it_partial():
    (run,) = post_traces(request(workflow(), node("b1", code=2))).runs
    assert run_told(run).status is RunStatus.PARTIAL


@pytest.mark.parametrize(
    ("said", "status"),
    [("error", RunStatus.FAILED), ("crashed", RunStatus.FAILED), ("canceled", RunStatus.CANCELLED)],
)
def test_an_execution_ends_as_n8n_says(said, status):
    (run,) = post_traces(request(workflow(n8n__execution__status=said, code=2))).runs
    assert run_told(run).status is status


def test_an_execution_that_ends_before_it_starts_is_kept_without_its_end():
    pushed = post_traces(request(workflow(seconds=-3)))
    assert [p.rule for p in pushed.problems] == ["run.ended_before_started"]
    assert run_told(pushed.runs[0]).ended is None


def test_a_waiting_execution_has_not_ended():
    (run,) = post_traces(request(workflow(n8n__execution__status="waiting"))).runs
    assert (run_told(run).status, run_told(run).ended) == (RunStatus.RUNNING, None)


def test_a_retry_names_the_execution_that_it_is_of():
    (run,) = post_traces(request(workflow(n8n__execution__retry_of="44"))).runs
    assert run_told(run).retry_of == "inst-1/44"


def test_one_execution_number_of_two_n8n_is_two_runs():
    first, second = (post_traces(request(workflow(), instance=i)).runs[0] for i in ("a", "b"))
    assert first.identity != second.identity


def test_a_workflow_may_name_its_automation_or_be_known_by_its_id():
    (run,) = post_traces(request(workflow(n8n__workflow__custom__automation="other"))).runs
    assert run.automation == "other"
    (run,) = post_traces(request(workflow(n8n__workflow__name="Renamed"))).runs
    assert run.automation == "quote-follow-up"


def test_workflows_of_no_declared_automation_are_left_aside_by_name():
    unknown = workflow(n8n__workflow__name="Newsletter", n8n__workflow__id="x")
    pushed = post_traces(request(unknown, workflow()))
    assert (len(pushed.runs), pushed.refused, pushed.aside) == (1, 0, 1)
    assert in_words(pushed) == [
        "1 exécution laissée de côté : aucune automatisation déclarée ne porte ce nom (Newsletter)."
    ]


def test_an_execution_without_an_id_is_known_by_its_trace_and_span():
    told = workflow()
    told["attributes"] = [p for p in told["attributes"] if p["key"] != "n8n.execution.id"]
    (run,) = post_traces(request(told)).runs
    assert run.run_id == f"{'11' * 16}:{'a1' * 4}"


@pytest.mark.parametrize(
    ("start", "rule"), [("0", "time.out_of_range"), ("1900000000000000000", "time.in_future")]
)
def test_an_impossible_clock_is_refused(start, rule):
    told = workflow() | {"startTimeUnixNano": start}
    pushed = post_traces(request(told))
    assert [p.rule for p in pushed.problems] == [rule]
    assert (pushed.runs, pushed.refused) == ((), 1)


@pytest.mark.parametrize(
    ("body", "kind", "rule"),
    [
        (b'{"resourceSpans": 3}', "application/json", "traces.unreadable"),
        (b"{", "application/json", "body.not_json"),
        (b"\xff\xff\xff", "application/x-protobuf", "traces.unreadable"),
        (b"{}", "text/html", "body.kind_unknown"),
    ],
)
def test_what_is_no_trace_is_one_problem(body, kind, rule):
    assert [(p.place.line, p.rule) for p in post_traces(body, kind).problems] == [(0, rule)]


def test_without_the_extra_protobuf_is_refused_in_words(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith(("opentelemetry", "google.protobuf")):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    assert wrong(post_traces(b"", "application/x-protobuf")) == [
        (0, "traces.protobuf_not_installed", "", "otlp_json")
    ]


def test_the_answer_is_the_one_of_the_protocol():
    assert partial_success(0, "", "application/json") == b"{}"
    told = json.loads(partial_success(2, "time.in_future", "application/json"))
    assert told == {"partialSuccess": {"rejectedSpans": "2", "errorMessage": "time.in_future"}}
    read = ExportTraceServiceResponse.FromString(partial_success(2, "x", "application/x-protobuf"))
    assert (read.partial_success.rejected_spans, read.partial_success.error_message) == (2, "x")
