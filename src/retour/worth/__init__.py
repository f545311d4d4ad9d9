"""Worth: an effect and freed time turned into money, net of every cost, by Monte Carlo."""

from retour.worth.engine import worth_of
from retour.worth.result import Driver, Line, Nature, Worth
from retour.worth.volume import RunVolume, run_volume

__all__ = ["Driver", "Line", "Nature", "RunVolume", "Worth", "run_volume", "worth_of"]
