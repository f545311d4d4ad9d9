"""The door of this server, as its settings have it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from retour.web.inlet.body import ROOM_OF_SIGNED, Room
from retour.web.inlet.door import Door
from retour.web.inlet.finding import Finder
from retour.web.inlet.pace import Rate
from retour.web.inlet.passes import Passes
from retour.web.inlet.tails import Tails

BURST = 3  # seconds of the steady rate that may come at once


def door(tails: Tails | None = None) -> Door:
    """The door, with the tails of the workspaces' folders."""
    steady = settings.EVENTS_RATE
    return Door(
        passes=Passes(Finder()),
        tails=tails or Tails(),
        rooms=(Room(settings.PATIENCE), Room(settings.PATIENCE, ROOM_OF_SIGNED)),
        rate=Rate(steady=steady, burst=BURST * steady),
        secure=_is_secure,
    )


def _is_secure(scope: Mapping[str, Any], headers: Mapping[str, str]) -> bool:
    """False for a token that travels in the clear to a server that people reach by https."""
    if not settings.SECURE_SSL_REDIRECT:
        return True
    said = headers.get("x-forwarded-proto", "") if settings.BEHIND_PROXY else ""
    return (said or scope["scheme"]) == "https"
