"""Effects: observed minus counterfactual, by the strongest design that the data allow, graded by rules."""

from retour.effect.effects import effects_of
from retour.effect.observational.landmark import Landmark, landmark

__all__ = ["Landmark", "effects_of", "landmark"]
