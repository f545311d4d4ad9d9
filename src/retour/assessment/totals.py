"""Totals of a workspace: money by grade, never one mixed figure; lost cases, which are certain."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from retour.assessment.overlaps import Found, overlaps_of, taken_figure
from retour.assessment.portfolio import budget_of, groups_of
from retour.assessment.result import Sheet, Totals
from retour.kpi.dossier import Dossier
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
from retour.quantity.interval import READER_LEVEL
from retour.register.automation import Status
from retour.worth.result import Draws

ON_AN_EFFECT = ("margin", "errors", "speed")


def totals_of(sheets: tuple[Sheet, ...], dossier: Dossier | None = None) -> Totals:
    """Sum the live automations within each grade, draw by draw; bounds are quantiles of the sum.

    Draws are aligned: hourly costs, prices and the share of time really used are drawn once for all, so
    automations that share one are wrong together. Of those that claim the same gain, the first counts; of
    those that save the same minutes of the same cases (the runs of `dossier` say so), each counts its part.
    """
    begun = [s for s in sheets if s.automation.status is not Status.PLANNED]
    live = [s for s in begun if s.automation.status is Status.LIVE]
    joint = joint_of(live)
    counted = [s for s in live if s.automation.key not in joint and s.worth.net_draws is not None]
    found = overlaps_of(counted, dossier) if dossier is not None else Found()
    total = partial(_total, taken=found.taken)
    by_grade = {
        grade: total(f"totals/net/{grade}", grade, chosen)
        for grade in (Grade.A, Grade.B, Grade.C, Grade.D)
        if (chosen := [s for s in counted if s.worth.grade is grade])
    }
    return Totals(
        by_grade=by_grade,
        lost_cases=_lost(begun),
        automations=len(live),
        unknown=sum(isinstance(s.worth.net, Unknown) for s in live),
        joint=tuple(joint.items()),
        set_aside=len(begun) - len(live),
        false_alarms=_false_alarms(sheets),
        overlaps=found.overlaps,
        taken=tuple(taken_figure(key, rest) for key, rest in found.taken.items()),
        groups=groups_of(live, counted, total),
        budget=budget_of(sheets),
    )


def _false_alarms(sheets: Iterable[Sheet]) -> Figure | None:
    """Effects that would look clear by chance alone, were nothing to change: one test in ten at 90 %.

    Only effects whose interval is held to its level (A to C) are counted; None where there is none.
    """
    tests = [
        f"{s.automation.key}/effect/{e.indicator}/{e.version}"
        for s in sheets
        for e in s.effects
        if isinstance(e.estimate, Estimate) and e.grade <= Grade.C
    ]
    if not tests:
        return None
    return Figure(
        key="totals/false_alarms",
        value=Exact(len(tests) * (1 - READER_LEVEL)),
        unit=Unit.COUNT,
        grade=Grade.C,
        formula="totals.false_alarms",
        n=len(tests),
        inputs=tuple(tests),
    )


def joint_of(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Automations whose money rests on a gain that an earlier one already counts, and which one."""
    joint: dict[str, str] = {}
    kept: list[Sheet] = []
    for sheet in (s for s in sheets if s.worth.net_draws is not None):
        known = next((k for k in kept if _claims_with(sheet, k) or _claims_with(k, sheet)), None)
        if known is None:
            kept.append(sheet)
        else:
            joint[sheet.automation.key] = known.automation.key
    return joint


def _claims_with(sheet: Sheet, other: Sheet) -> bool:
    """True when an effect that both turn into money cannot be told from the other automation's."""
    measures = {_measure(other, indicator) for indicator in _paid_indicators(other)}
    return any(
        _measure(sheet, effect.indicator) in measures
        for effect in sheet.effects
        if effect.indicator in _paid_indicators(sheet)
        for rule in effect.rules
        if rule.code == "single_attribution" and rule.passed is False
        if other.automation.key in _keys(rule.details.get("keys"))
    )


def _keys(said: object) -> Iterator[str]:
    return (str(key) for key in said) if isinstance(said, tuple) else iter(())


def _paid_indicators(sheet: Sheet) -> set[object]:
    lines = (line for line in sheet.worth.lines if line.code in ON_AN_EFFECT and line.draws is not None)
    return {line.details.get("indicator") for line in lines}


def _measure(sheet: Sheet, indicator: object) -> object:
    found = sheet.automation.indicator(str(indicator))
    return found.measure if found else None


def _total(key: str, grade: Grade, sheets: Sequence[Sheet], *, taken: Mapping[str, Draws]) -> Figure:
    """The nets of some automations summed draw by draw, without what is counted with others."""
    parts = [s.worth.net_draws for s in sheets if s.worth.net_draws is not None]
    known = [s.automation.key for s in sheets]
    parts += [-taken[one] for one in known if one in taken]
    summed = np.sum(parts, axis=0)
    low, high = (float(q) for q in np.quantile(summed, (0.05, 0.95)))
    mean = float(summed.mean())
    low, high = min(low, mean), max(high, mean)
    value = DeclaredRange(low, mean, high) if grade is Grade.D else Estimate(mean, low, high)
    left_out = tuple(f"totals/taken/{one}" for one in known if one in taken)
    return Figure(
        key=key,
        value=value,
        unit=Unit.MONEY_PER_MONTH,
        grade=grade,
        formula="totals.net",
        n=len(sheets),
        comparator=Comparator.NOTHING,
        inputs=(*(f"{one}/worth/net" for one in known), *left_out),
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
