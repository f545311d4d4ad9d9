"""Panel estimators beside csdid, diff-diff and synthdid-py, on one simulated panel and on Proposition 99."""

import contextlib
import io
import time
import warnings

import numpy as np
import pytest

from retour.effect.panel.aggregate import by_cohort, by_period, dynamic, simple
from retour.effect.panel.attgt import Versus, group_time
from retour.effect.panel.panel import NEVER, Panel
from retour.effect.panel.synthetic import Block, as_published, synthetic_control, synthetic_difference

UNITS, PERIODS = 200, 24
NAMES = {Versus.NEVER_TREATED: "never", Versus.NOT_YET_TREATED: "not_yet"}


@pytest.fixture(scope="module")
def stores():
    """200 units over 24 periods, four cohorts and a quarter of units never switched on; a growing effect."""
    rng = np.random.default_rng(5)
    first = rng.choice([8, 12, 16, 20, NEVER], UNITS)
    age = np.arange(PERIODS) - first[:, None]
    values = rng.normal(size=(UNITS, 1)) + rng.normal(size=(UNITS, PERIODS)) + 0.1 * np.arange(PERIODS)
    return Panel(values=values + np.where(age >= 0, 1 + 0.1 * age, 0.0), first_treated=first)


@pytest.fixture(scope="module")
def frame(stores):
    import pandas as pd

    started = np.where(stores.first_treated < NEVER, stores.first_treated + 1, 0)
    return pd.DataFrame(
        {
            "unit": np.repeat(np.arange(UNITS), PERIODS),
            "period": np.tile(np.arange(PERIODS) + 1, UNITS),
            "y": stores.values.ravel(),  # noqa: PD011  not pandas
            "start": np.repeat(started, PERIODS),
        }
    )


def diff_diff(frame, versus):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from diff_diff import CallawaySantAnna

        return CallawaySantAnna(control_group=f"{NAMES[versus]}_treated", base_period="varying").fit(
            frame, outcome="y", unit="unit", time="period", first_treat="start", aggregate="all"
        )


def cells_of(found):
    return {
        (int(g) + 1, int(t) + 1): (value, error)
        for g, t, value, error in zip(found.cohort, found.period, found.value, found.error, strict=True)
    }


@pytest.mark.parametrize("versus", Versus)
def test_every_cell_and_aggregate_equals_diff_diff(stores, frame, versus):
    found, peer = group_time(stores, versus=versus), diff_diff(frame, versus)
    mine = cells_of(found)
    for (g, t), cell in peer.group_time_effects.items():
        assert mine[int(g), int(t)] == pytest.approx((cell["effect"], cell["se"]), abs=1e-9)
    whole, events, cohorts = simple(found), dynamic(found), by_cohort(found)
    assert (whole.value, whole.error) == pytest.approx((peer.overall_att, peer.overall_se), abs=1e-9)
    by_event, by_start = (list(zip(one.values, one.errors, strict=True)) for one in (events, cohorts))
    for k, key in enumerate(events.keys):
        other = peer.event_study_effects[int(key)]
        assert by_event[k] == pytest.approx((other["effect"], other["se"]), abs=1e-9)
    for k, key in enumerate(cohorts.keys):
        other = peer.group_effects[int(key) + 1]
        assert by_start[k] == pytest.approx((other["effect"], other["se"]), abs=1e-9)


@pytest.mark.parametrize("versus", Versus)
def test_every_cell_and_aggregate_equals_csdid(stores, frame, versus):
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        from csdid.att_gt import ATTgt

        fitted = ATTgt(
            yname="y",
            tname="period",
            idname="unit",
            gname="start",
            data=frame,
            control_group=[NAMES[versus].replace("_", "") + "treated"],
            xformla="y~1",
        ).fit(est_method="reg", bstrap=False)
        peers = {
            kind: fitted.aggte(typec=kind, bstrap=False, cband=False).atte
            for kind in ("simple", "dynamic", "group", "calendar")
        }
    found = group_time(stores, versus=versus)
    mine, results = cells_of(found), fitted.results
    for g, t, value, error in zip(
        results["group"], results["year"], results["att"], results["se"], strict=True
    ):
        assert mine[int(g), int(t)] == pytest.approx((value, error), abs=1e-9)
    for kind, aggregate in zip(peers, (simple, dynamic, by_cohort, by_period), strict=True):
        whole = aggregate(found)
        other = (peers[kind]["overall_att"], float(np.ravel(peers[kind]["overall_se"])[0]))
        assert (whole.value, whole.error) == pytest.approx(other, abs=1e-9)


def test_two_hundred_units_take_two_milliseconds_and_fifteen_times_less_than_diff_diff(stores, frame):
    def mine():
        found = group_time(stores)
        return simple(found).error, found.error

    def theirs():
        return diff_diff(frame, Versus.NOT_YET_TREATED)

    theirs()
    mine_took, their_took = (
        min(timed(work) for _ in range(times)) for work, times in ((mine, 30), (theirs, 3))
    )
    assert mine_took <= 0.002
    assert their_took >= 15 * mine_took


def timed(work):
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.fixture(scope="module")
def block():
    rng = np.random.default_rng(2)
    factors = rng.normal(size=(2, 30)).cumsum(1)
    values = rng.uniform(0, 1, (21, 2)) @ factors + 0.3 * rng.normal(size=(21, 30))
    return Block(controls=values[1:], treated=values[0], start=20)


def synthdid(block, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import synthdid as peer

        values = np.vstack([block.controls, block.treated])
        return getattr(peer, name)(values, len(block.controls), block.start)


@pytest.mark.parametrize(
    ("mine", "theirs"), [(synthetic_difference, "synthdid_estimate"), (synthetic_control, "sc_estimate")]
)
def test_the_published_descent_equals_synthdid_and_the_optimum_is_no_worse(block, mine, theirs):
    peer, same, exact = synthdid(block, theirs), mine(block, as_published(block)), mine(block)
    assert same.value == pytest.approx(float(peer), abs=1e-7)
    np.testing.assert_allclose(same.units, peer.weights.omega, atol=1e-7)
    before, target = block.controls[:, :20], block.treated[:20]
    strength = 10**0.25 * block.noise if mine is synthetic_difference else 0.0

    def loss(weights):
        gap = target - weights @ before
        free = gap.mean() if mine is synthetic_difference else 0.0
        return ((gap - free) ** 2).sum() + 20 * strength**2 * (weights**2).sum()

    assert loss(exact.units) <= loss(peer.weights.omega) + 1e-9


def test_the_published_descent_takes_a_third_of_the_time_of_synthdid_at_most(block):
    """A seventeenth where nothing else runs: 16 ms for Proposition 99."""
    synthetic_control(block, as_published(block))
    mine = min(timed(lambda: synthetic_control(block, as_published(block))) for _ in range(7))
    theirs = min(timed(lambda: synthdid(block, "sc_estimate")) for _ in range(3))
    assert theirs >= 3 * mine
