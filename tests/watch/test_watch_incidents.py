"""Changes and the alarms that follow them, by hand."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from retour.events.run import Run, RunStatus
from retour.kpi.dossier import Dossier, LostCase, Reconciliation
from retour.quantity import Place, Span, Text, Unknown
from retour.register.automation import Automation, Change, Reconcile, Rollout, RolloutKind
from retour.register.workspace import Register
from retour.watch.incidents import Incidents, incidents_of
from retour.watch.result import Silence, Watched

TODAY = date(2026, 9, 1)
LIVE = date(2026, 1, 5)
RULE = Reconcile(of="sent", needs="filed", within=Span(seconds=86_400))
HERE = Place("runs.csv")


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def ran(day: date, status: RunStatus = RunStatus.SUCCESS, hour: int = 9) -> Run:
    return Run(
        id=f"{day}-{hour}", automation="x", started=at(day, hour), ended=None, status=status, place=HERE
    )


def daily(*failed: date) -> list[Run]:
    """A run a day until today; on some days it fails."""
    days = [LIVE + timedelta(days=n) for n in range((TODAY - LIVE).days + 1)]
    return [ran(day, RunStatus.FAILED if day in failed else RunStatus.SUCCESS) for day in days]


def seen(*changed: date, runs=(), silence=None, rules=()) -> Incidents:
    automation = Automation(
        key="x",
        name=Text.same("x"),
        process="p",
        rollout=Rollout(kind=RolloutKind.DATE, at=LIVE),
        changes=tuple(Change(at=day, what=Text.same("changed")) for day in changed),
    )
    register = Register(name="firm", timezone="UTC")
    dossier = Dossier(register=register, runs={"x": tuple(runs)}, watermark={"p": at(TODAY)})
    watched = Watched(
        silence=silence or Silence(since=None, silent=None),
        reconciliations=tuple(rules),
        health=None,
        lost_total=None,
        completeness=Unknown("no_rule"),
    )
    return incidents_of(automation, dossier, watched, today=TODAY)


def lost(*deadlines: date, total: int | None = None) -> Reconciliation:
    cases = tuple(
        LostCase(case=str(i), label=str(i), at=at(d) - timedelta(days=1), deadline=at(d), place=HERE)
        for i, d in enumerate(deadlines)
    )
    return Reconciliation(rule=RULE, due=500, lost_total=total or len(cases), late_total=0, lost=cases)


MARCH = date(2026, 3, 2)


def test_without_any_change_written_down_nothing_is_counted():
    found = seen(runs=daily())
    assert (found.changes, found.judged) == (None, 0)


def test_a_change_after_which_a_run_fails_within_seven_days_failed():
    found = seen(MARCH, runs=daily(MARCH + timedelta(days=7)))
    assert (found.changes, found.judged, found.failed) == (1, 1, 1)


def test_a_failure_on_the_eighth_day_is_not_the_change_s():
    found = seen(MARCH, runs=daily(MARCH + timedelta(days=8)))
    assert (found.judged, found.failed) == (1, 0)


def test_a_change_made_while_an_alarm_is_on_is_not_judged():
    found = seen(MARCH, runs=daily(MARCH - timedelta(days=2), MARCH + timedelta(days=1)))
    assert (found.changes, found.judged) == (1, 0)


def test_a_change_that_nothing_watched_is_not_judged():
    assert seen(MARCH).judged == 0


def test_a_change_of_this_week_is_not_judged_yet():
    assert seen(TODAY - timedelta(days=3), runs=daily()).judged == 0


def test_a_lost_case_counts_on_the_day_its_deadline_passes():
    assert seen(MARCH, rules=[lost(MARCH + timedelta(days=6))]).failed == 1
    assert seen(MARCH, rules=[lost(MARCH + timedelta(days=20))]).judged == 1


def test_a_list_of_losses_that_is_cut_says_nothing_of_the_time_before_it():
    cut = lost(date(2026, 6, 1), total=900)
    assert seen(MARCH, rules=[cut]).judged == 0
    assert seen(date(2026, 7, 1), rules=[cut]).judged == 1


def test_an_automation_that_went_silent_right_after_its_change_failed():
    stopped = Silence(since=at(MARCH), silent=True)
    assert seen(MARCH, silence=stopped, runs=[r for r in daily() if r.started <= at(MARCH)]).failed == 1


def test_a_failure_lasts_until_the_next_success():
    runs = [
        ran(MARCH),
        ran(MARCH, RunStatus.FAILED, 10),
        ran(MARCH, RunStatus.FAILED, 11),
        ran(MARCH, RunStatus.SUCCESS, 14),
        ran(MARCH, RunStatus.FAILED, 20),
    ]
    found = seen(runs=runs)
    assert (found.restored, found.stopped, found.open_now) == (4 * 3600, 1, 1)


def test_a_lost_case_shows_when_its_deadline_passes():
    found = seen(rules=[lost(MARCH, date(2026, 4, 1))])
    assert (found.shown, found.late) == (86_400, 2)


def test_only_a_year_counts_and_the_months_are_those_since_go_live():
    found = seen(date(2025, 12, 1), MARCH, runs=daily())
    assert found.changes == 1
    assert found.months == pytest.approx((TODAY - LIVE).days / 30.4375)
