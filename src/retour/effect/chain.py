"""Versions in a chain: the whole automation as the sum of each version's effect over the one before.

Each link compares neighbouring times, so no long gap has to be bridged, and the figures of a page add
up: version 1 over the time before, plus version 2 over version 1, is both together.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from retour.effect.question import Question, bounds
from retour.effect.result import Effect, Rule
from retour.effect.versions import WHOLE, Comparison
from retour.quantity import Comparator, Estimate, worst


def chained(question: Question, whole: Comparison, links: Sequence[Effect]) -> Effect | None:
    """Both together, from the first version to the one that `whole` covers; None when a link is refused.

    Independent links: half-widths add in quadrature, draws add up. The grade is the worst link's.
    """
    parts = [link for link in links if int(link.version[1:]) <= int(whole.covers[1:])]
    gaps = [part.estimate for part in parts]
    if len(parts) < 2 or not all(isinstance(gap, Estimate) for gap in gaps):
        return None
    last = parts[-1]
    estimate = _sum([gap for gap in gaps if isinstance(gap, Estimate)])
    lowest, highest = bounds(question.indicator)
    level = last.level or 0.0
    low, value, high = (
        _within(level, x, lowest, highest) for x in (estimate.low, estimate.value, estimate.high)
    )
    draws = np.sum([part.draws for part in parts if part.draws is not None], axis=0)
    return replace(
        parts[0],
        version=WHOLE,
        estimate=Estimate(value, low, high),
        grade=worst(part.grade for part in parts),
        comparator=Comparator.COUNTERFACTUAL,
        level=last.level,
        counterfactual=level - value,
        n=last.n,
        pending=last.pending,
        after=last.after,
        rules=(*_rules(parts), *whole.coverage),
        draws=level - np.clip(level - draws, lowest, highest),
        detectable=math.hypot(*(part.detectable or 0.0 for part in parts)),
        drift=last.drift,
    )


def _sum(gaps: Sequence[Estimate]) -> Estimate:
    value = sum(gap.value for gap in gaps)
    below = math.hypot(*(gap.value - gap.low for gap in gaps))
    above = math.hypot(*(gap.high - gap.value for gap in gaps))
    return Estimate(value, value - below, value + above)


def _within(level: float, effect: float, lowest: float, highest: float) -> float:
    return level - min(max(level - effect, lowest), highest)


def _rules(parts: Sequence[Effect]) -> tuple[Rule, ...]:
    """Each rule once, as the link that fares worst with it says it."""
    order = {False: 0, None: 1, True: 2}
    found: dict[str, Rule] = {}
    for rule in (rule for part in parts for rule in part.rules):
        held = found.setdefault(rule.code, rule)
        if order[rule.passed] < order[held.passed]:
            found[rule.code] = rule
    return tuple(found.values())
