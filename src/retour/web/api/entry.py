"""The way in for programs: a bearer token opens one workspace, for what its scope says, so often a minute."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from retour.web.api.answers import Refusal
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Role, Token
from retour.web.workspaces.people import seat_of_token

Handler = Callable[..., HttpResponse]
A_MINUTE = 60
OFTEN = 240  # requests a minute and token
READS = ("GET", "HEAD")


def program(**handlers: Handler) -> Handler:
    """A view for programs: one handler per HTTP method, given the request, the seat, and what the path says.

    No cookie counts here. Methods that read need any token, the others one that may write.
    """

    @csrf_exempt
    @login_not_required
    def entered(request: HttpRequest, **where: Any) -> HttpResponse:  # noqa: ANN401
        try:
            return _answer(request, handlers, where)
        except Refusal as refusal:
            return refusal.answer()
        except Http404:
            return Refusal(404, "missing").answer()
        except RequestDataTooBig:
            return Refusal(413, "body_too_large").answer()

    entered.__dict__["methods"] = tuple(sorted(handlers))
    return entered


def _answer(request: HttpRequest, handlers: dict[str, Handler], where: dict[str, Any]) -> HttpResponse:
    seat, token = _seat(request)
    _count(token)
    method = "GET" if request.method == "HEAD" else str(request.method)
    if method not in handlers:
        allowed = ", ".join(sorted(handlers))
        raise Refusal(405, "method", headers={"Allow": allowed}, allowed=allowed)
    if method not in READS and seat.role < Role.EDITOR:
        raise Refusal(403, "scope")
    return handlers[method](request, seat, **where)


def _seat(request: HttpRequest) -> tuple[Seat, Token]:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = seat_of_token(secret.strip()) if scheme.lower() == "bearer" and secret.strip() else None
    if found is None:
        raise Refusal(401, "token", headers={"WWW-Authenticate": 'Bearer realm="retour"'})
    return found


def _count(token: Token) -> None:
    """Too many requests of this minute, whichever process answers, are told when to come back."""
    if token.requests > OFTEN:
        wait = A_MINUTE - int(time.time() % A_MINUTE)
        raise Refusal(429, "too_often", headers={"Retry-After": str(wait)}, seconds=wait)


@csrf_exempt
@login_not_required
def missing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Nothing is at this address, said to a program."""
    return Refusal(404, "missing").answer()
