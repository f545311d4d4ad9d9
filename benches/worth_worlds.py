"""Invented automations whose worth is known: what is true of each, what the data show, what is declared.

What people declare is calibrated: the truth behind every range is drawn from its own PERT law. What is
measured is drawn around the truth: cases come in a volume that moves from month to month, outcomes are
drawn, amounts are skewed. Nothing here knows how the engine counts.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier
from retour.quantity import Better, DeclaredRange, Span, Text
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.indicator import Indicator, Rate
from retour.register.process import Process
from retour.register.workspace import Register, Role, Tool
from retour.register.worth_lines import Costs, Effort, MarginLine, Subscription

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TODAY = date(2026, 11, 23)
GO_LIVE = TODAY - timedelta(days=215)
FIRST = GO_LIVE - timedelta(days=600)
DELAY = 30  # days until a case's outcome is known
LATE = TODAY - timedelta(days=DELAY + 90)  # go-live where a real series has 90 days after
TREATED = 0.8  # of the cases, where lots are drawn
MONTH = 365 / 12
WAVES = (0,) * 5 + (42,) * 5  # days after go-live, site by site; ten other sites never get it
SITES = 20
COMPLAINTS = 0.02

MARGIN_RATE = DeclaredRange(0.3, 0.45, 0.6)
EATEN = DeclaredRange(0, 0.1, 0.3)
RATE = DeclaredRange(40, 55, 80)  # of the person who watches over it
SUPERVISION = DeclaredRange(0.5, 1.5, 4)  # hours
UPKEEP = DeclaredRange(40, 90, 200)
PRICE, SHARE = DeclaredRange(20, 60, 120), DeclaredRange(0.2, 0.5, 1)
AI = DeclaredRange(0.05, 0.3, 1)  # a case


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is true of one automation; money in euros, costs a month."""

    design: str  # drawn | sites | series | real series
    cases_a_day: float
    restless: float  # coefficient of variation of the volume from month to month
    without: float
    effect: float
    amount: float
    skew: float  # sigma of the log of an amount
    margin_rate: float
    eaten: float
    fixed_costs: float
    ai: float
    sites: tuple[float, ...] = (1.0,)  # how large each is beside the usual one

    @property
    def go_live(self) -> date:
        """The day that it was switched on."""
        return LATE if self.design == "real series" else GO_LIVE

    def net(self, cases_a_month: float) -> float:
        """Expected worth a month when so many cases get it."""
        kept = self.effect * self.amount * self.margin_rate * (1 - self.eaten)
        return cases_a_month * (kept - self.ai) - self.fixed_costs


def pert(rng: np.random.Generator, declared: DeclaredRange) -> float:
    """One truth behind a declared range."""
    width = declared.high - declared.low
    rise = 4 * (declared.mode - declared.low) / width
    return declared.low + width * float(rng.beta(1 + rise, 5 - rise))


def world_of(rng: np.random.Generator, design: str) -> World:
    """A random automation; half of them change nothing."""
    alone = design in ("series", "real series")
    without = float(rng.uniform(0.2 if alone else 0.08, 0.6))
    effect = 0.0 if rng.random() < 0.5 else float(rng.uniform(-0.4, 0.6)) * min(without, 1 - without)
    return World(
        design=design,
        cases_a_day=float(np.exp(rng.uniform(math.log(8 if alone else 3), math.log(40)))),
        restless=float(rng.uniform(0, 0.3)),
        without=without,
        effect=effect,
        amount=float(np.exp(rng.normal(math.log(900), 0.5))),
        skew=float(rng.uniform(0.3, 1.2)),
        margin_rate=pert(rng, MARGIN_RATE),
        eaten=pert(rng, EATEN),
        fixed_costs=pert(rng, UPKEEP)
        + pert(rng, SUPERVISION) * pert(rng, RATE)
        + pert(rng, PRICE) * pert(rng, SHARE),
        ai=pert(rng, AI),
        sites=tuple(np.exp(rng.normal(0, 0.4, SITES))) if design == "sites" else (1.0,),
    )


def volumes(rng: np.random.Generator, world: World, days: int, *, a_day: float) -> Ints:
    """Cases a day, (days,): Poisson around a mean that every 30 days draws again, mean one."""
    if world.restless:
        shape = 1 / world.restless**2
        month = rng.gamma(shape, 1 / shape, days // 30 + 1)
        return rng.poisson(a_day * np.repeat(month, 30)[:days])
    return rng.poisson(a_day, days)


def cells_of(
    rng: np.random.Generator, world: World, days: Ints, n: Ints, share: Floats | float, *, arm: str = ""
) -> Cells:
    """Daily cells of so many cases a day that succeed with a chance, with the amounts of the successes."""
    keep = n > 0
    n = n[keep]
    k = rng.binomial(n, share if isinstance(share, float) else share[keep])
    none = np.zeros(len(n), np.int64)
    return Cells(
        day=days[keep],
        segment=("",) * len(n),
        arm=(arm,) * len(n),
        n=n,
        total=k,
        square=k.astype(float),
        pending=none,
        missing=none,
        amount=_amounts(rng, world, k),
        amount_n=k,
    )


def _amounts(rng: np.random.Generator, world: World, k: Ints) -> Ints:
    """Sum of the amounts of `k` successes, in cents, (cells,): log-normal of the world's mean."""
    each = world.amount * np.exp(world.skew * rng.standard_normal(int(k.sum())) - world.skew**2 / 2)
    edges = np.concatenate(([0], np.cumsum(k)))
    total = np.concatenate(([0.0], np.cumsum(np.rint(100 * each))))
    return (total[edges[1:]] - total[edges[:-1]]).astype(np.int64)


def joined(parts: list[Cells], units: tuple[str, ...] = ()) -> Cells:
    """Cells of several arms or sites, one after the other."""
    arrays = ("day", "n", "total", "square", "pending", "missing", "amount", "amount_n")
    names = {name: tuple(s for part in parts for s in getattr(part, name)) for name in ("segment", "arm")}
    named = tuple(unit for part, unit in zip(parts, units, strict=False) for _ in range(len(part)))
    together = {a: np.concatenate([getattr(p, a) for p in parts]) for a in arrays}
    return Cells(**together, **names, unit=named)


def drawn(rng: np.random.Generator, world: World) -> Cells:
    """Lots drawn: one case in five left alone after go-live."""
    days = np.arange(day_number(FIRST), day_number(TODAY) - DELAY)
    live = days >= day_number(GO_LIVE)
    n = volumes(rng, world, len(days), a_day=world.cases_a_day)
    got = np.where(live, rng.binomial(n, TREATED), 0)
    rest = n - got
    after, before = np.where(live, rest, 0), np.where(live, 0, rest)
    with_it = world.without + world.effect
    return joined(
        [
            cells_of(rng, world, days, got, with_it, arm="treated"),
            cells_of(rng, world, days, after, world.without, arm="control"),
            cells_of(rng, world, days, before, world.without),
        ]
    )


def by_site(rng: np.random.Generator, world: World) -> Cells:
    """Twenty sites, ten switched on in two waves: own level, own weekly drift, own volume, one season."""
    days = np.arange(day_number(FIRST), day_number(TODAY) - DELAY)
    weeks, drift = len(days) // 7 + 1, []
    level = rng.normal(size=SITES)
    for _ in range(weeks):
        level = 0.7 * level + 0.7 * rng.normal(size=SITES)
        drift.append(0.02 * level)
    season = 0.03 * np.sin(2 * np.pi * np.arange(weeks) / 52)
    own = world.without + rng.uniform(-0.04, 0.04, SITES)
    share = (own + np.array(drift) + season[:, None])[np.arange(len(days)) // 7]
    parts = []
    for site, since in enumerate((*WAVES, *(len(days),) * (SITES - len(WAVES)))):
        on = days >= day_number(GO_LIVE) + since
        n = volumes(rng, world, len(days), a_day=world.cases_a_day * world.sites[site])
        parts.append(cells_of(rng, world, days, n, np.clip(share[:, site] + on * world.effect, 0.005, 0.995)))
    return joined(parts, tuple(f"site {i:02d}" for i in range(SITES)))


def one_series(rng: np.random.Generator, world: World, level: Floats) -> Cells:
    """One series before and after: a share that goes its own way, plus the effect from go-live on.

    `level` is what the share does by itself, (days,); its last day is the one before `TODAY - DELAY`.
    """
    end = day_number(TODAY) - DELAY
    days = np.arange(end - len(level), end)
    n = volumes(rng, world, len(days), a_day=world.cases_a_day) + 1
    on = days >= day_number(world.go_live)
    return cells_of(rng, world, days, n, np.clip(level + on * world.effect, 0.0, 1.0))


def automation_of(world: World, key: str) -> Automation:
    """The automation as its firm declares it."""
    main = Indicator(
        key="signed",
        name=Text.same("signed"),
        measure=Rate(of="sent", reaching="signed", by=Span(seconds=DELAY * 86_400)),
        better=Better.HIGHER,
        main=True,
        guardrails=("complaint",),
    )
    rail = Indicator(
        key="complaint",
        name=Text.same("complaint"),
        measure=Rate(of="sent", reaching="complaint", by=Span(seconds=DELAY * 86_400)),
        better=Better.LOWER,
        margin=0.05,
    )
    costs = Costs(
        upkeep=Effort(money=UPKEEP),
        supervision=Effort(hours=SUPERVISION, role="builder"),
        subscriptions=(Subscription(tool="make", share=SHARE),),
        ai_per_case=AI,
    )
    line = MarginLine(indicator="signed", amount=None, margin_rate=MARGIN_RATE, cannibalised=EATEN)
    return Automation(
        key=key,
        name=Text.same(key),
        process=key,
        rollout=_rollout(world),
        indicators=(main, rail),
        worth=(line,),
        costs=costs,
    )


def _rollout(world: World) -> Rollout:
    if world.design == "drawn":
        return Rollout(kind=RolloutKind.RANDOM, at=GO_LIVE, assigned="arm", treated_share=TREATED)
    if world.design == "sites":
        units = {f"site {i:02d}": GO_LIVE + timedelta(days=since) for i, since in enumerate(WAVES)}
        return Rollout(kind=RolloutKind.STAGGERED, unit="site", units=units)
    return Rollout(kind=RolloutKind.DATE, at=world.go_live)


def dossier_of(
    cells: Mapping[str, Cells], rails: Mapping[str, Cells], worlds: Mapping[str, World]
) -> Dossier:
    """One dossier with many automations, each on a process of its own; `rails` are its complaints."""
    seen = datetime.combine(TODAY, datetime.min.time(), UTC)
    first = datetime.combine(FIRST, datetime.min.time(), UTC)
    register = Register(
        name="bench",
        roles=(Role(key="builder", name=Text.same("builder"), hourly_cost=RATE),),
        tools=(Tool(key="make", name=Text.same("Make"), per_month=PRICE),),
        processes=tuple(Process(key=k, name=Text.same(k), case=Text.same("case")) for k in worlds),
        automations=tuple(automation_of(world, key) for key, world in worlds.items()),
    )
    return Dossier(
        register=register,
        watermark=dict.fromkeys(worlds, seen),
        first_seen=dict.fromkeys(worlds, first),
        cells={(k, "signed"): each for k, each in cells.items()}
        | {(k, "complaint"): each for k, each in rails.items()},
        received={(k, "signed"): {"treated": (900, 900), "control": (0, 225)} for k in worlds},
        cases_per_day={key: _daily(each) for key, each in cells.items()},
    )


def _daily(cells: Cells) -> dict[int, int]:
    days, place = np.unique(cells.day, return_inverse=True)
    return dict(zip(days.tolist(), np.bincount(place, weights=cells.n).astype(int).tolist(), strict=True))


def quiet(cells: Cells, rng: np.random.Generator) -> Cells:
    """Complaints of the same cases, as rare with the automation as without."""
    few = rng.binomial(cells.n, COMPLAINTS)
    none = np.zeros(len(cells), np.int64)
    return replace(cells, total=few, square=few.astype(float), amount=none, amount_n=none)
