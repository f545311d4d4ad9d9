"""Runs posted to the door, in the words of `events.run`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from retour.connectors.files.findings import Findings, shortened
from retour.connectors.files.runs import status_of, trigger_of
from retour.connectors.pushed.bodies import items_of
from retour.connectors.pushed.delivery import Delivery, Policy, Pushed
from retour.connectors.pushed.limits import LONGEST_ID, LONGEST_KEY, MOST_CASES
from retour.connectors.pushed.reader import Reader
from retour.connectors.pushed.told import LIST, NUMBER, TEXT, WHOLE, Refused, as_object, checked, nearest
from retour.connectors.pushed.values import read_scaled, tidy
from retour.events.actor import plain
from retour.events.received import ReceivedRun
from retour.events.run import Run, RunStatus, Trigger
from retour.events.told_run import received_run
from retour.quantity import Place

FIELDS: Mapping[str, str] = {
    "id": WHOLE,
    "automation": WHOLE,
    "started": NUMBER,
    "ended": NUMBER,
    "status": WHOLE,
    "items": NUMBER,
    "ignored": NUMBER,
    "trigger": TEXT,
    "retry_of": WHOLE,
    "parent": WHOLE,
    "cases": LIST,
    "machine_seconds": NUMBER,
    "cost_units": NUMBER,
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_THOUSANDTHS = 3


def read_pushed_runs(delivery: Delivery, policy: Policy, now: datetime) -> Pushed:
    """The runs of one request to `/v1/runs`: plain JSON, in the four shapes that events have.

    Returns:
        Runs in the order told, and problems; bad bytes never raise. A run may be told twice: while it runs,
        and once it has ended (see `events.told_run.the_run_that_counts`).
    """
    reader = Reader(policy, now, Findings(policy.source))
    try:
        pieces = items_of(delivery, "runs")
    except Refused as refused:
        refused.said(reader.findings, 0)
        return Pushed(problems=reader.findings.problems())
    runs: list[ReceivedRun] = []
    for number, piece in enumerate(pieces, start=1):
        reader.item = number
        try:
            runs.append(received_run(run_of(as_object(piece), reader), policy.source))
        except Refused as refused:
            refused.said(reader.findings, number)
    problems = reader.said()
    return Pushed(runs=tuple(runs), problems=problems, items=len(pieces), refused=len(pieces) - len(runs))


def run_of(item: Mapping[str, Any], reader: Reader) -> Run:
    """One run; Refused when it is none."""
    checked(item, FIELDS)
    run = Run(
        id=tidy(item.get("id"), "id", LONGEST_ID),
        automation=_automation(item.get("automation"), reader.policy),
        started=_moment(item.get("started"), "started", reader),
        ended=None,
        status=_status(item.get("status")),
        place=Place(reader.policy.source, reader.item),
        items=_count(item, "items", reader, otherwise=1),
        ignored=_count(item, "ignored", reader, otherwise=0),
        trigger=_trigger(item.get("trigger"), reader),
        retry_of=_optional(item, "retry_of"),
        parent=_optional(item, "parent"),
        cases=_cases(item.get("cases")),
        machine_seconds=_thousandths(item, "machine_seconds", reader),
        cost_units=_thousandths(item, "cost_units", reader),
    )
    return _partial(_ended(run, item.get("ended"), reader))


def named_automation(names: Sequence[str], policy: Policy) -> str | None:
    """The declared automation that the first of these names means."""
    known = policy.automations
    return next((k for n in names if (k := known.get(n) or known.get(plain(n[:LONGEST_KEY])))), None)


def _automation(name: str | int | None, policy: Policy) -> str:
    declared = sorted(set(policy.automations.values()))
    if name is None and len(declared) == 1:
        return declared[0]
    text = tidy(name, "automation", LONGEST_KEY)
    found = named_automation([text], policy)
    if found is None:
        near = nearest(text, declared)
        raise Refused("run.automation_unknown", "automation", shortened(text), near)
    return found


def _moment(value: str | float | None, column: str, reader: Reader) -> datetime:
    return _EPOCH + timedelta(microseconds=reader.moment(value, column))


def _status(word: str | int | None) -> RunStatus:
    status = status_of("" if word is None else str(word)[:LONGEST_KEY])
    if status is None:
        rule = "run.status_unknown" if word is not None else "field.missing"
        raise Refused(rule, "status", shortened(str(word or "")))
    return status


def _trigger(word: str | None, reader: Reader) -> Trigger:
    trigger = trigger_of((word or "")[:LONGEST_KEY])
    if trigger is None and word:
        reader.warn("run.trigger_unknown", "trigger", word)
    return trigger or Trigger.PRODUCTION


def _count(item: Mapping[str, Any], part: str, reader: Reader, *, otherwise: int) -> int:
    value = item.get(part)
    count = None if value is None else read_scaled(value, 0)
    if isinstance(count, str) or (count is not None and count < 0):
        reader.warn(f"run.{part}_unreadable", part, value)
        count = None
    return otherwise if count is None else count


def _thousandths(item: Mapping[str, Any], part: str, reader: Reader) -> float | None:
    value = item.get(part)
    scaled = None if value is None else read_scaled(value, _THOUSANDTHS)
    if isinstance(scaled, str) or (scaled is not None and scaled < 0):
        reader.warn(f"run.{part}_unreadable", part, value)
        scaled = None
    return None if scaled is None else scaled / 10**_THOUSANDTHS


def _optional(item: Mapping[str, Any], part: str) -> str | None:
    value = item.get(part)
    return None if value is None or value == "" else tidy(value, part, LONGEST_ID)


def _cases(told: str | int | list[Any] | None) -> tuple[str, ...]:
    """The cases of a run, each once; a text may hold several, parted by semicolons."""
    cases = str(told).split(";") if isinstance(told, str | int) else told or []
    if len(cases) > MOST_CASES:
        raise Refused("run.too_many_cases", "cases", limit=MOST_CASES, count=len(cases))
    if any(isinstance(case, bool) or not isinstance(case, str | int) for case in cases):
        raise Refused("field.wrong_kind", "cases", "…", expected=LIST)
    return tuple(dict.fromkeys(tidy(case, "case", LONGEST_KEY) for case in cases if str(case).strip()))


def _ended(run: Run, value: str | float | None, reader: Reader) -> Run:
    if value is None or value == "" or run.status is RunStatus.RUNNING:
        return run
    ended = _moment(value, "ended", reader)
    if ended < run.started:
        reader.warn("run.ended_before_started", "ended", value)
        return run
    seconds = (ended - run.started).total_seconds() if run.machine_seconds is None else run.machine_seconds
    return replace(run, ended=ended, machine_seconds=seconds)


def _partial(run: Run) -> Run:
    """A success that dropped something on the way is a partial one."""
    dropped = run.ignored and run.status is RunStatus.SUCCESS
    return replace(run, status=RunStatus.PARTIAL) if dropped else run
