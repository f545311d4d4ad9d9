"""Control series: other series of the same days that the automation cannot touch, and how they behave.

They are read on the very steps of the comparison. Beside three or more that stayed as quiet as chance
allows, a single series becomes a compared one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

import numpy as np

from retour.effect.question import Question
from retour.effect.result import Rule
from retour.effect.series.calibration_table import LEARNED_WITH_CONTROLS
from retour.effect.series.fit import Regressors, fitted
from retour.effect.series.layout import Layout, columns_of
from retour.effect.series.windows import Floats, series_of
from retour.kpi.cells import Cells
from retour.quantity import Grade

CONTROLS_FOR_B = 3
COMPLETE = 0.95  # of the steps that count
ALARM = 0.10  # of a control's own 90 % interval
CHANCE = 0.05
FOLLOWING = 0.9  # of the engine's error without controls


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """`values` (steps, controls) of the ones that can be used, their `names`, and the `missing` ones."""

    values: Floats | None
    names: tuple[str, ...]
    missing: tuple[str, ...]


def control_series(question: Question, laid: Layout, beside: Mapping[str, Cells]) -> Controls:
    """The indicator's declared controls and those given beside, where they have a value on 95 % of the steps.

    A hole within a control is drawn straight between its neighbours: it is a regressor, not an outcome. By
    month none can be used: nothing was learned of months beside others.
    """
    declared = {
        key: question.dossier.cells.get((question.automation.key, key)) for key in question.indicator.controls
    }
    learned = str(laid.grid.step) in LEARNED_WITH_CONTROLS
    found = {
        name: _values(cells, laid) if learned else None for name, cells in {**declared, **beside}.items()
    }
    used = {name: values for name, values in found.items() if values is not None}
    return Controls(
        values=np.column_stack(list(used.values())) if used else None,
        names=tuple(used),
        missing=tuple(name for name in found if name not in used),
    )


def _values(cells: Cells | None, laid: Layout) -> Floats | None:
    if cells is None or not len(cells):
        return None
    value = series_of(cells, laid.series.edges, laid.origin).value
    counts = laid.base | (np.arange(len(value)) >= laid.origin)
    known = np.isfinite(value)
    window = known[laid.origin :]
    steady = known[counts].mean() >= COMPLETE and window.mean() >= COMPLETE
    if not steady or np.ptp(value[laid.base & known]) == 0:
        return None
    steps = np.arange(len(value))
    return np.interp(steps, steps[known], value[known])


def beyond_controls(laid: Layout, controls: Controls) -> Floats:
    """The indicator before, less what its controls explain of it (least squares), (steps before,)."""
    value = laid.series.value[laid.base]
    if controls.values is None:
        return value
    beside = np.column_stack([np.ones(len(value)), controls.values[laid.base]])
    known = np.isfinite(value)
    fit, *_ = np.linalg.lstsq(beside[known], value[known], rcond=None)
    rest: Floats = value - beside @ fit
    return rest


def control_rules(laid: Layout, controls: Controls) -> tuple[Rule, ...]:
    """Enough of them; each declared one usable; and no more of them moved at the start than chance allows."""
    count = len(controls.names)
    enough = Rule(
        "comparison_series",
        passed=count >= CONTROLS_FOR_B,
        details={"controls": count, "needed": CONTROLS_FOR_B},
        lifts_to=None if count >= CONTROLS_FOR_B else Grade.B,
    )
    recorded = Rule(
        "controls_recorded",
        passed=not controls.missing,
        details={"declared": count + len(controls.missing), "used": count, "missing": controls.missing},
    )
    told = (recorded,) if count or controls.missing else ()
    return (enough, *told, *((_untouched(laid, controls),) if count else ()))


def following(error: float, alone: float) -> Rule:
    """The controls tell something of the indicator: without them the error before would be larger.

    From the past alone, and never from the result: series that have nothing to do with the indicator, however
    many are declared, lift no grade.
    """
    ratio = error / alone if alone > 0 else 1.0
    return Rule("controls_follow", passed=ratio <= FOLLOWING, details={"ratio": ratio})


def _untouched(laid: Layout, controls: Controls) -> Rule:
    """Each control in turn takes the place of the indicator, the others beside it (placebo in space)."""
    values = controls.values
    count = len(controls.names)
    if values is None or count < 2:
        return Rule(
            "controls_untouched", passed=None, details={"controls": count, "moved": None, "allowed": None}
        )
    moved = sum(_moved(laid, values, place) for place in range(count))
    allowed = _allowed(count)
    details: dict[str, object] = {"controls": count, "moved": moved, "allowed": allowed}
    return Rule("controls_untouched", passed=moved <= allowed, details=details)


def _moved(laid: Layout, values: Floats, place: int) -> bool:
    columns, usable = columns_of(laid)
    described = Regressors(
        columns=columns,
        usable=usable,
        pulled=np.delete(values, place, axis=1),
        controls=values.shape[1] - 1,
    )
    own = laid.with_values(values[:, place])
    n = described.cases(own)
    fit = fitted(own, described, n)
    level = float(fit.weights @ values[laid.origin :, place])
    return abs(level - fit.mean) > fit.factor.k90 * fit.error


def _allowed(count: int) -> int:
    """Controls outside their own 90 % interval that chance still explains, at 5 %: binomial."""
    chances = [_binomial(count, moved) for moved in range(count + 1)]
    return next(k for k in range(count + 1) if sum(chances[k + 1 :]) <= CHANCE)


def _binomial(count: int, moved: int) -> float:
    return comb(count, moved) * ALARM**moved * (1 - ALARM) ** (count - moved)
