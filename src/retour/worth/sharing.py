"""A case's minutes are saved once: automations that save the same ones count parts that add up to one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from retour.events.run import Run, Trigger
from retour.kpi.cells import day_number, day_of
from retour.kpi.dossier import Dossier
from retour.quantity import Period
from retour.register.automation import Automation, RolloutKind, Status
from retour.register.workspace import Register
from retour.register.worth_lines import TimeLine
from retour.worth.volume import SAVED

MOST_UNSURE = 10  # others who may have taken part: their subsets are counted one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of its minutes that an automation keeps, and of its cases, those that others handle too.

    `counted`: by the cases that the runs of all name; False when it comes from rollouts, in part at least.
    """

    kept: float
    others: Mapping[str, float]
    counted: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who shares minutes with whom, by role, as time lines say: read once for a whole register."""

    linked: Mapping[str, Mapping[str, set[str]]] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, register: Register) -> "Sharing":
        """Sharing goes both ways. Of two splits that differ, the one written first in the register holds."""
        linked: dict[str, dict[str, set[str]]] = {}
        weights: dict[str, dict[str, float]] = {}
        for one in register.automations:
            for line in one.worth:
                if isinstance(line, TimeLine) and line.shared is not None:
                    found = linked.setdefault(line.role, {})
                    for other in line.shared.others:
                        found.setdefault(one.key, set()).add(other)
                        found.setdefault(other, set()).add(one.key)
                    weights[line.role] = dict(line.shared.weights) | weights.get(line.role, {})
        return cls(linked, weights)


def sharers(
    register: Register, automation: Automation, role: str, sharing: Sharing | None = None
) -> dict[str, float]:
    """Parts of all that save the same minutes of a role, this one included; empty when it shares none.

    On from one to the next, so that the parts of a case always add to one. A chain (`upstream`) is no share.
    `sharing`: who shares with whom, where somebody has read it already.
    """
    known_as = Sharing.of(register) if sharing is None else sharing
    linked = known_as.linked.get(role, {})
    if automation.key not in linked:
        return {}
    found, wave = {automation.key}, [automation.key]
    while wave:
        wave = [other for key in wave for other in sorted(linked.get(key, ())) if other not in found]
        found.update(wave)
    known = [a for a in register.automations if a.key in found and _saves(a, role)]
    kept = [
        a for a in known if a.key == automation.key or not in_one_chain(register.automation, automation, a)
    ]
    weights = known_as.weights.get(role, {})
    return {a.key: weights.get(a.key, 1.0) for a in kept} if len(kept) > 1 else {}


def _saves(automation: Automation, role: str) -> bool:
    return any(isinstance(line, TimeLine) and line.role == role for line in automation.worth)


Find = Callable[[str], Automation | None]


def in_one_chain(find: Find, one: Automation, other: Automation) -> bool:
    """True when one comes after the other, or both after the same automation: `upstream` counts them once."""
    return bool(chain_of(find, one) & chain_of(find, other))


def chain_of(find: Find, automation: Automation) -> set[str]:
    """An automation and all those before it on the same cases."""
    chain, current = {automation.key}, automation.upstream
    while current is not None and current not in chain:
        chain.add(current)
        found = find(current)
        current = found.upstream if found else None
    return chain


def named_cases(runs: Iterable[Run], period: Period | None = None) -> frozenset[str]:
    """Cases named by real runs that handled them, of a period or of any."""
    return frozenset(case for case, _ in _named(runs, period))


def _named(runs: Iterable[Run], period: Period | None) -> Iterable[tuple[str, int]]:
    """Each case with the day it was handled."""
    for run in runs:
        real = run.trigger in (Trigger.PRODUCTION, Trigger.MANUAL) and run.status in SAVED
        if real and (period is None or run.started.date() in period):
            day = day_number(run.started.date())
            yield from ((case, day) for case in run.cases)


def share_of(
    dossier: Dossier,
    automation: Automation,
    weights: Mapping[str, float],
    *,
    days: Mapping[int, float],
    period: Period | None,
    without: frozenset[str] = frozenset(),
) -> Share:
    """The part that an automation keeps, over the units that it counts.

    Args:
        dossier: runs and rollouts of all.
        automation: whose part it is.
        weights: parts by automation, this one included (`sharers`).
        days: units a day (day number -> units), as they are counted.
        period: the days counted; None before go-live.
        without: cases counted upstream.

    Returns:
        Where the runs of both name their cases, those that both handled are shared (the named ones stand for
        all); where they do not, another takes part as far as its rollout covers the day.
    """
    others = [key for key in weights if key != automation.key]
    sets = {key: named_cases(dossier.runs.get(key, ())) for key in others}
    mine = {
        case: day
        for case, day in _named(dossier.runs.get(automation.key, ()), period)
        if period is not None and case not in without
    }
    seen: Iterable[tuple[str | None, int]] = mine.items() if mine else ((None, day) for day in days)
    units: dict[tuple[float, ...], float] = {}
    for case, day in seen:
        odds = tuple(_part(dossier, key, sets[key], case, day) for key in others)
        units[odds] = units.get(odds, 0.0) + (days[day] if case is None else 1.0)
    total = sum(units.values())
    if not total:
        return Share(kept=1.0, others={}, counted=False)
    own, theirs = weights[automation.key], [weights[key] for key in others]
    kept = sum(_expected(own, theirs, odds) * amount for odds, amount in units.items()) / total
    met = {
        key: sum(odds[i] * amount for odds, amount in units.items()) / total for i, key in enumerate(others)
    }
    return Share(
        kept=kept,
        others={key: part for key, part in met.items() if part > 0},
        counted=bool(mine) and all(sets.values()),
    )


def _part(dossier: Dossier, key: str, cases: frozenset[str], case: str | None, day: int) -> float:
    """The chance that another automation handled a unit: known by its runs, else by its rollout."""
    if case is not None and cases:
        return float(case in cases)
    other = dossier.register.automation(key)
    return 0.0 if other is None else covers(other, day_of(day))


def covers(automation: Automation, day: date) -> float:
    """Share of a day's cases that a live automation handles, as its rollout says."""
    since = automation.rollout.first_on
    if automation.status is not Status.LIVE or (since is not None and day < since):
        return 0.0
    drawn = automation.rollout.kind is RolloutKind.RANDOM and automation.rollout.treated_share is not None
    return automation.rollout.treated_share or 0.0 if drawn else 1.0


def _expected(own: float, theirs: list[float], odds: tuple[float, ...]) -> float:
    """Mean of own / (own + those that took part), each other taking part or not, on its own."""
    sure = [w for w, p in zip(theirs, odds, strict=True) if p == 1.0]
    open_ = [(w, p) for w, p in zip(theirs, odds, strict=True) if 0.0 < p < 1.0]
    sure += [w * p for w, p in open_[MOST_UNSURE:]]
    open_, total = open_[:MOST_UNSURE], 0.0
    for taken in product((False, True), repeat=len(open_)):
        chance, among = 1.0, own + sum(sure)
        for (weight, odd), yes in zip(open_, taken, strict=True):
            chance *= odd if yes else 1 - odd
            among += weight if yes else 0.0
        total += chance * own / among
    return total
