"""Published trials: NSW (LaLonde 1986; Dehejia & Wahba 1999), Thornton (2008), Freireich et al. (1963)."""

import warnings

import numpy as np
import pytest

from retour.effect.trial.delays import difference_of_means, difference_of_medians, log_rank
from retour.effect.trial.ratio import Ratio, difference, level_of
from retour.effect.trial.sample import samples_of
from retour.kpi.cells import Lifetimes
from retour.kpi.lifetimes import median, rmst, survival


def loaded(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import causaldata

        return getattr(causaldata, name).load_pandas().data


def gap(arm, value):
    control, treated = samples_of(arm.astype(int), (value.astype(float),))
    return difference(level_of(treated, Ratio(0)), level_of(control, Ratio(0))), control.n + treated.n


def test_the_training_programme_of_1975_raised_earnings_by_1794_dollars():
    data = loaded("nsw_mixtape")
    found, n = gap(data["treat"].to_numpy(), data["re78"].to_numpy())
    assert n == 445
    assert found.value == pytest.approx(1794.3, abs=0.05)
    assert found.error == pytest.approx(671, abs=0.5)


def test_a_cash_incentive_raised_learning_one_s_hiv_result_by_45_points():
    data = loaded("thornton_hiv").dropna(subset=["got", "any"])
    found, n = gap(data["any"].to_numpy(), data["got"].to_numpy())
    assert n == 2834
    assert found.value == pytest.approx(0.451, abs=5e-4)


def leukaemia():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines.datasets import load_leukemia

        data = load_leukemia()
    placebo, treated = (data[data["Rx"] == rx] for rx in (1, 0))
    return tuple(
        Lifetimes(
            bounds=np.arange(0, 36),
            cell=np.zeros(len(part), int),
            bin=part["t"].to_numpy(),
            ended=part["status"].to_numpy(),
            censored=1 - part["status"].to_numpy(),
        )
        for part in (treated, placebo)
    )


def test_remission_of_leukaemia_lasted_23_weeks_against_8():
    treated, placebo = (survival(part) for part in leukaemia())
    assert (median(treated).value, median(placebo).value) == (23, 8)
    found = difference_of_medians(treated, placebo)
    assert found.value == 15
    assert found.low > 0


def test_remission_over_20_weeks_and_its_log_rank_are_the_published_ones():
    treated, placebo = leukaemia()
    curves = survival(treated), survival(placebo)
    assert [rmst(c, 20).value for c in curves] == pytest.approx([16.117, 8.429], abs=5e-4)
    assert difference_of_means(*curves, by=20).value == pytest.approx(16.117 - 8.429, abs=1e-3)
    assert log_rank(treated, placebo).chi_square == pytest.approx(16.793, abs=5e-4)
