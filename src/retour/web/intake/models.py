"""A look: files that somebody dropped to see what they say, kept a while apart from the workspace."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

from retour.web.workspaces.models import Workspace

KEPT_FOR = timedelta(days=14)


def new_key() -> str:
    """A name for a look's address."""
    return get_random_string(16)


def this_day() -> date:
    """The day that a look is made on: what is late is judged on that day."""
    return timezone.localdate()


class Look(models.Model):
    """One try of the first ten minutes: its files, what is asked of them, what it was kept as."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created = models.DateTimeField(auto_now_add=True)
    today = models.DateField(default=this_day)
    question = models.JSONField(default=dict)
    automation = models.CharField(max_length=120, blank=True)  # the key that it was kept as

    class Meta:
        """Latest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.workspace} {self.key}"

    @property
    def ends(self) -> date:
        """The day on which its files are removed."""
        return (self.created + KEPT_FOR).date()


class LookFile(models.Model):
    """One export of a look, with what a person corrected of it."""

    class Part(models.TextChoices):
        """What the file says: what came in, what was done, or nothing that is looked at."""

        CAME_IN = "came_in"
        DONE = "done"
        ASIDE = "aside"

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()  # bytes
    digest = models.CharField(max_length=64)
    part = models.CharField(max_length=8, choices=Part.choices, blank=True)  # empty: to be guessed
    corrected = models.JSONField(default=dict)

    class Meta:
        """In the order given."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["look", "number"], name="one_file_a_number")]

    def __str__(self) -> str:
        return self.name


class ScenarioReading(models.Model):
    """What the lint said of one scenario, in words; the file itself was not kept, so no secret of it is."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="scenarios")
    file = models.CharField(max_length=120)
    said = models.JSONField()  # language → title, score, findings, what the file cannot show
    draft = models.JSONField()  # what a draft of an automation takes from it
    day = models.DateField(null=True)  # of its creation, where the file says it

    class Meta:
        """In the order given."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.file
