"""Home: certainties, worth by evidence, decisions, the steering table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from retour.web.portfolio import snapshots
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role


@seated(Role.VIEWER)
def home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The first page of a workspace."""
    snapshot = snapshots.latest(seat.workspace)
    assessment = snapshots.shown(snapshot) if snapshot else None
    return render(request, "pilot/home.html", {"section": "home", "assessment": assessment})
