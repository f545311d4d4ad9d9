"""The Django application of this folder."""

from django.apps import AppConfig


class Audits(AppConfig):
    """See the package's own docstring."""

    name = "retour.web.audits"

    def ready(self) -> None:
        """Make the rhythm's work known."""
        from retour.web.audits import reminding  # noqa: F401, PLC0415
