"""A run as a JSON object, as the door receives it and the log keeps it, and back."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from retour.events.received import ReceivedRun
from retour.events.run import Run, RunStatus, Trigger
from retour.quantity import Place

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def tell_run(run: Run) -> str:
    """A run as a JSON object in its own words, keys sorted; what is not known is left out."""
    told = {
        "id": run.id,
        "automation": run.automation,
        "started": _written(run.started),
        "ended": None if run.ended is None else _written(run.ended),
        "status": run.status.value,
        "items": run.items,
        "ignored": run.ignored,
        "trigger": run.trigger.value,
        "retry_of": run.retry_of,
        "parent": run.parent,
        "cases": list(run.cases) or None,
        "machine_seconds": run.machine_seconds,
        "cost_units": run.cost_units,
    }
    known = {key: value for key, value in told.items() if value is not None}
    return json.dumps(known, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def received_run(run: Run, source: str) -> ReceivedRun:
    """A run as the log keeps it."""
    started = (run.started - _EPOCH) // _MICROSECOND
    return ReceivedRun(source, run.id, run.automation, started, tell_run(run))


def run_told(received: ReceivedRun, line: int = 0) -> Run:
    """The run that was told; its place is its source, and the `line` of the log."""
    told = json.loads(received.told)
    ended = told.get("ended")
    return Run(
        id=received.run_id,
        automation=received.automation,
        started=datetime.fromisoformat(told["started"]),
        ended=None if ended is None else datetime.fromisoformat(ended),
        status=RunStatus(told["status"]),
        place=Place(received.source, line),
        items=told["items"],
        ignored=told["ignored"],
        trigger=Trigger(told["trigger"]),
        retry_of=told.get("retry_of"),
        parent=told.get("parent"),
        cases=tuple(told.get("cases", ())),
        machine_seconds=told.get("machine_seconds"),
        cost_units=told.get("cost_units"),
    )


def the_run_that_counts(tellings: Iterable[Run]) -> Run:
    """Of what was told of one run, oldest first: the last end, or else the last word on its running.

    A telling that it runs may come after its end: networks do that, and it takes nothing back.
    """
    told = list(tellings)
    ends = [run for run in told if run.status is not RunStatus.RUNNING]
    return (ends or told)[-1]


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
