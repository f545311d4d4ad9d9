"""What decisions cost: euros lost a month by our verdicts, and by ranking declared minutes × runs.

python benches/regret.py [--portfolios N] [--automations N] [--seed N] [--json FILE]

Invented portfolios whose truth is known. Half of the automations free minutes only; the other half also act
on a conversion, for better or worse, and their firm drew lots. Ranges that people declare are calibrated: the
truth behind each is drawn from its own law. A decision is to stop or to go on; what a wrong one costs is the
true net (what is lost by going on, what is given up by stopping).

1. Verdicts: each automation is assessed; where the verdict proposes to say what the time became or to time
   cases, that is done, until it proposes nothing more of the kind. A stop stops, any other verdict goes on.
   The peer ranks declared minutes × runs × hourly cost and stops as many, from the bottom; beside it, the
   same ranking that also knows the declared costs, going on with everything, and our first verdicts.
2. Measuring: the automations that free minutes only, each decided by the mean of its net. Ours takes, of the
   measurements that the verdicts propose, the one worth most a minute; the peer measures every automation in
   turn. Both say what the time became (a minute) and time cases by hand. Printed: the minutes that each needs
   to come down to the regret where ours stops by itself.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import gamma
from pathlib import Path

import numpy as np

from retour.assessment.assess import assess
from retour.assessment.result import Sheet
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Text
from retour.register.automation import Automation
from retour.register.workspace import Role
from retour.register.worth_lines import Costs, DatedRange, Effort, Per, TimeLine, Use
from retour.verdict import Decision
from retour.verdict.result import Measurement
from retour.worth.shared import REALISATION
from worth_worlds import (
    AI,
    MONTH,
    RATE,
    SUPERVISION,
    TODAY,
    TREATED,
    UPKEEP,
    World,
    dossier_of,
    drawn,
    pert,
    quiet,
    world_of,
)

CLERK = DeclaredRange(26, 31, 40)
TIMED_CV = 0.6  # of a case's own minutes: not what the engine assumes (0.5)
CASES = 8  # that the peer times at each automation, at each turn
MOST_TURNS = 12
VERDICTS, MINUTES = 0.6, 0.5  # the most allowed, ours over the peer's


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is true of one automation: minutes a case before, use of freed time, its net in euros a month."""

    before: float
    use: Use
    net: float
    cases: float  # a month


@dataclass(frozen=True, slots=True)
class Firm:
    """A portfolio: what its data and its declarations say, and what is true."""

    dossier: Dossier
    truths: dict[str, Truth]


def firm_of(rng: np.random.Generator, automations: int) -> Firm:
    """A portfolio whose odd automations free minutes only."""
    worlds, cells, rails, truths, lines = {}, {}, {}, {}, {}
    hourly = pert(rng, CLERK)
    for number in range(automations):
        key, alone = f"a{number:02d}", number % 2 == 1
        world = replace(world_of(rng, "drawn"), amount=float(np.exp(rng.normal(np.log(40), 0.5))))
        world = replace(world, effect=0.0) if alone else world
        cells[key] = drawn(rng, world)
        rails[key], worlds[key] = quiet(cells[key], rng), world
        lines[key], truths[key] = _minutes(rng, world, hourly, alone=alone)
    dossier = dossier_of(cells, rails, worlds)
    return Firm(_declared(dossier, lines), truths)


def _minutes(
    rng: np.random.Generator, world: World, hourly: float, *, alone: bool
) -> tuple[tuple[TimeLine, bool], Truth]:
    """Somebody's ranges of the minutes, and the truth behind them and behind every cost."""
    middle = float(np.exp(rng.normal(np.log(5), 0.8)))
    before = DeclaredRange(0.4 * middle, middle, middle * float(rng.uniform(1.5, 4)))
    after = DeclaredRange(0.0, 0.2 * middle, 0.4 * middle)
    t0, t1, realised = pert(rng, before), pert(rng, after), pert(rng, REALISATION[Use.UNKNOWN])
    use = _answer(rng, realised)
    treated = world.cases_a_day * MONTH * TREATED
    freed = treated * (t0 - t1) / 60 * hourly * realised
    kept = world.effect * world.amount * world.margin_rate * (1 - world.eaten)
    costs = pert(rng, UPKEEP) + pert(rng, SUPERVISION) * pert(rng, RATE) + treated * world.ai
    line = TimeLine(
        role="clerk", per=Per.CASE, before=(DatedRange(value=before),), after=(DatedRange(value=after),)
    )
    return (line, alone), Truth(
        before=t0, use=use, net=freed + (0.0 if alone else treated * kept) - costs, cases=treated
    )


def _answer(rng: np.random.Generator, realised: float) -> Use:
    """What somebody who knows would answer: each answer as likely as its own law makes that share."""
    answers = (Use.AVOIDED, Use.REDEPLOYED, Use.ABSORBED)
    odds = np.array([_density(REALISATION[use], realised) for use in answers])
    return answers[int(rng.choice(3, p=odds / odds.sum()))]


def _density(declared: DeclaredRange, value: float) -> float:
    """Density of a PERT, to be compared with that of another range."""
    width = declared.high - declared.low
    place, rise = (value - declared.low) / width, 4 * (declared.mode - declared.low) / width
    if not 0 < place < 1:
        return 0.0
    scale = gamma(6) / gamma(1 + rise) / gamma(5 - rise) / width
    return float(scale * place**rise * (1 - place) ** (4 - rise))


def _declared(dossier: Dossier, lines: dict[str, tuple[TimeLine, bool]]) -> Dossier:
    register = dossier.register
    clerk = Role(key="clerk", name=Text.same("clerk"), hourly_cost=CLERK)
    changed = [_with_line(a, *lines[a.key]) for a in register.automations]
    return replace(
        dossier, register=replace(register, roles=(*register.roles, clerk), automations=tuple(changed))
    )


def _with_line(automation: Automation, line: TimeLine, alone: bool) -> Automation:  # noqa: FBT001
    """Its minutes, beside its margin or alone, and costs that all stop with it."""
    costs = Costs(
        upkeep=Effort(money=UPKEEP), supervision=Effort(hours=SUPERVISION, role="builder"), ai_per_case=AI
    )
    worth = (line,) if alone else (*automation.worth, line)
    return replace(automation, worth=worth, costs=costs)


# 1. verdicts


def regret(truths: dict[str, Truth], stopped: set[str]) -> float:
    """Euros a month lost by going on with what costs more, or by stopping what brings."""
    return sum(max(t.net, 0.0) if key in stopped else max(-t.net, 0.0) for key, t in truths.items())


def claimed(firm: Firm, automation: Automation) -> float:
    """Declared minutes × runs × hourly cost, a month."""
    line = next(w for w in automation.worth if isinstance(w, TimeLine))
    minutes = line.before[0].value.mode - line.after[0].value.mode
    return firm.truths[automation.key].cases * minutes / 60 * CLERK.mode


def told_costs(firm: Firm, automation: Automation) -> float:
    """Declared costs a month, at their most likely."""
    return UPKEEP.mode + SUPERVISION.mode * RATE.mode + firm.truths[automation.key].cases * AI.mode


def judged(firm: Firm, seed: int) -> dict[str, float]:
    """Regret of each way to decide, euros a month."""
    bench, automations = Bench(firm, seed), firm.dossier.register.automations
    first = bench.stopped
    for _ in ours(bench):
        pass
    last = bench.stopped
    ranked = sorted(automations, key=lambda a: claimed(firm, a))
    below = {a.key for a in automations if claimed(firm, a) < told_costs(firm, a)}
    return {
        "ours": regret(firm.truths, last),
        "ours, first verdicts": regret(firm.truths, first),
        "ranking, as many stops": regret(firm.truths, {a.key for a in ranked[: len(last)]}),
        "ranking, below its declared costs": regret(firm.truths, below),
        "going on with everything": regret(firm.truths, set()),
        "stops": float(len(last)),
        "minutes measured": bench.minutes,
        "should stop": float(sum(t.net < 0 for t in firm.truths.values())),
    }


# 2. measuring


class Bench:
    """Somebody who measures the automations of a firm, one thing at a time."""

    def __init__(self, firm: Firm, seed: int, *, minutes_only: bool = False) -> None:
        register = firm.dossier.register
        alone = [a for a in register.automations if len(a.worth) == 1 or not minutes_only]
        self.firm, self.seed = firm, seed
        self.sheets = {a.key: self._sheet(a) for a in alone}
        self.timed: dict[str, list[float]] = {a.key: [] for a in alone}
        self.minutes = 0.0
        self.told = {key: line_of(sheet).before[0].value for key, sheet in self.sheets.items()}

    def _sheet(self, automation: Automation) -> Sheet:
        register = replace(self.firm.dossier.register, automations=(automation,))
        return assess(replace(self.firm.dossier, register=register), today=TODAY, seed=self.seed).sheets[0]

    @property
    def stopped(self) -> set[str]:
        """What the verdicts stop."""
        return {key for key, sheet in self.sheets.items() if sheet.verdict.decision is Decision.STOP}

    @property
    def regret(self) -> float:
        """Deciding each by the mean of its net."""
        stopped = {key for key, sheet in self.sheets.items() if mean_net(sheet) < 0}
        return regret({key: self.firm.truths[key] for key in self.sheets}, stopped)

    def ask(self, key: str) -> None:
        """Say what the freed time became: the true answer, a minute."""
        self.minutes += 1
        self._change(key, use=self.firm.truths[key].use)

    def time(self, key: str, cases: int) -> None:
        """Time so many cases; what all the timed ones say is typed, within what was declared."""
        rng = np.random.default_rng([self.seed, zlib.crc32(key.encode()), len(self.timed[key])])
        truth, shape = self.firm.truths[key].before, 1 / TIMED_CV**2
        seen = rng.gamma(shape, truth / shape, cases)
        self.minutes += float(seen.sum())
        self.timed[key] += seen.tolist()
        self._change(key, before=(DatedRange(value=within(self.told[key], self.timed[key])),))

    def _change(self, key: str, **said: object) -> None:
        automation = self.sheets[key].automation
        line = replace(line_of(self.sheets[key]), **said)  # type: ignore[arg-type]
        worth = (*automation.worth[:-1], line)
        self.sheets[key] = self._sheet(replace(automation, worth=worth))


def line_of(sheet: Sheet) -> TimeLine:
    """Its minutes: the last line."""
    line = sheet.automation.worth[-1]
    if not isinstance(line, TimeLine):
        raise TypeError(line)
    return line


def mean_net(sheet: Sheet) -> float:
    """Mean of the draws of the net."""
    draws = sheet.worth.net_draws
    return 0.0 if draws is None else float(draws.mean())


def within(told: DeclaredRange, seen: Sequence[float]) -> DeclaredRange:
    """The range that somebody types after timing: the declared one pulled to the sample by precision.

    A normal approximation of both: variances (high − low)²/36 and s²/n; ends at three deviations.
    """
    middle, spread = (told.low + 4 * told.mode + told.high) / 6, ((told.high - told.low) / 6) ** 2
    error = max(float(np.var(seen, ddof=1)), (0.3 * float(np.mean(seen))) ** 2) / len(seen)
    trust = spread / (spread + error)
    found, left = middle + trust * (float(np.mean(seen)) - middle), 3 * float(np.sqrt(spread * (1 - trust)))
    low, high = max(told.low, found - left), min(told.high, found + left)
    found = min(max(found, low), high)
    return DeclaredRange(low, found, high)


def ours(bench: Bench) -> Iterator[tuple[float, float]]:
    """(minutes, regret) after each measurement that our verdicts propose; it ends when they propose none."""
    yield bench.minutes, bench.regret
    while (best := _best(bench)) is not None:
        key, measurement = best
        if measurement.design == "answer_realisation":
            bench.ask(key)
        else:
            bench.time(key, measurement.n or CASES)
        yield bench.minutes, bench.regret


def _best(bench: Bench) -> tuple[str, Measurement] | None:
    """The measurement worth most a minute among those proposed."""
    proposed = [
        (key, m)
        for key, sheet in bench.sheets.items()
        if (m := sheet.verdict.measurement) is not None
        and m.useful
        and m.design in ("time_cases", "answer_realisation")
        and m.gain
        and (m.design != "answer_realisation" or line_of(sheet).use is Use.UNKNOWN)
        and len(bench.timed[key]) < 200
    ]
    return max(proposed, key=lambda each: (each[1].gain or 0.0) / (each[1].minutes or 1.0), default=None)


def uniform(bench: Bench) -> Iterator[tuple[float, float]]:
    """(minutes, regret) after each measurement when every automation is measured in turn."""
    yield bench.minutes, bench.regret
    for turn in range(MOST_TURNS):
        for key in bench.sheets:
            if not turn:
                bench.ask(key)
            bench.time(key, CASES)
            yield bench.minutes, bench.regret


def reached(course: list[tuple[float, float]], level: float) -> float:
    """Minutes from which the regret stays at or below a level; infinite when it never does."""
    found = float("inf")
    for minutes, lost in reversed(course):
        if lost > level + 1e-9:
            break
        found = minutes
    return found


def averaged(courses: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """The mean regret of many portfolios at every number of minutes spent on each."""
    grid = sorted({minutes for course in courses for minutes, _ in course})
    return [(at, float(np.mean([_at(course, at) for course in courses]))) for at in grid]


def _at(course: list[tuple[float, float]], minutes: float) -> float:
    return next(lost for at, lost in reversed(course) if at <= minutes + 1e-9)


# the bench


def row(subject: str, name: str, value: float, unit: str, target: float | None = None) -> dict[str, object]:
    """One row of the envelope; `target` is the most allowed."""
    ok = target is None or value <= target
    return {
        "subject": subject,
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "target": target,
        "ok": ok,
    }


def rows(portfolios: int, automations: int, seed: int) -> Iterator[dict[str, object]]:
    """Everything that is printed."""
    firms = [firm_of(np.random.default_rng([seed, turn]), automations) for turn in range(portfolios)]
    found = [judged(firm, seed) for firm in firms]
    total = {name: float(np.mean([one[name] for one in found])) for name in found[0]}
    for name, value in total.items():
        yield row("verdicts", name, value, _unit(name))
    for peer in ("ranking, as many stops", "ranking, below its declared costs"):
        yield row("verdicts", f"ours / {peer}", total["ours"] / total[peer], "ratio", VERDICTS)
    yield from measured(firms, seed)


def _unit(name: str) -> str:
    if name in ("stops", "should stop"):
        return "automations"
    return "minutes" if name.startswith("minutes") else "euros a month"


def measured(firms: list[Firm], seed: int) -> Iterator[dict[str, object]]:
    """Minutes to the same regret."""
    mine = averaged([list(ours(Bench(firm, seed, minutes_only=True))) for firm in firms])
    peer = averaged([list(uniform(Bench(firm, seed, minutes_only=True))) for firm in firms])
    level = mine[-1][1]
    spent, needed = reached(mine, level), reached(peer, level)
    yield row("measuring", "regret before", mine[0][1], "euros a month")
    yield row("measuring", "regret where ours stops", level, "euros a month")
    yield row("measuring", "minutes of ours, a portfolio", spent, "minutes")
    yield row("measuring", "minutes of the peer to the same regret", needed, "minutes")
    yield row("measuring", "lowest regret of the peer", min(lost for _, lost in peer), "euros a month")
    yield row("measuring", "minutes of the peer in all", peer[-1][0], "minutes")
    yield row("measuring", "ours / peer", spent / needed, "ratio", MINUTES)


def main() -> int:
    """Print the table; 1 when a target is missed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--portfolios", type=int, default=40)
    asked.add_argument("--automations", type=int, default=20)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--json", type=Path)
    said = asked.parse_args()
    found = []
    for one in rows(said.portfolios, said.automations, said.seed):
        found.append(one)
        print(
            f"{one['subject']:10} {one['name']:45} {one['value']:>12} {one['unit']}  target {one['target']}"
        )
    if said.json:
        envelope = {"schema": "retour-bench/1", "bench": "regret", "versions": {}, "rows": found}
        said.json.write_text(json.dumps(envelope, indent=1), encoding="utf-8")
    return 0 if all(one["ok"] for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
