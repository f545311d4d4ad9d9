"""How honest and how narrow each method is where nothing happened.

    python benches/honesty.py --series FILE.parquet [--json OUT]

On the series that the shipped table was learned from, our factors are learned again leave-one-fold-out;
on any other file the shipped table is used as it is. The naive before/after test uses its own limits.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from placebos import METHODS, Floats, Placebos, Scored, Setting, cluster_interval, digest, read
from retour.effect.series.calibration import left_out, multiplier
from retour.effect.series.calibration_table import CORPUS, FACTORS

SMALLEST_LEVEL = 1e-9
NORMAL = {0.95: 1.959964, 0.90: 1.644854}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    learned_here = digest(options.series) == CORPUS
    rows = [
        measured(corpus, name, horizon, learned_here=learned_here)
        for corpus in read(options.series)
        for horizon in corpus.horizons
        for name in METHODS
    ]
    report(rows)
    if options.json:
        options.json.write_text(json.dumps({"schema": "retour-bench/1", "bench": "honesty", "rows": rows}))


def limits(corpus: Placebos, said: Scored, horizon: int, level: float, *, learned_here: bool) -> Floats:
    """Our factor for every series of the corpus."""
    if learned_here:
        return left_out(said.score, corpus.fold, level)
    found = multiplier(FACTORS, corpus.frequency, horizon, history=corpus.n_before, gap=0)
    return np.full(len(said.score), found.k95 if level == 0.95 else found.k90)


def measured(corpus: Placebos, name: str, horizon: int, *, learned_here: bool) -> dict[str, object]:
    """One row of the envelope: rates as shares, width as a share of mean |y| before."""
    said = METHODS[name](corpus, Setting(corpus.n_before, 0, horizon))
    factor = {level: np.full(len(said.score), reach) for level, reach in NORMAL.items()}
    if name == "retour":
        factor = {level: limits(corpus, said, horizon, level, learned_here=learned_here) for level in NORMAL}
    alarms = (said.score > factor[0.95]).astype(float)
    low, high = cluster_interval(alarms, corpus.fold)
    half = factor[0.95] * said.error
    worst, rate = worst_source(corpus, alarms)
    power = {
        f"power_{share}": float(np.mean(np.abs(said.miss + share / 100 * said.observed) > half))
        for share in (5, 10, 20)
    }
    sized = said.level > SMALLEST_LEVEL  # a series of zeros has no relative error
    score = 2 * half + 40 * np.maximum(np.abs(said.miss) - half, 0)
    return {
        "method": name,
        "frequency": corpus.frequency,
        "horizon": horizon,
        "controls": False,
        "n": len(alarms),
        "false_alarm_rate": float(alarms.mean()),
        "fa_low": low,
        "fa_high": high,
        "false_alarm_rate_10": float((said.score > factor[0.90]).mean()),
        "width": float(np.median(2 * half / said.level)),
        **power,
        "rmse": float(np.sqrt(np.mean((said.miss / said.level)[sized] ** 2))),
        "interval_score": float(np.mean((score / said.level)[sized])),
        "cpu_ms": said.cpu_ms,
        "worst_source": worst,
        "worst_source_rate": rate,
    }


def worst_source(corpus: Placebos, alarms: Floats) -> tuple[str | None, float | None]:
    """The source of 20 series or more with the most false alarms."""
    labels = np.array(corpus.source)
    rates = {s: float(alarms[labels == s].mean()) for s in set(corpus.source) if (labels == s).sum() >= 20}
    if not rates:
        return None, None
    name = max(rates, key=lambda s: (rates[s], s))
    return name, rates[name]


def report(rows: list[dict[str, object]]) -> None:
    print("method step   h    n  at 5 % (cluster)         at 10 %   width  +5 %  +10 %  +20 %   ms  worst")
    for row in rows:
        print(
            "{method:<7}{frequency:>4} {horizon:>3} {n:>4}  {false_alarm_rate:6.1%} ({fa_low:5.1%} to "
            "{fa_high:5.1%})  {false_alarm_rate_10:6.1%} {width:7.1%} {power_5:6.1%} {power_10:6.1%} "
            "{power_20:6.1%} {cpu_ms:6.2f}  {worst_source} {worst_source_rate}".format(**row)
        )
    for name in METHODS:
        mine = [row for row in rows if row["method"] == name]
        n = sum(int(str(row["n"])) for row in mine)
        five = sum(float(str(row["false_alarm_rate"])) * int(str(row["n"])) for row in mine) / n
        ten = sum(float(str(row["false_alarm_rate_10"])) * int(str(row["n"])) for row in mine) / n
        print(f"pooled {name}: {five:.1%} at 5 %, {ten:.1%} at 10 % (n {n})")


if __name__ == "__main__":
    main()
