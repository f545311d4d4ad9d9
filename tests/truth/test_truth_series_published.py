"""Five published examples of CausalImpact: our effect lies within the interval that R gives.

Only points are compared: R's own errors are over-confident (ours are twice as large for google, arma and
volkswagen, alike for comparison, and a third for basque). Controls are plain regressors.

Values: the summaries that R printed, notebooks/R of WillianFuks/tfcausalimpact (Apache-2.0), whose data are
read here.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from retour.effect.series.engine import Ahead, Past, forecast

PUBLISHED = Path(__file__).parents[2].parent / "shared" / "data" / "published"
needs_data = pytest.mark.skipif(not PUBLISHED.exists(), reason="published data are not beside the repository")


def effect(name, controls, *, start, end, delimiter=","):
    """Mean effect over the steps [start, end), its error, the total observed; the first column is y."""
    with (PUBLISHED / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))[:end]
    y, *beside = (np.array([float(row[column]) for row in rows]) for column in controls)
    design = np.column_stack([np.ones(end), *beside])
    steps = end - start
    found = forecast(
        Past(values=y[:start, None], design=design[:start], noise=np.ones(start)),
        Ahead(windows=np.full((1, steps), 1 / steps), design=design[start:], noise=np.ones(steps)),
    )
    value = y[start:].mean() - found.mean[0, 0]
    return value, found.error[0, 0], y[start:].sum()


EXAMPLES = {  # columns, first step and end of the window, observed total and its rounding, R's interval
    "google": ("ci_google_data.csv", ("y", "x1", "x2"), (61, 91), (4687, 0.5), (18, 36)),
    "basque": ("ci_basque.csv", ("Basque", "another"), (21, 43), (173.1, 0.05), (-1.4, -0.2)),
    "volkswagen": (
        "ci_volks_data.csv",
        ("VolksWagen", "BMW", "Allianz"),
        (246, 325),
        (10026, 0.5),
        (-55, -33),
    ),
    "arma": ("ci_arma_data.csv", ("y", "X"), (70, 100), (3637, 0.5), (0.27, 1.5)),
    "comparison": (
        "ci_comparison_data.csv",
        ("CHANGED", "NOT_CHANGED_1", "NOT_CHANGED_2", "NOT_CHANGED_3"),
        (90, 108),
        (1414340, 0.5),
        (-2076, 832),
    ),
}


@needs_data
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_effect_lies_within_the_published_interval(example):
    name, columns, (start, end), (total, rounding), (low, high) = EXAMPLES[example]
    delimiter = " " if example == "volkswagen" else ","
    value, _, observed = effect(name, columns, start=start, end=end, delimiter=delimiter)
    assert observed == pytest.approx(total, abs=rounding + 1e-6)  # the same window as R
    assert low <= value <= high


@needs_data
def test_volkswagen_lost_34_to_42_with_an_error_twice_the_published_one():
    # spec: the prototype of the engine gives -34 to -42 with errors 12 to 16, where R gives -44 with 5.6
    value, error, _ = effect(
        "ci_volks_data.csv", ("VolksWagen", "BMW", "Allianz"), start=246, end=325, delimiter=" "
    )
    assert -42 <= value <= -34
    assert 12 <= error <= 16
