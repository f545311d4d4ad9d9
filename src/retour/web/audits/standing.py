"""What reviews are made of: the last assessment, whether a newer one is on its way, and the desk."""

from dataclasses import dataclass

from django.http import Http404

from retour.assessment.result import Assessment, Sheet
from retour.register.automation import Review, Status
from retour.report.node import View
from retour.web.audits.drafts import Desk
from retour.web.frame.context import language
from retour.web.portfolio import snapshots
from retour.web.portfolio.leading import served
from retour.web.portfolio.models import Job, Snapshot
from retour.web.workspaces.access import Seat

REVIEWED = (Status.LIVE, Status.PAUSED, Status.PLANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Everything a reviewer sees at once."""

    seat: Seat
    snapshot: Snapshot
    view: View
    desk: Desk
    job: Job | None  # work that will change what is shown

    @property
    def assessment(self) -> Assessment:
        """What is reviewed."""
        return self.view.assessment

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The automations that are reviewed: not those that were retired."""
        return tuple(s for s in self.assessment.sheets if s.automation.status in REVIEWED)

    def sheet(self, automation: str) -> Sheet:
        """The sheet of an automation; Http404 when there is none."""
        found = next((s for s in self.sheets if s.automation.key == automation), None)
        if found is None:
            raise Http404
        return found

    def counts(self, review: Review) -> bool:
        """True when the assessment already counts these answers (or there are none to count)."""
        known = self.assessment.dossier.register.reviews
        same = (r for r in known if (r.automation, r.at) == (review.automation, review.at))
        counted = [(dict(r.answers), r.spot_check) for r in same]
        said = dict(review.answers), review.spot_check
        return said in counted or not (any(said) or counted)


def table_of(seat: Seat) -> Table | None:
    """The table of a workspace; None when nothing was assessed yet."""
    snapshot = snapshots.latest(seat.workspace)
    assessment = snapshots.shown(snapshot) if snapshot else None
    if snapshot is None or assessment is None:
        return None
    view = View.of(assessment, language(), served(seat.workspace.key))
    desk = Desk.of(seat.workspace, snapshots.day_of(seat.workspace))
    work = Job.objects.filter(workspace=seat.workspace, kind="assess").order_by("-id").first()
    return Table(
        seat=seat,
        snapshot=snapshot,
        view=view,
        desk=desk,
        job=work if work is not None and not work.is_over else None,
    )
