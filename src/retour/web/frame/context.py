"""What the layout of every page needs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def frame(request: HttpRequest) -> dict[str, object]:
    """The language, the others on offer, and the seat that the page is seen from, if any."""
    lang = language()
    return {
        "lang": lang,
        "other_languages": [(code, name) for code, name in settings.LANGUAGES if code != lang],
        "seat": getattr(request, "seat", None),
        "here": request.get_full_path(),
    }


def language() -> str:
    """The language of the page being made: ``fr`` or ``en``."""
    return (get_language() or "fr")[:2]
