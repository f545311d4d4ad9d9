"""What the rhythm keeps: who subscribes to a calendar, what each person was told, what was reminded."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from retour.web.workspaces.models import Workspace


class CalendarLink(models.Model):
    """The secret address of somebody's calendar of a workspace; its secret is kept as a digest only."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="calendar_links")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_links"
    )
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One a person and workspace: a new one closes the old one."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_calendar_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.workspace} · {self.user}"


class Told(models.Model):
    """What somebody was last told of a workspace: the next digest says what changed since."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="told")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="told")
    at = models.DateField()
    memory = models.JSONField()  # see retour.review.news.remember

    class Meta:
        """One a person and workspace."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_memory_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.workspace} · {self.user} · {self.at}"


class Reminder(models.Model):
    """Somebody was reminded of a review, once for each state that it came to."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    automation = models.CharField(max_length=100)
    slot = models.DateField()
    state = models.CharField(max_length=10)  # pack | reminder | late | stale
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "user", "automation", "slot", "state"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.automation} {self.slot} {self.state}"


class Cover(models.Model):
    """What the documents of a workspace say on their cover."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="cover")
    client = models.CharField(max_length=120, blank=True)
    consultant = models.CharField(max_length=120, blank=True)
    logo = models.BinaryField(default=b"", blank=True)  # PNG or plain SVG, 512 KiB at most

    def __str__(self) -> str:
        return f"{self.workspace}"
