"""Scores of every survey wave, with what changed since the wave before go-live."""

from collections.abc import Sequence
from datetime import date
from math import sqrt
from statistics import fmean, stdev, variance

import numpy as np
from numpy.typing import NDArray

from retour.events.answer import Answer
from retour.quantity import Better, Estimate, Unknown
from retour.quantity.interval import READER_LEVEL
from retour.register.automation import Automation
from retour.voice.intervals import (
    DRAWS,
    adjusted_wald_nps,
    manski,
    ordinal_draws,
    ordinal_mean,
    t_mean,
    wilson,
)
from retour.voice.result import VoiceScore
from retour.voice.scale import Scale, Summary
from retour.voice.wave import Wave, waves_of

FEWEST = 5  # below five answers nothing is shown: a person would be recognised
TOO_FEW = "too_few_answers"


def scores_of(
    automation: Automation, answers: tuple[Answer, ...], *, today: date, rng: np.random.Generator
) -> tuple[VoiceScore, ...]:
    """Scores of one automation's surveys, by audience, item and wave, at 90 %.

    Args:
        automation: the automation asked about.
        answers: answers of any automation; those of others and those after `today` are left out.
        today: the day of the assessment.
        rng: source of chance for posterior draws.

    Returns:
        One score per wave; Unknown below five answers. `p_better` compares a wave after go-live with the
        newest wave before it. Intervals: spec voice, Statistics.
    """
    waves = waves_of(automation, answers, today)
    return tuple(_score(wave, _before(wave, waves), rng) for wave in waves)


def _before(wave: Wave, waves: Sequence[Wave]) -> Wave | None:
    """The newest wave before go-live on the same item, for a wave after it."""
    if wave.after is not True:
        return None
    older = [w for w in waves if (w.audience, w.item) == (wave.audience, wave.item) and w.after is False]
    return max(older, key=lambda w: w.at, default=None)


def _score(wave: Wave, before: Wave | None, rng: np.random.Generator) -> VoiceScore:
    low, high = wave.scale.shown
    estimate = _estimate(wave, rng)
    known = isinstance(estimate, Estimate)
    eighty = _estimate(wave, rng, 0.8)
    return VoiceScore(
        audience=wave.audience,
        item=wave.item,
        wave=wave.at,
        answered=len(wave.values),
        invited=wave.invited,
        estimate=estimate,
        low=low,
        high=high,
        lower_80=eighty.low if isinstance(eighty, Estimate) else None,
        p_better=_p_better(before, wave, rng) if known and before is not None else None,
        before=None if before is None else _estimate(before, rng),
        everybody=_everybody(wave) if known else None,
    )


def _everybody(wave: Wave) -> tuple[float, float] | None:
    """Manski's bounds of a share among all those invited; None where nobody kept silent, or nobody knows."""
    answered, invited = len(wave.values), wave.invited or 0
    if wave.scale.summary is not Summary.TOP_TWO or invited <= answered:
        return None
    return manski(_top_two(list(wave.values.values()), wave.scale), answered, invited)


def _estimate(wave: Wave, rng: np.random.Generator, level: float = READER_LEVEL) -> Estimate | Unknown:
    values = list(wave.values.values())
    if len(values) < FEWEST:
        return Unknown(TOO_FEW, {"n": len(values), "k": FEWEST})
    return _summarised(values, wave.scale, rng, level)


def _summarised(values: Sequence[float], scale: Scale, rng: np.random.Generator, level: float) -> Estimate:
    match scale.summary:
        case Summary.TOP_TWO:
            return wilson(_top_two(values, scale), len(values), level)
        case Summary.NPS:
            up, down = sum(v >= 9 for v in values), sum(v <= 6 for v in values)
            return adjusted_wald_nps(up, len(values) - up - down, down, level)
        case Summary.MEAN if stdev(values) > 0:
            return t_mean(values, scale.low, scale.high, level)
        case _:  # one ordinal item, or everybody gave the same answer: no spread to rely on
            return ordinal_mean(_snapped(values, scale), scale.levels, rng, level)


def _top_two(values: Sequence[float], scale: Scale) -> int:
    return sum(v >= scale.high - 1 for v in values)


def _snapped(values: Sequence[float], scale: Scale) -> list[float]:
    """Answers on the nearest level of the scale."""
    levels = scale.levels
    return [float(levels[np.abs(levels - v).argmin()]) for v in values]


def _p_better(before: Wave, after: Wave, rng: np.random.Generator) -> float | None:
    """P(after is better than before): paired where codes allow, else two independent groups."""
    if len(before.values) < FEWEST:
        return None
    sign = 1.0 if after.scale.better is Better.HIGHER else -1.0
    paired = [
        sign * (after.values[p] - before.values[p])
        for p in after.values
        if isinstance(p, str) and p in before.values
    ]
    if len(paired) >= FEWEST and stdev(paired) > 0:
        return p_positive_mean(paired)
    gap = sign * (_posterior(after, rng) - _posterior(before, rng))
    return float((gap > 0).mean() + (gap == 0).mean() / 2)


def p_positive_mean(differences: Sequence[float]) -> float:
    """P(mean difference > 0), Student's t with n - 1 degrees of freedom on a flat prior."""
    from scipy.special import stdtr  # noqa: PLC0415  costs .2 s, only where answers exist

    n = len(differences)
    return float(stdtr(n - 1, fmean(differences) / (stdev(differences) / sqrt(n))))


def _posterior(wave: Wave, rng: np.random.Generator) -> NDArray[np.float64]:
    """Posterior draws of a wave's score; shape (4000,)."""
    values, scale = list(wave.values.values()), wave.scale
    n = len(values)
    if scale.summary is Summary.TOP_TWO:
        top = _top_two(values, scale)
        return rng.beta(top + 0.5, n - top + 0.5, DRAWS)
    if scale.summary is Summary.NPS:
        marks = [float((v >= 9) - (v <= 6)) for v in values]
        return ordinal_draws(marks, np.array([-1.0, 0.0, 1.0]), rng)
    if scale.summary is Summary.MEAN and variance(values) > 0:
        return fmean(values) + rng.standard_t(n - 1, DRAWS) * stdev(values) / sqrt(n)
    return ordinal_draws(_snapped(values, scale), scale.levels, rng)
