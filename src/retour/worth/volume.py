"""How much an automation really handles: runs counted once, failures never, over whole months.

Rules of `spec/traps.md`: items, not runs (T1, T9); failed and cancelled runs save nothing (T3); error
handlers neither (T7); ignored items are excluded (T10); a chain or a retry counts once (T18, T19); a
flow rarer than monthly is counted over a year (T2).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from retour.events.run import Run, RunStatus, Trigger
from retour.kpi.caseload import RARE, WINDOW_MONTHS, months_back, months_in
from retour.kpi.cells import day_number
from retour.quantity import Period

SAVED = (RunStatus.SUCCESS, RunStatus.PARTIAL)
LOST = (RunStatus.FAILED, RunStatus.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunVolume:
    """What production runs handled in a period; `daily` maps a day number to items handled."""

    period: Period
    runs: int  # executions that succeeded at least in part, retries and chains counted once
    items: int  # items handled, ignored ones excluded
    ignored: int
    failed_runs: int
    failed_items: int  # to be redone by somebody
    machine_minutes: float
    daily_items: Mapping[int, int] = field(default_factory=dict)
    daily_runs: Mapping[int, int] = field(default_factory=dict)

    @property
    def months(self) -> float:
        """Length of the period in months."""
        return months_in(self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What an automation upstream has already counted: cases, and runs that triggered ours."""

    cases: frozenset[str] = frozenset()
    runs: frozenset[str] = frozenset()


def run_volume(runs: Iterable[Run], period: Period, *, already: Counted | None = None) -> RunVolume:
    """Count what the runs of one automation handled in a half-open period.

    Args:
        runs: runs of the automation; those outside the period are left out, retries follow their origin.
        period: days, by the run's start.
        already: what an automation upstream has counted.

    Returns:
        Items and runs that saved something, each case once, and what failed.
    """
    counted = already or Counted()
    tally = _Tally(seen=set(counted.cases))
    for family in _families(runs):
        if family[0].started.date() in period and family[0].parent not in counted.runs:
            tally.add(family)
    return RunVolume(
        period=period,
        runs=sum(tally.daily_runs.values()),
        items=sum(tally.daily_items.values()),
        ignored=tally.ignored,
        failed_runs=tally.failed_runs,
        failed_items=tally.failed_items,
        machine_minutes=tally.machine_seconds / 60,
        daily_items=dict(tally.daily_items),
        daily_runs=dict(tally.daily_runs),
    )


class _Tally:
    def __init__(self, seen: set[str]) -> None:
        self.seen = seen
        self.daily_items: dict[int, int] = defaultdict(int)
        self.daily_runs: dict[int, int] = defaultdict(int)
        self.ignored = 0
        self.failed_runs = 0
        self.failed_items = 0
        self.machine_seconds = 0.0

    def add(self, family: Sequence[Run]) -> None:
        self.machine_seconds += sum(_machine_seconds(run) for run in family)
        good = [run for run in family if run.status in SAVED]
        if not good:
            self._fail(family)
            return
        items = max(_handled(run, self.seen) for run in good)
        self.ignored += min(run.ignored for run in good)
        self.seen.update(case for run in good for case in run.cases)
        if items > 0:
            day = day_number(family[0].started.date())
            self.daily_items[day] += items
            self.daily_runs[day] += 1

    def _fail(self, family: Sequence[Run]) -> None:
        if any(run.status in LOST for run in family):
            self.failed_runs += 1
            self.failed_items += max(run.items for run in family)


def _handled(run: Run, seen: set[str]) -> int:
    """Items this run handled for the first time."""
    known = len(set(run.cases) & seen)
    return max(run.items - run.ignored - known, 0)


def _machine_seconds(run: Run) -> float:
    if run.machine_seconds is not None:
        return run.machine_seconds
    return (run.ended - run.started).total_seconds() if run.ended else 0.0


def _families(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs grouped with their retries and nested runs, oldest first; only those of production."""
    ordered = sorted(runs, key=lambda run: (run.started, run.id))
    by_id = {run.id: run for run in ordered}
    groups: dict[str, list[Run]] = defaultdict(list)
    for run in ordered:
        if run.trigger in (Trigger.PRODUCTION, Trigger.MANUAL):
            groups[_origin(run, by_id)].append(run)
    return [_heads(group) for group in groups.values() if any(_production(run) for run in group)]


def _heads(group: list[Run]) -> list[Run]:
    """A family without its nested runs: the parent already counts what they handled."""
    ids = {run.id for run in group}
    return [run for run in group if run.parent not in ids]


def _production(run: Run) -> bool:
    return run.trigger is Trigger.PRODUCTION


def _origin(run: Run, by_id: Mapping[str, Run]) -> str:
    """The first execution behind retries and nesting; a loop of references ends where it began."""
    passed: set[str] = set()
    current = run
    while current.id not in passed:
        passed.add(current.id)
        before = current.retry_of or current.parent
        if before is None or before not in by_id:
            return current.retry_of or current.id
        current = by_id[before]
    return current.id


def run_period(runs: Sequence[Run], since: date | None, today: date) -> Period | None:
    """The period over which runs are counted: three months, or a year when rarer than monthly.

    It ends one usual silence after the last run (never past today): a monthly run speaks for its month.

    Returns:
        None when nothing says how long the automation had been running (one run, no go-live).
    """
    days = [
        run.started.date()
        for run in runs
        if run.trigger is Trigger.PRODUCTION and run.started.date() <= today
    ]
    return observed_period(days, since, today)


def observed_period(days: Sequence[date], since: date | None, today: date) -> Period | None:
    """The same, from the days on which something happened; `since` is the go-live."""
    known = sorted(day for day in days if since is None or day >= since)
    if not known or (since is None and known[0] == known[-1]):
        return None
    end = max(min(known[-1] + _usual_silence(known, today), today), known[-1] + timedelta(days=1))
    start = known[0] if since is None else since
    quarter = Period(max(months_back(end, WINDOW_MONTHS), start), end)
    if sum(day in quarter for day in known) >= RARE:
        return quarter
    return Period(max(months_back(end, 12), start), end)


def _usual_silence(days: Sequence[date], today: date) -> timedelta:
    """The longest past silence between two active days; the wait until today when there was only one."""
    active = sorted(set(days))
    if len(active) == 1:
        return max(today - active[0], timedelta(days=1))
    return max(later - earlier for earlier, later in pairwise(active))
