"""Each case gets its decision for the right reason, and each counter-example is caught for the right one."""

import pytest

from retour.quantity import Grade, Unknown
from retour.verdict.result import Decision

DECISIONS = [
    ("lead-intake", Decision.FIX, "fix.lost_cases"),
    ("quote-follow-up", Decision.EXTEND, "extend.proven"),
    ("meeting-notes", Decision.KEEP, "keep.effect_established"),
    ("after-sales", Decision.KEEP, "keep.effect_established"),
    ("reminder-sequence", Decision.STOP, "stop.guardrail"),
    ("booking", Decision.STOP, "stop.guardrail"),
    ("partner-chain", Decision.FIX, "fix.lost_cases"),
    ("ai-email", Decision.STOP, "stop.guardrail"),
    ("slack-digest", Decision.QUESTION, "question.nothing_proven"),
    ("invoice-reminders", Decision.LAUNCH, "launch.expected"),
]


@pytest.mark.parametrize(("automation", "decision", "rule"), DECISIONS)
def test_the_decision_and_its_reason(firm, automation: str, decision: Decision, rule: str) -> None:
    verdict = firm.sheet(automation).verdict
    assert (verdict.decision, verdict.rule) == (decision, rule)


def reasons(firm, automation: str) -> dict[str, dict[str, object]]:
    return {r.code: r.details for r in firm.sheet(automation).verdict.reasons}


def test_case_1_must_be_repaired_because_of_its_fourteen_lost_leads(firm) -> None:
    watched = firm.sheet("lead-intake").watched
    assert watched.lost_total == 14
    assert reasons(firm, "lead-intake")["fix.lost_cases"]["lost"] == 14
    labels = [case.label for found in watched.reconciliations for case in found.lost]
    assert len(labels) == 14
    assert all(label.endswith("@example.org") for label in labels)


def harmed(firm, automation: str) -> set[object]:
    found = firm.sheet(automation).verdict.reasons
    return {r.details["indicator"] for r in found if r.code == "stop.guardrail"}


def test_the_reminders_stop_because_prospects_leave_and_no_one_signs_more(firm) -> None:
    told = reasons(firm, "reminder-sequence")
    assert harmed(firm, "reminder-sequence") == {"unsubscribed"}
    assert told["stop.guardrail"]["p"] >= 0.95
    assert told["gain.unproven"]["indicator"] == "signed"


def test_the_booking_stops_because_meetings_move_and_come_later(firm) -> None:
    assert harmed(firm, "booking") == {"moves", "delay"}
    assert firm.sheet("booking").main_effect.estimate.low > 0  # days later, not sooner
    assert firm.sheet("booking").audit.check("O3").reason == "friction_up"


def test_the_make_chain_loses_enquiries_and_its_upkeep_costs_more_than_it_brings(firm, truth) -> None:
    sheet = firm.sheet("partner-chain")
    assert reasons(firm, "partner-chain")["fix.costs"]["driver"] == "upkeep"
    assert reasons(firm, "partner-chain")["stop.costs_more"]["p"] > 0.95
    assert sheet.watched.lost_total == truth["partner-chain/lost"]["value"]
    assert sheet.audit.check("O1").reason == "lost_cases"
    assert sheet.audit.check("R3").reason == "no_hours_freed"
    assert sheet.worth.p_positive < 0.05


def test_an_enquiry_written_in_capitals_with_a_plus_tag_is_found_in_the_crm(firm, truth) -> None:
    found = firm.sheet("partner-chain").watched.reconciliations[0]
    assert found.lost_total == truth["partner-chain/lost"]["value"]
    assert found.due > found.lost_total


def test_the_ai_email_stops_because_customers_come_back_less_though_it_saves_time(firm) -> None:
    sheet = firm.sheet("ai-email")
    assert harmed(firm, "ai-email") == {"repurchased"}
    assert "stop.costs_more" in reasons(firm, "ai-email")
    assert sheet.main_effect.estimate.high < 0
    assert sheet.main_effect.grade is Grade.A
    assert any(line.code == "time_capacity" and line.value.mode > 0 for line in sheet.worth.lines)
    assert sheet.worth.p_positive < 0.05


def test_customers_say_that_the_ai_email_is_less_personal(firm) -> None:
    scores = [
        s for s in firm.sheet("ai-email").voice if s.item == "personalisation" and s.p_better is not None
    ]
    assert scores[0].p_better < 0.05


def test_what_nobody_measured_stays_unknown(firm) -> None:
    sheet = firm.sheet("slack-digest")
    assert isinstance(sheet.worth.net, Unknown)
    assert sheet.watched.lost_total is None
    assert sheet.effects == ()


def test_money_is_totalled_by_grade_and_lost_cases_over_all(firm, truth) -> None:
    assert firm.totals.lost_cases.value.value == 14 + truth["partner-chain/lost"]["value"]
    assert set(firm.totals.by_grade) == {Grade.A, Grade.C, Grade.D}
