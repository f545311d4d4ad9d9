"""Unit by unit: the units switched on, against those not switched on, or not yet.

From ten treated units, or two dates: group-time effects (Callaway & Sant'Anna). With one date and a few
treated units among at least four others: a synthetic control with placebos in space. With fewer others this
design says nothing, and the caller falls back on the treated units' own past.
"""

import math
from datetime import date

import numpy as np

from retour.effect.grades import STAGGERED
from retour.effect.panel.aggregate import dynamic, simple
from retour.effect.panel.attgt import group_time
from retour.effect.panel.few_units import NO_SPREAD, few_units
from retour.effect.panel.found import Found, effect_from, observed_around, starts_of
from retour.effect.panel.layout import BLOCKS, UnitSteps, lay_out_units, switched_on
from retour.effect.panel.placebo_space import FEWEST
from retour.effect.panel.pre_trend import before_blocks
from retour.effect.panel.small_sample import Spread, spread_between
from retour.effect.question import Question
from retour.effect.refusals import Refusal, hold_out_date, refused, too_early
from retour.effect.result import Design, Effect, Rule
from retour.effect.series.windows import GRIDS, SHORTEST_READING, Step
from retour.effect.versions import Comparison
from retour.kpi.cells import Cells, day_number, day_of
from retour.quantity import Unknown

METHOD = "group-time-1"
MANY = 10  # treated units from which one date of start is enough
ENOUGH = 3  # units alike on each side: measured false alarms 3 to 7 % at 5 % from there
PARALLEL_P = 0.1


def staggered(question: Question, comparison: Comparison) -> Effect | None:
    """The effect over one fixed window after each unit's start; a refusal; or None.

    The estimand is the mean effect on the cases of the treated units whose whole window is known.

    Args:
        question: its cells name the unit of each case; its rollout the day each unit was switched on.
        comparison: the whole automation over the time before.

    Returns:
        None where fewer than four units stay to compare a few treated ones with.
    """
    cells = question.cells
    named = None if cells is None else cells.of_unit(bool)
    start = switched_on(question)
    until = min(question.mature_until, comparison.limit or question.mature_until)
    refusal = _refusal(question, named, start, until)
    if named is None or start is None or refusal is not None:
        return refused(question, refusal or too_early(question, question.go_live), version=comparison.version)
    laid = lay_out_units(question, named, start, until)
    if laid is None or not laid.read.any():
        why = Unknown("no_window_for_units", {"units": len(set(named.unit)), "start": start})
        return refused(question, Refusal(why=why), version=comparison.version)
    return _read(question, comparison, laid.kept(laid.read | laid.compared, "no_window"))


def _read(question: Question, comparison: Comparison, laid: UnitSteps) -> Effect | None:
    treated = int(laid.read.sum())
    if treated >= ENOUGH and (treated >= MANY or starts_of(laid) > 1):
        many = _group_time(laid)
        if many is not None:
            return effect_from(question, comparison, laid, many)
    first = int(laid.first[laid.read].min())
    ends = first + laid.window
    together = laid.kept((laid.first == first) | (laid.first >= ends + laid.gap), "another_start").until(ends)
    if len(together.names) - int(together.read.sum()) < FEWEST:
        return None
    few = few_units(together)
    if few is None:
        why = Unknown("units_without_spread", {"units": len(together.names)})
        return refused(question, Refusal(why=why), version=comparison.version)
    return effect_from(question, comparison, together, few)


def _group_time(laid: UnitSteps) -> Found | None:
    """None where a side comes down to a single unit, or units do not differ."""
    panel = laid.panel()
    cells = group_time(panel, base=laid.window, anticipation=laid.gap)
    whole = simple(cells, horizon=laid.window)
    each = dynamic(cells, horizon=laid.window)
    after = each.keys >= 0
    spread = spread_between(whole.influence[:, None], laid.read, panel.weights)
    by_step = spread_between(each.influence_by[:, after], laid.read, panel.weights)
    if spread is None or by_step is None or int(after.sum()) < laid.window or math.isnan(whole.value):
        return None
    if float(spread.errors[0]) <= NO_SPREAD * float(np.nanmax(np.abs(panel.values))):
        return None
    trend = before_blocks(panel, window=laid.window, anticipation=laid.gap, blocks=BLOCKS)
    parallel = Rule(
        "parallel_before",
        passed=None if trend is None else trend.p > PARALLEL_P,
        details={"p": trend and trend.p, "blocks": trend.rank if trend else 0, "steps": laid.window},
    )
    return Found(
        design=Design.STAGGERED,
        method=METHOD,
        value=whole.value,
        error=float(spread.errors[0]),
        freedom=spread.freedom,
        gaps=each.values[after],
        errors=by_step.errors,
        observed=observed_around(laid, panel.weights),
        rules=(parallel, _enough(laid, spread)),
        caps=STAGGERED,
    )


def _enough(laid: UnitSteps, spread: Spread) -> Rule:
    """Three units alike on each side: a large one beside small ones counts for little more than one."""
    treated, compared = spread.alike
    details: dict[str, object] = {
        "treated": int(laid.read.sum()),
        "compared": int(laid.compared.sum()),
        "treated_alike": treated,
        "compared_alike": compared,
        "starts": starts_of(laid),
        "needed": ENOUGH,
    }
    return Rule("enough_units", passed=min(treated, compared) >= ENOUGH, details=details)


def _refusal(question: Question, cells: Cells | None, start: date | None, until: date) -> Refusal | None:
    """What stops the question before any figure is looked at."""
    if cells is None or not len(cells) or not cells.n.any():
        return Refusal(why=Unknown("unit_not_recorded"), answer_date=hold_out_date(question))
    units, seen = question.automation.rollout.units, set(cells.unit)
    details: dict[str, object] = {"declared": len(units), "seen": len(seen)}
    if start is None:
        return Refusal(why=Unknown("no_treated_unit_seen", details))
    if len(seen) == 1:
        return Refusal(why=Unknown("one_unit", {"unit": next(iter(seen)), "start": start}))
    if all(units.get(unit, date.max) <= start for unit in seen):
        return Refusal(why=Unknown("no_comparison_unit", {**details, "start": start}))
    if (until - start).days < SHORTEST_READING:
        return too_early(question, start)
    first = day_of(int(cells.day[cells.n > 0].min()))
    if (start - first).days < SHORTEST_READING:
        cases = int(cells.n[cells.day < day_number(start)].sum())
        needed = GRIDS[Step.DAY].needed
        before = {"first": first, "go_live": start, "needed_days": needed, "cases": cases}
        return Refusal(why=Unknown("no_before", before), answer_date=hold_out_date(question))
    return None
