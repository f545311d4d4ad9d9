"""What there is to show: the last kept assessment, and whether something newer is on its way."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from retour.assessment.result import Assessment
from retour.web.portfolio import snapshots
from retour.web.portfolio.models import DataFile, Document, Job, Revision, Snapshot
from retour.web.workspaces.models import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The last snapshot with its assessment, the last work, and whether something declared is newer."""

    snapshot: Snapshot | None
    assessment: Assessment | None
    job: Job | None
    declared: bool  # some automation is
    newer: bool

    @property
    def working(self) -> bool:
        """True while figures are being computed."""
        return self.job is not None and not self.job.is_over

    @property
    def failed(self) -> bool:
        """True when the last computation stopped without giving figures."""
        return self.job is not None and self.job.state == Job.State.FAILED

    @property
    def empty(self) -> str:
        """Why there is nothing to show, as a code; empty when there is something."""
        if self.assessment is not None and self.assessment.sheets:
            return ""
        if self.working:
            return "computing"
        if not self.declared:
            return "no_automation"
        if self.failed:
            return "failed"
        return "never" if self.snapshot is None or self.assessment is not None else "missing"

    @property
    def without_data(self) -> bool:
        """True when nothing but declarations stands behind the figures."""
        dossier = self.assessment.dossier if self.assessment else None
        return dossier is not None and not (
            dossier.sources or dossier.runs or dossier.answers or dossier.readings
        )

    @property
    def older(self) -> str:
        """What to say of figures that are not of now, as a code; empty when they are."""
        if self.working and self.newer:
            return "older"
        if self.failed:
            return "older_failed"
        return "older_idle" if self.newer else ""


def standing_of(workspace: Workspace) -> Standing:
    """How a workspace stands."""
    snapshot = snapshots.latest(workspace)
    job = Job.objects.filter(workspace=workspace, kind="assess").order_by("-id").first()
    changed = last_change(workspace)
    started = job.started if job is not None and job.state == Job.State.DONE else None
    seen = started or (snapshot.made if snapshot else None)
    return Standing(
        snapshot=snapshot,
        assessment=snapshots.shown(snapshot) if snapshot else None,
        job=job,
        declared=Document.objects.filter(workspace=workspace, path__startswith="automations/").exists(),
        newer=seen is not None and changed is not None and changed > seen,
    )


def figures_of(workspace: Workspace) -> tuple[Snapshot, Assessment]:
    """What is shown now; Http404 when there is nothing."""
    snapshot = snapshots.latest(workspace)
    assessment = snapshots.shown(snapshot) if snapshot else None
    if snapshot is None or assessment is None:
        raise Http404
    return snapshot, assessment


def last_change(workspace: Workspace) -> datetime | None:
    """When the register or a data file last changed."""
    when = [
        Revision.objects.filter(workspace=workspace).values_list("at", flat=True).order_by("-id").first(),
        DataFile.objects.filter(workspace=workspace).values_list("at", flat=True).order_by("-at").first(),
    ]
    return max((at for at in when if at is not None), default=None)
