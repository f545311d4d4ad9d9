"""The rules of a drawn comparison's grade: was it drawn, followed, recorded, read as said beforehand."""

from collections.abc import Sequence
from datetime import date, timedelta

from retour.effect.question import Question
from retour.effect.result import Rule
from retour.effect.shifts import missing_steady, outcome_closed
from retour.effect.threats import complete, guardrail
from retour.effect.trial.arms import FEW, Arms, Window, arms_of
from retour.effect.trial.gap import Gap, plain_gap
from retour.effect.trial.non_inferiority import not_inferior, worst_case
from retour.effect.trial.sample_ratio import SAMPLE_RATIO_P, sample_ratio_p
from retour.effect.versions import Comparison
from retour.quantity import Estimate, Period

RECORDED = 0.80
RECEIVED = 0.80  # realised assignment


def rules_of(
    question: Question, comparison: Comparison, arms: Arms, gap: Gap, *, every_day: bool
) -> tuple[Rule, ...]:
    """Every rule, in the order they are read."""
    treated, control = gap.n
    sizes: dict[str, object] = {"treated": treated, "control": control}
    everyone = arms.everyone.moments.n
    recorded = sum(m.n for m in arms.moments) / everyone if everyone else 0.0
    return (
        Rule("drawn_at_random", passed=True, details=dict(sizes)),
        _balanced_before(question),
        _sample_ratio(gap.units.counts if gap.units else gap.n, question.automation.rollout.treated_share),
        Rule("arm_recorded", passed=recorded >= RECORDED, details={"share": recorded}),
        _received(question),
        read_as_said(arms.window.period, every_day=every_day),
        *_counted(gap, sizes),
        complete(arms.treated, arms.control),
        missing_steady(arms.control, arms.treated, "missing_alike"),
        outcome_closed(arms.everyone, question.mature_until, followed=arms.window.early),
        *tolerated(question, gap.estimate),
        *guardrail(question, comparison.start),
        *comparison.coverage,
    )


def read_as_said(period: Period, *, every_day: bool) -> Rule:
    """Read over a length fixed beforehand, or every day with an interval made for that."""
    if every_day:
        return Rule("looked_at_daily", passed=True, details={"days": period.days})
    return Rule("date_fixed", passed=True, details={"window_days": period.days})


def tolerated(question: Question, estimate: Estimate) -> tuple[Rule, ...]:
    """For a guardrail with a declared margin: even the bad end of the interval is inside it."""
    indicator, main = question.indicator, question.automation.main
    if main is None or indicator.key not in main.guardrails or indicator.margin is None:
        return ()
    details: dict[str, object] = {
        "worst": worst_case(estimate, indicator.better),
        "margin": abs(indicator.margin),
    }
    passed = not_inferior(estimate, indicator.better, indicator.margin)
    return (Rule("not_inferior", passed=passed, details=details),)


def _counted(gap: Gap, sizes: dict[str, object]) -> tuple[Rule, ...]:
    """Enough cases; or, where whole units were drawn, that they were and how they were compared."""
    if gap.units is None:
        return (Rule("thirty_units", passed=min(gap.n) >= FEW, details={**sizes, "p": gap.p}),)
    units, (treated, control) = gap.units, gap.units.counts
    named = units.named / units.cases if units.cases else 0.0
    return (
        Rule(
            "units_compared",
            passed=True,
            details={"treated": treated, "control": control, "past": units.past, "p": gap.p},
        ),
        Rule("units_whole", passed=units.both == 0, details={"both": units.both}),
        Rule("unit_recorded", passed=named >= RECORDED, details={"share": named}),
    )


def _balanced_before(question: Question) -> Rule:
    """No case that was over before go-live carries an arm: what they carry was not drawn at go-live.

    None without such a case (an automation that began with its process): nothing to check, nothing capped.
    `p`: of the arms' outcomes before go-live being alike, where both have some.
    """
    start = question.go_live - timedelta(days=question.transition_days)
    assert question.cells is not None  # noqa: S101  narrowed by the caller
    arms = arms_of(question, question.cells, Window(period=Period(date.min, start)))
    cases = arms.everyone.moments.n
    told = cases - arms.everyone.of_arm(lambda arm: not arm).moments.n
    gap = plain_gap(question, arms)
    details: dict[str, object] = {
        "cases": cases,
        "share": told / cases if cases else None,
        "p": None if gap is None else gap.chance,
    }
    return Rule("balanced_before", passed=told == 0 if cases else None, details=details)


def reception_of(question: Question) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """(cases that received it, cases) of the treated arm and of the others; None where no event says."""
    told = question.dossier.received.get((question.automation.key, question.indicator.key), {})
    drawn = question.automation.rollout.treated_arm
    treated = _added([told[arm] for arm in told if arm == drawn])
    control = _added([told[arm] for arm in told if arm not in {"", drawn}])
    return (treated, control) if treated[1] and control[1] else None


def _added(counts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(got for got, _ in counts), sum(n for _, n in counts)


def _received(question: Question) -> Rule:
    """At least 80 % of the treated arm got it and at most 20 % of the others; None where no event says."""
    told = reception_of(question)
    if told is None:
        return Rule("received_as_assigned", passed=None, details={"treated": None, "control": None})
    treated, control = (got / n for got, n in told)
    passed = treated >= RECEIVED and control <= 1 - RECEIVED
    return Rule("received_as_assigned", passed=passed, details={"treated": treated, "control": control})


def _sample_ratio(counts: tuple[int, int], expected: float | None) -> Rule:
    """The arms' sizes (in whole units where those were drawn) agree with the intended share."""
    details: dict[str, object] = {"p": None, "expected": expected, "observed": counts[0] / sum(counts)}
    if expected is None or not 0 < expected < 1:
        return Rule("sample_ratio", passed=None, details=details)
    p = sample_ratio_p(counts, (expected, 1 - expected))
    return Rule("sample_ratio", passed=p is not None and p > SAMPLE_RATIO_P, details={**details, "p": p})
