"""A digest as a mail: text and HTML, its pictures inside, a link that stops them all in one click."""

import logging
from email.mime.image import MIMEImage
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from retour.report.digest import Digest
from retour.report.digest_faces import Foot, digest_html, digest_text
from retour.report.raster import as_pngs, encoded_size
from retour.web.accounts.models import User
from retour.web.audits.stopping import token_of
from retour.web.workspaces.models import Workspace
from retour.wording import label

MOST_BYTES = 90_000  # clients cut a longer mail
AROUND = 4_000  # bytes of headers and of what parts the parts
logger = logging.getLogger("retour.mail")


class WithPictures(EmailMultiAlternatives):
    """Its attachments are the pictures of its HTML."""

    mixed_subtype = "related"


def mail_of(digest: Digest, workspace: Workspace, user: User) -> WithPictures:
    """The mail of a digest to somebody, 90 kB at most: pictures that do not fit are left out."""
    foot = _foot(digest.lang, workspace, user)
    text = digest_text(digest, foot)
    cids = {picture.name: f"{n}.{workspace.key}@retour" for n, picture in enumerate(digest.pictures, 1)}
    longest = digest_html(digest, {name: f"cid:{cid}" for name, cid in cids.items()}, foot)
    room = MOST_BYTES - AROUND - encoded_size(len(text.encode())) - encoded_size(len(longest.encode()))
    pictures = as_pngs({p.name: p.drawn for p in digest.pictures}, room=room)
    mail = WithPictures(
        subject=" ".join(digest.subject.splitlines()),
        body=text,
        to=[user.email],
        headers=_headers(foot),
    )
    html = digest_html(digest, {name: f"cid:{cids[name]}" for name in pictures}, foot)
    mail.attach_alternative(html, "text/html")
    for name, png in pictures.items():
        mail.attach(_inline(png, cids[name]))
    return mail


def _foot(lang: str, workspace: Workspace, user: User) -> Foot:
    home = settings.PUBLIC_URL + reverse("audits:calendar", args=[workspace.key])
    stop = settings.PUBLIC_URL + reverse("mails_stop", args=[token_of(user)])
    return Foot(
        why=label("rhythm.digest_why", lang, name=workspace.name),
        opens=(label("rhythm.digest_open", lang), home),
        stops=(label("rhythm.digest_stop", lang), stop),
    )


def _headers(foot: Foot) -> dict[str, str]:
    """What a mail client needs to stop them at one click (RFC 8058), and to know that nobody wrote it."""
    return {
        "List-Unsubscribe": f"<{foot.stops[1]}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _inline(png: bytes, cid: str) -> MIMEImage:
    part = MIMEImage(png, "png")
    part.add_header("Content-ID", f"<{cid}>")
    part.add_header("Content-Disposition", "inline", filename=f"{cid.partition('.')[0]}.png")
    return part


def sent(mail: EmailMultiAlternatives) -> bool:
    """Send a mail; False, and a line in the log, when it could not go."""
    try:
        return bool(mail.send())
    except (OSError, SMTPException):
        logger.exception("a digest could not be sent")
        return False
