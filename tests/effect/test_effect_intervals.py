import math

import numpy as np
import pytest

from retour.effect.intervals import (
    Group,
    agresti_caffo,
    draws_of,
    fisher_exact,
    newcombe,
    per_arm,
    small_sample,
    student_quantile,
    welch,
    wilson,
)
from retour.kpi.cells import Moments
from retour.quantity import Estimate


def test_newcombe_published_example_56_of_70_against_48_of_80():
    found = newcombe(Group(56, 70), Group(48, 80), level=0.95)
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))


def test_wilson_of_23_percent_of_100_cases_is_the_spec_s_interval():
    found = wilson(Group(23, 100), level=0.95)
    assert (round(found.low, 3), round(found.high, 3)) == (0.158, 0.322)


def test_wilson_stays_inside_zero_and_one():
    assert wilson(Group(0, 5)).low == 0
    assert wilson(Group(5, 5)).high == 1


def pmf(n, p):
    k = np.arange(n + 1)
    ways = np.array([math.comb(n, int(i)) for i in k], dtype=float)
    return ways * p**k * (1 - p) ** (n - k)


@pytest.mark.parametrize(("treated", "control"), [(5, 5), (10, 4), (20, 12), (29, 29)])
def test_below_thirty_cases_the_interval_covers_87_percent_for_every_pair_of_shares_up_to_80_points_apart(
    treated, control
):
    table = [
        [small_sample(Group(i, treated), Group(j, control)) for j in range(control + 1)]
        for i in range(treated + 1)
    ]
    low = np.array([[e.low for e in row] for row in table])
    high = np.array([[e.high for e in row] for row in table])
    for p in np.linspace(0.02, 0.98, 13):
        for q in np.linspace(0.02, 0.98, 13):
            if abs(p - q) > 0.8:
                continue
            inside = (low - 1e-12 <= p - q) & (p - q <= high + 1e-12)
            assert pmf(treated, p) @ inside @ pmf(control, q) >= 0.87


def test_newcombe_covers_nine_times_in_ten_at_the_article_s_sizes():
    rng = np.random.default_rng(5)
    one, two = rng.binomial(300, 0.11, 600), rng.binomial(300, 0.08, 600)
    found = [newcombe(Group(int(a), 300), Group(int(b), 300)) for a, b in zip(one, two, strict=True)]
    assert 0.87 <= np.mean([e.low <= 0.03 <= e.high for e in found]) <= 0.93


def test_agresti_caffo_keeps_the_raw_gap_as_its_point():
    found = agresti_caffo(Group(9, 10), Group(1, 10))
    assert found.value == pytest.approx(0.8)
    assert found.low <= 0.8 <= found.high <= 1


def moments(values):
    values = np.array(values)
    return Moments(n=len(values), total=int(values.sum()), square=float((values**2).sum()))


def test_welch_is_scipy_s():
    from scipy.stats import ttest_ind

    one, two = [12, 15, 9, 20, 14, 18], [8, 9, 13, 7, 10]
    expected = ttest_ind(one, two, equal_var=False).confidence_interval(0.90)
    found = welch(moments(one), moments(two)).interval()
    assert (found.low, found.high) == (pytest.approx(expected.low), pytest.approx(expected.high))


def test_one_case_or_no_spread_gives_no_error():
    assert welch(moments([4]), moments([1, 2])) is None
    assert welch(moments([4, 4]), moments([2, 2])) is None


def test_fisher_is_scipy_s():
    from scipy.stats import fisher_exact as peer

    assert fisher_exact(Group(7, 9), Group(2, 8)) == pytest.approx(peer([[7, 2], [2, 6]]).pvalue)


def test_telling_11_from_8_percent_takes_about_1500_cases_an_arm():
    assert per_arm((0.08 * 0.92 + 0.11 * 0.89) / 2, 0.03) == pytest.approx(1500, rel=0.02)


def test_draws_put_five_percent_beyond_each_end_of_the_interval():
    found = draws_of(Estimate(1.0, -1.0, 6.0), 20, np.random.default_rng(0))
    assert len(found) == 4000
    assert np.mean(found < -1) == pytest.approx(0.05, abs=0.001)
    assert np.mean(found > 6) == pytest.approx(0.05, abs=0.001)


def test_student_quantile_of_a_table():
    assert student_quantile(0.95, 10) == pytest.approx(2.228, abs=5e-4)
