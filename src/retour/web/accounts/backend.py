"""Signing in by e-mail address."""

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from retour.web.accounts.models import User


class ByEmail(BaseBackend):
    """An address and a password; a stranger takes as long as somebody who is known."""

    def authenticate(self, request: HttpRequest | None, **kwargs: object) -> User | None:
        """The person of `username` and `password`, or None."""
        username, password = kwargs.get("username"), kwargs.get("password")
        if not isinstance(username, str) or not isinstance(password, str):
            return None
        try:
            user = User.objects.get_by_natural_key(username)
        except User.DoesNotExist:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session."""
        return User.objects.filter(pk=user_id, is_active=True).first()
