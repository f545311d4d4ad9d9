"""Threats to a comparison, each a rule shown to the reader and feeding the grade."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from retour.effect.intervals import per_arm
from retour.effect.question import Question
from retour.effect.result import Rule
from retour.effect.series.windows import Floats
from retour.kpi.cells import Cells, Moments
from retour.quantity import Better, Grade, Period
from retour.register.automation import Automation

NEAR = timedelta(days=14)
COMPLETE = 0.95
EXTREME = 0.10


def guardrail(question: Question, start: date) -> tuple[Rule, ...]:
    """The main indicator needs a guardrail that is measured after the start; other indicators need none."""
    automation, indicator = question.automation, question.indicator
    if automation.main is not indicator:
        return ()
    rest = Period(start, max(start, question.today) + timedelta(days=1))
    found = (question.dossier.cells.get((automation.key, key)) for key in indicator.guardrails)
    measured = sum(cells is not None and cells.within(rest).moments.n > 0 for cells in found)
    details: dict[str, object] = {"declared": len(indicator.guardrails), "measured": measured}
    return (Rule("guardrail", passed=measured > 0, details=details),)


def complete(*parts: Cells) -> Rule:
    """At least 95 % of the cases have their value, on each side."""
    moments = [part.moments for part in parts]
    shares = [m.n / (m.n + m.missing) for m in moments if m.n + m.missing]
    details: dict[str, object] = {
        "share": min(shares, default=None),
        "missing": sum(m.missing for m in moments),
        "n": sum(m.n for m in moments),
    }
    return Rule("complete", passed=min(shares) >= COMPLETE if shares else None, details=details)


def not_extreme(value: Floats, n: Floats, *, window: int, step: str, better: Better) -> Rule:
    """The start does not follow the worst of what was seen: a return to normal would look like a gain.

    Args:
        value: the indicator before, (steps,), NaN where a step has no case.
        n: cases per step, (steps,).
        window: steps of the trailing mean; shortened to a quarter of the history.
        step: D, W or M.
        better: which way is good; only the bad side can flatter.
    """
    window = min(window, len(value) // 4)
    details: dict[str, object] = {"percentile": None, "window": window, "step": step}
    if window < 1:
        return Rule("start_not_extreme", passed=None, details=details)
    ones = np.ones(window)
    cases = np.convolve(n, ones, mode="valid")
    total = np.convolve(np.nan_to_num(value) * n, ones, mode="valid")
    means = total[cases > 0] / cases[cases > 0]
    if len(means) < 4 or cases[-1] == 0:
        return Rule("start_not_extreme", passed=None, details=details)
    worse = means <= means[-1] if better is Better.HIGHER else means >= means[-1]
    details["percentile"] = float(worse.mean())
    return Rule("start_not_extreme", passed=bool(worse.mean() > EXTREME), details=details)


def no_concurrent_change(question: Question, start: date) -> Rule:
    """Nothing else was logged within two weeks: dated changes, other automations of the process."""
    dated = [c.at for c in question.dossier.register.changes if abs(c.at - start) <= NEAR]
    others = {a.key: at for a in _siblings(question) for at in _dates(a) if abs(at - start) <= NEAR}
    days = sorted({*dated, *others.values()})
    details = {"changes": len(dated), "keys": tuple(sorted(others)), "days": tuple(days)}
    return Rule("no_concurrent_change", passed=not days, details=details)


def single_attribution(question: Question, start: date, end: date) -> Rule:
    """No other automation began to act on the same indicator around the start or in the window."""
    measure = question.indicator.measure
    keys = sorted(
        other.key
        for other in _siblings(question)
        if any(i.measure == measure for i in other.indicators)
        and any(start - NEAR <= at < end for at in _dates(other))
    )
    return Rule("single_attribution", passed=not keys, details={"keys": tuple(keys)})


def hold_out_size(question: Question, before: Moments | None, level: float) -> Rule:
    """What a hold-out would need here: cases in each arm for the smallest effect worth having.

    Without a declared smallest effect, a tenth of the level is taken.
    """
    effect = question.indicator.smallest_effect or abs(level) / 10
    variance = level * (1 - level) if question.is_share else (before and before.variance) or 0.0
    size = per_arm(variance, effect) if effect > 0 and variance > 0 else None
    return Rule("randomised", passed=False, details={"per_arm": size, "effect": effect}, lifts_to=Grade.A)


def _siblings(question: Question) -> Iterator[Automation]:
    mine = question.automation
    for other in question.dossier.register.automations:
        if other.key != mine.key and other.process is not None and other.process == mine.process:
            yield other


def _dates(automation: Automation) -> tuple[date, ...]:
    at = automation.rollout.at
    return ((at,) if at else ()) + tuple(c.at for c in automation.changes)
