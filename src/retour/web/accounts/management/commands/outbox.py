"""`retour manage outbox`: the mails that wait."""

from typing import Any

from django.core.management.base import BaseCommand

from retour.web.accounts.models import Outgoing


class Command(BaseCommand):
    """One line a mail that waits: what for, since when, how often it was tried, when it is tried again."""

    help = "List the mails that wait, without their addresses."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's own signature
        """Write the list."""
        for one in Outgoing.objects.order_by("id"):
            since, due = (at.isoformat(timespec="seconds") for at in (one.created, one.due))
            self.stdout.write(f"{one.purpose}\tsince {since}\ttries {one.tries}\tdue {due}")
        self.stdout.write(str(Outgoing.objects.count()))
