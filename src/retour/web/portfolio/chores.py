"""What is tidied once a day: sessions that are over, work that was done long ago, and what each page left."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from retour.web.portfolio.models import Job

A_DAY = 86_400.0  # seconds
WORK_KEPT = timedelta(days=90)
Chore = Callable[[], None]
CHORES: list[Chore] = []
logger = logging.getLogger("retour.work")


def daily(chore: Chore) -> Chore:
    """Register something to tidy once a day."""
    CHORES.append(chore)
    return chore


@daily
def end_sessions() -> None:
    """Forget the sessions that are over."""
    call_command("clearsessions")


@daily
def forget_work() -> None:
    """Forget the work that was done long ago; what it found is kept elsewhere."""
    Job.objects.filter(ended__lt=timezone.now() - WORK_KEPT).delete()


def tidy() -> None:
    """Do every chore; one that fails does not stop the others."""
    for chore in CHORES:
        try:
            chore()
        except Exception:
            logger.exception("%s failed", chore.__name__)


class Rhythm:
    """Says when a day, or so many seconds, have passed since the last time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, every: float = A_DAY) -> None:
        self._clock, self._every, self._last = clock, every, -every

    def is_due(self) -> bool:
        """True the first time, then once each time that it has passed."""
        if self._clock() - self._last < self._every:
            return False
        self._last = self._clock()
        return True
