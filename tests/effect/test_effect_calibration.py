import sys
from pathlib import Path

import numpy as np
import pytest

from retour.effect.series.calibration import Factor, conformal, left_out, multiplier
from retour.effect.series.calibration_table import CORPUS, FACTORS

ROOT = Path(__file__).parents[2]
SERIES = ROOT.parent / "shared" / "data" / "series" / "placebos.parquet"
TABLE = (
    Factor("D", 28, 60, 0, 1.7, 2.2, 9),
    Factor("D", 28, 180, 0, 1.5, 1.9, 9),
    Factor("D", 28, 180, 14, 1.6, 2.1, 9),
    Factor("D", 28, 90, 90, 1.4, 2.4, 9),
)


def chosen(history, gap):
    found = multiplier(TABLE, "D", 28, history=history, gap=gap)
    return found.k90, found.k95, found.calibrated


def test_a_history_takes_the_factor_of_the_longest_learned_one_that_it_reaches():
    assert chosen(365, 0) == (1.5, 1.9, True)
    assert chosen(100, 0) == (1.7, 2.2, True)
    assert chosen(40, 0) == (1.7, 2.2, False)


def test_a_gap_never_narrows_the_interval():
    assert chosen(365, 7) == (1.6, 2.1, True)
    assert chosen(365, 60) == (1.6, 2.4, True)
    assert chosen(365, 91) == (1.6, 2.4, False)


def test_the_conformal_factor_is_the_order_statistic():
    assert conformal(np.arange(1.0, 100.0), 0.95) == 95
    assert conformal(np.arange(1.0, 6.0), 0.95) == 5


def test_a_fold_never_judges_itself():
    factor = left_out(np.array([1.0, 1.0, 9.0]), ["a", "a", "b"], 0.9)
    assert factor.tolist() == [9.0, 9.0, 1.0]


def test_the_shipped_table_has_both_windows_of_every_frequency():
    assert {(f.step, f.horizon) for f in FACTORS} >= {
        ("D", 28), ("D", 90), ("W", 4), ("W", 13), ("M", 3), ("M", 6)
    }  # fmt: skip
    assert all(f.k90 < f.k95 for f in FACTORS)
    assert len(CORPUS) == 64


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "benches"), *sys.path])
    import calibrate

    return calibrate


@pytest.mark.skipif(not SERIES.exists(), reason="the shared series are not beside the repository")
def test_where_nothing_happened_one_alarm_in_twenty_is_raised(bench):
    corpora = bench.read(SERIES)
    five, ten = bench.pooled(corpora)
    assert 0.04 <= five <= 0.06
    assert 0.08 <= ten <= 0.12


@pytest.mark.skipif(not SERIES.exists(), reason="the shared series are not beside the repository")
def test_the_shipped_table_is_what_the_bench_writes(bench):
    assert bench.digest(SERIES) == CORPUS
    written = [factor for corpus in bench.read(SERIES) for factor in bench.learned(corpus)]
    assert [(f.step, f.horizon, f.history, f.gap) for f in written] == [
        (f.step, f.horizon, f.history, f.gap) for f in FACTORS
    ]
    np.testing.assert_allclose([f.k95 for f in written], [f.k95 for f in FACTORS], rtol=2e-3)
