"""What a workspace holds: documents with their revisions, data files, heavy work, kept assessments."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string

from retour.web.workspaces.models import Workspace


class Document(models.Model):
    """A declared document (``retour.yaml``, ``automations/x.yaml``…) as it stands: its latest revision."""

    class Keeper(models.TextChoices):
        """Where the document is kept, hence where it can be changed."""

        WEB = "web"
        FILES = "files"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="documents")
    path = models.CharField(max_length=200)
    text = models.TextField()
    number = models.PositiveIntegerField(default=1)  # of the revision
    keeper = models.CharField(max_length=8, choices=Keeper.choices, default=Keeper.WEB)

    class Meta:
        """One document a path."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "path"], name="one_document_a_path")
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.number})"


class Revision(models.Model):
    """One state of a document, kept for ever; a removed document's last one has no text."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="revisions")
    path = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    text = models.TextField(null=True)  # noqa: DJ001  absent is not empty: the document was removed
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    through = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One state a number: of two people who save at once, the second is told."""

        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "path", "number"], name="one_revision_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.number})"


class SealedLine(models.Model):
    """One line that was sealed over the line before; never changed, never removed but with its workspace."""

    number = models.PositiveIntegerField()
    line = models.TextField()

    class Meta:
        """Oldest first."""

        abstract = True
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.number}"


class Decision(SealedLine):
    """One line of the decision log."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="decisions")

    class Meta(SealedLine.Meta):
        """One entry a number: of two people who sign at once, one is sealed after the other."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "number"], name="one_decision_a_number")
        ]


class LedgerLine(SealedLine):
    """One line of the ledger."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="ledger")

    class Meta(SealedLine.Meta):
        """One entry a number: of two who close at once, one finds the other's lines."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "number"], name="one_ledger_line_a_number")
        ]


class DataFile(models.Model):
    """An export, a run history, answers: kept in the workspace's folder as it came."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="data_files")
    path = models.CharField(max_length=200)  # inside the folder: events/devis.csv
    size = models.PositiveBigIntegerField()  # bytes
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """One file a path."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "path"], name="one_data_file_a_path")
        ]

    def __str__(self) -> str:
        return self.path


def new_job_key() -> str:
    """A name for a job's address."""
    return get_random_string(16)


class Job(models.Model):
    """Heavy work, done in the background; its progress is here, so a page that is left loses nothing."""

    class State(models.TextChoices):
        """Where the work stands."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    key = models.CharField(max_length=16, unique=True, default=new_job_key)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=40)
    asked = models.JSONField(default=dict)  # what the work needs to know
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=200, blank=True)  # a code, or the name of what is being read
    found = models.JSONField(default=dict)  # what the work found
    error = models.CharField(max_length=80, blank=True)  # a code
    tries = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)  # machine:process that does it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    alive = models.DateTimeField(null=True)  # last sign of life of whoever does it
    ended = models.DateTimeField(null=True)

    class Meta:
        """First come, first served."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["state", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"

    @property
    def is_over(self) -> bool:
        """True when nothing more will happen."""
        return self.state in (self.State.DONE, self.State.FAILED)


class Snapshot(models.Model):
    """An assessment that was made, kept as it was: an upgrade rewrites no past figure."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="snapshots")
    today = models.DateField()
    seed = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    version = models.CharField(max_length=20)  # of the program
    figures = models.JSONField(default=dict)  # key of a figure → what was shown: point, low, high, grade
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Latest first."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["workspace", "-id"])]

    def __str__(self) -> str:
        return f"{self.workspace} {self.today} {self.digest[:12]}"
