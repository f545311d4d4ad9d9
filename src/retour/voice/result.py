"""Scores of a survey wave."""

from dataclasses import dataclass
from datetime import date

from retour.events.answer import Audience
from retour.quantity import Estimate, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceScore:
    """One item (or scale) in one wave. Below five answers nothing is shown (Unknown 'too_few_answers')."""

    audience: Audience
    item: str  # usefulness | ease | clarity | control | trust | umux_lite | satisfaction_10 | ...
    wave: date
    answered: int
    invited: int | None
    estimate: Estimate | Unknown
    low: float  # ends of the scale
    high: float
    lower_80: float | None = None  # lower bound of the 80 % interval (check O4)
    p_better: float | None = None  # P(after > before) where there is a wave before
    before: Estimate | Unknown | None = None
    everybody: tuple[float, float] | None = None  # a share's bounds, whatever those who kept silent think
