"""People. Somebody is known by an e-mail address, whatever its case."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class Users(BaseUserManager["User"]):
    """Makes and finds people."""

    def create_user(self, email: str, password: str | None = None, **details: str) -> "User":
        """A new person."""
        user = self.model(email=email.strip(), **details)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person of an e-mail address, whatever its case."""
        return self.get(email__iexact=(username or "").strip())


class Mails(models.TextChoices):
    """Which automations somebody wants to read about in digests and reminders."""

    ALL = "all"
    MINE = "mine"  # those that they answer for
    NOTHING = "nothing"


class User(AbstractBaseUser):
    """A person who signs in."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="fr")
    mails = models.CharField(max_length=8, choices=Mails.choices, default=Mails.ALL)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """One person an address."""

        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.name or self.email


class Attempt(models.Model):
    """Somebody failed to sign in: how many of these there were lately bounds how often one may try."""

    what = models.CharField(max_length=300)  # what was tried: an address, or where from
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Counted by what and when."""

        indexes: ClassVar = [models.Index(fields=["what", "at"])]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"


class Outgoing(models.Model):
    """A mail that waits: whom to, what for, about which row. Its text is written when it goes."""

    purpose = models.CharField(max_length=20)  # says who writes it: see `outbox.writes`
    to = models.EmailField(max_length=254)
    about = models.PositiveBigIntegerField(null=True)
    created = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.purpose} {self.created.isoformat()}"
