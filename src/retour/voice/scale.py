"""Items that can be asked, their scales and how each is summarised (spec voice, Built-in questionnaires)."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retour.events.answer import Audience
from retour.quantity import Better
from retour.register.automation import Automation
from retour.register.indicator import Score


class Summary(StrEnum):
    """How the answers to an item become one number."""

    ORDINAL = "ordinal"  # mean of one ordinal item, Dirichlet
    TOP_TWO = "top_two"  # share of the two highest levels, Wilson
    MEAN = "mean"  # mean, t interval cut at the ends
    NPS = "nps"  # promoters minus detractors, adjusted Wald


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Ends of the answers, how they are summarised, and the gap between two neighbouring answers."""

    low: float
    high: float
    summary: Summary
    better: Better = Better.HIGHER
    step: float | None = 1.0

    @property
    def levels(self) -> NDArray[np.float64]:
        """Every possible answer; a hundred and one points where answers are continuous."""
        step = self.step or (self.high - self.low) / 100
        return np.linspace(self.low, self.high, round((self.high - self.low) / step) + 1)

    @property
    def shown(self) -> tuple[float, float]:
        """Ends of the score that is shown (a share, a net score, or the answers' own)."""
        return {Summary.TOP_TWO: (0.0, 1.0), Summary.NPS: (-100.0, 100.0)}.get(
            self.summary, (self.low, self.high)
        )


SEVEN = Scale(low=1, high=7, summary=Summary.ORDINAL)
FIVE = Scale(low=1, high=5, summary=Summary.TOP_TWO)
HUNDRED = Scale(low=0, high=100, summary=Summary.MEAN, better=Better.LOWER, step=None)
UMUX_LITE = Scale(low=0, high=100, summary=Summary.MEAN, step=100 / 12)
ITEMS = {
    **dict.fromkeys(("usefulness", "ease", "clarity", "control", "trust", "received_quality"), SEVEN),
    **dict.fromkeys(("speed", "relevance", "personalisation", "satisfaction"), FIVE),
    "satisfaction_10": Scale(low=0, high=10, summary=Summary.MEAN),
    "nps": Scale(low=0, high=10, summary=Summary.NPS),
    "frustration": HUNDRED,
}


def scale_of(item: str, audience: Audience, automation: Automation) -> Scale | None:
    """The scale of an item: built in, or declared by a score indicator; None when nobody said.

    A team gives its effort from 0 to 100 (lower is better); a customer says from 1 to 7 how easy it was.
    """
    if item == "effort":
        return HUNDRED if audience is Audience.TEAM else SEVEN
    declared = (i for i in automation.indicators if isinstance(i.measure, Score) and i.measure.item == item)
    indicator = next(declared, None)
    if item in ITEMS or indicator is None or not isinstance(indicator.measure, Score):
        return ITEMS.get(item)
    measure = indicator.measure
    return Scale(low=measure.low, high=measure.high, summary=Summary.MEAN, better=indicator.better, step=None)
