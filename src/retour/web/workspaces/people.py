"""Who may do what in a workspace: every change checked and noted."""

from django.db import transaction
from django.db.models import Case, F, QuerySet, When
from django.utils import timezone

from retour.web.accounts import outbox
from retour.web.accounts.models import User
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Invitation, Membership, Role, Token, new_nonce
from retour.web.workspaces.secrets import digest_of, made_secret, new_secret

TOKEN_PREFIX = "rt_live_"  # noqa: S105  it opens nothing by itself
INVITATION = "invitation"


class LastOwner(Exception):  # noqa: N818  a rule, not a mistake
    """A workspace keeps at least one owner."""


@transaction.atomic
def change_role(seat: Seat, membership: Membership, role: Role) -> None:
    """Give somebody another role."""
    _keep_an_owner(membership, role)
    membership.role = role
    membership.save(update_fields=["role"])
    if role is not Role.OWNER:
        _close_what_they_opened(membership)
    seat.note("person.role", str(membership.user), role=role.label)


@transaction.atomic
def remove(seat: Seat, membership: Membership) -> None:
    """Take somebody's access away."""
    _keep_an_owner(membership, None)
    _close_what_they_opened(membership)
    membership.delete()
    seat.note("person.removed", str(membership.user))


def _keep_an_owner(membership: Membership, role: Role | None) -> None:
    others = Membership.objects.select_for_update().filter(workspace=membership.workspace, role=Role.OWNER)
    if role is not Role.OWNER and not others.exclude(pk=membership.pk).exists():
        raise LastOwner


def _close_what_they_opened(membership: Membership) -> None:
    """The tokens and the open invitations of somebody who is no longer an owner open nothing any more."""
    theirs = {"workspace": membership.workspace, "by": membership.user}
    Token.objects.filter(**theirs, revoked=None).update(revoked=timezone.now())
    Invitation.objects.filter(**theirs, accepted=None).delete()


@transaction.atomic
def invite(seat: Seat, email: str, role: Role) -> str | None:
    """Offer somebody a place, by a mail too; the secret of the link, or None when they are in already."""
    if Membership.objects.filter(workspace=seat.workspace, user__email__iexact=email).exists():
        return None
    nonce = new_nonce()
    secret = made_secret(INVITATION, nonce)
    Invitation.objects.filter(workspace=seat.workspace, email__iexact=email, accepted=None).delete()
    made = Invitation.objects.create(
        workspace=seat.workspace, email=email, role=role, nonce=nonce, digest=digest_of(secret), by=seat.user
    )
    outbox.post("invitation", email, about=made.pk)
    seat.note("person.invited", email, role=role.label)
    return secret


def secret_of(invitation: Invitation) -> str | None:
    """The secret of an invitation's link; None when the server's key is no longer the one that made it."""
    secret = made_secret(INVITATION, invitation.nonce)
    return secret if digest_of(secret) == invitation.digest else None


def invitation_of(secret: str) -> Invitation | None:
    """The invitation of a link, while it is open."""
    found = Invitation.objects.select_related("workspace", "by").filter(digest=digest_of(secret)).first()
    return found if found is not None and found.is_open else None


@transaction.atomic
def join(invitation: Invitation, user: User) -> None:
    """Take the place that an invitation offers, once."""
    taken = Invitation.objects.filter(pk=invitation.pk, accepted=None).update(accepted=timezone.now())
    if taken:
        Membership.objects.get_or_create(
            workspace=invitation.workspace, user=user, defaults={"role": invitation.role}
        )
        Seat(invitation.workspace, user, Role(invitation.role)).note("person.joined", str(user))


def make_token(seat: Seat, name: str, scope: str) -> str:
    """A new token: the only time that it is seen."""
    secret = new_secret(TOKEN_PREFIX)
    Token.objects.create(
        workspace=seat.workspace,
        name=name,
        prefix=secret[: len(TOKEN_PREFIX) + 4],
        digest=digest_of(secret),
        scope=scope,
        by=seat.user,
    )
    seat.note("token.created", name, scope=scope)
    return secret


def revoke(seat: Seat, token: Token) -> None:
    """A token opens nothing any more."""
    Token.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now())
    seat.note("token.revoked", token.name)


def opens(secret: str) -> bool:
    """True when a token opens something of the API; this is no use of it."""
    return _api_tokens().filter(digest=digest_of(secret)).exists()


def seat_of_token(secret: str) -> tuple[Seat, Token] | None:
    """What a token opens of the API, once this use of it was noted and counted."""
    found = _api_tokens().select_related("workspace").filter(digest=digest_of(secret)).first()
    if found is None:
        return None
    now = timezone.now()
    minute = int(now.timestamp() // 60)
    again = Case(When(minute=minute, then=F("requests") + 1), default=1)
    Token.objects.filter(pk=found.pk).update(last_used=now, requests=again, minute=minute)
    found.refresh_from_db(fields=["requests"])
    role = Role.EDITOR if found.scope == Token.Scope.WRITE else Role.VIEWER
    return Seat(found.workspace, None, role, through=found.name), found


def _api_tokens() -> QuerySet[Token]:
    """The tokens that read or write; what only brings events in opens nothing else."""
    return Token.objects.filter(revoked=None).exclude(scope=Token.Scope.INGEST)
