from dataclasses import replace
from pathlib import Path

import pytest

from retour.quantity import Span, Text
from retour.register.automation import Automation, Match, Reconcile, Watch
from retour.register.indicator import Actor
from retour.register.process import Activity
from retour.store.certainties import Between, Target, graph, reconcile, touches
from store.logs import merged, micros, process, scan_of, write

HOUR = 3600
BY_CASE = Reconcile(of="form", needs="card", within=Span(seconds=HOUR))
BY_MAIL = replace(BY_CASE, match=Match.EMAIL, in_process="crm")


def watching(rule: Reconcile) -> Automation:
    return Automation(key="a", name=Text.same("A"), process="quote", watch=Watch(reconcile=(rule,)))


FORMS = [
    ("1", "form", "2026-05-04 09:00"),
    ("1", "card", "2026-05-04 09:10"),
    ("2", "form", "2026-05-05 09:00"),
    ("2", "card", "2026-05-05 12:00"),
    ("3", "form", "2026-05-06 09:00"),
    ("4", "form", "2026-05-20 08:50"),
    ("5", "form", "2026-05-20 09:00"),
    ("5", "card", "2026-05-20 09:05"),
]


def test_a_case_without_its_target_past_the_deadline_is_lost_by_name(tmp_path: Path):
    of = process()
    with scan_of(
        merged(tmp_path, of, write(tmp_path, of, "forms", FORMS)).path, of, watching(BY_CASE)
    ) as scan:
        told = reconcile(BY_CASE, Target(scan), None)
    assert (told.due, told.lost_total, told.late_total, told.waiting) == (3, 1, 1, 1)
    assert [(c.case, c.place.file, c.place.line) for c in told.lost] == [("3", "events/forms.csv", 6)]
    assert told.median_delay == 3 * 3600  # 10 min, 3 h, never


QUOTES = [
    ("signed early", "form", "2026-05-01 09:00"),
    ("signed early", "signed", "2026-05-03 09:00"),
    ("reminded", "form", "2026-05-01 09:00"),
    ("reminded", "card", "2026-05-08 09:00"),
    ("reminded", "signed", "2026-05-08 15:00"),
    ("forgotten", "form", "2026-05-01 09:00"),
    ("signed too late to excuse", "form", "2026-05-01 09:00"),
    ("signed too late to excuse", "signed", "2026-05-12 09:00"),
    ("reminded late", "form", "2026-05-01 09:00"),
    ("reminded late", "card", "2026-05-10 09:00"),
    ("reminded late", "signed", "2026-05-11 09:00"),
    ("another", "signed", "2026-05-20 09:00"),
]
BY_DAY_8 = Reconcile(of="form", needs="card", within=Span(seconds=8 * 86_400), unless=("signed", "refused"))


def test_a_case_that_ended_before_its_deadline_needs_its_target_no_more(tmp_path: Path):
    of = process()
    with scan_of(
        merged(tmp_path, of, write(tmp_path, of, "forms", QUOTES)).path, of, watching(BY_DAY_8)
    ) as scan:
        told = reconcile(BY_DAY_8, Target(scan), None)
        without = reconcile(replace(BY_DAY_8, unless=()), Target(scan), None)
    assert (told.due, told.lost_total, told.late_total) == (4, 2, 1)
    assert {c.case for c in told.lost} == {"forgotten", "signed too late to excuse"}
    assert (without.due, without.lost_total) == (5, 3)


def test_a_target_that_was_never_seen_is_a_missing_file_not_a_hundred_lost_cases(tmp_path: Path):
    of = process()
    rows = [r for r in FORMS if r[1] == "form"]
    with scan_of(
        merged(tmp_path, of, write(tmp_path, of, "forms", rows)).path, of, watching(BY_CASE)
    ) as scan:
        told = reconcile(BY_CASE, Target(scan), None)
    assert told.problem is not None
    assert (told.problem.rule, told.problem.value, told.due) == ("reconcile.target_never_seen", "card", 0)


def test_the_delay_is_unknown_when_half_of_the_cases_were_never_done(tmp_path: Path):
    of = process()
    rows = [r for r in FORMS if r[1] == "form" or r[0] == "5"]
    with scan_of(
        merged(tmp_path, of, write(tmp_path, of, "forms", rows)).path, of, watching(BY_CASE)
    ) as scan:
        told = reconcile(BY_CASE, Target(scan), None)
    assert (told.lost_total, told.median_delay) == (3, None)  # 1, 2 and 3; 4 and 5 are not due yet


def test_lost_cases_before_go_live_are_counted_apart(tmp_path: Path):
    of = process()
    with scan_of(
        merged(tmp_path, of, write(tmp_path, of, "forms", FORMS)).path, of, watching(BY_CASE)
    ) as scan:
        told = reconcile(BY_CASE, Target(scan), micros("2026-05-06 00:00"))
    assert (told.due, told.lost_total, told.due_before, told.lost_before) == (1, 1, 2, 0)


def test_cases_are_matched_by_email_whatever_its_case_spaces_or_plus_address(tmp_path: Path):
    forms, crm = process(attributes=("email",)), replace(process(attributes=("email",)), key="crm")
    form_rows = [(str(i), "form", f"2026-05-0{i} 09:00") for i in range(1, 5)]
    mails = [" Ana@Ex.fr ", "bob+site@ex.fr", "carl@ex.fr", None]
    cards = [
        ("D1", "card", "2026-05-01 09:01"),
        ("D2", "card", "2026-05-02 09:01"),
        ("D9", "card", "2026-05-10 09:00"),
    ]
    source = merged(tmp_path / "f", forms, write(tmp_path / "f", forms, "forms", form_rows, email=mails))
    target = merged(
        tmp_path / "c",
        crm,
        write(tmp_path / "c", crm, "crm", cards, email=["ana@ex.fr", "BOB@ex.fr", "z@ex.fr"]),
    )
    with scan_of(source.path, forms, watching(BY_MAIL)) as scan, scan_of(target.path, crm) as other:
        told = reconcile(BY_MAIL, Target(scan, other), None)
    assert (told.due, told.lost_total, told.unmatchable) == (3, 1, 1)
    assert told.lost[0].label == "carl@ex.fr"


def test_without_an_email_column_the_rule_says_so_and_counts_nothing(tmp_path: Path):
    of = process()
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "forms", FORMS)).path, of) as scan:
        told = reconcile(replace(BY_MAIL, in_process=None), Target(scan), None)
    assert told.problem is not None
    assert (told.problem.rule, told.due) == ("reconcile.no_email", 0)


def test_a_target_stamped_a_little_before_its_source_is_not_lost(tmp_path: Path):
    of = process()
    rows = [
        ("1", "card", "2026-05-04 08:59"),
        ("1", "form", "2026-05-04 09:00"),
        ("2", "form", "2026-05-05 09:00"),
        ("2", "card", "2026-05-05 09:30"),
    ]
    with scan_of(
        merged(tmp_path, of, write(tmp_path, of, "forms", rows)).path, of, watching(BY_CASE)
    ) as scan:
        told = reconcile(BY_CASE, Target(scan), None)
    assert (told.due, told.lost_total) == (1, 0)


def test_a_customer_known_already_is_neither_found_nor_lost(tmp_path: Path):
    forms, crm = process(attributes=("email",)), replace(process(attributes=("email",)), key="crm")
    form_rows = [
        ("1", "form", "2026-05-01 09:00"),
        ("2", "form", "2026-05-08 09:00"),
        ("3", "form", "2026-05-09 09:00"),
    ]
    cards = [("D1", "card", "2026-05-01 09:05"), ("D9", "card", "2026-05-10 12:00")]
    source = merged(
        tmp_path / "f",
        forms,
        write(tmp_path / "f", forms, "forms", form_rows, email=["a@ex.fr", "a@ex.fr", "b@ex.fr"]),
    )
    target = merged(
        tmp_path / "c", crm, write(tmp_path / "c", crm, "crm", cards, email=["a@ex.fr", "z@ex.fr"])
    )
    with scan_of(source.path, forms, watching(BY_MAIL)) as scan, scan_of(target.path, crm) as other:
        told = reconcile(BY_MAIL, Target(scan, other), None)
    assert (told.due, told.lost_total, told.ambiguous) == (2, 1, 1)
    assert [c.case for c in told.lost] == ["3"]


def test_cases_after_the_end_of_an_older_target_export_are_not_called_lost(tmp_path: Path):
    of = process()
    forms = [(f"F{d}", "form", f"2026-05-{d:02} 09:00") for d in range(1, 29)]
    cards = [(f"F{d}", "card", f"2026-05-{d:02} 09:05") for d in range(1, 11) if d != 4]
    log = merged(tmp_path, of, write(tmp_path, of, "forms", forms), write(tmp_path, of, "cards", cards))
    with scan_of(log.path, of, watching(BY_CASE)) as scan:
        told = reconcile(BY_CASE, Target(scan), None)
    assert [c.case for c in told.lost] == ["F11", "F4"]  # the longest past gap is two days: F11 is told
    assert (told.due, told.past_end) == (11, 16)  # then days 12 to 27, due but not told


WORK = [
    ("1", "ask", "2026-03-02 09:00"),
    ("1", "copy", "2026-03-02 10:00"),
    ("1", "copy", "2026-03-02 11:00"),
    ("1", "done", "2026-03-02 12:00"),
    ("2", "ask", "2026-03-03 09:00"),
    ("2", "done", "2026-03-03 10:00"),
    ("9", "ask", "2026-09-03 10:00"),
]


def worked(minutes: float | None):
    return process(
        Activity(key="ask", name=Text.same("a"), actor_kind=Actor.CUSTOMER),
        Activity(key="copy", name=Text.same("c"), actor_kind=Actor.HUMAN, minutes=minutes),
        Activity(key="done", name=Text.same("d"), actor_kind=Actor.ROBOT),
    )


@pytest.mark.parametrize(("minutes", "expected"), [(5.0, 10_000), (None, None)])
def test_manual_tasks_are_counted_per_case_and_minutes_only_where_every_task_has_them(
    tmp_path: Path, minutes, expected
):
    of = worked(minutes)
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "work", WORK)).path, of) as scan:
        told = touches(scan, Between(micros("2026-03-01 00:00"), micros("2026-04-01 00:00")))
    assert told is not None
    assert (told.cases, told.manual_total, told.unknown, told.minutes_total) == (2, 2, 0, expected)
    assert told.minutes_recorded is False


def test_events_of_an_unknown_actor_are_unknown_not_automatic(tmp_path: Path):
    of = process()
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "work", WORK)).path, of) as scan:
        told = touches(scan, Between(micros("2026-03-01 00:00"), micros("2026-04-01 00:00")))
    assert told is not None
    assert told.unknown == told.cases == 2


def test_the_graph_counts_steps_and_their_median_delay(tmp_path: Path):
    of = worked(None)
    with scan_of(merged(tmp_path, of, write(tmp_path, of, "work", WORK)).path, of) as scan:
        told = graph(scan, Between(micros("2026-03-01 00:00"), micros("2026-04-01 00:00")))
    assert told is not None
    assert {(a.source, a.target): (a.count, a.median_seconds) for a in told.arcs} == {
        ("ask", "copy"): (1, 3600.0),
        ("copy", "copy"): (1, 3600.0),
        ("copy", "done"): (1, 3600.0),
        ("ask", "done"): (1, 3600.0),
    }
    assert {n.activity: n.manual for n in told.nodes} == {"ask": 0, "copy": 2, "done": 0}
