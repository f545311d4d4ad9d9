"""How production runs ended: a dropped record is not a success, nor is a retry, nor an error handler."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from retour.events.run import Run, RunStatus, Trigger
from retour.quantity import Estimate, Unknown
from retour.watch.result import RunHealth
from retour.watch.wilson import wilson

WINDOW = timedelta(days=90)


def health_of(runs: Sequence[Run], *, today: date) -> RunHealth | None:
    """Health over the 90 days that end at the last run, or today; None when there is no run at all."""
    if not runs:
        return None
    end = min(today, max(run.started.date() for run in runs))
    return counted([run for run in runs if end - WINDOW < run.started.date() <= end])


def counted(runs: Iterable[Run]) -> RunHealth:
    """Counts of first executions by outcome; `success` is Wilson at 90 %, one trial an execution."""
    real = [run for run in runs if is_production(run)]
    first = [run for run in real if run.retry_of is None]
    partial = [run for run in first if run.status is RunStatus.PARTIAL or _dropped(run)]
    failed = [run for run in first if run.status in (RunStatus.FAILED, RunStatus.CANCELLED)]
    return RunHealth(
        runs=len(first),
        success=_success(len(first) - len(partial) - len(failed), len(first)),
        failed=len(failed),
        partial=len(partial),
        ignored_items=sum(run.ignored for run in real),
        retried=len({run.retry_of for run in real if run.retry_of is not None}),
    )


def is_production(run: Run) -> bool:
    """True for ended production runs and for retries of runs, whoever started them."""
    if run.status is RunStatus.RUNNING:
        return False
    by_hand = run.trigger is Trigger.MANUAL and run.retry_of is not None
    return run.trigger is Trigger.PRODUCTION or by_hand


def _dropped(run: Run) -> bool:
    return run.status is RunStatus.SUCCESS and run.ignored > 0


def _success(good: int, runs: int) -> Estimate | Unknown:
    return wilson(good, runs) if runs else Unknown("no_runs")
