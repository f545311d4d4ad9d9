"""Friction: process delay, manual tasks, cost per case and the process graph, before and after."""

from retour.friction.friction import friction_of
from retour.friction.result import BeforeAfter, Friction

__all__ = ["BeforeAfter", "Friction", "friction_of"]
