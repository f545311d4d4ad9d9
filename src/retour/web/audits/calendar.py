"""The calendar: what is late first, then the reviews and readings to come."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from retour.report.manner import Manner
from retour.report.node import View
from retour.report.rhythm import calendar_blocks, summary
from retour.web.audits.models import CalendarLink
from retour.web.audits.owing import calendar_of
from retour.web.frame.context import language
from retour.web.portfolio import snapshots
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role


@seated(Role.VIEWER)
def calendar(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The reviews and readings of a workspace, by date."""
    snapshot = snapshots.latest(seat.workspace)
    assessment = snapshots.shown(snapshot) if snapshot else None
    linked = CalendarLink.objects.filter(workspace=seat.workspace, user=seat.user).exists()
    about: dict[str, object] = {"section": "reviews", "linked": linked}
    if assessment is not None:
        view = View.of(assessment, language(), _manner(seat))
        found = calendar_of(seat.workspace, assessment)
        about |= {"said": summary(view, found), "body": calendar_blocks(view, found)}
    return render(request, "audits/calendar.html", about)


def _manner(seat: Seat) -> Manner:
    home = reverse("pilot:home", args=[seat.workspace.key])
    return Manner(
        sheet=lambda key: f"{home}a/{quote(key, safe='')}/",
        figure=lambda key: f"{home}explain/{quote(key)}/",
        review=lambda key: reverse("audits:review", args=[seat.workspace.key, key]),
        owners=True,
    )
