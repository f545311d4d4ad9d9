"""The units switched on first against their own past, beside the units never reached as control series."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from retour.effect.question import Question
from retour.effect.result import Design, Effect, Rule
from retour.effect.series.single import single_series
from retour.effect.series.windows import GRIDS, Step
from retour.effect.versions import Comparison
from retour.kpi.cells import Cells
from retour.quantity import Grade

LONGEST = timedelta(days=round(GRIDS[Step.MONTH].windows[-1] * GRIDS[Step.MONTH].days))


def first_units(question: Question, comparison: Comparison, *, reason: str) -> Effect | None:
    """The effect on the units of the first date; None where no unit seen was switched on, or nothing is read.

    Units that follow within the window would be neither treated nor untouched: they are left out. `reason` is
    why the units could not be compared with each other: the rule `other_units` says it.
    """
    cells, units = question.cells, question.automation.rollout.units
    seen = set(cells.unit) if cells is not None else set()
    starts = [day for unit, day in units.items() if unit in seen and day <= question.today]
    if cells is None or not starts:
        return None
    first = min(starts)
    own = cells.of_unit(lambda unit: units.get(unit) == first)
    alone = _about(question, own)
    whole = replace(comparison, base_start=None, base_end=first, start=first)
    found = single_series(alone, whole, _untouched(cells, units, first))
    if found.design is Design.REFUSED:
        return None
    told = Rule("other_units", passed=False, details={"reason": reason}, lifts_to=Grade.B)
    return replace(found, rules=(*found.rules, told))


def _about(question: Question, own: Cells) -> Question:
    key = (question.automation.key, question.indicator.key)
    return replace(question, dossier=replace(question.dossier, cells={**question.dossier.cells, key: own}))


def _untouched(cells: Cells, units: Mapping[str, date], first: date) -> dict[str, Cells]:
    """The named units without a date, or whose date comes after any window of the first ones."""
    late = first + LONGEST
    names = sorted({unit for unit in cells.unit if unit and (unit not in units or units[unit] >= late)})
    return {name: cells.of_unit(name.__eq__) for name in names}
