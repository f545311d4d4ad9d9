"""What a workspace owes on a day: its calendar, from the log, the figures and the people who left."""

from datetime import date

from django.utils import timezone

from retour.assessment.result import Assessment
from retour.report.rhythm import Calendar
from retour.review.early import early_reviews
from retour.review.readings import readings_due
from retour.review.rhythm import began, obligations
from retour.web.portfolio import decisions
from retour.web.workspaces.models import Entry, Workspace


def calendar_of(workspace: Workspace, assessment: Assessment) -> Calendar:
    """The reviews and readings of a workspace on the assessment's day."""
    entries = decisions.entries_of(workspace)
    since = min(day_of(workspace), began(entries, assessment))
    return Calendar(
        owed=obligations(entries, assessment, since=since),
        readings=readings_due(assessment, since=since),
        early=early_reviews(entries, assessment, gone=gone_from(workspace)),
    )


def day_of(workspace: Workspace) -> date:
    """The day that a workspace began."""
    return timezone.localtime(workspace.created).date()


def gone_from(workspace: Workspace) -> frozenset[str]:
    """The names and addresses of people whose access was taken away and who did not come back."""
    removed = Entry.objects.filter(workspace=workspace, action="person.removed")
    here = {
        said.casefold()
        for one in workspace.memberships.select_related("user")
        for said in (one.user.name, one.user.email)
    }
    subjects = removed.values_list("subject", flat=True).distinct()
    return frozenset(said for said in subjects if said.casefold() not in here)
