"""Every effect of the simulated firm: its grade, and its true value inside the 90 % interval."""

import pytest

from retour.effect.result import Design, Effect
from retour.quantity import Estimate, Grade

# automation, indicator, version, where the truth is, grade
EFFECTS = [
    ("lead-intake", "coverage", "all", "lead-intake/coverage", Grade.C),
    ("lead-intake", "first_call", "all", "lead-intake/first_call", Grade.C),
    ("lead-intake", "conversion", "all", "lead-intake/conversion", Grade.C),
    ("quote-follow-up", "signed_late", "v1", "quote-follow-up/signed_late/v1", Grade.A),
    ("quote-follow-up", "signed_late", "v2", "quote-follow-up/signed_late/v2", Grade.A),
    ("quote-follow-up", "signed_late", "all", "quote-follow-up/signed_late/v2_over_hold_out", Grade.A),
    (
        "quote-follow-up",
        "complaints",
        "all",
        "quote-follow-up/complaints",
        Grade.B,
    ),  # signed early: no reminder
    ("meeting-notes", "minutes", "all", "meeting-notes/minutes", Grade.C),
    ("meeting-notes", "clarification", "all", "meeting-notes/clarification", Grade.C),
    ("after-sales", "first_reply", "all", "after-sales/first_reply", Grade.C),
    ("after-sales", "manual", "all", "after-sales/manual", Grade.D),  # chance: its last month was a bad one
    ("reminder-sequence", "signed", "all", "reminder-sequence/signed", Grade.C),
    ("reminder-sequence", "unsubscribed", "all", "reminder-sequence/unsubscribed", Grade.C),
    ("booking", "delay", "all", "booking/delay", Grade.C),
    ("booking", "moves", "all", "booking/moves", Grade.C),
    ("ai-email", "repurchased", "all", "ai-email/repurchased", Grade.A),
    ("ai-email", "unsubscribed", "all", "ai-email/unsubscribed", Grade.A),
]


def effect_of(firm, automation: str, indicator: str, version: str = "all") -> Effect:
    found = firm.sheet(automation).effects
    return next(e for e in found if (e.indicator, e.version) == (indicator, version))


@pytest.mark.parametrize("expected", EFFECTS, ids=lambda e: e[3])
def test_the_true_effect_lies_in_the_interval(
    firm, truth, expected: tuple[str, str, str, str, Grade]
) -> None:
    automation, indicator, version, key, grade = expected
    effect = effect_of(firm, automation, indicator, version)
    assert isinstance(effect.estimate, Estimate)
    assert effect.estimate.low <= truth[key]["effect"] <= effect.estimate.high
    assert effect.grade is grade


def test_every_effect_that_was_put_in_is_looked_for(truth) -> None:
    put_in = {key for key, told in truth.items() if "effect" in told}
    assert put_in == {key for _, _, _, key, _ in EFFECTS}


def test_case_1_shows_the_delay_and_the_coverage_and_cannot_tell_the_conversion(firm) -> None:
    assert effect_of(firm, "lead-intake", "coverage").estimate.excludes_zero
    assert effect_of(firm, "lead-intake", "first_call").estimate.excludes_zero
    assert not effect_of(firm, "lead-intake", "conversion").estimate.excludes_zero


def test_case_2_is_randomised_and_its_second_version_is_kept_apart_from_the_first(firm) -> None:
    effects = [e for e in firm.sheet("quote-follow-up").effects if e.indicator == "signed_late"]
    assert [e.version for e in effects] == ["all", "v1", "v2"]
    assert {e.design for e in effects} == {Design.RANDOMISED}
    both, first, second = (e.estimate.value for e in effects)
    assert both == pytest.approx(first + second)


def test_case_2_brings_money_whose_grade_is_that_of_a_random_draw(firm) -> None:
    worth = firm.sheet("quote-follow-up").worth
    assert worth.grade is Grade.A
    assert isinstance(worth.net, Estimate)
    assert worth.net.low > 0


def test_after_sales_removes_four_manual_tasks_and_divides_the_delay_by_about_three(firm, truth) -> None:
    tasks = firm.sheet("after-sales").friction.manual_tasks
    assert tasks.before.value - tasks.after.value == pytest.approx(4, abs=0.2)
    delay = truth["after-sales/first_reply"]
    assert delay["without"] / delay["with"] == pytest.approx(3, abs=0.05)
    delays = dict(firm.sheet("after-sales").friction.delays)["first_reply"]
    assert delays.before.value / delays.after.value == pytest.approx(3, abs=0.6)


def test_the_team_that_reads_the_notes_finds_them_better(firm) -> None:
    scores = [s for s in firm.sheet("meeting-notes").voice if s.item == "received_quality"]
    assert any(s.p_better is not None and s.p_better > 0.95 for s in scores)


def test_the_articles_mark_is_shown_with_the_interval_of_ten_answers(firm) -> None:
    mark = next(s for s in firm.sheet("meeting-notes").voice if s.item == "satisfaction_10")
    assert (mark.answered, mark.estimate.value) == (10, 8.6)
    assert mark.estimate.low > 8
