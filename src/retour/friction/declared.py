"""Minutes and money that were declared: ranges in force on a day, and draws from them."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retour.friction.levels import Level
from retour.quantity import DeclaredRange, Unknown
from retour.register.automation import Automation
from retour.register.worth_lines import DatedRange, Per, TimeLine

Draws = NDArray[np.float64]
SHAPE = 4.0  # PERT's weight of the mode (Malcolm, Roseboom, Clark and Fazar, Operations Research 1959)


def in_force(dated: Iterable[DatedRange], day: date) -> DeclaredRange | None:
    """The newest range valid on a day."""
    valid = [d for d in dated if d.valid_from is None or d.valid_from <= day]
    return max(valid, key=lambda d: d.valid_from or date.min).value if valid else None


def lines_per_case(automation: Automation) -> tuple[TimeLine, ...]:
    """The declared time lines that count on cases."""
    return tuple(w for w in automation.worth if isinstance(w, TimeLine) and w.per is Per.CASE)


def declared_minutes(automation: Automation, *, after: bool, day: date) -> Level:
    """Declared human minutes per case, roles added up; Unknown when one of the lines does not say."""
    lines = lines_per_case(automation)
    ranges = [in_force(line.after if after else line.before, day) for line in lines]
    if not lines:
        other = any(isinstance(w, TimeLine) for w in automation.worth)
        return Unknown("minutes_not_per_case" if other else "minutes_not_said")
    said = [r for r in ranges if r is not None]
    if len(said) < len(ranges):
        return Unknown("after_not_said" if after else "before_not_said")
    return DeclaredRange(sum(r.low for r in said), sum(r.mode for r in said), sum(r.high for r in said))


def pert(declared: DeclaredRange, rng: np.random.Generator, draws: int) -> Draws:
    """Draws of a PERT distribution, shape (draws,); the constant itself when low equals high."""
    low, width = declared.low, declared.high - declared.low
    if width <= 0:
        return np.full(draws, declared.mode)
    left = 1 + SHAPE * (declared.mode - low) / width
    return low + width * rng.beta(left, 2 + SHAPE - left, draws)
