"""Totals of a workspace: money by grade, never one mixed figure; lost cases, which are certain."""

from collections.abc import Iterable

import numpy as np

from retour.assessment.result import Sheet, Totals
from retour.quantity import (
    Comparator,
    DeclaredRange,
    Estimate,
    Exact,
    Figure,
    Grade,
    Unit,
    Unknown,
)
from retour.register.automation import Status


def totals_of(sheets: tuple[Sheet, ...], *, rng: np.random.Generator) -> Totals:
    """Sum the draws of the live automations within each grade; bounds are quantiles of the sum."""
    live = [s for s in sheets if s.automation.status is not Status.PLANNED]
    by_grade = {
        grade: _total(grade, chosen, rng)
        for grade in (Grade.A, Grade.B, Grade.C, Grade.D)
        if (chosen := [s for s in live if s.worth.grade is grade and s.worth.net_draws is not None])
    }
    return Totals(
        by_grade=by_grade,
        lost_cases=_lost(live),
        automations=len(live),
        unknown=sum(isinstance(s.worth.net, Unknown) for s in live),
    )


def _total(grade: Grade, sheets: Iterable[Sheet], rng: np.random.Generator) -> Figure:
    sheets = tuple(sheets)
    # Each automation's draws are shuffled: their errors are not told to move together.
    drawn = [rng.permutation(s.worth.net_draws) for s in sheets if s.worth.net_draws is not None]
    summed = np.sum(drawn, axis=0)
    low, high = (float(q) for q in np.quantile(summed, (0.05, 0.95)))
    mean = float(summed.mean())
    value = DeclaredRange(low, mean, high) if grade is Grade.D else Estimate(mean, low, high)
    return Figure(
        key=f"totals/net/{grade}",
        value=value,
        unit=Unit.MONEY_PER_MONTH,
        grade=grade,
        formula="totals.net",
        n=len(sheets),
        comparator=Comparator.NOTHING,
        inputs=tuple(f"{s.automation.key}/worth/net" for s in sheets),
    )


def _lost(sheets: Iterable[Sheet]) -> Figure:
    watched = [s for s in sheets if s.watched.lost_total is not None]
    keys = tuple(f"{s.automation.key}/lost" for s in watched)
    lost = sum(s.watched.lost_total or 0 for s in watched)
    return Figure(
        key="totals/lost",
        value=Exact(lost) if watched else Unknown("no_rule_declared"),
        unit=Unit.CASES,
        grade=Grade.A if watched else Grade.E,
        formula="totals.lost",
        n=sum(r.due for s in watched for r in s.watched.reconciliations),
        inputs=keys,
        row_count=lost,
    )
