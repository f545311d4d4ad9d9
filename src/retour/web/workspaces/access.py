"""The one road to a workspace's rows: a seat. A stranger learns nothing, not even that it exists."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from retour.web.accounts.models import User
from retour.web.workspaces.models import Entry, Membership, Role, Workspace

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a workspace, with what they may do there; `through` names the token of a program."""

    workspace: Workspace
    user: User | None
    role: Role
    through: str = ""

    @property
    def edits(self) -> bool:
        """True when the register and the data may be changed."""
        return self.role >= Role.EDITOR

    @property
    def owns(self) -> bool:
        """True when people, tokens and the workspace itself may be changed."""
        return self.role >= Role.OWNER

    def note(self, action: str, subject: str = "", **details: object) -> None:
        """Write a line of the trail."""
        Entry.objects.create(
            workspace=self.workspace,
            by=self.user,
            through=self.through,
            action=action,
            subject=subject[:300],
            details=details,
        )


def seat_of(user: User, key: str) -> Seat:
    """Somebody's seat in a workspace; Http404 when there is none."""
    found = Membership.objects.select_related("workspace").filter(user=user, workspace__key=key).first()
    if found is None:
        raise Http404
    return Seat(found.workspace, user, Role(found.role))


def seated(least: Role) -> Callable[[View], View]:
    """A view of a workspace: called with the request and the seat of who asks.

    Strangers get 404, members without the role get 403; whoever is not signed in was sent to sign in.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, workspace: str, **where: Any) -> HttpResponse:  # noqa: ANN401
            if not isinstance(request.user, User):
                raise Http404
            seat = seat_of(request.user, workspace)
            request.__dict__["seat"] = seat
            if seat.role < least:
                raise PermissionDenied
            return view(request, seat, **where)

        entered.__dict__["least"] = least
        return entered

    return decorate
