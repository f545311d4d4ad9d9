"""Where and when an automation was on: the cases that got it, unit by unit and period by period."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from retour.kpi.cells import Cells, Ints, day_number
from retour.quantity import Period
from retour.register.automation import Rollout, RolloutKind


def on_days(rollout: Rollout, days: Ints) -> NDArray[np.bool_]:
    """Whether a switchback was on, for each day number; False before its schedule begins. Shape of `days`."""
    starts = np.array([day_number(day) for day in sorted(rollout.schedule)], np.int64)
    states = np.array([False, *(rollout.schedule[day] for day in sorted(rollout.schedule))])
    return states[np.searchsorted(starts, days, side="right")]


def off_days(rollout: Rollout, until: date) -> frozenset[date]:
    """Days on which a switchback was off, from its schedule's first to a day (excluded); else none."""
    switched = rollout.kind is RolloutKind.SWITCHBACK
    first = min(rollout.schedule, default=until) if switched else until
    days = [first + timedelta(days=i) for i in range((until - first).days)]
    on = on_days(rollout, np.array([day_number(day) for day in days], np.int64))
    return frozenset(day for day, was_on in zip(days, on, strict=True) if not was_on)


def switched_on(cells: Cells, rollout: Rollout) -> Cells:
    """The cells of the days and units that it was on for: all of them where everybody got it at once.

    None of them when it was switched on unit by unit and the cells do not tell units apart.
    """
    match rollout.kind:
        case RolloutKind.SWITCHBACK:
            return cells.where(on_days(rollout, cells.day))
        case RolloutKind.STAGGERED:
            never = np.iinfo(np.int64).max
            since = {unit: day_number(day) for unit, day in rollout.units.items()}
            begun = [since.get(unit, never) for unit in cells.unit or ("",) * len(cells)]
            return cells.where(cells.day >= np.array(begun, np.int64))
    return cells


def got_it(cells: Cells, rollout: Rollout) -> Cells:
    """The cells of the cases that get the automation: the treated arm, or where it was on."""
    if rollout.kind is RolloutKind.RANDOM:
        return cells.of_arm(lambda arm: arm == rollout.treated_arm)
    return switched_on(cells, rollout)


def share_on(cells: Cells | None, rollout: Rollout, period: Period) -> float | None:
    """Share of the cases begun in a period that it was on for; None without cases or without units."""
    if cells is None or (rollout.kind is RolloutKind.STAGGERED and not cells.unit):
        return None
    begun = cells.within(period)
    cases = _cases(begun)
    return _cases(switched_on(begun, rollout)) / cases if cases else None


def share_drawn(cells: Cells | None, rollout: Rollout, period: Period) -> float | None:
    """Share of the cases with an arm, begun in a period, that were drawn to get it; None without any."""
    drawn = None if cells is None else cells.within(period).of_arm(bool)
    cases = 0 if drawn is None else _cases(drawn)
    return _cases(got_it(drawn, rollout)) / cases if drawn is not None and cases else None


def steady_since(rollout: Rollout, today: date) -> date | None:
    """The last day that something was switched on for good; later, the same cases get it."""
    switched = [day for day in rollout.units.values() if day <= today]
    return max(switched, default=None) if rollout.kind is RolloutKind.STAGGERED else rollout.first_on


def _cases(cells: Cells) -> int:
    return int((cells.n + cells.pending + cells.missing).sum())
