"""The grid: every automation, its four letters, and the few questions that only a person can answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role


@seated(Role.VIEWER)
def grid(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The reviews of the quarter."""
    del seat
    return render(request, "audits/grid.html", {"section": "reviews"})
