"""The Django application of this folder."""

from django.apps import AppConfig


class Audits(AppConfig):
    """See the package's own docstring."""

    name = "retour.web.audits"
