from itertools import permutations

import numpy as np
import pytest

from retour.effect.panel.aggregate import by_cohort, by_period, dynamic, simple
from retour.effect.panel.attgt import Versus, group_time
from retour.effect.panel.panel import NEVER, Panel
from retour.effect.panel.placebo_space import placebo_error, placebo_test
from retour.effect.panel.pre_trend import before_blocks, wald
from retour.effect.panel.simplex import simplex_weights
from retour.effect.panel.small_sample import spread_between, units_alike
from retour.effect.panel.synthetic import (
    Block,
    as_published,
    difference_in_differences,
    parallel_control,
    synthetic_control,
    synthetic_difference,
)

ESTIMATORS = (difference_in_differences, synthetic_control, synthetic_difference)


def wandering(rng, units, periods, *, memory=0.7):
    """Units that drift by themselves, each with its own spread, on a common path."""
    spread = np.exp(rng.normal(0, 0.5, units))
    level, rows = rng.normal(size=units), []
    for _ in range(periods):
        level = memory * level + np.sqrt(1 - memory**2) * rng.normal(size=units)
        rows.append(level + 0.7 * rng.normal(size=units))
    common = rng.normal(size=periods).cumsum()
    return spread[:, None] * np.array(rows).T + rng.normal(0, 2, (units, 1)) + common


def panel_of(seed=0, units=12, periods=20, dates=(8, 12, NEVER), weight=None):
    values = wandering(np.random.default_rng(seed), units, periods)
    return Panel(values=values, first_treated=np.resize(np.array(dates), units), weight=weight)


def changed(panel, **said):
    plain = {"values": panel.values, "first_treated": panel.first_treated, "weight": panel.weight}
    return Panel(**(plain | said))


def test_a_group_time_effect_is_the_difference_of_two_mean_changes():
    panel = panel_of()
    found = group_time(panel, versus=Versus.NOT_YET_TREATED)
    for cohort, period in ((8, 3), (8, 8), (8, 15), (12, 14)):
        base = cohort - 1 if period >= cohort else period - 1
        change = panel.values[:, period] - panel.values[:, base]
        mine = panel.first_treated == cohort
        others = (panel.first_treated > period) & ~mine
        expected = change[mine].mean() - change[others].mean()
        assert found.value[found.cell(cohort, period)] == pytest.approx(expected)
        variance = change[mine].var() / mine.sum() + change[others].var() / others.sum()
        assert found.error[found.cell(cohort, period)] == pytest.approx(np.sqrt(variance))


def test_a_long_base_is_the_mean_of_the_effects_over_each_of_its_periods():
    panel = panel_of(dates=(8, NEVER))
    long = group_time(panel, base=3)
    change = panel.values[:, 10] - panel.values[:, 5:8].mean(1)
    mine = panel.first_treated == 8
    assert long.value[long.cell(8, 10)] == pytest.approx(change[mine].mean() - change[~mine].mean())


def test_anticipated_periods_are_on_neither_side():
    panel = panel_of(dates=(8, 12, NEVER))
    spoiled = panel.values.copy()
    for unit, first in enumerate(panel.first_treated):
        if first != NEVER:
            spoiled[unit, first - 2 : first] += 100
    one, two = (
        simple(group_time(changed(panel, values=values), anticipation=2)).value
        for values in (panel.values, spoiled)
    )
    assert one == pytest.approx(two)


@pytest.mark.parametrize("aggregate", [simple, dynamic, by_cohort, by_period])
def test_a_constant_per_unit_or_per_period_changes_nothing_and_scaling_scales(aggregate):
    panel = panel_of()
    found = aggregate(group_time(panel))
    rng = np.random.default_rng(1)
    shifted = panel.values + rng.normal(size=(12, 1)) + rng.normal(size=(1, 20))
    same = aggregate(group_time(changed(panel, values=shifted)))
    triple = aggregate(group_time(changed(panel, values=3 * panel.values)))
    assert (same.value, same.error) == pytest.approx((found.value, found.error))
    assert (triple.value, triple.error) == pytest.approx((3 * found.value, 3 * found.error))


@pytest.mark.parametrize("aggregate", [simple, dynamic, by_cohort, by_period])
def test_the_order_of_the_units_changes_nothing(aggregate):
    panel = panel_of(weight=np.arange(1.0, 13.0))
    order = np.random.default_rng(2).permutation(12)
    mixed = Panel(
        values=panel.values[order],
        first_treated=panel.first_treated[order],
        weight=panel.weight[order],
    )
    one, two = aggregate(group_time(panel)), aggregate(group_time(mixed))
    assert (one.value, one.error) == pytest.approx((two.value, two.error))
    np.testing.assert_allclose(one.errors, two.errors)


def test_a_missing_cell_leaves_its_unit_out_and_is_never_a_zero():
    panel = panel_of(dates=(8, NEVER))
    holed = panel.values.copy()
    holed[0, 10] = np.nan
    found = group_time(changed(panel, values=holed))
    rest = group_time(Panel(values=panel.values[1:], first_treated=panel.first_treated[1:]))
    assert found.value[found.cell(8, 10)] == pytest.approx(rest.value[rest.cell(8, 10)])
    assert found.value[found.cell(8, 11)] == pytest.approx(group_time(panel).value[found.cell(8, 11)])


def test_a_unit_that_weighs_two_counts_as_two_units():
    panel = panel_of(units=6, dates=(8, NEVER))
    weighed = changed(panel, weight=np.array([2.0, 1, 1, 1, 1, 1]))
    twice = Panel(
        values=np.vstack([panel.values, panel.values[:1]]),
        first_treated=np.append(panel.first_treated, panel.first_treated[0]),
    )
    assert simple(group_time(weighed)).value == pytest.approx(simple(group_time(twice)).value)


def test_without_anybody_to_compare_with_the_effect_is_not_a_number():
    panel = panel_of(dates=(8,))
    found = group_time(panel)
    assert np.isnan(found.value[found.after]).all()
    assert np.isnan([simple(found).value, dynamic(found).value, by_cohort(found).value]).all()


def test_a_single_unit_on_a_side_has_no_error_rather_than_none():
    panel = panel_of(units=5, dates=(8, NEVER, NEVER, NEVER, NEVER))
    found = group_time(panel)
    assert np.isnan(found.error).all()
    assert spread_between(simple(found).influence[:, None], panel.treated, panel.weights) is None


def test_two_way_fixed_effects_would_be_wrong_where_this_is_right():
    """A growing effect: late units are compared with early ones only if one forgets that these grow."""
    panel = panel_of(seed=4, units=40, periods=24, dates=(6, 12, NEVER))
    age = np.arange(24) - panel.first_treated[:, None]
    grown = panel.values * 0.01 + np.where(age >= 0, 1 + 0.5 * age, 0.0)
    found = dynamic(group_time(changed(panel, values=grown)))
    after = found.keys >= 0
    np.testing.assert_allclose(found.values[after], 1 + 0.5 * found.keys[after], atol=0.03)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"first_treated": np.array([1])}, r"panel\.shape"),
        ({"weight": np.ones(2)}, r"panel\.shape"),
        ({"weight": np.zeros(12)}, r"panel\.weight"),
        ({"weight": np.full(12, -1.0)}, r"panel\.weight"),
    ],
)
def test_a_panel_that_does_not_fit_is_refused(said, code):
    with pytest.raises(ValueError, match=code):
        changed(panel_of(), **said)


# --- few units -----------------------------------------------------------------------------------------


def figure(values, dates, base=13):
    panel = Panel(values=values, first_treated=dates)
    found = simple(group_time(panel, base=base), horizon=13)
    spread = spread_between(found.influence[:, None], panel.treated, panel.weights)
    return found.value, spread


def alarm(value, spread, level):
    from scipy.special import stdtr

    return 2 * stdtr(spread.freedom, -abs(value) / spread.errors[0]) < level


@pytest.mark.parametrize(("units", "treated"), [(8, 4), (20, 10), (20, 5)])
def test_nothing_happened_to_few_drifting_units_and_few_alarms_ring(units, treated):
    """Student with leverage: 3 to 7 % at 5 %, where the normal interval gave 8 to 25 %."""
    rng = np.random.default_rng(11)
    dates = np.full(units, NEVER)
    dates[:treated] = np.resize([30, 33], treated)
    found = [figure(wandering(rng, units, 48), dates) for _ in range(400)]
    at_5, at_10 = (np.mean([alarm(*one, level) for one in found]) for level in (0.05, 0.10))
    assert 0.025 <= at_5 <= 0.08
    assert 0.06 <= at_10 <= 0.13


def test_student_agrees_with_every_permutation_of_the_dates():
    """Six units, three treated at two dates: all orders tried, the other truth that needs no law."""
    from scipy.special import stdtr

    dates = np.array([30, 30, 33, NEVER, NEVER, NEVER])
    orders = np.array(sorted(set(permutations(dates.tolist()))))
    exact, student = [], []
    for seed in range(40):
        values = wandering(np.random.default_rng(seed), 6, 48)
        value, spread = figure(values, dates)
        others = [figure(values, order)[0] for order in orders]
        exact.append(np.mean(np.abs(others) >= abs(value) - 1e-12))
        student.append(2 * stdtr(spread.freedom, -abs(value) / spread.errors[0]))
    assert np.corrcoef(exact, student)[0, 1] > 0.9
    assert abs(np.mean(exact) - np.mean(student)) < 0.06


def test_a_large_unit_beside_small_ones_counts_for_little_more_than_one():
    assert units_alike(np.ones(7)) == pytest.approx(7)
    assert units_alike(np.array([100.0, 1, 1, 1])) == pytest.approx(1.06, abs=0.01)
    assert units_alike(np.empty(0)) == 0


def test_units_that_do_not_differ_have_no_error_rather_than_none():
    still = np.zeros((6, 1))
    assert spread_between(still, np.arange(6) < 3, np.ones(6)) is None


def test_the_joint_test_is_a_square_of_student_when_there_is_one_figure():
    from scipy.special import stdtr

    found = wald(np.array([2.0]), np.array([[1.21]]), freedom=7)
    assert found.p == pytest.approx(2 * stdtr(7, -2 / 1.1))


def test_a_singular_covariance_is_tested_on_what_it_spans():
    found = wald(np.array([1.0, 2.0]), np.array([[1.0, 2.0], [2.0, 4.0]]))
    assert (found.rank, found.statistic) == (1, pytest.approx(1.0))
    assert wald(np.array([1.0]), np.zeros((1, 1))) is None
    assert wald(np.array([np.nan]), np.ones((1, 1))) is None


def test_units_that_did_not_run_in_parallel_before_are_found_out():
    rng = np.random.default_rng(8)
    dates = np.resize([39, 42, NEVER, NEVER], 20)
    values = wandering(rng, 20, 52)
    apart = values + np.where(dates < NEVER, 0.15, 0.0)[:, None] * np.arange(52)
    calm, drifting = (
        before_blocks(Panel(values=v, first_treated=dates), window=8, anticipation=1, blocks=3)
        for v in (values, apart)
    )
    assert calm.rank == drifting.rank == 3
    assert calm.p > 0.1 > drifting.p


def test_a_history_too_short_for_a_window_before_the_base_cannot_tell():
    assert before_blocks(panel_of(), window=8, anticipation=0, blocks=3) is None


def test_without_units_to_compare_with_nothing_tells_of_the_time_before():
    assert before_blocks(panel_of(dates=(12,)), window=4, anticipation=0, blocks=3) is None


# --- synthetic twins -----------------------------------------------------------------------------------


def block(seed=0, controls=8, periods=40, start=30, units=1):
    values = wandering(np.random.default_rng(seed), controls + units, periods)
    return Block(controls=values[units:], treated=values[:units].mean(0), start=start, treated_units=units)


@pytest.mark.parametrize("ridge", [0.0, 3.0])
def test_simplex_weights_are_the_least_squares_that_a_general_solver_finds(ridge):
    from scipy.optimize import nnls

    rng = np.random.default_rng(3)
    for rows, columns in ((30, 8), (10, 25)):
        x, y = rng.normal(size=(rows, columns)), rng.normal(size=rows)
        weights = simplex_weights(x, y, ridge=ridge)
        heavy = 1e5
        stacked = np.vstack([x, np.sqrt(ridge) * np.eye(columns), np.full((1, columns), heavy)])
        other = nnls(stacked, np.concatenate([y, np.zeros(columns), [heavy]]))[0]

        def loss(w, x=x, y=y):
            return ((x @ w - y) ** 2).sum() + ridge * (w**2).sum()

        assert weights.sum() == pytest.approx(1)
        assert (weights >= 0).all()
        assert loss(weights) == pytest.approx(loss(other / other.sum()), rel=1e-6)


def test_alike_columns_do_not_stop_the_solver():
    column = np.arange(5.0)
    weights = simplex_weights(np.column_stack([column, column, column]), column)
    assert weights.sum() == pytest.approx(1)


def test_columns_that_hit_the_target_in_many_ways_hit_it():
    columns = np.array([[-1.0, 2.0, 5.0]])
    weights = simplex_weights(columns, np.zeros(1))
    assert columns @ weights == pytest.approx(0)
    assert weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_scaling_scales_a_gap_and_the_order_of_controls_changes_nothing(estimator):
    one = block()
    mixed = Block(controls=one.controls[::-1], treated=one.treated, start=one.start)
    triple = Block(controls=3 * one.controls, treated=3 * one.treated, start=one.start)
    value = estimator(one).value
    assert estimator(mixed).value == pytest.approx(value, abs=1e-6)
    assert estimator(triple).value == pytest.approx(3 * value, abs=1e-5)


@pytest.mark.parametrize(
    "estimator", [difference_in_differences, lambda found: parallel_control(found, base=10)]
)
def test_a_constant_of_a_unit_or_of_a_period_changes_nothing_where_a_constant_is_free(estimator):
    one = block()
    wave, levels = np.sin(np.arange(40)), np.arange(8.0)[:, None]
    moved = Block(controls=one.controls + wave + levels, treated=one.treated + wave + 5, start=one.start)
    assert estimator(moved).value == pytest.approx(estimator(one).value, abs=1e-6)


def test_a_constant_of_a_unit_changes_nothing_in_a_synthetic_difference():
    one = block()
    levels = np.arange(8.0)[:, None]
    moved = Block(controls=one.controls + levels, treated=one.treated + 5, start=one.start)
    assert synthetic_difference(moved).value == pytest.approx(synthetic_difference(one).value, abs=1e-6)


def test_a_true_effect_is_found_to_the_digit_when_the_twin_is_perfect():
    one = block()
    treated = one.controls[:2].mean(0) + np.where(np.arange(40) >= 30, 4.0, 0.0)
    perfect = Block(controls=one.controls, treated=treated, start=30)
    gap = synthetic_control(perfect)
    assert gap.value == pytest.approx(4, abs=1e-6)
    np.testing.assert_allclose(gap.units[:2], 0.5, atol=1e-5)


def test_the_published_descent_comes_near_the_optimum_from_above():
    one = block(controls=20)
    exact, near = synthetic_control(one), synthetic_control(one, as_published(one))

    def loss(gap):
        return (gap.path[:30] ** 2).sum()

    assert loss(exact) <= loss(near) <= 1.05 * loss(exact) + 1e-6


def test_a_descent_that_starts_at_its_end_stays_there():
    same = np.tile(np.arange(40.0), (4, 1))
    one = Block(controls=same, treated=same[0], start=30)
    assert synthetic_difference(one, as_published(one)).value == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"treated": np.ones(3)}, r"block\.shape"),
        ({"treated": np.full(40, np.nan)}, r"block\.missing"),
        ({"controls": np.empty((0, 40))}, r"block\.controls"),
        ({"start": 1}, r"block\.before"),
        ({"start": 40}, r"block\.before"),
    ],
)
def test_a_block_that_cannot_be_read_is_refused(said, code):
    one = block()
    plain = {"controls": one.controls, "treated": one.treated, "start": one.start}
    with pytest.raises(ValueError, match=code):
        Block(**(plain | said))


def test_placebos_need_four_controls():
    with pytest.raises(ValueError, match=r"placebo\.controls"):
        placebo_test(block(controls=3), difference_in_differences)
    with pytest.raises(ValueError, match=r"placebo\.controls"):
        placebo_error(block(units=8), synthetic_difference, rng=np.random.default_rng(0))


def test_placebo_differences_are_students_two_sample_test_within_one_part_in_a_hundred():
    """For plain differences the placebos' spread is that of the controls' changes, times √(1 + 1/J)."""
    one = block(controls=10)
    found = placebo_test(one, difference_in_differences)
    changes = one.controls[:, 30:].mean(1) - one.controls[:, :30].mean(1)
    assert found.error == pytest.approx(changes.std(ddof=1) * np.sqrt(1.1), rel=0.01)


@pytest.mark.parametrize(("controls", "units"), [(4, 1), (10, 1), (10, 3)])
def test_nothing_happened_to_a_few_units_and_few_alarms_ring_in_space(controls, units):
    found = [
        placebo_test(
            block(seed, controls=controls, units=units, periods=48, start=36),
            lambda one: parallel_control(one, base=12),
            spread=1 / units,
        )
        for seed in range(200)
    ]
    assert 0.02 <= np.mean([one.p < 0.05 for one in found]) <= 0.085
    assert 0.055 <= np.mean([one.p < 0.10 for one in found]) <= 0.14


def test_the_rank_counts_the_treated_unit_among_the_others():
    one = block()
    far = Block(controls=one.controls, treated=one.treated + 50 * (np.arange(40) >= 30), start=30)
    assert placebo_test(far, difference_in_differences).rank_p == pytest.approx(1 / 9)


def test_controls_that_never_move_give_no_p_value():
    still = Block(controls=np.ones((5, 40)), treated=np.arange(40.0), start=30)
    assert np.isnan(placebo_test(still, difference_in_differences).p)
