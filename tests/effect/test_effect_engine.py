import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from retour.effect.intervals import student_quantile
from retour.effect.series.engine import PLAIN, Ahead, Past, Prior, forecast

SHARED = Path(__file__).parents[2].parent / "shared"
REFERENCE = SHARED / "bench" / "prototype_effect_reference.json"
SERIES = SHARED / "data" / "series" / "placebos.parquet"


def uniform(horizon, steps=None):
    window = np.zeros((1, steps or horizon))
    window[0, :horizon] = 1 / horizon
    return window


def weekly(steps):
    t = np.arange(steps)
    return np.column_stack([np.ones(steps)] + [(t % 7 == i).astype(float) for i in range(1, 7)])


@pytest.mark.skipif(not SERIES.exists(), reason="the shared series are not beside the repository")
def test_ten_public_series_give_the_reference_figures():
    import pyarrow.parquet as pq

    rows = {row["id"]: row for row in pq.read_table(SERIES).to_pylist()}
    for expected in json.loads(REFERENCE.read_text()):
        row, n = rows[expected["id"]], expected["n_before"]
        steps = max(expected["horizons"])
        design = weekly(n + steps)
        windows = np.vstack([uniform(h, steps) for h in expected["horizons"]])
        past = Past(values=np.array(row["y"])[:n, None], design=design[:n], noise=np.ones(n))
        found = forecast(past, Ahead(windows=windows, design=design[n:], noise=np.ones(steps)))
        np.testing.assert_allclose(found.mean[:, 0], expected["counterfactual_mean"], rtol=1e-8)
        np.testing.assert_allclose(found.error[:, 0], expected["standard_error"], rtol=1e-8)
        assert found.freedom == expected["degrees_of_freedom"]


def dense(y, design, noise, ahead, *, prior=PLAIN, controls=None):
    """The same model written as one big Gaussian and solved by generalised least squares."""
    seen = np.isfinite(noise)
    grid = prior.grid
    likeness = [np.zeros((len(y) + ahead.windows.shape[1],) * 2)]
    if controls is not None:
        z = (controls - controls[: len(y)][seen].mean(0)) / controls[: len(y)][seen].std(0)
        likeness = [pull / z.shape[1] * z @ z.T for pull in prior.pull]
    n, steps, p = len(y), ahead.windows.shape[1], design.shape[1]
    scale, centre = y[seen].std(), y[seen].mean()
    z = (y[seen] - centre) / scale
    x, w = design[seen], ahead.windows[0]
    weights, means, variances = [], [], []
    points = list(zip(grid.phi, grid.q, grid.log_prior, strict=True))
    for (phi, q, log_prior), alike in itertools.product(points, likeness):
        total = n + steps
        start = 0.0 if phi == 1 else q / (1 - phi**2)
        variance = [start]
        for _ in range(total - 1):
            variance.append(phi**2 * variance[-1] + q)
        level = np.array(
            [[phi ** abs(i - j) * variance[min(i, j)] for j in range(total)] for i in range(total)]
        )
        level += alike
        v = level[:n, :n][np.ix_(seen, seen)] + np.diag(noise[seen])
        inverse = np.linalg.inv(v)
        xvx = x.T @ inverse @ x
        beta = np.linalg.solve(xvx, x.T @ inverse @ z)
        e = z - x @ beta
        df = len(z) - p
        rss = e @ inverse @ e
        cross = w @ level[n:, :n][:, seen]
        own = w @ level[n:, n:] @ w + w**2 @ ahead.noise
        gap = w @ ahead.design - cross @ inverse @ x
        means.append(w @ ahead.design @ beta + cross @ inverse @ e)
        factor = own - cross @ inverse @ cross + gap @ np.linalg.solve(xvx, gap)
        variances.append(factor * rss / df * df / (df - 2))
        logs = df * np.log(rss) + np.linalg.slogdet(v)[1] + np.linalg.slogdet(xvx)[1]
        weights.append(-0.5 * prior.temper * logs + log_prior)
    weights = np.exp(np.array(weights) - max(weights))
    weights /= weights.sum()
    means, variances = np.array(means), np.array(variances)
    mean = weights @ means
    return mean * scale + centre, np.sqrt(weights @ (variances + (means - mean) ** 2)) * scale


def test_the_filter_equals_one_big_gaussian_with_missing_and_noisy_steps():
    rng = np.random.default_rng(3)
    n, steps = 40, 9
    y = 50 + np.cumsum(rng.normal(0, 0.4, n)) + rng.normal(0, 1, n)
    noise = rng.choice([0.5, 1.0, 2.0, np.inf], n)
    windows = rng.dirichlet(np.ones(steps))[None]
    windows[0, :2] = 0
    windows /= windows.sum()
    design = weekly(n + steps)
    ahead = Ahead(windows=windows, design=design[n:], noise=rng.uniform(0.5, 2, steps))
    found = forecast(Past(values=y[:, None], design=design[:n], noise=noise), ahead)
    mean, error = dense(y, design[:n], noise, ahead)
    assert found.mean[0, 0] == pytest.approx(mean, rel=1e-8)
    assert found.error[0, 0] == pytest.approx(error, rel=1e-8)


def test_pulled_regressors_have_coefficients_near_zero_unless_the_data_say_otherwise():
    rng = np.random.default_rng(5)
    n, steps = 50, 9
    controls = rng.normal(0, 1, (n + steps, 3)).cumsum(0)
    y = controls[:n] @ [1.0, 0.5, 0.0] + rng.normal(0, 1, n)
    noise = rng.choice([1.0, 2.0, np.inf], n)
    prior = Prior(
        persistence=(0.9, 1.0), weights=(0.5, 0.5), centre=0.03, spread=1.0, temper=0.5, pull=(0.1, 3.0)
    )
    design, windows = np.ones((n + steps, 1)), uniform(steps)
    ahead = Ahead(windows=windows, design=design[n:], noise=np.ones(steps), pulled=controls[n:])
    past = Past(values=y[:, None], design=design[:n], noise=noise, pulled=controls[:n])
    found = forecast(past, ahead, prior)
    mean, error = dense(y, design[:n], noise, ahead, prior=prior, controls=controls)
    assert found.mean[0, 0] == pytest.approx(mean, rel=1e-8)
    assert found.error[0, 0] == pytest.approx(error, rel=1e-8)


def simulated(count, *, n=120, h=28, seed=0):
    """Series that follow the model: an AR(1) level under noise; returns past and the mean that came."""
    rng = np.random.default_rng(seed)
    level = np.zeros(count)
    rows = []
    for _ in range(n + h):
        level = 0.97 * level + rng.normal(0, 0.2, count)
        rows.append(10 + level + rng.normal(0, 1, count))
    values = np.array(rows)
    return values[:n], values[n:].mean(0)


def test_nine_intervals_in_ten_cover_when_the_world_follows_the_model():
    past, came = simulated(600)
    found = forecast(
        Past(values=past, design=np.ones((120, 1)), noise=np.ones(120)),
        Ahead(windows=uniform(28), design=np.ones((28, 1)), noise=np.ones(28)),
    )
    reach = student_quantile(0.90, found.freedom)
    covered = np.abs(came - found.mean[0]) <= reach * found.error[0]
    assert 0.87 <= covered.mean() <= 0.93


def test_scaling_and_shifting_a_series_scales_and_shifts_its_forecast():
    past, _ = simulated(3)
    one = Past(values=past, design=np.ones((120, 1)), noise=np.ones(120))
    two = Past(values=7 + 3 * past, design=np.ones((120, 1)), noise=np.ones(120))
    ahead = Ahead(windows=uniform(28), design=np.ones((28, 1)), noise=np.ones(28))
    np.testing.assert_allclose(forecast(two, ahead).mean, 7 + 3 * forecast(one, ahead).mean, rtol=1e-9)
    np.testing.assert_allclose(forecast(two, ahead).error, 3 * forecast(one, ahead).error, rtol=1e-9)


def test_a_missing_step_is_not_a_zero():
    past, _ = simulated(1)
    noise = np.ones(120)
    noise[50:60] = np.inf
    spoiled = past.copy()
    spoiled[50:60] = 0
    ahead = Ahead(windows=uniform(28), design=np.ones((28, 1)), noise=np.ones(28))
    one = forecast(Past(values=past, design=np.ones((120, 1)), noise=noise), ahead)
    two = forecast(Past(values=spoiled, design=np.ones((120, 1)), noise=noise), ahead)
    assert one.mean[0, 0] == two.mean[0, 0]


def test_many_series_at_once_give_what_each_gives_alone():
    past, _ = simulated(70)
    ahead = Ahead(windows=uniform(28), design=np.ones((28, 1)), noise=np.ones(28))
    together = forecast(Past(values=past, design=np.ones((120, 1)), noise=np.ones(120)), ahead)
    alone = forecast(Past(values=past[:, 69:], design=np.ones((120, 1)), noise=np.ones(120)), ahead)
    assert together.mean[0, 69] == pytest.approx(alone.mean[0, 0], rel=1e-10)


def test_three_steps_cannot_feed_the_engine():
    past = Past(values=np.ones((3, 1)), design=np.ones((3, 1)), noise=np.ones(3))
    with pytest.raises(ValueError, match=r"engine\.too_few_steps"):
        forecast(past, Ahead(windows=uniform(2), design=np.ones((2, 1)), noise=np.ones(2)))
