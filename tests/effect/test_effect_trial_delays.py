"""Delays of drawn arms, read before all are finished: restricted means, shares done and medians."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect.trial.delays import (
    as_seen_on,
    difference_done,
    difference_of_means,
    difference_of_medians,
    log_rank,
    share_done,
)
from retour.kpi.cells import Lifetimes, day_number
from retour.kpi.lifetimes import survival
from retour.quantity import Better, Grade, Span
from retour.register.automation import Rollout, RolloutKind
from retour.register.indicator import Duration, Statistic

DAY = 86_400
HORIZON = 30
DRAWN = Rollout(
    kind=RolloutKind.RANDOM, at=date(2026, 5, 11), assigned="arm", treated_arm="reminder", treated_share=0.5
)
AS_DRAWN = {"reminder": (95, 100), "none": (3, 100)}
BOUNDS = np.concatenate([[0], np.arange(1, HORIZON * 4 + 1) * DAY // 4])
TODAY = date(2026, 8, 10)  # 91 days after go-live


def delays(firm, mean, arm, *, today=TODAY, per_day=10, seed=0):
    """Cells of exponential delays of `mean` days as the scan writes them on `today`, lifetimes included."""
    rng = np.random.default_rng(seed)
    days = [firm.go_live + timedelta(days=i) for i in range((today - firm.go_live).days)]
    lines = []
    for cell, day in enumerate(days):
        hour = rng.integers(0, DAY, per_day)
        lasts = np.floor(rng.exponential(mean * DAY, per_day)).astype(int)
        age = (today - day).days * DAY - hour
        lasted = np.minimum(np.minimum(lasts, age), HORIZON * DAY)
        lines += [(cell, *line) for line in zip(lasted, lasts <= lasted, age >= HORIZON * DAY, strict=True)]
    cell, lasted, ended, known = (np.array(column) for column in zip(*lines, strict=True))

    def by_cell(column):
        return np.bincount(cell, column, len(days)).astype(int)

    return replace(
        firm.cells(
            days,
            by_cell(known).tolist(),
            by_cell(lasted * known).tolist(),
            arm=(arm,) * len(days),
            square=np.bincount(cell, (lasted.astype(float) ** 2) * known, len(days)),
            pending=by_cell(~known),
        ),
        lifetimes=Lifetimes(
            bounds=BOUNDS,
            cell=cell,
            bin=np.searchsorted(BOUNDS, lasted),
            ended=ended.astype(int),
            censored=(~ended).astype(int),
            spent=lasted * ended,
        ),
    )


def both(firm, one, two, **said):
    first, second = (
        delays(firm, one, "reminder", **said),
        delays(firm, two, "none", **(said | {"seed": said.get("seed", 0) + 1000})),
    )
    joined = firm.joined(first, second)
    shifted = second.lifetimes
    columns = {
        name: np.concatenate([getattr(first.lifetimes, name), getattr(shifted, name)])
        for name in ("bin", "ended", "censored", "spent")
    }
    cell = np.concatenate([first.lifetimes.cell, shifted.cell + len(first)])
    return replace(joined, lifetimes=Lifetimes(bounds=BOUNDS, cell=cell, **columns))


def found(firm, cells, statistic=Statistic.RMST, *, today=TODAY, working_time=False):
    measure = Duration(
        start="quote",
        end="signed",
        horizon=Span(seconds=HORIZON * DAY),
        statistic=statistic,
        working_time=working_time,
    )
    better = Better.HIGHER if statistic is Statistic.DONE else Better.LOWER
    guard = firm.drawn(lambda _: 0.01, start=firm.go_live, end=today)
    told = {("follow-up", "signed"): AS_DRAWN}
    subject = firm.automation(
        rollout=DRAWN, indicators=(replace(firm.signed, measure=measure, better=better), firm.complaint)
    )
    return firm.asked(subject, today, {"signed": cells, "complaint": guard}, received=told)


def restricted_truth(mean):
    return mean * DAY * (1 - math.exp(-HORIZON / mean))


def test_a_restricted_mean_is_read_on_its_last_day_with_the_unfinished_cases(firm):
    answer = found(firm, both(firm, 12, 25, seed=1))
    effect = answer.of("all")
    assert (effect.method, effect.grade, effect.after.days) == ("rmst-1", Grade.A, 90), effect.rules
    assert (effect.n, effect.n_before) == (900, 900)  # 610 of them are not known in full yet
    truth = restricted_truth(12) - restricted_truth(25)
    assert effect.estimate.low <= truth <= effect.estimate.high
    assert effect.level - effect.counterfactual == pytest.approx(effect.estimate.value)


def test_a_reading_made_on_one_day_stays_what_it_was(firm):
    early, later = (
        found(firm, both(firm, 12, 25, today=today), today=today).of("all")
        for today in (TODAY, TODAY + timedelta(days=40))
    )
    assert early.after == later.after
    # drawn with the same chance day by day; a case whose last day is cut differs by less than a day
    assert later.estimate.value == pytest.approx(early.estimate.value, abs=0.1 * DAY)


def test_nine_in_ten_readings_with_unfinished_cases_hold_the_truth(firm):
    held = []
    for seed in range(60):
        cells = both(firm, 12, 15, per_day=4, seed=seed)
        pair = [
            found(firm, cells, statistic).of("all").estimate
            for statistic in (Statistic.RMST, Statistic.MEDIAN)
        ]
        truths = restricted_truth(12) - restricted_truth(15), math.log(2) * (12 - 15) * DAY
        held.append([e.low <= truth <= e.high for e, truth in zip(pair, truths, strict=True)])
    assert np.all(np.mean(held, axis=0) >= 0.90 - 0.078)  # two standard errors of 60 answers


def test_a_median_of_drawn_cases_is_compared(firm):
    effect = found(firm, both(firm, 8, 20), Statistic.MEDIAN).of("all")
    assert effect.method == "median-1"
    assert effect.estimate.low <= math.log(2) * (8 - 20) * DAY <= effect.estimate.high < 0
    assert (effect.any_day, effect.complier) == (None, None)


def test_a_median_that_half_of_an_arm_never_reach_is_refused(firm):
    refusal = found(firm, both(firm, 8, 200), Statistic.MEDIAN).of("all").estimate
    assert refusal.reason == "median_not_reached"


def test_a_median_without_delays_one_by_one_is_refused(firm):
    cells = replace(both(firm, 8, 20), lifetimes=None)
    assert found(firm, cells, Statistic.MEDIAN).of("all").estimate.reason == "median_not_estimated"


def done_cells(cells):
    """The cells of the share done in the horizon, from those of the restricted mean."""
    over = np.bincount(cells.lifetimes.cell, cells.lifetimes.ended, len(cells))
    total = np.where(cells.pending == 0, over, 0).astype(int)
    return replace(cells, total=total, square=total.astype(float))


def test_a_share_done_counts_the_unfinished_up_to_their_age(firm):
    effect = found(firm, done_cells(both(firm, 12, 25)), Statistic.DONE).of("all")
    truth = math.exp(-HORIZON / 25) - math.exp(-HORIZON / 12)
    assert effect.method == "done-1"
    assert effect.estimate.low <= truth <= effect.estimate.high


def test_working_time_is_read_once_all_is_known_and_so_is_a_short_window(firm):
    assert found(firm, both(firm, 12, 25), working_time=True).of("all").after.days == 28
    at_two_months = date(2026, 7, 9)  # 59 days: 28 days of cases, all known
    effect = found(firm, both(firm, 12, 25, today=at_two_months), today=at_two_months).of("all")
    assert (effect.after.days, effect.method) == (28, "welch-1")


def test_a_working_median_is_that_of_the_known_cases(firm):
    effect = found(firm, both(firm, 8, 20), Statistic.MEDIAN, working_time=True).of("all")
    assert (effect.method, effect.n) == ("median-1", 280)


def test_an_arm_with_one_case_followed_to_the_end_is_refused(firm):
    cells = both(firm, 12, 25)
    since = day_number(firm.go_live)
    late = cells.where(np.array([arm != "none" for arm in cells.arm]) | (cells.day > since + 75))
    assert found(firm, late).of("all").estimate.reason == "arm_missing"


def test_delays_without_any_spread_are_refused(firm):
    cells = both(firm, 12, 25)
    same = replace(
        cells.lifetimes, bin=np.zeros(len(cells.lifetimes.bin), int), ended=cells.lifetimes.ended * 0
    )
    still = replace(
        cells,
        lifetimes=replace(
            same, ended=np.ones(len(same.bin), int), censored=same.censored * 0, spent=same.bin
        ),
    )
    assert found(firm, still).of("all").estimate.reason == "arm_missing"
    assert found(firm, still, Statistic.MEDIAN).of("all").estimate.reason == "median_not_reached"


def test_what_came_after_the_reading_day_is_not_finished_yet(firm):
    day = firm.go_live
    cells = replace(
        firm.cells([day, day + timedelta(days=2)], [2, 2], [0, 0]),
        lifetimes=Lifetimes(
            bounds=np.array([DAY, 2 * DAY, 3 * DAY]),
            cell=np.array([0, 0, 1, 1]),
            bin=np.array([0, 2, 0, 1]),
            ended=np.array([1, 1, 1, 0]),
            censored=np.array([0, 0, 0, 1]),
            spent=np.array([5, 2 * DAY + 5, 7, 0]),
        ),
    )
    seen = as_seen_on(cells, day_number(day) + 3)  # the first day's cases: 2 days; the third day's: none
    assert seen.ended.tolist() == [1, 0, 0, 0]
    assert seen.censored.tolist() == [0, 1, 0, 0]  # one leaves after 2 days, two were hardly seen
    assert seen.bin.tolist()[:2] == [0, 1]
    assert seen.spent.tolist() == [5, 0, 0, 0]
    assert as_seen_on(replace(cells, lifetimes=None), 0) is None
    without = replace(cells, lifetimes=replace(cells.lifetimes, spent=None))
    assert as_seen_on(without, day_number(day) + 3).spent is None


def lifetimes_of(ended, censored):
    bins = np.arange(len(ended))
    return Lifetimes(
        bounds=bins + 1, cell=bins * 0, bin=bins, ended=np.array(ended), censored=np.array(censored)
    )


def test_curves_with_nothing_to_compare_say_so():
    one = survival(lifetimes_of([1, 0], [0, 0]))
    some = survival(lifetimes_of([2, 3], [0, 1]))
    never = survival(lifetimes_of([0, 0], [0, 9]))
    assert difference_of_means(one, some) is None
    assert difference_of_means(never, never) is None
    assert difference_of_medians(never, some) is None
    assert log_rank(lifetimes_of([0, 0], [0, 9]), lifetimes_of([0, 0], [0, 9])) is None
    assert share_done(never) == (0.0, 9.0)
    assert share_done(never, by=0.5) == (0.0, 9.0)
    assert difference_done(never, some).value == pytest.approx(-share_done(some)[0])


def test_of_cases_seen_in_full_the_share_done_is_a_share_of_them():
    done, size = share_done(survival(lifetimes_of([3, 4], [0, 13])))
    assert (done, size) == pytest.approx((7 / 20, 20))
