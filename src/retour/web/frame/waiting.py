"""A page that waits looks again by itself, unless its reader asked it to stay as it is (WCAG 2.2.1)."""

from django.http import HttpRequest, HttpResponse

STILL = "still"


def looking_again(request: HttpRequest, page: HttpResponse, *, seconds: int) -> HttpResponse:
    """The page, loaded again after some seconds when its address does not say to stay still."""
    if STILL not in request.GET:
        page["Refresh"] = str(seconds)
    return page
