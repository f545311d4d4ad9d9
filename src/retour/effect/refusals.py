"""Refusals: an effect that cannot be said, why, and from when it could be."""

from dataclasses import dataclass
from datetime import date, timedelta

from retour.effect.question import Question
from retour.effect.result import Design, Effect, Rule
from retour.effect.series.windows import SHORTEST_READING
from retour.effect.versions import WHOLE
from retour.quantity import Grade, Unknown
from retour.register.automation import RolloutKind, Status
from retour.register.indicator import Duration, Rate, Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why there is no figure, and the day from which there can be one."""

    why: Unknown
    answer_date: date | None = None
    pending: int = 0


def refused(question: Question, refusal: Refusal, *, version: str = WHOLE) -> Effect:
    """A refusal as an effect: grade E, the rule that stopped it, no figure."""
    return Effect(
        automation=question.automation.key,
        indicator=question.indicator.key,
        version=version,
        design=Design.REFUSED,
        estimate=refusal.why,
        grade=Grade.E,
        pending=refusal.pending,
        rules=(Rule("measurable", passed=False, details={"reason": refusal.why.reason}),),
        answer_date=refusal.answer_date,
    )


def first_refusal(question: Question) -> Refusal | None:
    """What stops the question before any figure is looked at, or None."""
    checks = (_no_data, _no_design, _no_go_live, _not_live, _closes_first, _no_median)
    return next((found for check in checks if (found := check(question)) is not None), None)


def reading_date(question: Question, start: date, *, window_days: int = SHORTEST_READING) -> date:
    """When the first window after `start` can be read: the window, plus the time outcomes need."""
    return start + timedelta(days=window_days + question.delay_days)


def hold_out_date(question: Question) -> date:
    """When a hold-out begun today could first be read."""
    return reading_date(question, question.today)


def too_early(question: Question, start: date, *, window_days: int = SHORTEST_READING) -> Refusal:
    """Not enough cases whose outcome is known yet."""
    pending = question.pending_between(start, question.today + timedelta(days=1))
    details = {
        "go_live": start,
        "window_days": window_days,
        "delay_days": question.delay_days,
        "pending": pending,
    }
    return Refusal(
        why=Unknown("too_early", details),
        answer_date=reading_date(question, start, window_days=window_days),
        pending=pending,
    )


def has_readings(question: Question) -> bool:
    """Whether somebody typed values for this indicator."""
    key = (question.automation.key, question.indicator.key)
    return any((r.automation, r.indicator) == key for r in question.dossier.readings)


def _no_data(question: Question) -> Refusal | None:
    key = (question.automation.key, question.indicator.key)
    known = question.cells is not None or key in question.dossier.frames or has_readings(question)
    if known or _planned(question):
        return None
    return Refusal(why=Unknown("no_data"))


def _no_design(question: Question) -> Refusal | None:
    kind = question.automation.rollout.kind
    observed = kind is RolloutKind.OBSERVED and not isinstance(question.indicator.measure, Rate)
    if not observed:
        return None
    return Refusal(why=Unknown("design_not_built", {"kind": str(kind)}))


def _no_go_live(question: Question) -> Refusal | None:
    rollout = question.automation.rollout
    if rollout.kind is RolloutKind.OBSERVED or (rollout.first_on and rollout.kind is not RolloutKind.NONE):
        return None
    if _planned(question):
        return None
    return Refusal(why=Unknown("no_go_live", {"kind": str(rollout.kind)}))


def _planned(question: Question) -> bool:
    go_live = question.automation.rollout.first_on
    return question.automation.status is Status.PLANNED or (go_live is not None and go_live > question.today)


def _not_live(question: Question) -> Refusal | None:
    if not _planned(question):
        return None
    automation = question.automation
    go_live = automation.rollout.first_on or (automation.plan.go_live if automation.plan else None)
    when = reading_date(question, go_live) if go_live and go_live > question.today else None
    details = {"go_live": go_live, "status": str(automation.status)}
    return Refusal(why=Unknown("not_live_yet", details), answer_date=when)


def _closes_first(question: Question) -> Refusal | None:
    """The indicator closes before the treatment can act (trap T21)."""
    measure, rollout = question.indicator.measure, question.automation.rollout
    if not isinstance(measure, Rate):
        return None
    acts = rollout.treatment_by if rollout.kind is RolloutKind.OBSERVED else None
    spans = [s.elapsed for s in (measure.open_at, rollout.treatment_after, acts) if s is not None]
    if not spans or measure.by.elapsed > max(spans):
        return None
    day = timedelta(days=1)
    details = {"closes_days": measure.by.elapsed / day, "treatment_days": max(spans) / day}
    return Refusal(why=Unknown("kpi_closes_before_treatment", details))


def _no_median(question: Question) -> Refusal | None:
    measure = question.indicator.measure
    if (
        not isinstance(measure, Duration)
        or measure.statistic is not Statistic.MEDIAN
        or _drawn_delays(question)
    ):
        return None
    return Refusal(why=Unknown("median_not_estimated"))


def _drawn_delays(question: Question) -> bool:
    """Cases were drawn one by one and their delays are kept: the two medians can be compared."""
    rollout, cells = question.automation.rollout, question.cells
    drawn = rollout.kind is RolloutKind.RANDOM and rollout.unit is None
    return drawn and cells is not None and cells.lifetimes is not None
