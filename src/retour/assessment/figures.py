"""Every number of a sheet, as a figure with a key: said once here, shown everywhere the same."""

from collections.abc import Iterable, Iterator

from retour.assessment.effect_figures import beside
from retour.assessment.money import worth_figures
from retour.audit.evidence import Evidence
from retour.claim.result import Finding
from retour.effect.result import Effect
from retour.friction.result import BeforeAfter
from retour.kpi.dossier import Reconciliation
from retour.quantity import (
    Comparator,
    DeclaredRange,
    Estimate,
    Exact,
    Figure,
    Grade,
    Place,
    Unit,
    Unknown,
)
from retour.register.indicator import Duration, Indicator, Statistic
from retour.voice.result import VoiceScore
from retour.watch.result import RunHealth, Silence

DAY = 86_400.0
NAMED_ROWS = 20
FEW_VOICES = 20  # answers
HEARD = 0.5  # of those invited


def figures_of(evidence: Evidence, claims: tuple[Finding, ...]) -> dict[str, Figure]:
    """Figures of one automation by key, certainties first."""
    found = [
        *_lost(evidence),
        *_silence(evidence.automation.key, evidence.watched.silence),
        *_runs(evidence.automation.key, evidence.watched.health),
        *_friction(evidence),
        *(figure for effect in evidence.effects for figure in _effect(evidence, effect)),
        *worth_figures(evidence),
        *_voice(evidence.automation.key, evidence.voice),
        *(claim.figure(term) for claim in claims for term in claim.terms),
    ]
    return {figure.key: figure for figure in found}


def _lost(evidence: Evidence) -> Iterator[Figure]:
    rules, key = evidence.watched.reconciliations, evidence.automation.key
    if not rules:
        return
    usable = [r for r in rules if r.problem is None]
    if not usable:
        yield _unknown(f"{key}/lost", Unit.CASES, "nothing_to_match_by", "lost_cases")
        return
    due = sum(r.due for r in usable)
    rows = tuple(case.place for r in usable for case in r.lost)
    yield _count(f"{key}/lost", evidence.watched.lost_total or 0, due, "lost_cases", rows)
    yield _count(f"{key}/late", sum(r.late_total for r in usable), due, "late_cases", ())
    yield _count(f"{key}/due", due, due, "due_cases", ())
    yield from _lost_before(key, usable)
    yield Figure(
        key=f"{key}/completeness",
        value=evidence.watched.completeness,
        unit=Unit.SHARE,
        grade=Grade.A if due else Grade.E,
        formula="completeness",
        n=due,
        inputs=(f"{key}/lost", f"{key}/due"),
    )


def _lost_before(key: str, rules: Iterable[Reconciliation]) -> Iterator[Figure]:
    rules = list(rules)
    due = sum(r.due_before for r in rules)
    if due:
        yield _count(f"{key}/lost_before", sum(r.lost_before for r in rules), due, "lost_cases", ())


def _count(key: str, count: int, n: int, formula: str, rows: tuple[Place, ...]) -> Figure:
    """A count from rows: certain, not an estimate; its grade says that the rows were counted."""
    return Figure(
        key=key,
        value=Exact(count),
        unit=Unit.CASES,
        grade=Grade.A,
        formula=formula,
        n=n,
        rows=rows[:NAMED_ROWS],
        row_count=count,
    )


def _unknown(key: str, unit: Unit, reason: str, formula: str) -> Figure:
    return Figure(key=key, value=Unknown(reason), unit=unit, grade=Grade.E, formula=formula)


def _silence(key: str, silence: Silence) -> Iterator[Figure]:
    if silence.silent and silence.quiet_days is not None:
        yield Figure(
            key=f"{key}/silence",
            value=Exact(silence.quiet_days * DAY),
            unit=Unit.DURATION,
            grade=Grade.A,
            formula="silence",
            n=silence.seen,
        )


def _runs(key: str, health: RunHealth | None) -> Iterator[Figure]:
    if health is not None:
        yield Figure(
            key=f"{key}/runs/success",
            value=health.success,
            unit=Unit.SHARE,
            grade=Grade.E if isinstance(health.success, Unknown) else Grade.A,
            formula="run_success",
            n=health.runs,
        )
        if health.ignored_items:
            yield _count(f"{key}/runs/ignored", health.ignored_items, health.runs, "ignored_records", ())


def _friction(evidence: Evidence) -> Iterator[Figure]:
    key, friction = evidence.automation.key, evidence.friction
    yield from _both(f"{key}/manual_tasks", friction.manual_tasks, Unit.PER_CASE, "manual_tasks")
    yield from _both(f"{key}/minutes", friction.minutes, Unit.MINUTES, "human_minutes")
    for indicator, delay in friction.delays:
        declared = evidence.automation.indicator(indicator)
        yield from _both(f"{key}/delay/{indicator}", delay, Unit.DURATION, _of_delays(declared))
    yield from _both(f"{key}/cost_per_case", friction.cost_per_case, Unit.MONEY_PER_CASE, "cost_per_case")


def _of_delays(indicator: Indicator | None) -> str:
    measure = indicator.measure if indicator else None
    return "median" if isinstance(measure, Duration) and measure.statistic is Statistic.MEDIAN else "rmst"


def _both(key: str, pair: BeforeAfter, unit: Unit, formula: str) -> Iterator[Figure]:
    """Two levels, counted from rows (certain) or declared. Neither says what caused the difference."""
    for side, value, n in (("before", pair.before, pair.n_before), ("after", pair.after, pair.n_after)):
        if isinstance(value, Unknown) and value.reason == "not_applicable":
            continue
        yield Figure(
            key=f"{key}/{side}",
            value=value,
            unit=unit,
            grade=_level_grade(value),
            formula=formula,
            n=n or None,
        )


def _level_grade(value: Estimate | DeclaredRange | Unknown) -> Grade:
    match value:
        case Estimate():
            return Grade.A
        case DeclaredRange():
            return Grade.D
        case Unknown():
            return Grade.E


def _effect(evidence: Evidence, effect: Effect) -> Iterator[Figure]:
    indicator = evidence.automation.indicator(effect.indicator)
    if indicator is None:
        return
    key = f"{effect.automation}/{{}}/{effect.indicator}/{effect.version}"
    yield from _levels(key, effect, indicator)
    inputs = tuple(
        key.format(part)
        for part, level in (("observed", effect.level), ("counterfactual", effect.counterfactual))
        if level is not None
    )
    rows = evidence.dossier.samples.get((effect.automation, effect.indicator), ())
    main = Figure(
        key=key.format("effect"),
        value=effect.estimate,
        unit=indicator.effect_unit,
        grade=effect.grade,
        formula=f"effect.{effect.design}",
        n=effect.n,
        n_before=effect.n_before,
        period=effect.after,
        comparator=effect.comparator,
        better=indicator.better,
        inputs=inputs,
        rows=rows,
        row_count=effect.n,
    )
    yield main
    yield from beside(effect, indicator, main)
    if effect.naive is not None:
        yield _level(key.format("naive"), effect.naive, effect, indicator.effect_unit, Comparator.UNTREATED)


def _levels(key: str, effect: Effect, indicator: Indicator) -> Iterator[Figure]:
    if effect.level is not None:
        yield _level(key.format("observed"), effect.level, effect, indicator.unit, Comparator.NONE)
    if effect.counterfactual is not None:
        yield _level(
            key.format("counterfactual"), effect.counterfactual, effect, indicator.unit, effect.comparator
        )


def _level(key: str, value: float, effect: Effect, unit: Unit, comparator: Comparator) -> Figure:
    return Figure(
        key=key,
        value=Exact(value),
        unit=unit,
        grade=effect.grade,
        formula=key.split("/")[1],
        n=effect.n,
        n_before=effect.n_before,
        period=effect.after,
        comparator=comparator,
    )


def _voice(key: str, scores: Iterable[VoiceScore]) -> Iterator[Figure]:
    for score in scores:
        yield Figure(
            key=f"{key}/voice/{score.audience}/{score.item}",
            value=score.estimate,
            unit=Unit.SHARE if (score.low, score.high) == (0, 1) else Unit.SCORE,
            grade=_voice_grade(score),
            formula="voice",
            n=score.answered,
        )


def _voice_grade(score: VoiceScore) -> Grade:
    """An opinion's level: C when twenty people, half of those invited at least, answered; else D."""
    if isinstance(score.estimate, Unknown):
        return Grade.E
    heard = score.invited is not None and score.answered >= HEARD * score.invited
    return Grade.C if heard and score.answered >= FEW_VOICES else Grade.D
