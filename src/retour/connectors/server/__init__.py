"""A Retour server, spoken to as a program does: with a token, over its API."""

from retour.connectors.server.client import Server, Unserved

__all__ = ["Server", "Unserved"]
