"""Sessions end: after a day without a page, after a week whatever happens, and with the password."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

SEEN, SINCE = "seen", "since"
REFRESH = 600  # seconds between two notes that somebody was here
Answer = Callable[[HttpRequest], HttpResponse]


def end_old_sessions(get_response: Answer) -> Answer:
    """Signs out whoever was away for too long."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _look(request, time.time())
        return get_response(request)

    return answer


def _look(request: HttpRequest, now: float) -> None:
    """End the session, or note that somebody is here."""
    seen, since = (float(request.session.get(key) or now) for key in (SEEN, SINCE))
    if now - seen > settings.SESSION_IDLE or now - since > settings.SESSION_COOKIE_AGE:
        logout(request)
    elif SINCE not in request.session or now - seen > REFRESH:
        request.session[SINCE], request.session[SEEN] = since, now
