from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from retour.events.run import Run, RunStatus, Trigger
from retour.kpi.dossier import Dossier, LostCase, Reconciliation
from retour.quantity import Estimate, Place, Problem, Span, Text, Unknown
from retour.register.automation import Automation, Reconcile
from retour.register.workspace import Register
from retour.watch import RunHealth, Watched, watched_of
from retour.watch.wilson import wilson

TODAY = date(2026, 6, 1)
AUTO = Automation(key="leads", name=Text.same("Leads"), process="lead")
RULE = Reconcile(of="form", needs="crm", within=Span(seconds=900))
HERE = Place("runs.csv", 2)
OK = Run(
    id="1",
    automation="leads",
    started=datetime(2026, 5, 20, 9, tzinfo=UTC),
    ended=None,
    status=RunStatus.SUCCESS,
    place=HERE,
)


def watched(runs: tuple[Run, ...] = (), found: tuple[Reconciliation, ...] = ()) -> Watched:
    dossier = Dossier(
        register=Register(name="firm"), runs={"leads": runs} if runs else {}, reconciliations={"leads": found}
    )
    return watched_of(AUTO, dossier, today=TODAY)


def health(*runs: Run) -> RunHealth:
    found = watched(runs).health
    assert found is not None
    return found


def lost(case: str, *, late: bool = False) -> LostCase:
    at = datetime(2026, 5, 20, tzinfo=UTC)
    return LostCase(case=case, label=case, at=at, deadline=at, place=HERE, found_at=at if late else None)


def rec(due: int, missing: int, cases: tuple[LostCase, ...] = ()) -> Reconciliation:
    return Reconciliation(rule=RULE, due=due, lost_total=missing, late_total=0, lost=cases)


def test_without_runs_health_is_unknown_not_perfect() -> None:
    assert watched().health is None


def test_a_run_that_ignored_a_record_is_not_a_success() -> None:
    found = health(OK, replace(OK, id="2", ignored=1))
    assert (found.runs, found.partial, found.ignored_items) == (2, 1, 1)
    assert isinstance(found.success, Estimate)
    assert found.success.value == 0.5


def test_a_run_marked_partial_is_not_a_success() -> None:
    assert health(OK, replace(OK, id="2", status=RunStatus.PARTIAL)).partial == 1


def test_failed_and_cancelled_runs_are_failures() -> None:
    found = health(
        OK, replace(OK, id="2", status=RunStatus.FAILED), replace(OK, id="3", status=RunStatus.CANCELLED)
    )
    assert (found.runs, found.failed) == (3, 2)


@pytest.mark.parametrize("trigger", [Trigger.ERROR_HANDLER, Trigger.TEST, Trigger.MANUAL])
def test_error_handlers_and_tests_are_no_runs(trigger: Trigger) -> None:
    assert health(OK, replace(OK, id="2", trigger=trigger)).runs == 1


def test_a_run_still_running_is_not_counted() -> None:
    assert health(OK, replace(OK, id="2", status=RunStatus.RUNNING)).runs == 1


def test_a_run_repeated_by_hand_counts_once_with_its_first_outcome() -> None:
    failed = replace(OK, id="2", status=RunStatus.FAILED)
    again = replace(OK, id="3", retry_of="2", trigger=Trigger.MANUAL)
    found = health(OK, replace(OK, id="4", retry_of="1"), failed, again)
    assert (found.runs, found.failed, found.retried) == (2, 1, 2)


def test_only_error_handlers_leave_success_unknown() -> None:
    found = health(replace(OK, trigger=Trigger.ERROR_HANDLER))
    assert found.success == Unknown("no_runs")


def test_runs_older_than_ninety_days_before_the_last_are_left_out() -> None:
    old = replace(OK, id="0", started=OK.started - timedelta(days=90), status=RunStatus.FAILED)
    assert health(OK, old).runs == 1


def test_wilson_agrees_with_the_published_interval() -> None:
    # Newcombe, Statistics in Medicine 1998, 17:857, table I, method 3: 15/148 at 95 %
    found = wilson(15, 148, level=0.95)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0624, 0.1605)


def test_wilson_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"wilson\.no_trial"):
        wilson(0, 0)


def test_no_rule_means_that_nobody_knows_what_is_lost() -> None:
    found = watched()
    assert found.lost_total is None
    assert found.completeness == Unknown("no_rule")


def test_completeness_is_the_share_of_due_cases_that_arrived() -> None:
    found = watched(found=(rec(200, 3, (lost("a"), lost("b"), lost("c"), lost("late", late=True))),))
    assert found.lost_total == 3
    assert isinstance(found.completeness, Estimate)
    assert found.completeness.value == pytest.approx(0.985)


def test_a_case_lost_by_two_rules_is_lost_once() -> None:
    found = watched(found=(rec(100, 1, (lost("a"),)), rec(100, 2, (lost("a"), lost("b")))))
    assert found.lost_total == 2


def test_more_lost_cases_than_named_are_all_counted() -> None:
    assert watched(found=(rec(5000, 900, (lost("a"),)), rec(10, 1, (lost("a"),)))).lost_total == 901


def test_nothing_due_yet_is_unknown() -> None:
    found = watched(found=(rec(0, 0),))
    assert (found.lost_total, found.completeness) == (0, Unknown("nothing_due"))


def test_a_rule_that_could_not_run_proves_nothing() -> None:
    broken = replace(rec(0, 0), problem=Problem("reference.undeclared", HERE))
    found = watched(found=(broken,))
    assert (found.lost_total, found.completeness) == (None, Unknown("reconcile_problem"))
