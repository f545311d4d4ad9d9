"""How often one may try: a few failures an address and a quarter of an hour, more from one place.

Counted in the database, so that every process of the server counts the same.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from retour.web.accounts.models import Attempt

WINDOW = timedelta(minutes=15)
BY_ADDRESS, BY_PLACE = 5, 30  # failures a window
FORGET = timedelta(days=1)
logger = logging.getLogger("retour.security")


def place_of(request: HttpRequest) -> str:
    """Where a request comes from; the proxy's word is taken only when the server says that it has one."""
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.BEHIND_PROXY else ""
    return told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def may_try(request: HttpRequest, action: str, subject: str) -> bool:
    """True while neither the subject nor the place had too many failures."""
    limits = zip(_keys(request, action, subject), (BY_ADDRESS, BY_PLACE), strict=True)
    return all(_recent(key) < limit for key, limit in limits)


def failed(request: HttpRequest, action: str, subject: str) -> None:
    """Note a failure, and forget the old ones."""
    logger.warning("%s failed from %s", action, place_of(request))
    _forget_old()
    Attempt.objects.bulk_create(Attempt(what=key) for key in _keys(request, action, subject))


def counted(what: str, most: int) -> bool:
    """Count one more of what is bounded; False, and nothing is counted, when there were `most` lately."""
    _forget_old()
    if _recent(what) >= most:
        return False
    Attempt.objects.create(what=what)
    return True


def succeeded(request: HttpRequest, action: str, subject: str) -> None:
    """Forget the failures of a subject."""
    Attempt.objects.filter(what=next(iter(_keys(request, action, subject)))).delete()


def _keys(request: HttpRequest, action: str, subject: str) -> Iterable[str]:
    return f"{action}:{subject.strip().lower()}"[:300], f"{action}@{place_of(request)}"[:300]


def _forget_old() -> None:
    Attempt.objects.filter(at__lt=timezone.now() - FORGET).delete()


def _recent(key: str) -> int:
    return Attempt.objects.filter(what=key, at__gte=timezone.now() - WINDOW).count()
