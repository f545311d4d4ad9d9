"""Headers that every page has, and the page of what could not be kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from retour.web.frame.errors import unkept

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


def say_unkept(get_response: Answer) -> Answer:
    """What a view could not keep is said on a page, whichever view it was."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    answer.__dict__["process_exception"] = unkept
    return answer
