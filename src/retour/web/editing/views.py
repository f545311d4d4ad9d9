"""Pages of this folder."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role


@seated(Role.VIEWER)
def register(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is declared."""
    return render(request, "editing/register.html", {"section": "register"})


@seated(Role.VIEWER)
def settings(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The workspace's settings."""
    return render(request, "editing/register.html", {"section": "settings"})
