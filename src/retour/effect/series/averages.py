"""Two averages: a before and an after, shown beside how much untouched indicators move anyway."""

from dataclasses import dataclass

from retour.effect.question import Question
from retour.effect.refusals import Refusal, hold_out_date, refused, too_early
from retour.effect.result import Design, Effect, Rule
from retour.effect.series.windows import GRIDS, Step
from retour.effect.versions import WHOLE
from retour.events.answer import Reading
from retour.kpi.cells import Cells
from retour.quantity import Comparator, Grade, Period, Unknown

METHOD = "movement-1"
SHARES = (0.0, 0.5, 0.8, 0.9, 0.95)
MOVEMENT = {  # relative movement of untouched indicators at these shares, public series (docs/reference)
    "28d": (0.0, 0.11, 0.24, 0.36, 0.49),
    "90d": (0.0, 0.19, 0.38, 0.48, 0.64),
    "13w": (0.0, 0.08, 0.25, 0.43, 0.63),
    "3m": (0.0, 0.18, 0.56, 1.20, 2.02),
    "12m": (0.0, 0.08, 0.18, 0.27, 0.40),
}
REMARKABLE = 0.90  # a change that nine untouched indicators in ten do not make


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Average before and after, with the cases and the days behind each (0 cases: not said)."""

    before: float
    after: float
    n_before: int
    n: int
    periods: tuple[Period, Period]
    reference: str


def percentile(relative: float, reference: str) -> float:
    """Share of untouched indicators that move less than `relative`, by linear interpolation.

    Past the last known quantile the tail is heavy (∝ 1/x): never 1. Source: docs/reference/effect.md.
    """
    moves, size = MOVEMENT[reference], abs(relative)
    if size >= moves[-1]:
        return 1 - (1 - SHARES[-1]) * moves[-1] / size
    above = next(i for i, move in enumerate(moves) if move > size)
    part = (size - moves[above - 1]) / (moves[above] - moves[above - 1])
    return SHARES[above - 1] + part * (SHARES[above] - SHARES[above - 1])


def reference_for(days: int, *, monthly: bool) -> str:
    """Row of the movement table for an after period of this length."""
    if days > 270:
        return "12m"
    if monthly and days > 45:
        return "3m"
    return "28d" if days <= 45 else "90d"


def from_cells(
    question: Question, cells: Cells, periods: tuple[Period, Period], *, version: str = WHOLE
) -> Effect:
    """Two averages of cases, where the series before is too short for a counterfactual."""
    before, after = (cells.within(period).moments for period in periods)
    if before.mean is None or after.mean is None:
        why = Unknown("no_case_after", {"go_live": periods[1].start})
        return refused(question, Refusal(why=why), version=version)
    sides = Sides(
        before=before.mean,
        after=after.mean,
        n_before=before.n,
        n=after.n,
        periods=periods,
        reference=reference_for(periods[1].days, monthly=False),
    )
    return _effect(question, sides, version)


def from_readings(question: Question) -> Effect:
    """Two averages of values typed by hand, weighted by their cases where all say them, else by days."""
    key = (question.automation.key, question.indicator.key)
    start = question.go_live
    mine = [r for r in question.dossier.readings if (r.automation, r.indicator) == key]
    before = [r for r in mine if r.period.end <= start]
    after = [r for r in mine if r.period.start >= start and r.period.end <= question.today]
    if not before:
        details = {"first": None, "go_live": start, "needed_days": GRIDS[Step.DAY].needed}
        return refused(
            question, Refusal(why=Unknown("no_before", details), answer_date=hold_out_date(question))
        )
    if not after:
        return refused(question, too_early(question, start))
    return _effect(question, _sides(before, after), WHOLE)


def _sides(before: list[Reading], after: list[Reading]) -> Sides:
    counted = all(r.n for r in (*before, *after))
    (first, n_before), (second, n) = _mean(before, counted=counted), _mean(after, counted=counted)
    periods = _hull(before), _hull(after)
    monthly = min(r.period.days for r in after) >= 28
    return Sides(
        before=first,
        after=second,
        n_before=n_before,
        n=n,
        periods=periods,
        reference=reference_for(periods[1].days, monthly=monthly),
    )


def _mean(readings: list[Reading], *, counted: bool) -> tuple[float, int]:
    weights = [float(r.n or 0) if counted else float(max(r.period.days, 1)) for r in readings]
    mean = sum(w * r.value for w, r in zip(weights, readings, strict=True)) / sum(weights)
    return mean, sum(r.n or 0 for r in readings)


def _hull(readings: list[Reading]) -> Period:
    return Period(min(r.period.start for r in readings), max(r.period.end for r in readings))


def _effect(question: Question, sides: Sides, version: str) -> Effect:
    change = sides.after - sides.before
    relative = change / abs(sides.before) if sides.before else None
    share = None if relative is None else percentile(relative, sides.reference)
    ends = (None, None) if share is None else (min(0.0, change * share), max(0.0, change * share))
    details = {
        "before": sides.before,
        "after": sides.after,
        "change": change,
        "relative": relative,
        "percentile": share,
        "low": ends[0],
        "high": ends[1],
        "reference": sides.reference,
    }
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=version,
        design=Design.TWO_AVERAGES,
        estimate=Unknown("two_averages_no_interval", details),
        grade=Grade.D,
        comparator=Comparator.BEFORE,
        level=sides.after,
        n=sides.n,
        n_before=sides.n_before,
        before=sides.periods[0],
        after=sides.periods[1],
        rules=_rules(sides, share),
        movement_percentile=share,
        naive=change,
        method=METHOD,
    )


def _rules(sides: Sides, share: float | None) -> tuple[Rule, ...]:
    days = sides.periods[0].days
    needed = GRIDS[Step.DAY].needed
    return (
        Rule("series", passed=False, details={"days": days, "needed": needed}, lifts_to=Grade.C),
        Rule("interval", passed=False),
        Rule(
            "untouched_movement",
            passed=None if share is None else share >= REMARKABLE,
            details={"percentile": share, "reference": sides.reference},
        ),
    )
