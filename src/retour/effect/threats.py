"""Threats to a comparison, each a rule shown to the reader and feeding the grade."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from retour.effect.intervals import per_arm
from retour.effect.question import Question
from retour.effect.result import Rule
from retour.effect.series.windows import Floats
from retour.kpi.cells import Cells, Moments
from retour.kpi.plan import activities_of
from retour.quantity import Better, Grade, Period
from retour.register.automation import Automation, Status
from retour.register.indicator import Indicator, Rate

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
    """No other automation began, or stopped on a day that nobody said, to act on the same thing.

    Details: `keys` act on the same indicator from around the start on, or are chained on the same cases;
    `stopped` acted on it and no longer do; `already` acted on it before and still do, which the comparison
    takes in: the effect is on top of theirs.
    """
    rivals = [other for other in _siblings(question) if _meets(question, other)]
    around = sorted(r.key for r in rivals if any(start - NEAR <= at < end for at in _dates(r)))
    rest = [r for r in rivals if r.key not in around and any(at < start for at in _dates(r))]
    stopped = sorted(r.key for r in rest if r.status in {Status.PAUSED, Status.RETIRED})
    already = sorted(r.key for r in rest if r.key not in stopped)
    details: dict[str, object] = {
        "keys": (*around, *stopped),
        "stopped": tuple(stopped),
        "already": tuple(already),
    }
    return Rule("single_attribution", passed=not around and not stopped, details=details)


def looked_once(window: Period, delay_days: int) -> Rule:
    """The effect is read once, over a length fixed beforehand, on the day its last outcome is known."""
    details: dict[str, object] = {
        "window_days": window.days,
        "read_on": window.end + timedelta(days=delay_days),
    }
    return Rule("looked_once", passed=True, details=details)


def hold_out_size(question: Question, before: Moments | None, level: float) -> Rule:
    """What a hold-out would need here: cases in each arm for the smallest effect worth having.

    Without a declared smallest effect, a tenth of the level is taken.
    """
    effect = question.indicator.smallest_effect or abs(level) / 10
    variance = level * (1 - level) if question.is_share else (before and before.variance) or 0.0
    size = per_arm(variance, effect) if effect > 0 and variance > 0 else None
    return Rule("randomised", passed=False, details={"per_arm": size, "effect": effect}, lifts_to=Grade.A)


def _meets(question: Question, other: Automation) -> bool:
    """Whether another automation of the process acts on the same cases or on the same indicator."""
    mine = question.automation
    chained = other.upstream == mine.key or mine.upstream == other.key
    return chained or any(_same(question.indicator, i) for i in other.indicators)


def _same(one: Indicator, two: Indicator) -> bool:
    """The same indicator: one key, one measure, or one outcome over two lengths of time."""
    if one.key == two.key or one.measure == two.measure:
        return True
    rates = isinstance(one.measure, Rate) and isinstance(two.measure, Rate)
    return rates and activities_of(one.measure) == activities_of(two.measure)


def _siblings(question: Question) -> Iterator[Automation]:
    mine = question.automation
    for other in question.dossier.register.automations:
        if other.key != mine.key and other.process is not None and other.process == mine.process:
            yield other


def _dates(automation: Automation) -> tuple[date, ...]:
    at = automation.rollout.at
    return ((at,) if at else ()) + tuple(c.at for c in automation.changes)
