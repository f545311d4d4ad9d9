"""How many cases a month an automation handles: one volume for hours, for money and for the cost per case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from retour.kpi.cells import CaseFrame, CaseRow, day_number, day_of
from retour.kpi.dossier import Dossier
from retour.kpi.switched import share_drawn, share_on
from retour.quantity import Period, Unknown
from retour.register.automation import Automation, RolloutKind
from retour.register.indicator import Indicator, Rate, Score

DAYS_PER_MONTH = 365 / 12
WINDOW_MONTHS = 3
RARE = 3  # fewer cases (or runs) than one a month over the window: look at a whole year
SHORTEST = 7  # days: below a week nothing is carried to a month


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLoad:
    """Cases that get the automation, a month; `daily` are all the cases of the process in the period."""

    per_month: float
    period: Period
    daily: Mapping[int, int]


def case_load(automation: Automation, dossier: Dossier, today: date) -> CaseLoad | Unknown:
    """Cases a month that get a live automation, over the last three months observed (a year when rare).

    Args:
        automation: its process is counted from its go-live on.
        dossier: cases begun a day, by process.
        today: nothing after it is counted.

    Returns:
        The load, or Unknown: `no_volume`, `window_too_short` below a week, `no_case_frame` where only
        some cases get the automation and nothing says which.
    """
    daily = dossier.cases_per_day.get(automation.process or "", {})
    since = automation.rollout.first_on
    period = cases_period(daily, since, observed_end(automation, dossier, today))
    if period is None:
        return Unknown("no_volume", {"per": "case"})
    share = treated_share(automation, dossier, period)
    if period.days < SHORTEST:
        return Unknown("window_too_short", {"days": period.days})
    if share is None:
        return Unknown("no_case_frame")
    first, last = day_number(period.start), day_number(period.end)
    return CaseLoad(
        per_month=cases_within(daily, period) * share / months_in(period),
        period=period,
        daily={day: daily[day] for day in range(first, last) if day in daily},
    )


def observed_end(automation: Automation, dossier: Dossier, today: date) -> date:
    """First day not observed yet: the day after the process's last event, today at the latest."""
    mark = dossier.watermark.get(automation.process or "")
    return today if mark is None else min(mark.date() + timedelta(days=1), today)


def treated_share(automation: Automation, dossier: Dossier, period: Period) -> float | None:
    """Share of a period's cases that get the automation; None when only some do and nothing says which."""
    rollout = automation.rollout
    if rollout.kind in (RolloutKind.STAGGERED, RolloutKind.SWITCHBACK):
        counted = (dossier.cells.get((automation.key, i.key)) for i in _on_cases(automation))
        return next((s for c in counted if (s := share_on(c, rollout, period)) is not None), None)
    if rollout.kind is RolloutKind.RANDOM:
        declared = rollout.treated_share
        return _drawn_share(automation, dossier, period) if declared is None else declared
    if rollout.kind is not RolloutKind.OBSERVED:
        return 1.0
    frames = (dossier.frames.get((automation.key, i.key)) for i in automation.indicators)
    return next((s for f in frames if f and (s := _treated_of(f, automation)) is not None), None)


def _drawn_share(automation: Automation, dossier: Dossier, period: Period) -> float:
    """Share of a period's cases drawn to get it, where nobody declared it; all of them without arms."""
    counted = (dossier.cells.get((automation.key, i.key)) for i in _on_cases(automation))
    return next((s for c in counted if (s := share_drawn(c, automation.rollout, period)) is not None), 1.0)


def _on_cases(automation: Automation) -> list[Indicator]:
    """The indicators counted on cases, those that expose every case first."""
    cased = [i for i in automation.indicators if not isinstance(i.measure, Score)]
    return sorted(cased, key=lambda i: isinstance(i.measure, Rate) and i.measure.open_at is not None)


def _treated_of(frame: CaseFrame, automation: Automation) -> float | None:
    """Share treated among the rows since go-live that were observed until treatment could no longer come."""
    by = automation.rollout.treatment_by
    rows = mature_rows(frame, automation.rollout.at, by.elapsed if by else timedelta())
    return sum(row.treated_at is not None for row in rows) / len(rows) if rows else None


def mature_rows(frame: CaseFrame, since: date | None, delay: timedelta) -> tuple[CaseRow, ...]:
    """Rows of a frame from a day on that were observed for at least `delay`."""
    seconds = int(delay.total_seconds())
    return tuple(
        row
        for row in frame.rows
        if row.observed_for >= seconds and (since is None or row.anchor_day >= since)
    )


def cases_period(daily: Mapping[int, int], since: date | None, end: date) -> Period | None:
    """The period over which the cases of a process are counted, up to its watermark (`end`, excluded).

    Three months after go-live, a year when cases are rarer than monthly; None without a case.
    """
    first, last = None if since is None else day_number(since), day_number(end)
    known = (day for day, cases in daily.items() if cases and day < last and (first is None or day >= first))
    earliest = min(known, default=None)
    if earliest is None:
        return None
    start = since if since is not None else day_of(earliest)
    quarter = Period(max(months_back(end, WINDOW_MONTHS), start), end)
    if cases_within(daily, quarter) >= RARE:
        return quarter
    return Period(max(months_back(end, 12), start), end)


def cases_within(daily: Mapping[int, int], period: Period) -> int:
    """Cases that began in a period."""
    first, last = day_number(period.start), day_number(period.end)
    return sum(daily.get(day, 0) for day in range(first, last))


def months_back(day: date, months: int) -> date:
    """The same day of the month, `months` earlier (the last day where that month is shorter)."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    longest = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, longest))


@lru_cache(maxsize=1024)
def months_in(period: Period) -> float:
    """Months in a period: whole when it goes from a day to the same day, else days / (365 / 12)."""
    for months in range(1, 13):
        if months_back(period.end, months) == period.start:
            return float(months)
    return period.days / DAYS_PER_MONTH
