"""Silence: an automation not seen for longer than its own past says it should be.

Which clock. Events come from exports: when the whole process's data stop, the export is old and nothing
can be said about one automation. So events are compared with the process's own last event (of anything);
only runs, which the tool writes by itself, are compared with today. The clock's own day is not over and
is never counted as quiet.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from retour.kpi.cells import Ints, day_number
from retour.kpi.dossier import Dossier, Flow
from retour.kpi.switched import off_days
from retour.register.automation import Automation, Status
from retour.watch.result import Silence
from retour.watch.workdays import WorkDays

GAP_FACTOR = 1.1  # spec watch: thresholds are the longest past gap x 1.1
EXPECTED = 8.0  # events that the past would have brought: P(none) < 0.001 even when overdispersed
PAST_EVENTS = 30
PAST_DAYS = 10  # a longest gap over fewer working days says nothing


@dataclass(frozen=True, slots=True)
class Past:
    """What an automation's own past says: longest gap (working days) and events per working day."""

    longest: int
    rate: float
    days: int
    events: int


def silence_of(automation: Automation, dossier: Dossier, *, today: date) -> Silence:
    """Whether an automation is silent; `silent` None with a `reason` when nobody can tell."""
    flow = dossier.flows.get(automation.key)
    if automation.status is not Status.LIVE:
        return Silence(since=flow.last if flow else None, silent=None, reason="not_live")
    if flow is None or not len(_active(flow)):
        return Silence(since=None, silent=None, reason="no_flow")
    clock = clock_of(flow, automation, dossier, today=today)
    if clock is None:
        return Silence(since=flow.last, silent=None, source=flow.source, reason="no_clock")
    rest = dossier.holidays | off_days(automation.rollout, clock)
    return judged(flow, clock, WorkDays(dossier.register.calendar, rest))


def clock_of(flow: Flow, automation: Automation, dossier: Dossier, *, today: date) -> date | None:
    """The day that the quiet time is counted to: today for runs, the process's last event for events."""
    if flow.source == "runs":
        return today
    watermark = dossier.watermark.get(automation.process or "")
    return watermark and min(local_day(watermark, dossier.register.timezone), today)


def local_day(at: datetime, timezone: str) -> date:
    """The day of a moment in the workspace's time zone; a naive moment is already local."""
    return at.date() if at.tzinfo is None else at.astimezone(ZoneInfo(timezone)).date()


def judged(flow: Flow, clock: date, workdays: WorkDays) -> Silence:
    """Silent when quiet for longer than 1.1 x the longest past gap, with 8 events or more expected."""
    active = _active(flow)
    past = past_of(flow, active, workdays)
    quiet = workdays.count(int(active[-1]) + 1, max(day_number(clock), int(active[-1]) + 1))
    expected = past.rate * quiet
    told = Silence(
        since=flow.last,
        silent=quiet > past.longest * GAP_FACTOR and expected >= EXPECTED,
        quiet_days=float(quiet),
        longest_past_gap_days=float(past.longest),
        expected=expected,
        source=flow.source,
    )
    if past.events < PAST_EVENTS:
        return replace(told, silent=None, reason="too_few_events")
    if past.days < PAST_DAYS:
        return replace(told, silent=None, reason="short_history")
    return told


def past_of(flow: Flow, active: Ints, workdays: WorkDays) -> Past:
    """Longest gap between active days and mean rate over working days, from the first to the last."""
    gaps = workdays.between(active[:-1] + 1, active[1:])
    days = workdays.count(int(active[0]), int(active[-1]) + 1)
    events = sum(flow.daily.values())
    return Past(int(gaps.max(initial=0)), events / days if days else 0.0, days, events)


def _active(flow: Flow) -> Ints:
    return np.array(sorted(day for day, seen in flow.daily.items() if seen > 0), np.int64)
