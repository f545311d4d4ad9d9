"""How long a case stays within reach: until its outcome is known, or until an automation has acted on it."""

import math
from collections.abc import Iterable

from retour.quantity import Span
from retour.register.automation import Automation
from retour.register.indicator import Count, Duration, Indicator, Rate, Sum

DAY_SECONDS = 86_400


def delay_days(indicator: Indicator) -> int:
    """Whole days, rounded up, until a case's outcome is known for good."""
    match indicator.measure:
        case Rate(by=span) | Count(by=span) | Sum(by=span) | Duration(horizon=span):
            return _longest((span,))
    return 0


def transition_days(automation: Automation, indicator: Indicator) -> int:
    """Days before a start whose cases belong to neither side: begun before it, they may end under it.

    An automation that acts at a declared age of a case (a reminder at day 7) reaches the cases that are
    younger; one that may act at any time reaches every case whose outcome is not known yet.
    """
    measure, rollout = indicator.measure, automation.rollout
    opens = measure.open_at if isinstance(measure, Rate) else None
    acts = [age for age in (opens, rollout.treatment_after, rollout.treatment_by) if age is not None]
    return _longest(acts) if acts else delay_days(indicator)


def _longest(spans: Iterable[Span]) -> int:
    return math.ceil(max(span.elapsed.total_seconds() for span in spans) / DAY_SECONDS)
