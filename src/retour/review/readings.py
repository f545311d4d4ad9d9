"""When the main indicator of each automation must be read again, by its follow-up frequency."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from retour.assessment.result import Assessment
from retour.kpi.cells import day_number
from retour.kpi.dossier import Dossier
from retour.register.automation import Automation, FollowUp, Status
from retour.watch.silence import local_day
from retour.watch.workdays import WorkDays

MONTHS = {FollowUp.MONTHLY: 1, FollowUp.QUARTERLY: 3, FollowUp.YEARLY: 12}
TYPED, COMPUTED = "typed", "computed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDue:
    """The reading that an automation owes. `due` None: nothing declared, `unknown` says what is missing.

    `last` is the last day read, `how` whether it was typed or computed from data; None: never read.
    `late` is how many days the due day is past, 0 until then.
    """

    automation: Automation
    due: date | None
    last: date | None = None
    how: str = ""
    late: int = 0
    unknown: str = ""


def readings_due(assessment: Assessment, *, since: date | None = None) -> tuple[ReadingDue, ...]:
    """The reading of every live automation, the latest first, then by day, unknown ones last.

    Args:
        assessment: its day is today.
        since: when the workspace began: what was never read is counted from there, or from go-live.
    """
    begun = since or assessment.today
    live = [s.automation for s in assessment.sheets if s.automation.status is Status.LIVE]
    found = [_reading(automation, assessment.dossier, begun, assessment.today) for automation in live]
    return tuple(sorted(found, key=lambda r: (-r.late, r.due or date.max, r.automation.key)))


def _reading(automation: Automation, dossier: Dossier, since: date, today: date) -> ReadingDue:
    if automation.follow_up is None:
        return ReadingDue(automation=automation, due=None, unknown="no_frequency")
    last, how = last_read(automation, dossier, today)
    start = last or max(since, automation.go_live or since)
    due = next_reading(start, automation.follow_up, dossier)
    return ReadingDue(automation=automation, due=due, last=last, how=how, late=max(0, (today - due).days))


def last_read(automation: Automation, dossier: Dossier, today: date) -> tuple[date | None, str]:
    """The last day that was read: typed by hand, or the process's last event where something is computed."""
    typed = [
        min(r.period.end - timedelta(days=1), today)
        for r in dossier.readings
        if r.automation == automation.key and r.is_known_on(today)
    ]
    mark = dossier.watermark.get(automation.process or "") if automation.indicators else None
    computed = [min(local_day(mark, dossier.register.timezone), today)] if mark else []
    days = [(day, TYPED) for day in typed] + [(day, COMPUTED) for day in computed]
    return max(days, default=(None, ""))


def next_reading(last: date, every: FollowUp, dossier: Dossier) -> date:
    """The day after which a reading is late. Daily counts working days; a month later keeps the day."""
    match every:
        case FollowUp.DAILY:
            return _next_working_day(last, WorkDays(dossier.register.calendar, dossier.holidays))
        case FollowUp.WEEKLY:
            return last + timedelta(weeks=1)
        case _:
            return _months_later(last, MONTHS[every])


def _next_working_day(day: date, work: WorkDays) -> date:
    following = (day + timedelta(days=n) for n in range(1, 30))
    worked = (d for d in following if work.count(day_number(d), day_number(d) + 1))
    return next(worked, day + timedelta(days=1))


def _months_later(day: date, months: int) -> date:
    """The same day some months later; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
