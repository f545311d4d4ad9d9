"""One question: what did this automation change in this indicator, as of today?"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from retour.kpi.cells import Cells, day_number, day_of
from retour.kpi.dossier import Dossier
from retour.kpi.exposure import delay_days, transition_days
from retour.register.automation import Automation
from retour.register.indicator import Duration, Indicator, Rate, Score, Share, Statistic, Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An indicator of an automation, the dossier, the day, and the source of chance."""

    automation: Automation
    indicator: Indicator
    dossier: Dossier
    today: date
    rng: np.random.Generator

    @property
    def cells(self) -> Cells | None:
        """The indicator's cells; None when the data say nothing of it."""
        found = self.dossier.cells.get((self.automation.key, self.indicator.key))
        return found if found is not None and len(found) else None

    @property
    def go_live(self) -> date:
        """The declared go-live; the end of time where none is declared, as nothing comes after it."""
        return self.automation.rollout.first_on or date.max

    @property
    def delay_days(self) -> int:
        """Days until the outcome of a case is known for good."""
        return delay_days(self.indicator)

    @property
    def mature_until(self) -> date:
        """Cases of the days before this one have a known outcome."""
        seen = self.dossier.watermark.get(self.automation.process or "")
        end = min(self.today, seen.date()) if seen else self.today
        end -= timedelta(days=self.delay_days)
        cells = self.cells
        if cells is None or not (cells.pending > 0).any():
            return end
        return min(end, day_of(int(cells.day[cells.pending > 0].min())))

    @property
    def transition_days(self) -> int:
        """Days before a start whose cases may already meet the automation."""
        return transition_days(self.automation, self.indicator)

    @property
    def is_share(self) -> bool:
        """True when the indicator's level is a share of cases."""
        match self.indicator.measure:
            case Rate() | Share() | Duration(statistic=Statistic.DONE):
                return True
        return False

    def pending_between(self, start: date, end: date) -> int:
        """Cases of these days whose outcome is not known yet."""
        if self.cells is None:
            return 0
        chosen = (self.cells.day >= day_number(start)) & (self.cells.day < day_number(end))
        return int(self.cells.pending[chosen].sum())


def bounds(indicator: Indicator) -> tuple[float, float]:
    """Lowest and highest values that the indicator's level can take, in its unit."""
    match indicator.measure:
        case Rate() | Share() | Duration(statistic=Statistic.DONE):
            return 0.0, 1.0
        case Duration(horizon=span):
            return 0.0, span.elapsed.total_seconds()
        case Score(low=low, high=high):
            return low, high
        case Sum(field="amount"):
            return -math.inf, math.inf
        case _:
            return 0.0, math.inf
