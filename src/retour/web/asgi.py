"""The application that `retour serve` answers with: the door of events, the front door, then the pages."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections

from retour.web.frame.uploads import MOST_FILES, SMALL
from retour.web.front import Environ, Front, Limits, Receive, Send
from retour.web.inlet.setup import door
from retour.web.workspaces.people import opens
from retour.web.wsgi import application as pages


def known(environ: Environ) -> bool:
    """True when somebody is signed in, or holds a token: they may send something large."""
    close_old_connections()
    try:
        scheme, _, secret = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")
        return opens(secret.strip()) if scheme.lower() == "bearer" else _signed_in(environ)
    finally:
        close_old_connections()


def _signed_in(environ: Environ) -> bool:
    try:
        cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return False
    return cookie is not None and SESSION_KEY in SessionStore(cookie.value)


front = Front(
    pages,
    Limits(
        form=max(SMALL, settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        upload=(MOST_FILES + 1) * settings.UPLOAD_LIMIT,
        patience=settings.PATIENCE,
    ),
    known,
)
events = door()


async def application(scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
    """Answer one request: what comes for `/v1/` never waits for a page, nor makes one wait."""
    await (events if scope["path"].startswith("/v1/") else front)(scope, receive, send)
