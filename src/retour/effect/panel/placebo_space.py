"""Placebo in space: every control treated in turn, to see how large a gap comes from nothing.

Sources: Abadie, Diamond & Hainmueller (2010), JASA 105, 493-505, for the placebos; the interval takes their
root mean square with Student's law on controls - 1 degrees of freedom, as measured on untouched public
series (docs/reference/effect.md); Arkhangelsky et al. (2021), AER 111, 4088-4118, algorithm 4, for the
placebo standard error of several treated units.
"""

import math
from dataclasses import dataclass

import numpy as np

from retour.effect.panel.panel import Floats
from retour.effect.panel.synthetic import Block, Estimator, Gap

FEWEST = 4  # controls below which placebos say nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceboTest:
    """A gap beside those of the controls: `placebos` (controls,).

    `error` is the standard error of the gap where nothing happens, `errors` (periods,) that of each period,
    `freedom` their degrees of freedom; `fit` is the root mean square of the treated unit's gap before, and
    `fits` (controls,) those of the controls.
    """

    gap: Gap
    placebos: Floats
    errors: Floats
    error: float
    freedom: int
    fit: float
    fits: Floats

    @property
    def p(self) -> float:
        """Two-sided p-value of no effect, by Student's law; NaN where the placebos do not move."""
        from scipy.special import stdtr  # noqa: PLC0415  scipy is slow to import

        return 2 * float(stdtr(self.freedom, -abs(self.gap.value) / self.error)) if self.error else math.nan

    @property
    def rank_p(self) -> float:
        """Share of all units, the treated one among them, whose gap is as large or larger."""
        larger = int((np.abs(self.placebos) >= abs(self.gap.value)).sum())
        return (1 + larger) / (1 + len(self.placebos))


def placebo_test(block: Block, estimator: Estimator, *, spread: float = 1.0) -> PlaceboTest:
    """Treat each control in turn with the others as its controls.

    Args:
        block: the treated unit (or the mean of several) and at least four controls.
        estimator: the same for the treated unit and for the placebos.
        spread: Σ of the squared weights of the treated units in their mean: 1 for one unit, 1/k for k alike.

    Raises:
        ValueError: ``placebo.controls`` with fewer than four controls.
    """
    controls = len(block.controls)
    if controls < FEWEST:
        raise ValueError("placebo.controls")
    gap = estimator(block)
    others = [estimator(_pretending(block, [i])) for i in range(controls)]
    placebos = np.array([other.value for other in others])
    smaller = math.sqrt((spread + 1 / controls) / (1 + 1 / controls))
    return PlaceboTest(
        gap=gap,
        placebos=placebos,
        errors=np.sqrt(np.mean([other.path**2 for other in others], axis=0)) * smaller,
        error=math.sqrt(float((placebos**2).mean())) * smaller,
        freedom=controls - 1,
        fit=_fit(gap, block.start),
        fits=np.array([_fit(other, block.start) for other in others]),
    )


def placebo_error(block: Block, estimator: Estimator, *, rng: np.random.Generator, draws: int = 100) -> float:
    """Standard error from groups of controls, as many as there are treated units, drawn as if treated.

    Raises:
        ValueError: ``placebo.controls`` unless controls outnumber the treated units.
    """
    controls = len(block.controls)
    if controls <= block.treated_units:
        raise ValueError("placebo.controls")
    chosen = (rng.permutation(controls)[: block.treated_units] for _ in range(draws))
    return float(np.std([estimator(_pretending(block, list(units))).value for units in chosen]))


def _pretending(block: Block, units: list[int]) -> Block:
    kept = np.ones(len(block.controls), np.bool_)
    kept[units] = False
    return Block(
        controls=block.controls[kept],
        treated=block.controls[units].mean(0),
        start=block.start,
        treated_units=len(units),
    )


def _fit(gap: Gap, start: int) -> float:
    """Root mean square of the gap before, about its mean where the estimator frees a constant."""
    before = gap.path[:start]
    free = bool(gap.before.any())
    return float(np.sqrt(np.mean((before - before.mean() * free) ** 2)))
