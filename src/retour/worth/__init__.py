"""Worth: an effect and freed time turned into money, net of every cost, by Monte Carlo."""

from retour.worth.engine import worth_of
from retour.worth.result import Driver, Line, Nature, Worth
from retour.worth.shared import Shared, shared_of
from retour.worth.volume import RunVolume, run_volume

__all__ = ["Driver", "Line", "Nature", "RunVolume", "Shared", "Worth", "run_volume", "shared_of", "worth_of"]
