"""When something went wrong, how soon it showed, how long it lasted, and whether a change came before it.

An alarm is a failed run, a case found lost or late on the day its deadline passes, or the day after the
last sign of life of an automation that is silent. It *begins* when there was none in the seven days before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from retour.events.run import Run, RunStatus
from retour.kpi.dossier import Dossier, Reconciliation
from retour.register.automation import Automation
from retour.watch.health import is_production
from retour.watch.result import Watched
from retour.watch.silence import local_day

WITHIN = timedelta(days=7)  # of a change (spec amor; DORA's change failure rate)
LOOKED_BACK = timedelta(days=365)
BAD = (RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.PARTIAL)
A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """What a year shows. Counts of changes are None when no change was ever written down.

    `judged`: changes followed by an alarm, or by seven watched days without one; a change made while an
    alarm was already on is not judged. `restored`, `shown`: median seconds, None when there is none;
    `open_now`: failures that no successful run has ended yet.
    """

    changes: int | None
    months: float
    judged: int
    failed: int
    restored: float | None
    stopped: int
    open_now: int
    shown: float | None
    late: int  # cases that `shown` is the median of


def incidents_of(automation: Automation, dossier: Dossier, watched: Watched, *, today: date) -> Incidents:
    """The incidents of one automation since its go-live, over a year at most."""
    live = automation.go_live
    since = today - LOOKED_BACK if live is None else max(live, today - LOOKED_BACK)
    watch = _Watch.of(dossier, automation, watched, today)
    changes = [c.at for c in automation.changes if since <= c.at <= today]
    verdicts = [failed for at in changes if (failed := watch.failed_after(at)) is not None]
    streaks = list(_streaks(watch.runs))
    closed = [seconds for seconds in streaks if seconds is not None]
    waits = [(case.deadline - case.at).total_seconds() for rule in watch.rules for case in rule.lost]
    return Incidents(
        changes=len(changes) if automation.changes else None,
        months=max((today - since).days / A_MONTH, 0.0),
        judged=len(verdicts),
        failed=sum(verdicts),
        restored=median(closed) if closed else None,
        stopped=len(closed),
        open_now=len(streaks) - len(closed),
        shown=median(waits) if waits else None,
        late=len(waits),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watch:
    """What would have raised an alarm, on which days it could, and on which it did."""

    runs: Sequence[Run]  # first executions in production, oldest first
    rules: Sequence[Reconciliation]
    spans: Sequence[tuple[date, date]]  # days that something watched
    alarms: frozenset[date]

    @classmethod
    def of(cls, dossier: Dossier, automation: Automation, watched: Watched, today: date) -> "_Watch":
        zone = dossier.register.timezone
        every = (r for r in dossier.runs.get(automation.key, ()) if is_production(r) and r.retry_of is None)
        runs = sorted(every, key=lambda r: r.started)
        rules = [r for r in watched.reconciliations if r.problem is None and r.due]
        spans = [(local_day(runs[0].started, zone), local_day(runs[-1].started, zone))] if runs else []
        ends = dossier.watermark.get(automation.process or "")
        if ends is not None and automation.go_live is not None:
            last = min(local_day(ends, zone), today)
            spans += [(first, last) for r in rules if (first := _told_since(r, automation.go_live, zone))]
        days = {local_day(run.started, zone) for run in runs if _is_bad(run)}
        days |= {local_day(case.deadline, zone) for rule in rules for case in rule.lost}
        if watched.silence.silent and watched.silence.since is not None:
            days.add(local_day(watched.silence.since, zone) + timedelta(days=1))
        return cls(runs=runs, rules=rules, spans=spans, alarms=frozenset(days))

    def failed_after(self, at: date) -> bool | None:
        """Whether an alarm began within seven days of a day; None when nobody can tell."""
        if any(at - WITHIN <= day < at for day in self.alarms):
            return None
        if any(at <= day <= at + WITHIN for day in self.alarms):
            return True
        return False if any(first <= at and at + WITHIN <= last for first, last in self.spans) else None


def _told_since(rule: Reconciliation, live: date, zone: str) -> date | None:
    """The day since which every lost case is named: the list may be cut to the newest."""
    if rule.lost_total + rule.late_total <= len(rule.lost):
        return live
    oldest = min((local_day(case.deadline, zone) for case in rule.lost), default=None)
    return oldest and oldest + WITHIN


def _is_bad(run: Run) -> bool:
    return run.status in BAD or run.ignored > 0


def _streaks(runs: Iterable[Run]) -> Iterator[float | None]:
    """Seconds from each first failure to the next success; None for one that still lasts."""
    since = None
    for run in runs:
        if _is_bad(run):
            since = since or run.started
        elif since is not None:
            yield (run.started - since).total_seconds()
            since = None
    if since is not None:
        yield None
