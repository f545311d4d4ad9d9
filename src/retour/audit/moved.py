"""Did friction move? Calibrated effects first; raw before/after only where it is large.

An indicator that nobody touched moves by 20 % or more in 23 % of 28-day windows (spec effect): a raw
before/after of a delay says something only from a half up. Counts of tasks and rework belong to the way
the work is done, not to the season: a fifth is enough there, when the interval agrees.
"""

from enum import StrEnum
from math import hypot, inf, sqrt

from retour.audit.evidence import Evidence, established, p_worse
from retour.effect.result import Effect
from retour.friction.result import BeforeAfter
from retour.kpi.dossier import Graph
from retour.quantity import Better, Estimate, Grade, Unknown
from retour.register.indicator import Duration, Indicator

TASKS_MOVED, DELAY_MOVED = 0.20, 0.50
LEAST_REWORK = 0.05  # rework events per case: below this more, nobody feels it
SURE = 0.95


class Move(StrEnum):
    """Which way friction went."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"


def moves(evidence: Evidence) -> dict[str, Move]:
    """Manual tasks, rework and every delay, by name."""
    friction = evidence.friction
    found = {
        "manual_tasks": raw_move(friction.manual_tasks, TASKS_MOVED),
        "rework": rework_move(friction.before, friction.after),
    }
    raw = dict(friction.delays)
    for indicator in evidence.automation.indicators:
        if isinstance(indicator.measure, Duration):
            effect = evidence.effect(indicator.key)
            found[f"delay:{indicator.key}"] = delay_move(indicator, effect, raw.get(indicator.key))
    return found


def delay_move(indicator: Indicator, effect: Effect | None, raw: BeforeAfter | None) -> Move:
    """The effect's word when it is of grade C or better, else the raw before/after."""
    if effect and effect.grade <= Grade.C and not isinstance(effect.estimate, Unknown):
        harm = p_worse(effect, indicator)
        if established(effect, indicator):
            return Move.BETTER
        return Move.WORSE if harm is not None and harm >= SURE else Move.SAME
    if raw is None or indicator.better is not Better.LOWER:
        return Move.UNKNOWN
    return raw_move(raw, DELAY_MOVED)


def raw_move(pair: BeforeAfter, least: float) -> Move:
    """Lower is better: moved when the difference's interval excludes zero and is at least `least` large."""
    before, after = pair.before, pair.after
    if not isinstance(before, Estimate) or not isinstance(after, Estimate):
        return Move.UNKNOWN
    change = after.value - before.value
    relative = abs(change) / before.value if before.value else inf
    if abs(change) <= hypot(before.half_width, after.half_width) or relative < least:
        return Move.SAME
    return Move.WORSE if change > 0 else Move.BETTER


def rework_move(before: Graph | None, after: Graph | None) -> Move:
    """Activities done again on the same case. Never BETTER: cases begun lately have had less time to loop."""
    if not before or not after or not before.cases or not after.cases:
        return Move.UNKNOWN
    first, last = rework(before), rework(after)
    spread = 1.645 * sqrt(2 * (first / before.cases + last / after.cases))  # twice Poisson's variance
    more = last - first
    if more > max(spread, TASKS_MOVED * first, LEAST_REWORK):
        return Move.WORSE
    return Move.SAME


def rework(graph: Graph) -> float:
    """Repeated activities per case."""
    return sum(node.events - node.cases for node in graph.nodes) / graph.cases
