"""Effect on the cases that the draw really switched, where not every treated case got the automation."""

import math
from dataclasses import dataclass

from retour.effect.intervals import Group, normal_quantile
from retour.effect.trial.fieller import quotient
from retour.quantity import Estimate
from retour.quantity.interval import READER_LEVEL

WEAK = 3.2  # t of the difference of reception below which the quotient says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Difference between the arms in the share that received it, with its standard error."""

    value: float
    error: float


def reception(treated: Group, control: Group) -> Reception:
    """From the cases that received it in each arm. An arm where all or none did has no error."""
    error = math.sqrt(sum(g.share * (1 - g.share) / g.n for g in (treated, control)))
    return Reception(value=treated.share - control.share, error=error)


def complier_effect(
    drawn: Estimate,
    error: float,
    received: Reception,
    *,
    covariance: float | None = None,
    level: float = READER_LEVEL,
) -> Estimate | None:
    """Effect among the cases that got the automation because they were drawn: ITT ÷ reception.

    Args:
        drawn: effect of having been drawn (intention to treat), in the indicator's unit.
        error: its standard error.
        received: difference of reception between the arms.
        covariance: of the two; None where only totals are known: the interval then holds whatever it is.
        level: of the interval.

    Returns:
        The quotient with Fieller's interval; None when reception differs by less than 3.2 standard errors or
        when the set is unbounded. It assumes that having been drawn acts only through reception, and that
        nobody does the opposite of what was drawn. Source: Angrist, Imbens & Rubin (1996), JASA 91, 444-455.
    """
    if received.value <= 0 or received.value < WEAK * received.error:
        return None
    found = quotient(
        drawn.value,
        received.value,
        errors=(error, received.error),
        reach=normal_quantile(level),
        covariance=covariance,
    )
    return None if found is None else Estimate(found.value, found.low, found.high, level)
