"""The Django application of this folder."""

from django.apps import AppConfig


class Intake(AppConfig):
    """See the package's own docstring."""

    name = "retour.web.intake"

    def ready(self) -> None:
        """Make the kinds of work known."""
        from retour.web.intake import columns, drops, work  # noqa: F401, PLC0415
