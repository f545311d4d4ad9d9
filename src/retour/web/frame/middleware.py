"""Headers that every page has."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
POWERS = ("camera", "geolocation", "microphone", "payment", "usb")


def quiet_headers(get_response: Answer) -> Answer:
    """No power of the browser is asked for, and no page of a workspace is kept by a cache."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = ", ".join(f"{power}=()" for power in POWERS)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return answer
