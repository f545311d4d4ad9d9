"""OTLP traces as runs: the `workflow.execute` spans of n8n, with what their nodes tell of them.

n8n (2.19 and later) ends one span an execution and one a node. An execution is a run; its nodes are not kept:
they tell how many items came in, and that something failed on the way of a success. Other spans are counted.
https://docs.n8n.io/hosting/logging-monitoring/opentelemetry/
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from retour.connectors.files.findings import Findings, shortened
from retour.connectors.files.runs import status_of, trigger_of
from retour.connectors.pushed.bodies import few
from retour.connectors.pushed.delivery import Delivery, Policy, Pushed
from retour.connectors.pushed.limits import LONGEST_ID, LONGEST_KEY, MOST_LEFT_OUT
from retour.connectors.pushed.reader import Reader
from retour.connectors.pushed.runs import named_automation
from retour.connectors.pushed.spans import Span, spans_of, whole
from retour.connectors.pushed.told import Refused
from retour.connectors.pushed.values import tidy
from retour.events.moment import FIRST_YEAR, LAST_YEAR
from retour.events.received import ReceivedRun
from retour.events.run import Run, RunStatus, Trigger
from retour.events.told_run import received_run
from retour.quantity import Place

WORKFLOW, NODE = "workflow.execute", "node.execute"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = (datetime(FIRST_YEAR, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)
_LAST = (datetime(LAST_YEAR, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)
_NAMES = ("n8n.workflow.custom.automation", "n8n.workflow.name", "n8n.workflow.id")


def read_pushed_traces(delivery: Delivery, policy: Policy, now: datetime) -> Pushed:
    """The runs of one request to `/v1/traces`; bad bytes never raise.

    `Pushed.aside` counts the spans that are no runs: nodes, workflows of no declared automation, others.
    """
    reader = Reader(policy, now, Findings(policy.source))
    try:
        spans = few(spans_of(delivery))
    except Refused as refused:
        refused.said(reader.findings, 0)
        return Pushed(problems=reader.findings.problems())
    return _runs(spans, reader)


def _runs(spans: Sequence[Span], reader: Reader) -> Pushed:
    nodes: dict[tuple[str, str], list[Span]] = {}
    for span in spans:
        if span.name == NODE:
            nodes.setdefault((span.trace, span.parent), []).append(span)
    runs: list[ReceivedRun] = []
    others: Counter[str] = Counter()
    undeclared: Counter[str] = Counter()
    for reader.item, span in enumerate(spans, start=1):
        if span.name != WORKFLOW:
            others["nodes" if span.name == NODE else "unknown"] += 1
            continue
        names = _names(span)
        automation = named_automation(names, reader.policy)
        if automation is None:
            undeclared[shortened(names[0] if names else "")] += 1
            continue
        try:
            run = _with_nodes(_run(span, automation, reader), nodes.get((span.trace, span.span), ()))
            runs.append(received_run(run, reader.policy.source))
        except Refused as refused:
            refused.said(reader.findings, reader.item)
    _say(others, undeclared, reader.findings)
    aside = others.total() + undeclared.total()
    refused_ones = len(spans) - len(runs) - aside
    return Pushed(
        runs=tuple(runs), problems=reader.said(), items=len(spans), refused=refused_ones, aside=aside
    )


def _say(others: Counter[str], undeclared: Counter[str], findings: Findings) -> None:
    for kind, count in others.items():
        findings.note(f"spans.{kind}", count=count)
    if undeclared:
        names = [name for name, _ in undeclared.most_common(MOST_LEFT_OUT)]
        findings.warn("spans.automation_unknown", names=names, count=undeclared.total())


def _names(span: Span) -> list[str]:
    return [str(span.attributes[name]) for name in _NAMES if str(span.attributes.get(name, "")).strip()]


def _run(span: Span, automation: str, reader: Reader) -> Run:
    attributes = span.attributes
    started, ended = (_moment(at, part, reader) for at, part in ((span.start, "start"), (span.end, "end")))
    said = str(attributes.get("n8n.execution.status", "error" if span.failed else ""))[:LONGEST_KEY]
    status = status_of(said)
    if status is None:
        raise Refused("run.status_unknown", "n8n.execution.status", shortened(said))
    retry = str(attributes.get("n8n.execution.retry_of", "")).strip()
    run = Run(
        id=_id(span),
        automation=automation,
        started=started,
        ended=None,
        status=status,
        place=Place(reader.policy.source, reader.item),
        trigger=trigger_of(str(attributes.get("n8n.execution.mode", ""))[:LONGEST_KEY]) or Trigger.PRODUCTION,
        retry_of=_of_instance(span, retry) if retry else None,
    )
    if ended < started:
        reader.warn("run.ended_before_started", "end")
        return run
    if status is RunStatus.RUNNING:
        return run
    return replace(run, ended=ended, machine_seconds=(ended - started).total_seconds())


def _id(span: Span) -> str:
    """The execution's id in its n8n; the trace and the span of one that has none."""
    execution = str(span.attributes.get("n8n.execution.id", "")).strip()
    return tidy(_of_instance(span, execution) if execution else f"{span.trace}:{span.span}", "id", LONGEST_ID)


def _of_instance(span: Span, execution: str) -> str:
    """Two n8n count their executions from 1 each: the instance is part of the id."""
    instance = str(span.resource.get("n8n.instance.id", "")).strip()
    return f"{instance}/{execution}" if instance else execution


def _moment(nanoseconds: int, column: str, reader: Reader) -> datetime:
    at = nanoseconds // 1_000
    if not _FIRST <= at < _LAST:
        years: dict[str, Any] = {"from": FIRST_YEAR, "to": LAST_YEAR}
        raise Refused("time.out_of_range", column, nanoseconds, **years)
    if at > reader.latest:
        raise Refused("time.in_future", column, nanoseconds, "left_aside")
    return _EPOCH + timedelta(microseconds=at)


def _with_nodes(run: Run, nodes: Iterable[Span]) -> Run:
    """What nodes of the same request add: the first one's items, a failure that a success passed over."""
    ordered = sorted(nodes, key=lambda node: node.start)
    if not ordered:
        return run
    items = whole(ordered[0].attributes.get("n8n.node.items.output"))
    passed_over = run.status is RunStatus.SUCCESS and any(node.failed for node in ordered)
    return replace(run, items=max(1, items), status=RunStatus.PARTIAL if passed_over else run.status)
