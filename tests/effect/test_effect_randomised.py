import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect.result import Design
from retour.quantity import Better, Comparator, DeclaredRange, Grade, Span, Text
from retour.register.automation import Change, Plan, Rollout, RolloutKind
from retour.register.indicator import Duration

TODAY = date(2026, 9, 1)
DRAWN = Rollout(
    kind=RolloutKind.RANDOM, at=date(2026, 5, 11), assigned="arm", treated_arm="reminder", treated_share=0.5
)


def arms(firm, treated, control, *, per_day=20.0, seed=0, end=TODAY):
    one = firm.drawn(treated, start=firm.go_live, end=end, per_day=per_day, seed=seed, arm="reminder")
    two = firm.drawn(control, start=firm.go_live, end=end, per_day=per_day, seed=seed + 1000, arm="none")
    return firm.joined(one, two)


AS_DRAWN = {"reminder": (95, 100), "none": (3, 100)}  # by arm: cases that got the reminder, and cases


def found(firm, cells, *, rollout=DRAWN, today=TODAY, received=AS_DRAWN, **said):
    guard = firm.drawn(lambda _: 0.01, start=firm.go_live, end=today)
    told = {("follow-up", "signed"): received}
    subject = firm.automation(rollout=rollout, **said)
    return firm.asked(subject, today, {"signed": cells, "complaint": guard}, received=told)


def test_a_drawn_hold_out_is_graded_a(firm):
    answer = found(firm, arms(firm, lambda _: 0.3, lambda _: 0.2))
    effect = answer.of("all")
    assert (effect.design, effect.grade, effect.comparator) == (
        Design.RANDOMISED,
        Grade.A,
        Comparator.HOLD_OUT,
    ), effect.rules
    assert effect.estimate.low <= 0.1 <= effect.estimate.high
    assert effect.after.days == 90
    assert effect.level - effect.counterfactual == pytest.approx(effect.estimate.value)
    assert answer.rule("received_as_assigned").passed


@pytest.mark.parametrize(
    ("received", "passed"),
    [
        ({}, None),
        ({"reminder": (60, 100), "none": (0, 100)}, False),
        ({"reminder": (99, 100), "none": (30, 100)}, False),
    ],
)
def test_a_draw_that_was_not_followed_or_that_nobody_can_check_is_graded_b(firm, received, passed):
    answer = found(firm, arms(firm, lambda _: 0.3, lambda _: 0.2), received=received)
    rule = answer.rule("received_as_assigned")
    assert (rule.passed, rule.lifts_to, answer.of("all").grade) == (passed, Grade.A, Grade.B)


def test_nine_intervals_in_ten_hold_the_truth(firm):
    covered = []
    for seed in range(300):
        estimate = (
            found(firm, arms(firm, lambda _: 0.30, lambda _: 0.25, per_day=4, seed=seed)).of("all").estimate
        )
        covered.append(estimate.low <= 0.05 <= estimate.high)
    assert 0.87 <= np.mean(covered) <= 0.93


def test_arms_that_do_not_have_the_intended_sizes_lose_the_grade(firm):
    answer = found(firm, arms(firm, lambda _: 0.3, lambda _: 0.2), rollout=replace(DRAWN, treated_share=0.8))
    assert answer.rule("sample_ratio").passed is False
    assert answer.rule("sample_ratio").details["p"] < 0.001
    assert answer.of("all").grade is Grade.D


def test_an_undeclared_share_cannot_be_checked_and_is_not_a_pass(firm):
    answer = found(firm, arms(firm, lambda _: 0.3, lambda _: 0.2), rollout=replace(DRAWN, treated_share=None))
    assert answer.rule("sample_ratio").passed is None
    assert (answer.of("all").grade, answer.rule("sample_ratio").lifts_to) == (Grade.B, Grade.A)


def test_a_hold_out_of_four_quotes_a_month_gives_the_wide_interval_that_it_gives(firm):
    answer = found(firm, arms(firm, lambda _: 0.3, lambda _: 0.2, per_day=4 / 30))
    rule = answer.rule("thirty_units")
    assert rule.passed is False
    assert 0 <= rule.details["p"] <= 1
    assert answer.of("all").grade is Grade.B
    assert answer.of("all").estimate.half_width > 0.2


def test_an_arm_without_a_case_is_refused(firm):
    only = firm.drawn(lambda _: 0.2, start=firm.go_live, end=TODAY, arm="reminder")
    assert found(firm, only).of("all").estimate.reason == "arm_missing"


def test_cases_without_a_recorded_arm_are_counted(firm):
    lost = firm.drawn(lambda _: 0.2, start=firm.go_live, end=TODAY, per_day=40)
    answer = found(firm, firm.joined(arms(firm, lambda _: 0.3, lambda _: 0.2), lost))
    assert answer.rule("arm_recorded").passed is False
    assert answer.of("all").grade is Grade.B


def test_arms_are_read_on_fixed_days_only(firm):
    cells = arms(firm, lambda _: 0.3, lambda _: 0.2)
    assert found(firm, cells, today=date(2026, 8, 1)).of("all").after.days == 28
    assert found(firm, cells, today=date(2026, 6, 1)).of("all").estimate.reason == "too_early"
    assert found(firm, cells, today=date(2026, 6, 1)).of("all").detectable is None


def test_the_declared_stop_date_is_the_reading_date(firm):
    plan = Plan(cases_per_month=DeclaredRange(1, 2, 3), stop_date=date(2026, 7, 1))
    answer = found(firm, arms(firm, lambda _: 0.3, lambda _: 0.2), plan=plan)
    assert answer.of("all").after.end == date(2026, 7, 1)


def test_before_the_first_reading_the_detectable_gap_comes_from_the_volume_before(firm):
    before = firm.drawn(lambda _: 0.2, start=date(2026, 2, 10), end=firm.go_live, per_day=20)
    effect = found(firm, before, today=date(2026, 5, 20)).of("all")
    expected = 2.8016 * math.sqrt(0.16 / (20 * 90) * 4)
    assert effect.detectable == pytest.approx(expected, rel=0.05)
    odd = replace(DRAWN, treated_share=1.0)
    assert found(firm, before, rollout=odd, today=date(2026, 5, 20)).of("all").detectable is None


def test_a_delay_is_the_difference_of_the_restricted_means(firm):
    rng = np.random.default_rng(0)
    days = [firm.go_live + timedelta(days=i) for i in range(100)]

    def delays(mean, arm):
        cases = [np.minimum(rng.exponential(mean, 10), 7200).astype(int) for _ in days]
        return firm.cells(
            days,
            [10] * len(days),
            [int(c.sum()) for c in cases],
            arm=(arm,) * len(days),
            square=np.array([float((c.astype(float) ** 2).sum()) for c in cases]),
        )

    measure = Duration(start="lead", end="call", horizon=Span(seconds=7200))
    indicator = replace(firm.signed, measure=measure, better=Better.LOWER)
    cells = firm.joined(delays(1500, "reminder"), delays(6000, "none"))
    effect = found(firm, cells, indicators=(indicator,)).of("all")
    truth = 1500 * (1 - math.exp(-7200 / 1500)) - 6000 * (1 - math.exp(-7200 / 6000))
    assert effect.method == "welch-1"
    assert effect.estimate.low <= truth <= effect.estimate.high


def test_arms_without_any_spread_are_refused(firm):
    measure = Duration(start="lead", end="call", horizon=Span(seconds=7200))
    one = firm.cells([firm.go_live], [1], [60], arm=("reminder",))
    two = firm.cells([firm.go_live], [1], [90], arm=("none",))
    effect = found(firm, firm.joined(one, two), indicators=(replace(firm.signed, measure=measure),)).of("all")
    assert effect.estimate.details == {"treated": 1, "control": 1}


def test_version_two_over_version_one_is_the_difference_of_their_gaps(firm):
    second = date(2026, 7, 6)
    cells = arms(firm, lambda d: 0.3 if d < second else 0.4, lambda _: 0.2, per_day=60, end=TODAY)
    answer = found(firm, cells, changes=(Change(at=second, what=Text.same("v2")),))
    one, two, both = (answer.of(v) for v in ("v1", "v2", "all"))
    assert two.comparator is Comparator.PREVIOUS_VERSION
    assert two.estimate.low <= 0.1 <= two.estimate.high
    assert both.estimate.value == pytest.approx(one.estimate.value + two.estimate.value)
    assert both.estimate.low <= 0.2 <= both.estimate.high


def test_a_version_that_lived_a_week_is_said_so(firm):
    second = firm.go_live + timedelta(days=7)
    cells = arms(firm, lambda _: 0.3, lambda _: 0.2)
    answer = found(firm, cells, changes=(Change(at=second, what=Text.same("v2")),))
    assert answer.of("v1").estimate.reason == "version_too_short"
    assert answer.of("v2").estimate.reason == "arm_missing"
    assert answer.of("all").design is Design.RANDOMISED


def test_version_two_of_a_draw_that_began_with_it_has_nothing_to_be_compared_with(firm):
    second = date(2026, 7, 6)
    cells = arms(firm, lambda _: 0.4, lambda _: 0.2)
    late = cells.where(cells.day >= cells.day.min() + (second - firm.go_live).days)
    answer = found(firm, late, changes=(Change(at=second, what=Text.same("v2")),))
    assert answer.of("v2").estimate.reason == "arm_missing"
    assert answer.of("all").grade is Grade.A


def before_go_live(firm, share, arm, *, days=60, per_day=10.0, seed=7, until=None):
    end = until or firm.go_live - timedelta(days=10)
    start = end - timedelta(days=days)
    return firm.drawn(lambda _: share, start=start, end=end, per_day=per_day, seed=seed, arm=arm)


def test_a_group_that_cases_had_before_go_live_was_not_drawn_at_go_live(firm):
    kinds = firm.joined(before_go_live(firm, 0.4, "reminder"), before_go_live(firm, 0.2, "none", seed=8))
    answer = found(firm, firm.joined(kinds, arms(firm, lambda _: 0.4, lambda _: 0.2)))
    rule = answer.rule("balanced_before")
    assert (rule.passed, rule.details["share"], rule.lifts_to) == (False, 1.0, Grade.A)
    assert rule.details["p"] < 0.01  # the groups already differed
    assert answer.of("all").grade is Grade.D


def test_groups_alike_before_go_live_are_said_so_and_are_still_not_a_draw(firm):
    kinds = firm.joined(before_go_live(firm, 0.3, "reminder"), before_go_live(firm, 0.3, "none", seed=8))
    answer = found(firm, firm.joined(kinds, arms(firm, lambda _: 0.4, lambda _: 0.2)))
    assert answer.rule("balanced_before").details["p"] > 0.01
    assert answer.of("all").grade is Grade.D
    few = [before_go_live(firm, 0.5, arm, days=3, per_day=2) for arm in ("reminder", "none")]
    tiny = found(firm, firm.joined(firm.joined(*few), arms(firm, lambda _: 0.4, lambda _: 0.2)))
    assert tiny.rule("balanced_before").details["p"] == 1.0  # Fisher's exact test of the same figures


def test_cases_without_a_group_before_go_live_leave_the_draw_its_grade(firm):
    cells = firm.joined(before_go_live(firm, 0.3, ""), arms(firm, lambda _: 0.3, lambda _: 0.2))
    answer = found(firm, cells)
    rule = answer.rule("balanced_before")
    assert (rule.passed, rule.details["share"], rule.details["p"]) == (True, 0.0, None)
    assert answer.of("all").grade is Grade.A


def test_cases_drawn_after_go_live_though_begun_before_are_no_sign_of_an_older_group(firm):
    open_cases = before_go_live(firm, 0.3, "reminder", days=9, until=firm.go_live)
    cells = firm.joined(open_cases, arms(firm, lambda _: 0.3, lambda _: 0.2))
    assert found(firm, cells).of("all").grade is Grade.A


def test_a_process_that_began_with_its_automation_has_no_before_to_check(firm):
    answer = found(firm, arms(firm, lambda _: 0.3, lambda _: 0.2))
    assert answer.rule("balanced_before").passed is None
    assert answer.of("all").grade is Grade.A


def test_two_groups_without_the_automation_are_not_one_control(firm):
    third = firm.drawn(lambda _: 0.1, start=firm.go_live, end=TODAY, arm="letter")
    effect = found(firm, firm.joined(arms(firm, lambda _: 0.3, lambda _: 0.2), third)).of("all")
    assert effect.estimate.reason == "arm_ambiguous"
    assert effect.estimate.details == {"arms": ("letter", "none")}


def test_a_version_is_not_read_on_cases_that_the_next_one_could_reach(firm):
    second = firm.go_live + timedelta(days=36)  # 26 days of cases that end before it
    cells = arms(firm, lambda _: 0.3, lambda _: 0.2)
    answer = found(firm, cells, changes=(Change(at=second, what=Text.same("v2")),))
    refusal = answer.of("v1").estimate
    assert (refusal.reason, refusal.details["days"]) == ("version_too_short", 36)
    assert answer.of("v2").estimate.reason == "arm_missing"
