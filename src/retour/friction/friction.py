"""Friction of one automation's process, before and after its go-live."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from retour.friction.cost import Pricing, cost_per_case, costs_not_said
from retour.friction.declared import declared_minutes
from retour.friction.levels import Level, delay_of, manual_tasks_of, minutes_of
from retour.friction.result import BeforeAfter, Friction
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier, Touches
from retour.kpi.exposure import transition_days
from retour.kpi.switched import got_it
from retour.quantity import Grade, Unknown
from retour.register.automation import Automation, RolloutKind, Status
from retour.register.indicator import Duration, Indicator, Statistic

Sides = tuple[Touches | None, Touches | None]


def friction_of(
    automation: Automation, dossier: Dossier, *, today: date, rng: np.random.Generator
) -> Friction:
    """Manual tasks, minutes, delays and cost per case. No causal claim: grade D, compared with before."""
    touches: Sides = dossier.touches.get(automation.key, (None, None))
    graphs = dossier.graphs.get(automation.key, (None, None))
    minutes = minutes_around(automation, touches, today=today)
    return Friction(
        manual_tasks=_pair(manual_tasks_of(touches[0]), manual_tasks_of(touches[1]), touches),
        minutes=minutes,
        delays=tuple(delays(automation, dossier)),
        cost_per_case=cost_around(minutes, automation, dossier, today=today, rng=rng),
        before=graphs[0],
        after=graphs[1],
    )


def minutes_around(automation: Automation, touches: Sides, *, today: date) -> BeforeAfter:
    """Human minutes per case, from events; where neither side's events carry any, the declared lines."""
    before, after = minutes_of(touches[0]), minutes_of(touches[1])
    if isinstance(before, Unknown) and isinstance(after, Unknown):
        said = [declared_minutes(automation, after=side, day=today) for side in (False, True)]
        if not all(isinstance(level, Unknown) for level in said) or touches == (None, None):
            before, after = said
            touches = (None, None)
    return _pair(before, after, touches)


def cost_around(
    minutes: BeforeAfter, automation: Automation, dossier: Dossier, *, today: date, rng: np.random.Generator
) -> BeforeAfter:
    """Cost per case; a planned automation has a cost before only."""
    pricing = Pricing(automation=automation, dossier=dossier, day=today, rng=rng)
    planned = automation.status is Status.PLANNED
    before = cost_per_case(minutes.before, pricing, after=False)
    after = Unknown("not_live_yet") if planned else cost_per_case(minutes.after, pricing, after=True)
    unknown = isinstance(before, Unknown) and isinstance(after, Unknown)
    return BeforeAfter(
        before=before,
        after=after,
        n_before=minutes.n_before,
        n_after=minutes.n_after,
        grade=Grade.E if unknown else Grade.D,
        not_said=() if planned else costs_not_said(automation.costs),
    )


def delays(automation: Automation, dossier: Dossier) -> Iterator[tuple[str, BeforeAfter]]:
    """Restricted mean (or median) delay of every duration indicator, in seconds."""
    for indicator in automation.indicators:
        measure = indicator.measure
        if isinstance(measure, Duration) and measure.statistic is not Statistic.DONE:
            cells = dossier.cells.get((automation.key, indicator.key))
            yield indicator.key, _delay(cells, automation, indicator, measure.statistic)


def _delay(
    cells: Cells | None, automation: Automation, indicator: Indicator, statistic: Statistic
) -> BeforeAfter:
    if cells is None or (automation.status is not Status.PLANNED and automation.go_live is None):
        reason = "no_data" if cells is None else "no_go_live"
        return BeforeAfter(before=Unknown(reason), after=Unknown(reason))
    before, after = delay_around(cells, automation, indicator)
    return BeforeAfter(
        before=delay_of(before, statistic),
        after=Unknown("not_live_yet") if after is None else delay_of(after, statistic),
        n_before=_cases(before),
        n_after=_cases(after) if after else 0,
        grade=Grade.D,
    )


def delay_around(cells: Cells, automation: Automation, indicator: Indicator) -> tuple[Cells, Cells | None]:
    """Cases that ended before go-live could reach them, and cases begun since (None: not live yet).

    Of a random rollout, the treated arm only after; unit by unit, the same units on both sides.
    """
    live = automation.go_live
    if live is None or automation.status is Status.PLANNED:
        return cells, None
    before = cells.where(cells.day < day_number(live) - transition_days(automation, indicator))
    after = got_it(cells.where(cells.day >= day_number(live)), automation.rollout)
    if automation.rollout.kind is RolloutKind.STAGGERED:
        reached = frozenset(after.unit)
        before = before.of_unit(lambda unit: unit in reached)
    return before, after


def _cases(cells: Cells) -> int:
    """All of them, unfinished ones too."""
    return cells.moments.n + cells.moments.pending


def _pair(before: Level, after: Level, touches: Sides) -> BeforeAfter:
    unknown = isinstance(before, Unknown) and isinstance(after, Unknown)
    first, last = (side.cases if side else 0 for side in touches)
    grade = Grade.E if unknown else Grade.D
    return BeforeAfter(before=before, after=after, n_before=first, n_after=last, grade=grade)
