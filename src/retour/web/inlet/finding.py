"""The pass of a badge, as the database has it."""

from contextlib import suppress
from datetime import timedelta

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from retour.web.inlet.declared import Declared
from retour.web.inlet.passes import Badge, Pass
from retour.web.portfolio.folder import folder_of
from retour.web.workspaces.models import Token
from retour.web.workspaces.sources import signing_keys

NOTED_EVERY = timedelta(minutes=1)  # the use of a token


class Finder:
    """Looks badges up; called in threads."""

    def __init__(self) -> None:
        self._declared = Declared()

    def __call__(self, badge: Badge) -> Pass | None:
        """What a badge opens now, its use noted."""
        close_old_connections()
        try:
            token = _token(badge)
            return None if token is None else self._pass(token)
        finally:
            close_old_connections()

    def _pass(self, token: Token) -> Pass:
        now = timezone.now()
        if token.last_used is None or now - token.last_used > NOTED_EVERY:
            with suppress(DatabaseError):  # a disk that is full keeps nobody out
                Token.objects.filter(pk=token.pk).update(last_used=now)
        folder = folder_of(token.workspace)
        folder.mkdir(parents=True, exist_ok=True)
        return Pass(
            token=token.pk,
            folder=folder,
            policy=self._declared.policy(token),
            keys=signing_keys(token),
        )


def _token(badge: Badge) -> Token | None:
    mine = Token.objects.select_related("workspace").filter(scope=Token.Scope.INGEST, revoked=None)
    if badge.signs:
        return mine.filter(key=badge.value).exclude(sealed="").first()
    return mine.filter(digest=badge.value, sealed="").first()
