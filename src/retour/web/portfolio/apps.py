"""The Django application of the portfolio."""

from django.apps import AppConfig


class Portfolio(AppConfig):
    """Documents, files, work, kept assessments."""

    name = "retour.web.portfolio"

    def ready(self) -> None:
        """Make the kinds of work and the chores known."""
        from retour.web.portfolio import exported, ledger, logs_kept, logs_out, retention, snapshots  # noqa: F401, PLC0415
