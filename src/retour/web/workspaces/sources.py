"""What brings events and runs in: a source's token, sent with each request or signing it."""

import base64
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import LETTERS, Token
from retour.web.workspaces.secrets import digest_of, new_secret, sealed, unsealed

SENT_PREFIX = "rt_in_"  # opens nothing by itself
SIGNING_PREFIX = "whsec_"  # as Standard Webhooks has it
SIGNING = "signing"  # the purpose of a sealed secret
OVERLAP = timedelta(days=7)  # that a former secret still signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a token brings in: the name of its source, and the process of what names none ('' for none)."""

    name: str
    source: str
    process: str = ""


@transaction.atomic
def make_sent(seat: Seat, wanted: Source) -> str:
    """A token that is sent with each request: the only time that it is seen."""
    secret = new_secret(SENT_PREFIX)
    _make(seat, wanted, prefix=secret[: len(SENT_PREFIX) + 4], digest=digest_of(secret))
    return secret


@transaction.atomic
def make_signing(seat: Seat, wanted: Source, given: str = "") -> tuple[Token, str]:
    """A token that signs each request (Standard Webhooks), and its secret: the only time that it is seen.

    Args:
        seat: whose workspace.
        wanted: what it brings in.
        given: the secret that the sender chose (``whsec_`` and base64 of 24 to 64 bytes), or one is made.

    Raises:
        ValueError: `given` is no such secret.
    """
    secret = given or _new_signing()
    token = _make(
        seat,
        wanted,
        prefix=secret[: len(SIGNING_PREFIX) + 4],
        digest=digest_of(f"{SIGNING}:{new_secret()}"),  # it is never sent, so nothing has this digest
        sealed=sealed(SIGNING, signing_key(secret)),
    )
    return token, secret


@transaction.atomic
def change_signing(seat: Seat, token: Token, given: str = "") -> str:
    """Another secret for the same address; the former one still counts for a week."""
    secret = given or _new_signing()
    found = Token.objects.select_for_update().get(pk=token.pk, workspace=seat.workspace)
    found.sealed_before, found.before_until = found.sealed, timezone.now() + OVERLAP
    found.sealed = sealed(SIGNING, signing_key(secret))
    found.prefix = secret[: len(SIGNING_PREFIX) + 4]
    found.save(update_fields=["sealed_before", "before_until", "sealed", "prefix"])
    seat.note("token.secret_changed", found.name)
    return secret


def signing_key(secret: str) -> bytes:
    """The key of a signing secret; ValueError when it is none of 24 to 64 bytes."""
    key = base64.b64decode(secret.removeprefix(SIGNING_PREFIX), validate=True)
    if not 24 <= len(key) <= 64:
        raise ValueError("secret.length")
    return key


def signing_keys(token: Token) -> tuple[bytes, ...]:
    """The keys that a token's requests may be signed with now; none when this server cannot read them."""
    kept = [token.sealed]
    if token.before_until and timezone.now() < token.before_until:
        kept.append(token.sealed_before)
    return tuple(key for told in kept if told and (key := unsealed(SIGNING, told)))


def _new_signing() -> str:
    return SIGNING_PREFIX + base64.b64encode(new_secret().encode()).decode("ascii")


def _make(seat: Seat, wanted: Source, **kept: str) -> Token:
    token = Token.objects.create(
        workspace=seat.workspace,
        name=wanted.name,
        source=wanted.source,
        process=wanted.process,
        scope=Token.Scope.INGEST,
        key=get_random_string(12, LETTERS),
        by=seat.user,
        **kept,
    )
    seat.note("token.created", wanted.name, scope=Token.Scope.INGEST.value, source=wanted.source)
    return token
