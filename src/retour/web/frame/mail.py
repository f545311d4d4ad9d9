"""Mails: plain text, one subject, a few paragraphs."""

import logging
from collections.abc import Sequence
from smtplib import SMTPException

from django.core.mail import send_mail

logger = logging.getLogger("retour.mail")


def send(to: str, subject: str, paragraphs: Sequence[str]) -> bool:
    """Send a mail; False, and a line in the log, when it could not go."""
    try:
        return bool(send_mail(" ".join(subject.split()), "\n\n".join(paragraphs) + "\n", None, [to]))
    except (OSError, SMTPException):
        logger.exception("a mail could not be sent")
        return False
