"""What was really handled in one month: cases, items or runs, day by day, or why nobody knows."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from retour.kpi.caseload import observed_end, treated_share
from retour.kpi.cells import day_number
from retour.quantity import Period, Unknown
from retour.register.worth_lines import Per
from retour.worth.desk import Desk
from retour.worth.quantity import HOURS_PER_WEEK, counted_upstream
from retour.worth.volume import run_period, run_volume


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """Units of a month, by day number; `treated` is the share that got it, `failed` those lost."""

    period: Period
    daily: Mapping[int, float]
    treated: float = 1.0
    failed: int = 0

    def within(self, start: date, end: date) -> float:
        """Units of some days."""
        first, last = day_number(start), day_number(end)
        return sum(n for day, n in self.daily.items() if first <= day < last)


def handled(desk: Desk, per: Per, period: Period, people: int = 1) -> Handled | Unknown:
    """What a time line is counted on in a month (its days since go-live).

    Returns:
        Unknown `month_not_observed` where the data stop before the month does or begin after it.
    """
    match per:
        case Per.CASE:
            return cases(desk, period)
        case Per.ITEM | Per.RUN:
            return runs(desk, period, by_item=per is Per.ITEM)
        case _:
            return _calendar(desk, per, period, people)


def cases(desk: Desk, period: Period) -> Handled | Unknown:
    """Cases of the process begun in a month, and the share of them that get the automation."""
    process = desk.automation.process or ""
    begun = observed_cases(desk, period)
    if isinstance(begun, Unknown):
        return begun
    share = treated_share(desk.automation, desk.dossier, begun)
    daily = _days(desk.dossier.cases_per_day.get(process, {}), begun)
    if share is None:
        return Unknown("no_case_frame") if daily else Handled(period=begun, daily={})
    return Handled(period=begun, daily=daily, treated=share)


def observed_cases(desk: Desk, period: Period) -> Period | Unknown:
    """The days of a month that the process's events cover: all of them to its end, or nobody knows."""
    process = desk.automation.process or ""
    first = desk.dossier.first_seen.get(process)
    if first is None:
        return Unknown("no_volume", {"per": "case"})
    end = observed_end(desk.automation, desk.dossier, desk.today)
    start = max(period.start, first.date())
    if start >= period.end or end < period.end:
        return Unknown("month_not_observed", {"until": end.isoformat()})
    return Period(start, period.end)


def runs(desk: Desk, period: Period, *, by_item: bool) -> Handled | Unknown:
    """Items or runs of a month; a case that an earlier month counted is not counted again."""
    found = desk.dossier.runs.get(desk.automation.key, ())
    known = run_period(found, desk.go_live, desk.today)
    if known is None:
        return Unknown("no_volume", {"per": "item" if by_item else "run"})
    begun = min(run.started.date() for run in found)
    start = max(period.start, begun)
    if start >= period.end or known.end < period.end:
        return Unknown("month_not_observed", {"until": known.end.isoformat()})
    already = counted_upstream(desk)
    whole = run_volume(found, Period(begun, period.end), already=already)
    own = run_volume(found, period, already=already)
    return Handled(
        period=Period(start, period.end),
        daily=_days(whole.daily_items if by_item else whole.daily_runs, period),
        failed=own.failed_items if by_item else own.failed_runs,
    )


def _calendar(desk: Desk, per: Per, period: Period, people: int) -> Handled:
    """Working days, weeks or months of work: spread evenly over the days of the calendar month."""
    calendar = desk.register.calendar
    a_month = {
        Per.WORKING_DAY: calendar.days_per_month,
        Per.WEEK: calendar.hours_per_year / HOURS_PER_WEEK / 12,
    }.get(per, 1.0)
    first = day_number(period.start)
    each = a_month * people / days_in(period)
    return Handled(period=period, daily=dict.fromkeys(range(first, first + period.days), each))


def days_in(period: Period) -> int:
    """Days of the calendar month that a period ends in."""
    last = date.fromordinal(period.end.toordinal() - 1)
    return monthrange(last.year, last.month)[1]


def _days(daily: Mapping[int, int], period: Period) -> dict[int, float]:
    first, last = day_number(period.start), day_number(period.end)
    return {day: n for day, n in daily.items() if first <= day < last}
