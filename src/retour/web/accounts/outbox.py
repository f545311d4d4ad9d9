"""Mails that wait: a page says whom and what for, the background work writes and sends.

No page waits for a mail server, and no secret rests in the database: a link is made when its mail goes.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F
from django.utils import timezone

from retour.web.accounts.models import Outgoing
from retour.web.frame.mail import send

A_ROUND = 50  # mails between two looks at the clock
REST = 1.0  # seconds between two rounds
FIRST, LONGEST = timedelta(seconds=30), timedelta(hours=1)  # before a mail is tried again
GIVEN_UP = timedelta(days=1)
logger = logging.getLogger("retour.mail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says, and to whom: an address that we know, not the one that a stranger typed."""

    to: str
    subject: str
    paragraphs: tuple[str, ...]


Writer = Callable[[Outgoing], Letter | None]
WRITERS: dict[str, Writer] = {}


def writes(purpose: str) -> Callable[[Writer], Writer]:
    """Register what writes the mails of a purpose; it returns None when there is nothing to say any more."""

    def note(writer: Writer) -> Writer:
        WRITERS[purpose] = writer
        return writer

    return note


def post(purpose: str, to: str, *, about: int | None = None) -> None:
    """Ask for a mail; `about` is the number of the row that its writer needs."""
    Outgoing.objects.create(purpose=purpose, to=to, about=about)


def deliver() -> int:
    """Send the mails that are due; how many are done with."""
    due = Outgoing.objects.filter(due__lte=timezone.now()).order_by("due", "id")
    return sum(_deliver(one) for one in due[:A_ROUND])


def keep_delivering(over: Event) -> None:
    """Deliver until told that it is over, beside the heavy work: a mail does not wait for an assessment."""
    while not over.wait(REST):
        close_old_connections()
        try:
            deliver()
        except DatabaseError:  # busy or away: the next round will do
            logger.exception("the mails that wait could not be read")
    connection.close()


def _deliver(one: Outgoing) -> bool:
    """Try one mail: gone, or kept for later, or given up."""
    if not _claimed(one):
        return False
    gone, late = _went(one), timezone.now() - one.created >= GIVEN_UP
    if not gone and late:
        logger.error("a mail (%s) is given up after %d tries", one.purpose, one.tries + 1)
    if gone or late:
        one.delete()
    return gone


def _claimed(one: Outgoing) -> bool:
    """Of two workers one gets a mail; should it die before the end, the mail is due again later."""
    again = timezone.now() + min(FIRST * 2 ** min(one.tries, 10), LONGEST)
    mine = Outgoing.objects.filter(pk=one.pk, tries=one.tries)
    return bool(mine.update(tries=F("tries") + 1, due=again))


def _went(one: Outgoing) -> bool:
    """True when the mail went, or when there is nothing to say any more."""
    try:
        letter = WRITERS[one.purpose](one)
        return letter is None or send(letter.to, letter.subject, letter.paragraphs)
    except Exception:
        logger.exception("a mail (%s) could not be written", one.purpose)
        return False
