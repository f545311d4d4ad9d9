"""The Django application of this folder."""

from django.apps import AppConfig


class API(AppConfig):
    """See the package's own docstring."""

    name = "retour.web.api"
