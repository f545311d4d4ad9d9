"""How often the shipped 90 % and 95 % intervals hold at every start that the file allows, not one a series.

    python benches/every_start.py --series FILE.parquet [--json OUT]

The factors are learned at one start of each series: a few hundred misses, of which the next start gives
others. Here every series of a setting (past, gap, window) is cut again and again; intervals resample whole
folds, with all starts of their series. `own` is the factor learned for the very setting, `used` what the
product takes. Beside controls: the settings of the product, three starts each. Nothing is learned here.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from calibrate import PLANS
from placebos import Floats, Placebos, Setting, cluster_interval, ours, read, read_with_controls
from retour.effect.series.calibration import multiplier
from retour.effect.series.calibration_table import FACTORS, LEARNED, LEARNED_WITH_CONTROLS

EVERY = {"D": 14, "W": 4, "M": 1, "H": 24}  # steps between two starts
FEW = 3  # starts beside controls, where each series is fitted alone
Row = dict[str, object]


def scores_at(corpus: Placebos, setting: Setting, start: int) -> Floats:
    """|Miss| in stretched errors when the past begins at step `start`, (series,)."""
    end = start + setting.history + setting.gap + setting.scored
    controls = tuple(beside[start:end] for beside in corpus.controls)
    learned = (LEARNED_WITH_CONTROLS if controls else LEARNED)[corpus.frequency]
    cut = replace(corpus, values=corpus.values[start:end], controls=controls)
    return ours(cut, setting, learned.prior).scores(learned.exponent)


def starts_of(corpus: Placebos, setting: Setting) -> list[int]:
    """First steps of the past that leave room for gap and window."""
    room = len(corpus.values) - setting.history - setting.gap - setting.scored
    if corpus.controls:
        return sorted({round(room * i / (FEW - 1)) for i in range(FEW)})
    return list(range(0, room + 1, EVERY[corpus.frequency]))


def rows_of(corpus: Placebos) -> Iterator[Row]:
    """A row a setting of the frequency."""
    for history, gap, horizons in PLANS[corpus.frequency]:
        for horizon, scored in horizons.items():
            yield _row(corpus, Setting(history, gap, scored), horizon)


def _row(corpus: Placebos, setting: Setting, horizon: int) -> Row:
    beside = bool(corpus.controls)
    used = multiplier(
        FACTORS, corpus.frequency, horizon, history=setting.history, gap=setting.gap, controls=beside
    )
    cell = (corpus.frequency, horizon, setting.history, setting.gap, beside)
    own = next((f for f in FACTORS if (f.step, f.horizon, f.history, f.gap, f.controls) == cell), None)
    scores = np.array([scores_at(corpus, setting, start) for start in starts_of(corpus, setting)])
    held = (scores <= used.k90).astype(float)
    return {
        "subject": f"{corpus.frequency} {horizon}, past {setting.history}, gap {setting.gap}",
        "name": "with controls" if beside else "alone",
        "unit": "share of 90 % intervals that hold",
        "value": round(float(held.mean()), 4),
        "interval_95": cluster_interval(held.ravel(), np.tile(corpus.fold, len(held))),
        "n": held.size,
        "starts": len(held),
        "k90": used.k90,
        "k90_own": own and own.k90,
        "k90_needed": round(float(np.quantile(scores, 0.9)), 3),
        "lowest_and_highest_start": [round(float(f(held.mean(1))), 4) for f in (np.min, np.max)],
        "at_95": round(float((scores <= used.k95).mean()), 4),
    }


def show(row: Row) -> None:
    low, high = row["interval_95"]  # type: ignore[misc]
    least, most = row["lowest_and_highest_start"]  # type: ignore[misc]
    print(
        f"{row['subject']:<28} {row['name']:<13} {row['value']:.3f} [{low:.3f}, {high:.3f}]  n={row['n']:<5} "
        f"starts {row['starts']:>2}: {least:.3f} to {most:.3f}  factor {row['k90']:.3f} "
        f"(own {row['k90_own']}, would need {row['k90_needed']})  at 95 %: {row['at_95']:.3f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=Path, required=True)
    parser.add_argument("--only", choices=PLANS, action="append")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for corpus in (*read(options.series), *read_with_controls(options.series)):
        if corpus.frequency in (options.only or PLANS):
            for row in rows_of(corpus):
                show(row)
                rows.append(row)
    if options.json:
        options.json.write_text(
            json.dumps({"schema": "retour-bench/1", "bench": "every start", "rows": rows})
        )


if __name__ == "__main__":
    main()
