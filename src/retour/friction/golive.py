"""The day on which an automation was first switched on."""

from datetime import date

from retour.register.automation import Automation


def go_live_of(automation: Automation) -> date | None:
    """The rollout's date, else its first unit's; None when nobody said."""
    rollout = automation.rollout
    return rollout.at or min(rollout.units.values(), default=None)
