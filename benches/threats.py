"""Two ways of fooling oneself, where the truth is known: looking every day, and the best of twenty.

    python benches/threats.py [--json OUT]

Looking every day: two arms of which neither does anything, 20 cases a day each, looked at on each of 60 days;
a false alarm is a day whose interval leaves out zero. The best of twenty: true effects N(5, 5), errors from
2 to 15; how much too high the announced segment is.
"""

import argparse
import importlib.metadata
import json
import platform
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retour.effect.segments.simulation import simulated
from retour.effect.trial.any_day import SETTLED
from retour.effect.trial.sequence import TUNED_DAYS, reach

Floats = NDArray[np.float64]
Row = dict[str, object]

WORLDS = 2000
DAYS, A_DAY = 60, 20
SHARES = (0.05, 0.2, 0.5)
NORMAL_95, NORMAL_90 = 1.959964, 1.644854
SEGMENTS, CENTRE, SPREAD = 20, 5.0, 5.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = [row for share in SHARES for row in looked_at_daily(share)] + best_of_segments()
    for row in rows:
        target = "" if row["ok"] is None else f"at most {row['target']:g}: {'ok' if row['ok'] else 'NOT OK'}"
        print("{subject:36} {name:38} {value:8.4f} {unit:14} ".format(**row) + target)
    if options.json:
        versions = {"python": platform.python_version(), "numpy": importlib.metadata.version("numpy")}
        envelope = {"schema": "retour-bench/1", "bench": "threats", "versions": versions, "rows": rows}
        options.json.write_text(json.dumps(envelope, indent=1))


def row_of(subject: str, name: str, value: float, unit: str, target: float | None) -> Row:
    ok = None if target is None else value <= target
    return {"subject": subject, "name": name, "value": value, "unit": unit, "target": target, "ok": ok}


def looked_at_daily(share: float) -> list[Row]:
    """Share of the worlds with an alarm on any day: the sequence, and a usual interval looked at as often."""
    score, ratio, settled = peeked(share)
    subject = f"no effect, looked at daily, share {share:g}"

    def alarms(limit: Floats | float) -> float:
        return float((settled & (score > limit)).any(axis=1).mean())

    return [
        row_of(subject, "retour, 95 % sequence", alarms(limits(ratio, 0.95)), "false alarms", 0.05),
        row_of(
            subject, "retour, 90 % sequence (as shown)", alarms(limits(ratio, 0.90)), "false alarms", 0.10
        ),
        row_of(subject, "usual 95 % interval", alarms(NORMAL_95), "false alarms", None),
        row_of(subject, "usual 90 % interval", alarms(NORMAL_90), "false alarms", None),
    ]


def limits(ratio: Floats, level: float) -> Floats:
    return np.vectorize(reach)(ratio, level)


def peeked(share: float) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """|gap| in errors, cases over those tuned to, and days on which a sequence has begun, (worlds, days).

    As `effect/trial/any_day.py` does: from 5 successes and 5 failures an arm, tuned to 90 days at that pace.
    """
    rng = np.random.default_rng(20261123)
    n = rng.poisson(A_DAY, (2, WORLDS, DAYS))
    total = np.cumsum(rng.binomial(n, share), axis=2)
    n = np.maximum(np.cumsum(n, axis=2), 1)
    smooth = (total + 1) / (n + 2)
    error = np.sqrt((smooth * (1 - smooth) / n).sum(axis=0))
    settled = (np.minimum(total, n - total) >= SETTLED).all(axis=0)
    cases, begun = n.sum(axis=0), settled.argmax(axis=1)
    tuned = cases[np.arange(WORLDS), begun] * TUNED_DAYS / (begun + 1)
    gap = np.abs(total[0] / n[0] - total[1] / n[1])
    return gap / error, cases / tuned[:, None], settled


def best_of_segments() -> list[Row]:
    rng = np.random.default_rng(20261123)
    found = simulated(lambda: rng.normal(CENTRE, SPREAD, SEGMENTS), rng, worlds=WORLDS)
    subject = f"best of {SEGMENTS} segments, truth N(5, 5)"
    return [
        row_of(subject, "retour, over its truth", found.best_over_shrunk, "points", 0.5),
        row_of(subject, "as measured, over its truth", found.best_over_raw, "points", None),
        row_of(subject, "retour, root mean square error", found.rmse_shrunk, "points", None),
        row_of(subject, "as measured, root mean square error", found.rmse_raw, "points", None),
        row_of(subject, "retour, 90 % intervals that miss", 1 - found.coverage, "share", None),
    ]


if __name__ == "__main__":
    main()
