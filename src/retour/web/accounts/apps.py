"""The Django application of accounts."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People and how they sign in."""

    name = "retour.web.accounts"

    def ready(self) -> None:
        """Make the mails known."""
        from retour.web.accounts import letters  # noqa: F401, PLC0415
