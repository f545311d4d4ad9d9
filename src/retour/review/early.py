"""What asks for a review before its day: alarms, an owner who left, a change, another volume."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import sqrt

import numpy as np

from retour.assessment.result import Assessment, Sheet
from retour.kpi.cells import day_number, day_of
from retour.kpi.dossier import Dossier, LostCase
from retour.register.automation import Automation, Change, Status
from retour.review.log import Entry
from retour.review.rhythm import last_review
from retour.review.weighty import key_automations
from retour.watch.silence import local_day

LOOK_BACK = timedelta(weeks=13)  # for an automation that was never reviewed
WEEK = 7
LAST_WEEKS, WEEKS_BEFORE = 4, 13
SHIFT = 0.30
SURELY = 3.055  # Student's 99.5 % quantile, 12 degrees of freedom: 1 in 100 by chance, both sides
LEAST_A_WEEK = 5.0  # cases: below, weeks are too uneven for the quantile to hold
HARM = ("stop.guardrail", "fix.guardrail", "fix.main_harm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Early:
    """One reason for a review before its day, with its figures.

    Codes: `silent`, `newly_lost` (`newly_lost_least`: there may be more), `harm`, `owner_gone`, `changed`,
    `changed_around`, `volume`.
    """

    automation: Automation
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


def early_reviews(
    entries: Sequence[Entry], assessment: Assessment, *, gone: Collection[str] = ()
) -> tuple[Early, ...]:
    """Every reason for an early review of a live automation, in the order of the sheets.

    Args:
        entries: the decision log: what happened before the last review is not new.
        assessment: its day is today.
        gone: names (or addresses) of people who left; owners are compared whatever the case.
    """
    keys = key_automations(assessment.sheets)
    left = {name.casefold().strip() for name in gone}
    found: list[Early] = []
    for sheet in assessment.sheets:
        if sheet.automation.status is Status.LIVE:
            since = last_review(entries, assessment, sheet) or assessment.today - LOOK_BACK
            found += _alarms(sheet, assessment.dossier, since)
            found += _owner(sheet.automation, left)
            found += _changes(sheet.automation, assessment, since, key=sheet.automation.key in keys)
            found += _volume(sheet.automation, assessment.dossier)
    return tuple(found)


def _alarms(sheet: Sheet, dossier: Dossier, since: date) -> Iterator[Early]:
    automation, silence = sheet.automation, sheet.watched.silence
    if silence.silent and silence.since is not None:
        day = local_day(silence.since, dossier.register.timezone)
        told = {"since": day, "expected": silence.expected, "seen": silence.seen}
        yield Early(automation=automation, code="silent", details=told)
    lost = newly_lost(sheet, since, dossier.register.timezone)
    if lost:
        code = "newly_lost_least" if all_are_new(sheet, lost) else "newly_lost"
        yield Early(automation=automation, code=code, details={"n": lost, "since": since})
    for reason in sheet.verdict.reasons:
        if reason.code in HARM:
            yield Early(automation=automation, code="harm", details=dict(reason.details))


def newly_lost(sheet: Sheet, since: date, timezone: str) -> int:
    """Cases whose deadline passed after a day and that were not found; each once, whatever the rules."""
    return len({case.case for case in _lost(sheet) if local_day(case.deadline, timezone) > since})


def all_are_new(sheet: Sheet, lost: int) -> bool:
    """True when every case that is named is new, and more are lost than are named: there may be more."""
    usable = [r for r in sheet.watched.reconciliations if r.problem is None]
    cut = any(r.lost_total > len(r.lost) for r in usable)
    return cut and lost == len({case.case for case in _lost(sheet)})


def _lost(sheet: Sheet) -> Iterator[LostCase]:
    for found in sheet.watched.reconciliations:
        if found.problem is None:
            yield from (case for case in found.lost if case.found_at is None)


def _owner(automation: Automation, left: Collection[str]) -> Iterator[Early]:
    if automation.owner and automation.owner.casefold().strip() in left:
        yield Early(automation=automation, code="owner_gone", details={"owner": automation.owner})


def _changes(automation: Automation, assessment: Assessment, since: date, *, key: bool) -> Iterator[Early]:
    """Its own changes; those around it (prices, platform) only call for the review of a key automation."""
    around = assessment.dossier.register.changes if key else ()
    for code, changes in (("changed", automation.changes), ("changed_around", around)):
        for change in _between(changes, since, assessment.today):
            yield Early(automation=automation, code=code, details={"what": change.what, "at": change.at})


def _between(changes: Sequence[Change], since: date, today: date) -> Iterator[Change]:
    return (change for change in changes if since < change.at <= today)


def _volume(automation: Automation, dossier: Dossier) -> Iterator[Early]:
    process = automation.process or ""
    mark = dossier.watermark.get(process)
    if mark is None:
        return
    end = local_day(mark, dossier.register.timezone)
    shift = volume_shift(dossier.cases_per_day.get(process, {}), end)
    if shift is not None:
        yield Early(automation=automation, code="volume", details=shift)


def volume_shift(daily: Mapping[int, int], end: date) -> dict[str, object] | None:
    """The cases of the last 28 days against the 13 weeks before, where they surely differ by over 30 %.

    Weeks are compared with weeks, so that the days of the week weigh the same. It rings when the weekly mean
    moved by more than 30 % and by more than chance makes weeks differ: the gap is measured against the
    weeks' own spread (never less than a Poisson's), at 1 in 100. With fewer than 5 cases a week before, or
    a shorter history, nobody can tell.

    Args:
        daily: cases begun by day number.
        end: first day that is not over.

    Returns:
        `n`, `weekly`, `weekly_before`, `change` (share), `start`, `end` (first day left out); None: no ring.
    """
    last, before = _weeks(daily, end)
    if day_number(end) - min(daily, default=day_number(end)) < WEEK * (LAST_WEEKS + WEEKS_BEFORE):
        return None
    usual = float(before.mean())
    if usual < LEAST_A_WEEK:
        return None
    change = float(last.mean()) / usual - 1
    spread = max(float(before.var(ddof=1)), usual) * (1 / LAST_WEEKS + 1 / WEEKS_BEFORE)
    if abs(change) <= SHIFT or abs(change) * usual <= SURELY * sqrt(spread):
        return None
    return {
        "n": int(last.sum()),
        "weekly": float(last.mean()),
        "weekly_before": usual,
        "change": change,
        "start": day_of(day_number(end) - WEEK * LAST_WEEKS),
        "end": end,
    }


def _weeks(daily: Mapping[int, int], end: date) -> tuple[np.ndarray, np.ndarray]:
    """Cases of the last 4 weeks and of the 13 before, (4,) and (13,), latest first."""
    stop = day_number(end)
    weeks = [
        sum(daily.get(stop - WEEK * week - day, 0) for day in range(1, WEEK + 1))
        for week in range(LAST_WEEKS + WEEKS_BEFORE)
    ]
    counted = np.array(weeks, np.float64)
    return counted[:LAST_WEEKS], counted[LAST_WEEKS:]
