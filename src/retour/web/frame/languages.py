"""The reader's language: theirs when they said so, else the browser's."""

from typing import TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

Answer = TypeVar("Answer", bound=HttpResponse)
YEAR = 365 * 86_400  # seconds


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Read on in another language."""
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return keep_language(redirect(wanted if safe else "/"), request.POST.get("language", ""))


def keep_language(response: Answer, lang: str) -> Answer:
    """Keep a language in the browser."""
    if lang in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            lang,
            max_age=YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
