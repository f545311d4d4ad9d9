"""How fast effects are read, beside the peers: same data, same run, in turn.

    python benches/effect_speed.py [--series FILE.parquet] [--json OUT]

CPU seconds (user and system), one BLAS thread, medians of interleaved repeats. The peers of the level engine
fit one KPI at a time (one fit serves both horizons): a sample is fitted, and its median taken times 1,000.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import contextlib
import importlib.metadata
import io
import json
import platform
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import statsmodels.api
import tea_tasting
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time
from numpy.typing import NDArray

from anchors import ANCHORS
from placebos import columns, read
from retour.effect.panel.aggregate import simple
from retour.effect.panel.attgt import group_time
from retour.effect.panel.panel import NEVER, Panel
from retour.effect.panel.synthetic import Block, as_published, synthetic_difference
from retour.effect.series.calibration_table import LEARNED
from retour.effect.series.engine import Ahead, Past, forecast
from retour.effect.trial.delays import difference_of_means
from retour.effect.trial.quantiles import difference_of_quantiles
from retour.effect.trial.ratio import Ratio, cuped, difference, level_of
from retour.effect.trial.sample import samples_of
from retour.kpi.cells import Lifetimes
from retour.kpi.lifetimes import survival

Floats = NDArray[np.float64]
Work = Callable[[], float]

KPIS, BEFORE, HORIZONS, WEEK = 1000, 180, (28, 90), 7
SAMPLE = 13  # KPIs that the peers of the level engine fit
UNITS, PERIODS = 200, 24
ROWS, DELAY_DAYS = 1_000_000, 60
ROUNDED = 1e-4
PROP_99 = Path(__file__).parents[2] / "shared" / "data" / "published" / "california_prop99.csv"
PACKAGES = (
    "numpy",
    "statsmodels",
    "bsts-causalimpact",
    "csdid",
    "diff-diff",
    "synthdid-py",
    "tea-tasting",
    "lifelines",
)


@dataclass(frozen=True)
class Task:
    """`limit` in CPU seconds for ours; `times`, by peer, how many times slower it must be at least."""

    subject: str
    ours: Work
    peers: dict[str, Work]
    limit: float | None
    times: dict[str, float] = field(default_factory=dict)
    scale: float = 1.0  # a peer does this part of the work: its seconds are multiplied
    repeats: int = 7
    published: float | None = None  # what ours must answer, within 1e-4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    print("CPU seconds, one BLAS thread, medians of runs in turn")
    rows = [row for task in every_task(options.series) for row in shown(measured(task))]
    if options.json:
        envelope = {
            "schema": "retour-bench/1",
            "bench": "effect_speed",
            "versions": versions(),
            "blas_threads": 1,
            "rows": rows,
        }
        options.json.write_text(json.dumps(envelope, indent=1))


def versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[package] = importlib.metadata.version(package)
    return found


def every_task(series: Path | None) -> Iterator[Task]:
    yield level_engine("1,000 simulated KPIs x 2 horizons", simulated())
    if series:
        yield level_engine(f"1,000 daily series of {series.name} x 2 horizons", public(series))
    yield staggered()
    if PROP_99.exists():
        yield proposition_99()
    else:
        print("SDID of Proposition 99: skipped, the published data are not beside the repository")
    yield from trials()


def measured(task: Task) -> list[dict[str, object]]:
    """Every method in turn, over and over: a busy moment of the machine falls on all of them."""
    methods = {"retour": task.ours, **task.peers}
    spent: dict[str, list[float]] = {name: [] for name in methods}
    answers: dict[str, float] = {}
    for turn in range(task.repeats + 1):
        for name, method in methods.items():
            began = time.process_time()
            with contextlib.redirect_stdout(io.StringIO()):
                answers[name] = method()
            if turn:  # the first turn imports and warms up
                spent[name].append(time.process_time() - began)
    seconds = {
        name: statistics.median(each) * (1 if name == "retour" else task.scale)
        for name, each in spent.items()
    }
    return [row for name in methods for row in rows_of(task, name, seconds, answers[name])]


def rows_of(task: Task, name: str, seconds: dict[str, float], answer: float) -> Iterator[dict[str, object]]:
    """The time; and for a peer, how many times ours."""
    limit = task.limit if name == "retour" else None
    row: dict[str, object] = {"subject": task.subject, "name": name, "answer": answer}
    right = task.published is None or abs(answer - task.published) <= ROUNDED
    yield row | judged(seconds[name], "s CPU", limit, ok=right and (limit is None or seconds[name] <= limit))
    if name != "retour":
        ratio, least = seconds[name] / seconds["retour"], task.times.get(name)
        yield row | judged(ratio, "times ours", least, ok=least is None or ratio >= least)


def judged(value: float, unit: str, target: float | None, *, ok: bool) -> dict[str, object]:
    return {"value": value, "unit": unit, "target": target, "ok": None if target is None else ok}


def shown(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    for row in rows:
        target = (
            "" if row["target"] is None else f"target {row['target']:g}: {'ok' if row['ok'] else 'NOT OK'}"
        )
        print("{subject:42} {name:22} {value:12.5f} {unit:10} {answer:12.6g}  ".format(**row) + target)
    return rows


def level_engine(subject: str, past: Floats) -> Task:
    """The mean effect over both horizons is the answer: 0 on average where nothing happened."""
    ahead = max(HORIZONS)
    design = columns("D", BEFORE, BEFORE + ahead)
    windows = np.vstack([(np.arange(ahead) < h) / h for h in HORIZONS])
    level = np.abs(past).mean()

    def ours() -> float:
        found = forecast(
            Past(values=past, design=design[:BEFORE], noise=np.ones(BEFORE)),
            Ahead(windows=windows, design=design[BEFORE:], noise=np.ones(ahead)),
            LEARNED["D"].prior,
        )
        return float(found.mean[1].mean() / level)

    def peer(name: str) -> Work:
        kpis = iter(np.tile(np.arange(SAMPLE), 2))
        return lambda: ANCHORS[name](past[:, next(kpis)], ahead, WEEK, None)[0] / level

    return Task(
        subject,
        ours,
        {"statsmodels": peer("statsmodels"), "bsts": peer("causalimpact_sd.1")},
        limit=0.25,
        times={"statsmodels": 200, "bsts": 1000},
        scale=past.shape[1],
        repeats=SAMPLE,
    )


def simulated() -> Floats:
    """A drifting level, a week and noise: (days, KPIs)."""
    rng = np.random.default_rng(20261123)
    level = 100 + rng.normal(0, 0.5, (BEFORE, KPIS)).cumsum(0)
    week = 10 * np.sin(2 * np.pi * np.arange(BEFORE) / WEEK)
    return level + week[:, None] + rng.normal(0, 5, (BEFORE, KPIS))


def public(series: Path) -> Floats:
    """The file's daily series, repeated up to a thousand."""
    daily = next(c for c in read(series) if c.frequency == "D" and c.n_before >= BEFORE)
    past = daily.values[daily.n_before - BEFORE : daily.n_before]
    return past[:, np.arange(KPIS) % past.shape[1]]


def staggered() -> Task:
    """200 units over 24 periods, four cohorts and units never switched on; a growing effect."""
    import pandas as pd  # noqa: PLC0415  heavy, the peers' own

    rng = np.random.default_rng(5)
    first = rng.choice([8, 12, 16, 20, NEVER], UNITS)
    age = np.arange(PERIODS) - first[:, None]
    values = rng.normal(size=(UNITS, 1)) + rng.normal(size=(UNITS, PERIODS)) + 0.1 * np.arange(PERIODS)
    panel = Panel(values=values + np.where(age >= 0, 1 + 0.1 * age, 0.0), first_treated=first)
    frame = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(UNITS), PERIODS),
            "period": np.tile(np.arange(PERIODS) + 1, UNITS),
            "y": panel.values.ravel(),  # noqa: PD011  not pandas
            "start": np.repeat(np.where(first < NEVER, first + 1, 0), PERIODS),
        }
    )

    def ours() -> float:
        found = simple(group_time(panel))
        return found.value + 0 * found.error

    return Task(
        f"staggered differences, {UNITS} x {PERIODS}",
        ours,
        {"diff-diff": lambda: _diff_diff(frame), "csdid": lambda: _csdid(frame)},
        limit=0.002,
        times={"diff-diff": 15},
    )


def _diff_diff(frame: object) -> float:
    from diff_diff import CallawaySantAnna  # noqa: PLC0415  heavy

    fitted = CallawaySantAnna(control_group="not_yet_treated", base_period="varying")
    found = fitted.fit(frame, outcome="y", unit="unit", time="period", first_treat="start")
    return float(found.overall_att)


def _csdid(frame: object) -> float:
    from csdid.att_gt import ATTgt  # noqa: PLC0415  heavy

    names = {"yname": "y", "tname": "period", "idname": "unit", "gname": "start"}
    fitted = ATTgt(**names, data=frame, control_group=["notyettreated"], xformla="y~1")
    found = fitted.fit(est_method="reg", bstrap=False).aggte(typec="simple", bstrap=False, cband=False)
    return float(found.atte["overall_att"])


def proposition_99() -> Task:
    """California's cigarettes against 38 states: ours by the authors' descent, and at its optimum."""
    import pandas as pd  # noqa: PLC0415  heavy, the peers' own

    frame = pd.read_csv(PROP_99, sep=";")
    table = frame.pivot_table(index="State", columns="Year", values="PacksPerCapita")
    controls, treated = table.drop("California").to_numpy(), table.loc["California"].to_numpy()
    start = list(table.columns).index(1989)
    block = Block(controls=controls, treated=treated, start=start)
    stacked = np.vstack([controls, treated])
    frame["treated"] = (frame["State"] == "California").astype(int)
    later = [year for year in table.columns if year >= 1989]

    def synthdid() -> float:
        from synthdid import synthdid_estimate  # noqa: PLC0415  heavy

        return float(synthdid_estimate(stacked, len(controls), start))

    def diff_diff() -> float:
        from diff_diff import SyntheticDiD  # noqa: PLC0415  heavy

        names = {"outcome": "PacksPerCapita", "treatment": "treated", "unit": "State", "time": "Year"}
        return float(SyntheticDiD(n_bootstrap=2, seed=1).fit(frame, **names, post_periods=later).att)

    return Task(
        "synthetic difference, Proposition 99",
        lambda: synthetic_difference(block, as_published(block)).value,
        {
            "retour, at the optimum": lambda: synthetic_difference(block).value,
            "synthdid": synthdid,
            "diff-diff, 2 draws": diff_diff,
        },
        limit=0.025,
        published=-15.60383,
        repeats=21,
    )


def trials() -> Iterator[Task]:
    """A million rows."""
    limits = {"CUPED": 0.030, "KM and RMST, binned": 0.020}
    for subject, methods in methods_of_trials(ROWS).items():
        peers = dict(methods)
        yield Task(f"{subject}, a million rows", peers.pop("retour"), peers, limit=limits.get(subject))


def methods_of_trials(rows: int) -> dict[str, dict[str, Callable[[], float]]]:
    """The same columns for every method, by task."""
    rng = np.random.default_rng(0)
    arm = rng.integers(0, 2, rows)
    before = rng.normal(10, 3, rows)
    after = 0.8 * before + rng.normal(0, 2, rows) + 0.3 * arm
    visits = 1.0 + rng.poisson(3, rows)
    lasts = rng.exponential(30, rows)
    seen = np.minimum(rng.uniform(0, 90, rows), DELAY_DAYS)
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
    counts = np.bincount((day * 2 + arm) * 2 + ended, minlength=4 * (DELAY_DAYS + 1)).reshape(
        DELAY_DAYS + 1, 2, 2
    )
    bins = np.arange(DELAY_DAYS + 1)
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
    one, two = (restricted_mean_survival_time(fit, t=DELAY_DAYS) for fit in fits)
    return float(one - two)


if __name__ == "__main__":
    main()
