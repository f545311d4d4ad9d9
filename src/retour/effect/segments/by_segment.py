"""The effect in each segment, by the design of the whole: a segment is a kind of case, never a person."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from retour.effect.intervals import POWER_80, TWO_SIDED_5, TWO_SIDED_10
from retour.effect.question import Question
from retour.effect.result import Effect, SegmentEffect, Segments
from retour.effect.segments.shrink import FALSE_DISCOVERIES, discoveries, heterogeneity, shrunk, two_sided
from retour.kpi.cells import CaseFrame
from retour.quantity import Estimate

FEW = 30  # cases on each side below which a segment has no effect of its own
NAMED = 5  # cases below which a value could name a person: counted, never named
MOST = 50  # segments, by volume

Estimator = Callable[[Question], Effect]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The effect of one segment alone, with its standard error."""

    segment: str
    effect: Effect
    estimate: Estimate
    error: float


def by_segment(question: Question, whole: Effect, estimate: Estimator) -> Segments | None:
    """The effects by value of the declared segments; None where none is recorded or the whole is unknown.

    Args:
        question: the indicator, over all cases.
        whole: its effect over all cases.
        estimate: the design of the whole, asked again about the cases of one segment.

    Returns:
        Largest shrunken effect first. Values with fewer than 30 cases on a side, or that this design
        cannot answer, are in `too_small`; those with fewer than 5 cases and those past the fiftieth
        are counted in `unnamed`.
    """
    if not isinstance(whole.estimate, Estimate):
        return None
    sizes = _sizes(question)
    named = [segment for segment, n in sizes.most_common(MOST) if n >= NAMED]
    if not named:
        return None
    alone = replace(question, rng=question.rng.spawn(1)[0])  # the draws of the whole are left as they were
    asked = [segment for segment in named if sizes[segment] >= 2 * FEW]
    found = {segment: _own(segment, estimate(restricted(alone, segment)), whole) for segment in asked}
    return segments_of(
        [own for own in found.values() if own is not None],
        common_error=_error(whole, whole.estimate),
        too_small=tuple(segment for segment in named if found.get(segment) is None),
        unnamed=len(sizes) - len(named),
    )


def restricted(question: Question, segment: str) -> Question:
    """The same question about the cases of one segment. Guardrails and readings stay those of the whole."""
    key, dossier = (question.automation.key, question.indicator.key), question.dossier
    cells, frames = dict(dossier.cells), dict(dossier.frames)
    if key in cells:
        cells[key] = cells[key].of_segment(segment)
    if key in frames:
        frames[key] = _frame(frames[key], segment)
    return replace(question, dossier=replace(dossier, cells=cells, frames=frames))


def segments_of(
    owns: Sequence[Own], *, common_error: float, too_small: tuple[str, ...] = (), unnamed: int = 0
) -> Segments:
    """Draw the effects towards each other and say which differ from zero; one alone stays as it is."""
    values = np.array([own.estimate.value for own in owns])
    errors = np.array([own.error for own in owns])
    stand = discoveries(two_sided(values, errors), rate=FALSE_DISCOVERIES)
    if len(owns) < 2:
        drawn, spread, alike = [own.estimate for own in owns], None, None
    else:
        pulled = shrunk(values, errors, common_error=common_error)
        drawn = [
            Estimate(*ends) for ends in np.column_stack([pulled.value, pulled.low, pulled.high]).tolist()
        ]
        spread, alike = pulled.spread, heterogeneity(values, errors).p
    told = [_told(*parts) for parts in zip(owns, drawn, stand.tolist(), strict=True)]
    signs = {s.shrunk.value > 0 for s in told if s.discovered}
    return Segments(
        segments=tuple(sorted(told, key=lambda s: s.shrunk.value, reverse=True)),
        spread=spread,
        alike_p=alike,
        opposite=len(signs) == 2,
        too_small=too_small,
        unnamed=unnamed,
    )


def _told(own: Own, drawn: Estimate, stands: bool) -> SegmentEffect:  # noqa: FBT001  a column of a table
    """What is announced is the shrunken effect: it must exclude zero too."""
    return SegmentEffect(
        segment=own.segment,
        raw=own.estimate,
        shrunk=drawn,
        n=own.effect.n,
        n_before=own.effect.n_before,
        discovered=stands and drawn.excludes_zero,
        grade=own.effect.grade,
    )


def _sizes(question: Question) -> Counter[str]:
    """Cases by segment; cases whose segment is not said are in none."""
    key = (question.automation.key, question.indicator.key)
    sizes: Counter[str] = Counter()
    if question.cells is not None:
        for segment, n in zip(question.cells.segment, question.cells.n.tolist(), strict=True):
            sizes[segment] += n
    else:
        sizes.update(row.segment for row in question.dossier.frames.get(key, CaseFrame()).rows)
    return Counter({segment: n for segment, n in sizes.items() if segment.strip(" ·")})


def _frame(frame: CaseFrame, segment: str) -> CaseFrame:
    """The rows of a segment; a part of the cases stays a part."""
    rows = tuple(row for row in frame.rows if row.segment == segment)
    return CaseFrame(rows=rows, total=len(rows) + frame.total - len(frame.rows))


def _own(segment: str, effect: Effect, whole: Effect) -> Own | None:
    enough = min(effect.n, effect.n_before) >= FEW
    if not isinstance(effect.estimate, Estimate) or effect.design is not whole.design or not enough:
        return None
    error = _error(effect, effect.estimate)
    return Own(segment=segment, effect=effect, estimate=effect.estimate, error=error) if error > 0 else None


def _error(effect: Effect, estimate: Estimate) -> float:
    """Standard error behind a calibrated 90 % interval: its longer side, and what the design could show."""
    longer = max(estimate.high - estimate.value, estimate.value - estimate.low)
    return max(longer / TWO_SIDED_10, (effect.detectable or 0.0) / (TWO_SIDED_5 + POWER_80))
