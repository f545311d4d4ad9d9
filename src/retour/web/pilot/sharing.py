"""Links to forward: the pages of one snapshot are made once, in both languages, and never change again."""

from collections.abc import Sequence

from django.utils import timezone

from retour.assessment.result import Assessment
from retour.report.forwarded import forwarded_home, forwarded_sheet
from retour.web.pilot.models import Share, packed
from retour.web.portfolio.models import Snapshot
from retour.web.workspaces.access import Seat
from retour.web.workspaces.secrets import digest_of, new_secret


def make(
    seat: Seat, snapshot: Snapshot, assessment: Assessment, *, automation: str, with_names: bool
) -> tuple[Share, str]:
    """A link to the home page or to one sheet, and its secret: the only time that it is seen."""
    secret = new_secret()
    french, english = (_content(assessment, lang, automation, with_names) for lang in ("fr", "en"))
    share = Share.objects.create(
        workspace=seat.workspace,
        snapshot=snapshot,
        automation=automation,
        digest=digest_of(secret),
        with_names=with_names,
        french=packed(french),
        english=packed(english),
        by=seat.user,
    )
    seat.note("share.created", automation or seat.workspace.name)
    return share, secret


def _content(assessment: Assessment, lang: str, automation: str, with_names: bool) -> str:  # noqa: FBT001
    if automation:
        return forwarded_sheet(assessment, lang, automation, lost_names=with_names)
    return forwarded_home(assessment, lang, lost_names=with_names)


def revoke(seat: Seat, share: Share) -> None:
    """The link opens nothing any more."""
    Share.objects.filter(pk=share.pk, revoked=None).update(revoked=timezone.now())
    seat.note("share.revoked", share.automation or seat.workspace.name)


def share_of(secret: str) -> Share | None:
    """What a link opens, while it does."""
    found = Share.objects.select_related("workspace", "snapshot").defer("snapshot__figures")
    share = found.filter(digest=digest_of(secret)).first()
    return share if share is not None and share.is_open else None


def listed(seat: Seat) -> Sequence[Share]:
    """The links of a workspace, latest first, without their pages."""
    light = Share.objects.defer("french", "english", "snapshot__figures").select_related("snapshot", "by")
    return list(light.filter(workspace=seat.workspace))
