"""Runs: one execution of an automation in its tool."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from retour.quantity import Place


class RunStatus(StrEnum):
    """How a run ended. PARTIAL: marked a success but records were ignored on the way."""

    SUCCESS = "success"
    PARTIAL = "partial"
    FAILED = "failed"
    CANCELLED = "cancelled"
    RUNNING = "running"


class Trigger(StrEnum):
    """What started the run. Only production runs can save anything."""

    PRODUCTION = "production"
    MANUAL = "manual"
    TEST = "test"
    ERROR_HANDLER = "error_handler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution. `items` is what it handled (1 when the tool does not say), `ignored` what it dropped."""

    id: str
    automation: str
    started: datetime
    ended: datetime | None
    status: RunStatus
    place: Place
    items: int = 1
    ignored: int = 0
    trigger: Trigger = Trigger.PRODUCTION
    retry_of: str | None = None
    parent: str | None = None
    cases: tuple[str, ...] = ()
    machine_seconds: float | None = None
    cost_units: float | None = None


def known_at(run: Run, moment: datetime) -> Run | None:
    """The run as it was known just before a moment: None before its start, running before its end."""
    if run.started >= moment:
        return None
    if run.ended is None or run.ended < moment:
        return run
    return replace(
        run,
        ended=None,
        status=RunStatus.RUNNING,
        items=1,
        ignored=0,
        cases=(),
        machine_seconds=None,
        cost_units=None,
    )
