"""All the evidence on one automation, as the chapters before hand it over."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

from retour.audit.spot_check import SpotCheck, spot_check
from retour.effect.result import Effect
from retour.events.answer import Audience
from retour.friction.result import Friction
from retour.kpi.dossier import Dossier
from retour.quantity import Better, Estimate, Unknown
from retour.register.automation import Automation, Review, Status
from retour.register.indicator import Indicator
from retour.voice.result import VoiceScore
from retour.watch.result import Watched
from retour.worth.result import Worth

FRESH = timedelta(days=100)  # an answer or a wave older than this says nothing of this quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of one automation on a day. Nothing in it is a default: absent is unknown."""

    automation: Automation
    dossier: Dossier
    watched: Watched
    friction: Friction
    effects: tuple[Effect, ...]  # the main indicator's current comparison first
    worth: Worth
    voice: tuple[VoiceScore, ...] = ()

    @property
    def planned(self) -> bool:
        """True before go-live."""
        return self.automation.status is Status.PLANNED

    @property
    def main(self) -> Indicator | None:
        """The main indicator, if declared."""
        return self.automation.main

    @property
    def main_effect(self) -> Effect | None:
        """The effect on the main indicator."""
        return None if self.main is None else self.effect(self.main.key)

    def effect(self, indicator: str) -> Effect | None:
        """The first (whole) effect on an indicator."""
        return next((e for e in self.effects if e.indicator == indicator), None)

    def effect_key(self, effect: Effect) -> str:
        """The key of an effect's figure."""
        return self.key("effect", effect.indicator, effect.version)

    def key(self, *path: str) -> str:
        """The key of a figure of this automation."""
        return "/".join((self.automation.key, *path))

    def reviews(self) -> tuple[Review, ...]:
        """Past reviews of this automation, newest first."""
        mine = [r for r in self.dossier.register.reviews if r.automation == self.automation.key]
        return tuple(sorted(mine, key=lambda r: r.at, reverse=True))

    def review(self, today: date) -> Review | None:
        """The newest review that is not older than 100 days nor after today."""
        return next((r for r in self.reviews() if r.at <= today <= r.at + FRESH), None)

    def spot_check(self, today: date) -> SpotCheck:
        """The cases read at the reviews of the last 100 days."""
        return spot_check(r for r in self.reviews() if r.at <= today <= r.at + FRESH)

    def wave(self, audience: Audience) -> tuple[VoiceScore, ...]:
        """The scores of the newest wave of an audience."""
        scores = [v for v in self.voice if v.audience is audience]
        newest = max((v.wave for v in scores), default=None)
        return tuple(v for v in scores if v.wave == newest)


def sign(indicator: Indicator) -> int:
    """+1 when higher is better, -1 when lower is."""
    return 1 if indicator.better is Better.HIGHER else -1


def p_worse(effect: Effect | None, indicator: Indicator, *, margin: float = 0.0) -> float | None:
    """P(the indicator got worse by more than `margin`, in its unit); None when the effect is unknown.

    From the effect's draws when there are some, else from a normal law with the estimate's interval.
    """
    if effect is None or isinstance(effect.estimate, Unknown):
        return None
    if effect.draws is not None and len(effect.draws):
        return float((-sign(indicator) * effect.draws > margin).mean())
    return normal_above(-sign(indicator), effect.estimate, margin)


def normal_above(side: int, estimate: Estimate, margin: float) -> float:
    """P(side x X > margin) for a normal X with this estimate's centre and interval."""
    spread = estimate.half_width / NormalDist().inv_cdf((1 + estimate.level) / 2)
    distance = side * estimate.value - margin
    if spread <= 0:
        return 1.0 if distance > 0 else 0.0
    return NormalDist().cdf(distance / spread)


def established(effect: Effect | None, indicator: Indicator, *, worst_grade: str = "C") -> bool:
    """True when the interval lies wholly on the good side and the grade is good enough."""
    if effect is None or isinstance(effect.estimate, Unknown) or effect.grade > worst_grade:
        return False
    bounds = (effect.estimate.low, effect.estimate.high)
    return min(sign(indicator) * b for b in bounds) > 0
