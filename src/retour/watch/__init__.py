"""Watch: silent failures, lost cases, how the runs ended."""

from retour.watch.result import RunHealth, Silence, Watched
from retour.watch.watched import watched_of

__all__ = ["RunHealth", "Silence", "Watched", "watched_of"]
