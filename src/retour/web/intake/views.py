"""Pages of this folder."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role


@seated(Role.EDITOR)
def start(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The first ten minutes begin."""
    return render(request, "intake/start.html", {"section": "start"})


@seated(Role.VIEWER)
def sources(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What came in."""
    return render(request, "intake/start.html", {"section": "sources"})
