"""The Django application of accounts."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People and how they sign in."""

    name = "retour.web.accounts"
