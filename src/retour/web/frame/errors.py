"""Pages for what went wrong: plain, in the reader's language, with one way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from retour.web.frame.context import language
from retour.wording import label


class Unkept(Exception):  # noqa: N818  an answer, not a mistake of ours
    """What was sent cannot be kept: the code of a page of this file, an HTTP status, what the page says."""

    def __init__(self, code: str, status: int, **details: object) -> None:
        super().__init__(code)
        self.code, self.status, self.details = code, status, details


def unkept(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The page of a refusal to keep what was sent; None for any other error."""
    return _page(request, error.code, error.status, **error.details) if isinstance(error, Unkept) else None


def _page(request: HttpRequest, code: str, status: int, **details: object) -> HttpResponse:
    words = {part: label(f"frame.error_{code}_{part}", language(), **details) for part in ("title", "text")}
    return render(request, "frame/error.html", words, status=status)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here, or nothing that this person may see."""
    return _page(request, "missing", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may see the workspace and not do this."""
    return _page(request, "forbidden", 403)


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be understood."""
    return _page(request, "bad", 400)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake; nothing was lost."""
    return _page(request, "broken", 500)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old, or comes from elsewhere."""
    return _page(request, "expired", 403)
