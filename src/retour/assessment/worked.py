"""Which arithmetic a figure is: its formula with the numbers of this audit, or why it has none."""

from collections.abc import Callable, Mapping

from retour.assessment.arithmetic import (
    Kind,
    Leaf,
    Term,
    Why,
    Worked,
    added,
    less,
    of,
    over,
    plain,
    times,
)
from retour.assessment.result import Assessment, Sheet
from retour.assessment.worked_claim import worked_claim
from retour.assessment.worked_inputs import derived
from retour.assessment.worked_money import Purse, worked_money
from retour.quantity import DeclaredRange, Exact, Figure, Unit
from retour.quantity.interval import READER_LEVEL
from retour.watch.incidents import A_MONTH, LOOKED_BACK

NEAR = 1e-6  # relative: the same number but for the rounding of floats
Found = Worked | Why
_REASONS = {
    "lost_cases": Why.COUNTED,
    "late_cases": Why.COUNTED,
    "due_cases": Why.COUNTED,
    "ignored_records": Why.COUNTED,
    "silence": Why.COUNTED,
    "manual_tasks": Why.MEAN,
    "observed": Why.MEAN,
    "voice": Why.ANSWERS,
    "rmst": Why.CURVE,
    "median": Why.CURVE,
    "stated": Why.DECLARED,
    "worth.break_even": Why.SOLVED,
    "worth.break_even_npv": Why.SOLVED,
    "totals.overlap": Why.COUNTED,
    "totals.overlap_money": Why.PARTS,
    "totals.taken": Why.PARTS,
    "totals.unused": Why.PARTS,
    "totals.lower_plan": Why.PARTS,
    "totals.next_cost": Why.PLANNED,
    "totals.next_gain": Why.PLANNED,
    "ground.maintainers": Why.DECLARED,
    "ground.tools": Why.COUNTED,
    "ground.time_to_detect": Why.MEAN,
    "ground.time_to_restore": Why.MEAN,
}


def worked(assessment: Assessment, figures: Mapping[str, Figure], figure: Figure) -> Found:
    """The formula of a figure with its numbers; `Why` says that there is none, and why.

    `figures` are those of the assessment, by key: gathered once where many figures are told.
    """
    if not figure.known:
        return Why.UNKNOWN
    sheet = _sheet_of(assessment, figure)
    if sheet is not None and "/claim/" in figure.key:
        return _checked(figure, worked_claim(sheet, figures, figure))
    if figure.formula.startswith("input."):
        return _checked(figure, _of_input(assessment, figures, figure))
    found = _of_formula(assessment, figures, figure)
    return _checked(figure, found)


def _checked(figure: Figure, found: Found) -> Found:
    """A sum or a count that does not give its own figure is not shown as if it did."""
    if isinstance(found, Why) or figure.point is None:
        return found
    if abs(found.result - figure.point) <= NEAR * max(1.0, abs(figure.point)):
        return Worked(term=found.term, kind=Kind.EXACT)
    return Why.PARTS if found.kind is Kind.EXACT else found


def _of_formula(assessment: Assessment, figures: Mapping[str, Figure], figure: Figure) -> Found:
    family = figure.formula.partition(".")[0]
    if figure.formula in _BUILT:
        return _BUILT[figure.formula](assessment, figures, figure) or Why.PARTS
    if figure.formula in _REASONS:
        return _REASONS[figure.formula]
    sheet = _sheet_of(assessment, figure)
    if family == "worth" and sheet is not None:
        return worked_money(Purse(sheet, figures), figure)
    if family == "effect" and sheet is not None:
        return _effect(figures, figure)
    if family == "ground":
        return Why.COUNTED
    if figure.formula == "human_minutes":
        return Why.MEAN if figure.n else Why.DECLARED
    return Why.DECLARED if isinstance(figure.value, DeclaredRange) else Why.ESTIMATED


def _sheet_of(assessment: Assessment, figure: Figure) -> Sheet | None:
    key = figure.key.partition("/")[0]
    return next((s for s in assessment.sheets if s.automation.key == key), None)


def _beside(figures: Mapping[str, Figure], figure: Figure, name: str) -> Figure | None:
    """Another known figure of the same automation."""
    found = figures.get(f"{figure.key.partition('/')[0]}/{name}")
    return found if found is not None and found.known else None


def _lost(_: Assessment, figures: Mapping[str, Figure], figure: Figure) -> Found | None:
    """Due - found; only where all that is due is known."""
    due = _beside(figures, figure, "due")
    if due is None or figure.key.rpartition("/")[2] != "lost" or due.point is None:
        return Why.COUNTED
    arrived = Leaf(due.point - (figure.point or 0.0), Unit.CASES, code="arrived")
    return Worked(term=less(of(due), arrived), kind=Kind.EXACT)


def _completeness(_: Assessment, figures: Mapping[str, Figure], figure: Figure) -> Found | None:
    due, lost = (_beside(figures, figure, name) for name in ("due", "lost"))
    if due is None or lost is None:
        return None
    return Worked(term=over(less(of(due), of(lost)), of(due)), kind=Kind.EXACT)


def _share_of_n(
    code: str, of_all: str, unit: Unit
) -> Callable[[Assessment, Mapping[str, Figure], Figure], Found | None]:
    """A share of what was counted: the count over n."""

    def share(_: Assessment, figures: Mapping[str, Figure], figure: Figure) -> Found | None:
        del figures
        if not figure.n or figure.point is None:
            return None
        good = Leaf(round(figure.point * figure.n), unit, code=code)
        return Worked(term=over(good, Leaf(figure.n, unit, code=of_all)), kind=Kind.EXACT)

    return share


def _changes(assessment: Assessment, _: Mapping[str, Figure], figure: Figure) -> Found | None:
    sheet = _sheet_of(assessment, figure)
    if sheet is None or figure.n is None:
        return None
    earliest = assessment.today - LOOKED_BACK
    since = max(sheet.automation.go_live or earliest, earliest)
    months = Leaf((assessment.today - since).days / A_MONTH, Unit.MONTHS)
    return Worked(term=over(Leaf(figure.n, Unit.COUNT, code="changes"), months), kind=Kind.METHOD)


def _effect(figures: Mapping[str, Figure], figure: Figure) -> Found:
    """Observed - without the automation; the method may estimate it otherwise than by this difference."""
    sides = [figures[key] for key in figure.inputs if key in figures and figures[key].known]
    if len(sides) != 2 or figure.point is None:
        return Why.ESTIMATED
    return Worked(term=less(*(of(side) for side in sides)), kind=Kind.METHOD)


def _total(_: Assessment, figures: Mapping[str, Figure], figure: Figure) -> Found | None:
    parts = [of(figures[key]) for key in figure.inputs if key in figures and figures[key].known]
    return Worked(term=added(*parts), kind=Kind.EXACT) if parts else None


def _false_alarms(_: Assessment, figures: Mapping[str, Figure], figure: Figure) -> Found | None:
    del figures
    tests = Leaf(figure.n or 0, Unit.COUNT, code="tests")
    return Worked(term=times((tests, Leaf(1 - READER_LEVEL, Unit.SHARE))), kind=Kind.EXACT)


def _cost_per_case(assessment: Assessment, figures: Mapping[str, Figure], figure: Figure) -> Found | None:
    """Minutes x hourly cost; after go-live, plus the running costs spread over the cases of a month."""
    side = figure.key.rpartition("/")[2]
    minutes = _beside(figures, figure, f"minutes/{side}")
    sheet = _sheet_of(assessment, figure)
    if minutes is None or sheet is None:
        return None
    purse = Purse(sheet, figures)
    rates = [code for code in purse.inputs if code.startswith("rate:")]
    timed = [line for line in sheet.worth.lines if line.code.startswith("time_")]
    if len(timed) != 1 or f"rate:{timed[0].details.get('role')}" not in rates:
        return None
    human = over(times((of(minutes), purse.leaf(f"rate:{timed[0].details.get('role')}"))), plain(60))
    spent = () if side == "before" else _spread(purse)
    return None if spent is None else Worked(term=added(human, *spent), kind=Kind.DRAWN)


def _spread(purse: "Purse") -> tuple[Term, ...] | None:
    """Declared running costs by the case; None where the month's cases are not among the inputs."""
    costs = purse.sheet.automation.costs
    said = {
        "upkeep": costs.upkeep,
        "supervision": costs.supervision,
        "subscription": costs.subscriptions,
        "failures": costs.failures,
        "ai": costs.ai_per_month or costs.ai_per_case,
    }
    lines = [
        Leaf(-line.point, line.unit, line.key)
        for line in purse.lines()
        if line.point is not None and said.get(line.key.rpartition("/")[2].partition("#")[0])
    ]
    if not lines:
        return ()
    if "volume:case" not in purse.inputs:
        return None
    return (over(added(*lines), purse.leaf("volume:case")),)


_BUILT: dict[str, Callable[[Assessment, Mapping[str, Figure], Figure], Found | None]] = {
    "lost_cases": _lost,
    "completeness": _completeness,
    "run_success": _share_of_n("good_runs", "runs", Unit.COUNT),
    "cost_per_case": _cost_per_case,
    "ground.error_rate": _share_of_n("", "", Unit.CASES),
    "ground.change_failure": _share_of_n("alarmed", "changes", Unit.COUNT),
    "ground.changes_per_month": _changes,
    "totals.net": _total,
    "totals.lost": _total,
    "totals.next_spent": _total,
    "totals.false_alarms": _false_alarms,
}


def _of_input(assessment: Assessment, figures: Mapping[str, Figure], figure: Figure) -> Found:
    """An input that was computed from others; what was written or counted is taken as it is."""
    sheet = _sheet_of(assessment, figure)
    if figure.formula == "input.counted":
        return Why.MEAN if not isinstance(figure.value, Exact) else Why.COUNTED
    if sheet is None or figure.formula != "input.derived":
        return Why.DECLARED
    return derived(Purse(sheet, figures), figure.key.partition("/worth/input/")[2])
