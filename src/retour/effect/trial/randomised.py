"""Random rollout: the drawn arms compared as they were drawn (intention to treat)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from retour.effect.grades import RANDOMISED, graded
from retour.effect.intervals import (
    NORMAL,
    POWER_80,
    TWO_SIDED_5,
    Group,
    contrast,
    draws_of,
    fisher_exact,
    newcombe,
    small_sample,
    spread_of,
    welch,
)
from retour.effect.question import Question
from retour.effect.refusals import Refusal, refused, too_early
from retour.effect.result import Design, Effect, Rule
from retour.effect.series.windows import SHORTEST_READING
from retour.effect.threats import complete, guardrail
from retour.effect.versions import Comparison
from retour.kpi.cells import Cells, Moments, day_number
from retour.quantity import Comparator, Estimate, Grade, Period, Unknown

READINGS = (SHORTEST_READING, 90, 182, 365, 730)  # days after the start at which arms are read, never between
FEW = 30
SAMPLE_RATIO_P = 0.001
RECORDED = 0.80
RECEIVED = 0.80  # realised assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Arms:
    """Cells of the window, by arm."""

    treated: Cells
    control: Cells
    window: Period
    everyone: Cells

    @property
    def moments(self) -> tuple[Moments, Moments]:
        """Treated, then control."""
        return self.treated.moments, self.control.moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The difference between the arms and what goes with it."""

    estimate: Estimate
    error: float
    freedom: float
    method: str
    p: float | None = None

    @property
    def chance(self) -> float:
        """Two-sided p-value of no difference: Fisher's where the arms are small, else Student's."""
        from scipy.special import stdtr  # noqa: PLC0415  scipy is slow to import

        if self.p is not None:
            return self.p
        return 2 * float(stdtr(self.freedom, -abs(self.estimate.value) / self.error))


def randomised(question: Question, comparison: Comparison) -> Effect:
    """Difference between the arms over one fixed window: Newcombe for shares, Welch for means."""
    window = _window(question, comparison)
    if window is None or question.cells is None:
        return refused(question, _unreadable(question, comparison), version=comparison.version)
    others = _other_arms(question, question.cells)
    if len(others) > 1:
        why = Unknown("arm_ambiguous", {"arms": others})
        return refused(question, Refusal(why=why), version=comparison.version)
    arms = _arms(question, question.cells.within(window), window)
    gap = _over_previous(question, comparison, _gap(question, arms))
    if gap is None:
        treated, control = arms.moments
        details = {"treated": treated.n, "control": control.n}
        return refused(question, Refusal(why=Unknown("arm_missing", details)), version=comparison.version)
    return _effect(question, comparison, arms, gap)


def detectable_ahead(question: Question, start: date) -> float | None:
    """Smallest gap that 90 days of the volume before `start` could show, in the declared shares."""
    cells = question.cells
    known = cells and cells.within(Period(date.min, start))
    if known is None or not known.moments.n or known.moments.variance is None:
        return None
    days = int(known.day.max() - known.day.min()) + 1
    share = question.automation.rollout.treated_share or 0.5
    if not 0 < share < 1:
        return None
    cases = known.moments.n / days * READINGS[1]
    error = math.sqrt(known.moments.variance / cases * (1 / share + 1 / (1 - share)))
    return (TWO_SIDED_5 + POWER_80) * error


def _unreadable(question: Question, comparison: Comparison) -> Refusal:
    """Too early, or a version that was replaced before it could be read."""
    end = comparison.start + timedelta(days=SHORTEST_READING)
    if comparison.limit is None or comparison.limit >= end:
        return too_early(question, comparison.start)
    details = {"window_days": SHORTEST_READING, "days": comparison.lived}
    return Refusal(why=Unknown("version_too_short", details))


def _window(question: Question, comparison: Comparison) -> Period | None:
    """The declared stop date once known in full; else the longest fixed reading that is."""
    start = comparison.start
    until = min(question.mature_until, comparison.limit or question.mature_until)
    stop = question.automation.plan.stop_date if question.automation.plan else None
    if stop is not None and start < stop <= until:
        return Period(start, stop)
    ends = [start + timedelta(days=days) for days in READINGS]
    known: list[date] = [end for end in ends if end <= until]
    return Period(start, known[-1]) if known else None


def _other_arms(question: Question, cells: Cells) -> tuple[str, ...]:
    """The drawn arms since go-live, but for the treated one: of several, nobody said which is the control."""
    since = cells.day >= day_number(question.go_live)
    return tuple(sorted(set(cells.where(since).arm) - {"", question.automation.rollout.treated_arm}))


def _arms(question: Question, cells: Cells, window: Period) -> Arms:
    drawn = question.automation.rollout.treated_arm
    return Arms(
        treated=cells.of_arm(lambda arm: arm == drawn),
        control=cells.of_arm(lambda arm: arm not in {"", drawn}),
        window=window,
        everyone=cells,
    )


def _gap(question: Question, arms: Arms) -> Gap | None:
    treated, control = arms.moments
    if not treated.n or not control.n:
        return None
    if question.is_share:
        return _gap_of_shares(Group(treated.total, treated.n), Group(control.total, control.n))
    found = welch(treated, control)
    if found is None:
        return None
    return Gap(estimate=found.interval(), error=found.error, freedom=found.freedom, method="welch-1")


def _over_previous(question: Question, comparison: Comparison, gap: Gap | None) -> Gap | None:
    """For a later version, its gap less the previous version's: version 2 over version 1."""
    if comparison.base_start is None or gap is None or question.cells is None:
        return gap
    limit = comparison.base_end - timedelta(days=question.transition_days)
    before = replace(comparison, start=comparison.base_start, limit=limit)
    window = _window(question, before)
    if window is None:
        return None
    previous = _gap(question, _arms(question, question.cells.within(window), window))
    if previous is None:
        return None
    return Gap(
        estimate=contrast(gap.estimate, previous.estimate),
        error=math.hypot(gap.error, previous.error),
        freedom=min(gap.freedom, previous.freedom),
        method=gap.method,
    )


def _gap_of_shares(treated: Group, control: Group) -> Gap:
    few = min(treated.n, control.n) < FEW
    return Gap(
        estimate=(small_sample if few else newcombe)(treated, control),
        error=spread_of(treated, control),
        freedom=NORMAL,
        method="newcombe-1",
        p=fisher_exact(treated, control) if few else None,
    )


def _effect(question: Question, comparison: Comparison, arms: Arms, gap: Gap) -> Effect:
    treated, control = arms.moments
    grade, rules = graded(Grade.A, _rules(question, comparison, arms, gap), RANDOMISED)
    later = comparison.base_start is not None
    ends = (-math.inf, math.inf) if later or not question.is_share else (-1.0, 1.0)
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=comparison.version,
        design=Design.RANDOMISED,
        estimate=gap.estimate,
        grade=grade,
        comparator=Comparator.PREVIOUS_VERSION if later else Comparator.HOLD_OUT,
        level=treated.mean,
        counterfactual=None if later else control.mean,
        n=treated.n,
        n_before=control.n,
        pending=question.pending_between(comparison.start, question.today + timedelta(days=1)),
        after=arms.window,
        rules=rules,
        draws=np.clip(draws_of(gap.estimate, gap.freedom, question.rng), *ends),
        detectable=(TWO_SIDED_5 + POWER_80) * gap.error,
        method=gap.method,
    )


def _rules(question: Question, comparison: Comparison, arms: Arms, gap: Gap) -> tuple[Rule, ...]:
    treated, control = arms.moments
    sizes = {"treated": treated.n, "control": control.n}
    everyone = arms.everyone.moments.n
    recorded = (treated.n + control.n) / everyone if everyone else 0.0
    return (
        Rule("drawn_at_random", passed=True, details=dict(sizes)),
        _balanced_before(question),
        _sample_ratio(treated.n, control.n, question.automation.rollout.treated_share),
        Rule("arm_recorded", passed=recorded >= RECORDED, details={"share": recorded}),
        _received(question),
        Rule("date_fixed", passed=True, details={"window_days": arms.window.days}),
        Rule("thirty_units", passed=min(treated.n, control.n) >= FEW, details={**sizes, "p": gap.p}),
        complete(arms.treated, arms.control),
        *guardrail(question, comparison.start),
        *comparison.coverage,
    )


def _balanced_before(question: Question) -> Rule:
    """No case that was over before go-live carries an arm: what they carry was not drawn at go-live.

    None without such a case (an automation that began with its process): nothing to check, nothing capped.
    `p`: of the arms' outcomes before go-live being alike, where both have some.
    """
    start = question.go_live - timedelta(days=question.transition_days)
    period = Period(date.min, start)
    assert question.cells is not None  # noqa: S101  narrowed by the caller
    arms = _arms(question, question.cells.within(period), period)
    cases = arms.everyone.moments.n
    told = cases - arms.everyone.of_arm(lambda arm: not arm).moments.n
    gap = _gap(question, arms)
    details: dict[str, object] = {
        "cases": cases,
        "share": told / cases if cases else None,
        "p": None if gap is None else gap.chance,
    }
    return Rule("balanced_before", passed=told == 0 if cases else None, details=details)


def _received(question: Question) -> Rule:
    """At least 80 % of the treated arm got it and at most 20 % of the others; None where no event says."""
    told = question.dossier.received.get((question.automation.key, question.indicator.key), {})
    drawn = question.automation.rollout.treated_arm
    treated = _share([told[arm] for arm in told if arm == drawn])
    control = _share([told[arm] for arm in told if arm not in {"", drawn}])
    details: dict[str, object] = {"treated": treated, "control": control}
    if treated is None or control is None:
        return Rule("received_as_assigned", passed=None, details=details)
    return Rule(
        "received_as_assigned", passed=treated >= RECEIVED and control <= 1 - RECEIVED, details=details
    )


def _share(counts: Sequence[tuple[int, int]]) -> float | None:
    cases = sum(n for _, n in counts)
    return sum(got for got, _ in counts) / cases if cases else None


def _sample_ratio(treated: int, control: int, expected: float | None) -> Rule:
    """The arms' sizes agree with the intended share: χ² with one degree of freedom, p > 0.001.

    Source: Fabijan et al. (2019), Diagnosing sample ratio mismatch.
    """
    total = treated + control
    details: dict[str, object] = {"p": None, "expected": expected, "observed": treated / total}
    if expected is None or not 0 < expected < 1:
        return Rule("sample_ratio", passed=None, details=details)
    chi_square = (treated - expected * total) ** 2 / (total * expected * (1 - expected))
    p = math.erfc(math.sqrt(chi_square / 2))
    return Rule("sample_ratio", passed=p > SAMPLE_RATIO_P, details={**details, "p": p})
