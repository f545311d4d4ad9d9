"""Every threshold of the verdict, in one place; the defaults are the specification's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Probabilities and shares; money is in the workspace's currency."""

    stop_net: float = 0.8  # P(avoidable net < 0) that stops
    stop_harm: float = 0.95  # P(guardrail's harm > margin) that stops
    fix_harm: float = 0.5  # ... that asks for a repair
    sure_harm: float = 0.95  # where no margin was ever said, and for the main indicator
    extend_net: float = 0.9
    extend_comparison: float = 0.75  # score of M3: grade B
    extend_observation: float = 0.75
    extend_known: int = 3  # checks of O that must be known to speak of O at all
    extend_addressable: float = 0.2
    measure_low: float = 0.2
    measure_high: float = 0.8
    measure_coverage: float = 0.6  # share of the M checks that are known
    keep_net: float = 0.8
    satisfied: float = 0.95  # P(score after > before) that proves a satisfaction gain
    little_loss: float = 100.0  # a month: what a proven satisfaction gain can justify
    least_gain: float = 50.0  # a measurement worth less than this is not worth anybody's time
    show_weeks: int = 52  # an answer that takes longer is no answer
    launch_net: float = 0.5
    pilot_net: float = 0.9
    plan_answers: int = 5  # of eight questions
    plan_weeks: int = 26  # until the stop date when none was said

    def changed(self, said: Mapping[str, Any]) -> "Thresholds":
        """These thresholds with those that somebody changed, by name; TypeError for a name that is none."""
        return replace(self, **said)
