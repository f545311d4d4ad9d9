"""How honest and how narrow each method is where nothing happened.

    python benches/honesty.py --series FILE.parquet [--json OUT] [--methods retour,naive] [--jobs 2]

Ours: on the series that the shipped table was learned from, prior, exponent and factors are learned again
without the fold that they judge; on any other file the shipped table is used as it is. The others use their
own limits; `width_calibrated` is their width once a factor learned leave-one-fold-out on these very rows
makes them honest, which is the anchor that ours must not exceed.
"""

import argparse
import json
import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(library, "1")

import numpy as np

from anchors import ANCHORS, Z95, before_after
from learning import candidates, interval_score, judged, priors_alone, priors_with_controls
from placebos import (
    Floats,
    Placebos,
    Setting,
    cluster_interval,
    digest,
    ours,
    read,
    read_with_controls,
)
from retour.effect.series.calibration import left_out, multiplier
from retour.effect.series.calibration_table import CORPUS, FACTORS, LEARNED, LEARNED_WITH_CONTROLS

LIBRARIES = {"statsmodels": "statsmodels"} | dict.fromkeys(set(ANCHORS) - {"statsmodels"}, "causal_impact")
SMALLEST_LEVEL = 1e-9
Z90 = 1.644854
ENOUGH = 20  # placebos of a source below which its own rate says nothing


@dataclass(frozen=True)
class Limits:
    """One method on one corpus and horizon: observed less counterfactual, and the half-widths it claims."""

    miss: Floats
    half95: Floats
    half90: Floats
    cpu_ms: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--methods", default=",".join(["retour", *ANCHORS, "naive"]))
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    methods = [name for name in options.methods.split(",") if installed(name)]
    known = digest(options.series) == CORPUS
    print("learned again without each fold" if known else "the shipped table, as it is", "\n")
    print("method, step, horizon, controls, n, at 5 % (cluster), at 10, width (calibrated), power 5, 10, 20")
    rows = []
    for corpus in (*read(options.series), *read_with_controls(options.series)):
        for name in methods:
            rows += measured(corpus, name, known=known, jobs=options.jobs)
    summary(rows)
    if options.json:
        options.json.write_text(json.dumps({"schema": "retour-bench/1", "bench": "honesty", "rows": rows}))


def installed(name: str) -> bool:
    """Whether the method's library is there; says so when it is not."""
    library = LIBRARIES.get(name)
    if library is None or find_spec(library) is not None:
        return True
    print(f"skipped: {name}, {library} is not installed")
    return False


def measured(corpus: Placebos, name: str, *, known: bool, jobs: int) -> list[dict[str, object]]:
    """The rows of one method on one corpus, printed as they come."""
    found = retour(corpus, known=known) if name == "retour" else others(corpus, name, jobs)
    rows = [
        row_of(corpus, name, horizon, limits) for horizon, limits in zip(corpus.horizons, found, strict=True)
    ]
    for row in rows:
        show(row)
    return rows


def retour(corpus: Placebos, *, known: bool) -> list[Limits]:
    """Ours: by leave-one-fold-out on the series it was learned from, else by the shipped table."""
    learned = (LEARNED_WITH_CONTROLS if corpus.controls else LEARNED).get(corpus.frequency)
    learned = learned or LEARNED[corpus.frequency]
    if known:
        priors = priors_with_controls(learned.prior) if corpus.controls else priors_alone()
        found = judged(corpus, candidates(corpus, priors))
        return [Limits(j.miss, j.half95, j.half90, j.said.cpu_ms) for j in found]
    out = []
    for horizon in corpus.horizons:
        said = ours(corpus, Setting(corpus.n_before, 0, horizon), learned.prior)
        factor = multiplier(
            FACTORS, corpus.frequency, horizon, history=corpus.n_before, gap=0, controls=bool(corpus.controls)
        )
        error = said.stretched(learned.exponent)
        out.append(Limits(said.miss, factor.k95 * error, factor.k90 * error, said.cpu_ms))
    return out


def others(corpus: Placebos, name: str, jobs: int) -> list[Limits]:
    """A method of the field, series by series."""
    out = []
    for horizon in corpus.horizons:
        tasks = [(corpus, name, horizon, i) for i in range(corpus.values.shape[1])]
        if name == "naive" or jobs < 2:
            said = [_said(*task) for task in tasks]
        else:
            with ProcessPoolExecutor(jobs) as pool:
                said = list(pool.map(_star, tasks, chunksize=8))
        mean, error, spent = np.array(said).T
        n = corpus.n_before
        miss = corpus.values[n : n + horizon].mean(0) - mean
        out.append(Limits(miss, Z95 * error, Z90 * error, 1000 * float(spent.mean())))
    return out


def _star(task: tuple[Placebos, str, int, int]) -> tuple[float, float, float]:
    return _said(*task)


def _said(corpus: Placebos, name: str, horizon: int, place: int) -> tuple[float, float, float]:
    y, n = corpus.values[:, place], corpus.n_before
    if name == "naive":
        return before_after(y[:n], y[n : n + horizon])
    controls = corpus.controls[place][: n + horizon] if corpus.controls else None
    return ANCHORS[name](y[:n], horizon, corpus.period, controls)


def row_of(corpus: Placebos, name: str, horizon: int, found: Limits) -> dict[str, object]:
    """One row of the envelope: rates as shares, widths as shares of mean |y| before."""
    missed = np.abs(found.miss)
    alarms = (missed > found.half95).astype(float)
    low, high = cluster_interval(alarms, corpus.fold)
    worst, rate = worst_source(corpus, alarms)
    observed = corpus.values[corpus.n_before : corpus.n_before + horizon].mean(0)
    power = {
        f"power_{share}": float(np.mean(np.abs(found.miss + share / 100 * observed) > found.half95))
        for share in (5, 10, 20)
    }
    level, sized = corpus.level, corpus.level > SMALLEST_LEVEL  # a series of zeros has no relative error
    error = np.maximum(found.half95, 1e-12)
    factor = left_out(missed / error, corpus.fold, 0.95) if len(set(corpus.fold)) > 1 else np.ones(len(error))
    return {
        "method": name,
        "frequency": corpus.frequency,
        "horizon": horizon,
        "controls": bool(corpus.controls),
        "n": len(alarms),
        "false_alarm_rate": float(alarms.mean()),
        "fa_low": low,
        "fa_high": high,
        "false_alarm_rate_10": float((missed > found.half90).mean()),
        "width": float(np.median(2 * found.half95 / level)),
        "width_calibrated": float(np.median(2 * factor * error / level)),
        **power,
        "rmse": float(np.sqrt(np.mean((found.miss / level)[sized] ** 2))),
        "interval_score": float(np.mean((interval_score(missed, found.half95) / level)[sized])),
        "interval_score_calibrated": float(np.mean((interval_score(missed, factor * error) / level)[sized])),
        "cpu_ms": found.cpu_ms,
        "worst_source": worst,
        "worst_source_rate": rate,
    }


def worst_source(corpus: Placebos, alarms: Floats) -> tuple[str | None, float | None]:
    """The source of 20 series or more with the most false alarms."""
    labels = np.array(corpus.source)
    large = sorted(s for s in set(corpus.source) if (labels == s).sum() >= ENOUGH)
    rates = {s: float(alarms[labels == s].mean()) for s in large}
    worst = max(rates, key=rates.__getitem__, default=None)
    return worst, None if worst is None else rates[worst]


def show(row: dict[str, object]) -> None:
    worst = "" if row["worst_source"] is None else f"{row['worst_source']} {row['worst_source_rate']:.0%}"
    print(
        "{method:<17}{frequency:>3} {horizon:>4} {ctl:>3} {n:>4}  {false_alarm_rate:6.1%} ({fa_low:5.1%} to "
        "{fa_high:5.1%}) {false_alarm_rate_10:6.1%} {width:8.1%} ({width_calibrated:7.1%}) {power_5:5.0%} "
        "{power_10:5.0%} {power_20:5.0%}  rmse {rmse:.2f} score {interval_score:.2f} {cpu_ms:.2f} ms "
        "{worst}".format(**{**row, "ctl": "yes" if row["controls"] else "no", "worst": worst}),
        flush=True,
    )


def summary(rows: Sequence[dict[str, object]]) -> None:
    """Pooled rates, and ours against the narrowest calibrated anchor of each cell."""
    print()
    for name in dict.fromkeys(str(row["method"]) for row in rows):
        for controls in (False, True):
            mine = [r for r in rows if r["method"] == name and r["controls"] is controls]
            if mine:
                five, ten = (_pooled(mine, key) for key in ("false_alarm_rate", "false_alarm_rate_10"))
                beside = "with controls" if controls else "alone"
                print(f"pooled {name} {beside}: {five:.1%} at 5 %, {ten:.1%} at 10 %")
    print()
    for row in (r for r in rows if r["method"] == "retour"):
        same = [r for r in rows if r["method"] != "retour" and all(r[k] == row[k] for k in CELL)]
        if same:
            best = min(same, key=lambda r: float(str(r["width_calibrated"])))
            ratio = float(str(row["width"])) / float(str(best["width_calibrated"]))
            cell = f"{row['frequency']} {row['horizon']} {'with controls' if row['controls'] else 'alone'}"
            anchor = f"{best['method']} {best['width_calibrated']:.1%}"
            print(f"{cell}: width {ratio:.2f}× the narrowest calibrated anchor ({anchor})")


CELL = ("frequency", "horizon", "controls")


def _pooled(rows: Iterable[dict[str, object]], key: str) -> float:
    pairs = [(float(str(row[key])), int(str(row["n"]))) for row in rows]
    return sum(rate * n for rate, n in pairs) / sum(n for _, n in pairs)


if __name__ == "__main__":
    began = time.monotonic()
    main()
    print(f"\n{time.monotonic() - began:.0f} s")
