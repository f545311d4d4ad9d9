"""Somebody's calendar for another program: a secret address, made and closed by themselves."""

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from retour.report.ical import ical
from retour.report.manner import Manner, nowhere
from retour.report.node import View
from retour.web.audits.models import CalendarLink
from retour.web.audits.owing import calendar_of
from retour.web.portfolio import snapshots
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Membership, Role, Workspace
from retour.web.workspaces.secrets import digest_of, new_secret

EMPTY = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Retour//Retour//EN\r\nEND:VCALENDAR\r\n"


@require_POST
@never_cache
@seated(Role.VIEWER)
def make(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A new address, shown once; the one before opens nothing any more."""
    secret = new_secret()
    CalendarLink.objects.update_or_create(
        workspace=seat.workspace, user=seat.user, defaults={"digest": digest_of(secret)}
    )
    address = settings.PUBLIC_URL + reverse("calendar_feed", args=[secret])
    return render(request, "audits/feed_made.html", {"section": "reviews", "address": address})


@require_POST
@seated(Role.VIEWER)
def close(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The address opens nothing any more."""
    CalendarLink.objects.filter(workspace=seat.workspace, user=seat.user).delete()
    return redirect("audits:calendar", seat.workspace.key)


@login_not_required
@require_safe
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever has the address, while they are in the workspace."""
    link = CalendarLink.objects.select_related("workspace", "user").filter(digest=digest_of(secret)).first()
    if link is None or not _is_in(link):
        raise Http404
    answer = HttpResponse(_calendar(link), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="retour.ics"'
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _is_in(link: CalendarLink) -> bool:
    member = Membership.objects.filter(workspace=link.workspace, user=link.user, user__is_active=True)
    return member.exists()


def _calendar(link: CalendarLink) -> str:
    snapshot = snapshots.latest(link.workspace)
    assessment = snapshots.shown(snapshot) if snapshot else None
    if assessment is None:
        return EMPTY
    view = View.of(assessment, link.user.language, whole(link.workspace))
    host = urlsplit(settings.PUBLIC_URL).hostname or "retour"
    return ical(view, calendar_of(link.workspace, assessment), f"{link.workspace.key}.{host}")


def whole(workspace: Workspace) -> Manner:
    """Whole addresses, for what is read outside the pages."""
    home = settings.PUBLIC_URL + reverse("pilot:home", args=[workspace.key])
    return Manner(
        sheet=lambda key: f"{home}a/{quote(key, safe='')}/",
        figure=nowhere,
        review=lambda key: settings.PUBLIC_URL + reverse("audits:review", args=[workspace.key, key]),
    )
