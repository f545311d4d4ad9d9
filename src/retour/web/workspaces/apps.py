"""The Django application of this folder."""

from django.apps import AppConfig


class Workspaces(AppConfig):
    """See the package's own docstring."""

    name = "retour.web.workspaces"

    def ready(self) -> None:
        """Make the mails known."""
        from retour.web.workspaces import letters  # noqa: F401, PLC0415
