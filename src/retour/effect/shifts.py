"""Shifts in the data themselves at a start: what is missing, how many cases count, of which kinds.

None of these rules looks at the effect. Weeks are whole, counted from the first day of each side.
"""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from retour.effect.intervals import student_quantile
from retour.effect.result import Rule
from retour.effect.series.windows import Floats
from retour.kpi.cells import Cells, Ints, day_number

MISSING_POINTS = 0.02  # a smaller change in the missing share is left alone, however certain
MIX_PART = 0.2  # of the interval's half-width that the mix alone may move the level
FEWEST_OF_A_KIND = 30  # cases before below which a kind is put with the others
SURE = 0.99
STEP_WEEKS = 4  # weeks on each side of a place where the count may have jumped
FEWEST_PLACES = 8  # earlier places that tell how much the count moves by itself
TIMES_WORST = 1.5  # of the largest earlier movement
LEAST_STEP = 0.25  # a quarter more cases, or as much less (on the log scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A mean over the cases of one side less that of the other, with its error as weeks differ."""

    shift: float
    error: float
    freedom: float

    @property
    def sure(self) -> bool:
        """True when zero is outside the two-sided 99 % interval."""
        return abs(self.shift) > student_quantile(SURE, self.freedom) * self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """The kind of each cell, `before` and `after` (cells,), and by kind the `cases` before and the levels.

    `level` is that of before, or that of after for a kind that is new; `level_after` NaN without cases.
    """

    before: Ints
    after: Ints
    cases: Floats
    level: Floats
    level_after: Floats

    @property
    def standardised(self) -> float:
        """The level after at the shares before; a kind that is gone keeps its old level."""
        level = np.where(np.isfinite(self.level_after), self.level_after, self.level)
        return float((self.cases * level).sum() / self.cases.sum())


def missing_steady(before: Cells, after: Cells, code: str = "missing_steady") -> Rule:
    """The share of cases without their value is the same on both sides, to within two points.

    Two proportions, their variance widened by how much weeks differ (Pearson's dispersion, Wedderburn 1974,
    Biometrika 61, 439-447). Also used between two arms (`missing_alike`).
    """
    sides = before, after
    cases = [_cases(side) for side in sides]
    details: dict[str, object] = {"before": None, "after": None, "points": MISSING_POINTS}
    if not all(counted.sum() for counted in cases):
        return Rule(code, passed=None, details=details)
    one, two = (side.missing.sum() / counted.sum() for side, counted in zip(sides, cases, strict=True))
    details |= {"before": float(one), "after": float(two)}
    found = _moved(*((_weeks(s), n, s.missing, s.missing) for s, n in zip(sides, cases, strict=True)))
    moved = found is not None and found.sure and abs(found.shift) >= MISSING_POINTS
    return Rule(code, passed=not moved, details=details)


def definition_steady(cells: Cells, start: date, end: date) -> Rule:
    """The number of cases counted did not jump at the start, as against how it moves by itself.

    The four weeks from the start on against the four before, on the log scale, beside the same at every
    earlier week. A step that is a quarter or more, and half as large again as the worst seen before, is a
    jump. None where there were fewer than eight earlier places to compare with. An automation may bring
    more cases itself: the rule says that the count jumped, not why.
    """
    counts, origin = _weekly_counts(cells, start, end)
    details: dict[str, object] = {"before": None, "after": None, "step": None, "usual": None}
    ahead = len(counts) - origin
    width = min(STEP_WEEKS, ahead)
    places = np.arange(STEP_WEEKS, origin - STEP_WEEKS + 1)
    if width < STEP_WEEKS or len(places) < FEWEST_PLACES:
        return Rule("definition_steady", passed=None, details=details)
    steps = np.abs(_step(counts, places))
    step = float(_step(counts, np.array([origin]))[0])
    usual = float(steps.max())
    near = counts[origin - STEP_WEEKS : origin].mean(), counts[origin : origin + STEP_WEEKS].mean()
    details |= {"before": float(near[0]), "after": float(near[1]), "step": step, "usual": usual}
    jumped = abs(step) > max(TIMES_WORST * usual, math.log1p(LEAST_STEP))
    return Rule("definition_steady", passed=not jumped, details=details)


def mix_steady(before: Cells, after: Cells, half_width: float) -> tuple[Rule, ...]:
    """The kinds of cases after are those of before, or kinds whose levels do not differ.

    The kinds' levels before, at the shares after, less at the shares before: what the mix alone does to the
    level (Kitagawa 1955, JASA 50, 1168-1194). Nothing where cases are of one kind.

    Args:
        before: cells before, by segment.
        after: cells of the window.
        half_width: of the effect's 90 % interval, in the indicator's unit.
    """
    kinds = _kinds(before, after)
    if kinds is None:
        return ()
    value = kinds.level[kinds.before], kinds.level[kinds.after]
    sides = [(_weeks(s), s.n, s.n * v, s.n * v**2) for s, v in zip((before, after), value, strict=True)]
    found = _moved(*sides)
    if found is None:
        return ()
    details: dict[str, object] = {
        "shift": found.shift,
        "level": after.moments.mean,
        "level_at_old_mix": kinds.standardised,
        "half_width": half_width,
        "kinds": len(np.unique(np.concatenate([kinds.before, kinds.after]))),
    }
    moved = found.sure and abs(found.shift) > MIX_PART * half_width
    return (Rule("mix_steady", passed=not moved, details=details),)


def outcome_closed(after: Cells, until: date, *, followed: bool = False) -> Rule:
    """Every case of the window has its outcome, or counts up to its age: none counts as a failure.

    Args:
        after: cells of the window.
        until: outcomes are known for the cases of the days before this one.
        followed: unfinished cases are followed one by one (Kaplan-Meier).
    """
    moments = after.moments
    cases = moments.n + moments.missing + moments.pending
    details: dict[str, object] = {
        "pending": moments.pending,
        "n": moments.n,
        "share": moments.pending / cases if cases else None,
        "until": until,
    }
    return Rule("outcome_closed", passed=followed or not moments.pending, details=details)


def _cases(cells: Cells) -> Ints:
    """Cases whose outcome time has come, with or without a value."""
    counted: Ints = cells.n + cells.missing
    return counted


def _weeks(cells: Cells) -> Ints:
    first = cells.day.min(initial=np.iinfo(np.int64).max)
    weeks: Ints = (cells.day - first) // 7
    return weeks


Side = tuple[Ints, Ints | Floats, Ints | Floats, Ints | Floats]  # week, cases, sum and sum of squares


def _moved(before: Side, after: Side) -> Moved | None:
    """Second mean less the first; None below three weeks in all, or where nothing varies at all.

    Variance of one case, pooled, times Pearson's dispersion between weeks where that is above one.
    """
    sides = [_by_week(side) for side in (before, after)]
    n, total, square = (np.array([side[i].sum() for side in sides]) for i in range(3))
    freedom = sum(len(side[0]) for side in sides) - 2
    if freedom < 1 or not n.all():
        return None
    mean = total / n
    variance = float((square.sum() - (n * mean**2).sum()) / n.sum())
    if variance <= 1e-12 * max(float(square.sum() / n.sum()), 1e-300):
        return (
            None if mean[0] == mean[1] else Moved(shift=float(mean[1] - mean[0]), error=0.0, freedom=freedom)
        )
    away = [(t - m * k) / np.sqrt(k) for (k, t, _), m in zip(sides, mean, strict=True)]
    dispersion = sum(float((r**2).sum()) for r in away) / variance / freedom
    memory = _memory(away)
    error = math.sqrt(max(1.0, dispersion) * memory * variance * float((1 / n).sum()))
    return Moved(shift=float(mean[1] - mean[0]), error=error, freedom=max(1.0, freedom / memory))


def _memory(away: list[Floats]) -> float:
    """(1 + r) ÷ (1 - r), by which weeks that resemble the one before count for less than weeks.

    r is the correlation of neighbouring weeks, corrected for short series (Kendall 1954, Biometrika 41,
    403-404), between 0 and 0.8. Source of the factor: Bayley & Hammersley (1946), JRSS Supplement 8, 184-197.
    """
    weeks = sum(len(r) for r in away)
    square = sum(float((r**2).sum()) for r in away)
    if square == 0:
        return 1.0
    pairs = sum(float((r[1:] * r[:-1]).sum()) for r in away)
    seen = pairs / square
    r = min(max(seen + (1 + 3 * seen) / weeks, 0.0), 0.8)
    return (1 + r) / (1 - r)


def _by_week(side: Side) -> tuple[Floats, Floats, Floats]:
    """Cases, sum and sum of squares of the weeks that have cases."""
    week, *columns = side
    n, total, square = (np.bincount(week, weights=c).astype(np.float64) for c in columns)
    seen = n > 0
    return n[seen], total[seen], square[seen]


def _weekly_counts(cells: Cells, start: date, end: date) -> tuple[Floats, int]:
    """Cases counted in whole weeks around the start, (weeks,), and the first of them after it."""
    counted = cells.n + cells.missing + cells.pending
    origin = day_number(start)
    days = cells.day[counted > 0]
    back = (origin - int(days.min(initial=origin))) // 7
    ahead = max(0, (day_number(end) - origin) // 7)
    week = (cells.day - origin) // 7 + back
    inside = (week >= 0) & (week < back + ahead)
    counts: Floats = np.bincount(week[inside], weights=counted[inside], minlength=back + ahead).astype(
        np.float64
    )
    return counts, back


def _step(counts: Floats, places: Ints) -> Floats:
    """Log of the weeks from each place on over those before it; half a case is added to each."""
    total = np.concatenate([[0.0], np.cumsum(counts)])
    after = total[places + STEP_WEEKS] - total[places]
    before = total[places] - total[places - STEP_WEEKS]
    found: Floats = np.log((after + 0.5) / (before + 0.5))
    return found


def _kinds(before: Cells, after: Cells) -> Kinds | None:
    """The kinds of both sides, small ones together; None where there is one kind."""
    names = sorted({*before.segment, *after.segment})
    index = {name: i for i, name in enumerate(names)}
    places = [np.array([index[s] for s in side.segment], dtype=np.int64) for side in (before, after)]
    sizes = np.bincount(places[0], weights=before.n, minlength=len(names))
    kind = np.where(sizes >= FEWEST_OF_A_KIND, np.arange(len(names)), len(names))
    one, two = (kind[place] for place in places)
    if len(np.unique(np.concatenate([one, two]))) < 2:
        return None
    cases, old = _by_kind(before, one, len(names) + 1)
    _, new = _by_kind(after, two, len(names) + 1)
    known = np.where(np.isfinite(old), old, new)
    return Kinds(before=one, after=two, cases=cases, level=np.nan_to_num(known), level_after=new)


def _by_kind(cells: Cells, kind: Ints, kinds: int) -> tuple[Floats, Floats]:
    """Cases and mean of each kind, NaN without cases."""
    columns = (np.bincount(kind, weights=c, minlength=kinds) for c in (cells.n, cells.total))
    n, total = (column.astype(np.float64) for column in columns)
    mean = np.full(kinds, np.nan)
    np.divide(total / cells.scale, n, out=mean, where=n > 0)
    return n, mean
