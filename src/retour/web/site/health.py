"""Is the server well? For whoever watches it."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from retour.web.portfolio.models import Job

LATE = timedelta(minutes=10)


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers and work is being done; 503 otherwise, saying which."""
    found = {"database": _database(), "work": False}
    found["work"] = found["database"] and _work()
    return JsonResponse({"ok": all(found.values()), **found}, status=200 if all(found.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _work() -> bool:
    """False when some work has been waiting for too long: nobody does it."""
    waiting = Job.objects.filter(state=Job.State.QUEUED, created__lt=timezone.now() - LATE)
    return not waiting.exists()
