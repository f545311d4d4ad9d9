"""A small, deterministic run of the bench: intervals hold the truth about nine times in ten."""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

BENCHES = Path(__file__).parents[2] / "benches"
sys.path.insert(0, str(BENCHES))
import truth as bench  # noqa: E402
from retour.quantity import Grade  # noqa: E402

N = 120


def nine_in_ten(n: int, held: int) -> bool:
    """Within what 90 % gives by chance in n draws, 999 times in 1,000 (normal approximation)."""
    return abs(held - 0.9 * n) <= 3.3 * (0.09 * n) ** 0.5


def test_a_single_series_tamer_than_real_ones_is_held_at_least_nine_times_in_ten() -> None:
    found = bench.measure(np.random.default_rng([bench.SEED, ord("C")]), Grade.C, N, found=bench.Found())
    effect, worth = found.effect[Grade.C], found.worth[Grade.C]
    assert effect.n >= N
    assert effect.held >= 0.9 * effect.n
    assert worth.held >= 0.9 * worth.n


@pytest.mark.parametrize("grade", [Grade.A, Grade.B])
def test_ninety_per_cent_intervals_hold_the_truth_about_nine_times_in_ten(grade: Grade) -> None:
    found = bench.measure(np.random.default_rng([bench.SEED, ord(grade)]), grade, N, found=bench.Found())
    effect, worth = found.effect[grade], found.worth[grade]
    assert effect.n >= N
    assert nine_in_ten(effect.n, effect.held)
    assert nine_in_ten(worth.n, worth.held)


def test_extension_is_proposed_for_few_automations_that_change_nothing() -> None:
    decisions = bench.do_nothing(np.random.default_rng([bench.SEED, 9]), 100)
    assert decisions.total() == 100
    assert decisions["extend"] <= 17  # 10 % expected at most; 17 leaves chance one time in a hundred


def test_the_bench_writes_the_projects_envelope() -> None:
    rows = bench.rows_of(bench.Found(), Counter())
    envelope = json.loads(json.dumps(bench.envelope(rows, bench.SEED)))
    assert envelope["schema"] == "retour-bench/1"
    assert len(rows) == 7
    assert not any(row["ok"] for row in rows)  # nothing measured is not a success
