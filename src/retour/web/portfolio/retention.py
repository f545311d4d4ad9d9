"""Which kept assessments stay: see docs/decisions/0010-how-long-assessments-are-kept.md."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import RestrictedError
from django.utils import timezone

from retour.web.portfolio import decisions
from retour.web.portfolio.chores import daily
from retour.web.portfolio.models import Snapshot
from retour.web.workspaces.models import Workspace

LATEST = 30  # always stay: the pages of history read them
Row = tuple[int, datetime, str]  # number, when it was made, digest


@daily
def forget_assessments() -> None:
    """Forget the assessments that nothing rests on any more, of every workspace."""
    for workspace in Workspace.objects.all():
        thin_out(workspace)


def thin_out(workspace: Workspace) -> int:
    """Forget the assessments of a workspace that need not stay; how many went."""
    rows = list(Snapshot.objects.filter(workspace=workspace).values_list("pk", "made", "digest"))
    signed = {str(entry.statement.said.get("inputs", "")) for entry in decisions.entries_of(workspace)}
    return sum(_forgotten(pk) for pk in sorted({pk for pk, _, _ in rows} - staying(rows, signed)))


def staying(rows: Iterable[Row], signed: Iterable[str]) -> set[int]:
    """The latest, the last of each month, and those of the figures that somebody signed.

    `rows`: latest first. `signed`: digests that a decision names.
    """
    rows, signed = list(rows), frozenset(signed)
    months: dict[date, int] = {}
    for pk, made, _ in rows:
        months.setdefault(timezone.localtime(made).date().replace(day=1), pk)
    named = {pk for pk, _, digest in rows if digest in signed}
    return {pk for pk, _, _ in rows[:LATEST]} | set(months.values()) | named


def _forgotten(pk: int) -> bool:
    """False when something holds to the assessment, as a link that was shared does."""
    with suppress(RestrictedError, IntegrityError), transaction.atomic():
        return bool(Snapshot.objects.filter(pk=pk).delete()[0])
    return False
