"""Starting right after the worst month: what it flatters where nothing happened, and what corrects it.

    python benches/extreme.py --series FILE.parquet [--json OUT]

Every series is cut at the moment, among those that leave enough past and a whole window, when the trailing
mean over one window is at its worst (once the lowest, once the highest: for indicators that should rise, and
fall). Kept: cuts whose trailing mean is in the worst tenth of the past, as the product flags them.
"""

import argparse
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from learning import Candidate
from placebos import Floats, Placebos, Setting, ours, read
from retour.effect.series.calibration import Factor, conformal, left_out, multiplier
from retour.effect.series.calibration_table import EXTREME_START, FACTORS, LEARNED

PASTS = {"D": 150, "W": 78, "M": 30}
WORST = 0.10


@dataclass(frozen=True)
class Starts:
    """Extreme starts of one frequency, (starts,): flattering score, naive gain's t, fold."""

    score: Floats  # (observed - counterfactual) / error, positive where it flatters
    naive: Floats
    fold: tuple[str, ...]
    horizon: int
    past: int


def extreme_starts(corpus: Placebos, kept: Candidate) -> Starts:
    """Both ways: after the lowest trailing mean, and after the highest."""
    past, horizon = PASTS[corpus.frequency], corpus.horizons[0]
    score, naive, fold = [], [], []
    for way in (1.0, -1.0):
        values = way * corpus.values
        for place, start in enumerate(_worst(values, past, horizon)):
            if start is None:
                continue
            cut = values[start - past : start + horizon, place : place + 1]
            one = replace(corpus, values=cut, n_before=past, horizons=(horizon,))
            said = ours(one, Setting(past, 0, horizon), kept.prior)
            score.append(float(said.miss[0] / said.stretched(kept.exponent)[0]))
            naive.append(_welch(cut[:past, 0], cut[past:, 0]))
            fold.append(corpus.fold[place])
    return Starts(np.array(score), np.array(naive), tuple(fold), horizon, past)


def _worst(values: Floats, past: int, horizon: int) -> list[int | None]:
    """By series, the start with the lowest trailing mean; None where it is not extreme for its past."""
    total = np.vstack([np.zeros(values.shape[1]), np.cumsum(values, 0)])
    trailing = (total[horizon:] - total[:-horizon]) / horizon  # of the window that ends at horizon + row
    starts = np.arange(past, len(values) - horizon + 1)
    chosen = starts[np.argmin(trailing[starts - horizon], axis=0)]
    found: list[int | None] = []
    for place, start in enumerate(chosen):
        before = trailing[start - past : start - horizon + 1, place]
        found.append(int(start) if (before <= before[-1]).mean() <= WORST else None)
    return found


def _welch(past: Floats, post: Floats) -> float:
    error = np.sqrt(post.var(ddof=1) / len(post) + past.var(ddof=1) / len(past))
    return float((post.mean() - past.mean()) / max(error, 1e-12))


def stretch_of(starts: Starts, frequency: str, factors: Collection[Factor]) -> float:
    """By how much the flattering side of the interval is lengthened, for its 95 % and 90 % ends alike."""
    factor = multiplier(factors, frequency, starts.horizon, history=starts.past, gap=0)
    needed = conformal(starts.score, 0.975) / factor.k95, conformal(starts.score, 0.95) / factor.k90
    return max(1.0, *needed)


def false_gains(starts: Starts, frequency: str) -> dict[str, float]:
    """One-sided false gains at the lower end of 95 % intervals: naive, engine, corrected fold by fold."""
    factor = multiplier(FACTORS, frequency, starts.horizon, history=starts.past, gap=0)
    corrected = np.maximum(left_out(starts.score, starts.fold, 0.975), factor.k95)
    return {
        "t_test": float((starts.naive > 1.96).mean()),
        "engine": float((starts.score > factor.k95).mean()),
        "corrected": float((starts.score > corrected).mean()),
        "shipped": float((starts.score > factor.k95 * EXTREME_START[frequency]).mean()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for corpus in read(options.series):
        if corpus.frequency not in PASTS:
            continue
        kept = LEARNED[corpus.frequency]
        starts = extreme_starts(corpus, Candidate(kept.prior, kept.exponent, ()))
        for name, rate in false_gains(starts, corpus.frequency).items():
            ok = None if name in {"t_test", "engine"} else rate <= 0.06
            rows.append({"subject": f"{corpus.frequency} {starts.horizon}", "name": name, "value": rate,
                         "unit": "share", "target": 0.06, "ok": ok, "n": len(starts.score)})  # fmt: skip
            print(f"{corpus.frequency} {starts.horizon:>2} n {len(starts.score):>3} {name:<10} {rate:6.1%}")
    if options.json:
        options.json.write_text(json.dumps({"schema": "retour-bench/1", "bench": "extreme", "rows": rows}))


if __name__ == "__main__":
    main()
