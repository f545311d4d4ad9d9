"""How long the money of a large firm takes: 400 automations × 10,000 draws, on one processor.

python benches/worth_speed.py [--automations N] [--draws N] [--rounds N] [--json FILE]

Every automation of the `full` firm has minutes with exceptions, a margin measured on events, and all six
costs (fifteen inputs that are drawn); in the `usual` firm one in three has all of that, one minutes and
upkeep, one a margin and upkeep. Ranges have a hundred shapes. What is timed is `worth_of` of each, the
shared draws included. Beside it, the peer: as many betas drawn one by one, nothing computed from them.
"""

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from retour.effect.result import Design, Effect
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier
from retour.quantity import Better, DeclaredRange, Estimate, Grade, Span, Text
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.indicator import Indicator, Rate
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import (
    Costs,
    DatedRange,
    Effort,
    Failures,
    MarginLine,
    Per,
    Subscription,
    TimeLine,
    WorthLine,
)
from retour.worth import shared_of, worth_of

TODAY, LIVE, FIRST = date(2026, 7, 1), date(2026, 1, 1), date(2025, 7, 1)
TARGET = 2.0  # seconds of processor
INPUTS = 15
NAME = Text.same("x")


def around(middle: float, number: int) -> DeclaredRange:
    """A range whose shape changes from one automation to the next."""
    skew = 0.5 + number % 97 / 97
    return DeclaredRange(middle * 0.5, middle, middle * (1 + skew))


def timed(n: int) -> TimeLine:
    """Minutes a case, with exceptions."""
    return TimeLine(
        role="clerk",
        per=Per.CASE,
        before=(DatedRange(value=around(6, n)),),
        after=(DatedRange(value=around(1, n + 1)),),
        exception_share=around(0.04, n + 2),
        exception_minutes=around(10, n + 3),
    )


def earned(n: int) -> MarginLine:
    """A margin on the amounts of the events."""
    rate, eaten = around(0.3, n + 4), around(0.1, n + 5)
    return MarginLine(indicator="signed", amount=None, margin_rate=rate, cannibalised=eaten)


def every_cost(n: int) -> Costs:
    """All six costs."""
    return Costs(
        build=Effort(hours=around(14, n), role="builder"),
        upkeep=Effort(hours=around(1, n), role="builder"),
        supervision=Effort(hours=around(1.5, n + 1), role="clerk"),
        subscriptions=(Subscription(tool="make", share=around(0.3, n + 2)),),
        ai_per_case=around(0.02, n + 3),
        failures=Failures(
            per_year=around(4, n),
            detection_days=around(0.7, n + 1),
            repair_days=around(0.5, n + 2),
            loss_share=around(0.3, n + 3),
            cost_each=around(20, n + 4),
        ),
    )


def automation(n: int, *, kind: int) -> Automation:
    """`kind` 0: everything; 1: minutes and upkeep; 2: a margin and upkeep."""
    lines: tuple[tuple[WorthLine, ...], ...] = ((timed(n), earned(n)), (timed(n),), (earned(n),))
    upkeep = Costs(upkeep=Effort(hours=around(1, n), role="builder"))
    measure = Rate(of="sent", reaching="signed", by=Span(seconds=30 * 86_400))
    return Automation(
        key=f"a{n:03d}",
        name=NAME,
        process="quote",
        rollout=Rollout(kind=RolloutKind.DATE, at=LIVE),
        indicators=(Indicator(key="signed", name=NAME, measure=measure, better=Better.HIGHER, main=True),),
        worth=lines[kind],
        costs=upkeep if kind else every_cost(n),
    )


def a_year_of_cells() -> Cells:
    """Five quotes a day, of which one or two are signed."""
    days = np.arange(day_number(FIRST), day_number(FIRST) + 365)
    signed, none = 1 + days % 2, np.zeros(365, np.int64)
    return Cells(
        day=days,
        segment=("",) * 365,
        arm=("",) * 365,
        n=np.full(365, 5, np.int64),
        total=signed,
        square=signed.astype(float),
        pending=none,
        missing=none,
        amount=signed * 100_000 + days % 7 * 3_000,
        amount_n=signed,
    )


def firm(automations: tuple[Automation, ...]) -> Dossier:
    """The register and the counted cases of a firm."""
    cells = a_year_of_cells()
    roles = (
        Role(key="clerk", name=NAME, hourly_cost=DeclaredRange(26, 31, 40)),
        Role(key="builder", name=NAME, hourly_cost=DeclaredRange(40, 55, 80)),
    )
    tools = (Tool(key="make", name=NAME, per_month=DeclaredRange(9, 16, 35)),)
    return Dossier(
        register=Register(name="firm", roles=roles, tools=tools, automations=automations),
        cells={(a.key, "signed"): cells for a in automations},
        cases_per_day={"quote": {int(day): 5 for day in cells.day}},
        watermark={"quote": datetime(2026, 6, 30, tzinfo=UTC)},
    )


def effect_on(key: str) -> tuple[Effect, ...]:
    """Three more quotes signed out of a hundred, by a before and after adjusted."""
    return (
        Effect(
            automation=key,
            indicator="signed",
            version="all",
            design=Design.SINGLE_SERIES,
            estimate=Estimate(0.03, 0.01, 0.05),
            grade=Grade.C,
            n=900,
        ),
    )


def money(dossier: Dossier, draws: int) -> int:
    """The worth of every automation; how many have a net."""
    shared = shared_of(dossier.register, lambda code: np.random.default_rng([1, len(code)]), draws)
    found = [
        worth_of(
            each,
            dossier,
            effect_on(each.key),
            today=TODAY,
            rng=np.random.default_rng([1, rank]),
            shared=shared,
        )
        for rank, each in enumerate(dossier.register.automations)
    ]
    return sum(worth.net_draws is not None for worth in found)


def betas(automations: int, draws: int) -> int:
    """The peer: as many betas as there are inputs, and nothing else."""
    rng = np.random.default_rng(1)
    return sum(len(rng.beta(2.0, 4.0, draws)) > 0 for _ in range(automations * INPUTS)) // INPUTS


def spent(work: Callable[[], int], rounds: int, wanted: int) -> list[float]:
    """Seconds of processor of each round, the first (warm-up) left out."""
    found = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        counted = work()
        found.append(time.process_time() - begun)
        if counted != wanted:
            raise SystemExit(f"{counted} nets instead of {wanted}")
    return found[1:]


def rows(automations: int, draws: int, rounds: int) -> list[dict[str, object]]:
    """One row a firm, and the peer."""
    firms = {
        "full": firm(tuple(automation(n, kind=0) for n in range(automations))),
        "usual": firm(tuple(automation(n, kind=n % 3) for n in range(automations))),
    }
    works: dict[str, Callable[[], int]] = {
        name: lambda each=each: money(each, draws)  # type: ignore[misc]
        for name, each in firms.items()
    }
    works["peer: betas only"] = lambda: betas(automations, draws)
    found = []
    for name, work in works.items():
        seconds = sorted(spent(work, rounds, automations))
        target = None if name.startswith("peer") else TARGET
        found.append(
            {
                "subject": name,
                "name": f"{automations} automations x {draws} draws",
                "value": round(seconds[0], 2),
                "median": round(seconds[len(seconds) // 2], 2),
                "worst": round(seconds[-1], 2),
                "unit": "s cpu",
                "target": target,
                "ok": target is None or seconds[0] <= target,
            }
        )
    return found


def main() -> int:
    """Print the table; 1 when a target is missed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--automations", type=int, default=400)
    asked.add_argument("--draws", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--json", type=Path)
    said = asked.parse_args()
    found = rows(said.automations, said.draws, said.rounds)
    for row in found:
        ends = f"median {row['median']}, worst {row['worst']}"
        print(f"{row['subject']:20} {row['name']}  {row['value']} s ({ends})  target {row['target']}")
    if said.json:
        versions = {"python": platform.python_version(), "numpy": np.__version__}
        envelope = {"schema": "retour-bench/1", "bench": "worth_speed", "versions": versions, "rows": found}
        said.json.write_text(json.dumps(envelope, indent=1), encoding="utf-8")
    return 0 if all(row["ok"] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
