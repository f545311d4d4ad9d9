"""One's workspaces, how one begins and ends, and work in the background."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from retour.web.accounts.models import User
from retour.web.frame.context import language
from retour.web.frame.waiting import looking_again
from retour.web.portfolio import jobs, opening
from retour.web.portfolio.cloning import cloned
from retour.web.portfolio.models import Job
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Membership, Role
from retour.wording import label


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def list_(request: HttpRequest) -> HttpResponse:
    """One's workspaces; a new one and the example are one click away."""
    mine = Membership.objects.filter(user=_person(request)).select_related("workspace")
    members = [(m, Role(m.role).label, m.role == Role.OWNER) for m in mine.order_by("workspace__name")]
    return render(request, "portfolio/list.html", {"members": members})


def front(request: HttpRequest) -> HttpResponse:
    """The first page: one's only workspace, else the list."""
    mine = Membership.objects.filter(user=_person(request)).select_related("workspace")[:2]
    only = list(mine)
    return redirect("pilot:home", only[0].workspace.key) if len(only) == 1 else redirect("portfolio:list")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new workspace, and the first ten minutes."""
    name = " ".join(request.POST.get("name", "").split())[:120]
    if not name:
        return redirect("portfolio:list")
    seat = opening.begin(_person(request), name, lang=language())
    return redirect("intake:start", seat.workspace.key)


@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """The example workspace, one click away."""
    seat = opening.open_example(_person(request))
    return redirect("pilot:home", seat.workspace.key)


@require_POST
@seated(Role.OWNER)
def rename(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Give the workspace another name."""
    name = " ".join(request.POST.get("name", "").split())[:120]
    if name:
        seat.workspace.name = name
        seat.workspace.save(update_fields=["name"])
        seat.note("workspace.renamed", name)
    return redirect("editing:settings", seat.workspace.key)


@require_POST
@seated(Role.OWNER)
def remove(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Erase the workspace, once its name was typed; the example needs no typing."""
    if not seat.workspace.is_example and request.POST.get("name", "").strip() != seat.workspace.name:
        messages.error(request, label("people.delete_mismatch", language()))
        return redirect("editing:settings", seat.workspace.key)
    opening.end(seat)
    return redirect("portfolio:list")


@seated(Role.OWNER)
def clone(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Another client's workspace, declared like this one: what is copied is said, its name is asked."""
    name = " ".join(request.POST.get("name", "").split())[:120]
    if request.method == "POST" and name:
        made = cloned(seat, _person(request), name)
        messages.success(request, label("people.cloned", language()))
        return redirect("editing:register", made.workspace.key)
    return render(request, "portfolio/clone.html", {"section": "settings"})


@seated(Role.VIEWER)
def job(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """How far some work is; the page looks again by itself until the work is over."""
    found = get_object_or_404(Job, workspace=seat.workspace, key=key)
    since = (timezone.now() - found.started).total_seconds() if found.started else 0.0
    page = render(request, "portfolio/job.html", {"job": found, "since": since})
    return page if found.is_over else looking_again(request, page, seconds=2)


@require_POST
@seated(Role.EDITOR)
def again(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Assess the workspace again."""
    return redirect("portfolio:job", seat.workspace.key, jobs.ask(seat, "assess").key)
