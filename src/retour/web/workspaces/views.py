"""People, invitations, tokens, the journal of a workspace."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from retour.web.accounts import throttle
from retour.web.accounts.forms import NewPerson
from retour.web.accounts.models import User
from retour.web.frame.context import language
from retour.web.workspaces import people as done
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.forms import Invite, NewToken, roles
from retour.web.workspaces.models import Invitation, Membership, Role, Token
from retour.wording import label, say

Change = Callable[[], None]
A_PAGE = 50
INVITATIONS = 30  # a workspace and a quarter of an hour


def _back(seat: Seat) -> HttpResponse:
    return redirect("workspaces:people", seat.workspace.key)


@seated(Role.VIEWER)
def people(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who can use the workspace; owners also see invitations and tokens."""
    form = Invite(request.POST or None) if seat.owns else None
    if form is not None and form.is_valid():
        return _invite(request, seat, form.cleaned_data["email"], form.cleaned_data["role"])
    return render(request, "workspaces/people.html", _about(seat, form))


def _about(seat: Seat, form: Invite | None) -> dict[str, object]:
    workspace = seat.workspace
    return {
        "section": "people",
        "members": workspace.memberships.select_related("user").order_by("-role", "user__email"),
        "roles": roles(),
        "invite": form,
        "invitations": workspace.invitations.filter(accepted=None) if seat.owns else [],
        "tokens": workspace.tokens.exclude(scope=Token.Scope.INGEST) if seat.owns else [],
        "new_token": NewToken() if seat.owns else None,
    }


def _invite(request: HttpRequest, seat: Seat, email: str, role: Role) -> HttpResponse:
    lang = language()
    if not throttle.counted(f"invitations:{seat.workspace.pk}", INVITATIONS):
        messages.error(request, label("people.too_many_invitations", lang))
        return render(request, "workspaces/people.html", _about(seat, Invite(request.POST)), status=429)
    secret = done.invite(seat, email, role)
    if secret is None:
        messages.info(request, label("people.already_member", lang))
        return _back(seat)
    address = settings.PUBLIC_URL + reverse("join", args=[secret])
    messages.success(request, label("people.invitation_sent", lang, email=email))
    messages.info(request, f"{label('people.invitation_link', lang)} {address}")
    return _back(seat)


@require_POST
@seated(Role.OWNER)
def change_role(request: HttpRequest, seat: Seat, member: int) -> HttpResponse:
    """Give somebody another role."""
    found = get_object_or_404(Membership, pk=member, workspace=seat.workspace)
    said = request.POST.get("role", "")
    if said in {str(role.value) for role in Role}:
        _unless_last_owner(request, lambda: done.change_role(seat, found, Role(int(said))))
    return _back(seat)


@require_POST
@seated(Role.VIEWER)
def remove(request: HttpRequest, seat: Seat, member: int) -> HttpResponse:
    """Take somebody's access away: an owner anybody's, everybody their own."""
    found = get_object_or_404(Membership, pk=member, workspace=seat.workspace)
    if not seat.owns and found.user != seat.user:
        raise PermissionDenied
    _unless_last_owner(request, lambda: done.remove(seat, found))
    return redirect("portfolio:list") if found.user == seat.user else _back(seat)


def _unless_last_owner(request: HttpRequest, change: Change) -> None:
    try:
        change()
    except done.LastOwner:
        messages.error(request, label("people.last_owner", language()))


@require_POST
@seated(Role.OWNER)
def withdraw(request: HttpRequest, seat: Seat, invitation: int) -> HttpResponse:
    """Withdraw an invitation."""
    found = get_object_or_404(Invitation, pk=invitation, workspace=seat.workspace, accepted=None)
    found.delete()
    seat.note("invitation.withdrawn", found.email)
    return _back(seat)


@login_not_required
@sensitive_post_parameters("password")
@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the place that an invitation offers, with an account or by making one."""
    invitation = done.invitation_of(secret)
    if invitation is None:
        return render(request, "workspaces/join_invalid.html", status=404)
    known = User.objects.filter(email__iexact=invitation.email).exists()
    form = NewPerson(request.POST or None, email=invitation.email)
    user = request.user if isinstance(request.user, User) else None
    right = user is not None and user.email.lower() == invitation.email.lower()
    if request.method == "POST" and user is None and not known and form.is_valid():
        user, right = form.save(), True
        login(request, user)
    if request.method == "POST" and user is not None and right:
        done.join(invitation, user)
        return redirect("pilot:home", invitation.workspace.key)
    about = {"invitation": invitation, "known": known, "right": right, "form": form}
    return render(request, "workspaces/join.html", about | {"role": Role(invitation.role).label})


@require_POST
@seated(Role.OWNER)
def make_token(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Make a token, and show it once."""
    form = NewToken(request.POST)
    if not form.is_valid():
        return render(request, "workspaces/people.html", _about(seat, Invite()) | {"new_token": form})
    secret = done.make_token(seat, form.cleaned_data["name"], form.cleaned_data["scope"])
    return render(request, "workspaces/token.html", {"secret": secret, "section": "people"})


@require_POST
@seated(Role.OWNER)
def revoke_token(request: HttpRequest, seat: Seat, token: int) -> HttpResponse:
    """Revoke a token."""
    done.revoke(seat, get_object_or_404(Token, pk=token, workspace=seat.workspace))
    return _back(seat)


@seated(Role.VIEWER)
def journal(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who changed what."""
    lines = seat.workspace.trail.select_related("by")
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    lang = language()
    said = [
        (line, say(line.action, {**line.details, "subject": line.subject}, lang, family="trail"))
        for line in page
    ]
    return render(request, "workspaces/journal.html", {"page": page, "said": said, "section": "people"})
