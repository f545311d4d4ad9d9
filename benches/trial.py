"""A million rows of a trial: our sums against the peers on the same rows, in the same run.

    OPENBLAS_NUM_THREADS=1 python benches/trial.py [--json OUT]

CPU seconds (user + system, all threads), medians of interleaved repeats.
"""

import argparse
import importlib.metadata
import json
import platform
import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import statsmodels.api
import tea_tasting
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time

from retour.effect.trial.delays import difference_of_means
from retour.effect.trial.quantiles import difference_of_quantiles
from retour.effect.trial.ratio import Ratio, cuped, difference, level_of
from retour.effect.trial.sample import samples_of
from retour.kpi.cells import Lifetimes
from retour.kpi.lifetimes import survival

ROWS = 1_000_000
REPEATS = 7
PACKAGES = ("tea-tasting", "statsmodels", "lifelines", "numpy")
TARGETS = {"CUPED": 0.030, "KM and RMST, binned": 0.020}  # spec effect
DAYS = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    rows = [row for task, methods in tasks(options.rows).items() for row in timed(task, methods)]
    for row in rows:
        said = f"{row['value']:8.4f} s  x{row['ratio']:5.1f}  {row['answer']:.8g}"
        print(f"{row['subject']:22} {row['name']:18} {said}")
    if options.json:
        versions = {p: importlib.metadata.version(p) for p in PACKAGES} | {
            "python": platform.python_version()
        }
        envelope = {"schema": "retour-bench/1", "bench": "trial", "versions": versions, "rows": rows}
        options.json.write_text(json.dumps(envelope))


def timed(task: str, methods: dict[str, Callable[[], float]]) -> list[dict[str, object]]:
    """Every method in turn, over and over: a busy moment of the machine falls on all of them."""
    spent: dict[str, list[float]] = {name: [] for name in methods}
    answers: dict[str, float] = {}
    for _ in range(REPEATS):
        for name, method in methods.items():
            began = time.process_time()
            answers[name] = method()
            spent[name].append(time.process_time() - began)
    ours = statistics.median(spent["retour"])
    target = TARGETS.get(task)
    return [
        {
            "subject": task,
            "name": name,
            "value": statistics.median(times),
            "unit": "s CPU",
            "ratio": statistics.median(times) / ours,
            "answer": answers[name],
            "target": target if name == "retour" else None,
            "ok": None if target is None or name != "retour" else ours <= target,
        }
        for name, times in spent.items()
    ]


def tasks(rows: int) -> dict[str, dict[str, Callable[[], float]]]:
    """The same columns for every method, by task."""
    rng = np.random.default_rng(0)
    arm = rng.integers(0, 2, rows)
    before = rng.normal(10, 3, rows)
    after = 0.8 * before + rng.normal(0, 2, rows) + 0.3 * arm
    visits = 1.0 + rng.poisson(3, rows)
    lasts = rng.exponential(30, rows)
    seen = np.minimum(rng.uniform(0, 90, rows), DAYS)
    day, ended = np.ceil(np.minimum(lasts, seen)).astype(np.int64), lasts <= seen
    return {
        "CUPED": {
            "retour": lambda: _gap(arm, (after, before), adjusted=True),
            "tea-tasting": _tea(arm, after, before, lambda tt: tt.Mean("after", "before")),
            "statsmodels HC1": lambda: _least_squares(arm, after, before),
        },
        "difference of means": {
            "retour": lambda: _gap(arm, (after,)),
            "tea-tasting": _tea(arm, after, before, lambda tt: tt.Mean("after")),
        },
        "ratio of means": {
            "retour": lambda: _gap(arm, (after, visits), Ratio(0, 1)),
            "tea-tasting": _tea(arm, after, visits, lambda tt: tt.RatioOfMeans("after", "before")),
        },
        "medians": {
            "retour": lambda: difference_of_quantiles(after[arm == 1], after[arm == 0], 0.5).value,
        },
        "KM and RMST, binned": {
            "retour": lambda: _delays(arm, day, ended),
            "lifelines": lambda: _lifelines(arm, day, ended),
        },
    }


def _gap(
    arm: np.ndarray, columns: tuple[np.ndarray, ...], of: Ratio | None = None, *, adjusted: bool = False
) -> float:
    control, treated = samples_of(arm, columns)
    if adjusted:
        return difference(*cuped(treated, control, outcome=Ratio(0), before=Ratio(1))).value
    return difference(level_of(treated, of or Ratio(0)), level_of(control, of or Ratio(0))).value


def _tea(arm: np.ndarray, after: np.ndarray, before: np.ndarray, metric: Callable) -> Callable[[], float]:
    table = pa.table({"variant": arm, "after": after, "before": before})
    experiment = tea_tasting.Experiment(m=metric(tea_tasting))
    return lambda: experiment.analyze(table)["m"].effect_size


def _least_squares(arm: np.ndarray, after: np.ndarray, before: np.ndarray) -> float:
    design = np.column_stack([np.ones(len(arm)), arm, before - before.mean()])
    return float(statsmodels.api.OLS(after, design).fit(cov_type="HC1").params[1])


def _delays(arm: np.ndarray, day: np.ndarray, ended: np.ndarray) -> float:
    """Two arms, from one count by day, arm and whether the case finished."""
    counts = np.bincount((day * 2 + arm) * 2 + ended, minlength=4 * (DAYS + 1)).reshape(DAYS + 1, 2, 2)
    bins = np.arange(DAYS + 1)
    curves = (
        survival(
            Lifetimes(
                bounds=bins, cell=bins * 0, bin=bins, ended=counts[:, side, 1], censored=counts[:, side, 0]
            )
        )
        for side in (1, 0)
    )
    return difference_of_means(*curves).value


def _lifelines(arm: np.ndarray, day: np.ndarray, ended: np.ndarray) -> float:
    fits = (KaplanMeierFitter().fit(day[arm == side], ended[arm == side]) for side in (1, 0))
    one, two = (restricted_mean_survival_time(fit, t=DAYS) for fit in fits)
    return float(one - two)


if __name__ == "__main__":
    main()
