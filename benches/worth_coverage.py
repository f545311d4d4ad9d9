"""Does the 90 % interval of a worth hold the truth? Thousands of invented automations whose net is known.

    make bench-worth                                  2,000 intervals a grade
    python benches/worth_coverage.py --n 200 --json out.json

Estimand: expected net a month, at the true effect, the true mean amount, the true margin rate, share taken
from elsewhere and costs, for the true expected number of cases that get it. Beside it, the same for the
number of cases that really came. What is typed is calibrated: the truth behind each declared range is drawn
from its PERT law. Grade A: lots drawn. Grade B: twenty sites, ten switched on in two waves. Grade C: one
series, before and after, whose level goes its own way: by the engine's own prior (tame), and as real series
do (`--series`: the untouched ones of `make bench-honesty`, which the calibration was learned from), each
started on any day that the file allows: one day a series says little (decision 0006).

The peers, on the same automations: every worst bound together and every best bound together; the effect's
interval alone, all else at its likely value; a before/after t-test, all else at its likely value.
"""

import argparse
import importlib.metadata
import json
import math
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(library, "1")

import numpy as np

import truth
from placebos import cluster_interval, read
from retour.effect import effects_of
from retour.effect.result import Effect
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier
from retour.kpi.switched import got_it
from retour.quantity import Estimate, Grade
from retour.register.automation import Automation
from retour.voice.intervals import wilson
from retour.worth import worth_of
from retour.worth.result import Worth
from worth_worlds import (
    AI,
    EATEN,
    MARGIN_RATE,
    MONTH,
    PRICE,
    RATE,
    SHARE,
    SUPERVISION,
    TODAY,
    TREATED,
    UPKEEP,
    WAVES,
    Floats,
    World,
    by_site,
    dossier_of,
    drawn,
    one_series,
    quiet,
    world_of,
)

SEED = 20_261_126
LOWEST, HIGHEST = 0.87, 0.93
SUBJECTS = {"drawn": Grade.A, "sites": Grade.B, "series": Grade.C, "real series": Grade.C}
METHODS = ("retour", "bounds", "effect only", "before/after")
BATCH = 50
Z90 = 1.644854
INSIDE = (0.05, 0.95)  # where a real series is put: a share cannot leave 0 and 1
PAST, READ = 180, 28  # days of a real series before its start, and those read after it with such a past
Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One interval of one method on one automation; `source` groups those that rest on the same series."""

    low: float
    middle: float
    high: float
    truth: float
    counted: float  # the same at the number of cases that really came
    source: str

    @property
    def holds(self) -> bool:
        """The interval holds the expected net."""
        return self.low <= self.truth <= self.high


@dataclass(slots=True)
class Found:
    """Intervals by subject and method, and what became of the automations without one of the right grade."""

    seen: dict[tuple[str, str], list[Seen]] = field(default_factory=dict)
    roads: Counter[str] = field(default_factory=Counter)

    def add(self, subject: str, method: str, one: Seen) -> None:
        """Keep one interval."""
        self.seen.setdefault((subject, method), []).append(one)

    def count(self, subject: str) -> int:
        """Intervals of ours so far."""
        return len(self.seen.get((subject, "retour"), ()))


def measure(subject: str, n: int, *, seed: int, series: Path | None = None) -> Found:
    """Simulate automations of a subject until `n` intervals of its grade were seen (at most 3 n tries)."""
    rng = np.random.default_rng([seed, list(SUBJECTS).index(subject)])
    found, tried, batch = Found(), 0, min(BATCH, n)
    levels = real_levels(series) if series and subject == "real series" else ()
    while found.count(subject) < n and tried < 3 * n:
        worlds = {f"a{i:04d}": world_of(rng, subject) for i in range(batch)}
        picked = [(tried + i) % len(levels) for i in range(batch)] if levels else []
        names = {key: f"s{picked[i]}" if picked else f"{tried + i}" for i, key in enumerate(worlds)}
        cells = {
            key: _cells(rng, world, started(rng, levels[picked[i]]) if picked else None)
            for i, (key, world) in enumerate(worlds.items())
        }
        rails = {key: quiet(each, rng) for key, each in cells.items()}
        dossier = dossier_of(cells, rails, worlds)
        for automation in dossier.register.automations:
            _one(rng, worlds[automation.key], automation, dossier, (found, names[automation.key]))
        tried += batch
    return found


def _cells(rng: np.random.Generator, world: World, level: Floats | None) -> Cells:
    if world.design == "drawn":
        return drawn(rng, world)
    if world.design == "sites":
        return by_site(rng, world)
    return one_series(rng, world, tame_level(rng, world) if level is None else put_inside(level, world))


def tame_level(rng: np.random.Generator, world: World) -> Floats:
    """A share that moves as the engine's own prior says untouched series do, (days,)."""
    steps = day_number(TODAY) - truth.DELAY - day_number(truth.FIRST)
    like = truth.World(
        grade=Grade.C,
        cases_a_day=world.cases_a_day,
        without=world.without,
        effect=world.effect,
        amount=1.0,
        margin_rate=1.0,
        upkeep=0.0,
    )
    return world.without + np.asarray(truth._level(rng, like, steps))  # noqa: SLF001  one law for both benches


def real_levels(path: Path) -> tuple[Floats, ...]:
    """Daily series where nothing happened, each (days,): 180 days, then 90."""
    return tuple(values for corpus in read(path) if corpus.frequency == "D" for values in corpus.values.T)


def started(rng: np.random.Generator, level: Floats) -> Floats:
    """A real series cut so that its day `PAST` is any day that leaves a past before it and a window after.

    As long as it was: past its end the last value goes on, where nothing but cases is counted.
    """
    first = int(rng.integers(len(level) - PAST - READ + 1))
    return np.pad(level[first:], (0, first), mode="edge")


def put_inside(level: Floats, world: World) -> Floats:
    """A real series as a share that has room for the effect: its lowest and highest day are at two shares."""
    low = INSIDE[0] + max(-world.effect, 0.0)
    high = INSIDE[1] - max(world.effect, 0.0)
    scaled = (level - level.min()) / max(float(np.ptp(level)), 1e-12)
    return low + (high - low) * scaled


def _one(
    rng: np.random.Generator,
    world: World,
    automation: Automation,
    dossier: Dossier,
    into: tuple[Found, str],
) -> None:
    found, source = into
    effect = effects_of(automation, dossier, today=TODAY, rng=rng)[0]
    worth = worth_of(automation, dossier, (effect,), today=TODAY, rng=rng)
    grade = SUBJECTS[world.design]
    if not isinstance(worth.net, Estimate) or worth.grade is not grade or worth.volume is None:
        found.roads[f"{world.design} -> {worth.grade}"] += 1
        return
    true, counted = world.net(expected_cases(world)), world.net(worth.volume)
    cells = dossier.cells[automation.key, "signed"]
    for method, (low, middle, high) in _said(worth, effect, (cells, automation)).items():
        one = Seen(low=low, middle=middle, high=high, truth=true, counted=counted, source=source)
        found.add(world.design, method, one)


def expected_cases(world: World) -> float:
    """Cases a month that get it, as the law of the volume says once it is on everywhere that it goes."""
    if world.design == "drawn":
        return world.cases_a_day * TREATED * MONTH
    if world.design == "sites":
        return world.cases_a_day * sum(world.sites[: len(WAVES)]) * MONTH
    return (world.cases_a_day + 1) * MONTH


def _said(
    worth: Worth, effect: Effect, known: tuple[Cells, Automation]
) -> dict[str, tuple[float, float, float]]:
    """Low, middle and high of the net by method."""
    cells = known[0]
    net, gap, volume = worth.net, effect.estimate, worth.volume
    assert isinstance(net, Estimate) and isinstance(gap, Estimate) and volume is not None  # noqa: S101, PT018
    amount = cells.amount.sum() / max(int(cells.amount_n.sum()), 1) / 100
    crude = _before_after(*known)
    return {
        "retour": (net.low, net.value, net.high),
        "bounds": tuple(_bound(volume, e, amount, side) for e, side in _sides(gap)),
        "effect only": tuple(_bound(volume, e, amount, 1) for e in (gap.low, gap.value, gap.high)),
        "before/after": tuple(_bound(volume, e, amount, 1) for e in (crude.low, crude.value, crude.high)),
    }


def _sides(gap: Estimate) -> Sequence[tuple[float, int]]:
    return (gap.low, 0), (gap.value, 1), (gap.high, 2)


def _bound(volume: float, effect: float, amount: float, side: int) -> float:
    """The net with every input at its worst (0), its likely (1) or its best (2) for the net."""
    good, bad = ((r.low, r.mode, r.high) for r in (MARGIN_RATE, EATEN))
    rate, eaten = (good[side], bad[2 - side]) if effect > 0 else (good[2 - side], bad[side])
    dear = 2 - side
    cost = [(r.low, r.mode, r.high)[dear] for r in (UPKEEP, SUPERVISION, RATE, PRICE, SHARE, AI)]
    fixed = cost[0] + cost[1] * cost[2] + cost[3] * cost[4]
    return volume * (effect * amount * rate * (1 - eaten) - cost[5]) - fixed


def _before_after(cells: Cells, automation: Automation) -> Estimate:
    """Share of the cases that got it less the share before, in the same sites, with the normal interval."""
    rollout = automation.rollout
    start = day_number(rollout.first_on or TODAY)
    named = cells.of_unit(lambda unit: unit in rollout.units) if rollout.units else cells
    after, before = (
        part.moments
        for part in (got_it(cells.where(cells.day >= start), rollout), named.where(named.day < start))
    )
    assert after.mean is not None and before.mean is not None  # noqa: S101, PT018
    gap = after.mean - before.mean
    half = Z90 * math.sqrt(sum((m.variance or 0.0) / m.n for m in (after, before)))
    return Estimate(gap, gap - half, gap + half)


def rows_of(found: Found) -> Iterator[Row]:
    """The rows of the bench envelope: coverage with its own interval, widths, bias, in euros a month."""
    for (subject, method), seen in found.seen.items():
        held = np.array([one.holds for one in seen])
        share = float(held.mean())
        own = _interval(held, [one.source for one in seen])
        highest = 1.0 if subject == "series" else HIGHEST  # tamer than real series: decision 0006
        ours = method == "retour"
        miss = np.array([one.middle - one.truth for one in seen])
        width = np.array([one.high - one.low for one in seen])
        yield {
            "subject": subject,
            "name": method,
            "grade": str(SUBJECTS[subject]),
            "value": round(share, 4),
            "unit": "share of 90 % intervals that hold the expected net",
            "target": [LOWEST, highest] if ours else None,
            "ok": LOWEST <= share <= highest if ours else None,
            "n": len(seen),
            "interval_95": [round(end, 4) for end in own],
            "at_the_counted_volume": round(_held_counted(seen), 4),
            "above": round(float(np.mean([one.low > one.truth for one in seen])), 4),
            "below": round(float(np.mean([one.high < one.truth for one in seen])), 4),
            "mean_width": round(float(width.mean()), 1),
            "median_width": round(float(np.median(width)), 1),
            "bias": round(float(miss.mean()), 1),
            "bias_error": round(float(miss.std(ddof=1) / math.sqrt(len(miss))), 1),
        }


def _held_counted(seen: Sequence[Seen]) -> float:
    return float(np.mean([one.low <= one.counted <= one.high for one in seen]))


def _interval(held: np.ndarray, source: Sequence[str]) -> tuple[float, float]:
    """95 % interval of the coverage; by series where several automations rest on one."""
    if len(set(source)) < len(source):
        return cluster_interval(held, np.array(source))
    own = wilson(float(held.sum()), len(held), 0.95)
    return own.low, own.high


def told(rows: Iterator[Row]) -> Iterator[Row]:
    """Print each row as it comes."""
    for row in rows:
        low, high = row["interval_95"]  # type: ignore[misc]
        verdict = {True: "ok", False: "MISSED", None: ""}[row["ok"]]  # type: ignore[index]
        who = f"{row['grade']} {row['subject']:<12} {row['name']:<13}"
        held = f"{row['value']:.3f} [{low:.3f}, {high:.3f}]  n={row['n']:<5}"
        counted = f"counted volume {row['at_the_counted_volume']:.3f}"
        size = f"width {row['mean_width']:>9}  bias {row['bias']:>8} ±{row['bias_error']}"
        print(f"{who} {held} {counted}  {size}  {verdict}", flush=True)
        yield row


def envelope(rows: list[Row], seed: int) -> dict[str, object]:
    """The bench envelope of the project."""
    versions = {name: importlib.metadata.version(name) for name in ("retour", "numpy")}
    return {"schema": "retour-bench/1", "bench": "worth", "seed": seed, "versions": versions, "rows": rows}


def main() -> int:
    """Command line; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=2000, help="intervals a subject")
    parser.add_argument("--only", choices=SUBJECTS, action="append")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--series", type=Path)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    there = chosen.series is not None and chosen.series.exists()
    rows: list[Row] = []
    for subject in chosen.only or SUBJECTS:
        if subject == "real series" and not there:
            print("real series: skipped, no file of series where nothing happened", file=sys.stderr)
            continue
        began = time.process_time()
        found = measure(subject, chosen.n, seed=chosen.seed, series=chosen.series)
        rows += told(rows_of(found))
        print(f"{time.process_time() - began:.0f} s; left out: {dict(found.roads)}", file=sys.stderr)
    if chosen.json:
        chosen.json.write_text(json.dumps(envelope(rows, chosen.seed), indent=1) + "\n", encoding="utf-8")
    return 0 if all(row["ok"] is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
