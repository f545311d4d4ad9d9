"""What is forwarded: the pages of one snapshot, kept as they were, opened by whoever has the link."""

import zlib
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from retour.web.portfolio.models import Snapshot
from retour.web.workspaces.models import Workspace

OPEN_FOR = timedelta(days=90)


def share_end() -> object:
    """When a link made now ends."""
    return timezone.now() + OPEN_FOR


class Share(models.Model):
    """A read-only link: its secret is kept as a digest only, its pages as they were on that day.

    `automation` is the key of the sheet that is shared; empty for the home page. `french` and `english` are
    compressed HTML: neither a new version of the program nor a forgotten snapshot changes them.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="shares")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.RESTRICT, related_name="shares")
    automation = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    with_names = models.BooleanField(default=False)  # of lost cases
    french = models.BinaryField()
    english = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created = models.DateTimeField(auto_now_add=True)
    ends = models.DateTimeField(default=share_end)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Latest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.workspace} {self.automation or 'home'} ({self.snapshot.today})"

    @property
    def is_open(self) -> bool:
        """True while the link opens something."""
        return self.revoked is None and timezone.now() < self.ends

    @property
    def short(self) -> str:
        """The beginning of the digest of the figures."""
        return self.snapshot.digest[:12]

    def page(self, lang: str) -> str:
        """The page's content as HTML."""
        return zlib.decompress(bytes(self.french if lang == "fr" else self.english)).decode()


def packed(html: str) -> bytes:
    """HTML as it is kept."""
    return zlib.compress(html.encode(), 9)
