from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from retour.effect.question import bounds
from retour.effect.result import Design
from retour.effect.series.windows import GRIDS, Step, chosen_step, edges_around, steps_back, steps_between
from retour.effect.threats import not_extreme
from retour.kpi.cells import day_of
from retour.kpi.exposure import delay_days
from retour.quantity import Better, Comparator, Estimate, Grade, Period, Span, Text
from retour.register.automation import Change, Rollout, RolloutKind
from retour.register.indicator import Count, Duration, Score, Share, Sum
from retour.register.workspace import Register

START = date(2025, 5, 1)
TODAY = date(2026, 9, 1)
DAY = 86_400


def flat(share=0.2, after=None, at=date(2026, 5, 11)):
    return lambda day: share if day < at or after is None else after


@pytest.fixture
def lifted(firm):
    """Signed goes from 20 % to 30 % at go-live; complaints stay."""
    return {
        "signed": firm.drawn(flat(0.2, 0.3), start=START, end=TODAY, seed=9),
        "complaint": firm.drawn(flat(0.02), start=START, end=TODAY, seed=2),
    }


def test_a_true_gain_is_found_and_graded_c(firm, lifted):
    found = firm.asked(firm.automation(), TODAY, lifted)
    effect = found.of("all")
    assert (effect.design, effect.grade) == (Design.SINGLE_SERIES, Grade.C), effect.rules
    assert effect.estimate.low <= 0.10 <= effect.estimate.high
    assert effect.estimate.excludes_zero
    assert effect.estimate.level == 0.90
    assert effect.level - effect.counterfactual == pytest.approx(effect.estimate.value)
    assert effect.comparator is Comparator.COUNTERFACTUAL
    assert (effect.after.start, effect.after.days) == (firm.go_live, 90)
    assert effect.before.end == firm.go_live - timedelta(days=10)  # its cases take ten days


def test_the_main_indicator_comes_first(firm, lifted):
    found = firm.asked(firm.automation(indicators=(firm.complaint, firm.signed)), TODAY, lifted)
    assert [e.indicator for e in found.effects] == ["signed", "complaint"]


def test_draws_agree_with_the_interval(firm, lifted):
    effect = firm.asked(firm.automation(), TODAY, lifted).of("all")
    low, high = np.quantile(effect.draws, [0.05, 0.95])
    assert (low, high) == (
        pytest.approx(effect.estimate.low, abs=1e-3),
        pytest.approx(effect.estimate.high, abs=1e-3),
    )


def test_the_path_holds_the_window_and_nothing_counterfactual_before_it(firm, lifted):
    path = firm.asked(firm.automation(), TODAY, lifted).of("all").path
    assert path.step == "D"
    assert np.isnan(path.counterfactual[: path.go_live]).all()
    assert len(path.days) - path.go_live == 90
    assert (path.low[path.go_live :] <= path.counterfactual[path.go_live :]).all()
    assert (path.low[path.go_live :] >= 0).all()


def drifting(seed):
    """A share whose level wanders by itself (AR(1), signal to noise 0.03 at 20 cases a day)."""
    rng = np.random.default_rng(seed)
    step = np.sqrt(0.03 * 0.2 * 0.8 / 20)
    level, found = rng.normal(0, step / np.sqrt(1 - 0.97**2)), {}
    for i in range(400):
        found[date(2025, 11, 1) + timedelta(days=i)] = min(max(0.25 + level, 0.01), 0.99)
        level = 0.97 * level + rng.normal(0, step)
    return found.__getitem__


def test_nothing_happened_to_a_share_that_drifts_and_nine_intervals_in_ten_hold_zero(firm):
    held = []
    for seed in range(300):
        cells = firm.drawn(drifting(seed), start=date(2025, 11, 1), end=date(2026, 7, 1), seed=seed + 7000)
        effect = firm.asked(firm.automation(indicators=(firm.signed,)), TODAY, {"signed": cells}).of("all")
        held.append(effect.estimate.low <= 0 <= effect.estimate.high)
    assert 0.87 <= np.mean(held) <= 0.93


def test_the_history_to_ask_for_is_named_when_it_is_short(firm):
    cells = {"signed": firm.drawn(flat(0.2, 0.3), start=date(2026, 4, 1), end=TODAY)}
    found = firm.asked(firm.automation(), TODAY, cells)
    rule = found.rule("history")
    assert (rule.passed, rule.details["steps"], rule.details["needed"]) == (False, 30, 60)
    assert rule.lifts_to is Grade.C
    assert found.of("all").grade is Grade.D


def test_without_a_measured_guardrail_the_grade_stays_and_the_rule_is_listed(firm, lifted):
    found = firm.asked(firm.automation(), TODAY, {"signed": lifted["signed"]})
    assert found.rule("guardrail").details == {"declared": 1, "measured": 0}
    assert found.rule("guardrail").passed is False
    assert found.of("all").grade is Grade.C


def test_a_start_after_the_worst_month_lowers_the_grade(firm):
    slump = date(2026, 4, 13)
    cells = {
        "signed": firm.drawn(
            lambda d: 0.1 if slump <= d < firm.go_live else 0.2, start=START, end=TODAY, seed=3
        )
    }
    found = firm.asked(firm.automation(), TODAY, cells)
    assert found.rule("start_not_extreme").passed is False
    assert found.rule("start_not_extreme").details["percentile"] <= 0.1
    assert found.of("all").grade is Grade.D


def test_a_price_change_in_the_same_fortnight_lowers_the_grade(firm, lifted):
    subject = firm.automation()
    logged = (Change(at=date(2026, 5, 18), what=Text.same("new prices")),)
    register = Register(name="Firm", automations=(subject,), changes=logged)
    found = firm.asked(subject, TODAY, lifted, register=register)
    rule = found.rule("no_concurrent_change")
    assert (rule.passed, rule.details["changes"], rule.details["days"]) == (False, 1, (date(2026, 5, 18),))
    assert (found.of("all").grade, rule.lifts_to) == (Grade.D, Grade.C)


def test_two_automations_on_one_indicator_share_the_credit(firm, lifted):
    subject = firm.automation()
    other = replace(subject, key="other", rollout=Rollout(kind=RolloutKind.DATE, at=date(2026, 6, 20)))
    register = Register(name="Firm", automations=(subject, other))
    found = firm.asked(subject, TODAY, lifted, register=register)
    assert found.rule("single_attribution").details["keys"] == ("other",)
    assert found.of("all").grade is Grade.D
    elsewhere = Register(name="Firm", automations=(subject, replace(other, process="invoice")))
    assert firm.asked(subject, TODAY, lifted, register=elsewhere).rule("single_attribution").passed


def test_values_missing_from_one_case_in_ten_lower_the_grade(firm, lifted):
    holed = replace(lifted["signed"], missing=(lifted["signed"].n // 5))
    found = firm.asked(firm.automation(), TODAY, {**lifted, "signed": holed})
    assert found.rule("complete").passed is False
    assert found.of("all").grade is Grade.D


def test_version_two_is_compared_with_version_one_and_both_add_up(firm):
    second = date(2026, 8, 20)

    def share(day):
        return 0.2 if day < firm.go_live else 0.3 if day < second else 0.4

    today = date(2026, 12, 1)
    cells = {"signed": firm.drawn(share, start=START, end=today, seed=4, per_day=60)}
    subject = firm.automation(changes=(Change(at=second, what=Text.same("B2B and B2C")),))
    found = firm.asked(subject, today, cells)
    assert [e.version for e in found.effects if e.indicator == "signed"] == ["all", "v1", "v2"]
    one, two, both = (found.of(v) for v in ("v1", "v2", "all"))
    assert two.before.start == firm.go_live
    assert two.comparator is Comparator.PREVIOUS_VERSION
    assert both.estimate.value == pytest.approx(one.estimate.value + two.estimate.value)
    assert one.estimate.low <= 0.1 <= one.estimate.high
    assert two.estimate.low <= 0.1 <= two.estimate.high
    assert both.estimate.low <= 0.2 <= both.estimate.high
    assert found.rule("versions_in_window").details == {"covers": "v2", "current": "v2"}


def test_a_version_too_young_to_read_leaves_the_whole_to_the_one_before(firm, lifted):
    subject = firm.automation(changes=(Change(at=date(2026, 8, 20), what=Text.same("v2")),))
    found = firm.asked(subject, TODAY, lifted)
    assert found.rule("versions_in_window").details == {"covers": "v1", "current": "v2"}
    assert found.of("v2").estimate.reason == "too_early"
    assert found.of("v2").answer_date == date(2026, 8, 20) + timedelta(days=28 + 10)


def test_a_version_replaced_within_the_month_says_so_and_the_whole_bridges_it(firm, lifted):
    subject = firm.automation(changes=(Change(at=date(2026, 5, 25), what=Text.same("v2")),))
    found = firm.asked(subject, TODAY, lifted)
    assert found.of("v1").estimate.reason == "version_too_short"
    assert found.of("v1").estimate.details["days"] == 14
    assert isinstance(found.of("all").estimate, Estimate)
    assert found.rule("calibrated").details["gap"] == 14 + 10  # its cases take ten days


def test_cases_that_the_next_version_could_reach_belong_to_neither_version(firm):
    second = date(2026, 8, 20)
    cells = {"signed": firm.drawn(flat(0.2, 0.3), start=START, end=date(2026, 12, 1), per_day=60)}
    subject = firm.automation(changes=(Change(at=second, what=Text.same("v2")),))
    found = firm.asked(subject, date(2026, 12, 1), cells)
    assert found.of("v1").after.end <= second - timedelta(days=10)
    assert found.of("v2").before.end == second - timedelta(days=10)
    sooner = firm.automation(changes=(Change(at=date(2026, 6, 16), what=Text.same("v2")),))
    early = firm.asked(sooner, date(2026, 12, 1), cells).of("v1").estimate
    assert (early.reason, early.details["days"]) == ("version_too_short", 36)


def test_manual_tasks_done_late_in_a_case_are_counted_on_the_side_that_they_belong_to(firm):
    rng = np.random.default_rng(5)
    days = [START + timedelta(days=i) for i in range((TODAY - START).days)]
    late = firm.go_live - timedelta(days=20)  # one task at once, four on day 20, none of those once live
    tasks = [[1 + (rng.poisson(4) if day < late else 0) for _ in range(4)] for day in days]
    count = Count(of="quote", by=Span(seconds=30 * DAY))
    indicator = replace(firm.signed, measure=count, better=Better.LOWER)
    totals, squares = [sum(t) for t in tasks], np.array([float(sum(x * x for x in t)) for t in tasks])
    cells = {"signed": firm.cells(days, [4] * len(days), totals, square=squares)}
    effect = firm.asked(firm.automation(indicators=(indicator,)), TODAY, cells).of("all")
    assert effect.estimate.low <= -4 <= effect.estimate.high
    assert effect.estimate.half_width < 1


def test_days_before_the_reminder_belongs_to_neither_side(firm, lifted):
    measure = replace(firm.signed.measure, open_at=Span(seconds=7 * DAY))
    subject = firm.automation(indicators=(replace(firm.signed, measure=measure),))
    effect = firm.asked(subject, TODAY, lifted).of("all")
    assert effect.before.end == firm.go_live - timedelta(days=7)
    assert effect.after.start == firm.go_live


def test_ten_cases_a_week_are_read_by_week(firm):
    cells = {"signed": firm.drawn(flat(0.2, 0.3), start=date(2024, 3, 1), end=TODAY, per_day=1.2)}
    effect = firm.asked(firm.automation(), TODAY, cells).of("all")
    assert effect.path.step == "W"
    assert effect.after.days in {28, 91}


def test_three_cases_a_week_over_three_years_are_read_by_month(firm):
    cells = {"signed": firm.drawn(flat(0.2, 0.3), start=date(2023, 1, 1), end=TODAY, per_day=0.4)}
    effect = firm.asked(firm.automation(), TODAY, cells).of("all")
    assert effect.path.step == "M"
    assert (effect.after.start, effect.after.end) == (firm.go_live, date(2026, 8, 11))


def test_weekends_without_a_case_are_missing_days(firm):
    days = [START + timedelta(days=i) for i in range((TODAY - START).days)]
    rng = np.random.default_rng(0)
    n = [0 if d.weekday() > 4 else 12 for d in days]
    total = [int(rng.binomial(k, 0.3)) for k in n]
    effect = firm.asked(firm.automation(), TODAY, {"signed": firm.cells(days, n, total)}).of("all")
    assert effect.estimate.low <= 0 <= effect.estimate.high
    assert np.isnan(effect.path.observed).sum() > 20


def test_a_share_near_one_keeps_a_counterfactual_of_at_most_one(firm):
    cells = {"signed": firm.drawn(flat(0.97, 0.99), start=START, end=TODAY, per_day=3)}
    effect = firm.asked(firm.automation(), TODAY, cells).of("all")
    assert effect.estimate.low >= effect.level - 1
    assert effect.draws.min() >= effect.level - 1


def test_a_count_per_case_has_its_own_unit(firm):
    rng = np.random.default_rng(1)
    days = [START + timedelta(days=i) for i in range((TODAY - START).days)]
    n = [10] * len(days)
    total = [int(rng.poisson(50 if d < firm.go_live else 10)) for d in days]
    count = Count(of="quote", by=Span(seconds=10 * DAY))
    indicator = replace(firm.signed, measure=count, better=Better.LOWER)
    found = firm.asked(
        firm.automation(indicators=(indicator,)),
        TODAY,
        {"signed": firm.cells(days, n, total, square=np.array(total, float) ** 2 / 10)},
    )
    assert found.of("all").estimate.value == pytest.approx(-4, abs=0.3)
    assert found.rule("randomised").details["per_arm"] > 0
    assert found.rule("randomised").lifts_to is Grade.A


def test_a_rate_that_never_moved_says_nothing_of_its_noise(firm):
    cells = {"signed": firm.drawn(lambda _: 0.0, start=START, end=TODAY)}
    effect = firm.asked(firm.automation(), TODAY, cells).of("all")
    assert (effect.design, effect.grade, effect.estimate.reason) == (
        Design.REFUSED,
        Grade.E,
        "constant_before",
    )


def test_outcomes_after_the_watermark_are_not_read(firm, lifted):
    seen = {"quote": datetime(2026, 6, 25, tzinfo=UTC)}
    effect = firm.asked(firm.automation(), TODAY, lifted, watermark=seen).of("all")
    assert effect.after.end == firm.go_live + timedelta(days=28)


def test_pending_cases_hold_the_window_back(firm, lifted):
    cells = lifted["signed"]
    late = cells.day >= cells.day[-1] - 100
    held = replace(cells, pending=late.astype(int), n=np.where(late, 0, cells.n))
    effect = firm.asked(firm.automation(), TODAY, {"signed": held}).of("all")
    assert effect.estimate.reason == "too_early"
    assert effect.pending == 101
    assert effect.detectable > 0


def test_the_same_seed_gives_the_same_bytes(firm, lifted):
    one, two = (firm.asked(firm.automation(), TODAY, lifted).of("all") for _ in range(2))
    assert one.draws.tobytes() == two.draws.tobytes()
    assert one.estimate == two.estimate


def test_delays_counts_scores_and_money_have_their_own_bounds_and_delays(firm):
    hour = Span(seconds=3600)
    of = {
        Duration(start="a", end="b", horizon=hour): ((0, 3600), 1),
        Score(item="trust", low=1, high=5): ((1, 5), 0),
        Sum(of="quote", by=hour, activity="signed"): ((-np.inf, np.inf), 1),
        Sum(of="quote", by=hour, activity="signed", field="minutes"): ((0, np.inf), 1),
        Share(of="quote", attribute="type", value="B2B"): ((0, 1), 0),
    }
    for measure, (expected, days) in of.items():
        indicator = replace(firm.signed, measure=measure)
        assert bounds(indicator) == expected
        assert delay_days(indicator) == days


def test_the_worst_link_speaks_for_the_chain(firm):
    second = date(2026, 8, 10)
    today = date(2026, 12, 1)
    cells = {"signed": firm.drawn(flat(0.2, 0.3), start=START, end=today, seed=9, per_day=60)}
    subject = firm.automation(changes=(Change(at=second, what=Text.same("B2B and B2C")),))
    logged = (Change(at=date(2026, 8, 12), what=Text.same("new prices")),)
    register = Register(name="Firm", automations=(subject,), changes=logged)
    found = firm.asked(subject, today, cells, register=register)
    assert found.rule("no_concurrent_change", "v1").passed
    assert found.rule("no_concurrent_change").passed is False
    assert found.of("all").grade is Grade.D


def test_two_weeks_of_cases_then_none_fall_back_on_two_averages(firm):
    first = firm.go_live - timedelta(days=13 * 7 + 10)  # cases take ten days
    days = [first + timedelta(days=i) for i in range(14)]
    days += [firm.go_live + timedelta(days=i) for i in range(60)]
    cells = firm.cells(days, [1] * len(days), [i % 2 for i in range(len(days))])
    effect = firm.asked(firm.automation(), TODAY, {"signed": cells}).of("all")
    assert (effect.design, effect.grade) == (Design.TWO_AVERAGES, Grade.D)


def test_too_short_or_empty_a_past_cannot_say_whether_the_start_was_extreme():
    def rule(n):
        n = np.array(n, dtype=float)
        return not_extreme(np.full(len(n), 0.2), n, window=4, step="W", better=Better.HIGHER)

    assert rule([5, 5, 5]).passed is None
    assert rule([5] * 12 + [0] * 4).passed is None


def test_for_a_delay_the_worst_is_the_longest():
    value = np.array([10.0] * 20 + [30.0] * 4)
    found = not_extreme(value, np.ones(24), window=4, step="W", better=Better.LOWER)
    assert found.passed is False


def test_steps_between_days_in_the_wrong_order_are_none():
    grid = GRIDS[Step.MONTH]
    assert steps_between(grid, TODAY, START) == 0
    assert steps_back(grid, START, TODAY) == 0
    assert steps_between(grid, date(2026, 1, 31), date(2026, 2, 28)) == 1
    assert steps_back(grid, date(2026, 3, 31), date(2026, 2, 28)) == 1


def test_without_a_case_no_frequency_is_chosen(firm):
    empty = firm.cells([START], [0], [0])
    assert chosen_step(empty, Period(START, TODAY)) is None


def test_a_month_that_starts_on_the_31st_starts_on_the_31st():
    edges = edges_around(GRIDS[Step.MONTH], date(2026, 5, 31), before=1, after=1)
    assert [day_of(int(e)) for e in edges] == [date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)]


def test_a_constant_past_has_no_detectable_effect(firm):
    cells = {"signed": firm.drawn(lambda _: 0.0, start=START, end=TODAY)}
    effect = firm.asked(firm.automation(), date(2026, 5, 20), cells).of("all")
    assert (effect.estimate.reason, effect.detectable) == ("too_early", None)


@pytest.mark.parametrize(("before", "after"), [(0.02, 0.11), (0.10, 0.30), (0.50, 0.95)])
def test_a_share_that_moves_gets_the_noise_of_where_it_went(firm, before, after):
    held = []
    for seed in range(60):
        cells = firm.drawn(flat(before, after), start=START, end=TODAY, per_day=4, seed=seed)
        estimate = firm.asked(firm.automation(), TODAY, {"signed": cells}).of("all").estimate
        held.append(estimate.low <= after - before <= estimate.high)
    assert np.mean(held) >= 0.85  # 90 % within two standard errors of 60 runs
