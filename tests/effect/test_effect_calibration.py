import sys
from pathlib import Path

import numpy as np
import pytest

from retour.effect.series.calibration import (
    Factor,
    blocks_of,
    conformal,
    left_out,
    multiplier,
    restlessness,
)
from retour.effect.series.calibration_table import CORPUS, FACTORS, LEARNED

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


def test_a_horizon_between_two_learned_ones_takes_the_longer_ones_factor():
    table = (*TABLE, Factor("D", 90, 60, 0, 3.0, 4.0, 9), Factor("D", 90, 180, 0, 2.9, 3.9, 9))
    between = multiplier(table, "D", 60, history=200, gap=0)
    beyond = multiplier(table, "D", 120, history=200, gap=0)
    assert (between.k90, between.calibrated) == (2.9, True)
    assert (beyond.k90, beyond.calibrated) == (2.9, False)


def test_controls_take_their_own_factor_and_a_gap_widens_it_as_much():
    table = (*TABLE, Factor("D", 28, 180, 0, 1.2, 1.5, 9, controls=True))
    alone = multiplier(table, "D", 28, history=180, gap=14)
    beside = multiplier(table, "D", 28, history=180, gap=14, controls=True)
    assert multiplier(table, "D", 28, history=180, gap=0, controls=True).k90 == 1.2
    assert beside.k90 == pytest.approx(1.2 * alone.k90 / 1.5)


def test_beside_controls_a_short_history_widens_as_much_as_alone_and_is_never_narrower_than_a_long_one():
    table = (*TABLE, Factor("D", 28, 180, 0, 1.2, 1.5, 9, controls=True))
    short, long = (multiplier(table, "D", 28, history=days, gap=14, controls=True) for days in (100, 180))
    assert short.k90 == pytest.approx(1.2 * 1.7 / 1.5)
    assert short.k90 > long.k90 > 1.2


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
def benches(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "benches"), *sys.path])
    import calibrate
    import learning
    import placebos

    return calibrate, learning, placebos


def test_a_window_that_wanders_more_than_promised_widens_its_interval_and_a_calmer_one_narrows_it():
    missed, promised = np.array([[-3.0], [-1.0], [1.0], [3.0]]), np.full((4, 1), np.sqrt(5.0))
    assert restlessness(missed, promised, 0.5) == pytest.approx(1.0)
    assert restlessness(2 * missed, promised, 0.5) == pytest.approx(2**0.5)
    assert restlessness(missed / 2, promised, 0.5) == pytest.approx(2**-0.5)
    assert restlessness(0 * missed, promised, 0.5) == pytest.approx(0.1**0.5)
    assert restlessness(2 * missed, promised, 0.0) == 1.0
    assert restlessness(missed[:1], promised[:1], 0.5) == 1.0


def test_noise_that_is_counted_elsewhere_is_not_counted_twice():
    rng = np.random.default_rng(8)
    weights = np.full(80, 1 / 80)
    noise = rng.normal(0, 3, (80, 400))  # the engine promised a standard deviation of 1
    blocks = blocks_of(weights)
    promised = np.sqrt((blocks**2).sum(1))[:, None] * np.ones((1, 400))
    louder = np.sqrt((9 - 1) / 80)
    ratio = restlessness(blocks @ noise, promised, 1.0, louder=louder)
    assert np.sqrt(np.mean(ratio**2)) == pytest.approx(1.0, abs=0.08)


def test_an_effect_that_is_constant_over_the_window_leaves_its_blocks_alone():
    weights = np.full(90, 1 / 90)
    np.testing.assert_allclose(blocks_of(weights) @ np.full(90, 7.0), 0, atol=1e-12)


def test_blocks_split_a_window_in_four_and_leave_out_steps_without_weight():
    weights = np.array([0.25, 0.0, 0.25, 0.25, 0.25])
    apart = np.eye(5)[[0, 2, 3, 4]] - [0.25, 0, 0.25, 0.25, 0.25]
    np.testing.assert_allclose(blocks_of(weights), apart)
    assert blocks_of(np.full(90, 1 / 90)).shape == (4, 90)


@pytest.mark.skipif(not SERIES.exists(), reason="the shared series are not beside the repository")
def test_where_nothing_happened_one_alarm_in_twenty_is_raised(benches):
    _, learning, placebos = benches
    five, ten = [], []
    for corpus in placebos.read(SERIES):
        tried = learning.candidates(corpus, learning.priors_alone())
        for found in learning.judged(corpus, tried):
            five.append(np.abs(found.miss) > found.half95)
            ten.append(np.abs(found.miss) > found.half90)
    assert 0.04 <= np.concatenate(five).mean() <= 0.06
    assert 0.08 <= np.concatenate(ten).mean() <= 0.12


@pytest.mark.skipif(not SERIES.exists(), reason="the shared series are not beside the repository")
def test_the_shipped_factors_are_what_the_bench_writes(benches):
    calibrate, learning, placebos = benches
    assert placebos.digest(SERIES) == CORPUS
    written = []
    for corpus in placebos.read(SERIES):
        kept = LEARNED[corpus.frequency]
        written += calibrate.planned(corpus, learning.Candidate(kept.prior, kept.exponent, ()))
    shipped = [f for f in FACTORS if not f.controls]
    assert [(f.step, f.horizon, f.history, f.gap) for f in written] == [
        (f.step, f.horizon, f.history, f.gap) for f in shipped
    ]
    np.testing.assert_allclose([f.k95 for f in written], [f.k95 for f in shipped], rtol=2e-3)
    np.testing.assert_allclose([f.d90 for f in written], [f.d90 for f in shipped], rtol=2e-3)


@pytest.mark.skipif(not SERIES.exists(), reason="the shared series are not beside the repository")
def test_the_shipped_priors_are_those_that_do_best_on_the_whole_corpus(benches):
    _, learning, placebos = benches
    for corpus in placebos.read(SERIES):
        if corpus.frequency in {"W", "M"}:
            tried = learning.candidates(corpus, learning.priors_alone())
            best = learning.chosen(tried, corpus.level, np.ones(len(corpus.fold), dtype=bool))
            assert (best.prior, best.exponent) == (
                LEARNED[corpus.frequency].prior,
                LEARNED[corpus.frequency].exponent,
            )
