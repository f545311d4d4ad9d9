"""A small, deterministic run of the bench of worth: intervals of the net hold the true expected net."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

BENCHES = Path(__file__).parents[2] / "benches"
sys.path.insert(0, str(BENCHES))
import worth_coverage as bench  # noqa: E402
import worth_worlds as worlds  # noqa: E402


def held(found: bench.Found, subject: str, method: str) -> tuple[int, int]:
    """Intervals, and how many hold the truth."""
    seen = found.seen[subject, method]
    return len(seen), sum(one.holds for one in seen)


def nine_in_ten(n: int, k: int) -> bool:
    """Within what 90 % gives by chance in n draws, 999 times in 1,000 (normal approximation)."""
    return abs(k - 0.9 * n) <= 3.3 * (0.09 * n) ** 0.5


@pytest.mark.parametrize(("subject", "n"), [("drawn", 100), ("sites", 25)])
def test_intervals_of_the_net_hold_it_about_nine_times_in_ten_and_before_after_does_not(
    subject: str, n: int
) -> None:
    found = bench.measure(subject, n, seed=bench.SEED)
    assert held(found, subject, "retour")[0] >= n
    assert nine_in_ten(*held(found, subject, "retour"))
    assert not nine_in_ten(*held(found, subject, "before/after"))


def test_the_true_net_is_the_arithmetic_of_the_world() -> None:
    world = worlds.World(
        design="drawn",
        cases_a_day=10.0,
        restless=0.0,
        without=0.2,
        effect=0.05,
        amount=1000.0,
        skew=0.5,
        margin_rate=0.4,
        eaten=0.1,
        fixed_costs=300.0,
        ai=0.5,
    )
    a_month = 10 * 0.8 * 365 / 12
    assert bench.expected_cases(world) == pytest.approx(a_month)
    assert world.net(a_month) == pytest.approx(a_month * (0.05 * 1000 * 0.4 * 0.9 - 0.5) - 300)


def test_the_truth_behind_a_declared_range_is_drawn_from_its_pert() -> None:
    rng = np.random.default_rng(1)
    drawn = [worlds.pert(rng, worlds.MARGIN_RATE) for _ in range(4000)]
    assert np.mean(drawn) == pytest.approx(0.45, abs=3 * np.std(drawn) / 4000**0.5)
    assert 0.3 <= min(drawn) <= max(drawn) <= 0.6


def test_a_real_series_starts_on_any_day_that_leaves_its_past_before_it_and_its_window_after() -> None:
    rng, days = np.random.default_rng(3), np.arange(270.0)
    cut = [bench.started(rng, days) for _ in range(2000)]
    assert {one[180] for one in cut} == set(np.arange(180.0, 243.0))
    assert all(len(one) == 270 and (np.diff(one[:208]) == 1).all() for one in cut)


def test_amounts_have_the_mean_of_their_world() -> None:
    rng = np.random.default_rng(2)
    world = worlds.world_of(rng, "drawn")
    cells = worlds.drawn(rng, world)
    successes = int(cells.amount_n.sum())
    error = world.amount * (np.exp(world.skew**2) - 1) ** 0.5 / successes**0.5
    assert cells.amount.sum() / successes / 100 == pytest.approx(world.amount, abs=3 * error)


def test_the_bench_writes_the_projects_envelope() -> None:
    found = bench.Found()
    for n in range(20):
        one = bench.Seen(low=0.0, middle=1.0, high=2.0, truth=2.5 * (n % 2), counted=1.0, source=str(n))
        found.add("drawn", "retour", one)
    (row,) = bench.rows_of(found)
    assert json.loads(json.dumps(bench.envelope([row], 1)))["schema"] == "retour-bench/1"
    assert (row["value"], row["ok"], row["below"], row["at_the_counted_volume"]) == (0.5, False, 0.5, 1.0)
