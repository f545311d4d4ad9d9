"""A workspace, who may do what in it, what lets a program in, and who changed what."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
INVITED_FOR = timedelta(days=14)


def new_key() -> str:
    """A short name for addresses; it protects nothing."""
    return get_random_string(8, LETTERS)


def new_nonce() -> str:
    """What makes the secret of one invitation differ from that of another; it opens nothing by itself."""
    return get_random_string(32)


def invitation_end() -> object:
    """When an invitation made now ends."""
    return timezone.now() + INVITED_FOR


class Role(models.IntegerChoices):
    """What somebody may do; each may do what the former may."""

    VIEWER = 1, "viewer"
    EDITOR = 2, "editor"
    OWNER = 3, "owner"


class Workspace(models.Model):
    """One organisation's register, events and reviews."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    is_example = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody's role in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.IntegerField(choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One role a person and workspace."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_role_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.workspace} · {Role(self.role).label}"


class Invitation(models.Model):
    """A place offered to an e-mail address; the link's secret is kept as a digest only.

    The server's key makes the secret again from the nonce: so it can be mailed later, and rests nowhere.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.IntegerField(choices=Role.choices)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created = models.DateTimeField(auto_now_add=True)
    ends = models.DateTimeField(default=invitation_end)
    accepted = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.email} · {self.workspace}"

    @property
    def is_open(self) -> bool:
        """True while it can be accepted."""
        return self.accepted is None and timezone.now() < self.ends


class Token(models.Model):
    """What lets a program in, for what its scope says; shown once, kept as a digest.

    One that only brings events and runs in (`ingest`) names their source, and the process of those that name
    none. Instead of being sent, its secret may sign each request: then it is kept sealed, and `key` stands in
    the address; while it is being changed the former one counts too, until `before_until`.
    """

    class Scope(models.TextChoices):
        """What a token may do."""

        READ = "read"
        WRITE = "write"
        INGEST = "ingest"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.READ)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True, blank=True)
    minute = models.PositiveBigIntegerField(default=0)  # of the last use, counted from 1970
    requests = models.PositiveIntegerField(default=0)  # in that minute
    revoked = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)
    process = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=16, null=True, unique=True)  # noqa: DJ001  many have none
    sealed = models.CharField(max_length=200, blank=True)
    sealed_before = models.CharField(max_length=200, blank=True)
    before_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def signs(self) -> bool:
        """True when its secret signs requests instead of being sent with them."""
        return bool(self.sealed)


class Entry(models.Model):
    """One line of the trail: who changed what, when. Lines are added, never changed."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="trail")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    through = models.CharField(max_length=80, blank=True)  # a token's name when a program did it
    action = models.CharField(max_length=40)  # a code of the `trail` sentences
    subject = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        """Read latest first."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["workspace", "-id"])]

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.action} {self.subject}"
