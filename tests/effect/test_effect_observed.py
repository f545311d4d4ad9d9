from dataclasses import replace
from datetime import date

import pytest

from retour.effect import landmark
from retour.effect.result import Design
from retour.kpi.cells import CaseFrame, CaseRow
from retour.quantity import Comparator, Grade, Span
from retour.register.automation import Rollout, RolloutKind
from retour.register.indicator import Count

DAY = 86_400
TODAY = date(2026, 9, 1)
FOLLOWED = Rollout(
    kind=RolloutKind.OBSERVED,
    treatment="call",
    treatment_after=Span(seconds=7 * DAY),
    treatment_by=Span(seconds=14 * DAY),
)


def row(case, treated, reached, observed=60, day=date(2026, 1, 5)):
    return CaseRow(
        case=case,
        anchor_day=day,
        treated_at=None if treated is None else int(treated * DAY),
        reached_at=None if reached is None else int(reached * DAY),
        observed_for=observed * DAY,
    )


ROWS = (
    row("signed before anybody could call", None, 3),
    row("called at 8, signed at 10: before the landmark", 8, 10),
    row("called at 8, signed at 20", 8, 20),
    row("called at 9, never signed", 9, None),
    row("called too late, at 15", 15, 20),
    row("never called, signed at 30", None, 30),
    row("never called, never signed", None, None),
    row("never called, signed past the window", None, 50),
    row("not observed long enough", 8, 20, observed=30),
)


def asked(firm, rows=ROWS, rollout=FOLLOWED, indicator=None, total=None):
    indicator = indicator or replace(
        firm.signed, measure=replace(firm.signed.measure, by=Span(seconds=37 * DAY)), guardrails=()
    )
    subject = firm.automation(rollout=rollout, indicators=(indicator,))
    frames = (
        {("follow-up", "signed"): CaseFrame(rows=rows, total=total or len(rows))} if rows is not None else {}
    )
    return firm.asked(subject, TODAY, {}, frames=frames).of("all")


def test_only_cases_open_at_the_landmark_are_compared():
    found = landmark(CaseFrame(rows=ROWS), after_s=7 * DAY, by_s=14 * DAY, outcome_by_s=37 * DAY)
    assert (found.treated.reached, found.treated.n) == (1, 2)
    assert (found.untreated.reached, found.untreated.n) == (2, 4)
    assert (found.naive_treated.reached, found.naive_treated.n) == (2, 3)
    assert (found.open, found.closed_early) == (6, 1)


def test_the_landmark_gap_is_the_estimate_and_the_naive_gap_stands_beside_it(firm):
    effect = asked(firm)
    assert (effect.design, effect.grade, effect.comparator) == (
        Design.LANDMARK,
        Grade.D,
        Comparator.UNTREATED,
    )
    assert effect.estimate.value == pytest.approx(1 / 2 - 2 / 4)
    assert effect.naive == pytest.approx(2 / 3 - 2 / 4)
    assert {r.code: r.lifts_to for r in effect.rules}["adjusted"] is Grade.C


def test_cases_from_before_the_automation_are_left_out(firm):
    at = replace(FOLLOWED, at=date(2026, 1, 1))
    early = row("older", 8, 20, day=date(2025, 12, 1))
    effect = asked(firm, rows=(*ROWS, early), rollout=at)
    assert effect.n == 2
    assert [r.code for r in effect.rules] == ["landmark", "adjusted", "randomised", "guardrail"]


def test_a_part_of_the_cases_is_not_taken_for_all_of_them(firm):
    effect = asked(firm, total=300_000)
    assert (effect.grade, effect.estimate.reason) == (Grade.E, "frame_truncated")
    assert effect.estimate.details == {"rows": len(ROWS), "total": 300_000}


def test_what_a_landmark_needs_is_said_when_it_is_missing(firm):
    assert asked(firm, rows=()).estimate.reason == "no_case_frame"
    assert asked(firm, rows=None).estimate.reason == "no_data"
    assert asked(firm, rollout=replace(FOLLOWED, treatment_by=None)).estimate.reason == "no_treatment_window"
    assert asked(firm, rows=ROWS[5:8]).estimate.reason == "too_few_open"
    late = replace(FOLLOWED, treatment_by=Span(seconds=40 * DAY))
    assert asked(firm, rollout=late).estimate.reason == "kpi_closes_before_treatment"
    count = replace(firm.signed, measure=Count(of="quote", by=Span(seconds=DAY)))
    assert asked(firm, indicator=count).estimate.reason == "design_not_built"
