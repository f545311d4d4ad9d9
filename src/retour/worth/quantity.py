"""What a time line is counted on: a volume a month, what failed, what was counted upstream."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from retour.events.run import Run, Trigger
from retour.kpi.caseload import SHORTEST, WINDOW_MONTHS, months_back, months_in
from retour.kpi.cells import day_number
from retour.quantity import DeclaredRange, Period, Unknown
from retour.register.automation import Automation
from retour.register.worth_lines import Per, TimeLine
from retour.worth.desk import Desk
from retour.worth.volume import SAVED, Counted, run_period, run_volume

HOURS_PER_WEEK = 35.0  # legal full time, France: hours a year / 35 are the weeks worked


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Units a month; `weights` share them among days (for minutes that changed), `redone` must be redone."""

    per_month: float
    period: Period | None = None
    declared: DeclaredRange | None = None  # a planned volume: somebody's range, centred on per_month
    weights: Mapping[int, float] = field(default_factory=dict)
    redone: float = 0.0
    details: dict[str, object] = field(default_factory=dict)


def quantity_of(desk: Desk, line: TimeLine) -> Quantity | Unknown:
    """How many times a month a line's minutes are spent or saved."""
    counted_in = _counted_in(desk)
    if counted_in is not None and line.per is Per.CASE:
        return Quantity(per_month=0.0, details={"counted_in": counted_in})
    if line.per in (Per.WORKING_DAY, Per.WEEK, Per.MONTH):
        return _calendar(desk, line)
    if desk.planned:
        return _planned(desk, line.per)
    return case_volume(desk) if line.per is Per.CASE else _runs(desk, line.per)


def _calendar(desk: Desk, line: TimeLine) -> Quantity:
    calendar = desk.register.calendar
    times = {
        Per.WORKING_DAY: calendar.days_per_month,
        Per.WEEK: calendar.hours_per_year / HOURS_PER_WEEK / 12,
        Per.MONTH: 1.0,
    }[line.per]
    period = Period(months_back(desk.today, WINDOW_MONTHS), desk.today)
    first = day_number(period.start)
    weights = dict.fromkeys(range(first, first + period.days), 1.0)
    return Quantity(per_month=times * line.people, period=period, weights=weights)


def _planned(desk: Desk, per: Per) -> Quantity | Unknown:
    plan = desk.automation.plan
    if plan is None or plan.cases_per_month is None:
        return Unknown("no_volume", {"per": per.value})
    return Quantity(per_month=plan.cases_per_month.mode, declared=plan.cases_per_month)


def case_volume(desk: Desk) -> Quantity | Unknown:
    """Cases a month that get the automation; before go-live, those that its plan expects."""
    if desk.planned:
        return _planned(desk, Per.CASE)
    load = desk.load
    if isinstance(load, Unknown):
        return load
    return Quantity(
        per_month=load.per_month,
        period=load.period,
        weights=load.daily,
        details={"months": months_in(load.period)},
    )


def _runs(desk: Desk, per: Per) -> Quantity | Unknown:
    runs = desk.dossier.runs.get(desk.automation.key, ())
    real = sum(run.trigger is Trigger.PRODUCTION for run in runs)
    if not real:
        return Unknown("no_volume", {"per": per.value})
    period = run_period(runs, desk.go_live, desk.today)
    if period is None:
        return Unknown("too_few_runs", {"n": real, "days": 0})
    if period.days < SHORTEST:
        return Unknown("window_too_short", {"days": period.days})
    volume = run_volume(runs, period, already=counted_upstream(desk))
    elsewhere = _counted_in(desk) if not volume.runs and run_volume(runs, period).runs else None
    by_item = per is Per.ITEM
    daily = volume.daily_items if by_item else volume.daily_runs
    return Quantity(
        per_month=(volume.items if by_item else volume.runs) / volume.months,
        period=period,
        weights=daily,
        redone=(volume.failed_items if by_item else volume.failed_runs) / volume.months,
        details={
            "months": volume.months,
            "failed_items": volume.failed_items,
            "ignored_items": volume.ignored,
            "machine_minutes": volume.machine_minutes / volume.months,
            **({"counted_in": elsewhere} if elsewhere else {}),
        },
    )


def machine_hours(desk: Desk) -> float | None:
    """Machine time a month over all production runs, failed ones included; None when no run says it."""
    runs = desk.dossier.runs.get(desk.automation.key, ())
    timed = any(run.machine_seconds is not None or run.ended is not None for run in runs)
    period = run_period(runs, desk.go_live, desk.today) if timed else None
    if period is None or period.days < SHORTEST:
        return None
    volume = run_volume(runs, period)
    return volume.machine_minutes / 60 / volume.months


def items_lately(desk: Desk, days: int) -> int | None:
    """Items handled in the last days before today; None where the automation has no runs at all."""
    runs = desk.dossier.runs.get(desk.automation.key, ())
    if not runs:
        return None
    period = Period(desk.today - timedelta(days=days), desk.today + timedelta(days=1))
    return run_volume(runs, period, already=counted_upstream(desk)).items


def upstream_of(desk: Desk) -> tuple[Automation, ...]:
    """The automations before this one on the same cases, nearest first; a loop stops where it closes."""
    chain: list[Automation] = []
    passed = {desk.automation.key}
    current = desk.automation
    while current.upstream is not None and current.upstream not in passed:
        passed.add(current.upstream)
        found = desk.register.automation(current.upstream)
        if found is None:
            break
        chain.append(found)
        current = found
    return tuple(chain)


def _counted_in(desk: Desk) -> str | None:
    """The automation upstream whose time line already counts the cases of this one."""
    timed = (a for a in upstream_of(desk) if any(isinstance(line, TimeLine) for line in a.worth))
    return next((a.key for a in timed), None)


def counted_upstream(desk: Desk) -> Counted:
    """Cases and runs that an automation upstream with a time line of its own has already counted."""
    timed = [a for a in upstream_of(desk) if any(isinstance(line, TimeLine) for line in a.worth)]
    runs: list[Run] = [r for a in timed for r in desk.dossier.runs.get(a.key, ()) if r.status in SAVED]
    return Counted(
        cases=frozenset(case for run in runs for case in run.cases),
        runs=frozenset(run.id for run in runs),
    )
